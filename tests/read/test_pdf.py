"""PDFs as producers write them: the samples, turned, cut and spoilt."""

from __future__ import annotations

import contextlib

import pymupdf
import pytest

from digitize.errors import EncryptedInput, NoTextLayer, UnreadableInput
from digitize.model import Style
from digitize.read.pdf import read_pdf


@pytest.fixture(scope="module")
def water(samples):
    return (samples / "water.pdf").read_bytes()


def _texts(source):
    return [line.text for page in source.pages for line in page.lines]


def test_reads_arabic_in_the_order_of_reading(samples):
    text = " ".join(_texts(read_pdf((samples / "ports.pdf").read_bytes(), "ports.pdf")))
    for part in (
        "المرافئ الجافّة وسلاسل الإمداد في شرق المتوسط",
        "عدنان الخطيب Adnan Khatib",
        "خلال الفترة 1995-2015",
        "بنسبة 7.5% في السنة التالية",
    ):
        assert part in text.replace("ـ", "")


def test_every_line_of_the_samples_is_proved_or_marked(water):
    source = read_pdf(water, "water.pdf")
    lines = [line for page in source.pages for line in page.lines]
    assert sum(not line.proved for line in lines) <= 0.02 * len(lines)


def test_calls_are_raised_and_the_text_is_not(water):
    source = read_pdf(water, "water.pdf")
    raised = [
        line.text[run.start : run.end]
        for page in source.pages
        for line in page.lines
        for run in line.runs
        if run.style & Style.RAISED
    ]
    assert {"١", "٢", "٣"} <= set(raised)
    assert all(len(each.strip()) <= 4 for each in raised)


def test_every_character_has_its_place_on_the_page(water):
    for page in read_pdf(water, "water.pdf").pages:
        for line in page.lines:
            assert len(line.xs) == len(line.text)
            assert all(-1 <= left <= right <= page.width + 1 for left, right in line.xs)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_the_same(water, turn):
    upright = pymupdf.open(stream=water, filetype="pdf")
    turned = pymupdf.open()
    page = upright[2]
    width, height = (page.rect.height, page.rect.width) if turn % 180 else (page.rect.width, page.rect.height)
    turned.new_page(width=width, height=height).show_pdf_page(
        pymupdf.Rect(0, 0, width, height), upright, 2, rotate=turn
    )
    single = pymupdf.open()
    single.insert_pdf(upright, from_page=2, to_page=2)
    words = " ".join(_texts(read_pdf(single.tobytes(), "a.pdf"))).split()
    found = " ".join(_texts(read_pdf(turned.tobytes(), "b.pdf"))).split()
    assert sum(word in found for word in words) >= 0.95 * len(words)


def test_says_what_is_wrong_in_one_line(water):
    with pytest.raises(UnreadableInput):
        read_pdf(b"%PDF-1.7 nothing", "cut.pdf")
    empty = pymupdf.open()
    empty.new_page()
    with pytest.raises(NoTextLayer):
        read_pdf(empty.tobytes(), "empty.pdf")
    locked = pymupdf.open(stream=water, filetype="pdf")
    data = locked.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    with pytest.raises(EncryptedInput):
        read_pdf(data, "locked.pdf")


@pytest.mark.parametrize("size", [0.2, 0.5, 0.9])
def test_a_file_cut_off_is_read_or_refused(water, size):
    data = water[: int(size * len(water))]
    source: object = None
    with contextlib.suppress(UnreadableInput):
        source = read_pdf(data, "cut.pdf")
    assert source is None or source.pages
