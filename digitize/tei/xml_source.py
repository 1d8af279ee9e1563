"""The bytes of an XML file to text: encodings, files of other kinds, document types; every refusal in words.

Entities are not expanded, document types not read, and nothing is fetched.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

import regex
from lxml import etree

from digitize.tei.violation import Violation
from digitize.tei.xml_scan import Position, entities, scan

# First bytes of what is often given in place of XML.
_OTHERS = (
    (b"%PDF", "a PDF", "convert it first: digitize convert"),
    (b"PK\x03\x04", "a zip archive (docx, odt and epub are such)", "unpack it, and give the .xml file"),
    (b"\xd0\xcf\x11\xe0", "a Word document (.doc)", "convert it to TEI first"),
    (b"{\\rtf", "an RTF document", "convert it to TEI first"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first: gunzip"),
    (b"\x89PNG", "a picture (PNG)", "give the .xml file"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "give the .xml file"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = regex.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["'](?P<name>[A-Za-z][\w.\-]*)["']""")
_ID_FAULTS = frozenset(("DTD_ID_REDEFINED", "DTD_XMLID_VALUE"))  # told by a rule, with the place of both


@dataclass(frozen=True, slots=True)
class Opened:
    """A well-formed document, and the file as UTF-8."""

    root: etree._Element
    data: bytes


def open_xml(data: bytes) -> Opened | list[Violation]:
    """The document in a file, or why it cannot be had; never raises for bad input."""
    other = _other_kind(data)
    if other is not None:
        return [other]
    text = _decoded(data)
    if isinstance(text, Violation):
        return [text]
    if "<" not in text:
        return [
            _refused(
                f"the file is not XML: it begins with “{' '.join(text.split())[:30]}”", "give the .xml file", "not-xml"
            )
        ]
    declared = _declared_entities(text)
    if declared:
        return declared
    utf8 = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(utf8, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        lenient = _parser(recover=True)
        recovered = etree.fromstring(utf8, lenient) if error.lineno else None
        if recovered is not None and {entry.type_name for entry in lenient.error_log} <= _ID_FAULTS:
            return Opened(recovered, utf8)
        return scan(text) or [_in_libxml2_words(error)]
    unknown = list(root.iter(etree.Entity))
    return [_unexpanded(text, str(each.text)) for each in unknown] or Opened(root, utf8)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=recover
    )


def _other_kind(data: bytes) -> Violation | None:
    start = data.lstrip()
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        return _refused("the file is empty", "check that it was copied completely", "not-xml")
    for first, kind, remedy in _OTHERS:
        if start.startswith(first):
            return _refused(f"the file is {kind}, not XML", remedy, "not-xml")
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _refused("the file is HTML, not TEI", "give the TEI file", "not-xml")
    if start[:1] in (b"{", b"["):
        return _refused("the file is JSON, not XML", "give the .xml file", "not-xml")
    return None


def _decoded(data: bytes) -> str | Violation:
    """The text of the file by its byte order mark, its declaration, or as UTF-8."""
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(mark) :] if marked == "utf-8" else data
    found = _DECLARED.match(body)
    declared = found["name"].decode("ascii") if found else ""
    if not marked and data[:4] in (b"<\0?\0", b"\0<\0?"):
        marked = "utf-16-le" if data[0] else "utf-16-be"
    try:
        encoding = codecs.lookup(marked or declared or "utf-8").name
        said = codecs.lookup(declared or encoding).name
    except LookupError:
        return _refused(f"the encoding “{declared}” is not known", "save the file as UTF-8", "encoding")
    if said != encoding:
        message = f"the file says that it is in {declared}, and its byte order mark that it is in {marked.upper()}"
        return _refused(message, f'write encoding="{marked.upper()}"', "encoding")
    if declared and not marked and encoding.startswith(("utf-16", "utf-32")):
        return _refused(f"the file says that it is in {declared}, and is not", 'write encoding="UTF-8"', "encoding")
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        return _undecodable(body, error, declared)
    except (LookupError, ValueError):  # what Python calls an encoding, but is none of text, such as base64
        return _refused(f"the encoding “{declared}” is not known", "save the file as UTF-8", "encoding")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _undecodable(data: bytes, error: UnicodeDecodeError, declared: str) -> Violation:
    before = data[: error.start].decode(error.encoding, "replace")
    line, column = Position(before).of(len(before))
    claim = f"which the file says it is ({declared})" if declared else "which an XML file without a declaration is"
    windows = data.decode("windows-1256", "replace")
    letters = sum("ARABIC LETTER" in unicodedata.name(char, "") for char in windows[error.start : error.start + 200])
    remedy = 'it looks like windows-1256: write encoding="windows-1256", or save it as UTF-8'
    return Violation(
        line,
        "/",
        "",
        f"the byte 0x{data[error.start]:02X} is no {error.encoding.upper()}, {claim}",
        "",
        remedy if letters > 20 else "save the file as UTF-8",
        column,
        rule="encoding",
    )


def _declared_entities(text: str) -> list[Violation]:
    """What a document type declares for the text to be filled with; nothing of it is expanded."""
    position = Position(text)
    return [
        Violation(
            *position.line_of(at),
            f"the document type declares the entity “{name[:40]}”; entities are not expanded here",
            "",
            "write what it stands for in its place, and take the declaration out",
            position.of(at)[1],
            rule="entity",
        )
        for at, name in entities(text)
    ]


def _unexpanded(text: str, reference: str) -> Violation:
    at = max(text.find(reference), 0)
    position = Position(text)
    return Violation(
        *position.line_of(at),
        f"{reference} is an entity of a document type, which is not read",
        "",
        "write the character itself",
        position.of(at)[1],
        rule="entity",
    )


def _refused(message: str, remedy: str, rule: str) -> Violation:
    return Violation(1, "/", "", message, "", remedy, 1, rule=rule)


def _in_libxml2_words(error: etree.XMLSyntaxError) -> Violation:
    message = " ".join((error.msg or "not well-formed").split())
    line, column = error.position if error.position[0] else (1, 1)
    return Violation(
        line, "/", "", f"not well-formed XML: {message}", "", "mend the XML", column, rule="not-well-formed"
    )
