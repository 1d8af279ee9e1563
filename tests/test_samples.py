"""The samples and their expected results, read through by people; and what each of them is there to show."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from digitize import convert
from digitize.model import Role
from digitize.tei import validate
from tests.conftest import SAMPLES

NAMES = ("damaged.txt", "clean.txt", "ports.pdf", "water.pdf")
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture(scope="module", params=NAMES)
def converted(request):
    return request.param, convert(SAMPLES / request.param)


@pytest.fixture(scope="module")
def results():
    return {name: convert(SAMPLES / name) for name in NAMES}


def test_the_result_is_the_expected_one(converted):
    name, result = converted
    stem = name.rpartition(".")[0]
    assert result.tei == (SAMPLES / "expected" / f"{stem}.xml").read_bytes()
    assert result.records == (SAMPLES / "expected" / f"{stem}.ledger.jsonl").read_bytes()


def test_it_is_valid_closed_and_every_note_is_at_its_word(converted):
    _, result = converted
    assert validate(result.tei) == ()
    assert result.account.is_closed
    assert result.notes_anchored == result.notes_found


def _texts(result, role):
    return [block.reading_text for block in result.document.with_role(role)]


def test_a_table_has_every_cell_in_its_place(results):
    root = etree.fromstring(results["water.pdf"].tei)
    (table,) = root.iterfind(".//t:table", TEI)
    rows = [["".join(cell.itertext()) for cell in row.iterfind("t:cell", TEI)] for row in table.iterfind("t:row", TEI)]
    assert [len(row) for row in rows] == [5] * 5
    assert rows[0][0] == "المحطة"
    assert rows[4] == ["مرسى الشمال", "٢٠١٩", "تناضح عكسي", "٦٠٠٠٠٠", "٠٫٥٢"]


def test_captions_leave_the_text_and_paragraphs_close_over_them(results):
    assert "عدنان الخطيب" in _texts(results["ports.pdf"], Role.CAPTION)
    paragraph = next(text for text in _texts(results["ports.pdf"], Role.BODY) if "الحدود إلى إعادة رسم" in text)
    assert paragraph.startswith("يُعدُّ الساحل الشرقي")
    assert paragraph.endswith("من مرفأ في المنطقة.")


def test_nothing_of_running_heads_is_in_the_text(results):
    for name in ("ports.pdf", "water.pdf"):
        heads = {text for role in (Role.HEADER, Role.FOOTER) for text in _texts(results[name], role)}
        assert heads
        assert not heads & {
            text for role in (Role.BODY, Role.HEADING, Role.NOTE) for text in _texts(results[name], role)
        }


def test_a_note_stands_at_the_character_that_calls_it(results):
    root = etree.fromstring(results["ports.pdf"].tei)
    note = next(each for each in root.iterfind(".//t:note[@place='bottom']", TEI) if each.get("n") == "2")
    before = note.getprevious().tail if note.getprevious() is not None else note.getparent().text
    assert before.rstrip().endswith("قوائم الانتظار.")


def test_the_header_can_be_catalogued_from(results):
    root = etree.fromstring(results["ports.pdf"].tei)
    header = " ".join(root.find("t:teiHeader", TEI).itertext())
    assert "المرافئ الجافّة وسلاسل الإمداد في شرق المتوسط" in header
    assert "نديم عارف الصبّاغ" in header
    assert root.find(".//t:teiHeader//t:date[@when='2022-03']", TEI) is not None


def test_the_damaged_text_shows_every_accident(results):
    edits = Counter(results["damaged.txt"].edits_by_pass)
    for name in (
        "presentation-forms", "invisible", "persian-letters", "stretching", "homoglyphs", "broken-urls",
        "split-paragraphs", "emphasis", "note-calls",
    ):  # fmt: skip
        assert edits[name] > 0, name


def test_no_pass_fires_on_the_clean_text(results):
    assert not set(results["clean.txt"].edits_by_pass) - {"note-calls"}
