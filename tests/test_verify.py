"""`digitize verify`: closes on every honest result, and says what was done to any other."""

from __future__ import annotations

import json
import shutil

import pytest

from digitize.cli import main
from tests.conftest import SAMPLES


@pytest.fixture
def result(tmp_path):
    """A converted sample: the TEI, and the source beside it."""
    source = tmp_path / "damaged.txt"
    shutil.copy(SAMPLES / "damaged.txt", source)
    target = tmp_path / "out" / "damaged.xml"
    assert main(["convert", str(source), "-o", str(target)]) == 0
    return target, source


def _verify(result, *more):
    target, source = result
    return main(["verify", str(target), "--against", str(source), *more])


@pytest.mark.parametrize("name", ["damaged.txt", "clean.txt", "ports.pdf", "water.pdf"])
def test_closes_on_every_sample(name, capsys):
    stem = name.partition(".")[0]
    assert main(["verify", str(SAMPLES / "expected" / f"{stem}.xml"), "--against", str(SAMPLES / name)]) == 0
    assert "closed" in capsys.readouterr().out


def test_lists_what_became_of_every_character(result, capsys):
    _, source = result
    capsys.readouterr()
    assert _verify(result, "--list") == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines() if line.count("\t") >= 2]
    listed = "".join("".join(row[2:]) for row in rows)
    read = "".join(source.read_text(encoding="utf-8").split())
    assert "".join(listed.split()) == read
    assert not [row for row in rows if "LOST" in row[1]]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("سلاسل الإمداد", "سلاسل الامداد", "the TEI reads"),
        ("</body>", "<p>سطر زائد</p></body>", "outside all blocks"),
        ('place="bottom" n="3"', 'place="bottom" n="4"', "is numbered “4” in the TEI"),
    ],
)
def test_a_changed_tei_does_not_close(result, capsys, before, after, says):
    target, _ = result
    text = target.read_text(encoding="utf-8")
    at = text.index(before, text.index("<body>") if before != "</body>" else 0)
    target.write_text(text[:at] + after + text[at + len(before) :], encoding="utf-8")
    code = _verify(result)
    printed = capsys.readouterr().out
    assert (code, "OPEN" in printed) == (4, True)
    assert says in printed


def test_a_ledger_that_lost_an_edit_does_not_close(result, capsys):
    target, _ = result
    ledger = target.with_name("damaged.ledger.jsonl")
    records = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    numbers = [record["number"] for record in records if record["kind"] == "edit" and record["by"].startswith("invis")]
    kept = [record for record in records if record.get("number") != numbers[0]]
    ledger.write_text("".join(json.dumps(record) + "\n" for record in kept), encoding="utf-8")
    assert _verify(result) in (4, 5)
    assert _one_line_or_open(capsys.readouterr())


def _one_line_or_open(printed):
    return "OPEN" in printed.out or len(printed.err.splitlines()) == 1


def test_another_source_is_refused_in_one_line(result, capsys):
    target, _ = result
    assert main(["verify", str(target), "--against", str(SAMPLES / "clean.txt")]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "SHA-256" in line


def test_a_tei_that_is_no_xml_is_refused_in_one_line(result, capsys):
    target, _ = result
    target.write_text("<TEI", encoding="utf-8")
    assert _verify(result) == 5
    assert len(capsys.readouterr().err.splitlines()) == 1
