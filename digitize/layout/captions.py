"""Captions: short lines without a full stop that stand alone, beside or below a picture."""

from __future__ import annotations

import regex

from digitize.layout.rows import Row, View
from digitize.model import Role
from digitize.text import letters

LONGEST = 75  # characters; captions of portraits and charts are one line
MOST_WORDS = 11
NARROW_RUN = 3  # so many short lines in a row are a paragraph set narrow beside a picture, not captions

_NOT_END = regex.compile(r"[.،؛:,;؟!]$")
_INSIDE_SENTENCE = regex.compile(r"[؛;.؟!](?=\s)|[⁰¹²³⁴-⁹]|[(\[]\p{Nd}{1,3}[)\]]$")


def claim_captions(view: View) -> None:
    """Labels captions; nothing is moved: a pass takes stranded ones out of their paragraph."""
    if view.is_text:
        _claim_in_text(view)


def _claim_in_text(view: View) -> None:
    """In a text nothing shows the picture: a caption is a short line that neither begins nor ends a sentence.

    Evidence: it stands alone, has no end punctuation, and the line above is a finished paragraph or one that goes on
    behind it. Where its words return in the text (a person's name, with the Latin name behind it), it is certain.
    """
    rows = [row for row in view.rows if row.role not in (Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER)]
    words = " ".join(row.text for row in rows if row.is_free())
    for run in _narrow_runs(rows):
        for row, below in run:
            if not _is_short(row.text.strip()):
                continue
            if _is_named(row.text.strip(), words, in_narrow_text=len(run) >= NARROW_RUN):
                row.claim(Role.CAPTION, "a short line alone, and the text names the same", 0.95)
            elif len(run) < NARROW_RUN and not _breaks_off(row, below):
                row.claim(Role.CAPTION, "a short line alone, without end punctuation", 0.75)


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
