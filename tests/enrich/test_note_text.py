"""A note as patterns read it: which marks make a quotation, where URLs end, and the way back to the print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.enrich.citing.note_text import note_text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('قال "نعم" ثم "لا"', ['"نعم"', '"لا"']),
        ('"ميناء "الأمل" الجديد"، 2001', ['"ميناء "الأمل" الجديد"']),
        ("«ميناء «الأمل» الجديد»", ["«ميناء «الأمل» الجديد»"]),
        ("Rapport, » Le port «, 2019", ["» Le port «"]),
        ("‘Tolls’, the port’s own", ["‘Tolls’"]),
        ('the port\'s "tolls"', ['"tolls"']),
        ('a"b "c" d', ['"c"']),
        ('قال "نعم\nثم "لا"', ['"لا"']),
        ('5"x7" prints', []),
        ('"open', []),
    ],
)
def test_quotations_are_found_as_a_reader_finds_them(text, quoted):
    note = note_text(text)
    assert [note.text[start:end] for start, end in note.quotes] == quoted


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("<https://a.example/x>", "https://a.example/x"),
        ("https://a.example/x.", "https://a.example/x"),
        ("(http://a.example/p_(q))", "http://a.example/p_(q)"),
        ("www.a.example/x، 2001", "www.a.example/x"),
    ],
)
def test_a_url_ends_before_the_punctuation_of_its_sentence(text, link):
    note = note_text(text)
    assert [note.text[start:end] for start, end in note.links] == [link]


@given(st.text(max_size=120))
def test_shielded_texts_have_the_length_of_the_text_and_every_place_leads_back(text):
    note = note_text(text)
    assert len(note.text) == len(note.bare) == len(note.flat) == len(note.offsets) - 1
    assert list(note.offsets) == sorted(note.offsets)
    for place in range(len(note.text)):
        start, end = note.place(place, place + 1)
        assert 0 <= start < end <= len(text)
