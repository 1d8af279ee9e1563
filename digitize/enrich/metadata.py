"""Title, authors, date and publisher of a document: from its title page, else from above its text, else from the file."""

from __future__ import annotations

import regex

from digitize.enrich.dates import iso
from digitize.metadata import Metadata
from digitize.model import Document, Role

_PLACE = regex.compile(r"(?P<publisher>.*\S)\s*(?:\s[-–—]\s*|،\s*)(?P<place>\p{L}+(?:\s\p{L}+)?)")


def from_document(document: Document) -> Metadata:
    """What the document says of itself; the title is never empty, the file's name stands in for it at the last."""
    facts = dict(document.source.metadata)
    title = " ".join(_texts(document, Role.TITLE)) or facts.get("title", "").strip() or document.source.name
    authors = tuple(name for text in _texts(document, Role.BYLINE) for name in _names(text))
    if not authors and facts.get("author", "").strip():
        authors = (facts["author"].strip(),)
    date = next(iter(_texts(document, Role.DATE)), "")
    publisher, place = _publisher(" ".join(_texts(document, Role.PUBLISHER)))
    return Metadata(title, authors, date, iso(date), publisher, place)


def _texts(document: Document, role: Role) -> list[str]:
    """The texts of a role on the title page, else in the body; each once."""
    for front in (True, False):
        found = [
            " ".join(block.reading_text.split()) for block in document.with_role(role) if block.label.front is front
        ]
        if found:
            return list(dict.fromkeys(found))
    return []


def _names(text: str) -> list[str]:
    """One name for each author; only a semicolon parts them for sure."""
    return [name for part in regex.split(r"\s*[؛;]\s*", text) if (name := part.strip())]


def _publisher(text: str) -> tuple[str, str]:
    """An institution and its place: `مركز الزيتونة للدراسات والاستشارات - بيروت`."""
    found = _PLACE.fullmatch(text.strip())
    return (found["publisher"], found["place"]) if found else (text.strip(), "")
