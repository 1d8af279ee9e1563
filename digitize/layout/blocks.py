"""Rows with settled labels to blocks; never changes a character."""

from __future__ import annotations

from dataclasses import replace

from digitize.layout.rows import Part, Row, View
from digitize.model import Block, Label, Piece, Role, cut, normal_form

JOINED_ROLES = frozenset(
    (Role.BODY, Role.NOTE, Role.LIST, Role.QUOTE, Role.HEADING, Role.TITLE, Role.CAPTION, Role.BYLINE)
)


def build(view: View) -> tuple[Block, ...]:
    """The blocks in reading order, numbered page by page (`p3.b4`)."""
    blocks: list[Block] = []
    counters: dict[int, int] = {}
    for row in view.rows:
        label = row.label or Label(Role.BODY, reason="running text")
        if blocks and not row.opens and not row.parts and not view.is_text and blocks[-1].label.role is label.role:
            blocks[-1] = _extended(blocks[-1], row)
            continue
        for part in row.parts or [Part(0, len(row.text), label)]:
            counters[row.page] = counters.get(row.page, 0) + 1
            blocks.append(_block(f"p{row.page}.b{counters[row.page]}", row, part))
    return tuple(block for block in blocks if block.pieces)


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


def _marked(pieces: tuple[Piece, ...], name: str) -> tuple[Piece, ...]:
    return tuple(replace(piece, mark=name) for piece in pieces)


def _extended(block: Block, row: Row) -> Block:
    """The block with one more line, a space between."""
    return Block(block.id, block.label, normal_form((*block.pieces, Piece(" "), *row.block.pieces)))
