"""What belongs together: items to lists, verses to poems, rows to tables, the texts of a cell to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from digitize.export.reading import Block, Cell, Inline, Kind, Listing, Page, Part, Row, Run, blocks_of

_GATHERED = frozenset((Kind.ITEM, Kind.ENTRY, Kind.VERSE, Kind.ADDRESS))


def listed(parts: Iterable[Part]) -> list[Part]:
    """Blocks that belong to one list as listings; the lists in its items are part of it.

    A page that begins between two of them begins in the second. What is no block of a list stands between two listings.
    """
    found: list[Part] = []
    pages: list[Page] = []
    blocks: list[Block] = []
    for part in parts:
        own = _own(part)
        if isinstance(part, Page):
            pages.append(part)
        elif own and (not blocks or blocks[0].kind is own[0].kind):
            blocks += [replace(own[0], content=(*pages, *own[0].content)), *own[1:]]
            pages = []
        else:
            found += [*_listing(blocks), *pages, part]
            blocks, pages = [], []
    return [*found, *_listing(blocks), *pages]


def _own(part: Part) -> tuple[Block, ...]:
    """The blocks of a part that a list takes in as its own."""
    if isinstance(part, Block) and part.kind in _GATHERED:
        return (part,)
    return part.blocks if isinstance(part, Listing) and part.kind is Kind.ITEM else ()


def _listing(blocks: list[Block]) -> list[Part]:
    return [Listing(tuple(blocks))] if blocks else []


def in_one(parts: Iterable[Part]) -> tuple[Inline, ...]:
    """Everything that the parts hold as one content, a space between two texts."""
    content: list[Inline] = []
    for part in parts:
        if isinstance(part, Page):
            content.append(part)
        for block in blocks_of(part):
            content += [Run(" ")] if content and not isinstance(content[-1], Page) else []
            content += block.content
    return tuple(content)


def with_pages(row: Row, pages: list[Page]) -> Row:
    """A row in whose first cell the pages begin that begin before it."""
    if not pages or not row.cells:
        return row
    first = row.cells[0]
    block = replace(first.block, content=(*pages, *first.block.content))
    return replace(row, cells=(Cell(block, first.rows, first.columns), *row.cells[1:]))
