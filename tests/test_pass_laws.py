"""The laws that every pass keeps, on random documents seeded with the accident it undoes.

Rests, reversible, replayable, refusable, obedient, modest, honest, quiet; and exercised: a law that no example ever
put to the test proves nothing.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from digitize import engine
from digitize.edits import Draft, Edit, State, undo
from digitize.layout import arrange, lines_of
from digitize.model import Document
from digitize.passes import PASSES
from digitize.passes.proposal import Kind, Stage
from digitize.pipeline import BLOCK_PASSES, LINE_PASSES
from digitize.read.text import read_text
from tests.conftest import SAMPLES
from tests.damage import PARAGRAPHS, damaged_texts

LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ABOVE_ALL = 1.01  # a threshold that no confidence reaches
LONG = PARAGRAPHS[0]

# What each pass is there to undo, as extraction leaves it.
ACCIDENTS = {
    "encoding": "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ… ÙˆØ±Ø­Ù…Ø© Ø§Ù„Ù„Ù‡ ÙˆØ¨Ø±ÙƒØ§ØªÙ‡",
    "presentation-forms": "ﻫﺬﻩ ﺍﻟﻮﺭﻗﺔ قصيرة جداً كما ترى.",
    "invisible": "وقال \u200fالوزير\u200f إن الأمر\u200b انتهى كله.",
    "persian-letters": "التجاریة في العالم، وغیر ذلك کثير جداً.",
    "stretching": "منظمـــة دولـــية كبيرة في العالم كله.",
    "torn-marks": "وكان قادرا ً على ذلك كما كان سابقا ً.",
    "line-ends": "\n\n".join(textwrap.fill(each, 60, break_on_hyphens=False) for each in PARAGRAPHS),
    "torn-notes": f"{LONG}¹\n\n¹ كتاب الرحلة إلى المشرق الذي نشر في\n\f{LONG}²\n\nدمشق سنة 1990، ص 12.\n² المرجع نفسه.",
    "split-paragraphs": f"{LONG[:80]}\n\n{LONG[80:]}",
    "broken-urls": f"{LONG}\n\n{LONG[:-1]} <https://example.org/a-\n\nlong/path> {LONG}",
    "homoglyphs": "منظمة أمнести Amnesty الدولية، وعدنان Аdnan Khatib أيضاً.",
    "punctuation": "وقعت الحرب )1922-1918( في تلك السنوات كلها.",
    "emphasis": "نشرته مجلة *Foreign Policy* في عددها الأخير.",
    "reversed-numbers": "خلال الفترة 2011-2020 كلها، ثم في الفترة 2020-2011 نفسها.",
    "note-calls": f"{LONG}(1) {LONG}(2)\n\n(1) المرجع نفسه، ص 12.\n(2) كتاب الرحلة، ص 9.",
}  # fmt: skip


def _kind(char: str) -> Kind:
    category = unicodedata.category(char)
    if char.isspace():
        return Kind.SPACES
    if category.startswith("L"):
        return Kind.LETTERS
    if category.startswith("M"):
        return Kind.MARKS
    if category.startswith("N"):
        return Kind.DIGITS
    return Kind.PUNCTUATION if category[0] in "PS" else Kind.INVISIBLE


def _characters(document, kind: Kind) -> Counter[str]:
    return Counter(char for block in document.blocks for char in block.text if _kind(char) is kind)


def _start(one, text):
    """The document that the pass meets."""
    document = lines_of(read_text(text.encode(), "law.txt"))
    if one.stage is Stage.LINES:
        before = PASSES[: PASSES.index(one)]
        return engine.run(document, before)[0]
    before = BLOCK_PASSES[: BLOCK_PASSES.index(one)]
    return engine.run(arrange(engine.run(document, LINE_PASSES)[0]), before)[0]


def _texts(one):
    """Random damaged texts, the pass's own accident among their paragraphs."""
    accident = ACCIDENTS[one.name]
    return st.tuples(damaged_texts(), st.booleans()).map(
        lambda drawn: f"{drawn[0]}\n\n{accident}\n" if drawn[1] else f"{accident}\n\n{drawn[0]}\n"
    )


class Run(NamedTuple):
    """A pass's run: the document before and after it, and what it did."""

    start: Document
    end: Document
    ledger: tuple[Edit, ...]


each_pass = pytest.mark.parametrize("one", PASSES, ids=lambda one: one.name)


def _holds(one, law) -> None:
    """Puts a pass to a law; the law gets the run."""
    exercised = Counter[str]()

    @LAW
    @example(f"{ACCIDENTS[one.name]}\n")
    @given(_texts(one))
    def check(text):
        start = _start(one, text)
        end, ledger = engine.run(start, [one])
        exercised["edits"] += sum(edit.state is State.APPLIED for edit in ledger)
        law(Run(start, end, ledger))

    check()
    assert exercised["edits"], "no example ever triggered the pass"


@each_pass
def test_rests(one):
    def law(run):
        again, more = engine.run(run.end, [one])
        assert again == run.end
        assert not [edit for edit in more if edit.state is State.APPLIED]

    _holds(one, law)


@each_pass
def test_reversible(one):
    def law(run):
        draft = Draft(run.end)
        for edit in reversed(run.ledger):
            if edit.state is State.APPLIED:
                undo(draft, edit)
        assert draft.freeze().blocks == run.start.blocks

    _holds(one, law)


@each_pass
def test_replayable(one):
    _holds(one, lambda run: _same(engine.replay(run.start, run.ledger), run.end))


def _same(one, other):
    assert one.blocks == other.blocks


@each_pass
def test_refusable(one):
    def law(run):
        verdicts = {edit.key: False for edit in run.ledger}
        while True:  # what a refusal uncovers is refused too
            kept, more = engine.run(run.start, [one], verdicts=verdicts)
            fresh = {edit.key for edit in more} - set(verdicts)
            if not fresh:
                break
            verdicts |= dict.fromkeys(fresh, False)
        assert kept.blocks == run.start.blocks
        assert {edit.state for edit in more} <= {State.REJECTED}

    _holds(one, law)


@each_pass
def test_obedient(one):
    def law(run):
        kept, more = engine.run(run.start, [one], threshold=ABOVE_ALL)
        assert kept.blocks == run.start.blocks
        assert {edit.state for edit in more} <= {State.PROPOSED}

    _holds(one, law)


@each_pass
def test_modest(one):
    def law(run):
        for kind in Kind:
            if not one.touches & kind:
                assert _characters(run.start, kind) == _characters(run.end, kind), kind

    _holds(one, law)


@each_pass
def test_honest(one):
    def law(run):
        for edit in run.ledger:
            assert edit.rule
            assert edit.reason
            assert 0 < edit.confidence <= 1
            assert edit.by == f"{one.name}@{one.version}"

    _holds(one, law)


@each_pass
def test_quiet(one):
    text = (SAMPLES / "clean.txt").read_text(encoding="utf-8")
    start = _start(one, text)
    end, ledger = engine.run(start, [one])
    if one.touches is Kind.NOTHING:
        assert [block.text for block in end.blocks] == [block.text for block in start.blocks]
    else:
        assert not ledger


def test_every_pass_has_its_accident():
    assert set(ACCIDENTS) == {one.name for one in PASSES}
