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
LONGEST_ENTRY = 3  # lines

_NUMBER_FIRST = regex.compile(r"\s*(?P<page>\p{Nd}{1,4})(?P<gap>\t\s*|\s{3,})(?P<words>\S.*?)\s*")
_NUMBER_LAST = regex.compile(
    r"\s*(?P<words>\S.*?)(?P<gap>\s*[.…·•_\-–]{3,}\s*|\s*(?:\.\s){3,}|\s*\t\s*|\s{3,})(?P<page>\p{Nd}{1,4})\s*"
)
_ALONE = regex.compile(r"\s*\p{Nd}{1,4}\s*")
_LEADER = regex.compile(r"[\s.…·•_\-–]+")
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
    taken: list[list[Row]] = []
    pending: list[Row] = []
    for row in rows[index + 1 :]:
        if not row.is_free():
            continue
        if row.page > heading.page + 1 + len(taken) // 8:
            break
        pending.append(row)
        if _match(row, view) or (len(pending) > 1 and _is_beside(row, pending[-2]) and _ALONE.fullmatch(row.text)):
            taken.append(pending)
            pending = []
        elif view.is_text or len(pending) > LONGEST_ENTRY or (taken and row.size > 1.05 * taken[-1][0].size):
            break
    if len(taken) < MIN_ENTRIES:
        return ()
    heading.claim(Role.CONTENTS_HEADING, "the heading of the printed contents", 0.98, front=True)
    return tuple(_label_entry(view, entry, f"toc.{number}") for number, entry in enumerate(taken, 1))


def _match(row: Row, view: View) -> regex.Match[str] | None:
    found = _NUMBER_FIRST.fullmatch(row.text) or _NUMBER_LAST.fullmatch(row.text)
    if found is None and not view.is_text:
        found = _LOOSE.fullmatch(row.text)
    return found


def _is_beside(row: Row, other: Row) -> bool:
    """True for rows of a PDF that stand on one height: the words of an entry, and its page at the other side."""
    if row.line.box is None or other.line.box is None or row.page != other.page:
        return False
    return abs(row.box.y1 - other.box.y1) < 0.4 * row.size


def _label_entry(view: View, rows: list[Row], group: str) -> Entry:
    """Labels the rows of an entry: lines of words, a leader, and the page number in the last line or beside it."""
    words: list[str] = []
    page = ""
    for row in rows:
        found = _match(row, view) if row is rows[-1] else None
        row.opens = row is rows[0]
        if found is not None:
            _label_parts(row, found, group)
            words.append(found["words"])
            page = found["page"]
        elif row is rows[-1]:
            row.claim(
                Role.CONTENTS_PAGE, "a number beside a line of the printed contents", 0.97, front=True, group=group
            )
            page = row.text
        elif _LEADER.fullmatch(row.text):
            row.claim(Role.LEADER, "leads to the page number", 0.97, front=True, group=group)
        else:
            row.claim(Role.CONTENTS, "a line of the printed contents", 0.95, front=True, group=group)
            words.append(row.text)
    return Entry(" ".join(words), int(western(page)))


def _label_parts(row: Row, found: regex.Match[str], group: str) -> None:
    row.claim(Role.CONTENTS, "a line of the printed contents: words and a page number", 0.97, front=True, group=group)
    for name, role in (("words", Role.CONTENTS), ("gap", Role.LEADER), ("page", Role.CONTENTS_PAGE)):
        start, end = found.span(name)
        if row.text[start:end].strip():
            row.parts.append(Part(start, end, Label(role, group=group, front=True, reason="printed contents")))
    row.parts.sort(key=lambda part: part.label.role is not Role.CONTENTS)
