"""Cuts a note into the stretches that may each be one reference, without the words that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from digitize.enrich.citing.authors import strip_and
from digitize.enrich.citing.citation_words import VENUE, any_of
from digitize.enrich.citing.note_text import LINK, NoteText

_CONTEXT = 40  # characters looked at around a place
_SHORTENED = """
dr prof mr mrs ms st vol vols no nos pp ed eds éd trans trad rev al cf vs etc ch chap art fig jr sr cit op loc inc ltd
co dept univ ibid coll dir jan feb mar apr jun jul aug sep sept oct nov dec n p مج ت تر تح تحق إلخ الخ
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_LEAD_WORDS = (
    r"(?:(?:لل|ل)(?:ال)?(?:مزيد|توسع|تفاصيل|تفصيل|استزادة|اطلاع)"
    r"|(?:المصدر|المصادر|المراجع|المرجع|كذلك|أيضا|عن|sources?)\s*:"
    r"|(?:من|ومن)\s+(?:الدراسات|الأعمال|الكتب|أهم|أبرز|ذلك)|حول\s+(?:هذا|هذه|ذلك)"
    r"|في\s+(?:هذا|هذه|ذلك)\s+(?:المعنى|الصدد|الشأن|الموضوع|السياق)|e\.g\.|cf\.|for\s+(?:more|further|details|an?)|"
    + any_of(
        "أنظر|انظر|انظري|ينظر|راجع|يراجع|قارن|طالع|نقلا عن|نقلا|كذلك انظر|أخذ|اقتبس|مقتبس من|مذكور في|ورد في"
        "|see also|see|compare|quoted in|cited in|cited by|voir aussi|voir|sur ce|cité dans|cité par|cité in|pour plus"
    )
    + ")"
)
# A dash, an asterisk, a number in brackets; a leading word, with the conjunction written together with it.
_SIGN = regex.compile(r"(?:[\s\-–—•*]|\(\d{1,3}\)\s|\(\*+\))*+")
_LEAD = regex.compile(rf"[وف]?{_LEAD_WORDS}(?![\p{{L}}\p{{M}}])", regex.IGNORECASE)
# What may follow a leading word before the reference: `انظر أيضاً`, `see, for example,`.
_MORE_LEAD = regex.compile(
    r"\s*[،,]?\s*(?:و?"
    + any_of("أيضا|كذلك|مثلا|انظر|راجع|بالتفصيل|على سبيل المثال|في ذلك|في")
    + "|"
    + any_of("also|for example|for instance|e.g.|aussi|par exemple|notamment|i.e.")
    + r")(?![\p{L}\p{M}])\s*[:،,]?",
    regex.IGNORECASE,
)
_COLON = regex.compile(rf"[^:\n{LINK}،؛;«»\"“”]{{0,120}}+:\s")
# A leading word behind the end of a reference begins the next one, but where a URL is what it leads to.
_NEXT = regex.compile(rf"(?<=[)>.،,\]\"”»])\s+(?=(?:[وف]?{_LEAD_WORDS})(?![\p{{L}}\p{{M}}]))", regex.IGNORECASE)
_TO_LINK = regex.compile(rf"[^\n{LINK}:]{{0,60}}+[:\s<(\-–]*{LINK}")
_CUT = regex.compile(r"[\n؛;]|\.(?=\s)")
_LAST_WORD = regex.compile(r"\p{L}+\Z")
_OPENING = regex.compile(r"[\p{Arabic}\p{Lu}\"«“<(]|https?")
_SHORTEST = 4  # characters of a reference: نفسه, Ibid
_AND = regex.compile(r"(?:and|et|&)\s", regex.IGNORECASE)


def stretches(note: NoteText) -> Iterator[tuple[int, int]]:
    """The ranges of a note's text that may be one reference each, in order; leading words are left out."""
    for start, end in _pieces(note):
        begin, stop = note.trim(_without_lead(note, start, end), end, "،,؛;•*-–—")
        is_next = note.flat[max(0, start - 2) : start].rstrip().endswith(("؛", ";"))
        if is_next and note.text[begin:stop].startswith("و"):
            begin += strip_and(note.text[begin:stop]) or 0
        if joined := _AND.match(note.text, begin, stop):
            begin = joined.end()
        if stop - begin >= _SHORTEST:
            yield begin, stop


def _pieces(note: NoteText) -> Iterator[tuple[int, int]]:
    """The paragraphs, sentences and list members of a note, and what a leading word begins."""
    cuts = {0, len(note.text)}
    since = 0
    for found in _CUT.finditer(note.flat):
        if found[0] != "." or _ends_sentence(note.flat, since, found.start()):
            since = found.end()
            cuts.add(since)
    for found in _NEXT.finditer(note.flat):
        if not _TO_LINK.match(note.flat, found.end()):
            cuts.add(found.end())
    for start, end in pairwise(sorted(cuts)):
        first, last = note.trim(start, end, "؛;")
        if first < last:
            yield first, last


def _ends_sentence(text: str, since: int, dot: int) -> bool:
    """True for a full stop; false for one behind an abbreviation or an initial, and for two or three in a row.

    In some styles a full stop stands for the commas beside a quoted title: `Author. "Title." Journal 12 (2010)`.
    """
    before, after = text[max(since, dot - _CONTEXT) : dot], text[dot + 1 : dot + _CONTEXT].lstrip()
    word = _LAST_WORD.search(before)
    if before.endswith(".") or (word and (len(word[0]) == 1 or word[0].lower() in _ABBREVIATIONS)):
        return False
    is_author = dot - since < _CONTEXT and len(before.split()) <= 5 and after.startswith(('"', "«", "“"))
    if is_author or (before.endswith(('"', "»", "”")) and VENUE.match(after)):
        return False
    return not after or _OPENING.match(after) is not None


def _without_lead(note: NoteText, start: int, end: int) -> int:
    """Where the reference begins behind `انظر:`, `للمزيد حول ذلك راجع:`, `See also`; `start` where nothing leads to it."""
    if sign := _SIGN.match(note.bare, start, end):
        start = sign.end()
    lead = _LEAD.match(note.flat, start, end)
    if not lead:
        return start
    colon = _COLON.match(note.flat, lead.end() - 1 if lead[0].endswith(":") else lead.end(), end)
    if colon and not _TO_LINK.match(note.flat, colon.end(), end):
        return colon.end()
    begin = lead.end()
    while more := _MORE_LEAD.match(note.flat, begin, end):
        begin = more.end()
    further = _LEAD.match(note.flat, begin, end)
    return further.end() if further else begin
