"""Where things stand: line and column in the file, and in the text path, page, note and nearest id.

lxml knows lines alone, and none beyond 65,535. So the file is read once more, by expat, which tells where each tag
begins; elements come in the same order in both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from xml.parsers import expat

import regex
from lxml import etree

from digitize.faults import Fault
from digitize.tei.names import ID, LANG, local_name
from digitize.tei.violation import Violation

_SHOWN = {ID: "xml:id", LANG: "xml:lang"}
_EXCERPT = 20  # characters by which a text is found in the file


class Places:
    """The places of the elements of one document; `data` is the file as UTF-8."""

    def __init__(self, data: bytes, root: etree._Element) -> None:
        self._data = data
        self._lines = [0, *(found.end() for found in regex.finditer(rb"\r\n?|\n", data))]
        self._elements = [each for each in root.iter() if isinstance(each.tag, str)]
        starts, ends = _tags(data)
        self._starts = dict(zip(self._elements, starts, strict=False))
        self._ends = dict(zip(self._elements, ends, strict=False))
        self._pages = dict(_pages(self._elements))

    def violations(self, faults: Iterable[Fault], schema: str = "") -> list[Violation]:
        """Faults with their places, in the order of the file."""
        return sorted((self._violation(fault, schema) for fault in faults), key=lambda each: (each.line, each.column))

    def _violation(self, fault: Fault, schema: str) -> Violation:
        line, column = self._line_and_column(self._offset(fault))
        return Violation(
            line or _line(fault.element),
            path_of(fault.element),
            nearest_id(fault.element),
            fault.message,
            fault.allowed,
            fault.remedy,
            column,
            self._pages.get(fault.element, ""),
            _note(fault.element),
            fault.rule,
            schema,
            fault.level,
        )

    def _offset(self, fault: Fault) -> int | None:
        """Where in the file the blame lies: at an attribute, at a text, or at the start of the element."""
        start = self._starts.get(fault.element)
        if start is None:
            return None
        if fault.attribute:
            name = regex.escape(_SHOWN.get(fault.attribute, fault.attribute.rpartition("}")[2]).encode())
            found = regex.compile(rb"""(?:"[^"]*"|'[^']*'|[^>"'])*?[\s:"'](""" + name + rb""")\s*=""").match(
                self._data, start
            )
            return found.start(1) if found else start
        if fault.text:
            begin = start if fault.after is None else self._ends.get(fault.after, start)
            opening = regex.split(r"[&<>\r\n]", fault.text)[0][:_EXCERPT]
            found_at = self._data.find(opening.encode(), begin) if opening else -1
            return found_at if found_at >= 0 else start
        return start

    def _line_and_column(self, offset: int | None) -> tuple[int, int]:
        if offset is None:
            return 0, 0
        line = bisect_right(self._lines, offset)
        return line, len(self._data[self._lines[line - 1] : offset].decode("utf-8", "replace")) + 1


def _tags(data: bytes) -> tuple[list[int], list[int]]:
    """Where each element's start tag begins, and its end tag, in the order of the start tags; [] where expat gives up."""
    starts: list[int] = []
    ends: list[int] = []
    still_open: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        still_open.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def closed(_name: str) -> None:
        ends[still_open.pop()] = parser.CurrentByteIndex

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return [], []
    return starts, ends


def _pages(elements: Iterable[etree._Element]) -> Iterable[tuple[etree._Element, str]]:
    """The page of each element: that of the page break before it."""
    page = ""
    for element in elements:
        if local_name(element) == "pb":
            page = element.get("n") or element.get(ID) or ""
        yield element, page


def _note(element: etree._Element) -> str:
    """The number of the nearest note around an element, or its id where it has no number."""
    for each in (element, *element.iterancestors()):
        if local_name(each) == "note":
            return each.get("n") or each.get(ID) or ""
    return ""


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def path_of(element: etree._Element) -> str:
    """The way to an element in local names, e.g. `/TEI/text/body/div[2]/p[3]`."""
    parts = []
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        same = [child for child in parent if child.tag == each.tag] if parent is not None else [each]
        parts.append(local_name(each) + (f"[{same.index(each) + 1}]" if len(same) > 1 else ""))
    return "/" + "/".join(reversed(parts))


def nearest_id(element: etree._Element) -> str:
    """The xml:id of the element or of the nearest one around it."""
    return next((each.get(ID) or "" for each in (element, *element.iterancestors()) if each.get(ID)), "")
