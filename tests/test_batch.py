"""Whole collections: nothing is done twice, nothing is lost, and one document never harms another."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pymupdf
import pytest

from digitize import batch
from digitize.cli import main
from digitize.manifest import NAME, Manifest, read_manifest
from digitize.options import DEFAULT
from digitize.runners import Limits, in_processes
from tests.conftest import ROOT, SAMPLES


@pytest.fixture
def collection(tmp_path):
    """A folder of eight documents and one that is none."""
    place = tmp_path / "in"
    place.mkdir()
    for number in range(4):
        text = (SAMPLES / "damaged.txt").read_text(encoding="utf-8")
        (place / f"text-{number}.txt").write_text(f"{text}\nخاتمة رقم {number}\n", encoding="utf-8")
        shutil.copy(SAMPLES / ("ports.pdf" if number % 2 else "water.pdf"), place / f"report-{number}.pdf")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return place


def _files(folder: Path) -> dict[str, bytes]:
    """What a run leaves, but for the manifest, in which seconds differ."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (NAME, ".digitize.lock")
    }


def _convert(source: Path, out: Path, *more: str) -> int:
    return main(["convert", str(source), "-o", str(out), "--jobs", "2", *more])


def _in_processes(jobs, out: Path, limits: Limits):
    return batch.run(jobs, folder=out, runner=partial(in_processes, limits=limits))


def test_a_second_run_does_nothing_again_and_gives_the_same(collection, tmp_path, capsys):
    out = tmp_path / "out"
    assert _convert(collection, out) == 2
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.xml")}
    assert _convert(collection, out) == 2
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.xml")} == before
    assert "0 documents converted, 8 unchanged, 1 failed" in capsys.readouterr().out
    entries = {entry["output"]: entry["status"] for entry in read_manifest(out / NAME)}
    assert sorted(entries.values()) == ["converted"] * 8 + ["failed"]


def test_what_has_changed_is_done_again_and_what_a_person_changed_is_kept(collection, tmp_path, capsys):
    out = tmp_path / "out"
    _convert(collection, out)
    (collection / "text-0.txt").write_text("نص جديد تماماً، لا شأن له بما قبله من الكلام كله.\n", encoding="utf-8")
    (out / "text-1.xml").write_text("mine", encoding="utf-8")
    assert _convert(collection, out) == 2
    assert "نص جديد" in (out / "text-0.xml").read_text(encoding="utf-8")
    assert (out / "text-1.xml").read_text(encoding="utf-8") == "mine"
    assert "text-1.xml exists already" in capsys.readouterr().err
    assert _convert(collection, out) == 2
    assert (out / "text-1.xml").read_text(encoding="utf-8") == "mine"


def test_other_options_make_another_result(collection, tmp_path):
    out = tmp_path / "out"
    _convert(collection, out)
    assert list(out.rglob("*.png"))
    _convert(collection, out, "--no-images")
    assert not list(out.rglob("*.png"))


def test_killed_at_any_moment_the_next_run_makes_it_whole(collection, tmp_path):
    undisturbed = tmp_path / "undisturbed"
    _convert(collection, undisturbed)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "digitize", "convert", str(collection), "-o", str(out), "--jobs", "2"]
    moments = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.3, 2.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert _files(out) == _files(undisturbed)


def test_two_runs_on_one_folder_do_not_meet(collection, tmp_path, capsys):
    out = tmp_path / "out"
    held = Manifest(out, DEFAULT)
    assert _convert(collection, out) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "another run is writing into this folder" in line
    held.close()
    assert _convert(collection, out) == 2


def test_a_document_that_takes_too_long_costs_only_itself(collection, tmp_path):
    for report in collection.glob("report*.pdf"):
        report.unlink()  # a busy machine may need seconds for them too
    long, once = pymupdf.open(), pymupdf.open(SAMPLES / "ports.pdf")
    for _ in range(60):
        long.insert_pdf(once)
    long.save(collection / "long.pdf")
    out = tmp_path / "out"
    jobs, _ = batch.plan([collection], out)
    found = {outcome.job.source.name: outcome for outcome in _in_processes(jobs, out, Limits(2, timeout=3.0))}
    assert (found["long.pdf"].status, found["long.pdf"].attempts) == ("failed", 2)
    assert "took longer than 3 s, twice" in str(found["long.pdf"].error)
    assert [name for name, outcome in sorted(found.items()) if outcome.status == "failed"] == ["broken.pdf", "long.pdf"]
    assert not list(out.glob("long*"))


def test_a_document_that_needs_too_much_memory_costs_only_itself(collection, tmp_path):
    out = tmp_path / "out"
    (collection / "large.txt").write_bytes(("كلمة " * 20 + "\n").encode() * 400_000)
    jobs, _ = batch.plan([collection], out)
    found = {outcome.job.source.name: outcome for outcome in _in_processes(jobs, out, Limits(2, memory=700))}
    assert found["large.txt"].status == "failed"
    assert sum(outcome.status == "converted" for outcome in found.values()) == 8
    assert not list(out.glob("large*"))


def test_a_manifest_cut_short_by_a_kill_is_read_and_mended(collection, tmp_path):
    out = tmp_path / "out"
    _convert(collection, out)
    whole = (out / NAME).read_bytes()
    (out / NAME).write_bytes(whole[:-40])
    assert len(read_manifest(out / NAME)) == 8
    _convert(collection, out, "--force")
    assert len(read_manifest(out / NAME)) == 9


def test_shards_do_everything_once_and_merge_into_one_manifest(collection, tmp_path, capsys):
    for number in (1, 2, 3):
        _convert(collection, tmp_path / f"part{number}", "--shard", f"{number}/3")
    parts = [str(tmp_path / f"part{number}" / NAME) for number in (1, 2, 3)]
    capsys.readouterr()
    assert main(["manifest", "merge", *parts, "-o", str(tmp_path / "all.jsonl")]) == 0
    assert capsys.readouterr().out.startswith("9 documents")
    assert len(read_manifest(tmp_path / "all.jsonl")) == 9


def test_documents_much_larger_than_most_are_begun_first(tmp_path):
    sizes = {"a": 10, "b": 39, "c": 10, "d": 41, "e": 10, "f": 9000, "g": 10}
    for name, size in sizes.items():
        (tmp_path / f"{name}.txt").write_bytes(b"x" * size)
    jobs, _ = batch.plan([tmp_path], tmp_path / "out")
    gone = replace(jobs[0], source=tmp_path / "gone.txt")
    assert "".join(job.source.stem[0] for job in batch.long_ones_first([*jobs, gone])) == "dfabceg" + "g"
    assert batch.long_ones_first([]) == []


def test_a_dry_run_writes_nothing(collection, tmp_path, capsys):
    assert _convert(collection, tmp_path / "out", "--dry-run") == 0
    assert len(capsys.readouterr().out.splitlines()) == 9
    assert not (tmp_path / "out").exists()


def test_fail_fast_stops_at_the_first_failure(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    for number in range(30):
        shutil.copy(SAMPLES / "clean.txt", place / f"b{number}.txt")
    assert main(["convert", str(place), "-o", str(tmp_path / "out"), "--jobs", "1", "--fail-fast"]) != 0
    assert len(list((tmp_path / "out").glob("*.xml"))) < 30


def test_json_lines_for_programs_and_a_page_for_people(collection, tmp_path, capsys):
    page = tmp_path / "run.html"
    _convert(collection, tmp_path / "out", "--log-format", "json", "--report", str(page))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line["status"] for line in lines) == ["converted"] * 8 + ["failed"]
    html = page.read_text(encoding="utf-8")
    assert html.count("<tr") == 10
    assert 'href="out/text-0.xml"' in html
    assert "broken.pdf" in html


@pytest.mark.parametrize("part", ["0/3", "4/3", "x", "1/"])
def test_a_part_that_is_none_is_wrong_usage(collection, tmp_path, capsys, part):
    with pytest.raises(SystemExit) as left:
        _convert(collection, tmp_path / "out", "--shard", part)
    assert left.value.code == 1
    assert "such as 3/20" in capsys.readouterr().err


def test_the_doctor_names_what_is_needed(capsys):
    assert main(["doctor"]) == 0
    assert "pymupdf-lite: " in capsys.readouterr().out
