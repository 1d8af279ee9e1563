"""Footnotes of a PDF: at the foot of a page, set smaller than the text or below a rule, opening with a marker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from digitize.layout.measure import OUTSIDE
from digitize.layout.notes import beginnings, called_in, claim_notes
from digitize.layout.notes import opening_of as opening
from digitize.layout.rows import Row, View
from digitize.layout.signs import Opening
from digitize.model import Role, Style

SMALLER = 0.94  # of the size of the text: notes are set no larger than this
_BESIDE = (Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.CAPTION)  # what may stand below or beside notes
FURTHEST = 4  # how many numbers may be missing between two notes that are read


@dataclass
class _Foot:
    """What stands at the foot of a page, from top to bottom."""

    page: int
    rows: list[Row]


def claim_printed(view: View) -> None:
    """Labels the notes of every page of a PDF; a note begins a block, its further lines go on with it."""
    feet = [foot for number in sorted(view.pages) if (foot := _foot(view, number)).rows]
    openings = {id(row): found for foot in feet for row in foot.rows if (found := opening(row))}
    kind = _kind(feet, openings)
    if kind is None:
        claim_notes(view)
        return
    largest = max((row.size for foot in feet for row in _begins(foot, openings, kind, None)[0]), default=0.0)
    last = 0
    is_open = False
    carried: list[str] = []  # calls of the page before that no note has answered
    for foot in feet:
        while foot.rows and foot.rows[0].size > 1.04 * largest:
            del foot.rows[0]
        begins, last = _begins(foot, openings, kind, last)
        called = called_in([row for row in view.pages[foot.page] if not any(row is each for each in foot.rows)])
        if known := beginnings(foot.rows, openings, kind, [*carried, *called], surely=True):
            begins = known
            last = next((number for row in reversed(known) if (number := openings[id(row)].number)), last)
        answered = {openings[id(row)].sign for row in begins}
        carried = [sign for sign in called if sign not in answered]
        if not begins and not is_open:
            continue
        first = foot.rows.index(begins[0]) if begins else len(foot.rows)
        _claim(foot.rows[0 if is_open else first :], begins, openings)
        is_open = True


def _foot(view: View, number: int) -> _Foot:
    """The rows at the end of a page that are smaller than the text, or that stand below a rule."""
    rows = [row for row in view.pages[number] if row.role not in _BESIDE]
    start = len(rows)
    while start and rows[start - 1].is_free() and rows[start - 1].size < SMALLER * view.body_size:
        start -= 1
    if start == len(rows):
        return _Foot(number, _below_rule(view, number, rows))
    width = view.page(number).width
    for rule in view.page(number).rules:
        if rule.width > rule.height and 0.08 < rule.width / width < 0.6:
            above = [row for row in rows[start:] if row.box.y1 <= rule.y0]  # else it underlines the row
            below = [row for row in rows[start:] if row.box.y0 >= rule.y0 - 0.3 * row.size]
            whole = len(above) + len(below) == len(rows) - start
            if above and below and whole and not any(opening(row) for row in above):
                start += len(above)
    return _Foot(number, rows[start:])


def _below_rule(view: View, number: int, rows: list[Row]) -> list[Row]:
    """The rows below the lowest short rule, where the first of them opens as a note does."""
    width = view.page(number).width
    rules = [rule for rule in view.page(number).rules if rule.width > rule.height and 0.08 < rule.width / width < 0.6]
    for rule in sorted(rules, key=lambda each: -each.y0):
        below = [row for row in rows if row.box.middle[1] > rule.y0]
        apart = all(row.box.y1 < rule.y0 + row.size for row in rows if row not in below)
        if apart and below and all(row.is_free() for row in below) and opening(below[0]):
            return below
    return []


def _kind(feet: list[_Foot], openings: dict[int, Opening]) -> str | None:
    """The kind of marker that opens most rows at the feet of pages; None where notes have none or there are none."""
    counts = Counter(openings[id(row)].kind for foot in feet for row in foot.rows if id(row) in openings)
    raised = [row for foot in feet for row in foot.rows if id(row) in openings and _is_raised(row)]
    if raised and len(raised) >= 0.3 * sum(counts.values()):
        return "superscript"
    numbered = Counter({kind: count for kind, count in counts.items() if kind != "symbol"})
    if not numbered:
        return "symbol" if counts else None
    return numbered.most_common(1)[0][0]


def _is_raised(row: Row) -> bool:
    return bool(row.line.style_at(len(row.text) - len(row.text.lstrip())) & Style.RAISED)


def _begins(foot: _Foot, openings: dict[int, Opening], kind: str, last: int | None) -> tuple[list[Row], int]:
    """The rows that begin a note, by the run of the numbers; and the number of the last of them.

    `last` is the number of the last note before this page, None where it is not known.
    """
    found: list[Row] = []
    for row in foot.rows:
        mark = openings.get(id(row))
        if mark is None or mark.kind not in (kind, "symbol"):
            continue
        if mark.number:
            fits = last is None or 0 < mark.number - last <= (FURTHEST if kind == "superscript" else 2)
            fresh = mark.number == 1 and not any(openings[id(each)].number == 1 for each in found)
            if not fits and not fresh:
                continue
            last = mark.number
        found.append(row)
    return found, last or 0


def _claim(rows: list[Row], begins: list[Row], openings: dict[int, Opening]) -> None:
    for row in rows:
        if not row.is_free() or row.role in OUTSIDE:
            continue
        if any(row is each for each in begins):
            row.marker = openings[id(row)].end
            row.opens = True
            row.claim(Role.NOTE, f"opens with the note marker {row.text[: row.marker].strip()}", 0.95)
        else:
            row.claim(Role.NOTE, "at the foot of the page, without a marker: goes on with the note above", 0.9)
