"""Dublin Core from the header's catalogue: the one mapping, in the fifteen elements and in DSpace's qualified form.

The elements are those of the Dublin Core Metadata Element Set (ISO 15836-1), the types those of the DCMI Type Vocabulary,
dates W3CDTF, as exact as printed. The qualifiers are those of DSpace's own registry (`dublin-core-types.xml`), which
says of `creator` and `source` “Do not use; only for harvested metadata” and of `identifier.doi` that it is for DOIs that
the repository mints. The place of publication has no element in Dublin Core; the TEI has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml import etree

from digitize.archive.deposit import Deposit, Kind, Part
from digitize.archive.names import in_words
from digitize.tei.catalogue import Catalogue
from digitize.tei.names import LANG

ELEMENTS = ("title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
            "identifier", "source", "language", "relation", "coverage", "rights")  # fmt: skip

_DC = "http://purl.org/dc/elements/1.1/"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_W3CDTF = regex.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TYPES = {Kind.SOURCE: "Text", Kind.TEI: "Text", Kind.LEDGER: "Dataset", Kind.PICTURE: "StillImage"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One value: its element of the fifteen, element and qualifier in DSpace's registry, and its language or ""."""

    element: str
    registered: tuple[str, str]
    value: str
    language: str = ""


def statements(deposit: Deposit) -> tuple[Statement, ...]:
    """What is said of a document as a whole, without the format of one of its files."""
    facts = deposit.catalogue
    language = facts.language
    source = in_words(deposit.conversion.source)
    found = [
        Statement("title", ("title", ""), facts.title or source, language if facts.title else ""),
        *(Statement("creator", ("contributor", "author"), each, language) for each in facts.authors),
        *(Statement("subject", ("subject", ""), each, language) for each in facts.subjects),
        Statement("description", ("description", "abstract"), facts.abstract, language),
        Statement("description", ("description", ""), deposit.provenance, "en"),
        Statement("publisher", ("publisher", ""), facts.publisher, language),
        _date(facts),
        Statement("type", ("type", ""), "Text", "en"),
        *_identifiers(facts),
        Statement("source", ("relation", "isbasedon"), f"{source} (SHA-256: {facts.sha256})"),
        Statement("language", ("language", "iso"), language),
        Statement("relation", ("relation", "ispartofseries"), facts.series, language),
        Statement("rights", ("rights", "uri" if _is_url(facts.licence) else ""), facts.licence),
    ]
    return tuple(each for each in found if each.value)


def statements_of(deposit: Deposit, part: Part) -> tuple[Statement, ...]:
    """What is said of one file: all that is said of the document for the source and the TEI, little for what goes along."""
    about = deposit.catalogue.title
    own = (
        Statement("type", ("type", ""), _TYPES[part.kind], "en"),
        Statement("format", ("format", "mimetype"), part.media_type),
    )
    if part.kind in (Kind.SOURCE, Kind.TEI):
        return (*(each for each in statements(deposit) if each.element != "type"), *own)
    title = Statement(
        "title", ("title", ""), about or in_words(part.original), deposit.catalogue.language if about else ""
    )
    return (title, Statement("description", ("description", ""), part.kind.value, "en"), *own)


def _date(facts: Catalogue) -> Statement:
    """The date of publication in W3CDTF; as printed where the header does not tell it so."""
    if _W3CDTF.fullmatch(facts.when):
        return Statement("date", ("date", "issued"), facts.when)
    return Statement("date", ("date", ""), facts.date, facts.language)


def _identifiers(facts: Catalogue) -> Iterator[Statement]:
    for kind, value in facts.identifiers:
        name = kind.lower()
        if name == "doi":
            uri = value if _is_url(value) else f"https://doi.org/{value.removeprefix('doi:').strip()}"
            yield Statement("identifier", ("identifier", "uri"), uri)
        elif name in ("isbn", "issn"):
            yield Statement("identifier", ("identifier", name), value)
        elif _is_url(value):
            yield Statement("identifier", ("identifier", "uri"), value)
        else:
            yield Statement("identifier", ("identifier", "other"), f"{kind}: {value}" if kind else value)


def _is_url(value: str) -> bool:
    return value.startswith(("http://", "https://"))


def oai_dc(deposit: Deposit) -> bytes:
    """A record in the fifteen elements, in the container that OAI-PMH 2.0 defines for them, `oai_dc:dc`."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC})
    formats = dict.fromkeys(part.media_type for part in deposit.parts if part.kind in (Kind.SOURCE, Kind.TEI))
    found = [*statements(deposit), *(Statement("format", ("format", "mimetype"), each) for each in formats)]
    for each in found:
        child = etree.SubElement(root, f"{{{_DC}}}{each.element}", {LANG: each.language} if each.language else {})
        child.text = each.value
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
