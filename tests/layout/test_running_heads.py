"""Running heads of a PDF: the same words on many pages, and those that change from chapter to chapter."""

from __future__ import annotations

import pymupdf

from digitize.model import Role
from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from tests.pdfs import Page

TEXT = "شهدت هذه السنة حركة كبيرة في الموانئ كلها"
HEADS = ("مقدمة الكتاب", "مقدمة الكتاب", "مقدمة الكتاب", "تاريخ السكة", "نهاية الطريق")


def _heads(*, size: float) -> list[str]:
    document = pymupdf.open()
    for number, head in enumerate(HEADS):
        page = Page().line(head[::-1], x=250, y=50, size=size)
        for line in range(12):
            words = f"{TEXT} {'ابجده'[number]} {'وزحطيكلمنسعف'[line]}"
            page.line(words[::-1], x=100, y=100 + 22 * line, size=14)
        document.insert_pdf(pymupdf.open(stream=page.pdf()))
    found = convert_source(read_pdf(document.tobytes(), "heads.pdf")).document
    return [block.reading_text for block in found.with_role(Role.HEADER)]


def test_heads_that_change_with_the_chapter_stand_at_one_height_in_one_type():
    assert _heads(size=9) == list(HEADS)


def test_a_first_line_of_text_is_no_running_head():
    document = pymupdf.open()
    for number in range(4):
        page = Page()
        for line in range(12):
            words = f"{'ابجد'[number]}{'وزحطيكلمنسعف'[line]} {TEXT} {'غفقك'[number]}{line}"
            page.line(words[::-1], x=100, y=100 + 22 * line, size=14)
        document.insert_pdf(pymupdf.open(stream=page.pdf()))
    found = convert_source(read_pdf(document.tobytes(), "heads.pdf")).document
    assert not list(found.with_role(Role.HEADER))
