"""Ctrl-C, and SIGTERM as Slurm and Kubernetes send it: one line, nothing half-written, and the next run goes on."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from digitize.cli import main
from digitize.errors import ExitCode
from digitize.manifest import NAME, read_manifest
from digitize.signals import first_stop_heard, stops_put_off
from tests.conftest import SAMPLES
from tests.processes import below, files, start, wait_until


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    place = tmp_path_factory.mktemp("interrupted") / "in"
    place.mkdir()
    for number in range(6):
        shutil.copy(SAMPLES / "ports.pdf", place / f"report-{number}.pdf")
    return place


@pytest.fixture(scope="module")
def undisturbed(collection):
    out = collection.parent / "undisturbed"
    assert main(["convert", str(collection), "-o", str(out), "--jobs", "2"]) == 0
    return files(out)


def _interrupt(process, number, *, group):
    """Sends the signal and returns what the command says; nothing of it may be left running."""
    begun = [pid for pid, line in below(process.pid) if "resource_tracker" not in line]
    (os.killpg if group else os.kill)(process.pid, number)
    printed, errors = process.communicate(timeout=60)
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in begun))
    return process.returncode, printed, errors


@pytest.mark.parametrize(
    ("where", "number", "group"),
    [
        (("--jobs", "2"), signal.SIGINT, True),
        (("--jobs", "2"), signal.SIGINT, False),
        (("--jobs", "2"), signal.SIGTERM, True),
        (("--cluster", "local:2"), signal.SIGINT, True),
        (("--cluster", "local:2"), signal.SIGTERM, False),
    ],
    ids=lambda value: str(getattr(value, "name", value)),
)
def test_an_interrupted_run_leaves_in_one_line_and_the_next_one_goes_on(
    collection, undisturbed, tmp_path, where, number, group
):
    if where[0] == "--cluster":
        pytest.importorskip("distributed")
    out = tmp_path / "out"
    process = start("convert", collection, "-o", out, *where)
    wait_until(lambda: list(out.glob("*.xml")))
    code, printed, errors = _interrupt(process, number, group=group)
    assert (code, printed) == (ExitCode.INTERRUPTED, "")
    (line,) = errors.splitlines()
    assert "interrupted" in line
    assert 0 < len(list(out.glob("*.xml"))) < 6
    assert not list(out.rglob("*.part"))
    assert {entry["status"] for entry in read_manifest(out / NAME)} <= {"converted", "started"}
    assert main(["convert", str(collection), "-o", str(out), "--jobs", "2"]) == 0
    assert files(out) == undisturbed
    assert len(read_manifest(out / NAME)) == 6


@pytest.mark.parametrize("where", [("--jobs", "2"), ("--cluster", "local:2")], ids=lambda where: where[0])
def test_children_that_have_only_begun_say_nothing_either(collection, tmp_path, where):
    if where[0] == "--cluster":
        pytest.importorskip("distributed")
    process = start("convert", collection, "-o", tmp_path / "out", *where)
    wait_until(lambda: [line for _, line in below(process.pid) if "spawn_main" in line])
    code, _, errors = _interrupt(process, signal.SIGINT, group=True)
    assert (code, errors.count("\n")) == (ExitCode.INTERRUPTED, 1)


def test_one_document_alone_is_written_whole_or_not_at_all(collection, tmp_path):
    process = start("convert", collection / "report-0.pdf", "-o", tmp_path / "out")
    wait_until((tmp_path / "out" / NAME).exists)
    time.sleep(0.2)
    code, _, errors = _interrupt(process, signal.SIGINT, group=True)
    assert (code, errors.count("\n")) == (ExitCode.INTERRUPTED, 1)
    assert files(tmp_path / "out") == {}


def test_the_first_signal_stops_and_the_second_does_not_disturb():
    cleared = False
    with pytest.raises(KeyboardInterrupt), first_stop_heard():  # noqa: PT012
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            cleared = True
    assert cleared
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_must_not_be_cut_in_two_is_finished_first():
    finished = False
    with pytest.raises(KeyboardInterrupt), first_stop_heard(), stops_put_off():  # noqa: PT012
        os.kill(os.getpid(), signal.SIGINT)
        finished = True
    assert finished
