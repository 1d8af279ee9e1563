"""TEI out of a document: written, validated, read back."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from lxml import etree

from digitize.edits import Edit
from digitize.enrich.annotations import NOTHING, Annotations
from digitize.errors import DigitizeError
from digitize.metadata import History, Metadata
from digitize.model import Document
from digitize.tei.body import Builder
from digitize.tei.entities import write_entities
from digitize.tei.facsimile import NO_PICTURES, Pictures, write_facsimile
from digitize.tei.header import write_header
from digitize.tei.inline import Writer
from digitize.tei.names import ID, LANG, NAMESPACES, add, local_name, tei
from digitize.tei.spans import placed
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
    annotations: Annotations = NOTHING,
    pictures: Pictures = NO_PICTURES,
) -> bytes:
    """A document as TEI, UTF-8: the same document always gives the same bytes.

    Raises DigitizeError where a block holds characters that XML does not allow.
    """
    root = etree.Element(tei("TEI"), {ID: f"doc-{document.source.sha256[:12]}", LANG: "ar"}, nsmap=NAMESPACES)
    try:
        write_header(root, document, metadata, history, annotations)
    except ValueError:
        raise DigitizeError(
            "the name or metadata hold characters that XML does not allow",
            where=_CONTROL.sub("?", document.source.name),
            remedy="rename the file",
        ) from None
    if pictures.pages:
        write_facsimile(root, document, pictures.folder)
    write_entities(root, annotations.entities)
    text = add(root, "text", lang="ar")
    edits = {edit.number: edit for edit in ledger}
    writer = Writer(document, edits, placed(document, annotations.spans), pictures)
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
