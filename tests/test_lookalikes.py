"""Lookalikes: a word once, one letter from a frequent one, is marked for a person; nothing is changed."""

from __future__ import annotations

import shutil

import pytest
from lxml import etree

from digitize import Options
from digitize.errors import MissingDependency
from digitize.pipeline import convert_source
from digitize.read.text import read_text

BAKU = (
    "وصلت الشحنة إلى باكو في الصباح، ثم غادرت باكو بعد أيام قليلة، وقال مسؤول في باكو إن الأمر انتهى كله. "
    "ونفت باكو ذلك مراراً. {}"
)
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def _converted(text: str, options: Options | None = None):
    return convert_source(read_text(text.encode(), "baku.txt"), options or Options())


@pytest.mark.parametrize("word", ["بأكو", "لبأكو", "لبكو", "ياكو"])
def test_a_word_one_letter_from_a_frequent_name_is_a_doubt_and_stays_as_it_is(word):
    result = _converted(BAKU.format(f"وهذه رسالة {word} من الحكومة."))
    (problem,) = [each for each in result.problems if each.kind == "lookalike"]
    assert f"“{word}”" in problem.message
    root = etree.fromstring(result.tei)
    (marked,) = root.iterfind(".//t:text//t:unclear", TEI)
    assert ("".join(marked.itertext()), marked.get("cert"), marked.get("reason")) == (word, "low", "lookalike")
    assert not [edit for edit in result.ledger if edit.by.startswith("look")]
    assert result.account.is_closed


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("وباكو", "the name itself behind a particle"),
        ("كتاب", "nothing like it"),
        ("تاكو", "another first letter, with other dots? no: it is one letter away, but occurs twice: تاكو"),
        ("باكون", "a longer word"),
    ],
)
def test_what_only_looks_alike_is_no_doubt(word, why):
    result = _converted(BAKU.format(f"وهذه {word} من الحكومة." + (" وعادت تاكو." if word == "تاكو" else "")))
    assert not [each for each in result.problems if each.kind == "lookalike"], why


def test_the_clean_sample_has_none(samples):
    text = (samples / "clean.txt").read_text(encoding="utf-8")
    assert not [each for each in _converted(text).problems if each.kind == "lookalike"]


@pytest.mark.skipif(shutil.which("hunspell") is None, reason="hunspell is not installed")
def test_words_in_no_dictionary_are_listed_on_request():
    try:
        result = _converted(BAKU.format("وهذه قصطلاثة من الحكومة."), Options(spelling=True))
    except MissingDependency:
        pytest.skip("hunspell has no Arabic dictionary")
    assert [each.message for each in result.problems if each.kind == "unknown-word" and "قصطلاثة" in each.message]


def test_without_hunspell_the_request_is_refused_in_one_line(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingDependency) as refused:
        _converted(BAKU.format(""), Options(spelling=True))
    assert "hunspell-ar" in str(refused.value)
