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
        self._pages = _pages(self._elements, self._starts)
        self._segments: dict[etree._Element, str] = {}

    def violations(self, faults: Iterable[Fault], schema: str = "") -> list[Violation]:
        """Faults with their places, in the order of the file."""
        return sorted((self._violation(fault, schema) for fault in faults), key=lambda each: (each.line, each.column))

    def _violation(self, fault: Fault, schema: str) -> Violation:
        offset = self._offset(fault)
        line, column = self._line_and_column(offset)
        return Violation(
            line or _line(fault.element),
            self._path(fault.element),
            _nearest_id(fault.element),
            fault.message,
            fault.allowed,
            fault.remedy,
            column,
            self._page(offset),
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

    def _page(self, offset: int | None) -> str:
        """The page of a place: that of the page break before it; it has the number that is printed, else its id."""
        before = bisect_right(self._pages, offset, key=lambda each: each[0]) if offset is not None else 0
        return self._pages[before - 1][1] if before else ""

    def _path(self, element: etree._Element) -> str:
        """The way to an element in local names, e.g. `/TEI/text/body/div[2]/p[3]`."""
        steps: list[str] = []
        for each in (element, *element.iterancestors()):
            if each not in self._segments:
                parent = each.getparent()
                self._segments |= _segments([each] if parent is None else list(parent))
            steps.append(self._segments[each])
        return "/" + "/".join(reversed(steps))

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


def _pages(elements: Iterable[etree._Element], starts: dict[etree._Element, int]) -> list[tuple[int, str]]:
    """Where each page begins, and its number."""
    breaks = [each for each in elements if local_name(each) == "pb" and each in starts]
    return [(starts[each], each.get("n") or each.get(ID) or "") for each in breaks]


def _segments(children: list[etree._Element]) -> dict[etree._Element, str]:
    """The steps of paths to the children of one element: their names, numbered where several have the same."""
    named: dict[str, list[etree._Element]] = {}
    for each in children:
        named.setdefault(str(each.tag), []).append(each)
    return {
        each: local_name(each) + (f"[{number}]" if len(same) > 1 else "")
        for same in named.values()
        for number, each in enumerate(same, 1)
    }


def _note(element: etree._Element) -> str:
    """The number of the nearest note around an element, or its id where it has no number."""
    for each in (element, *element.iterancestors()):
        if local_name(each) == "note":
            return each.get("n") or each.get(ID) or ""
    return ""


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _nearest_id(element: etree._Element) -> str:
    """The xml:id of the element or of the nearest one around it."""
    return next((each.get(ID) or "" for each in (element, *element.iterancestors()) if each.get(ID)), "")
