"""Packages, read as their receivers read them."""
