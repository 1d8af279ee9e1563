"""Runs one reader on one PDF, alone in its process, and prints what it read and what that took, as JSON.

`python peer.py NAME FILE`; `rawdict` is the engine's own extraction, by which all others are measured. Each reader is
imported before the clock starts and runs three times; the fastest counts.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

RUNS = 3
BLOCKS = ("p", "head", "item", "quote", "cell", "byline", "titlePart", "docDate", "publisher", "figDesc")


def pymupdf_text(path: str) -> str:
    """MuPDF's plain text."""
    pymupdf = importlib.import_module("pymupdf")
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def rawdict(path: str) -> str:
    """MuPDF's characters with their places, images left out; its text is not judged."""
    pymupdf = importlib.import_module("pymupdf")
    flags = pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_IMAGES
    with pymupdf.open(path) as document:
        for page in document:
            page.get_text("rawdict", flags=flags)
    return ""


def pdftotext(path: str) -> str:
    """Poppler's command."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def pypdfium2(path: str) -> str:
    """PDFium, the engine of Chromium."""
    document = importlib.import_module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def pdfplumber(path: str) -> str:
    """pdfplumber, on pdfminer."""
    with importlib.import_module("pdfplumber").open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def pypdf(path: str) -> str:
    """pypdf."""
    return "\n".join(page.extract_text() for page in importlib.import_module("pypdf").PdfReader(path).pages)


def qalam(path: str) -> str:
    """qalam, pages that it would send to OCR included."""
    return "\n".join(page.text for page in importlib.import_module("qalam").Document(path))


def arafix(path: str) -> str:
    """arafix."""
    return str(importlib.import_module("arafix").read(path))


def markitdown(path: str) -> str:
    """markitdown."""
    return str(importlib.import_module("markitdown").MarkItDown().convert(path).text_content)


def pymupdf4llm(path: str) -> str:
    """pymupdf4llm, without OCR."""
    return str(importlib.import_module("pymupdf4llm").to_markdown(path, use_ocr=False, show_progress=False))


def digitize_read(path: str) -> str:
    """This project's reading alone, before any layout: its lines."""
    pathlib = importlib.import_module("pathlib")
    source = importlib.import_module("digitize.read").read(pathlib.Path(path))
    return "\n".join(line.text for line in source.lines.values())


def digitize(path: str) -> str:
    """This project's whole way, validated TEI and ledger included: the corrected text."""
    result = importlib.import_module("digitize.pipeline").convert(path)
    root = importlib.import_module("lxml.etree").fromstring(result.tei)
    notes: list[str] = []
    body = _reading_text(root.find("{*}text"), notes)
    return "\n".join([body, *notes])


def _reading_text(element: Any, notes: list[str]) -> str:
    """The corrected text of a TEI element, its notes put aside, as a reader of the TEI has them."""
    parts = [element.text or ""]
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "note":
            notes.append(_reading_text(child, notes))
        elif name not in ("sic", "orig", "fw"):
            parts.append(_reading_text(child, notes))
        parts.append("\n" if name in BLOCKS else "")
        parts.append(child.tail or "")
    return "".join(parts)


READERS: dict[str, Callable[[str], str]] = {
    reader.__name__: reader
    for reader in (
        rawdict, digitize, digitize_read, qalam, arafix, pymupdf_text, pdftotext, pypdfium2, pdfplumber, pypdf,
        markitdown, pymupdf4llm,
    )
}  # fmt: skip
NEEDS_MODULE = {
    "rawdict": "pymupdf", "pymupdf_text": "pymupdf", "digitize": "digitize.pipeline", "digitize_read": "digitize.read",
}  # fmt: skip


def main(name: str, path: str) -> None:
    """Prints the JSON; a reader that fails or is missing gives its reason."""
    try:
        if name != "pdftotext":
            importlib.import_module(NEEDS_MODULE.get(name, name))
        seconds = []
        text = ""
        for _ in range(RUNS):
            start = time.perf_counter()
            text = READERS[name](path)
            seconds.append(time.perf_counter() - start)
        memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(json.dumps({"text": text, "seconds": min(seconds), "megabytes": memory / 1024}))
    except Exception as error:  # a peer may fail in any way of its own
        print(json.dumps({"failed": f"{type(error).__name__}: {error}"[:200]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
