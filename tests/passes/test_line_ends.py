"""Texts wrapped at a fixed width, and texts that only look so."""

from __future__ import annotations

import textwrap

from digitize import clean_text
from digitize.edits import State
from tests.damage import PARAGRAPHS


def _fired(cleaned):
    return [edit for edit in cleaned.ledger if edit.by.startswith("line-ends") and edit.state is State.APPLIED]


def _wrapped(width):
    return "\n\n".join("\n".join(textwrap.wrap(text, width, break_on_hyphens=False)) for text in PARAGRAPHS)


def test_wrapped_paragraphs_are_put_together():
    cleaned = clean_text(_wrapped(60))
    assert _fired(cleaned)
    found = cleaned.text.split("\n\n")
    assert sum(text in found for text in PARAGRAPHS) >= 0.9 * len(PARAGRAPHS)


def test_whole_paragraphs_on_lines_of_their_own_stay_apart():
    text = "\n".join(PARAGRAPHS * 4)
    cleaned = clean_text(text)
    assert not _fired(cleaned)


def test_a_list_of_short_lines_stays_a_list():
    text = "\n".join(["القاهرة", "بيروت", "دمشق", "بغداد", "عمّان", "الرباط", "تونس", "الجزائر"] * 3)
    assert not _fired(clean_text(text))
