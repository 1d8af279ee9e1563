"""What holds for every document, whatever it says: the promises of the project as laws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitize import clean_text, engine
from digitize.account import settle
from digitize.edits import Draft, State, undo
from digitize.errors import EditMismatch
from digitize.layout import arrange, lines_of
from digitize.pipeline import BLOCK_PASSES, LINE_PASSES, convert_source
from digitize.read.text import read_text
from digitize.records import edit_of, edit_record
from digitize.tei import parse, validate
from tests.damage import PARAGRAPHS, damaged_texts

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = damaged_texts()
# Any characters at all: nothing may be lost of what nobody expected either.
anything = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\f\t ابتثلا12().¹"), max_size=300
)


def _lines(text):
    return lines_of(read_text(text.encode(), "law.txt"))


@settings(SLOW, max_examples=500)
@given(texts)
def test_converts_to_valid_tei_with_a_closed_account(text):
    result = convert_source(read_text(text.encode(), "law.txt"))
    assert validate(result.tei) == ()
    assert result.account.is_closed


@SLOW
@given(anything)
def test_loses_nothing_of_any_text(text):
    result = convert_source(read_text(f"{PARAGRAPHS[0]}\n{text}".encode(), "law.txt"))
    assert result.account.is_closed, result.account.open
    assert validate(result.tei) == ()


@SLOW
@given(texts)
def test_an_account_with_a_letter_missing_or_added_stays_open(text):
    result = convert_source(read_text(text.encode(), "law.txt"))
    read_back = parse.blocks(result.tei)
    name = max(read_back, key=lambda each: len(read_back[each]))
    for wrong in (read_back[name][1:], read_back[name] + "س"):
        assert not settle(result.document, result.ledger, {**read_back, name: wrong}).is_closed


@SLOW
@given(texts)
def test_the_same_text_gives_the_same_bytes(text):
    source = read_text(text.encode(), "law.txt")
    first, second = convert_source(source), convert_source(source)
    assert (first.tei, first.records) == (second.tei, second.records)


@SLOW
@given(texts)
def test_every_pass_rests_on_its_own_result(text):
    document, _ = engine.run(_lines(text), LINE_PASSES)
    assert engine.run(document, LINE_PASSES)[0] == document
    finished, _ = engine.run(arrange(document), BLOCK_PASSES)
    for one in BLOCK_PASSES:
        again, ledger = engine.run(finished, [one])
        assert again == finished, [edit.reason for edit in ledger]


@SLOW
@given(texts)
def test_every_edit_can_be_taken_back_and_done_again(text):
    before = _lines(text)
    after, ledger = engine.run(before, LINE_PASSES)
    arranged = arrange(after)
    finished, whole = engine.run(arranged, BLOCK_PASSES)
    for start, end, edits in ((before, after, ledger), (arranged, finished, whole)):
        draft = Draft(end)
        for edit in reversed(edits):
            if edit.state is State.APPLIED:
                undo(draft, edit)
        assert draft.freeze().blocks == start.blocks
        assert engine.replay(start, edits).blocks == end.blocks


@SLOW
@given(texts)
def test_a_ledger_read_back_is_the_ledger_written(text):
    _, ledger = engine.run(_lines(text), LINE_PASSES)
    assert tuple(edit_of(edit_record(edit)) for edit in ledger) == ledger


def test_a_clean_text_stays_as_it_is(samples):
    text = (samples / "clean.txt").read_text(encoding="utf-8")
    cleaned = clean_text(text)
    assert cleaned.text == text
    assert all(edit.by.startswith("note-calls") for edit in cleaned.ledger)


def test_a_ledger_of_another_text_is_refused():
    before = _lines("منظمـــة دولية")
    _, ledger = engine.run(before, LINE_PASSES)
    other = _lines("كتاب قديم جداً")
    with pytest.raises(EditMismatch):
        engine.replay(other, ledger)
    assert engine.replay(other, [replace(edit, state=State.PROPOSED) for edit in ledger]) == other
