"""The language of a stretch of text."""

from __future__ import annotations

import pytest

from digitize.enrich.languages import foreign_runs, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("تقرير عن المياه في المشرق", "ar"),
        ("تقرير عن TEI و XML في المشرق العربي", "ar"),
        ("An audit of the holdings of national libraries in the region", "en"),
        ("Rapport de synthèse sur les eaux côtières et le dessalement", "fr"),
        ("Avigdor Lieberman", "und-Latn"),
        ("2021، 14–15", "ar"),
    ],
)
def test_a_language_is_told_by_script_and_small_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("التعرّف على الكلام speech recognition، ثم", ["speech recognition"]),
        ("مدوّنات مثل GulfChat-12 وMaghribi Tweets v2.0.", ["GulfChat-12", "Maghribi Tweets v2.0"]),
        ("بصيغة مفتوحة مثل TEI XML أو EPUB 3.", ["TEI XML", "EPUB"]),
        ("النقطة a والنقطة b", []),
        ("بلا حروف لاتينية 2021", []),
    ],
)
def test_latin_words_in_arabic_are_foreign(text, runs):
    assert [text[run.start : run.end] for run in foreign_runs(text)] == runs
