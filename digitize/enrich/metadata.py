"""Title, authors, date and publisher of a document: from its title page, else from above its text, else from the file."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from digitize.enrich.dates import iso
from digitize.metadata import Metadata
from digitize.model import Block, Document, Role
from digitize.text import letters

_PLACE = regex.compile(r"(?P<publisher>.*\S)\s*(?:\s[-–—]\s*|،\s*)(?P<place>[\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+)?)")
_ABSTRACT = frozenset(
    letters(name)
    for name in ("ملخص", "الملخص", "ملخص تنفيذي", "الملخص التنفيذي", "ملخص الدراسة", "ملخص البحث", "مستخلص", "المستخلص",
                 "Abstract", "Summary", "Executive Summary", "Résumé")
)  # fmt: skip


def from_document(document: Document) -> Metadata:
    """What the document says of itself; the title is never empty, the file's name stands in for it at the last."""
    facts = dict(document.source.metadata)
    title = " ".join(_texts(document, Role.TITLE)) or facts.get("title", "").strip() or document.source.name
    authors = tuple(name for text in _texts(document, Role.BYLINE) for name in _names(text))
    if not authors and facts.get("author", "").strip():
        authors = (facts["author"].strip(),)
    date = next(iter(_texts(document, Role.DATE)), "")
    publisher, place = _publisher(" ".join(_texts(document, Role.PUBLISHER)))
    return Metadata(title, authors, date, iso(date), publisher, place, abstracts=tuple(_abstracts(document)))


def is_abstract(heading: Block) -> bool:
    """True for the heading of an abstract."""
    return letters(heading.reading_text) in _ABSTRACT


def _abstracts(document: Document) -> Iterator[str]:
    """The paragraphs below each heading of an abstract, as one text; the next heading ends it."""
    paragraphs: list[str] | None = None
    for block in document.blocks:
        if block.label.role is Role.HEADING:
            if paragraphs:
                yield "\n".join(paragraphs)
            paragraphs = [] if is_abstract(block) else None
        elif paragraphs is not None and block.label.role in (Role.BODY, Role.LIST, Role.QUOTE):
            paragraphs.append(" ".join(block.reading_text.split()))
    if paragraphs:
        yield "\n".join(paragraphs)


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
