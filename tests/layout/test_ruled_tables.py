"""Tables drawn with lines: cells are read one by one, from the right."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.geometry import Box
from digitize.grids import grids_of
from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from tests.pdfs import Page

CELLS = [["المزايا", "العيوب"], ["سهل سريع", "مال قليل"], ["عمل كثير", "خطر كبير"]]


def rule(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.raw(f"{x0} {842 - y0} m {x1} {842 - y1} l S")


def table(*, lines: bool = True, second_column: bool = True) -> bytes:
    """Two columns of three cells, each of two lines; the lines of neighbours stand at one height."""
    page = Page()
    if lines:
        for y in (100, 140, 200, 260):
            rule(page, 100, y, 500, y)
        for x in (100, 300, 500) if second_column else (100, 500):
            rule(page, x, 100, x, 260)
    for row, (right, left) in enumerate(CELLS):
        for x, text in ((420, right), (220, left)):
            for number, word in enumerate(text.split()):
                page.line(word[::-1], x=x, y=122 + 55 * row + 18 * number, size=12)
    page.line("نص بعد الجدول لا شأن له به"[::-1], x=200, y=320, size=12)
    return page.pdf()


def cells_of(data: bytes) -> list[list[str]]:
    root = etree.fromstring(convert_source(read_pdf(data, "a.pdf")).tei)
    return [["".join(cell.itertext()).strip() for cell in row.iter("{*}cell")] for row in root.iter("{*}row")]


def test_a_ruled_table_is_read_cell_by_cell():
    assert cells_of(table()) == CELLS


def test_what_stands_below_the_table_is_not_in_it():
    root = etree.fromstring(convert_source(read_pdf(table(), "a.pdf")).tei)
    assert [" ".join("".join(p.itertext()).split()) for p in root.find("{*}text").iter("{*}p")] == [
        "نص بعد الجدول لا شأن له به"
    ]


def test_a_frame_round_the_text_is_no_table():
    assert cells_of(table(second_column=False)) != CELLS
    assert (
        grids_of([Box(100, 100, 500, 101), Box(100, 260, 500, 261), Box(100, 100, 101, 261), Box(499, 100, 500, 261)])
        == []
    )


@pytest.mark.parametrize("gap", [0.0, 2.0])
def test_rules_drawn_cell_by_cell_make_one_grid(gap):
    rules = [Box(x0 + gap, y, x1, y + 0.5) for x0, x1 in ((100, 300), (300, 500)) for y in (100, 150, 200)] + [
        Box(x, y0 + gap, x + 0.5, y1) for x in (100, 300, 500) for y0, y1 in ((100, 150), (150, 200))
    ]
    (grid,) = grids_of(rules)
    assert [place for place, _ in grid.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert grid.cell_at(400, 175) == (1, 1)
    assert grid.cell_at(50, 175) is None


def test_cells_without_a_rule_between_are_one():
    rules = [Box(100, y, 500, y + 0.5) for y in (100, 150, 200)]
    rules += [Box(x, 100, x + 0.5, 200) for x in (100, 500)] + [Box(300, 150, 300.5, 200)]
    (grid,) = grids_of(rules)
    assert [place for place, _ in grid.cells] == [(0, 0), (1, 0), (1, 1)]


def test_a_cell_over_two_columns_says_so_and_the_row_of_words_above_numbers_is_a_header():
    page = Page()
    for y in (100, 140, 180, 220):
        rule(page, 100, y, 500, y)
    for x in (100, 500):
        rule(page, x, 100, x, 220)
    for x in (233, 366):
        rule(page, x, 140, x, 220)
    page.line("عنوان الجدول كله"[::-1], x=240, y=125, size=12)
    for row, cells in enumerate((("الدولة", "السنة", "الكمية"), ("الأردن", "2011", "500"))):
        for x, text in zip((400, 270, 150), cells, strict=True):
            page.line(text if text.isdigit() else text[::-1], x=x, y=165 + 40 * row, size=12)
    page.line("نص بعد الجدول لا شأن له به"[::-1], x=200, y=320, size=12)
    root = etree.fromstring(convert_source(read_pdf(page.pdf(), "a.pdf")).tei)
    (found,) = root.iter("{*}table")
    rows = [
        [("".join(cell.itertext()), cell.get("cols")) for cell in row.iter("{*}cell")] for row in found.iter("{*}row")
    ]
    assert rows == [
        [("عنوان الجدول كله", "3")],
        [("الدولة", None), ("السنة", None), ("الكمية", None)],
        [("الأردن", None), ("2011", None), ("500", None)],
    ]


def test_the_grid_of_a_chart_is_no_table():
    page = Page()
    for y in (100, 150, 200, 250, 300):
        rule(page, 100, y, 500, y)
    for x in (100, 200, 300, 400, 500):
        rule(page, x, 100, x, 300)
    for number in range(4):
        page.line(str(2011 + number), x=120 + 100 * number, y=320, size=12)
    page.line("نص تحت الشكل يصفه وصفاً"[::-1], x=200, y=400, size=12)
    root = etree.fromstring(convert_source(read_pdf(page.pdf(), "a.pdf")).tei)
    assert root.find(".//{*}table") is None
