"""Tables: rows of cells, set apart by tabs in a text, by columns that stand under each other in a PDF."""

from __future__ import annotations

from digitize.layout.rows import Part, Row, View
from digitize.model import Label, Role


def claim_tables(view: View) -> None:
    """Labels tables cell by cell, and the line above as caption where it is one."""
    if view.is_text:
        _claim_tabbed(view)


def _claim_tabbed(view: View) -> None:
    """Neighbouring lines with the same number of tabs are the rows of a table."""
    rows = [row for row in view.rows if row.role is not Role.PAGE_NUMBER]
    index = 0
    table = 0
    while index < len(rows):
        end = index
        while end < len(rows) and _cells(rows[end]) > 1 and _cells(rows[end]) == _cells(rows[index]):
            end += 1
        if end - index >= 2:
            table += 1
            _label(rows[index:end], f"table.{table}")
            if index:
                _claim_caption(rows[index - 1], f"table.{table}")
        index = max(end, index + 1)


def _cells(row: Row) -> int:
    return len(row.text.split("\t")) if row.is_free() else 0


def _label(rows: list[Row], group: str) -> None:
    for number, row in enumerate(rows):
        row.claim(Role.TABLE, "cells set apart by tabs, as in the lines around", 0.95, group=group)
        at = 0
        for column, cell in enumerate(row.text.split("\t")):
            if cell.strip():
                label = Label(
                    Role.TABLE, group=group, cell=(number, column), reason="a cell between tabs", confidence=0.95
                )
                row.parts.append(Part(at, at + len(cell), label))
            at += len(cell) + 1


def _claim_caption(row: Row, group: str) -> None:
    text = row.text.strip()
    if row.is_free() and len(text) < 160 and not text.endswith((".", ":", "؛", "،")):
        row.claim(Role.CAPTION, "a short line right above a table", 0.9, group=group)
