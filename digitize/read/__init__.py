"""From a file to a Source: tells by content, not by name, which reader a file needs."""

from __future__ import annotations

from pathlib import Path

import regex

from digitize.errors import UnreadableInput
from digitize.model import Source
from digitize.page_ranges import Ranges
from digitize.read.files import file_bytes, name_of
from digitize.read.pdf import is_pdf, read_pdf
from digitize.read.text import read_text

# Kinds of files that people pass by mistake; each has a remedy of its own. Signatures: Gary Kessler's list and
# the formats' own specifications.
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document (DOCX, ODT, EPUB)", "export it as PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "export it as PDF or plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text or PDF"),
    (b"\x89PNG", "a PNG picture", "recognise its text first (OCR), then convert that"),
    (b"\xff\xd8\xff", "a JPEG picture", "recognise its text first (OCR), then convert that"),
    (b"II*\x00", "a TIFF picture", "recognise its text first (OCR), then convert that"),
    (b"MM\x00*", "a TIFF picture", "recognise its text first (OCR), then convert that"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"AT&T", "a DjVu document", "convert it to PDF first"),
)

# The beginning and the end of an object; a text about PDFs may show one, only a PDF has many.
_PDF_OBJECT = (
    regex.compile(rb"^\d{1,7} \d{1,5} obj\b", regex.MULTILINE), regex.compile(rb"^endobj\b", regex.MULTILINE),
)  # fmt: skip
MANY = 3
PDF_REACH = 1_000_000  # bytes that are looked through for them


def read(path: Path, pages: Ranges = ()) -> Source:
    """Reads a PDF or a text file, or some of its pages.

    Raises UnreadableInput (or a kind of it) with the reason and the remedy; UsageError where it has no such pages.
    """
    data = file_bytes(path)
    if is_pdf(data):
        return read_pdf(data, name_of(path), pages)
    if all(len(part.findall(data, endpos=PDF_REACH)) >= MANY for part in _PDF_OBJECT):
        raise UnreadableInput(
            "is a PDF without its beginning", where=path.name, remedy="get another copy, or repair it with qpdf"
        )
    for signature, kind, remedy in _OTHER_KINDS:
        if data.startswith(signature):
            raise UnreadableInput(f"is {kind}, not a PDF or a text", where=path.name, remedy=remedy)
    return read_text(data, name_of(path), pages)


def looks_like_pdf(path: Path) -> bool:
    """True for a file that begins as a PDF does, whatever its name; False where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return is_pdf(file.read(1024))
    except OSError:
        return False
