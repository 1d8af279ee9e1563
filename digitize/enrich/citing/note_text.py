"""A note as patterns read it: without vowel marks, with western digits, its quotations and URLs shielded."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import regex

R = TypeVar("R", bound=tuple[object, ...])

SHIELD = "\N{SUBSTITUTE}"  # stands for each character of a quotation, or of what brackets hold
LINK = "\N{ESCAPE}"  # stands for each character of a URL
_URL = regex.compile(r"(?:(?:https?|ftp)://|(?<![\p{L}\p{Nd}@./])www\.)[^\s<>\"“”«»]++", regex.IGNORECASE)
_HOST = regex.compile(r"(?:://|www\.)[\p{L}\p{N}]", regex.IGNORECASE)
_TRAILING = ".,;:!?'،؛؟…)]}*_"
_QUOTES = {"“": "”", "«": "»", "»": "«", "„": "“", "‹": "›", '"': '"', "‘": "’"}
_BRACKETS = {"(": ")", "[": "]"}
_BEFORE_OPENING = frozenset(" \n،,؛;:(<[-–—")
_AFTER_CLOSING = frozenset(" \n،,؛;:.)>]؟?!-–—")


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's text, and the same text in forms of one length that patterns can trust.

    `text` lacks marks, stretching and invisible characters; `offsets` give the place of each of its characters in
    `printed`. `bare` is `text` with quotations and URLs shielded, `flat` is `bare` with brackets shielded too.
    `quotes` are the outermost quotations with their marks, `links` the URLs: ranges of `text`.
    """

    printed: str
    text: str
    offsets: tuple[int, ...]
    bare: str
    flat: str
    quotes: tuple[tuple[int, int], ...]
    links: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The range of the printed note behind a range of `text`; a letter's marks go with it."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        limit = self.offsets[end]
        while last < limit and (unicodedata.category(self.printed[last]) == "Mn" or self.printed[last] == "ـ"):
            last += 1
        return first, last

    def trim(self, start: int, end: int, cut: str = "") -> tuple[int, int]:
        """A range of `text` without the white space, and the characters of `cut`, at its ends."""
        while start < end and (self.text[start].isspace() or self.text[start] in cut):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in cut):
            end -= 1
        return start, end


def note_text(printed: str) -> NoteText:
    """Reads a note for patterns."""
    text, offsets = _plain_text(printed)
    links = tuple(_links(text))
    quotes = tuple(_pairs(_shielded(text, links, LINK), _QUOTES))
    bare = _shielded(_shielded(text, links, LINK), [(start + 1, end - 1) for start, end in quotes], SHIELD)
    brackets = _pairs(bare, _BRACKETS)
    flat = _shielded(bare, [(start + 1, end - 1) for start, end in brackets], SHIELD)
    return NoteText(printed, text, offsets, bare, flat, quotes, links)


def within(ranges: Sequence[R], start: int, end: int) -> Sequence[R]:
    """Those of ranges, sorted by their starts, that begin from `start` to before `end`."""
    return ranges[bisect_left(ranges, (start,)) : bisect_left(ranges, (end,))]


def _plain_text(printed: str) -> tuple[str, tuple[int, ...]]:
    """The text without what prints nothing of its own, white space single, and each character's place."""
    text: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(printed):
        plain = _plain(char)
        if not plain or (plain == " " and text and text[-1].isspace()):
            continue
        if plain == "\n" and text and text[-1] == " ":
            text[-1], offsets[-1] = plain, place
            continue
        text.append(plain)
        offsets.append(place)
    return "".join(text), (*offsets, len(printed))


@cache
def _plain(char: str) -> str:
    """A western digit, a space for what separates, nothing for marks, stretching and invisible characters."""
    category = unicodedata.category(char)
    if category in ("Mn", "Cf") or char == "\N{ARABIC TATWEEL}":
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return " " if char != "\n" and (char.isspace() or category == "Cc") else char


def _links(text: str) -> list[tuple[int, int]]:
    """URLs as printed, without the punctuation of the sentence; a bracket that the URL opens is its own."""
    found = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(_TRAILING)
        rest = match[0][len(url) :]
        if rest.startswith(")") and url.count("(") > url.count(")"):
            url += ")"
        if _HOST.search(url):
            found.append((match.start(), match.start() + len(url)))
    return found


def _shielded(text: str, ranges: list[tuple[int, int]] | tuple[tuple[int, int], ...], shield: str) -> str:
    pieces, done = [], 0
    for start, end in ranges:
        if start < end:
            pieces += [text[done:start], shield * (end - start)]
            done = end
    return "".join(pieces) + text[done:]


def _pairs(text: str, kinds: dict[str, str]) -> list[tuple[int, int]]:
    """The outermost pairs of marks, with them; none reaches over the end of a paragraph.

    A mark opens or closes by what stands beside it, so that guillemets which stand the wrong way round, and straight
    marks within straight marks, are read as a reader would.
    """
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []  # the closing marks awaited, and where each was opened
    closing = frozenset(kinds.values())
    for place, char in enumerate(text):
        if char == "\n":
            waiting.clear()
        elif waiting and char in closing and (depth := _closes(text, place, waiting)) is not None:
            start = waiting[depth][1]
            del waiting[depth:]
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, place + 1))
        elif char in kinds and _may_open(text, place):
            waiting.append((kinds[char], place))
    return found


_DEEPEST = 4  # levels of quotations that a closing mark is looked up in; more are damage


def _closes(text: str, place: int, waiting: list[tuple[str, int]]) -> int | None:
    """Which of the open marks a mark closes; a straight one that may only open closes none."""
    char = text[place]
    before = text[place - 1]
    after = text[place + 1] if place + 1 < len(text) else " "
    if char in '"’' and after not in _AFTER_CLOSING and (char == "’" or before in _BEFORE_OPENING):
        return None
    for depth in range(len(waiting) - 1, max(len(waiting) - 1 - _DEEPEST, -1), -1):
        if waiting[depth][0] == char:
            return depth
    return None


def _may_open(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    if text[place] in "([«“„‹":
        return True
    return before in _BEFORE_OPENING or (text[place] == '"' and before in "وبلكف")
