"""From a file to a Source: tells by content, not by name, which reader a file needs."""

from __future__ import annotations

import stat
from pathlib import Path

from digitize.errors import UnreadableInput
from digitize.model import Source
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


def read(path: Path) -> Source:
    """Reads a PDF or a text file; raises UnreadableInput (or a kind of it) with the reason and the remedy."""
    data = _bytes(path)
    if is_pdf(data):
        return read_pdf(data, path.name)
    for signature, kind, remedy in _OTHER_KINDS:
        if data.startswith(signature):
            raise UnreadableInput(f"is {kind}, not a PDF or a text", where=path.name, remedy=remedy)
    return read_text(data, path.name)


def _bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise UnreadableInput(f"is {kind}, not a file", where=path.name, remedy="name a file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput("is not there", where=str(path), remedy="check the path") from None
    except PermissionError:
        raise UnreadableInput(
            "cannot be read: no permission", where=path.name, remedy="ask its owner for read access (chmod +r)"
        ) from None
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror}", where=path.name, remedy="check the disk or the path"
        ) from None
    if not data.strip():
        raise UnreadableInput("is empty", where=path.name, remedy="check that it was copied completely")
    return data
