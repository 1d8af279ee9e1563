"""Annotations in the TEI of whole documents: beside the text, changing none of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from digitize.enrich.spans import Span
from digitize.model import Block, Document, Label, Line, Page, Piece, Source
from digitize.pipeline import convert_source
from digitize.read.text import read_text
from digitize.tei import validate
from digitize.tei.spans import placed, spans_of

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"


def _tei(text):
    result = convert_source(read_text(text.encode(), "doc.txt"))
    assert validate(result.tei) == ()
    return result, etree.fromstring(result.tei)


def test_a_pair_is_linked_both_ways_and_listed_once():
    text = (
        "عنوان التقرير\n\nوصل هنري كيسنجر Henry Kissinger إلى المدينة.\n\n"
        "ثم عاد الوزير هنري كيسنجر Henry Kissinger منها بعد يومين.\n"
    )
    _, root = _tei(text)
    names = root.findall(".//t:text//t:persName", TEI)
    assert ["".join(name.itertext()) for name in names] == ["هنري كيسنجر", "Henry Kissinger"] * 2
    ids = {name.get(f"{XML}id"): name for name in names}
    assert all(ids[name.get("corresp")[1:]].get("corresp") == f"#{name.get(f'{XML}id')}" for name in names)
    (person,) = root.findall(".//t:standOff/t:listPerson/t:person", TEI)
    assert {name.get("ref") for name in names} == {f"#{person.get(f'{XML}id')}"}
    assert [name.text for name in person] == ["هنري كيسنجر", "Henry Kissinger"]


def test_a_corrected_word_in_a_name_keeps_its_correction():
    _, root = _tei("عنوان\n\nواتهمت منظمة العفو الدولية (أمнести) Amnesty International الحكومة بذلك.\n")
    arabic, latin = root.findall(".//t:text//t:orgName", TEI)
    assert arabic.find("t:choice/t:corr", TEI).text == "أمنستي"
    assert arabic.find("t:choice", TEI).tail == ")"
    assert latin.text == "Amnesty International"


def test_a_date_that_nothing_settles_is_a_doubt():
    note = "The first report on the state of the art, 3/4/2021."
    result, root = _tei(f"عنوان\n\nنص عربي طويل بما يكفي ليكون فقرة تامة في هذا التقرير.¹\n\n¹ {note}\n")
    (date,) = root.findall(".//t:text//t:date", TEI)
    assert not date.attrib
    assert [problem.kind for problem in result.problems] == ["ambiguous-date"]


def test_a_date_is_not_seen_in_a_url():
    _, root = _tei("عنوان\n\nانظر <https://news.example.org/2021/10/7/report> في الموقع المذكور أعلاه.\n")
    assert root.findall(".//t:text//t:date", TEI) == []


def _document(parts):
    """A block of pieces: text as read, corrected words, and calls."""
    line = Line("p1.l1", "".join(text for text, _ in parts))
    pieces, at = [], 0
    for text, kind in parts:
        more = {"edit": 1, "orig": "x"} if kind == "corrected" else {"mark": "p1.b9"} if kind == "call" else {}
        pieces.append(Piece(text, "p1.l1", at, at + len(text), **more))
        at += len(text)
    block = Block("p1.b1", Label(), tuple(pieces))
    return Document(Source("x", "0" * 64, "text", (Page(1, lines=(line,)),)), (block,)), block


_PARTS = st.lists(
    st.tuples(st.text("ابج ab1\n", min_size=1, max_size=6), st.sampled_from(("read", "corrected", "call"))),
    min_size=1, max_size=8,
)  # fmt: skip
_SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(("date", "bibl", "name"))), max_size=8
)


@settings(max_examples=300)
@given(_PARTS, _SPANS)
def test_spans_never_cross_one_another_or_a_call_or_cut_a_correction(parts, drawn):
    document, block = _document(parts)
    wanted = [Span(start, min(start + length, len(block.text)), name) for start, length, name in drawn]
    spans = spans_of(document, block, [span for span in wanted if span.start < span.end])
    assert not any(one.crosses(other) for one in spans for other in spans)
    at = 0
    for text, kind in parts:
        first, last = at, at + len(text)
        at = last
        if kind == "corrected":
            assert all(not (first < edge < last) for span in spans for edge in (span.start, span.end))
        elif kind == "call":
            assert all(span.end <= first or last <= span.start for span in spans)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_note_in_another_language_says_so(language):
    note = {
        "en": "The state of the water in the region and its uses.",
        "fr": "Rapport sur les eaux et le dessalement de la région.",
    }
    _, root = _tei(f"عنوان\n\nنص عربي طويل بما يكفي ليكون فقرة تامة في هذا التقرير.¹\n\n¹ {note[language]}\n")
    assert root.find(".//t:text//t:note", TEI).get(f"{XML}lang") == language


def test_the_parts_of_a_reference_that_cannot_be_placed_are_not_placed_alone():
    document, block = _document([("مؤلف، عنوان ", "read"), ("١", "call"), (" ص 12", "read")])
    wanted = [Span(0, 17, "bibl"), Span(0, 4, "author"), Span(6, 11, "title", (("level", "m"),)), Span(6, 9, "date")]
    assert spans_of(document, block, wanted) == (Span(6, 9, "date"),)


def test_what_points_to_a_span_that_cannot_be_placed_points_no_more():
    document, block = _document([("اسم Name ", "read"), ("١", "call"), ("نفسه", "read")])
    first = Span(0, 3, "persName", (("xml:id", "pn-1a"), ("corresp", "#pn-1b"), ("ref", "#person-1")))
    second = Span(4, 11, "persName", (("xml:id", "pn-1b"), ("corresp", "#pn-1a"), ("ref", "#person-1")))
    repeat = Span(10, 14, "bibl", (("xml:id", "bibl-2"), ("corresp", "#bibl-1")))
    found = placed(document, {block.id: (first, second, repeat)})[block.id]
    assert [span.attributes for span in found] == [(("ref", "#person-1"),), (("xml:id", "bibl-2"),)]
