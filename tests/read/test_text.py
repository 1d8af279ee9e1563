"""Reading plain text: its encoding, its lines, its pages."""

from __future__ import annotations

import pytest

from digitize.errors import UnreadableInput
from digitize.read import read
from digitize.read.text import read_text

TEXT = "مقدمة:\nشهدت سنة 2021 سلسلة حوارات.\n"


def _pages(text: str) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in read_text(text.encode(), "x.txt").pages]


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("UTF-8", TEXT.encode()),
        ("UTF-8 with a byte order mark", b"\xef\xbb\xbf" + TEXT.encode()),
        ("UTF-16, little end first", b"\xff\xfe" + TEXT.encode("utf-16-le")),
        ("UTF-16, big end first", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("Windows-1256", TEXT.encode("cp1256")),
        ("UTF-8 taken for Latin-1 and saved again", TEXT.encode().decode("latin-1").encode()),
        ("line ends of Windows", TEXT.replace("\n", "\r\n").encode()),
    ],
)
def test_reads_the_same_lines_from_every_encoding(label, data):
    source = read_text(data, "x.txt")
    assert [line.text for line in source.pages[0].lines] == TEXT.splitlines(), label


@pytest.mark.parametrize(
    ("label", "data", "says"),
    [
        ("binary", bytes(range(256)) * 4, "neither a PDF nor a text"),
        ("NUL among letters", "نص".encode() + b"\0\1\2" * 40, "neither a PDF nor a text"),
        ("Latin text in Windows-1252", "Édouard à Genève".encode("cp1252"), "neither a PDF nor a text"),
        ("UTF-16 cut in the middle of a character", b"\xff\xfe\x00\xd8", "says that it is"),
        ("nothing but spaces", b" \n \n", "holds no characters"),
    ],
)
def test_refuses_what_is_no_text_in_one_line(label, data, says):
    with pytest.raises(UnreadableInput) as error:
        read_text(data, "x.txt")
    assert says in str(error.value), label
    assert str(error.value).startswith("x.txt: ")
    assert "\n" not in str(error.value)


def test_form_feeds_part_pages_and_an_empty_page_stays():
    assert _pages("أول\n\fثان\n\f\fرابع\n") == [["أول"], ["ثان"], [], ["رابع"]]


def test_a_wide_gap_behind_footnotes_parts_pages():
    text = "نص الصفحة الأولى.¹\n\n¹ حاشية أولى.\n\n\n\nنص الصفحة الثانية.²\n\n² حاشية ثانية.\n"
    assert [page[0] for page in _pages(text)] == ["نص الصفحة الأولى.¹", "نص الصفحة الثانية.²"]


def test_a_wide_gap_behind_a_page_number_parts_pages():
    assert len(_pages("نص.\n\n1\n\n\n\nنص آخر.\n\n2\n")) == 2


def test_a_wide_gap_inside_the_text_parts_nothing():
    assert len(_pages("فقرة أولى.\n\n\n\nفقرة ثانية.\n")) == 1


def test_counts_the_blank_lines_above_each_line():
    source = read_text("أ\n\n\nب\nج\n".encode(), "x.txt")
    assert [line.blank_before for line in source.pages[0].lines] == [0, 2, 0]


@pytest.mark.parametrize(
    ("label", "name", "data", "says"),
    [
        ("empty", "a.txt", b"", "is empty"),
        ("office document", "a.docx", b"PK\x03\x04" + b"\0" * 40, "ZIP archive or an office document"),
        ("picture", "a.pdf", b"\x89PNG\r\n", "a PNG picture"),
    ],
)
def test_tells_files_of_other_kinds_by_their_content(tmp_path, label, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as error:
        read(path)
    assert says in str(error.value), label


def test_says_that_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UnreadableInput, match="is a folder"):
        read(tmp_path)


def test_says_that_a_file_is_not_there(tmp_path):
    with pytest.raises(UnreadableInput, match="is not there"):
        read(tmp_path / "none.pdf")
