"""Captions: in a PDF what stands under a picture, in a text short lines alone without a full stop."""

from __future__ import annotations

from statistics import median

import regex

from digitize.geometry import Box
from digitize.layout.front import COVER_ROWS
from digitize.layout.rows import Row, View
from digitize.model import Picture, Role, Style
from digitize.text import letters

LONGEST = 75  # characters; captions of portraits and charts are one line
MOST_WORDS = 11
LONGEST_CAPTION = 300  # characters, in a PDF, where captions may run over lines
HALF = 0.5  # of the usual length of the lines of a narrow column
NARROW_RUN = 3  # so many short lines in a row are a paragraph set narrow beside a picture, not captions

_NOT_END = regex.compile(r"[.،؛:,;؟!]$")
_INSIDE_SENTENCE = regex.compile(r"[؛;.؟!][\"”»]?(?=\s)|[⁰¹²³⁴-⁹]|[.؟!\"”»]?[(\[]\p{Nd}{1,3}[)\]](?:$|(?=\s))")
# How lines of a sentence begin and end, and captions do not: a verb behind و, a particle, a clause behind a comma.
_IN_SENTENCE = regex.compile(
    r"^و[يتن]\p{L}{2,}|، (?!\p{Nd})"
    r"|\b(?:إن|أن|إنّ|أنّ|في|من|على|إلى|عن|التي|الذي|الذين|هذه|هذا|كان|ما|لا|لم|قد|مع|بين|بعد|قبل|حتى|أو|ثم)$"
)


def claim_under_pictures(view: View) -> None:
    """Labels the lines under (or, failing that, right above) every picture of a PDF that are no running text."""
    for number, rows in view.pages.items():
        if number == 1 and len(rows) <= COVER_ROWS:
            continue  # the pictures of a title page are a logo and its like
        for picture in view.page(number).pictures:
            free = [row for row in rows if row.is_free()]
            below = [row for row in free if _is_at(view, picture.box, row, row.box.y0 - picture.box.y1)]
            above = [row for row in free if _is_at(view, picture.box, row, picture.box.y0 - row.box.y1)]
            if below:
                first = min(below, key=lambda row: row.box.y0)
                _claim_lines(picture, first, free)
            elif above and _differs(view, above[-1]):
                above[-1].claim(Role.CAPTION, "set apart right above a picture", 0.85, group=picture.id)


def _is_at(view: View, picture: Box, row: Row, distance: float) -> bool:
    """True for a line near a picture's edge that is centred on it or no wider, and is not a line of the text."""
    box, size = row.box, row.size
    if not -0.6 * size < distance < 2.2 * size or size > 1.05 * view.body_size:
        return False
    centred = abs(box.middle[0] - picture.middle[0]) < max(6.0, 0.06 * picture.width)
    inside = picture.x0 - size < box.x0 and box.x1 < picture.x1 + size
    if not (centred or inside):
        return False
    if _differs(view, row):
        return len(row.text) < LONGEST_CAPTION
    widest = max(each.box.width for each in view.pages[row.page])
    return box.width < 0.75 * widest and (centred or picture.width < 0.6 * widest) and not _NOT_END.search(row.text)


def _differs(view: View, row: Row) -> bool:
    """True for a line set smaller than the text, bold or italic."""
    slanted = sum(run.end - run.start for run in row.line.runs if run.style & Style.ITALIC)
    return row.size < 0.96 * view.body_size or row.is_bold or slanted > 0.6 * len(row.text)


def _claim_lines(picture: Picture, first: Row, free: list[Row]) -> None:
    """The caption's first line, and those set like it right below it."""
    box = picture.box
    first.claim(Role.CAPTION, "right below a picture, set apart from the text", 0.95, group=picture.id)
    last = first
    for row in free:
        near = 0 < row.box.y1 - last.box.y1 < 1.9 * row.size
        alike = abs(row.size - first.size) < 0.3 and row.is_bold is first.is_bold
        narrow = row.box.x0 > box.x0 - 2 * row.size and row.box.x1 < box.x1 + 2 * row.size
        if row.is_free() and near and alike and narrow and row.box.overlaps_horizontally(last.box):
            row.claim(Role.CAPTION, "goes on with the caption above", 0.9, group=picture.id)
            row.opens = False
            last = row


def claim_alone(view: View) -> None:
    """In a text nothing shows the picture: a caption is a short line that neither begins nor ends a sentence.

    Nothing is moved: a pass takes stranded captions out of their paragraph.

    Evidence: it stands alone, has no end punctuation, and the line above is a finished paragraph or one that goes on
    behind it. Where its words return in the text (a person's name, with the Latin name behind it), it is certain.
    """
    rows = [row for row in view.rows if row.role not in (Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER)]
    words = " ".join(row.text for row in rows if row.is_free())
    for run in _narrow_runs(rows):
        usual = median(len(row.text) for row, _ in run)
        for row, _ in run:
            if not _is_short(row.text.strip()):
                continue
            if _is_named(row.text.strip(), words, in_narrow_text=len(run) >= NARROW_RUN):
                row.claim(Role.CAPTION, "a short line alone, and the text names the same", 0.95)
            elif len(run) >= NARROW_RUN and row is not run[-1][0] and len(row.text) < HALF * usual:
                row.claim(Role.CAPTION, "far shorter than the lines around it, and no end of a paragraph", 0.8)
            elif len(run) >= NARROW_RUN and _is_below_gap(row, run):
                row.claim(Role.CAPTION, "a short line below a wider gap than the lines around it", 0.75)
        if len(run) >= NARROW_RUN or any(row.role is Role.CAPTION for row, _ in run):
            continue
        for row, below in run:
            text = row.text.strip()
            if _is_short(text) and not _IN_SENTENCE.search(text) and not _breaks_off(row, below):
                row.claim(Role.CAPTION, "a short line alone, without end punctuation", 0.75)


def _is_below_gap(row: Row, run: list[tuple[Row, Row | None]]) -> bool:
    """True where more blank lines stand above the row than above any other of the narrow column."""
    others = [each.gap for each, _ in run if each is not row]
    is_first = row.line.id.endswith(".l1")  # above the first line of a page the gap is the page's
    return not is_first and row is not run[-1][0] and row.gap > max(others)


def _is_named(text: str, words: str, *, in_narrow_text: bool) -> bool:
    """True where the text names what the line says; in text set narrow only a name with its Latin twin is enough."""
    if len(text.split()) < 2:
        return False
    if in_narrow_text:
        return regex.search(regex.escape(text) + r"\s*\(?\p{Latin}{2,}", words) is not None
    return words.count(text) > 1


def _narrow_runs(rows: list[Row]) -> list[list[tuple[Row, Row | None]]]:
    """Stretches of narrow free rows, each row with the one below it."""
    runs: list[list[tuple[Row, Row | None]]] = [[]]
    for index, row in enumerate(rows):
        if row.is_free() and len(row.text) <= LONGEST:
            runs[-1].append((row, rows[index + 1] if index + 1 < len(rows) else None))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _is_short(text: str) -> bool:
    plain = letters(text)
    return (
        len(plain) >= 3
        and len(text) <= LONGEST
        and len(text.split()) <= MOST_WORDS
        and not _NOT_END.search(text)
        and not _INSIDE_SENTENCE.search(text)
    )


def _breaks_off(row: Row, below: Row | None) -> bool:
    """True for the last line of a page: it often stops in mid-sentence, however short it is."""
    return below is None or below.role is Role.NOTE or below.page != row.page
