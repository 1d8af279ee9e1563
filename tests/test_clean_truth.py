"""Clean texts stay as they are: written as text and set as PDF, no letter, digit or mark of them is edited.

The texts are those of the samples, and, where it lies beside the project, of the corpus whose truth is known exactly.
"""

from __future__ import annotations

import html
import io
import json
import os
import unicodedata
from pathlib import Path

import pymupdf
import pytest

from digitize.edits import Replace, State
from digitize.model import Role
from digitize.pipeline import convert_source
from digitize.read.pdf import read_pdf
from digitize.read.text import read_text
from tests.conftest import ROOT, SAMPLES

CORPUS = Path(os.environ.get("DIGITIZE_CORPUS", ROOT.parent / "shared" / "corpus" / "dev"))
NAMES = ("d1-ports", "d2-water", "d3-railway", "d4-digital")


def _truth(name: str) -> list[str]:
    """The paragraphs of a document and of its notes, exactly."""
    if name == "sample":
        return [line for line in (SAMPLES / "clean.txt").read_text(encoding="utf-8").splitlines() if len(line) > 80]
    path = CORPUS / f"{name}.chrome.truth.json"
    if not path.exists():
        pytest.skip(f"the corpus is not here ({path.name}); set DIGITIZE_CORPUS to its folder")
    truth = json.loads(path.read_text(encoding="utf-8"))
    runs = [block["runs"] for block in truth["blocks"] if block["type"] in ("heading", "p", "quote")]
    runs += [item["runs"] for block in truth["blocks"] if block["type"] == "list" for item in block["items"]]
    runs += [paragraph for note in truth["notes"] for paragraph in note["paras"]]
    return ["".join(run.get("t", run.get("url", "")) for run in each) for each in runs]


def _pdf(paragraphs: list[str]) -> bytes:
    """The paragraphs set by MuPDF's own typesetter, in its own Arabic font."""
    body = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
    story = pymupdf.Story(f'<html dir="rtl"><body dir="rtl" style="font-size:12px">{body}</body></html>')
    data = io.BytesIO()
    writer = pymupdf.DocumentWriter(data)
    more = 1
    while more:
        device = writer.begin_page(pymupdf.paper_rect("a4"))
        more, _ = story.place(pymupdf.Rect(60, 60, 535, 782))
        story.draw(device)
        writer.end_page()
    writer.close()
    return data.getvalue()


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum() or unicodedata.combining(char))


def _edits_of_letters(result) -> list[str]:
    return [
        f"{edit.by}: {change.before} to {change.after}"
        for edit in result.ledger
        if edit.state is State.APPLIED
        for change in edit.changes
        if isinstance(change, Replace)
        and _letters("".join(piece.text for piece in change.before))
        != _letters("".join(piece.text for piece in change.after))
    ]


@pytest.mark.parametrize("name", ["sample", *NAMES])
def test_no_letter_of_a_clean_text_is_edited(name):
    text = "\n\n".join(_truth(name)) + "\n"
    result = convert_source(read_text(text.encode(), "clean.txt"))
    assert _edits_of_letters(result) == []
    assert result.account.is_closed


@pytest.mark.parametrize("name", ["sample", *NAMES])
def test_no_letter_of_a_clean_print_is_edited(name):
    result = convert_source(read_pdf(_pdf(_truth(name)), "clean.pdf"))
    assert _edits_of_letters(result) == []
    assert result.account.is_closed


def test_a_clean_print_is_read_letter_by_letter():
    paragraphs = _truth("sample")
    result = convert_source(read_pdf(_pdf(paragraphs), "clean.pdf"))
    read = "".join(_letters(block.text) for block in result.document.blocks if block.label.role is not Role.PAGE_NUMBER)
    assert read == "".join(_letters(each) for each in paragraphs)
