"""Notes of a PDF: in two columns, pulled apart by justification, afresh on every page, with letters."""

from __future__ import annotations

import pymupdf
import pytest

from digitize.model import Role
from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from tests.pdfs import WIDTH, Page

WORDS = "شهدت هذه السنة حركة كبيرة في الموانئ"
NOTES = (
    "كتاب الرحلة الى المشرق طبعة بيروت",
    "المرجع نفسه صفحة خمسين وما بعدها",
    "ديوان الشعر طبعة القاهرة الثانية",
    "تقرير الهيئة عن سنة كاملة من العمل",
)


def _right(page: Page, text: str, *, right: float, y: float, size: float) -> None:
    """A line of Arabic that ends at the right edge."""
    page.line(text[::-1], x=right - len(text) * WIDTH / 1000 * size, y=y, size=size)


def _called(page: Page, text: str, sign: str, *, y: float) -> None:
    """A line of text with a raised call at its end."""
    _right(page, text, right=500, y=y, size=14)
    left = 500 - len(text) * WIDTH / 1000 * 14
    page.line(sign, x=left - len(sign) * WIDTH / 1000 * 8, y=y - 5, size=8)


def _text(page: Page, signs: list[str]) -> None:
    for number in range(10):
        _right(page, f"{WORDS} {WORDS}", right=500, y=80 + 22 * number, size=14)
    for number, sign in enumerate(signs):
        _called(page, WORDS, sign, y=310 + 22 * number)


def _anchored(*pages: bytes) -> dict[str, str]:
    """The words before the call, by the text of the note."""
    document = pymupdf.open()
    for page in pages:
        document.insert_pdf(pymupdf.open(stream=page))
    found = convert_source(read_pdf(document.tobytes(), "notes.pdf")).document
    calls = {}
    for block in found.blocks:
        before = ""
        for piece in block.pieces:
            if piece.mark in found.by_id and piece.mark != block.id:
                calls[found.by_id[piece.mark].reading_text.replace("\n", " ")] = before[-len(WORDS) :]
            elif piece.mark is None:
                before += piece.text
    assert set(calls) == {note.reading_text.replace("\n", " ") for note in found.with_role(Role.NOTE)}
    return calls


def test_notes_in_two_columns_are_read_column_by_column():
    page = Page()
    _text(page, ["1", "2", "3", "4"])
    for number, note in enumerate(NOTES):
        right, y = (500.0 if number < 2 else 290.0), 640 + 24 * (number % 2)
        half = note.split()[:3], note.split()[3:]
        page.line(str(number + 1), x=right - 4, y=y - 3, size=6)
        _right(page, " ".join(half[0]) + " " + "و" * (38 - len(" ".join(half[0]))), right=right - 8, y=y, size=9)
        _right(page, " ".join(half[1]), right=right - 4, y=y + 12, size=9)
    calls = _anchored(page.pdf())
    assert len(calls) == 4
    for note in NOTES:
        assert [text for text in calls if text.startswith(note.split()[0]) and text.endswith(note.split()[-1])], note


@pytest.mark.parametrize(
    ("signs", "kind"),
    [(("1", "2"), "digits"), (("(1)", "(2)"), "brackets"), (("أ", "ب"), "letters"), (("*", "**"), "stars")],
)
def test_numbering_may_begin_afresh_on_every_page(signs, kind):
    pages = []
    for first in (0, 2):
        page = Page()
        _text(page, list(signs))
        for number, sign in enumerate(signs):
            y = 640 + 16 * number
            page.line(sign, x=500 - len(sign) * 3, y=y - 3, size=6)
            _right(page, NOTES[first + number], right=495 - len(sign) * 3, y=y, size=9)
        pages.append(page.pdf())
    calls = _anchored(*pages)
    assert set(calls) == set(NOTES), kind


def test_a_first_line_pulled_far_from_its_number_is_still_the_notes():
    page = Page()
    _text(page, ["1"])
    page.line("1", x=496, y=637, size=6)
    wide = f"{NOTES[1]} {NOTES[3]}"
    left = 500 - len(wide) * WIDTH / 1000 * 9
    page.line("المشرق"[::-1], x=left, y=640, size=9)
    _right(page, wide, right=500, y=652, size=9)
    _right(page, NOTES[2], right=500, y=664, size=9)
    (note,) = _anchored(page.pdf())
    assert note == f"المشرق {wide} {NOTES[2]}"
