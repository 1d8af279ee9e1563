"""Rows with settled labels to blocks; never changes a character."""

from __future__ import annotations

from dataclasses import replace

import regex

from digitize.layout.rows import Part, Row, View
from digitize.model import Block, Label, Piece, Role, cut, normal_form
from digitize.page_ranges import are_together

_CUT = regex.compile(r"(?:\p{Latin}|\p{Nd})-$")
_OPENING = ("<", "(", "[", "«", "“")


def build(view: View) -> tuple[Block, ...]:
    """The blocks in reading order, numbered page by page (`p3.b4`)."""
    blocks: list[Block] = []
    counters: dict[int, int] = {}
    for row in view.rows:
        label = row.label or Label(Role.BODY, reason="running text")
        goes_on = _begun(blocks, view, row, label)
        if goes_on is not None:
            blocks[goes_on] = _extended(view, blocks[goes_on], row, Part(0, len(row.text), label))
            continue
        for part in row.parts or [Part(0, len(row.text), label)]:
            is_alike = blocks and not row.opens and blocks[-1].label == part.label
            if is_alike and are_together(view.source.chosen, blocks[-1].page, row.page):
                blocks[-1] = _extended(view, blocks[-1], row, part)
                continue
            counters[row.page] = counters.get(row.page, 0) + 1
            blocks.append(_block(f"p{row.page}.b{counters[row.page]}", row, part))
    return tuple(block for block in blocks if block.pieces)


def _begun(blocks: list[Block], view: View, row: Row, label: Label) -> int | None:
    """The block that the row goes on with, None where it begins one."""
    if view.is_text or row.parts:
        return None
    if label.cell is not None:
        same = (each for each in blocks if (each.label.group, each.label.cell) == (label.group, label.cell))
        return next((blocks.index(each) for each in same), None)
    return None if row.opens else _open_block(blocks, row, label.role)


def _open_block(blocks: list[Block], row: Row, role: Role) -> int | None:
    """The block that the row goes on with; the caption of a picture beside the text does not end it."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.label.role is role and block.page == row.page:
            return index
        if block.label.role is not Role.CAPTION:
            return None
    return None


def _block(name: str, row: Row, part: Part) -> Block:
    """A block from a stretch of a row: white space at its edges left out, its marker marked."""
    text = row.text[part.start : part.end]
    start = part.start + len(text) - len(text.lstrip())
    end = part.end - (len(text) - len(text.rstrip()))
    pieces = cut(row.block.pieces, start, end)
    if row.marker > start and not row.parts:
        mark = _marked(cut(row.block.pieces, start, row.marker), name)
        pieces = normal_form((*mark, *cut(row.block.pieces, row.marker, end)))
    return Block(name, part.label, pieces)


def _is_divided(above: str, below: str) -> bool:
    """True where the line end divides a word or a range: `depart-` `ment`, `44-` `61`."""
    if above.endswith("\N{SOFT HYPHEN}"):
        return True
    return _CUT.search(above) is not None and (below[:1].isdecimal() if above[-2].isdecimal() else below[:1].islower())


def _marked(pieces: tuple[Piece, ...], name: str) -> tuple[Piece, ...]:
    return tuple(replace(piece, mark=name) for piece in pieces)


def _extended(view: View, block: Block, row: Row, part: Part) -> Block:
    """The block with one more line or stretch of one, a space between; none follows an opening bracket."""
    pieces = cut(row.block.pieces, part.start, part.end)
    *before, last = block.pieces or (Piece(""),)
    above = view.source.lines[last.line].text if last.line is not None else last.text
    glue = "" if last.text.endswith(_OPENING) or _is_divided(above, row.text[part.start :]) else " "
    return Block(block.id, block.label, (*before, *normal_form((last, Piece(glue), *pieces))))
