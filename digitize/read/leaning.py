"""Which side Latin rows lean to: the base direction that their letters do not tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mode

from digitize.read import bidi
from digitize.read.rows import Row

FLUSH = 2.5  # points: rows no further from the edge begin or end there
SHORT = 2.0  # of the type size: a row that stops so far from the edge does not reach it


def leanings(rows: Sequence[Row]) -> list[bool | None]:
    """For every row of a page: True where its Latin paragraph leans to the right, False to the left, None if untold.

    The last row of a paragraph is flush on the side where its rows begin.
    """
    found: list[bool | None] = [None] * len(rows)
    if not rows:
        return found
    column = mode(round(row.box.x0) for row in rows), mode(round(row.box.x1) for row in rows)
    for start, end in _latin_runs(rows):
        own = min(row.box.x0 for row in rows[start:end]), max(row.box.x1 for row in rows[start:end])
        left, right = own if end - start > 1 else column
        flush_left = flush_right = 0
        for row in rows[start:end]:
            free_left, free_right = row.box.x0 - left, right - row.box.x1
            flush_left += abs(free_left) < FLUSH and free_right > SHORT * row.size
            flush_right += abs(free_right) < FLUSH and free_left > SHORT * row.size
        if bool(flush_left) is not bool(flush_right):
            found[start:end] = [bool(flush_right)] * (end - start)
    return found


def _latin_runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows of one size without a letter that is read from the right."""
    start = 0
    for end in range(len(rows) + 1):
        latin = end < len(rows) and not any(bidi.kind(glyph.text[0]) == "R" for glyph in rows[end].clusters)
        if latin and end > start and abs(rows[end].size - rows[start].size) > 0.08 * rows[start].size:
            yield start, end
            start = end
        elif not latin:
            if end > start:
                yield start, end
            start = end + 1
