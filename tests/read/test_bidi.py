"""The Unicode Bidirectional Algorithm read backwards: what a reader reads from what the page shows."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from digitize.read import bidi

WORDS = st.sampled_from(
    [
        "المرافئ",
        "الجافة",
        "سنة",
        "بلغ",
        "2019",
        "7.5%",
        "1995-2015",
        "Blue",
        "Anchor",
        "3/12/2021",
        "الشركة،",
        "(داخلية)",
    ]
)


def read(shown: str, *, rtl: bool = True) -> str:
    """The characters of a row as they are read; `shown` is left to right, brackets as they look."""
    order, backward = bidi.logical(list(shown), rtl=rtl)
    return "".join(bidi.mirror(shown[index]) if backward[index] else shown[index] for index in order)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("ةنس 2019", "2019 سنة"),
        ("2019 ةنس", "سنة 2019"),
        ("Leila Mansour روصنم", "منصور Leila Mansour"),
        ("5.7 ةبسنب", "بنسبة 5.7"),
    ],
)
def test_reads_words_from_the_right_and_numbers_from_the_left(shown, text):
    assert read(shown) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(["قال", *words])))
def test_what_is_read_shows_as_the_page_does(text):
    """Two texts can look alike on the page; but what is read must look like it."""
    unmarked = text.replace("(", "").replace(")", "")  # python-bidi does not turn brackets round
    shown = get_display(unmarked, base_dir="R")
    assert sorted(read(shown)) == sorted(unmarked)
    assert get_display(read(shown), base_dir="R") == shown


def test_a_number_as_high_as_a_call_tells_where_its_note_begins():
    row = [*"Tracker", " ", "٢"]
    assert bidi.direction(row, [False] * 8 + [True], page_rtl=True) is True
    assert bidi.direction(["1", *"Rails"], [True] + [False] * 5, page_rtl=True) is False
