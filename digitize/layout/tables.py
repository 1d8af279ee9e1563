"""Tables: rows of cells, set apart by tabs in a text, by columns that stand under each other in a PDF."""

from __future__ import annotations

import regex

from digitize.geometry import Box
from digitize.grids import grids_of
from digitize.layout.rows import Part, Row, View
from digitize.model import Label, Role

MOST_WORDS = 8  # of half a verse
EVEN_WIDTH = 0.85  # share of the widest half of a poem that all others have
_NOT_OF_VERSE = regex.compile(r"\p{Nd}|\p{Latin}|[.:]$")
MIN_FILLED = 0.4  # share of a grid's cells with text: the grid of a chart has none


def claim_tabbed(view: View) -> None:
    """Labels tables of a text: neighbouring lines with the same number of tabs are the rows of one."""
    rows = [row for row in view.rows if row.role is not Role.PAGE_NUMBER]
    index = 0
    table = 0
    while index < len(rows):
        end = index
        while end < len(rows) and _cells(rows[end]) > 1 and _cells(rows[end]) == _cells(rows[index]):
            end += 1
        if end - index >= 2:
            table += 1
            _label(rows[index:end], f"table.{table}")
            if index:
                _claim_caption(rows[index - 1], f"table.{table}")
        index = max(end, index + 1)


def _cells(row: Row) -> int:
    return len(row.text.split("\t")) if row.is_free() else 0


def _label(rows: list[Row], group: str) -> None:
    for number, row in enumerate(rows):
        row.claim(Role.TABLE, "cells set apart by tabs, as in the lines around", 0.95, group=group)
        at = 0
        for column, cell in enumerate(row.text.split("\t")):
            if cell.strip():
                label = Label(
                    Role.TABLE, group=group, cell=(number, column), reason="a cell between tabs", confidence=0.95
                )
                row.parts.append(Part(at, at + len(cell), label))
            at += len(cell) + 1


def _claim_caption(row: Row, group: str) -> None:
    text = row.text.strip()
    if row.is_free() and len(text) < 160 and not text.endswith((".", ":", "؛", "،")):
        row.claim(Role.CAPTION, "a short line right above a table", 0.9, group=group)


def claim_ruled(view: View) -> None:
    """Labels tables of a PDF that are drawn with lines: what stands in a cell is one cell."""
    for number, rows in view.pages.items():
        for index, grid in enumerate(grids_of(view.page(number).rules), 1):
            inside = [(row, grid.cell_at(*row.box.middle)) for row in rows if row.is_free()]
            own = [(row, cell) for row, cell in inside if cell is not None]
            filled = {cell for _, cell in own}
            if len(filled) < max(3, MIN_FILLED * len(grid.cells)) or len({column for _, column in filled}) < 2:
                continue
            group = f"table.{number}.{index}"
            last = grid.columns - 1
            for row, (line, column) in own:
                rows_over, over = grid.spans.get((line, column), (1, 1))
                place = (line, last - (column + over - 1) if view.source_is_rtl else column)
                row.claim(Role.TABLE, "a cell drawn with lines", 0.95, group=group, cell=place, span=(rows_over, over))
            above = [row for row in rows if row.is_free() and row.box.middle[1] < grid.box.y0]
            if above and grid.box.y0 - above[-1].box.y1 < 2 * above[-1].size:
                _claim_caption(above[-1], group)


def claim_aligned(view: View) -> None:
    """Labels tables of a PDF: lines side by side, under each other, that are no columns of text."""
    table = 0
    for number, rows in view.pages.items():
        bands = _bands([row for row in rows if row.is_free()])
        order = {id(row): place for place, row in enumerate(rows)}
        index = 0
        while index < len(bands):
            end = _end_of_table(bands, index)
            if end - index >= 2 and _is_poem(bands[index:end]):
                table += 1
                _label_verses(bands[index:end], f"verse.{number}.{table}")
            elif end - index >= 2 and not _are_columns(bands[index:end], order):
                table += 1
                _label_grid(view, number, bands[index:end], f"table.{table}")
                if index and len(bands[index - 1]) == 1:
                    _claim_caption(bands[index - 1][0], f"table.{table}")
            index = max(end, index + 1)


def _bands(rows: list[Row]) -> list[list[Row]]:
    """Rows of one height together, from top to bottom."""
    bands: list[list[Row]] = []
    for row in sorted(rows, key=lambda each: each.box.middle[1]):
        if bands and abs(row.box.middle[1] - bands[-1][0].box.middle[1]) < 0.45 * row.size:
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _end_of_table(bands: list[list[Row]], start: int) -> int:
    """Behind the last band of a table that begins at `start`: bands of cells with further lines of cells between."""
    if len(bands[start]) < 2:
        return start
    end = last = start + 1
    while end < len(bands):
        above, band = bands[end - 1], bands[end]
        if band[0].box.y0 - above[0].box.y1 > 2.2 * band[0].size:
            break
        if len(band) >= 2:
            last = end + 1
        elif not _is_inside_cell(band[0], bands[start:last]) or end - last >= 2:
            break
        end += 1
    return last


def _is_inside_cell(row: Row, bands: list[list[Row]]) -> bool:
    cells = [each.box for band in bands if len(band) > 1 for each in band]
    wide = max(box.x1 for box in cells) - min(box.x0 for box in cells)
    return row.box.width < 0.6 * wide and sum(each.overlaps_horizontally(row.box) for each in _columns(bands)) == 1


def _are_columns(bands: list[list[Row]], order: dict[int, int]) -> bool:
    """True where the lines side by side are justified, as text in columns is, or are not read side by side.

    `order` is the place of every row in the order of reading, which takes whole columns one after the other.
    """
    beside = [band for band in bands if len(band) > 1]
    apart = sum(
        max(order[id(row)] for row in band) - min(order[id(row)] for row in band) >= len(band) for band in beside
    )
    if apart > 0.5 * len(beside):
        return True
    cells = [row.box for band in bands for row in band if len(band) > 1]
    lefts = [round(box.x0 / 2) for box in cells]
    rights = [round(box.x1 / 2) for box in cells]
    full = sum(lefts.count(left) > 2 and rights.count(right) > 2 for left, right in zip(lefts, rights, strict=True))
    return full > 0.5 * len(cells) and len(cells) > 6


def _is_poem(bands: list[list[Row]]) -> bool:
    """True where every line is two halves of words alone, justified to one width, as Arabic verse is set."""
    if any(len(band) != 2 for band in bands):
        return False
    halves = [row for band in bands for row in band]
    worded = all(2 <= len(row.text.split()) <= MOST_WORDS and not _NOT_OF_VERSE.search(row.text) for row in halves)
    widths = [row.box.width for row in halves]
    return worded and min(widths) > EVEN_WIDTH * max(widths)


def _label_verses(bands: list[list[Row]], group: str) -> None:
    """Each verse a block of its two halves, the right one first."""
    for band in bands:
        for index, row in enumerate(sorted(band, key=lambda each: -each.box.x1)):
            row.claim(
                Role.VERSE, "two halves of one width beside each other, as in the lines around", 0.85, group=group
            )
            row.opens = index == 0


def _columns(bands: list[list[Row]]) -> list[Box]:
    """The columns from right to left, as wide as their cells, told by the bands that have most cells."""
    most = max(len(band) for band in bands)
    columns: list[Box] = []
    for band in bands:
        if len(band) < max(2, most):
            continue
        for row in band:
            whole = row.box
            apart = []
            for column in columns:
                if column.x0 < whole.x1 - 1 and whole.x0 < column.x1 - 1:
                    whole = whole.union(column)
                else:
                    apart.append(column)
            columns = [*apart, whole]
    return sorted(columns, key=lambda box: -box.x1)


def _label_grid(view: View, page: int, bands: list[list[Row]], group: str) -> None:
    columns = _columns(bands)
    if not view.source_is_rtl:
        columns.reverse()
    rules = sorted(rule.middle[1] for rule in view.page(page).rules if rule.width > rule.height)
    number = -1
    previous: list[Row] | None = None
    for band in bands:
        if previous is None or _is_new_row(previous, band, bands, columns, rules):
            number += 1
        for row in band:
            shares = [min(row.box.x1, each.x1) - max(row.box.x0, each.x0) for each in columns]
            column = shares.index(max(shares))
            row.claim(
                Role.TABLE,
                "cells that stand side by side and under each other",
                0.9,
                group=group,
                cell=(number, column),
            )
        previous = band


def _is_new_row(
    above: list[Row], band: list[Row], bands: list[list[Row]], columns: list[Box], rules: list[float]
) -> bool:
    """True where a drawn line parts the two, or, in a table without lines, the band has a first cell again."""
    top, bottom = above[0].box.middle[1], band[0].box.middle[1]
    first, last = bands[0][0].box.middle[1], bands[-1][0].box.middle[1]
    inside = [rule for rule in rules if first < rule < last]
    if len(inside) >= 2:
        return any(top < rule < bottom for rule in inside)
    return any(row.box.overlaps_horizontally(columns[0]) for row in band)
