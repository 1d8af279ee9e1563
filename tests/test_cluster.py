"""On a cluster: the same bytes as on one machine, and neither a document nor a worker that dies harms another."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pymupdf
import pytest

from digitize import cluster, guard
from digitize.cli import main
from digitize.errors import MissingDependency
from digitize.manifest import NAME, read_manifest
from digitize.options import DEFAULT
from digitize.runners import Limits
from digitize.worker import Job
from tests.conftest import ROOT, SAMPLES
from tests.processes import below, files, start, wait_until

pytest.importorskip("distributed", reason="the extra [dask] is not installed")


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """Eight documents, one of them in a folder, and one that cannot be read."""
    place = tmp_path_factory.mktemp("cluster") / "in"
    (place / "more").mkdir(parents=True)
    text = (SAMPLES / "damaged.txt").read_text(encoding="utf-8")
    for number in range(4):
        (place / f"text-{number}.txt").write_text(f"{text}\nخاتمة رقم {number}\n", encoding="utf-8")
        shutil.copy(SAMPLES / ("ports.pdf" if number % 2 else "water.pdf"), place / f"report-{number}.pdf")
    shutil.move(place / "report-3.pdf", place / "more" / "report-3.pdf")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return place


@pytest.fixture(scope="module")
def plain(collection):
    """What a run on one machine makes of it."""
    out = collection.parent / "plain"
    assert main(["convert", str(collection), "-o", str(out), "--jobs", "2"]) == 2
    return out


def _told(out):
    """The manifest without what differs from run to run."""
    return [{**entry, "seconds": 0, "attempts": 0} for entry in read_manifest(out / NAME)]


def _run(*arguments):
    process = start(*arguments)
    printed, errors = process.communicate(timeout=120)
    return process.returncode, printed, errors


def test_a_cluster_gives_the_same_bytes_and_a_second_run_does_nothing_again(collection, plain, tmp_path):
    out = tmp_path / "out"
    code, _, errors = _run("convert", collection, "-o", out, "--cluster", "local:2")
    assert (code, errors.count("\n")) == (2, 1)
    assert "broken.pdf" in errors
    assert files(out) == files(plain)
    assert _told(out) == _told(plain)
    code, printed, _ = _run("convert", collection, "-o", out, "--cluster", "local:2")
    assert "0 documents converted, 8 unchanged, 1 failed" in printed


def test_a_worker_that_is_killed_costs_nothing(collection, plain, tmp_path):
    out = tmp_path / "out"
    process = start("convert", collection, "-o", out, "--cluster", "local:2")
    parents: list[int] = []

    def working():
        parents[:] = [
            pid for pid, _ in below(process.pid) if any("digitize.guard" in line for _, line in _children(pid))
        ]
        return parents

    wait_until(working)
    time.sleep(0.5)  # amid a document, as a rule
    os.kill(parents[0], signal.SIGKILL)
    printed, errors = process.communicate(timeout=120)
    assert (process.returncode, errors.count("\n")) == (2, 1)
    assert "8 documents converted, 1 failed" in printed
    assert files(out) == files(plain)
    assert _told(out) == _told(plain)


def _children(pid):
    return [(child, line) for child, line in below(pid) if line]


def test_a_scheduler_of_others_is_used_and_left_as_it_was(collection, plain, tmp_path):
    place = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    scheduler = subprocess.Popen(
        [*command, "--no-dashboard", "--scheduler-file", str(place)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: place.exists() and place.stat().st_size)
        worker = subprocess.Popen(
            [
                sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(place), "--nthreads", "2",
                "--nworkers", "1", "--no-dashboard", "--local-directory", str(tmp_path),
            ],
            cwd=ROOT, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = json.loads(place.read_text())["address"]
            code, _, errors = _run("convert", collection, "-o", tmp_path / "out", "--cluster", address)
            assert (code, errors.count("\n")) == (2, 1)
            assert files(tmp_path / "out") == files(plain)
            assert worker.poll() is None
            wait_until(lambda: not any("digitize.guard" in line for _, line in below(worker.pid)))
        finally:
            worker.terminate()
            worker.wait()
    finally:
        scheduler.terminate()
        scheduler.wait()


def test_a_document_that_hangs_is_its_own_outcome(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    long, once = pymupdf.open(), pymupdf.open(SAMPLES / "ports.pdf")
    for _ in range(60):
        long.insert_pdf(once)
    long.save(source / "long.pdf")
    shutil.copy(SAMPLES / "clean.txt", source)
    out = tmp_path / "out"
    code, _, errors = _run("convert", source, "-o", out, "--cluster", "local:1", "--timeout", "2")
    assert (code, errors.count("\n")) == (2, 1)
    assert "long.pdf: took longer than 2 s, twice" in errors
    assert sorted(files(out)) == ["clean.ledger.jsonl", "clean.xml"]


def test_a_child_that_dies_is_replaced_and_the_document_named_when_it_dies_again(tmp_path, monkeypatch):
    begun = []

    def deadly(*arguments, **named):
        begun.append(arguments)
        return subprocess_popen([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], **named)

    subprocess_popen = subprocess.Popen
    monkeypatch.setattr(guard.subprocess, "Popen", deadly)
    outcome = guard.guarded(Job(SAMPLES / "clean.txt", tmp_path / "clean.xml"), guard.Run("run", DEFAULT, Limits()))
    assert (outcome.status, outcome.attempts, len(begun)) == ("failed", 2, 2)
    assert "took its process down, twice (exit code -9)" in str(outcome.error)


def test_a_worker_with_another_version_stops_the_run(tmp_path):
    run = guard.Run("run", DEFAULT, Limits(), version="0.0.0")
    with pytest.raises(MissingDependency, match="install the same everywhere"):
        guard.guarded(Job(SAMPLES / "clean.txt", tmp_path / "clean.xml"), run)


def test_a_scheduler_that_does_not_answer_is_named_in_one_line(collection, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    assert main(["convert", str(collection), "-o", str(tmp_path / "out"), "--cluster", "tcp://127.0.0.1:9"]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "tcp://127.0.0.1:9: no scheduler answers" in line


@pytest.mark.parametrize("address", ["local:0", "local:x", "local:", "somewhere"])
def test_what_is_no_address_is_wrong_usage(collection, tmp_path, capsys, address):
    assert main(["convert", str(collection), "-o", str(tmp_path / "out"), "--cluster", address]) == 1
    assert "such as local:2" in capsys.readouterr().err


def test_without_dask_the_remedy_is_named(collection, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["convert", str(collection), "-o", str(tmp_path / "out"), "--cluster", "local:2"]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'digitize[dask]'" in line


def test_a_child_leaves_when_its_worker_goes_and_when_nobody_asks_for_long(tmp_path):
    waiting = guard.Guard(Limits(timeout=600))
    waiting._connection.close()
    assert waiting._process.wait(timeout=30) == 0
    run = guard.Run("idle", DEFAULT, Limits())
    job = Job(SAMPLES / "clean.txt", tmp_path / "clean.xml")
    assert guard.guarded(job, run).status == "converted"
    ((_, first),) = [each for each in guard._guards.items() if each[0][0] == "idle"]
    first.stop()  # as a child does that has waited too long
    outcome = guard.guarded(job, run)
    assert (outcome.status, outcome.attempts) == ("converted", 1)
    guard.dismiss("idle")
    assert not any(place[0] == "idle" for place in guard._guards)
