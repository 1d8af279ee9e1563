"""The Arabic words of a document, each with its places: what looks for doubtful words goes through."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from digitize.arabic import WORD, bare
from digitize.model import Document, Problem


class Place(NamedTuple):
    """Where a word stands: its block, the page on which that begins, and the characters of the block's text."""

    block: str
    page: int
    start: int
    end: int


def vocabulary(document: Document) -> dict[str, list[Place]]:
    """Every word without marks and stretching, in the order of first occurrence."""
    found: dict[str, list[Place]] = defaultdict(list)
    for block in document.blocks:
        if block.label.role.is_text:
            for match in WORD.finditer(block.text):
                found[bare(match[0])].append(Place(block.id, block.page, match.start(), match.end()))
    return found


def doubt(kind: str, message: str, place: Place) -> Problem:
    """A doubt about one word."""
    return Problem(kind, message, place.page, place.block, (place.start, place.end))
