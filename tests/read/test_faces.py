"""What a font program says of its glyphs, and what is believed of it."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from digitize.read import known
from digitize.read.faces import Face, plainness
from digitize.read.likeness import likeness
from digitize.read.symbols import letters_of_symbols
from tests.pdfs import font_program

LETTERS = [" ", "ل", "ا", "ب", "ﻻ", "ﺏ"]
PROSE = (
    "إن المرافئ الجافة من أقدم ما عرفه الناس في نقل البضائع بين المدن وقد كانت المدينة القديمة محطة للقوافل التي تأتي "
    "من الشرق ثم صارت السكة الحديدية طريقا للتجارة وللمسافرين على السواء"
)


def with_features(features: str) -> Face:
    font = TTFont(
        io.BytesIO(font_program(LETTERS, cmap={0x644: "ل", 0x627: "ا", 0x628: "ب", 0x20: " "}, keep_names=True))
    )
    addOpenTypeFeaturesFromString(font, features)
    data = io.BytesIO()
    font.save(data)
    return Face(data.getvalue())


def test_glyphs_are_named_after_what_they_are_substituted_for():
    face = with_features("feature liga {sub g2 g3 by g5;} liga; feature init {sub g4 by g6;} init;")
    assert {number: face.letters.get(number) for number in (2, 3, 4, 5, 6)} == {
        2: "ل", 3: "ا", 4: "ب", 5: "لا", 6: "ب",
    }  # fmt: skip


def test_a_glyph_that_nothing_leads_to_has_no_name():
    face = with_features("feature init {sub g4 by g6;} init;")
    assert 5 not in face.letters


def test_an_outline_is_the_same_in_every_subset_and_blank_has_none():
    one, two = Face(font_program(LETTERS)), Face(font_program([*LETTERS, "ت"]))
    assert [one.outline(number) for number in range(1, 7)] == [two.outline(number) for number in range(1, 7)]
    assert one.outline(1) == b""
    assert one.outline(99) is None
    assert len({one.outline(number) for number in range(2, 7)}) == 5


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\x00\x01\x00\x00" + b"\xff" * 40, b"%!PS-AdobeFont"])
def test_a_damaged_program_is_refused(data):
    with pytest.raises(ValueError, match="cannot be read"):
        Face(data)


def test_of_two_fonts_with_one_outline_the_likelier_names_it(monkeypatch, tmp_path):
    cmap = {ord(letter): letter for letter in LETTERS[:4]}
    arabic, latin = font_program(LETTERS, cmap=cmap), font_program(LETTERS, cmap={0x6C: "ا"})
    table = tmp_path / "known.bin"
    table.write_bytes(known.pack([Face(latin), Face(arabic)]))
    monkeypatch.setattr(known, "TABLE", table)
    known._table.cache_clear()
    face = Face(arabic)
    told = known.letters_of_outlines({number: face.outline(number) or b"" for number in (2, 3, 4)})
    known._table.cache_clear()
    assert told == {2: "ل", 3: "ا", 4: "ب"}


def test_the_table_that_is_shipped_knows_arabic():
    table = known._table()
    assert len(table) > 50_000
    texts = {text for index in range(0, len(table), 500) for _, text in table.claims(table[index])}
    assert len({text for text in texts if "\u0620" <= text[0] <= "\u064a"}) > 25


def test_old_symbol_fonts_read_by_their_layout():
    assert letters_of_symbols({7: 0xF241, 8: 0xF2BB, 9: 0xF2DC, 10: 0xF1C3, 11: 0xF0B7}) == {
        7: "ا",
        8: "ل",
        9: "لا",
        10: "لإ",
    }


def test_prose_is_like_a_language_and_a_wrong_map_is_not():
    letters = Counter(PROSE)
    turned = sorted(set(PROSE) - {" "})
    wrong = dict(zip(turned, turned[5:] + turned[:5], strict=True))
    assert likeness(letters) > 0.9
    assert likeness(Counter(wrong.get(char, char) for char in PROSE)) < 0.7
    assert likeness({}) == 0.0


def test_plain_letters_are_preferred():
    assert min(["ی", "ى"], key=plainness) == "ى"
    assert min(["A", "А"], key=plainness) == "A"
