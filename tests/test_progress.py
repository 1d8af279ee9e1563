"""What a person sees while a run goes on: a bar on a terminal, plain lines elsewhere, nothing where told so."""

from __future__ import annotations

import io

import pytest

from digitize.cli import main
from digitize.progress import EVERY, Lines, Pace, duration, shown
from tests.conftest import SAMPLES


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(("seconds", "words"), [(8, "8 s"), (170, "3 min"), (7500, "2 h 5 min")])
def test_a_time_is_said_in_words(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [(50, 10.0, "5.0 documents/s, 10 s left"), (2, 60.0, "2.0 documents/min, 49 min left")],
)
def test_the_pace_tells_the_rate_and_the_time_left(done, seconds, words):
    clock = Clock()
    pace = Pace(100, clock)
    pace.done, clock.now = done, seconds
    assert str(pace) == words


def test_where_there_is_no_terminal_a_plain_line_comes_now_and_then():
    stream, clock = io.StringIO(), Clock()
    lines = Lines(Pace(100, clock), stream)
    for _ in range(99):
        clock.now += EVERY / 10
        lines.step("name")
    told = stream.getvalue().splitlines()
    assert len(told) == 9
    assert told[0] == "10 of 100 documents, 10.0 documents/min, 9 min left"


def test_a_terminal_shows_a_bar_that_goes_away_and_no_name_can_break_it(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with shown(2, stream, is_quiet=False) as step:
        step("one\nline\N{RIGHT-TO-LEFT OVERRIDE}.pdf")
        step("[bold]two[/bold].pdf")
    told = stream.getvalue()
    assert "2/2" in told
    assert "left  [bold]two[/bold].pdf" in told
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in told
    assert told.endswith("\N{ESCAPE}[2K")  # the line is wiped


def test_quiet_is_quiet_on_a_terminal_too():
    stream = Terminal()
    with shown(1, stream, is_quiet=True) as step:
        step("name")
    assert stream.getvalue() == ""


def test_verbose_tells_of_each_document_on_a_line(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    for name in ("ports.pdf", "clean.txt"):
        (tmp_path / "in" / name).write_bytes((SAMPLES / name).read_bytes())
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    command = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1", "-v"]
    main(command)
    lines = sorted(capsys.readouterr().err.splitlines())
    assert [line.partition(":")[0] for line in lines] == ["clean.txt", "digitize", "ports.pdf"]
    assert lines[2].startswith("ports.pdf: 10 pages (10 trust), 27 of 27 notes anchored, 4 doubts, ")
    main(command)
    assert "clean.txt: 1 page (1 text), 0 of 0 notes anchored, 0 doubts, unchanged" in capsys.readouterr().err
