"""Lines that keep their ends: the verses of a poem, and addresses. Everything else in a text flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from digitize.layout.rows import Row, View
from digitize.model import Role

LEAST = 2  # lines of a poem or of an address
LONGEST_HALF = 60  # letters of half a verse
LONGEST_LINE = 60  # letters of a line of an address
EVEN = 0.55  # the shorter half of a verse has at least this share of the letters of the longer

# The two halves of a verse, parted by white space or a sign.
_HALVES = regex.compile(r"(?P<one>\S.*?\S)(?:\s{3,}|\t+|\s+(?:\*{1,3}|\.{3,}|…|//?|-{2,})\s+)(?P<two>\S.*\S)")
_NOT_OF_VERSE = regex.compile(r"\p{Nd}|\p{Latin}|https?:|\.{4,}")
_OF_ADDRESS = regex.compile(
    r"ص\.?\s?ب\.?\s*[:\p{Nd}]|(?:هاتف|تلفون|تليفون|فاكس|جوال|موبايل|(?:ال)?بريد (?:ال)?إلكتروني|الرمز البريدي)\b"
    r"|(?<![\p{L}])(?:شارع|بناية|الطابق|عمارة|حي)\s|\S+@\S+\.\p{Latin}+|\bwww\.|^https?://\S+$"
    r"|\b(?:Tel|Fax|Phone|Mobile|E-?mail|P\.?\s?O\.?\s?Box)\b",
    regex.IGNORECASE,
)


def claim_verses(view: View) -> None:
    """Labels the verses of a text, each a line of its own; those of one poem share a group."""
    for number, run in enumerate(_runs(view, _is_verse), 1):
        for row in run:
            row.claim(
                Role.VERSE, "two even halves with a gap between, as in the lines around", 0.9, group=f"verse.{number}"
            )


def claim_addresses(view: View) -> None:
    """Labels short lines below each other of which several are parts of an address."""
    for number, run in enumerate(_runs(view, _is_short), 1):
        marked = [index for index, row in enumerate(run) if _OF_ADDRESS.search(row.text)]
        if len(marked) < LEAST:
            continue
        first = max(0, marked[0] - 3)  # the name and the town stand above the street
        for row in run[first : marked[-1] + 1]:
            row.claim(Role.ADDRESS, "a short line of an address", 0.85, group=f"address.{number}")
            row.opens = True


def _runs(view: View, fits: Callable[[Row], bool]) -> Iterator[list[Row]]:
    """Neighbouring free rows, two at least, that all fit."""
    run: list[Row] = []
    for row in view.rows:
        goes_on = row.is_free() and fits(row) and (not run or not view.is_text or row.gap == 0)
        if goes_on and (not run or run[-1].page == row.page):
            run.append(row)
            continue
        if len(run) >= LEAST:
            yield run
        run = [row] if row.is_free() and fits(row) else []
    if len(run) >= LEAST:
        yield run


def _is_verse(row: Row) -> bool:
    found = _HALVES.fullmatch(row.text.strip())
    if found is None or _NOT_OF_VERSE.search(row.text):
        return False
    one, two = found["one"], found["two"]
    short, long = sorted((len(one), len(two)))
    return long <= LONGEST_HALF and short >= EVEN * long and min(len(one.split()), len(two.split())) >= 2


def _is_short(row: Row) -> bool:
    return len(row.text.strip()) <= LONGEST_LINE
