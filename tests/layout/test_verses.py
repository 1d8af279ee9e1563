"""Poems and addresses keep their lines; what only looks like them does not."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from digitize.read.text import read_text
from tests.damage import PARAGRAPHS
from tests.pdfs import Page

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
POEM = (
    ("على قدر أهل العزم تأتي العزائم", "وتأتي على قدر الكرام المكارم"),
    ("وتعظم في عين الصغير صغارها", "وتصغر في عين العظيم العظائم"),
    ("يكلف سيف الدولة الجيش همه", "وقد عجزت عنه الجيوش الخضارم"),
)
ADDRESS = ("مركز الجسر للدراسات", "ص.ب. 1234 - 5678", "بيروت - لبنان", "هاتف: 01 234567")


def _root(source):
    return etree.fromstring(convert_source(source).tei)


def _text(*parts):
    return _root(read_text("\n\n".join((*PARAGRAPHS[:2], *parts, *PARAGRAPHS[2:4])).encode(), "poem.txt"))


def _all(root, path):
    return ["".join(each.itertext()).strip() for each in root.iterfind(path, TEI)]


@pytest.mark.parametrize("gap", ["    ", "\t", " ... ", " *** "])
def test_verses_stay_lines(gap):
    lines = [gap.join(halves) for halves in POEM]
    root = _text("وقال الشاعر في ذلك:", "\n".join(lines))
    assert [line.split() for line in _all(root, ".//t:lg/t:l")] == [line.split() for line in lines]
    assert root.find(".//t:table", TEI) is None


def test_the_lines_of_an_address_stay_lines():
    root = _text("\n".join(ADDRESS))
    assert _all(root, ".//t:p/t:address/t:addrLine") == list(ADDRESS)


def test_a_table_of_words_and_numbers_is_no_poem():
    root = _text("السنة\tالكمية\n2011\t500\n2012\t700")
    assert root.find(".//t:lg", TEI) is None
    assert len(_all(root, ".//t:cell")) == 6


def test_prose_wrapped_into_short_lines_is_no_address():
    words = PARAGRAPHS[0].split()
    lines = [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]
    assert _text("\n".join(lines)).find(".//t:address", TEI) is None


def test_one_line_with_a_telephone_is_no_address():
    assert _text("هاتف: 01 234567").find(".//t:address", TEI) is None


def test_verses_in_print_are_lines_of_two_halves():
    page = Page()
    y = 80.0
    for words in ("شهدت هذه السنة اضطرابا كبيرا في حركة الملاحة كلها", "وقال الشاعر في وصف ذلك كله"):
        page.line(words[::-1], x=100, y=y, size=14)
        y += 24
    for one, two in POEM:
        for x, half in ((320.0, one), (60.0, two)):
            step = 230 / len(half)
            for number, letter in enumerate(half[::-1]):
                if letter != " ":
                    page.line(letter, x=x + number * step, y=y + 20, size=14)
        y += 26
    page.line("ثم مضى الناس بعد ذلك إلى أعمالهم"[::-1], x=100, y=y + 60, size=14)
    root = _root(read_pdf(page.pdf(), "poem.pdf"))
    assert [line.split() for line in _all(root, ".//t:lg/t:l")] == [f"{one} {two}".split() for one, two in POEM]
    assert root.find(".//t:table", TEI) is None
