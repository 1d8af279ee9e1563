"""Footnotes of a text: the last part of a page, opening with the signs that the page's text calls."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import regex

from digitize.layout.rows import Row, View, is_finished
from digitize.layout.signs import OPENINGS, Opening, calls, follows, matched, opening, without_calls
from digitize.model import Role, Style

OUTSIDE = (Role.PAGE_NUMBER, Role.HEADER, Role.FOOTER)
MIN_CALLED = 2  # letters open notes only where the text calls so many of them: lists have letters too
NEAR = 4  # how many numbers may be missing between two notes that are read

_CALL = regex.compile(r"(?<=\S)[⁰¹²³⁴-⁹]+|(?<=[\p{L}\p{M}.،؛:؟!\"”»)])[(\[]\p{Nd}{1,3}[)\]]")
_NOTE_END = regex.compile(r"[.؟?!…:)>\]»\"”]\s*$")  # how a finished note ends; access dates and URLs close with ) and >
_NOTE_TISSUE = regex.compile(
    r"https?://|www\.|^\S*[\-/]\S*[\-/]\S+|تاريخ الدخول|accessed"
)  # what body text hardly holds

Openings = Mapping[int, Opening]  # by the id of the row


def openings_of(rows: list[Row]) -> dict[int, Opening]:
    """The markers at the start of free rows, but for signs that the notes at the end of a chapter have."""
    taken = {own.sign for row in rows if row.role is Role.NOTE and row.marker and (own := opening_of(row))}
    free = {id(row): own for row in rows if row.is_free() and (own := opening_of(row))}
    return {row: own for row, own in free.items() if own.sign not in taken}


def opening_of(row: Row) -> Opening | None:
    """The marker at the start of a row, if there is one."""
    text = row.text
    return opening(text, is_raised=bool(row.line.style_at(len(text) - len(text.lstrip())) & Style.RAISED))


def called_in(rows: list[Row]) -> list[str]:
    """The signs of everything in rows that has the form of a call, in order; a row's own marker is none."""
    found: list[str] = []
    for row in rows:
        raised = [(run.start, run.end) for run in row.line.runs if run.style & Style.RAISED]
        own = opening_of(row)
        begin = own.end if own is not None and (row.role is Role.NOTE or row.role is Role.LIST) else 0
        found += [place.sign for place in calls(row.text, raised) if place.start >= begin and place.sign]
    return found


def claim_notes(view: View) -> None:
    """Labels the notes of every page; a note begins a block, its further lines go on with it."""
    openings = openings_of(view.rows)
    kind = _kind(view, openings)
    if kind is None:
        return
    last = 0
    open_note = False
    carried: list[str] = []  # calls of the page before that no note has answered
    for number in sorted(view.pages):
        rows = [row for row in view.pages[number] if row.role not in OUTSIDE]
        start, last = _region(rows, openings, kind, last, carried)
        called = [*carried, *called_in(rows[:start])]
        carried = called_in(rows[:start])
        if start is None:
            open_note = open_note and not rows
            continue
        start_of_text = _continuation(view, rows, start) if open_note else start
        _label(rows[start_of_text:], openings, kind, called, first_is_open=start_of_text < start)
        answered = {openings[id(row)].sign for row in rows[start:] if row.marker}
        carried = [sign for sign in carried if sign not in answered]
        open_note = rows[-1].role is Role.NOTE and not _NOTE_END.search(rows[-1].text)


def _kind(view: View, openings: Openings) -> str | None:
    """The kind of marker that the texts of pages call most; where calls are lost, whose numbers run on best."""
    called: dict[str, int] = {}
    opened: dict[str, int] = {}
    running: dict[str, int] = {}
    pages = [[row for row in rows if row.role not in OUTSIDE] for rows in view.pages.values()]
    for kind in {found.kind for found in openings.values()}:
        carried: list[str] = []
        for rows in pages:
            best = _called_start(rows, openings, kind, carried)
            foot = best[0] if best is not None else len(rows)
            answered = {openings[id(row)].sign for row in rows[foot:] if _is(openings, row, kind)}
            carried = [sign for sign in called_in(rows[:foot]) if sign not in answered]
            if best is not None:
                called[kind] = called.get(kind, 0) + best[1]
                opened[kind] = opened.get(kind, 0) + sum(_is(openings, row, kind) for row in rows[foot:])
            start = _running_start(rows, openings, kind, None)
            if start is not None and kind not in ("letter", "figure"):
                running[kind] = running.get(kind, 0) + sum(_is(openings, row, kind) for row in rows[start:])
    if called.get("letter", 0) < MIN_CALLED:
        called.pop("letter", None)
    for kind in ("letter", "figure"):  # lists open so too
        if kind in called and (called[kind] < 0.5 * opened[kind] or not view.is_text):
            del called[kind]
    scores = called or running
    order = [name for name, _ in OPENINGS]
    return max(scores, key=lambda kind: (scores[kind], -order.index(kind)), default=None)


def _is(openings: Openings, row: Row, kind: str) -> bool:
    found = openings.get(id(row))
    return found is not None and row.is_free() and found.kind in (kind, "symbol")


def _region(rows: list[Row], openings: Openings, kind: str, last: int, carried: list[str]) -> tuple[int | None, int]:
    """Where the notes of a page begin, and the number of its last note; only free rows can be part of it."""
    best = _called_start(rows, openings, kind, carried)
    start = best[0] if best is not None else None
    if start is None and kind != "letter":
        start = _running_start(rows, openings, kind, last)
    if start is None:
        return None, last
    numbers = [openings[id(row)].number for row in rows[start:] if _is(openings, row, kind)]
    return start, next((number for number in reversed(numbers) if number), last)


def _called_start(rows: list[Row], openings: Openings, kind: str, carried: list[str]) -> tuple[int, int] | None:
    """The opening from which the page's end opens with what its text calls, and how many it calls.

    `carried` are the calls of the page before, whose notes may stand here.
    """
    best: tuple[float, int, int] | None = None
    for start in _starts(rows, openings, kind):
        signs = [openings[id(row)].sign for row in rows[start:] if _is(openings, row, kind)]
        above = [sign for sign in (*carried, *called_in(rows[:start])) if sign in set(signs)]
        answered = matched(signs, above[-3 * len(signs) :])
        count = len(answered)
        # A number whose call is lost still stands between its neighbours.
        next_to = {each + step for each in answered for step in (-1, 1)} - set(answered)
        between = sum(1 for at in next_to if 0 <= at < len(signs) and _is_next(signs, at, set(answered)))
        score = 2 * count + 0.5 * between - (len(signs) - count - between)
        if 0 not in answered and not (is_finished(rows[start].text) and not rows[start].text.rstrip().endswith(":")):
            continue  # a numbered heading above the notes
        if count and score > 0 and (best is None or score >= best[0]):
            best = (score, start, count)
    return None if best is None else (best[1], best[2])


def _is_next(signs: list[str], at: int, answered: set[int]) -> bool:
    """True where the sign follows the one before it, or comes before the one behind it, and no other says the same."""
    if signs[at] in {signs[each] for each in answered}:
        return False
    return (at - 1 in answered and follows(signs[at], signs[at - 1])) or (
        at + 1 in answered and follows(signs[at + 1], signs[at])
    )


def _starts(rows: list[Row], openings: Openings, kind: str) -> list[int]:
    """Rows that open as notes do, and below which everything is free."""
    found: list[int] = []
    for index in range(len(rows) - 1, -1, -1):
        if not rows[index].is_free():
            break
        if _is(openings, rows[index], kind):
            found.append(index)
    return found[::-1]


def _running_start(rows: list[Row], openings: Openings, kind: str, last: int | None) -> int | None:
    """The last opening from which the numbers run on without a gap to the page's end.

    They go on from the page before (`last`, None if that is not known) or begin at 1.
    """
    starts = _starts(rows, openings, kind)
    best: int | None = None
    for position, start in enumerate(starts):
        numbers = [number for index in starts[position:] if (number := openings[id(rows[index])].number)]
        if not all(after == before + 1 for before, after in itertools.pairwise(numbers)):
            continue
        if not numbers or last is None or numbers[0] in (last + 1, 1):
            best = start if best is None or numbers[:1] == [(last or 0) + 1] else best
            if numbers and last is not None and numbers[0] == last + 1:
                break
            if numbers and numbers[0] == 1:
                best = start
    if best is None and starts:
        best = _from_the_end(starts, openings, rows)
    return best


def _from_the_end(starts: list[int], openings: Openings, rows: list[Row]) -> int:
    """Where the numbering has a gap: the longest stretch at the end whose numbers ascend."""
    best = starts[-1]
    for index in reversed(starts[:-1]):
        if openings[id(rows[index])].number < openings[id(rows[best])].number:
            best = index
        else:
            break
    return best


def beginnings(rows: list[Row], openings: Openings, kind: str, called: list[str], *, surely: bool = False) -> list[Row]:
    """Of rows of notes those that begin one: called by the text, or next in the order of their signs.

    Any other row that opens with a sign goes on with a note: a list inside it, a page number, a year. Where the text
    calls none, all that open with a sign begin one, or, `surely`, none.
    """
    opened = [row for row in rows if _is(openings, row, kind)]
    signs = [openings[id(row)].sign for row in opened]
    known = {id(opened[index]) for index in matched(signs, [sign for sign in called if sign in set(signs)])}
    # Page setting may put two notes out of order: what is called, and opens no other note here, begins one too.
    sure = {openings[each].sign for each in known}
    known |= {id(row) for row, sign in zip(opened, signs, strict=True) if sign in called and sign not in sure}
    found: list[Row] = []
    last = ""
    for index, row in enumerate(opened):
        sign = signs[index]
        later = next((signs[at] for at in range(index + 1, len(opened)) if id(opened[at]) in known), "")
        if id(row) in known or (not known and not surely) or _fits_between(last, sign, later):
            found.append(row)
            last = sign
    return found


def _fits_between(last: str, sign: str, later: str) -> bool:
    if last and follows(sign, last):
        return True
    if not all(each.isdigit() for each in (sign, last or "0", later or "0")):
        return False
    above = 0 < int(sign) - int(last) <= NEAR if last else True
    below = 0 < int(later) - int(sign) <= NEAR if later else True
    return above and below and bool(last or later)


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
    return is_finished(text) or is_finished(without_calls(text))


def _label(rows: list[Row], openings: Openings, kind: str, called: list[str], *, first_is_open: bool) -> None:
    first = rows[1:] if first_is_open else rows
    begins = {id(row) for row in beginnings(first, openings, kind, called)}
    for row in rows:
        if not row.is_free():
            continue
        if id(row) in begins:
            found = openings[id(row)]
            row.marker = found.end
            row.claim(Role.NOTE, f"opens with the note marker {row.text[: found.end].strip()}", 0.95)
        else:
            row.claim(Role.NOTE, "below the page's first note, without a marker: goes on with the note above", 0.8)
            row.opens = False
