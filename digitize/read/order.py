"""Rows in the order of reading: from top to bottom, side by side from the right; whole columns one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from digitize.geometry import Box
from digitize.grids import Grid
from digitize.read.rows import Row

MIN_ROWS = 5  # on each side of a gutter: fewer are a caption or a cell beside the text, not a column
FEWEST_NOTES = 2  # rows on each side in the foot of a page, where notes are set in columns
WIDE_COLUMN = 0.3  # of the text's width: columns of notes are no narrower
SMALLER = 0.94  # of the page's type size: notes are set smaller
MOST_ROWS = 500  # on a page of text; more are shreds of a drawing
MIN_SHARE = 0.25  # of the page's rows on each side
NARROWEST = 0.15  # of the text's width: narrower are the cells of a table or the page numbers of a contents


def in_reading_order(rows: Sequence[Row], grids: Sequence[Grid] = (), *, rtl: bool) -> list[Row]:
    """The rows of a page in the order in which they are read; those in `grids` cell by cell."""
    inside = {id(row): grid for row in rows for grid in grids if grid.cell_at(*row.box.middle) is not None}
    outside = [row for row in rows if id(row) not in inside]
    foot = _foot_in_columns(outside)
    found = _in_order([row for row in outside if not any(row is each for each in foot)], rtl=rtl)
    if foot:
        top = min(row.baseline for row in foot)
        at = sum(1 for row in found if row.baseline < top)
        found[at:at] = _in_order(foot, rtl=rtl, least=FEWEST_NOTES)
    for grid in grids:
        own = [row for row in rows if inside.get(id(row)) is grid]
        above = [index for index, row in enumerate(found) if row.box.middle[1] < grid.box.y0]
        at = max(above, default=-1) + 1
        found[at:at] = sorted(own, key=lambda row: _place_in_grid(row, grid, rtl))
    return found


def _place_in_grid(row: Row, grid: Grid, rtl: bool) -> tuple[int, int, float, float]:
    line, column = grid.cell_at(*row.box.middle) or (0, 0)
    return line, -column if rtl else column, round(row.baseline), -row.box.x1 if rtl else row.box.x0


def _foot_in_columns(rows: Sequence[Row]) -> list[Row]:
    """Notes set in two columns below a page of one: smaller than the text, both columns wide, opening with signs.

    Empty where there are none. They are too few for a gutter of the page.
    """
    if not rows or len(rows) > MOST_ROWS:
        return []
    size = median(row.size for row in rows)
    ordered = sorted(rows, key=lambda row: row.baseline)
    widest = max(row.box.width for row in rows)
    while len(ordered) > 1 and ordered[-1].box.width < NARROWEST * widest and _stands_apart(*ordered[-2:]):
        ordered.pop()  # the page number
    foot: list[Row] = []
    while ordered and ordered[-1].size < SMALLER * size:
        foot.append(ordered.pop())
    if len(foot) < 2 * FEWEST_NOTES or sum(map(_opens_with_sign, foot)) < FEWEST_NOTES:
        return []
    boxes = {id(row): row.box for row in foot}
    gutter = _gutter(foot, boxes, least=FEWEST_NOTES, narrowest=WIDE_COLUMN)
    whole = gutter is not None and all(box.y0 >= gutter[0] - 0.1 for box in boxes.values())
    return foot if whole else []


def _stands_apart(above: Row, row: Row) -> bool:
    return row.baseline - above.baseline > 2 * max(row.size, above.size)


def _opens_with_sign(row: Row) -> bool:
    """True where a raised digit or star, or a digit in brackets, stands at either edge."""
    inked = [glyph for glyph in row.clusters if glyph.text != " "]
    for edge in (inked[:1], inked[-1:]):
        for glyph in edge:
            if glyph.text[0].isdigit() or glyph.text in "*†‡()[]":
                return True
    return False


def _in_order(rows: Sequence[Row], *, rtl: bool, least: int = MIN_ROWS) -> list[Row]:
    if len(rows) < 2:
        return list(rows)
    boxes = {id(row): row.box for row in rows}
    gutter = _gutter(rows, boxes, least=least)
    if gutter is None:
        return sorted(rows, key=lambda row: _place(row, boxes, rtl))
    top, bottom, across = gutter
    above = [row for row in rows if boxes[id(row)].y1 <= top + 0.1]
    below = [row for row in rows if boxes[id(row)].y0 >= bottom - 0.1 and row not in above]
    columns = [row for row in rows if row not in above and row not in below]
    left = [row for row in columns if boxes[id(row)].middle[0] < across]
    right = [row for row in columns if boxes[id(row)].middle[0] >= across]
    first, second = (right, left) if rtl else (left, right)
    parts = (above, first, second, below)
    return [row for part in parts for row in _in_order(part, rtl=rtl)]


def _place(row: Row, boxes: dict[int, Box], rtl: bool) -> tuple[float, float]:
    box = boxes[id(row)]
    return round(row.baseline, 0), -box.x1 if rtl else box.x0


def _gutter(
    rows: Sequence[Row], boxes: dict[int, Box], *, least: int = MIN_ROWS, narrowest: float = NARROWEST
) -> tuple[float, float, float] | None:
    """Top, bottom and middle of a strip that parts two columns of text; None where there is none.

    `least` is how many rows a column has, `narrowest` its share of the text's width.
    """
    if len(rows) > MOST_ROWS:
        return None
    found = [boxes[id(row)] for row in rows]
    left_edge, right_edge = min(box.x0 for box in found), max(box.x1 for box in found)
    width = right_edge - left_edge
    best: tuple[int, float, float, float] | None = None
    ordered = sorted(found, key=lambda box: box.y0)
    for across in sorted({round(box.x1, 0) for box in found}):
        strip = across + 3.0
        if not left_edge + 0.25 * width < strip < right_edge - 0.25 * width:
            continue
        run = _longest_run(ordered, strip)
        left = sum(1 for box in run if box.x1 <= strip)
        right = len(run) - left
        if not left or not right or _usual_width(run, strip) < narrowest * width:
            continue
        if min(left, right) >= max(least, MIN_SHARE * len(rows)) and (best is None or len(run) > best[0]):
            best = (len(run), min(box.y0 for box in run), max(box.y1 for box in run), strip)
    return best[1:] if best else None


def _usual_width(run: Sequence[Box], strip: float) -> float:
    """The median width of the rows on that side of the strip where they are narrower."""
    return min(median(box.width for box in run if box.x1 <= strip), median(box.width for box in run if box.x1 > strip))


def _longest_run(ordered: Sequence[Box], strip: float) -> list[Box]:
    """The longest stretch of rows from top to bottom none of which crosses the strip."""
    best = (0, 0)
    start = 0
    for end, box in enumerate(ordered, 1):
        if box.x0 < strip < box.x1:
            start = end
        elif end - start > best[1] - best[0]:
            best = (start, end)
    return list(ordered[best[0] : best[1]])
