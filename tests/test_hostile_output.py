"""Output folders with links, without room or permission: nothing outside is touched, nothing is half-written."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys

import pytest

from digitize.cli import main
from digitize.manifest import NAME, read_manifest
from tests.conftest import ROOT, SAMPLES
from tests.processes import files


@pytest.fixture
def place(tmp_path):
    """A folder of sources, one of them in a folder of its own, and a folder that is nobody's business."""
    (tmp_path / "in" / "more").mkdir(parents=True)
    shutil.copy(SAMPLES / "water.pdf", tmp_path / "in")
    shutil.copy(SAMPLES / "clean.txt", tmp_path / "in" / "more")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


def _convert(place, *more, out="out"):
    return main(["convert", str(place / "in"), "-o", str(place / out), "--jobs", "1", *more])


def _elsewhere_is_untouched(place):
    return files(place / "elsewhere") == {"mine.txt": b"mine"}


def test_an_output_folder_that_is_a_link_is_the_folder_that_it_leads_to(place):
    (place / "link").symlink_to(place / "out")
    assert _convert(place, out="link") == 0
    assert (place / "out" / "water.xml").exists()
    assert (place / "link").is_symlink()


@pytest.mark.parametrize("name", ["water.xml", "water.ledger.jsonl"])
@pytest.mark.parametrize("exists", [True, False])
def test_a_result_that_is_a_link_is_never_written_through(place, capsys, name, exists):
    target = place / "elsewhere" / ("mine.txt" if exists else "none.txt")
    (place / "out" / name).symlink_to(target)
    assert _convert(place) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{name} exists already" in line
    assert (place / "out" / name).is_symlink()
    assert _convert(place, "--force") == 0  # the link goes, what it led to stays
    assert not (place / "out" / name).is_symlink()
    assert _elsewhere_is_untouched(place)


@pytest.mark.parametrize(("name", "says"), [("more", "more is a link"), ("water.images", "water.images is a link")])
def test_a_folder_of_results_that_is_a_link_is_not_entered(place, capsys, name, says):
    (place / "out" / name).symlink_to(place / "elsewhere")
    assert _convert(place, "--force") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert _elsewhere_is_untouched(place)


@pytest.mark.parametrize("name", [NAME, ".digitize.lock"])
def test_a_manifest_that_is_a_link_is_not_written_through(place, capsys, name):
    (place / "out" / name).symlink_to(place / "elsewhere" / "mine.txt")
    (place / "elsewhere" / "mine.txt").write_text("", encoding="utf-8")
    assert _convert(place) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "links are not followed" in line
    assert (place / "elsewhere" / "mine.txt").read_bytes() == b""
    assert not list((place / "out").glob("*.xml"))


def test_what_a_manifest_says_of_paths_leads_nowhere(place):
    lines = [{"output": "../elsewhere/mine.txt", "status": "started", "source": "x"}, {"output": 7}, ["output"]]
    (place / "out" / NAME).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert _convert(place) == 0
    assert _elsewhere_is_untouched(place)


def test_a_folder_in_a_results_place_is_named_and_kept(place, capsys):
    (place / "out" / "water.xml").mkdir()
    assert _convert(place, "--force") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "water.xml is a folder" in line
    assert not (place / "out" / "water.ledger.jsonl").exists()


def test_sources_inside_the_output_folder_are_converted_and_kept(place):
    shutil.move(place / "in", place / "out" / "in")
    sources = files(place / "out" / "in")
    command = ["convert", str(place / "out" / "in"), "-o", str(place / "out"), "--jobs", "1"]
    assert main(command) == 0
    assert (place / "out" / "water.xml").exists()
    assert files(place / "out" / "in") == sources
    assert main(command) == 0
    assert len(read_manifest(place / "out" / NAME)) == 2


def test_results_beside_their_sources_are_no_sources_of_the_next_run(place, monkeypatch, capsys):
    monkeypatch.chdir(place)
    assert main(["convert", "in", "-o", str(place / "in" / "out"), "--jobs", "1"]) == 0
    assert main(["convert", "in", "-o", "in/out", "--jobs", "1"]) == 0
    assert "0 documents converted, 2 unchanged" in capsys.readouterr().out


def test_a_result_never_replaces_its_own_source(place, capsys):
    shutil.copy(SAMPLES / "water.pdf", place / "in" / "report.xml")  # told by content
    before = files(place / "in")
    assert main(["convert", str(place / "in"), "-o", str(place / "in"), "--jobs", "1", "--force"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "report.xml: the result would replace its own source" in line
    after = files(place / "in")
    assert {name: after[name] for name in before} == before


def _limited(place, limit, *, out="out"):
    """The command where no file may be larger than so many bytes: what a full disk is like."""
    return subprocess.run(
        [sys.executable, "-m", "digitize", "convert", str(place / "in"), "-o", str(place / out), "--jobs", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )


def test_a_document_that_does_not_fit_is_named_and_leaves_nothing(place):
    run = _limited(place, 30_000)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert line.startswith("digitize: water.pdf: the result cannot be written to ")
    assert sorted(files(place / "out")) == ["more/clean.ledger.jsonl", "more/clean.xml"]
    assert _convert(place) == 0
    assert (place / "out" / "water.xml").exists()


def test_a_manifest_that_does_not_fit_stops_the_run_in_one_line_and_the_next_one_goes_on(place):
    run = _limited(place, 150)
    assert run.returncode == 5
    assert "Traceback" not in run.stderr
    assert run.stderr.splitlines()[-1].startswith(f"digitize: {place / 'out' / NAME}: cannot be written: ")
    assert not list((place / "out").rglob("*.part"))
    assert _convert(place) == 0
    assert len(read_manifest(place / "out" / NAME)) == 2


@pytest.fixture
def small_disk(place):
    """A disk of 300 kB, where this process may make one."""
    (place / "small").mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place / "small")], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no right to mount a small disk")
    yield place / "small"
    subprocess.run(["umount", str(place / "small")], check=True)


def test_a_full_disk_costs_the_documents_that_do_not_fit(place, small_disk, capsys):
    for number in range(6):
        shutil.copy(SAMPLES / "ports.pdf", place / "in" / f"ports-{number}.pdf")
    assert main(["convert", str(place / "in"), "-o", str(small_disk / "out"), "--jobs", "2"]) in (2, 5)
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert all("cannot be written" in line and "No space left" in line for line in lines)
    assert not list(small_disk.rglob("*.part"))
    for tei in small_disk.rglob("*.xml"):
        assert tei.with_name(tei.name.replace(".xml", ".ledger.jsonl")).exists()
    assert isinstance(read_manifest(small_disk / "out" / NAME), list)


@pytest.mark.parametrize("out", ["/proc/out", "/dev/null", "/dev/null/out"])
def test_where_nothing_can_be_written_one_line_says_so(place, capsys, out):
    assert main(["convert", str(place / "in"), "-o", out, "--jobs", "1"]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"digitize: {out}: cannot be written: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named(place, capsys):
    (place / "out").chmod(0o500)
    assert _convert(place) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be written: Permission denied" in line
    (place / "out").chmod(0o700)


@pytest.mark.parametrize("name", [b"bad\xff.txt", b"two\nlines.txt", b"\x01\x1b[31m.txt"])
def test_a_name_that_is_no_text_spoils_no_run(place, capsys, name):
    shutil.copy(SAMPLES / "clean.txt", os.path.join(os.fsencode(place / "in"), name))  # noqa: PTH118
    more = ("-v", "--log-format", "json", "--report", str(place / "run.html"))
    assert _convert(place, *more) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == len(printed.err.splitlines()) == 3
    assert any(json.loads(line)["source"].endswith(os.fsdecode(name)) for line in printed.out.splitlines())
    assert len(read_manifest(place / "out" / NAME)) == 3
    assert _convert(place, "--dry-run") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert (place / "run.html").read_text(encoding="utf-8").count("<a href") == 3
