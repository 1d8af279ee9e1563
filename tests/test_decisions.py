"""A person's yes and no: written by `decide`, obeyed by the next `convert`, lapsing with what they judged."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from digitize import Options, convert, engine
from digitize.cli import main
from digitize.decisions import Decision
from digitize.doubts import doubts
from digitize.edits import State
from digitize.layout import lines_of
from digitize.pipeline import LINE_PASSES
from tests.conftest import SAMPLES


@pytest.fixture
def target(tmp_path):
    """A converted sample."""
    shutil.copy(SAMPLES / "damaged.txt", tmp_path / "damaged.txt")
    path = tmp_path / "damaged.xml"
    assert main(["convert", str(tmp_path / "damaged.txt"), "-o", str(path)]) == 0
    return path


def _homoglyph(result):
    return next(edit for edit in result.ledger if edit.by.startswith("homoglyphs"))


def test_a_no_is_obeyed_by_the_next_run_and_told_in_its_ledger(target, tmp_path, capsys):
    source, decisions = tmp_path / "damaged.txt", tmp_path / "decisions.jsonl"
    number = _homoglyph(convert(source)).number
    before = target.read_text(encoding="utf-8")
    say_no = ["decide", str(target), str(number), "--no", "--decisions", str(decisions)]
    assert main([*say_no, "--by", "ل. منصور", "--remark", "كذا في الأصل"]) == 0
    again = ["convert", str(source), "-o", str(target), "--decisions", str(decisions), "--force"]
    assert main(again) == 0
    assert target.read_text(encoding="utf-8").count("<sic>") == before.count("<sic>") - 1
    capsys.readouterr()
    assert main(["explain", str(target)]) == 0
    told = capsys.readouterr().out
    assert "[rejected]" in told
    assert "decided by ل. منصور: no" in told
    assert main(["verify", str(target), "--against", str(source)]) == 0


def test_a_yes_makes_what_is_too_unsure_to_be_made_unasked():
    source = convert(SAMPLES / "damaged.txt").document.source
    _, unsure = engine.run(lines_of(source), LINE_PASSES, threshold=1.1)
    assert {edit.state for edit in unsure} == {State.PROPOSED}
    _, decided = engine.run(lines_of(source), LINE_PASSES, threshold=1.1, verdicts={unsure[0].key: True})
    assert [edit.key for edit in decided if edit.state is State.APPLIED] == [unsure[0].key]


def test_a_yes_ends_the_doubt_about_an_unsure_edit():
    usual = convert(SAMPLES / "damaged.txt")
    edit = replace(_homoglyph(usual), confidence=0.6)
    assert [each.kind for each in doubts(usual.document, [edit], {})] == ["unsure-edit"]
    assert not list(doubts(usual.document, [edit], {edit.key: Decision(edit.key, "yes")}))


def test_the_last_word_counts_and_another_documents_word_does_not():
    edit = _homoglyph(convert(SAMPLES / "damaged.txt"))
    both = (Decision(edit.key, "no"), Decision(edit.key, "yes"), Decision(edit.key, "no", source="0" * 64))
    result = convert(SAMPLES / "damaged.txt", Options(decisions=both))
    assert next(each for each in result.ledger if each.key == edit.key).state is State.APPLIED


def test_a_decision_that_no_edit_meets_any_more_is_a_doubt():
    result = convert(SAMPLES / "clean.txt")
    lapsed = Decision("0123456789abcdef", "no", source=result.document.source.sha256)
    problems = convert(SAMPLES / "clean.txt", Options(decisions=(lapsed,))).problems
    assert [problem.kind for problem in problems] == ["decision-lapsed"]


@pytest.mark.parametrize(
    "line", ["no json", '{"key": "a"}', '{"key": "a", "verdict": "maybe"}', '{"key": 1, "verdict": "no"}']
)
def test_a_line_that_is_no_decision_is_named(tmp_path, capsys, line):
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps({"key": "a", "verdict": "no"}) + "\n" + line + "\n", encoding="utf-8")
    assert main(["convert", str(SAMPLES / "clean.txt"), "-o", str(tmp_path), "--decisions", str(path)]) == 5
    (said,) = capsys.readouterr().err.splitlines()
    assert "line 2" in said


def test_an_edit_that_is_not_there_is_wrong_usage(target, tmp_path, capsys):
    command = ["decide", str(target), "9999", "--no", "--decisions", str(tmp_path / "d.jsonl")]
    assert main(command) == 1
    assert "9999" in capsys.readouterr().err
    assert not (tmp_path / "d.jsonl").exists()
