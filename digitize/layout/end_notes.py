"""Notes at the end of a chapter or of the document: a run of signs in order, called by the text before it.

A heading may stand above them (`الهوامش`); where none does, the calls alone tell, and they must come from earlier pages:
what the same page calls are its footnotes.
"""

from __future__ import annotations

from digitize.layout.headings import worded
from digitize.layout.notes import OUTSIDE, Openings, called_in, openings_of
from digitize.layout.rows import Row, View
from digitize.layout.signs import Opening, follows, heads_notes, is_first, matched
from digitize.model import Role

LEAST = 3  # notes without a heading above them: fewer in a row may be a list
SHARE = 0.6  # of the notes must be called
LONGEST = (60, 6)  # rows of one note: lines of a PDF, paragraphs of a text
SKIPPED = 3  # numbers that may be missing between two notes


def claim_end_notes(view: View) -> None:
    """Labels the notes of every chapter's end; those of one end share a group."""
    rows = [row for row in view.rows if row.role not in OUTSIDE]
    openings = openings_of(rows)
    begin = 0  # where the text that may call the next notes begins
    index = 0
    number = 0
    while index < len(rows):
        found = openings.get(id(rows[index]))
        if found is None or not is_first(found.sign) or not rows[index].is_free():
            index += 1
            continue
        run = _run(view, rows, index, openings, found)
        if not _are_called(view, rows, openings, run, begin, index):
            index += 1
            continue
        number += 1
        end = _end(view, rows, run)
        _claim(rows[index:end], openings, {id(rows[each]) for each in run}, f"end.{number}")
        begin = index = end


def _run(view: View, rows: list[Row], start: int, openings: Openings, first: Opening) -> list[int]:
    """The rows from `start` on whose signs go on in order, of one kind, with nothing claimed between."""
    run = [start]
    last = first.sign
    for index in range(start + 1, len(rows)):
        row = rows[index]
        between = index - run[-1]
        if (
            not row.is_free()
            or _is_larger(view, row, rows[start])
            or worded(row.text)
            or between > LONGEST[view.is_text]
        ):
            break
        found = openings.get(id(row))
        if found is None or found.kind != first.kind:
            continue
        if found.sign == first.sign:
            break
        if follows(found.sign, last) or (found.number and last.isdigit() and 0 < found.number - int(last) <= SKIPPED):
            run.append(index)
            last = found.sign
    return run


def _is_larger(view: View, row: Row, first: Row) -> bool:
    """True for a heading of a PDF: larger than the notes, or bold where they are not."""
    if view.is_text:
        return False
    return row.size > 1.06 * first.size or (row.is_bold and not first.is_bold)


def _are_called(view: View, rows: list[Row], openings: Openings, run: list[int], begin: int, start: int) -> bool:
    """True where the text from `begin` on calls these signs, from other pages than theirs or below a heading."""
    signs = [openings[id(rows[index])].sign for index in run]
    wanted = set(signs)
    called = [(sign, row.page) for row in rows[begin:start] for sign in called_in([row]) if sign in wanted]
    count = len(matched(signs, [sign for sign, _ in called]))
    if start and heads_notes(rows[start - 1].text):
        return count > 0 and count >= 0.5 * len(signs)
    if not view.is_text and rows[start].size > 0.97 * view.body_size:
        return False  # print sets notes smaller, or puts a heading above them; these are a list
    near = matched(signs, [sign for sign, page in called if page >= rows[start].page - 1])
    return len(signs) >= LEAST and count >= SHARE * len(signs) and len(near) < SHARE * len(signs)


def _end(view: View, rows: list[Row], run: list[int]) -> int:
    """Behind the last row of the last note: it goes on while its lines do."""
    last = run[-1]
    end = last + 1
    if view.is_text:
        return end
    size = rows[last].size
    smaller = size < 0.97 * view.body_size  # then even a new paragraph is the note's
    while (
        end < len(rows)
        and rows[end].is_free()
        and (smaller or not rows[end].opens)
        and abs(rows[end].size - size) < 0.06 * size
        and rows[end].page - rows[end - 1].page <= 1
    ):
        end += 1
    return end


def _claim(rows: list[Row], openings: Openings, begins: set[int], group: str) -> None:
    for row in rows:
        if id(row) in begins:
            row.marker = openings[id(row)].end
            row.opens = True
            row.claim(Role.NOTE, "one of a run of notes at the end, called by the text before", 0.9, group=group)
        else:
            row.claim(Role.NOTE, "goes on with the note above", 0.85, group=group)
            row.opens = False
