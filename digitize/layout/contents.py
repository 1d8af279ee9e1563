"""The printed table of contents: its heading, entries, leaders and page numbers."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from digitize.layout.rows import Part, Row, View
from digitize.layout.running import western
from digitize.model import Label, Role
from digitize.text import letters

TITLES = frozenset(
    letters(title)
    for title in (
        "فهرس المحتويات", "المحتويات", "فهرس", "الفهرس", "قائمة المحتويات", "جدول المحتويات", "محتويات", "فهرس الموضوعات",
        "الموضوعات", "محتويات الدراسة", "محتويات التقرير", "Contents", "Table of contents", "Table des matières", "Sommaire",
    )
)  # fmt: skip
MIN_ENTRIES = 2

_NUMBER_FIRST = regex.compile(r"\s*(?P<page>\p{Nd}{1,4})(?P<gap>\t\s*|\s{3,})(?P<words>\S.*?)\s*")
_NUMBER_LAST = regex.compile(
    r"\s*(?P<words>\S.*?)(?P<gap>\s*[.…·•_\-–]{3,}\s*|\s*(?:\.\s){3,}|\s*\t\s*|\s{3,})(?P<page>\p{Nd}{1,4})\s*"
)
_LOOSE = regex.compile(r"\s*(?P<words>\S.*?\p{L}.*?)(?P<gap>\s+|(?<=\P{Nd})(?=\p{Nd}))(?P<page>\p{Nd}{1,4})\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the printed contents: its words, and the page number it prints."""

    words: str
    page: int | None


def claim_contents(view: View) -> tuple[Entry, ...]:
    """Labels the printed contents and returns its entries, in order; empty where none is printed."""
    for index, row in enumerate(view.rows):
        if row.is_free() and letters(row.text) in TITLES:
            entries = _claim_from(view, index)
            if entries:
                return entries
    return ()


def _claim_from(view: View, index: int) -> tuple[Entry, ...]:
    rows = view.rows
    heading = rows[index]
    taken: list[tuple[Row, regex.Match[str]]] = []
    for row in rows[index + 1 :]:
        if not row.is_free():
            continue
        if row.page > heading.page + 1 + len(taken) // 8:
            break
        found = _match(row, view)
        if found is None:
            break
        taken.append((row, found))
    if len(taken) < MIN_ENTRIES:
        return ()
    heading.claim(Role.CONTENTS_HEADING, "the heading of the printed contents", 0.98, front=True)
    entries = []
    for number, (row, found) in enumerate(taken, 1):
        _label_entry(row, found, f"toc.{number}")
        entries.append(Entry(found["words"], int(western(found["page"]))))
    return tuple(entries)


def _match(row: Row, view: View) -> regex.Match[str] | None:
    found = _NUMBER_FIRST.fullmatch(row.text) or _NUMBER_LAST.fullmatch(row.text)
    if found is None and not view.is_text:
        found = _LOOSE.fullmatch(row.text)
    return found


def _label_entry(row: Row, found: regex.Match[str], group: str) -> None:
    row.claim(Role.CONTENTS, "a line of the printed contents: words and a page number", 0.97, front=True, group=group)
    for name, role in (("words", Role.CONTENTS), ("gap", Role.LEADER), ("page", Role.CONTENTS_PAGE)):
        start, end = found.span(name)
        if row.text[start:end].strip():
            row.parts.append(Part(start, end, Label(role, group=group, front=True, reason="printed contents")))
    row.parts.sort(key=lambda part: part.label.role is not Role.CONTENTS)
