"""The law of exports: the text of every one of them is the text of the TEI, character for character, notes and all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import digitize
from digitize.export import FORMATS
from digitize.export.document import read
from digitize.export.pictures import Pictures
from digitize.tei import parse
from tests.conftest import ROOT
from tests.export.documents import documents, texts_of
from tests.export.readers import READERS, MarkdownIt

EXPECTED = sorted((ROOT / "samples" / "expected").glob("*.xml"))
SHARED = ROOT.parent / "shared"
SOURCES = sorted((SHARED / "corpus" / "dev").glob("*.ocr-*.txt")) + sorted((SHARED / "seed").glob("zaytouna*"))
NOWHERE = Pictures(Path("/nowhere"))

needs_parser = pytest.mark.skipif(MarkdownIt is None, reason="markdown-it-py and mdit-py-plugins are not installed")
formats = pytest.mark.parametrize(
    "to", [pytest.param(to, marks=needs_parser if to == "markdown" else ()) for to in FORMATS]
)


def _exported(data: bytes, to: str):
    return READERS[to](FORMATS[to](read(data, "document"), NOWHERE))


@formats
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_text_of_samples_is_kept(path, to):
    data = path.read_bytes()
    assert _exported(data, to) == texts_of(data, printed=to == "diplomatic")


@pytest.mark.skipif(not SOURCES, reason="no ../shared beside the checkout")
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_text_of_shared_documents_is_kept(path):
    data = digitize.convert(path).tei
    for to in FORMATS:
        if to != "markdown" or MarkdownIt is not None:
            assert _exported(data, to) == texts_of(data, printed=to == "diplomatic"), to


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_what_the_law_compares_with_is_what_the_account_reads(path):
    data = path.read_bytes()
    blocks, notes = texts_of(data)
    read_by_account = list(parse.blocks(data).values())
    assert sorted("".join((*blocks, *notes)).replace(" ", "")) == sorted("".join(read_by_account).replace(" ", ""))
    assert set(notes) <= set(read_by_account)


@formats
@given(made=documents())
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_the_text_of_any_document_is_kept(made, to):
    assert _exported(made.tei(), to) == made.texts(printed=to == "diplomatic")


@pytest.mark.parametrize("to", FORMATS)
@given(made=documents())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_document_makes_the_same_bytes(made, to):
    first, second = (FORMATS[to](read(made.tei(), "document"), NOWHERE) for _ in range(2))
    assert first == second
