"""A person's side file of metadata: what it says goes before what the document says, and its mistakes are named."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize import Options, convert
from digitize.cli import main
from digitize.errors import DigitizeError
from digitize.side_file import read_side_file
from digitize.tei import validate
from digitize.tei.catalogue import catalogue
from tests.conftest import SAMPLES

CSV = """file,title,authors,date,series,doi,licence,subjects,abstract
damaged.txt,"عنوان، بفاصلة",سلمى حداد؛ John Smith,3 أيار 2020,أوراق,10.1000/182,https://example.org/by/4.0/,نقل; موانئ,خلاصة
other.txt,Other,,,,,,,
"""
TOML = """["damaged.txt"]
title = "عنوان، بفاصلة"
authors = ["سلمى حداد", "John Smith"]
date = "3 أيار 2020"
series = "أوراق"
doi = "10.1000/182"
licence = "https://example.org/by/4.0/"
subjects = ["نقل", "موانئ"]
abstract = "خلاصة"
["other.txt"]
title = "Other"
"""


def _write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("m.csv", CSV), ("m.toml", TOML), ("m.csv", "\N{BYTE ORDER MARK}" + CSV)])
def test_it_overrides_what_the_document_says(tmp_path, name, text):
    result = convert(SAMPLES / "damaged.txt", Options(metadata=read_side_file(_write(tmp_path, name, text))))
    assert validate(result.tei) == ()
    read = catalogue(etree.fromstring(result.tei))
    assert read.title == "عنوان، بفاصلة"
    assert read.authors == ("سلمى حداد", "John Smith")
    assert (read.date, read.when) == ("3 أيار 2020", "2020-05-03")
    assert (read.series, read.identifiers) == ("أوراق", (("DOI", "10.1000/182"),))
    assert (read.licence, read.subjects, read.abstract) == ("https://example.org/by/4.0/", ("نقل", "موانئ"), "خلاصة")
    assert read.publisher == "مركز الجسر للدراسات الاقتصادية"  # the file says nothing of it


def test_both_formats_say_the_same(tmp_path):
    assert read_side_file(_write(tmp_path, "m.csv", CSV)) == read_side_file(_write(tmp_path, "m.toml", TOML))


def test_it_changes_the_header_alone(tmp_path):
    before = convert(SAMPLES / "damaged.txt")
    after = convert(SAMPLES / "damaged.txt", Options(metadata=read_side_file(_write(tmp_path, "m.csv", CSV))))
    text = "{http://www.tei-c.org/ns/1.0}text"
    one, other = (etree.tostring(etree.fromstring(each.tei).find(text)) for each in (before, after))
    assert one == other


def test_it_leaves_documents_that_it_does_not_name_alone(tmp_path):
    options = Options(metadata=read_side_file(_write(tmp_path, "m.csv", CSV)))
    assert convert(SAMPLES / "clean.txt", options).tei == convert(SAMPLES / "clean.txt").tei


def test_a_new_date_takes_the_old_machine_date_away(tmp_path):
    path = _write(tmp_path, "m.csv", "file,date\ndamaged.txt,بعد الحرب\n")
    read = catalogue(etree.fromstring(convert(SAMPLES / "damaged.txt", Options(metadata=read_side_file(path))).tei))
    assert (read.date, read.when) == ("بعد الحرب", "")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("m.csv", "file,titel\na.txt,x\n", "did you mean “title”"),
        ("m.csv", "title\nx\n", "no column “file”"),
        ("m.csv", "file,title\n,x\n", "line 2: names no document"),
        ("m.csv", "file,title\na.txt,x\na.txt,y\n", "line 3: names a.txt a second time"),
        ("m.csv", "file,when\na.txt,2022-13\n", "no date in ISO 8601"),
        ("m.csv", "file,when\na.txt,3/4/2021\n", "no date in ISO 8601"),
        ("m.csv", "file,title\na.txt,x,y\n", "line 2: has more cells"),
        ("m.toml", '["a.txt"\n', "cannot be read as metadata"),
        ("m.toml", '["a.txt"]\ntitle = 2.5\n', "“title” is no text"),
        ("m.toml", 'title = "x"\n', "is no table"),
        ("m.csv", None, "cannot be read as metadata"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, name, text, said):
    path = _write(tmp_path, name, text) if text is not None else tmp_path / name
    with pytest.raises(DigitizeError, match=said) as raised:
        read_side_file(path)
    assert str(path) in str(raised.value)


def test_in_a_collection_only_the_documents_that_it_changes_are_converted_again(tmp_path, capsys):
    side = _write(tmp_path, "m.csv", "file,title\ndamaged.txt,One\nclean.txt,Two\n")
    command = ["convert", str(SAMPLES / "damaged.txt"), str(SAMPLES / "clean.txt"), "-o", str(tmp_path / "out")]
    assert main([*command, "--metadata", str(side)]) == 0
    side.write_text("file,title\ndamaged.txt,One\nclean.txt,Three\n", encoding="utf-8")
    capsys.readouterr()
    assert main([*command, "--metadata", str(side)]) == 0
    assert "1 document converted, 1 unchanged" in capsys.readouterr().out
    assert "Three" in (tmp_path / "out" / "clean.xml").read_text(encoding="utf-8")
