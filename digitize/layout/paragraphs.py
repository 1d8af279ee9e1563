"""Which lines of a PDF begin a paragraph: told by the white space before, above and behind them."""

from __future__ import annotations

import itertools

import regex

from digitize.layout.measure import OUTSIDE, Measure, half, steps, with_captions
from digitize.layout.notes import is_finished_with_call
from digitize.layout.rows import Row, View
from digitize.model import Role

WIDER = 1.28  # times the usual step: a wider one parts paragraphs
SLIGHTLY_WIDER = 1.12  # times the usual step: behind a finished sentence it parts paragraphs
EXACT = 2.5  # points: justified lines end no further from the edge
SHORT = 0.4  # of the type size: a justified line that stops so far from the edge is a last one
JUSTIFIED = 0.6  # share of the lines that do
LARGER = 1.08  # times the size of the text: larger is a heading
_ITEM = regex.compile(r"\s*(?:[◀◄◂▶►▸•●○◦▪■□▫◆◇❖➢➤✓✔✦\uF000-\uF0FF]|[-–—]\s|\(?[\p{Nd}\p{L}]{1,2}[.\-–)]\s)")


def mark_openings(view: View) -> None:
    """Sets `opens` of every row: True where a paragraph, an item or a heading begins."""
    for number, rows in view.pages.items():
        running = [row for row in rows if row.role not in OUTSIDE]
        captions = [row.box for row in rows if row.role is Role.CAPTION]
        pictures = [picture.box for picture in view.page(number).pictures]
        view.measures[number] = Measure([row.line for row in running], with_captions(pictures, captions))
    view.steps = steps(view.source.pages)
    view.uses_indents = _uses_indents(view)
    view.is_justified = _is_justified(view)
    text: Row | None = None  # the last line set in the size of the text: below it, a page may have notes
    for rows in view.pages.values():
        before, above = text, None
        for row in rows:
            if row.role is Role.TABLE:
                above = before = None
            elif row.role not in OUTSIDE:
                row.opens = above is None or _begins(view, before, above, row)
                before, above = (before if above is None else above), row
                text = row if abs(row.size - view.body_size) < 0.5 else text


def groups(view: View) -> list[list[Row]]:
    """The rows of every paragraph together; in a text source every row is one. A caption beside one does not end it."""
    found: list[list[Row]] = []
    last: list[Row] = []
    for row in view.rows:
        if last and not row.opens and last[-1].page == row.page and last[-1].role is row.role:
            last.append(row)
        else:
            found.append([row])
            last = last if row.role is Role.CAPTION else found[-1]
    return found


def _uses_indents(view: View) -> bool:
    """True where paragraphs begin set in: most lines do that follow one ended on purpose."""
    fresh = indented = 0
    for number, rows in view.pages.items():
        measure = view.measures[number]
        running = [row for row in rows if row.role not in OUTSIDE and abs(row.size - view.body_size) < 0.5]
        for above, row in itertools.pairwise(running):
            if measure.would_fit(above.line, row.line) and measure.is_full(row.line) and not _ITEM.match(row.text):
                fresh += 1
                indented += measure.is_set_in(row.line)
    return fresh >= 2 and indented > 0.5 * fresh


def _is_justified(view: View) -> bool:
    """True where most lines end exactly at the edge."""
    rests = [
        view.measures[number].rest(row.line)
        for number, rows in view.pages.items()
        for row in rows
        if row.role not in OUTSIDE and abs(row.size - view.body_size) < 0.5
    ]
    return sum(rest < EXACT for rest in rests) > JUSTIFIED * max(1, len(rests))


def _begins(view: View, before: Row | None, above: Row, row: Row) -> bool:
    if row.role is not above.role or _ITEM.match(row.text):
        return True
    measure = view.measures[row.page]
    larger = min(above.size, row.size) > LARGER * view.body_size
    if abs(above.size - row.size) > 0.12 * row.size and max(above.size, row.size) > 0.97 * view.body_size:
        return True
    if larger:
        return not _is_wrapped(measure, above, row)
    if _is_far(view, measure, above, row):
        return True
    if _ends_sentence_early(view, measure, above, row):
        return True
    if measure.would_fit(above.line, row.line) and not _is_narrowed(view, before, above, row):
        return True
    return above.line.rtl is row.line.rtl and _is_set_otherwise(measure, above, row)


def _is_wrapped(measure: Measure, above: Row, row: Row) -> bool:
    """True for the further lines of a heading: as large, close below, behind a line that goes far or is centred."""
    near = row.box.y1 - above.box.y1 < 2.3 * row.size
    same = abs(above.size - row.size) < 0.03 * row.size and above.is_bold is row.is_bold
    if measure.is_centred(row.line):  # Latin letters in an Arabic title are often set a little smaller
        same = abs(above.size - row.size) < 0.12 * above.size
    wide = measure.is_centred(above.line) or not measure.would_fit(above.line, row.line)
    return near and same and wide


def _is_far(view: View, measure: Measure, above: Row, row: Row) -> bool:
    """True where the step from the line above is wider than usual; a picture between explains it in mid-sentence."""
    if row.size < 0.93 * view.body_size or abs(above.size - row.size) > 0.5:
        return False
    step = view.steps.get(half(row.size))
    distance = row.box.y1 - above.box.y1
    if step is None or distance <= WIDER * step + 1:
        return False
    explained = any(above.box.y0 < each.y1 and each.y0 < row.box.y1 for each in measure.floats)
    return not explained or is_finished_with_call(above.text)


def _ends_sentence_early(view: View, measure: Measure, above: Row, row: Row) -> bool:
    """True where the line above ends a sentence, and stops short of the edge or has more white space below than usual.

    Neither alone says enough: little space between paragraphs, or a last line that is nearly full.
    """
    smaller = min(above.size, row.size) < 0.97 * view.body_size  # in notes, much else ends like a sentence
    if smaller or abs(above.size - row.size) > 0.5 or measure.is_beside(above.line):
        return False
    if not is_finished_with_call(above.text):
        return False
    step = view.steps.get(half(row.size))
    wider = step is not None and row.box.y1 - above.box.y1 > SLIGHTLY_WIDER * step + 1
    short = view.is_justified and measure.rest(above.line) > SHORT * row.size and not measure.is_centred(above.line)
    return wider or (short and not measure.is_set_in(row.line) and _is_flush(measure, row))


def _is_flush(measure: Measure, row: Row) -> bool:
    return measure.inset(row.line) < EXACT


def _is_narrowed(view: View, before: Row | None, above: Row, row: Row) -> bool:
    """True where two lines end at the same place short of the column: they are set narrow."""

    def rest_of(each: Row) -> float:
        return view.measures[each.page].rest(each.line)

    rest = rest_of(above)
    likely = ((before, 2.0), (row, 0.35 * above.size))  # points; the line above may be another paragraph's
    return rest > above.size and any(
        each is not None
        and each.line.rtl is above.line.rtl
        and abs(each.size - above.size) < 0.5
        and abs(rest - rest_of(each)) < near
        for each, near in likely
    )


def _is_set_otherwise(measure: Measure, above: Row, row: Row) -> bool:
    """True where the line begins further in or out than the one above, and that is no first or hanging line."""
    change = measure.inset(row.line) - measure.inset(above.line)
    if abs(change) < 0.7 * row.size:
        return False
    if change > 0:
        return not _ITEM.match(above.text)
    return not above.opens
