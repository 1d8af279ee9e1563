"""The TEI header: one ordered template, so that no element can come in the wrong place."""

from __future__ import annotations

import regex
from lxml import etree

from digitize.enrich import hijri
from digitize.enrich.annotations import Annotations
from digitize.enrich.languages import language_of
from digitize.enrich.urls import find_urls
from digitize.metadata import History, Metadata
from digitize.model import Document
from digitize.page_ranges import words
from digitize.tei.body import bullet_id, bullets
from digitize.tei.names import RESPONSIBLE, add

_STATEMENTS: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "correction",
        {"method": "markup", "status": "medium"},
        (
            "Letters that extraction had spoilt are corrected in choice; each corr names its rule in ana, and in cert how "
            "sure it is. The ledger beside this file lists every change, with the reason and the way back."
        ),
    ),
    (
        "normalization",
        {"method": "silent"},
        (
            "Unicode NFC. Presentation forms, Persian yeh and kaf in Arabic words, stretching (tatweel), direction marks "
            "and other invisible characters, and white space are normalised without markup; the ledger lists each. "
            "Running heads and page numbers are not part of the text; they are accounted for in the ledger."
        ),
    ),
    ("quotation", {"marks": "all"}, "Quotation marks are kept as characters."),
    ("hyphenation", {"eol": "none"}, "Lines and words divided by line or page ends have been rejoined."),
    (
        "segmentation",
        {},
        (
            "A paragraph that goes on behind a page end, a note or a picture is one p with the pb inside; a footnote stands "
            "at the character that calls it; a figure stands between paragraphs."
        ),
    ),
    (
        "interpretation",
        {},
        (
            "Sections are told by the printed contents, by numbering and by type. Dates, names with a Latin twin, references in "
            "notes and languages are encoded where they are certain; what is not is listed among the doubts. No date is more "
            "exact than print: an element date without when can be read in two ways."
        ),
    ),
)
_LANGUAGES = (
    ("ar", "Arabic"),
    ("en", "English"),
    ("fr", "French"),
    ("und-Latn", "Latin script, language not determined"),
)
_HIJRI = (
    "Islamic (Hijri) calendar. Dates are given as printed; the months of the Gregorian calendar between which they lie are "
    "those of the Umm al-Qura tables, with two days on either side for the sighting of the moon."
)


def write_header(
    root: etree._Element, document: Document, metadata: Metadata, history: History, annotations: Annotations
) -> None:
    """The whole header as the first child of `root`."""
    header = add(root, "teiHeader", lang="en")
    _file(header, document, metadata)
    _encoding(header, document, history)
    _profile(header, metadata, annotations)
    revision = add(header, "revisionDesc", status="draft")
    add(
        revision, "change", f"Converted by digitize {history.version}; not yet read by a person.", who=f"#{RESPONSIBLE}"
    )


def _profile(header: etree._Element, metadata: Metadata, annotations: Annotations) -> None:
    profile = add(header, "profileDesc")
    if hijri.CALENDAR in annotations.calendars:
        add(add(add(profile, "calendarDesc"), "calendar", id=hijri.CALENDAR), "p", _HIJRI)
    for text in metadata.abstracts:
        abstract = add(profile, "abstract", lang=language_of(text))
        for paragraph in text.split("\n"):
            add(abstract, "p", paragraph)
    usage = add(profile, "langUsage")
    for ident, name in _LANGUAGES:
        add(usage, "language", name, ident=ident)
    if metadata.subjects:
        keywords = add(add(profile, "textClass"), "keywords")
        for subject in metadata.subjects:
            add(keywords, "term", subject, lang=language_of(subject))


def _file(header: etree._Element, document: Document, metadata: Metadata) -> None:
    source = document.source
    description = add(header, "fileDesc")
    statement = add(description, "titleStmt")
    add(statement, "title", metadata.title, type="main", lang=language_of(metadata.title))
    for author in metadata.authors:
        add(statement, "author", author, lang=language_of(author))
    responsible = add(statement, "respStmt", id=RESPONSIBLE)
    add(responsible, "resp", "automatic conversion, correction of extraction damage and TEI encoding (unreviewed)")
    add(responsible, "name", "digitize", type="software")
    pages = len(source.pages)
    extent = f"{pages} pages" + (f" of the source: {words(source.chosen)}" if source.chosen else "")
    add(add(description, "extent"), "measure", extent, unit="page", quantity=str(pages))
    publication = add(description, "publicationStmt")
    add(publication, "publisher", "unpublished conversion")
    _rights(publication, metadata.licence)
    _doubts(description, document)
    _sources(add(description, "sourceDesc"), document, metadata)


def _rights(publication: etree._Element, licence: str) -> None:
    if not licence:
        text = "Rights in the source remain with its holders; this encoding grants none."
        add(add(publication, "availability", status="unknown"), "p", text)
        return
    element = add(add(publication, "availability", status="restricted"), "licence", licence)
    if find_urls(licence) and not regex.search(r"\s", licence):
        element.set("target", licence)


def _doubts(description: etree._Element, document: Document) -> None:
    if not document.problems:
        return
    notes = add(description, "notesStmt")
    written = {block.id for block in document.blocks if block.label.role.is_text}
    for problem in document.problems:
        page = f"Page {problem.page}: " if problem.page else ""
        note = add(notes, "note", page + problem.message, type="doubt", subtype=problem.kind)
        if problem.block in written:
            note.set("target", f"#{problem.block}")


def _sources(description: etree._Element, document: Document, metadata: Metadata) -> None:
    bibl = add(description, "bibl", type="source")
    add(bibl, "title", metadata.title, lang=language_of(metadata.title))
    for author in metadata.authors:
        add(bibl, "author", author, lang=language_of(author))
    if metadata.series:
        add(add(bibl, "series"), "title", metadata.series, level="s", lang=language_of(metadata.series))
    if metadata.publisher:
        add(bibl, "publisher", metadata.publisher, lang=language_of(metadata.publisher))
    if metadata.place:
        add(bibl, "pubPlace", metadata.place, lang=language_of(metadata.place))
    if metadata.date:
        date = add(bibl, "date", metadata.date, lang=language_of(metadata.date))
        if metadata.when:
            date.set("when", metadata.when)
    for kind, value in metadata.identifiers:
        add(bibl, "idno", value, type=kind)
    file = add(description, "bibl", type="file")
    add(file, "title", document.source.name)
    add(file, "idno", document.source.sha256, type="sha256")


def _encoding(header: etree._Element, document: Document, history: History) -> None:
    encoding = add(header, "encodingDesc")
    editorial = add(encoding, "editorialDecl")
    for name, attributes, text in _STATEMENTS:
        add(add(editorial, name, **attributes), "p", text)
    tags = add(encoding, "tagsDecl", partial="true")
    add(tags, "rendition", "direction: rtl;", id="r-rtl", scheme="css")
    for bullet in bullets(document):
        add(tags, "rendition", f'list-style-type: "{bullet} ";', id=bullet_id(bullet), scheme="css")
    taxonomy = add(add(encoding, "classDecl"), "taxonomy", id="rules")
    for one in history.passes:
        category = add(taxonomy, "category", id=f"rule-{one.name}")
        add(category, "catDesc", f"{one.name}, version {one.version}: {one.summary}")
    application = add(add(encoding, "appInfo"), "application", ident="digitize", version=history.version)
    add(application, "label", "digitize")
    add(application, "desc", "Reads PDFs and OCR texts, undoes the damage of extraction, and encodes in TEI.")
