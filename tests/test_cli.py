"""The command as a user meets it: what it prints, what it writes, how it leaves."""

from __future__ import annotations

import shutil

import pytest

from digitize.cli import main
from digitize.tei import validate


@pytest.fixture
def folder(tmp_path, samples):
    """A folder with a PDF under a text's name, a text, and a file that is neither."""
    place = tmp_path / "in"
    place.mkdir()
    shutil.copy(samples / "water.pdf", place / "report.dat")
    shutil.copy(samples / "clean.txt", place / "clean.txt")
    (place / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return place


def test_converts_a_folder_telling_files_by_content(folder, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["convert", str(folder), "-o", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir() if not path.name.startswith(".")) == [
        "clean.ledger.jsonl", "clean.xml", "manifest.jsonl", "report.images", "report.ledger.jsonl", "report.xml",
    ]  # fmt: skip
    assert all(validate(path.read_bytes()) == () for path in out.glob("*.xml"))
    printed = capsys.readouterr()
    assert "2 documents converted, 0 failed" in printed.out
    assert "closed" in printed.out
    assert printed.err == ""


def test_one_bad_file_does_not_stop_the_others(folder, tmp_path, capsys):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    out = tmp_path / "out"
    assert main(["convert", str(folder), "-o", str(out)]) == 2
    assert (out / "clean.xml").exists()
    assert not list(out.glob("broken*"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "broken.pdf" in lines[0]


def test_keeps_what_exists_unless_told_otherwise(samples, tmp_path, capsys):
    target = tmp_path / "one.xml"
    target.write_text("mine", encoding="utf-8")
    command = ["convert", str(samples / "clean.txt"), "-o", str(target)]
    assert main(command) == 5
    assert target.read_text(encoding="utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0
    assert validate(target.read_bytes()) == ()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "damaged"),
        ("word.docx", b"PK\x03\x04" + bytes(30), "office document"),
    ],
)
def test_bad_input_gets_one_line_and_an_exit_code(tmp_path, capsys, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["convert", str(path), "-o", str(tmp_path / "out")]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert name in line
    assert says in line
    assert not list(tmp_path.glob("out/*.xml")) + list(tmp_path.glob("out/*.ledger.jsonl"))


def test_a_folder_without_documents_is_wrong_usage(tmp_path, capsys):
    assert main(["convert", str(tmp_path), "-o", str(tmp_path / "out")]) == 1
    assert "holds no PDF" in capsys.readouterr().err


def test_clean_prints_the_text_and_its_edits(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("منظمـــة دولية.\n", encoding="utf-8")
    assert main(["clean", str(path), "--explain"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "منظمة دولية.\n"
    assert "stretching" in printed.err


def test_explains_every_edit_of_a_result(samples, tmp_path, capsys):
    target = tmp_path / "damaged.xml"
    assert main(["convert", str(samples / "damaged.txt"), "-o", str(target)]) == 0
    capsys.readouterr()
    assert main(["explain", str(target)]) == 0
    printed = capsys.readouterr().out
    for name in ("homoglyphs", "broken-urls", "split-paragraphs", "note-calls", "account"):
        assert name in printed


def test_lists_the_passes_with_a_sentence_each(capsys):
    assert main(["passes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 14
    assert all(line.rstrip().endswith((".", ")")) or len(line) > 30 for line in lines)


def test_validate_says_where_and_what(samples, tmp_path, capsys):
    target = tmp_path / "clean.xml"
    main(["convert", str(samples / "clean.txt"), "-o", str(target)])
    capsys.readouterr()
    target.write_text(target.read_text(encoding="utf-8").replace("<body>", "<body><paragraph/>"), encoding="utf-8")
    assert main(["validate", str(target)]) == 4
    printed = capsys.readouterr().out
    assert "paragraph" in printed
    assert "0 of 1 valid" in printed
