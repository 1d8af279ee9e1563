"""Block quotations: a paragraph of its own behind a colon, or indented on both sides."""

from __future__ import annotations

import itertools

import regex

from digitize.layout.rows import Row, View
from digitize.model import Role

_CALL = regex.compile(r"(?:[⁰¹²³⁴-⁹]+|[(\[]\p{Nd}{1,3}[)\]]|\p{Nd}{1,3})\s*$")
SHORTEST = 60  # characters; a shorter line behind a colon is rather a list item or a formula


def claim_quotes(view: View) -> None:
    """Labels block quotations."""
    flow = [row for row in view.rows if row.role in (None, Role.HEADING, Role.LIST, Role.TABLE)]
    for above, row in itertools.pairwise(flow):
        if not row.is_free() or not above.is_free():
            continue
        if view.is_text and _introduces(above) and len(row.text) >= SHORTEST and not _introduces(row):
            row.claim(Role.QUOTE, "a paragraph of its own behind a colon", 0.85)


def _introduces(row: Row) -> bool:
    return _CALL.sub("", row.text.rstrip()).rstrip().endswith(":")
