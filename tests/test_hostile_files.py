"""Files that mean harm: each is converted soundly or refused in one line, and the others never notice."""

from __future__ import annotations

import shutil

import pymupdf
import pytest

from digitize import batch
from digitize.errors import NoTextLayer, UnreadableInput
from digitize.read import pdf, read
from digitize.read.pdf import read_pdf
from digitize.read.text import read_text
from digitize.runners import Limits, in_processes
from digitize.tei import parse, validate
from tests import bombs
from tests.conftest import SAMPLES
from tests.processes import files

CLEAN = (SAMPLES / "clean.txt").read_text(encoding="utf-8")
TEXT = "What is printed on this page can be read."
SOUND = "sound"
NO_TEXT = "has no text layer"
DAMAGED = "is damaged"
NO_PAGES = "has no pages"
GIVEN_UP = "twice"

# Every bomb, and what may become of it.
BOMBS = {
    "a content stream of 1.5 GB": (lambda: bombs.inflating(1_500_000_000), (NO_TEXT, DAMAGED, "memory", GIVEN_UP)),
    "a picture of 400 million pixels": (lambda: bombs.inflating_picture(20_000), (SOUND,)),
    "a page tree that is its own branch": (bombs.round_page_tree, (SOUND, NO_PAGES)),
    "a page tree 10,000 deep": (lambda: bombs.deep_page_tree(10_000), (SOUND, NO_PAGES)),
    "100,000 pages that are one": (lambda: bombs.wide_page_tree(100_000), (SOUND, NO_PAGES, GIVEN_UP)),
    "two thousand million pages claimed": (lambda: bombs.claimed_pages(2_000_000_000), (SOUND, NO_PAGES)),
    "less than no pages claimed": (lambda: bombs.claimed_pages(-5), (SOUND, NO_PAGES)),
    "no pages": (bombs.no_pages, (NO_PAGES,)),
    "arrays 10,000 deep": (lambda: bombs.nested(b"[", b"]", 10_000), (SOUND, DAMAGED)),
    "dictionaries 10,000 deep": (lambda: bombs.nested(b"<</A ", b">>", 10_000), (SOUND, DAMAGED)),
    "forms 1,000 deep": (lambda: bombs.nested_forms(1_000), (SOUND, DAMAGED)),
    "a form that draws itself": (lambda: bombs.nested_forms(5, is_round=True), (SOUND,)),
    "forms that draw a text a thousand million times": (
        lambda: bombs.nested_forms(30, times=2), (SOUND, DAMAGED, "memory", GIVEN_UP)
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All bombs converted in one run, with a sound document among them."""
    place = tmp_path_factory.mktemp("bombs")
    source, out = place / "in", place / "out"
    source.mkdir()
    for name, (made, _) in BOMBS.items():
        (source / f"{name}.pdf").write_bytes(made())
    shutil.copy(SAMPLES / "ports.pdf", source)
    jobs, _ = batch.plan([source], out)
    limits = Limits(2, timeout=30.0, memory=1000)
    found = {
        outcome.job.source.stem: outcome
        for outcome in batch.run(jobs, folder=out, runner=lambda *given: in_processes(*given, limits=limits))
    }
    return found, out, set(place.rglob("*")) - set(out.rglob("*"))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_converted_soundly_or_refused_in_one_line(run, name):
    outcome, allowed = run[0][name], BOMBS[name][1]
    if outcome.error is None:
        assert SOUND in allowed
        tei = outcome.job.target.read_bytes()
        assert validate(tei) == ()
        assert TEXT in " ".join(parse.blocks(tei).values())
    else:
        message = str(outcome.error)
        assert len(message.splitlines()) == 1
        assert message.startswith(f"{name}.pdf: ")
        assert any(words in message for words in allowed), message
        assert not outcome.job.target.exists()
        assert not outcome.job.ledger.exists()


def test_bombs_harm_no_neighbour_and_leave_nothing(run):
    found, out, around = run
    assert found["ports"].status == "converted"
    assert len(found) == len(BOMBS) + 1
    assert not list(out.rglob("*.part"))
    assert {path.name for path in around} == {"in", "out", "ports.pdf", *(f"{name}.pdf" for name in BOMBS)}
    assert {name.partition(".")[0] for name in files(out)} == {
        name for name, outcome in found.items() if outcome.error is None
    }


def test_pages_that_cannot_be_read_are_not_called_pictures():
    with pytest.raises(UnreadableInput, match="1 page, and the page cannot be read") as error:
        read_pdf(bombs.nested_forms(1_000), "a.pdf")
    assert not isinstance(error.value, NoTextLayer)


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("UTF-32, little end first", b"\xff\xfe\0\0" + CLEAN.encode("utf-32-le")),
        ("UTF-32, big end first", b"\0\0\xfe\xff" + CLEAN.encode("utf-32-be")),
        ("UTF-16, big end first", b"\xfe\xff" + CLEAN.encode("utf-16-be")),
    ],
)
def test_wide_encodings_with_a_mark_are_read(label, data):
    read, plain = (read_text(each, "a.txt") for each in (data, CLEAN.encode()))
    assert read.lines == plain.lines, label


@pytest.mark.parametrize(
    ("label", "data", "says"),
    [
        ("UTF-16 and an odd byte", CLEAN.encode("utf-16") + b"a", "says that it is utf-16-le"),
        ("UTF-32 and odd bytes", b"\xff\xfe\0\0" + CLEAN.encode("utf-32-le") + b"ab", "says that it is utf-32-le"),
        ("UTF-16 with a lone surrogate", b"\xff\xfea\0\x00\xd8a\0", "says that it is utf-16-le"),
        ("UTF-16 without a mark", CLEAN.encode("utf-16-le"), "neither a PDF nor a text"),
        ("a NUL", CLEAN.encode()[:99] + b"\0" + CLEAN.encode()[99:], "neither a PDF nor a text"),
        ("a byte order mark alone", b"\xff\xfe", "holds no characters"),
    ],
)
def test_what_no_decoding_fits_is_refused(label, data, says):
    with pytest.raises(UnreadableInput, match=says) as error:
        read_text(data, "a.txt")
    assert len(str(error.value).splitlines()) == 1, label


@pytest.mark.parametrize("bad", [b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\uffff".encode(), b"\xd9\xd9\xd9"])
def test_a_few_spoilt_bytes_spoil_no_other_letter(tmp_path, bad):
    """Bytes that are no UTF-8 are gaps with a doubt, and the text is not taken for another encoding."""
    words = CLEAN.encode().split(b" ")
    (tmp_path / "spoilt.txt").write_bytes(b" ".join([*words[:30], bad, *words[30:]]))
    jobs, _ = batch.plan([tmp_path / "spoilt.txt"], tmp_path / "out")
    (outcome,) = batch.run(jobs)
    assert (outcome.status, outcome.doubts) == ("converted", 1)
    tei = outcome.job.target.read_bytes()
    assert validate(tei) == ()
    assert tei.count(b'<gap reason="illegible"') == 1
    assert "cannot be read: each is a gap" in tei.decode()
    read = set(" ".join(parse.blocks(tei).values()).split())
    assert len(set(CLEAN.split()) - read) <= 2


def test_windows_1256_is_still_windows_1256():
    lines = [line.replace("\N{ARABIC LETTER ALEF WASLA}", "ا") for line in CLEAN.splitlines() if line]
    text = "\n".join(line for line in lines if not set(line) - set(line.encode("cp1256", "ignore").decode("cp1256")))
    assert len(text) > 500
    assert read_text(text.encode("cp1256"), "a.txt").metadata == (("decoding", "windows-1256"),)


def test_a_pdf_without_its_beginning_is_no_text_and_a_text_about_pdfs_is(tmp_path):
    (tmp_path / "cut.pdf").write_bytes((SAMPLES / "ports.pdf").read_bytes()[2000:])
    with pytest.raises(UnreadableInput, match="is a PDF without its beginning"):
        read(tmp_path / "cut.pdf")
    about = tmp_path / "about.txt"
    about.write_text(f"{CLEAN}\n1 0 obj\n<</Type/Catalog>>\nendobj\n", encoding="utf-8")
    assert read(about).reader == "text"


def test_a_broken_font_is_parsed_once_and_not_for_every_word():
    """MuPDF parses an object that cannot be parsed again at every use; .01 s became 15 s."""
    words = b"BT /F1 12 Tf 72 700 Td (word) Tj ET\n" * 3
    objects = bombs.one_page(bombs.stream(words))
    objects[9] = b"<</Type/Font /Subtype 5 0 R /BaseFont [ >>"
    document = pymupdf.open(stream=bombs.pdf(objects))
    pdf._without_broken_objects(document)
    assert document.xref_object(9) == "null"
    assert [document.xref_object(xref) for xref in (1, 3, 4)] == [
        pymupdf.open(stream=bombs.pdf(objects)).xref_object(xref) for xref in (1, 3, 4)
    ]


def test_a_table_of_objects_that_a_repair_shortens_is_no_fault():
    class Shrinking:
        """A document whose table has become shorter than it said, as MuPDF's is after a repair."""

        def xref_length(self):
            return 3

        def xref_object(self, xref):
            raise RuntimeError(f"object {xref} is out of range")

        def update_object(self, xref, text):
            raise RuntimeError(f"bad xref: {xref} {text}")

    pdf._without_broken_objects(Shrinking())
