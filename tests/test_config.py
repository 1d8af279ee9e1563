"""Options in a file: the names of the long options, and the command line counts more."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from digitize.cli import main
from digitize.commands.convert import EACH, MANY
from digitize.commands.options import settled
from tests.conftest import SAMPLES

OPTIONS = (*EACH, *MANY)


def _settled(tmp_path, text, **given):
    file = tmp_path / "digitize.toml"
    file.write_text(text, encoding="utf-8")
    return settled(argparse.Namespace(config=file, **given), OPTIONS)


def test_what_the_file_says_holds_and_the_command_line_counts_more(tmp_path):
    text = (
        'jobs = 4\ntimeout = 300\nimages = false\npages = "1-4,9"\nshard = "2/3"\nlog-format = "json"\ndry-run = true\n'
    )
    chosen = _settled(tmp_path, text, jobs=2, images=True)
    assert (chosen.jobs, chosen.timeout, chosen.images) == (2, 300.0, True)
    assert (chosen.pages, chosen.shard, chosen.log_format, chosen.dry_run) == (((1, 4), (9, 9)), (2, 3), "json", True)
    assert (chosen.memory, chosen.force) == (4096, False)  # said by nobody


def test_paths_are_those_beside_the_file(tmp_path):
    chosen = _settled(tmp_path, 'output = "results"\nreport = "/elsewhere/run.html"\n', decisions=Path("mine.jsonl"))
    assert chosen.output == tmp_path / "results"
    assert chosen.report == Path("/elsewhere/run.html")
    assert chosen.decisions == Path("mine.jsonl")


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_on_the_command_line_and_in_the_file(tmp_path, capsys, option):
    with pytest.raises(SystemExit):
        main(["convert", "--help"])
    assert f"--{option.name}" in capsys.readouterr().out.replace("--no-", "--")
    with pytest.raises(Exception, match=rf"{option.name} = \[\] is not"):
        _settled(tmp_path, f"{option.name} = []")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("job = 4", "there is no option 'job'; did you mean 'jobs'?"),
        ("time-out = 4", "did you mean 'timeout'?"),
        ("zzz = 4", "the names are those of digitize convert --help"),
        ("config = 'x'", "there is no option 'config'"),
        ("jobs = 'four'", "jobs = 'four' is not a whole number"),
        ("jobs = '4'", "jobs = '4' is not a whole number"),
        ("jobs = true", "jobs = True is not a whole number"),
        ("jobs = 0", "jobs = 0 is not a whole number from 1 on"),
        ("timeout = nan", "is not a number of seconds"),
        ("images = 1", "images = 1 is not true or false"),
        ("pages = '4-1'", "is not pages such as 1-4,9"),
        ("log-format = 'xml'", "is not text or json"),
        ("jobs 4", "is not TOML"),
    ],
)
def test_what_is_no_option_or_no_value_is_named_in_one_line(tmp_path, capsys, text, says):
    file = tmp_path / "digitize.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["convert", str(SAMPLES), "-o", str(tmp_path / "out"), "--config", str(file)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"digitize: {file}: ")
    assert says in line
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["convert", str(SAMPLES), "-o", str(tmp_path), "--config", str(tmp_path / "none.toml")]) == 5
    assert "none.toml: cannot be read: No such file" in capsys.readouterr().err


def test_a_run_from_a_file_alone(tmp_path, capsys):
    (tmp_path / "digitize.toml").write_text('output = "out"\nquiet = true\nimages = false\n', encoding="utf-8")
    assert main(["convert", str(SAMPLES / "water.pdf"), "--config", str(tmp_path / "digitize.toml")]) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "out" / "water.xml").exists()
    assert not (tmp_path / "out" / "water.images").exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [([], "no output is named"), (["-o", "o", "-q", "-v"], "exclude each other"),
     (["-o", "o", "--facsimile", "--no-images"], "exclude each other")],
)  # fmt: skip
def test_what_is_missing_or_does_not_go_together_is_wrong_usage(capsys, more, says):
    assert main(["convert", str(SAMPLES), *more]) == 1
    assert says in capsys.readouterr().err
