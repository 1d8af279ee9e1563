"""The package document of an EPUB: the catalogue, what a reader who cannot see may expect, all files, and their order."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import regex

from digitize.export.reading import Reading, is_right_to_left

_DATE = regex.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    name: str
    media_type: str
    properties: str = ""
    in_spine: bool = False


def package(reading: Reading, items: Sequence[Item], *, has_pictures: bool, has_pages: bool) -> str:
    """The package document."""
    metadata = "\n".join(
        (*_catalogue(reading, has_pages=has_pages), *_access(has_pictures=has_pictures, has_pages=has_pages))
    )
    names = {item.name: f"item-{number}" for number, item in enumerate(items, 1)}
    manifest = "\n".join(
        f'<item id="{names[item.name]}" href="{item.name}" media-type="{item.media_type}"'
        + (f' properties="{item.properties}"/>' if item.properties else "/>")
        for item in items
    )
    spine = "\n".join(f'<itemref idref="{names[item.name]}"/>' for item in items if item.in_spine)
    nav = next(names[item.name] for item in items if item.properties == "nav")
    direction = ' page-progression-direction="rtl"' if is_right_to_left(reading.lang) else ""
    lang = escape(reading.lang)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{lang}" dir="{"rtl" if direction else "ltr"}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}\n</metadata>\n'
        f'<manifest>\n{manifest}\n</manifest>\n<spine{direction}>\n{spine}\n<itemref idref="{nav}" linear="no"/>\n'
        "</spine>\n</package>\n"
    )


def _catalogue(reading: Reading, *, has_pages: bool) -> Iterator[str]:
    facts = reading.catalogue
    yield f'<dc:identifier id="id">urn:uuid:{_identifier(reading)}</dc:identifier>'
    pairs = [("title", reading.title), ("language", reading.lang), *(("creator", each) for each in facts.authors)]
    pairs += [("publisher", facts.publisher), ("date", facts.when if _DATE.fullmatch(facts.when) else "")]
    pairs += [("description", facts.abstract), *(("subject", each) for each in facts.subjects)]
    pairs += [("rights", facts.licence), *(("identifier", value) for _, value in facts.identifiers)]
    yield from (f"<dc:{name}>{escape(value, quote=False)}</dc:{name}>" for name, value in pairs if value)
    if has_pages:
        yield f'<dc:source id="source">{escape(facts.source or reading.title, quote=False)}</dc:source>'
        yield '<meta refines="#source" property="source-of">pagination</meta>'
    yield f'<meta property="dcterms:modified">{_modified(facts.when)}</meta>'


def _access(*, has_pictures: bool, has_pages: bool) -> Iterator[str]:
    """What the book asks of its reader; schema.org and EPUB Accessibility 1.1 say the words."""
    modes = ["textual", "visual"] if has_pictures else ["textual"]
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["pageNavigation", "pageBreakMarkers"] if has_pages else []
    pairs = [("accessMode", mode) for mode in modes]
    pairs += [("accessModeSufficient", ",".join(modes)), *(("accessibilityFeature", each) for each in features)]
    pairs += [("accessibilityHazard", "none")]
    pairs += [
        (
            "accessibilitySummary",
            "Text with headings, lists, tables and notes as such, made by a program; pictures have no description of "
            "their own beyond their captions."
            if has_pictures
            else "Text with headings, lists, tables and notes as such, made by a program.",
        )
    ]
    yield from (f'<meta property="schema:{name}">{value}</meta>' for name, value in pairs)


def _identifier(reading: Reading) -> uuid.UUID:
    """The same for the same source, whatever the book looks like."""
    text = "\n".join((reading.title, *(block.text for block in reading.blocks())))
    seed = reading.catalogue.sha256 or hashlib.sha256(text.encode()).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{seed}")


def _modified(when: str) -> str:
    """EPUB demands a time of the last change; the date of the document stands for it, since no clock may."""
    found = _DATE.fullmatch(when)
    if found is None:
        return "1980-01-01T00:00:00Z"
    return f"{found['year']}-{found['month'] or '01'}-{found['day'] or '01'}T00:00:00Z"
