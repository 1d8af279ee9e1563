"""TEI read back as a reader of the text would: what the account of characters compares with the document."""

from __future__ import annotations

import regex
from lxml import etree

from digitize.tei.names import ID, local_name, tei

_BLOCK = regex.compile(r"p\d+\.b\d+(?:-\d+)?")
_UNREAD = "\N{REPLACEMENT CHARACTER}"
_DIGITS = 5  # of the greatest number of characters that a gap may stand for: a TEI from a stranger may say any


def blocks(data: bytes) -> dict[str, str]:
    """The reading text of every element that was a block, by xml:id: corrections, not errors; notes apart."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    found: dict[str, str] = {}
    for element in root.iter():
        name = element.get(ID) if isinstance(element.tag, str) else None
        if name and _BLOCK.fullmatch(name):
            found[name] = _text(element)
    return found


def strays(data: bytes) -> tuple[str, ...]:
    """Text in the TEI's `<text>` that stands in no block: nothing that was read can have put it there."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    found: list[str] = []
    for text in root.iterfind(tei("text")):
        _collect_strays(text, found)
    return tuple(found)


def _collect_strays(element: etree._Element, found: list[str]) -> None:
    if _BLOCK.fullmatch(element.get(ID) or ""):
        _collect_note_strays(element, found)
        return
    found += [part.strip() for part in (element.text, *(child.tail for child in element)) if part and part.strip()]
    for child in element:
        if isinstance(child.tag, str):
            _collect_strays(child, found)


def _collect_note_strays(block: etree._Element, found: list[str]) -> None:
    """Inside a block only a note has text that is not the block's; it must be a block itself."""
    notes = (each for each in block.iterdescendants(tei("note")) if not _BLOCK.fullmatch(each.get(ID) or ""))
    found += [text for note in notes if (text := "".join(map(str, note.itertext())).strip())]


def markers(data: bytes) -> dict[str, str]:
    """The printed sign of every note that has one, by xml:id."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    return {
        element.get(ID, ""): element.get("n", "")
        for element in root.iter()
        if local_name(element) == "note" and element.get(ID) and element.get("n")
    }


def _text(element: etree._Element) -> str:
    paragraphs = [child for child in element if local_name(child) == "p"]
    if paragraphs:
        return "\n".join(_inline(child) for child in paragraphs)
    return _inline(element)


def _inline(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "gap":
            parts.append(_UNREAD * _quantity(child))
        elif name == "choice":
            parts += [_inline(each) for each in child if local_name(each) == "corr"]
        elif name != "note":
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _quantity(gap: etree._Element) -> int:
    """How many characters a gap stands for; 1 where it says no number that a line of print could hold."""
    said = gap.get("quantity", "1")
    return int(said) if said.isdecimal() and len(said) <= _DIGITS else 1
