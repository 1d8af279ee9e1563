"""Rows that stand side by side, in columns, in tables and beside pictures, are cut apart where they part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digitize.geometry import Box
from digitize.grids import Grid
from digitize.read.glyphs import Glyph
from digitize.read.rows import Row

WIDE_GAP = 2.3  # of the type size: no space between words is as wide
EXACT = 0.3  # of the type size: how exactly a line of one column ends at the gutter
ALIGNED = 1.5  # of the type size: edges no further apart are those of one column
GUTTER = 0.85  # of the type size: wide enough for a gutter, where the rows around leave the same strip free
WORD_GAP = 0.2  # of the type size: what parts words is wider
ALIKE = 0.35  # of the type size: gaps that differ by less are alike
BLOCK = 12  # lines above and below, those beside them counted too, of which one shows the measure
NEXT_LINE = 2.2  # of the type size: the next line of a paragraph is no further down
REACH = 3.0  # of the type size: how far below a picture its edge still parts rows


def cut(rows: list[Row], pictures: Sequence[Box], grids: Sequence[Grid] = ()) -> list[Row]:
    """Rows cut at gutters: gaps no space is as wide as, and strips that several rows or a picture's edge leave free.

    `grids` are tables drawn with lines: a row never crosses the side of a cell.
    """
    gaps = [_gaps(row) for row in rows]
    parts: list[Row] = []
    for index, row in enumerate(rows):
        places = [
            end
            for start, end in gaps[index]
            if _is_beside_picture(row, (start, end), pictures) or _is_gutter(rows, gaps, index, (start, end))
        ]
        parts += _parts(row, [*places, *_sides_of_cells(row, grids)])
    return _cut_at_wide_gaps(parts)


def _cut_at_wide_gaps(rows: list[Row]) -> list[Row]:
    gaps = [_gaps(row) for row in rows]
    cut: list[Row] = []
    for index, row in enumerate(rows):
        places = [end for start, end in gaps[index] if end - start > WIDE_GAP * row.size]
        cut += _parts(row, [] if places and _is_stretched(rows, gaps, index) else places)
    return cut


def _sides_of_cells(row: Row, grids: Sequence[Grid]) -> list[float]:
    """Where the drawn sides of cells stand between the row's glyphs."""
    y = row.baseline - 0.3 * row.size
    sides = {
        side
        for grid in grids
        if grid.box.y0 <= y <= grid.box.y1
        for _, cell in grid.cells
        if cell.y0 <= y <= cell.y1
        for side in (cell.x0, cell.x1)
    }
    free = 0.15 * row.size
    return [side for side in sides if not any(each.x0 + free < side < each.x1 - free for each in row.clusters)]


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Free stretches between inked clusters that are wider than a gutter at its narrowest."""
    found: list[tuple[float, float]] = []
    edge: float | None = None
    size = row.size
    for glyph in sorted((each for each in row.clusters if each.text != " "), key=lambda each: each.x0):
        if edge is not None and glyph.x0 - edge > GUTTER * size:
            found.append((edge, glyph.x0))
        edge = glyph.x1 if edge is None else max(edge, glyph.x1)
    return found


def _is_stretched(rows: list[Row], gaps: list[list[tuple[float, float]]], index: int) -> bool:
    """True for a line of few words, or with a long URL below, that justification has pulled apart to its full width.

    All its gaps are alike, it fills the measure of a line near by, and the words right above or below stand over its
    gaps, where the rows of a table would leave them free.
    """
    row, size = rows[index], rows[index].size
    inked = sorted((glyph for glyph in row.clusters if glyph.text != " "), key=lambda each: each.x0)
    words = [right.x0 - left.x1 for left, right in pairwise(inked) if right.x0 - left.x1 > WORD_GAP * size]
    if max(words) - min(words) > ALIKE * size:
        return False
    near = [
        other
        for other in range(max(0, index - BLOCK), min(len(rows), index + BLOCK + 1))
        if other != index
        and abs(rows[other].size - size) < 0.1 * size
        and rows[other].box.overlaps_horizontally(row.box)
    ]
    if not any(
        abs(rows[other].box.x0 - row.box.x0) < 0.5 * size and abs(rows[other].box.x1 - row.box.x1) < 0.5 * size
        for other in near
    ):
        return False
    over = False
    above = [other for other in near if 0.5 * size < row.baseline - rows[other].baseline < NEXT_LINE * size]
    below = [other for other in near if 0.5 * size < rows[other].baseline - row.baseline < NEXT_LINE * size]
    for other in (*above[-1:], *below[:1]):
        box = rows[other].box
        for start, end in gaps[index]:
            if any(min(end, far) - max(start, left) > 0.6 * size for left, far in gaps[other]):
                return False
            over = over or (box.x0 < start and end < box.x1)
    return over


def _is_beside_picture(row: Row, gap: tuple[float, float], pictures: Sequence[Box]) -> bool:
    size, y = row.size, row.baseline
    for picture in pictures:
        if picture.y0 - size <= y <= picture.y1 + REACH * size:
            for edge in (picture.x0, picture.x1):
                if gap[0] - size <= edge <= gap[1] + size:
                    return True
    return False


def _is_gutter(rows: list[Row], gaps: list[list[tuple[float, float]]], index: int, gap: tuple[float, float]) -> bool:
    """True where at least two neighbouring rows, without a break, leave the same strip free too.

    In one of them text must begin or end where it does here: a short last line leaves every strip free.
    """
    count = 1
    aligned = False
    near = ALIGNED * rows[index].size
    for step in (-1, 1):
        strip, at = gap, index
        while 0 <= at + step < len(rows) and abs(rows[at + step].baseline - rows[at].baseline) < 3 * rows[at].size:
            at += step
            shared = [
                (start, end)
                for start, end in gaps[at]
                if min(strip[1], end) - max(strip[0], start) > 0.6 * rows[at].size
            ]
            box = rows[at].box
            beside = min(abs(box.x1 - gap[0]), abs(box.x0 - gap[1])) < EXACT * rows[at].size
            if not shared and beside and (box.x1 <= gap[0] + near or box.x0 >= gap[1] - near):
                count += 1  # a line of one column alone, whose baseline is not that of its neighbour
                continue
            if not shared:
                break
            start, end = shared[0]
            strip = (max(strip[0], start), min(strip[1], end))
            aligned = aligned or abs(start - gap[0]) < near or abs(end - gap[1]) < near
            count += 1
    return count >= 3 and aligned


def _parts(row: Row, places: Sequence[float]) -> list[Row]:
    if not places:
        return [row]
    parts: list[list[Glyph]] = [[] for _ in range(len(places) + 1)]
    for glyph in row.clusters:
        parts[sum(1 for place in places if (glyph.x0 + glyph.x1) / 2 >= place)].append(glyph)
    return [Row(part) for part in parts if any(glyph.text != " " for glyph in part)]
