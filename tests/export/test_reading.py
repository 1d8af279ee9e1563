"""TEI to a reading: what is text, what belongs to it, and what other people's TEI comes to."""

from __future__ import annotations

import pytest

from digitize.errors import UnreadableInput
from digitize.export.document import read
from digitize.export.reading import Figure, Kind, Listing, Run, Table
from tests.export.conftest import HEADER, tei


def _texts(body, **more):
    return [block.text for block in read(tei(body, **more), "x").blocks()]


def _runs(body):
    return [each for block in read(tei(body), "x").blocks() for each in block.content if isinstance(each, Run)]


def test_every_block_has_its_kind_and_its_place(whole):
    reading = read(whole, "x")
    assert [(block.id, block.kind, block.depth) for block in reading.blocks()][:5] == [
        ("p1.b1", Kind.TITLE, 0),
        ("p1.b2", Kind.BYLINE, 0),
        ("p1.b3", Kind.HEADING, 1),
        ("p1.b4", Kind.PARAGRAPH, 1),
        ("p2.b1", Kind.ITEM, 1),
    ]
    assert [block.marker for block in reading.blocks() if block.kind is Kind.ITEM] == ["◀", "◀"]
    assert [type(part) for part in reading.parts if isinstance(part, Listing | Figure | Table)] == [
        Listing,
        Figure,
        Table,
        Listing,
    ]


def test_notes_stand_in_the_order_of_their_calls_with_sign_and_paragraphs(whole):
    notes = read(whole, "x").notes
    assert [(note.sign, note.is_called) for note in notes.values()] == [("*", True), ("1", True), ("3", False)]
    assert notes["p1.b10"].text == "انظر: https://example.org/a?b=1&c=2\nالمرجع نفسه."


@pytest.mark.parametrize(
    "element",
    [
        '<date when="2020">%s</date>',
        "<persName>%s</persName>",
        "<orgName>%s</orgName>",
        '<placeName ref="https://example.org">%s</placeName>',
        '<title level="m">%s</title>',
        '<foreign xml:lang="en">%s</foreign>',
        "<bibl><author>%s</author></bibl>",
        '<bibl corresp="#x"><biblScope unit="page">%s</biblScope></bibl>',
        "<madeUp><another>%s</another></madeUp>",
    ],
)
def test_elements_without_a_meaning_here_leave_their_text(element):
    assert _texts(f"<p>قبل {element % 'كلمة'} بعد</p>") == ["قبل كلمة بعد"]


def test_what_stands_before_the_text_is_not_text():
    stand_off = "<standOff><listPerson><person><persName>ليبرمان</persName></person></listPerson></standOff>"
    assert _texts("<p>نص</p>", header=HEADER + stand_off) == ["نص"]


def test_running_heads_and_descriptions_are_not_text():
    assert _texts("<fw type='header'>رأس</fw><p>نص</p><figure><figDesc>وصف</figDesc></figure>") == ["نص"]


def test_a_note_within_names_and_references_is_still_a_note():
    reading = read(
        tei('<p>قال <persName>فلان<note n="1"><bibl><title>كتاب</title>، 2020</bibl></note></persName>.</p>'), "x"
    )
    assert [block.text for block in reading.blocks()] == ["قال فلان."]
    assert [note.text for note in reading.notes.values()] == ["كتاب، 2020"]


def test_layout_of_the_file_is_no_text_but_spaces_are():
    assert _texts("<p>\n    سطر\n    وسطر\t<hi>\n  ثالث</hi>\n</p>") == ["سطر وسطر ثالث"]
    assert _texts("<p> سطر  وسطر </p>") == [" سطر  وسطر "]


def test_a_line_break_parts_words_unless_it_says_not():
    assert _texts('<p>سطر<lb/>وسطر<lb break="no"/>ان</p>') == ["سطر وسطران"]


def test_corrections_are_read_and_errors_remembered():
    runs = _runs(
        "<p>في <choice><sic>خطء</sic><corr>خطأ</corr></choice> و<choice><orig>ا</orig><reg>أ</reg></choice></p>"
    )
    assert [(run.text, run.printed) for run in runs] == [("في ", "في "), ("خطأ", "خطء"), (" و", " و"), ("أ", "ا")]


def test_a_gap_of_any_size_is_no_danger():
    assert len(_texts('<p>أ<gap unit="character" quantity="999999999999"/></p>')[0]) < 20_000


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#div-1", "#div-1"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        (" data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("other.xml#x", ""),
        ("//example.org", ""),
        ("http://", ""),
    ],
)
def test_only_addresses_become_links(target, link):
    assert _runs(f'<p><ref target="{target}">كلمة</ref></p>')[0].link == link


def test_links_lead_to_what_holds_their_target():
    reading = read(
        tei(
            '<div xml:id="d"><head xml:id="h">عنوان</head><p xml:id="p">نص<note xml:id="n" n="1"><bibl xml:id="b">كتاب</bibl>'
            '</note> <persName xml:id="name">فلان</persName></p></div><table><row xml:id="r"><cell xml:id="c"><p xml:id="q">x'
            "</p></cell></row></table>"
        ),
        "x",
    )
    wanted = {"d": "h", "h": "h", "p": "p", "n": "n", "b": "n", "name": "p", "r": "c", "c": "c", "q": "c"}
    assert reading.targets == wanted


def test_blocks_in_blocks_part_them():
    assert _texts("<p>قبل <list><item>بند</item></list> بعد</p>") == ["قبل ", "بند", " بعد"]
    assert _texts("<p>قبل <quote>قول</quote> بعد</p>") == ["قبل قول بعد"]
    assert _texts("<quote><p>أ</p><p>ب</p></quote>") == ["أ", "ب"]
    assert _texts("<cell>x</cell><table><row><cell><p>أ</p><p>ب</p></cell></row></table>") == ["x", "أ ب"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<table>نص<row><cell>أ</cell></row>ذيل</table>", ["أ", "نص", "ذيل"]),
        ("<table><row>نص<hi>أ</hi><cell>ب</cell></row></table>", ["نصأ", "ب"]),
        ("<table>نص</table>", ["نص"]),
        ("<row><cell>أ</cell></row>", ["أ"]),
        ("<list>نص<item>أ</item></list>", ["نص", "أ"]),
        ("نص<figure>كلام<head>أ</head></figure>", ["نص", "أ", "كلام"]),
        ("<table><row><cell>أ<table><row><cell>ب</cell></row></table></cell></row></table>", ["أ ب"]),
    ],
)
def test_text_in_the_wrong_place_is_text(body, texts):
    assert _texts(body) == texts


def test_empty_paragraphs_of_notes_are_none():
    (note,) = read(tei("<p>أ<note n='1'><p>ب</p><p/><p>ج</p></note></p>"), "x").notes.values()
    assert note.text == "ب\nج"


def test_lists_in_items_belong_to_their_list():
    reading = read(tei("<list><item>أ<list><item>ب</item></list></item><item>ج</item></list>"), "x")
    assert [(block.text, block.level) for part in reading.parts for block in part.blocks] == [
        ("أ", 1),
        ("ب", 2),
        ("ج", 1),
    ]


def test_a_second_call_leads_to_the_first_note_and_a_call_without_note_nowhere(whole):
    calls = [each for block in read(whole, "x").blocks() for each in block.content if hasattr(each, "is_first")]
    assert [(call.note, call.sign, call.is_first) for call in calls] == [
        ("p1.b9", "*", True),
        ("p1.b10", "1", True),
        ("", "2", True),
        ("p1.b10", "1", False),
        ("p2.b13", "3", True),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not well-formed"),
        (b"\x00\x01", "not well-formed"),
        (b"<TEI><text>", "not well-formed"),
        (b"<html/>", "not TEI"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>', "without a text"),
        (b'<!DOCTYPE TEI [<!ENTITY e "x">]>' + tei("<p>&e;</p>"), "entity"),
        (b'<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + tei("<p>&e;</p>"), "entity"),
        (tei("<hi>" * 150 + "x" + "</hi>" * 150), "nests"),
    ],
)
def test_what_is_no_tei_is_refused_with_a_remedy(data, says):
    with pytest.raises(UnreadableInput, match=says) as raised:
        read(data, "x", where="x.xml")
    assert raised.value.where == "x.xml"
    assert raised.value.remedy
