"""`digitize export`: files in, files out, and what happens where something is wrong."""

from __future__ import annotations

import pytest

from digitize.cli import main
from digitize.export import FORMATS
from tests.conftest import ROOT
from tests.export.conftest import BODY, png, tei

EXPECTED = ROOT / "samples" / "expected"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "in" / "report.xml"
    path.parent.mkdir()
    path.write_bytes(tei(BODY))
    path.with_name("pic.png").write_bytes(png())
    return path


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("txt", "report.txt"),
        ("diplomatic", "report.diplomatic.txt"),
        ("html", "report.html"),
        ("epub", "report.epub"),
        ("markdown", "report.md"),
        ("jsonl", "report.jsonl"),
    ],
)
def test_a_file_becomes_a_file_of_its_name(document, tmp_path, to, name):
    assert main(["export", str(document), "--to", to, "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / name).stat().st_size


def test_every_format_is_tried_above():
    assert set(FORMATS) == {"txt", "diplomatic", "html", "epub", "markdown", "jsonl"}


def test_a_folder_keeps_its_tree(tmp_path, capsys):
    (tmp_path / "in" / "part").mkdir(parents=True)
    for name in ("a.xml", "part/b.xml"):
        (tmp_path / "in" / name).write_bytes(tei("<p>نص</p>"))
    assert main(["export", str(tmp_path / "in"), "--to", "txt", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "part" / "b.txt").read_text(encoding="utf-8") == "نص\n"
    assert "2 of 2 exported" in capsys.readouterr().out


def test_two_of_the_same_name_do_not_meet(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.xml").write_bytes(tei(f"<p>{name}</p>"))
    inputs = [str(tmp_path / name / "x.xml") for name in ("one", "two")]
    assert main(["export", *inputs, "--to", "txt", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "x.txt").read_text(encoding="utf-8") == "one\n"
    assert (tmp_path / "out" / "x-2.txt").read_text(encoding="utf-8") == "two\n"


def test_results_that_exist_are_not_replaced_without_force(document, tmp_path, capsys):
    target = tmp_path / "report.txt"
    target.write_text("mine")
    command = ["export", str(document), "--to", "txt", "-o", str(tmp_path)]
    assert main(command) == 5
    assert target.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("تقرير الماء")


@pytest.mark.parametrize("data", [None, b"", b"<TEI", b"<html/>"])
def test_a_bad_file_is_named_with_a_remedy(tmp_path, capsys, data):
    path = tmp_path / "bad.xml"
    if data is not None:
        path.write_bytes(data)
    assert main(["export", str(path), "--to", "html", "-o", str(tmp_path / "out")]) == 5
    error = capsys.readouterr().err
    assert error.startswith(f"digitize: {path}: ")
    assert "; " in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_bad_file_stops_no_other(document, tmp_path, capsys):
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"<TEI")
    assert main(["export", str(bad), str(document), "--to", "txt", "-o", str(tmp_path / "out")]) == 2
    assert (tmp_path / "out" / "report.txt").exists()
    assert "1 of 2 exported" in capsys.readouterr().out


def test_an_empty_folder_is_wrong_usage(tmp_path):
    assert main(["export", str(tmp_path), "--to", "txt", "-o", str(tmp_path / "out")]) == 1


def test_pictures_that_are_not_there_are_told_and_stop_nothing(document, tmp_path, capsys):
    document.with_name("pic.png").unlink()
    assert main(["export", str(document), "--to", "epub", "-o", str(tmp_path / "out")]) == 0
    assert "pic.png" in capsys.readouterr().err


def test_markdown_brings_its_pictures_and_text_does_not(document, tmp_path):
    for to in ("markdown", "txt"):
        assert main(["export", str(document), "--to", to, "-o", str(tmp_path / to)]) == 0
    assert (tmp_path / "markdown" / "report.pictures" / "picture-1.png").read_bytes() == png()
    assert [path.name for path in (tmp_path / "txt").iterdir()] == ["report.txt"]


def test_samples_are_exported_without_a_word(tmp_path, capsys):
    for to in FORMATS:
        assert main(["export", str(EXPECTED), "--to", to, "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
