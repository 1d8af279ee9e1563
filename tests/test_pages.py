"""Some pages of a document: they keep their numbers, and nothing is read across those that were left out."""

from __future__ import annotations

from itertools import pairwise

import pymupdf
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from digitize.cli import main
from digitize.model import page_of
from digitize.options import Options
from digitize.page_ranges import chosen, ranges_of, words
from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from digitize.read.text import read_text
from digitize.records import read_records
from digitize.tei import parse, validate
from tests.conftest import SAMPLES
from tests.damage import PARAGRAPHS

BODY = "وقد بدأت الحكاية حين وصل الوفد إلى المدينة، وكان في استقباله جمع من الناس ينتظرون منذ الصباح"


@given(st.sets(st.integers(1, 40), min_size=1))
def test_ranges_are_the_pages_that_they_name(pages):
    ranges = ranges_of(",".join(map(str, sorted(pages, reverse=True))))
    assert chosen(ranges, 40, "a.pdf") == sorted(pages)
    assert ranges_of(words(ranges)) == ranges
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(ranges))


@pytest.mark.parametrize("text", ["", "0", "4-3", "1-", "-3", "a", "1,,2", "1-2-3", "9" * 30])
def test_what_are_no_pages_is_wrong_usage(tmp_path, capsys, text):
    with pytest.raises(SystemExit) as left:
        main(["convert", str(SAMPLES), "-o", str(tmp_path / "out"), f"--pages={text}"])
    assert left.value.code == 1
    assert "such as 1-4,9" in capsys.readouterr().err


def test_pages_keep_their_numbers_labels_and_texts():
    data = (SAMPLES / "ports.pdf").read_bytes()
    whole, part = (convert_source(read_pdf(data, "ports.pdf", pages)) for pages in ((), ((3, 4), (7, 7))))
    breaks = regex.compile(r'<pb xml:id="pb-\d+"[^>]*/>')
    found = breaks.findall(part.tei.decode())
    assert [regex.search(r"pb-(\d+)", each)[1] for each in found] == ["3", "4", "7"]
    assert set(found) <= set(breaks.findall(whole.tei.decode()))
    assert {page_of(name) for name in part.document.source.lines} == {3, 4, 7}
    assert all(
        part.document.source.lines[name] == whole.document.source.lines[name] for name in part.document.source.lines
    )
    assert part.account.is_closed
    assert part.account.read < whole.account.read
    words_of_part, words_of_whole = (set(" ".join(parse.blocks(each.tei).values()).split()) for each in (part, whole))
    assert words_of_part <= words_of_whole


@pytest.mark.parametrize("number", range(1, 11))
def test_every_page_can_be_converted_alone(number):
    result = convert_source(read_pdf((SAMPLES / "ports.pdf").read_bytes(), "ports.pdf", ((number, number),)))
    assert validate(result.tei) == ()
    assert [page.number for page in result.document.source.pages] == [number]


def test_a_sentence_goes_on_over_a_page_end_but_not_over_pages_left_out():
    text = "\f".join(f"{paragraph.rstrip('.')} وهو" for paragraph in PARAGRAPHS[:5])
    result = convert_source(read_text(text.encode(), "a.txt", ((1, 2), (4, 5))))
    assert [sorted(set(map(page_of, block.lines))) for block in result.document.blocks] == [[1, 2], [4, 5]]


def test_the_ledger_tells_the_pages_and_verification_reads_the_same(tmp_path, capsys):
    target = tmp_path / "ports.xml"
    assert main(["convert", str(SAMPLES / "ports.pdf"), "-o", str(target), "--pages", "7,3-4"]) == 0
    assert read_records(tmp_path / "ports.ledger.jsonl")[0]["chosen"] == "3-4,7"
    assert main(["verify", str(target), "--against", str(SAMPLES / "ports.pdf")]) == 0
    assert "nothing is lost, nothing is invented" in capsys.readouterr().out


def test_other_pages_make_another_result_and_the_same_pages_none(tmp_path, capsys):
    command = ["convert", str(SAMPLES / "damaged.txt"), "-o", str(tmp_path), "--pages"]
    assert main([*command, "1-2"]) == 0
    two = (tmp_path / "damaged.xml").read_bytes()
    assert main([*command, "2,1"]) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert main([*command, "1-3"]) == 0
    assert "pb-3" in (tmp_path / "damaged.xml").read_text(encoding="utf-8")
    assert b"pb-3" not in two


def test_pages_that_a_document_does_not_have_fail_for_it_alone(tmp_path, capsys):
    command = ["convert", str(SAMPLES / "ports.pdf"), str(SAMPLES / "water.pdf"), "-o", str(tmp_path)]
    assert main([*command, "--pages", "8-9"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "water.pdf: has 7 pages, none of number 9" in line
    assert (tmp_path / "ports.xml").exists()
    assert main([str(each) for each in (*command[:2], "-o", tmp_path / "one", "--pages", "11")]) == 1


def test_a_page_without_text_alone_is_named():
    document = pymupdf.open(SAMPLES / "ports.pdf")
    document.new_page()
    data = document.tobytes()
    with pytest.raises(Exception, match="no text layer: 1 page"):
        read_pdf(data, "a.pdf", ((11, 11),))
    assert convert_source(read_pdf(data, "a.pdf", ((10, 11),))).account.is_closed
    empty = convert_source(read_text(f"{BODY}.\f\f{BODY}.".encode(), "a.txt", ((2, 2),)), Options())
    assert validate(empty.tei) == ()


def test_page_breaks_out_of_order_are_no_valid_tei():
    tei = convert_source(read_text(f"{BODY}.\f{BODY}.\f{BODY}.".encode(), "a.txt", ((1, 1), (3, 3)))).tei.decode()
    assert validate(tei.encode()) == ()
    turned = tei.replace("pb-1", "pb-x").replace("pb-3", "pb-1").replace("pb-x", "pb-3")
    assert any("page 1 follows page 3" in str(each) for each in validate(turned.encode()))
