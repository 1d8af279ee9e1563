"""JSON lines: the same columns of the same types on every line, and every note findable at its word."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from digitize.export.document import read
from digitize.export.jsonl import COLUMNS, lines_of
from tests.conftest import ROOT
from tests.export.conftest import tei
from tests.export.documents import documents


def _lines(make, data):
    return [json.loads(line) for line in make(data, "jsonl")["doc.jsonl"].decode().split("\n")[:-1]]


@given(made=documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_every_line_has_the_same_columns_of_the_same_types(made):
    for line in lines_of(read(made.tei(), "x")):
        assert {name: type(value) for name, value in line.items()} == dict(COLUMNS)


@given(made=documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_ids_are_unique_and_notes_are_found_by_them(made):
    lines = list(lines_of(read(made.tei(), "x")))
    ids = [line["id"] for line in lines]
    assert len(ids) == len(set(ids))
    called = {note for line in lines for note in line["notes"].split()}
    assert called <= {line["id"] for line in lines if line["kind"] == "note"} | {
        note for note in called if not read(made.tei(), "x").notes[note].text
    }


def test_a_note_is_found_at_its_word(make, whole):
    line = next(line for line in _lines(make, whole) if line["id"] == "p1.b4")
    assert line["notes"] == "p1.b10"
    assert line["text"][: int(line["note_places"])].endswith("Lieberman")


def test_sections_pages_and_print_are_told(make, whole):
    lines = {line["id"]: line for line in _lines(make, whole)}
    assert lines["p1.b1"]["section"] == ""
    assert lines["p1.b4"]["section"] == "أولاً: المقدمة"
    assert lines["p2.b15"]["section"].split("\t") == ["أولاً: المقدمة", "1. فرع"]
    assert (lines["p1.b4"]["page"], lines["p1.b4"]["page_label"]) == (1, "7")
    assert (lines["p2.b1"]["page"], lines["p2.b1"]["page_label"]) == (2, "8")
    assert lines["p1.b4"]["printed"].startswith("قال أمнести")
    assert lines["p2.b1"]["printed"] == ""


def test_cells_have_their_row_and_column_as_they_are_seen(make, whole):
    cells = [(line["row"], line["column"], line["text"]) for line in _lines(make, whole) if line["kind"] == "cell"]
    assert cells == [(1, 1, "السنة"), (1, 2, "الكمية"), (2, 1, "2020"), (2, 2, "5|6"), (3, 2, "7")]


def test_a_cell_that_goes_over_others_beyond_measure_is_no_danger(make):
    cells = '<cell rows="999999999" cols="999999999">أ</cell>' * 50
    assert len(_lines(make, tei(f"<table><row>{cells}</row></table>"))) == 50


def test_text_holds_no_line_end_that_others_cut_at(make):
    data = make(tei("<p>أ\N{LINE SEPARATOR}ب\N{NEXT LINE}ج</p>"), "jsonl")["doc.jsonl"].decode()
    assert len(data.splitlines()) == 1
    assert json.loads(data)["text"] == "أ\N{LINE SEPARATOR}ب\N{NEXT LINE}ج"


def test_a_stray_note_has_a_line_and_its_place_has_none(make, whole):
    lines = _lines(make, whole)
    assert [line["id"] for line in lines if line["text"] == "حاشية ضالّة."] == ["p2.b13"]
    assert not [line for line in lines if line["kind"] == "stray"]


def test_the_documentation_names_every_column():
    documented = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"| `{name}` |" not in documented] == []
