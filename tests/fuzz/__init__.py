"""Damaged PDFs and texts by the thousand: nothing may crash, hang, or write where it should not."""
