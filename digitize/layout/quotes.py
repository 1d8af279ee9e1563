"""Block quotations: a paragraph of its own behind a colon, or set in on both sides."""

from __future__ import annotations

import itertools

from digitize.layout.paragraphs import groups
from digitize.layout.rows import Row, View
from digitize.layout.signs import without_calls
from digitize.model import Role

SHORTEST = 60  # characters; a shorter line behind a colon is rather a list item or a formula
SET_IN = 1.0  # of the type size, on both sides


def claim_introduced(view: View) -> None:
    """Labels the block quotations of a text."""
    flow = [row for row in view.rows if row.role in (None, Role.HEADING, Role.LIST, Role.TABLE, Role.VERSE)]
    for above, row in itertools.pairwise(flow):
        if not row.is_free() or not above.is_free():
            continue
        if _introduces(above) and len(row.text) >= SHORTEST and not _introduces(row):
            row.claim(Role.QUOTE, "a paragraph of its own behind a colon", 0.85)


def claim_set_in(view: View) -> None:
    """Labels the block quotations of a PDF: paragraphs of which every line begins and could end inside the column."""
    for group in groups(view):
        if all(row.is_free() for row in group) and _is_set_in(view, group):
            for row in group:
                row.claim(Role.QUOTE, "set in on both sides", 0.9)


def _is_set_in(view: View, group: list[Row]) -> bool:
    measure = view.measures[group[0].page]
    least = SET_IN * view.body_size
    begins = [measure.inset(row.line) for row in group if not measure.is_below(row.line)]
    rests = [measure.rest(row.line) for row in group if not measure.is_beside(row.line)]
    if (
        len(group) == 1
        or not rests
        or not begins
        or min(begins) < least
        or min(rests) < least
        or max(begins) > 8 * least
    ):
        return False
    centred = all(measure.is_centred(row.line) for row in group) and max(begins) - min(begins) > least
    return not centred


def _introduces(row: Row) -> bool:
    return without_calls(row.text.rstrip()).endswith(":")
