"""Cells to the rows of a `<table>`: every cell in its place, what goes over several said, header rows marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex
from lxml import etree

from digitize.model import Block, Style
from digitize.tei.inline import Writer
from digitize.tei.names import add

_NUMERIC = regex.compile(r"[\p{Nd}.,٫٬%٪\s\-–]+")

Cells = Mapping[tuple[int, int], Block]


def write_rows(writer: Writer, table: etree._Element, blocks: Sequence[Block]) -> None:
    """The rows of a table from its cells, columns in reading order; a place without text is an empty cell."""
    cells: Cells = {block.label.cell: block for block in blocks if block.label.cell}
    columns = max((place[1] + block.label.span[1] for place, block in cells.items()), default=0)
    rows = sorted({row for row, _ in cells})
    covered: set[tuple[int, int]] = set()  # places that a cell above or beside goes over
    for row in rows:
        first = next(cells[row, column] for column in range(columns) if (row, column) in cells)
        writer.break_pages(table, first.page)
        element = add(table, "row")
        if row == rows[0] and _is_header(cells, rows[0]):
            element.set("role", "label")
        for column in range(columns):
            if (row, column) in covered:
                continue
            cell = add(element, "cell")
            if (row, column) in cells:
                covered |= _write_cell(writer, cell, cells[row, column], (row, column))


def _write_cell(writer: Writer, element: etree._Element, block: Block, place: tuple[int, int]) -> set[tuple[int, int]]:
    """A cell's text; returns the places that it goes over."""
    over = block.label.span
    for name, number in zip(("rows", "cols"), over, strict=True):
        if number > 1:
            element.set(name, str(number))
    writer.write(element, block)
    return {(place[0] + down, place[1] + across) for down in range(over[0]) for across in range(over[1])}


def _is_header(cells: Cells, top: int) -> bool:
    """True where the first row is bold and the others are not, or holds words alone and numbers stand below."""
    first = [block for (row, _), block in cells.items() if row == top]
    rest = [block for (row, _), block in cells.items() if row != top]
    if rest and all(map(_is_bold, first)) and not any(map(_is_bold, rest)):
        return True
    return not any(_NUMERIC.fullmatch(block.reading_text) for block in first) and any(
        _NUMERIC.fullmatch(block.reading_text) for block in rest
    )


def _is_bold(block: Block) -> bool:
    return all(piece.style & Style.BOLD for piece in block.pieces if piece.line is not None and piece.text.strip())
