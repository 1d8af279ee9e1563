"""Footnotes: the last part of a page, opening with a marker, numbered on from note to note."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass

import regex

from digitize.layout.rows import Row, View, is_finished
from digitize.model import Role, Style

# How a note opens. The kinds are told apart because a document keeps to one: a heading `1.` is no note where the
# notes open with superscripts.
_OPENINGS = (
    ("superscript", regex.compile(r"\s*(?P<mark>[⁰¹²³⁴-⁹]+)\s*(?=\S)")),
    ("round", regex.compile(r"\s*(?P<mark>\(\s*\p{Nd}{1,3}\s*\))[\s.:\-–]*(?=\S)")),
    ("square", regex.compile(r"\s*(?P<mark>\[\s*\p{Nd}{1,3}\s*\])[\s.:\-–]*(?=\S)")),
    ("symbol", regex.compile(r"\s*(?P<mark>(?:[*∗٭]{1,3}|\(\*{1,3}\)|[†‡§]{1,2}))\s*(?=\S)")),
    ("figure", regex.compile(r"\s*(?P<mark>\p{Nd}{1,3})\s*(?:[.\-–):]|(?<=\p{Nd})(?=\s))\s*(?=[^\s\p{Nd}])")),
)
_CALL = regex.compile(r"(?<=\S)[⁰¹²³⁴-⁹]+|(?<=[\p{L}\p{M}.،؛:؟!\"”»)])[(\[]\p{Nd}{1,3}[)\]]")
_CALLED = regex.compile(r"(?<=[\p{L}\p{M}.،؛:؟!\"”»)])[(\[]?\p{Nd}{1,3}[)\]]?(?![\p{Nd}\p{L}/٪%\-–])|[⁰¹²³⁴-⁹]+")
_NOTE_END = regex.compile(r"[.؟?!…:)>\]»\"”]\s*$")  # how a finished note ends; access dates and URLs close with ) and >
_NOTE_TISSUE = regex.compile(
    r"https?://|www\.|^\S*[\-/]\S*[\-/]\S+|تاريخ الدخول|accessed"
)  # what body text hardly holds
_RAISED = regex.compile(r"\s*(?P<mark>\(?\p{Nd}{1,3}\)?|[*†‡]{1,3})[.\s)\-–]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a row opens as a note: the kind of marker, its number (0 for symbols), and where the text begins."""

    kind: str
    number: int
    end: int


def opening(row: Row) -> Opening | None:
    """The marker at the start of a row, if there is one."""
    text = row.text
    if row.line.style_at(len(text) - len(text.lstrip())) & Style.RAISED:
        found = _RAISED.match(text)
        if found:
            return Opening("superscript", number_of(found["mark"]), found.end())
    for kind, pattern in _OPENINGS:
        found = pattern.match(text)
        if found:
            return Opening(kind, number_of(found["mark"]), found.end())
    return None


def number_of(mark: str) -> int:
    """The number a marker prints, 0 for a symbol."""
    digits = "".join(str(unicodedata.digit(char)) for char in mark if unicodedata.digit(char, None) is not None)
    return int(digits) if digits else 0


def claim_notes(view: View) -> None:
    """Labels the notes of every page; a note begins a block, its further lines go on with it."""
    openings = {id(row): found for row in view.rows if row.is_free() and (found := opening(row))}
    kind = _kind(view, openings)
    if kind is None:
        return
    last = 0
    open_note = False
    for number in sorted(view.pages):
        rows = [row for row in view.pages[number] if row.role not in (Role.PAGE_NUMBER, Role.HEADER, Role.FOOTER)]
        start, last = _region(rows, openings, kind, last)
        if start is None:
            open_note = open_note and not rows
            continue
        start_of_text = _continuation(view, rows, start) if open_note else start
        _label(rows[start_of_text:], openings, kind, first_is_open=start_of_text < start)
        open_note = rows[-1].role is Role.NOTE and not _NOTE_END.search(rows[-1].text)


def _kind(view: View, openings: dict[int, Opening]) -> str | None:
    """The kind of marker whose numbers run on best at the ends of pages."""
    scores: dict[str, int] = {}
    for rows in view.pages.values():
        free = [row for row in rows if row.role not in (Role.PAGE_NUMBER, Role.HEADER, Role.FOOTER)]
        for kind in {found.kind for found in openings.values()}:
            start, _ = _region(free, openings, kind, None)
            if start is not None:
                count = sum(1 for row in free[start:] if _is(openings, row, kind))
                scores[kind] = scores.get(kind, 0) + count
    if "figure" in scores and not _are_called(view, openings):
        del scores["figure"]
    if not scores:
        return None
    order = [name for name, _ in _OPENINGS]
    return max(scores, key=lambda kind: (scores[kind], -order.index(kind)))


def _are_called(view: View, openings: dict[int, Opening]) -> bool:
    """True where the text calls at least half of the numbers that rows open with; a plain list is called by nobody."""
    numbers = {str(found.number) for found in openings.values() if found.kind == "figure"}
    called: set[str] = set()
    for row in view.rows:
        raised = (row.text[run.start : run.end] for run in row.line.runs if run.style & Style.RAISED)
        called.update(str(number_of(sign)) for sign in (*_CALLED.findall(row.text), *raised))
    return 2 * len(numbers & called) >= len(numbers)


def _is(openings: dict[int, Opening], row: Row, kind: str) -> bool:
    found = openings.get(id(row))
    return found is not None and row.is_free() and found.kind in (kind, "symbol")


def _region(rows: list[Row], openings: dict[int, Opening], kind: str, last: int | None) -> tuple[int | None, int]:
    """Where the notes of a page begin, and the number of its last note.

    It is the last opening from which the numbers run on without a gap to the page's end, going on from the page before
    (`last`, None if that is not known) or beginning at 1. Only free rows can be part of it.
    """
    starts = [index for index, row in enumerate(rows) if _is(openings, row, kind) and _free_below(rows, index)]
    best: int | None = None
    for position, start in enumerate(starts):
        numbers = [openings[id(rows[index])].number for index in starts[position:]]
        counted = [number for number in numbers if number]
        if not _runs_on(counted):
            continue
        fits = not counted or last is None or counted[0] in (last + 1, 1)
        if fits:
            best = start if best is None or counted[:1] == [(last or 0) + 1] else best
            if counted and last is not None and counted[0] == last + 1:
                break
            if counted and counted[0] == 1:
                best = start
    if best is None and starts:
        best = _from_the_end(starts, openings, rows)
    if best is None:
        return None, last or 0
    numbers = [openings[id(rows[index])].number for index in starts if index >= best]
    return best, next((number for number in reversed(numbers) if number), last or 0)


def _from_the_end(starts: list[int], openings: dict[int, Opening], rows: list[Row]) -> int | None:
    """Where the numbering has a gap: the longest stretch at the end whose numbers ascend."""
    best = starts[-1]
    for index in reversed(starts[:-1]):
        if openings[id(rows[index])].number < openings[id(rows[best])].number:
            best = index
        else:
            break
    return best


def _free_below(rows: list[Row], index: int) -> bool:
    return all(row.is_free() for row in rows[index:])


def _runs_on(numbers: list[int]) -> bool:
    return all(after == before + 1 for before, after in itertools.pairwise(numbers))


def _continuation(view: View, rows: list[Row], start: int) -> int:
    """The row above the first note that goes on with the last note of the page before, else `start`.

    In a text only one row can be it, since nothing else tells it from the body; it must follow a finished paragraph
    and not look like the beginning of one. In a PDF its type does: see the rows' size.
    """
    if not view.is_text:
        index = start
        while (
            index > 0 and rows[index - 1].is_free() and rows[index - 1].size <= rows[start].size + 0.2 < view.body_size
        ):
            index -= 1
        return index
    above = start - 1
    while above > 1 and _NOTE_TISSUE.search(rows[above].text) and not is_finished_with_call(rows[above - 1].text):
        above -= 1
    if above < start - 1 and rows[above].is_free():
        return above
    if (
        above >= 1
        and rows[above].is_free()
        and is_finished_with_call(rows[above - 1].text)
        and not _CALL.search(rows[above].text)
        and is_finished(rows[above].text)
    ):
        return above
    return start


def is_finished_with_call(text: str) -> bool:
    """True where the text ends as a paragraph ends, a note's call behind it allowed."""
    bare = regex.sub(r"(?:[⁰¹²³⁴-⁹]+|[(\[]\p{Nd}{1,3}[)\]]|(?<=(?<!\p{Nd})[.؟!]\s?)\p{Nd}{1,3})\s*$", "", text)
    return is_finished(bare)


def _label(rows: list[Row], openings: dict[int, Opening], kind: str, *, first_is_open: bool) -> None:
    for index, row in enumerate(rows):
        found = openings.get(id(row))
        begins = found is not None and found.kind in (kind, "symbol") and not (first_is_open and index == 0)
        if not row.is_free():
            continue
        if begins and found is not None:
            row.marker = found.end
            row.claim(Role.NOTE, f"opens with the note marker {row.text[: found.end].strip()}", 0.95)
        else:
            row.claim(Role.NOTE, "below the page's first note, without a marker: goes on with the note above", 0.8)
            row.opens = False
