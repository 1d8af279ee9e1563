"""TEI out of a document: written, validated, read back."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from lxml import etree

from digitize.edits import Edit
from digitize.errors import DigitizeError
from digitize.metadata import History, Metadata
from digitize.model import Document
from digitize.tei.body import Builder
from digitize.tei.facsimile import write_facsimile
from digitize.tei.header import write_header
from digitize.tei.inline import Writer
from digitize.tei.names import ID, LANG, NAMESPACES, add, local_name, tei
from digitize.tei.validate import validate, validate_with
from digitize.tei.violation import Violation

__all__ = ["Violation", "validate", "validate_with", "write"]

_MIXED = frozenset(
    ("p", "head", "item", "quote", "cell", "l", "note", "ref", "seg", "hi", "choice", "byline", "titlePart", "docDate",
     "publisher", "title", "author", "sic", "corr", "unclear")
)  # fmt: skip
_CONTROL = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def write(
    document: Document,
    ledger: Iterable[Edit],
    *,
    metadata: Metadata,
    history: History,
    images: str = "",
    facsimile: bool = False,
) -> bytes:
    """A document as TEI, UTF-8: the same document always gives the same bytes.

    `images` is the folder, as a relative URL, in which the pictures of its figures will lie, "" where there is none;
    `facsimile` adds the pictures of pages in it, for a source that has pages to show.

    Raises DigitizeError where a block holds characters that XML does not allow.
    """
    root = etree.Element(tei("TEI"), {ID: f"doc-{document.source.sha256[:12]}", LANG: "ar"}, nsmap=NAMESPACES)
    try:
        write_header(root, document, metadata, history)
    except ValueError:
        raise DigitizeError(
            "the name or metadata hold characters that XML does not allow",
            where=_CONTROL.sub("?", document.source.name),
            remedy="rename the file",
        ) from None
    shows_pages = facsimile and bool(images) and document.source.reader == "pdf"
    if shows_pages:
        write_facsimile(root, document, images)
    text = add(root, "text", lang="ar")
    writer = Writer(document, {edit.number: edit for edit in ledger}, images, shows_pages=shows_pages)
    Builder(writer, text).write()
    _indent(root, 0)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _indent(element: etree._Element, depth: int) -> None:
    """White space between elements that hold no text of their own.

    A person can read the file; a reader of the text finds nothing added.
    """
    if local_name(element) in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
