"""The order of the page to the order of reading: the Unicode Bidirectional Algorithm (UAX #9) read backwards.

A row of the page is a list of clusters (a letter with its marks, or a ligature) from left to right, brackets as they
look. `logical` finds the order in which they are read; `is_proved` runs the algorithm forward and compares.

Two logical orders can look alike on the page (`سنة 2019 NATO` and `NATO 2019` behind سنة); what is chosen then is said
where it is chosen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex
from bidi import get_display

from digitize.read import cut_urls

_MIRROR = {
    left: right
    for pair in ("()", "[]", "{}", "<>", "«»", "‹›", "⟨⟩", "≤≥", "⁽⁾", "❨❩", "﴾﴿")
    for left, right in zip(pair, pair[::-1], strict=True)
}
_BRACKETS = regex.compile(r"[()\[\]{}<>]")
_MARKS = regex.compile(r"\p{M}+")
_NUMBER_FIRST = regex.compile(r"[^\p{L}]*\p{Nd}")
_DASHES = "-–−"
_STOPS = ".,;:!?،؛؟…"
# Letters that no text has: they stand for the Latin on the neighbouring line, and for the Arabic before what follows.
_LATIN, _ARABIC = "\N{LINEAR B SYLLABLE B008 A}", "\N{ARABIC MATHEMATICAL ALEF}"
_STANDING = str.maketrans("", "", _LATIN + _ARABIC)
_MARKER_RIGHT = regex.compile(r".*\s[.\-–)]\s?\p{Nd}{1,3}|.*\s[)\[\]]\p{Nd}{1,3}[(\[\]]|.*\s[()\[\]]\p{Arabic}[()\[\]]")
_MARKER_LEFT = regex.compile(r"\p{Nd}{1,3}[.)]\s.*|[(\[]\p{Nd}{1,3}[)\]].*|[()\[\]]\p{Arabic}[()\[\]]\s.*")
# Words that a number follows: a number between one of them and a Latin word is theirs, not the Latin word's.
_BEFORE_NUMBERS = regex.compile(
    "سنة|عام|سنتي|عامي|العام|السنة|في|من|إلى|الى|حتى|نحو|بنحو|رقم|ص|صفحة|"
    "الصفحة|العدد|عدد|المجلد|مجلد|ج|يوم|بلغ|قبل|بعد|منذ|خلال|بين|المادة|الفقرة|الجدول|"
    "الشكل|الفترة|بقيمة|بنسبة|نسبة|حوالي|قرابة"
)


@cache
def kind(char: str) -> str:
    """What a character is to the algorithm: R, L, N (digit), S (separator inside a number), H (dash), O (neutral)."""
    name = unicodedata.bidirectional(char)
    if name in ("R", "AL"):
        return "R"
    if name == "L":
        return "L"
    if name in ("EN", "AN"):
        return "N"
    if name == "CS":
        return "S"
    return "H" if char in _DASHES else "O"


def mirror(char: str) -> str:
    """The bracket that faces the other way; other characters as they are."""
    return _MIRROR.get(char, char)


def direction(clusters: Sequence[str], raised: Sequence[bool], *, page_rtl: bool) -> bool | None:
    """The row's base direction: True right to left, False left to right, None where its letters and edges do not tell.

    Arabic letters decide on a page of Arabic. Where a row is Latin alone, the signs at its edges tell: a full stop at
    the left edge was pushed there by a right-to-left paragraph, and the number of a note stands where the note begins.
    """
    kinds = [kind(text[0]) for text in clusters]
    right, left = kinds.count("R"), kinds.count("L")
    if right and (page_rtl or right > left) and 4 * right >= left:
        return True
    if not page_rtl and left > right:
        return False
    if raised[0] is not raised[-1] and (raised[0] or _stands_apart(clusters, raised)):
        return raised[-1] or _ends_behind(clusters, raised)
    shown = "".join(clusters)
    if bool(_MARKER_RIGHT.fullmatch(shown)) != bool(_MARKER_LEFT.fullmatch(shown)):
        return bool(_MARKER_RIGHT.fullmatch(shown))
    first, last = clusters[0][0], clusters[-1][0]
    if unicodedata.bidirectional(last) == "AN" and clusters[-2:-1] == [" "]:
        return True
    if first in _STOPS and last not in _STOPS:
        return True
    if last in _STOPS and first not in _STOPS:
        return False
    return None


def _ends_behind(clusters: Sequence[str], raised: Sequence[bool]) -> bool:
    """True where the raised sign at the left edge is followed by a stop that touches the word to its right.

    Read from the left, no space would follow the stop; read from the right, word, stop and call come as they should.
    """
    at = raised.index(False) if False in raised else len(raised)
    return at + 1 < len(clusters) and clusters[at] in _STOPS and kind(clusters[at + 1][0]) in ("L", "R")


def _stands_apart(clusters: Sequence[str], raised: Sequence[bool]) -> bool:
    """True where a space parts the raised sign at the right edge from the words: a call would touch them."""
    start = next(index for index in range(len(raised) - 1, -1, -1) if not raised[index])
    return clusters[start] == " "


def closes_more(text: str) -> int:
    """How many brackets a text closes that it did not open, less those it leaves open."""
    depth = lowest = 0
    for char in _BRACKETS.findall(text):
        depth += (char in "([{<") - (char in ")]}>")
        lowest = min(lowest, depth)
    return -lowest - (depth - lowest)


def left_open(text: str) -> int:
    """How many brackets of a text are open at its end."""
    depth = 0
    for char in _BRACKETS.findall(text):
        depth = depth + 1 if char in "([{<" else max(0, depth - 1)
    return depth


class Joins(NamedTuple):
    """What holds numbers together and apart.

    `breaks`: indices at which a number ends and another begins, though no sign parts them: a raised call stands to the
    left of a number that it follows. `ranges_forward`: ranges of numbers run left to right (2011-2020), as some TeX
    systems set them, and others at the start of a line. `numbers_left`: a number to the left of Latin words is read
    before them. `starts_inside`, `ends_inside`: the line end above or below cuts a URL or a Latin word, so that signs at
    the edge belong to it. `sign_first`: the half above ends with a letter, so that a sign begins the second half.
    `numbers_first`: a number at the right edge is read before the Latin words to its left, as that of a note is.
    """

    breaks: frozenset[int]
    ranges_forward: bool
    numbers_left: bool = False
    starts_inside: bool = False
    sign_first: bool = False
    ends_inside: bool = False
    numbers_first: bool = False


_PLAIN = Joins(frozenset(), ranges_forward=False)


def logical(clusters: Sequence[str], *, rtl: bool, joins: Joins = _PLAIN) -> tuple[list[int], list[bool]]:
    """The order of reading as indices into the row, and for each index whether it reads right to left."""
    kinds = [kind(text[0]) for text in clusters]
    order: list[int] = []
    if rtl:
        forward = _forward_in_rtl(clusters, kinds, joins)
        for start, end, is_forward in reversed(_runs(forward, joins.breaks)):
            order += range(start, end) if is_forward else range(end - 1, start - 1, -1)
        return order, [not each for each in forward]
    levels = _forward_in_ltr(clusters, kinds, joins)
    for start, end, level in _level_runs(levels):
        if level == 0:
            order += range(start, end)
            continue
        inner = [each == 2 for each in levels[start:end]]
        for first, last, is_forward in reversed(_runs(inner, frozenset(each - start for each in joins.breaks))):
            piece = range(start + first, start + last)
            order += piece if is_forward else reversed(piece)
    return order, [level == 1 for level in levels]


def _runs(flags: Sequence[bool], breaks: frozenset[int]) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    for index, flag in enumerate(flags):
        if runs and runs[-1][2] == flag and index not in breaks:
            runs[-1] = (runs[-1][0], index + 1, flag)
        else:
            runs.append((index, index + 1, flag))
    return runs


def _level_runs(levels: Sequence[int]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for index, level in enumerate(levels):
        if runs and (runs[-1][2] > 0) == (level > 0):
            runs[-1] = (runs[-1][0], index + 1, runs[-1][2])
        else:
            runs.append((index, index + 1, level))
    return runs


def _forward_in_rtl(clusters: Sequence[str], kinds: Sequence[str], joins: Joins) -> list[bool]:
    """Which clusters of a right-to-left row stand in stretches that read left to right."""
    forward = [False] * len(kinds)
    at = 0
    while at < len(kinds):
        if kinds[at] == "R":
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] != "R":
            end += 1
        _mark_segment(clusters, kinds, forward, (at, end), joins=joins)
        at = end
    if joins.starts_inside:
        cut_urls.hold_second_half(clusters, forward, sign_first=joins.sign_first)
    if joins.ends_inside:
        cut_urls.hold_first_half(clusters, forward)
    return forward


def _mark_segment(
    clusters: Sequence[str], kinds: Sequence[str], forward: list[bool], segment: tuple[int, int], *, joins: Joins
) -> None:
    start, end = segment
    latin = [index for index in range(start, end) if kinds[index] == "L"]
    if latin:
        first, last = _island(clusters, kinds, segment, (latin[0], latin[-1]), joins)
        for index in range(first, last + 1):
            forward[index] = True
        for piece in ((start, first), (last + 1, end)):
            _mark_numbers(clusters, kinds, forward, piece, joins)
        return
    _mark_numbers(clusters, kinds, forward, segment, joins)


def _island(
    clusters: Sequence[str],
    kinds: Sequence[str],
    segment: tuple[int, int],
    latin: tuple[int, int],
    joins: Joins,
) -> tuple[int, int]:
    """The stretch around Latin letters that reads left to right: numbers beside them belong to it (rule W7)."""
    start, end = segment
    first, last = latin
    digits = [index for index in range(start, first) if kinds[index] == "N"]
    if digits and joins.numbers_left:
        first = digits[0]
    while first > start and kinds[first - 1] == "N":
        first -= 1
    stop = min((index for index in joins.breaks if index > last), default=end)
    beyond = [
        index for index in range(last + 1, min(stop, end)) if unicodedata.bidirectional(clusters[index][0]) == "EN"
    ]
    if beyond and not joins.numbers_first and not _belongs_to_arabic(clusters, kinds, last, end):
        last = beyond[-1]
    latin_text = "".join(text[0] for text in clusters[first : last + 1])
    if "://" in latin_text or "www." in latin_text:  # a URL set as one keeps the signs at its end
        held = last
        while held + 1 < end and clusters[held + 1][0] in cut_urls.OF_URLS:
            held += 1
        if held + 1 == len(clusters) or (held + 1 < end and clusters[held + 1][0] in " <>()[]"):
            last = held
    # A bracket pair with its opening inside is set with the Latin around it (rule N0).
    while last + 1 < end and clusters[last + 1][0] in ")]}":
        inside = "".join(text[0] for text in clusters[first : last + 1])
        opening = mirror(clusters[last + 1][0])
        if inside.count(opening) <= inside.count(clusters[last + 1][0]):
            break
        last += 1
    return first, last


def _belongs_to_arabic(clusters: Sequence[str], kinds: Sequence[str], last_latin: int, end: int) -> bool:
    """True for a number between Latin letters and an Arabic word that numbers follow: `سنة 2019 NATO`."""
    if end >= len(kinds) or not clusters[last_latin + 1].isspace():
        return False
    between = "".join(clusters[last_latin + 1 : end])
    if not regex.fullmatch(r"\s+\p{Nd}[\p{Nd}.,/]*\s+", between):
        return False
    word: list[str] = []
    for index in range(end, len(kinds)):
        if kinds[index] != "R":
            break
        word.append(clusters[index])
    return _BEFORE_NUMBERS.fullmatch(_MARKS.sub("", "".join(reversed(word)))) is not None


def _mark_numbers(
    clusters: Sequence[str], kinds: Sequence[str], forward: list[bool], piece: tuple[int, int], joins: Joins
) -> None:
    """Digits, with a single separator between two of them, read left to right (rules W4 and W2)."""
    start, end = piece
    for index in range(start, end):
        if kinds[index] == "N":
            forward[index] = True
        elif start < index < end - 1 and kinds[index - 1] == "N" and kinds[index + 1] == "N":
            parted = index in joins.breaks or index + 1 in joins.breaks
            forward[index] = not parted and (kinds[index] == "S" or (joins.ranges_forward and kinds[index] == "H"))
        elif joins.ranges_forward and start < index and kinds[index - 1] == "N" and clusters[index][0] in "%٪‰":
            forward[index] = index + 1 == len(kinds) or clusters[index + 1] == " "


def _forward_in_ltr(clusters: Sequence[str], kinds: Sequence[str], joins: Joins) -> list[int]:
    """Levels in a left-to-right row: 0, 1 in stretches of Arabic, 2 for numbers inside those."""
    levels = [0] * len(kinds)
    at = 0
    while at < len(kinds):
        if kinds[at] != "R":
            at += 1
            continue
        end = at
        last = at
        while end < len(kinds) and kinds[end] != "L":
            last = end if kinds[end] == "R" else last
            end += 1
        numbers = [False] * len(kinds)
        _mark_numbers(clusters, kinds, numbers, (at, last + 1), joins)
        for index in range(at, last + 1):
            levels[index] = 2 if numbers[index] else 1
        at = end
    return levels


def is_proved(text: str, shown: str, *, rtl: bool, held: Sequence[tuple[int, int]] = ()) -> bool:
    """True where the algorithm, run forward on `text`, gives `shown`: the page's characters from left to right.

    `held` are stretches (start, end) that are set as one from left to right: the algorithm looks at whole paragraphs, in
    which a cut URL goes on, and producers isolate URLs. Latin letters stand for what surrounds them then. A row that
    begins with a number may go on behind an Arabic letter of the row above.
    """
    bare = _MARKS.sub("", shown)
    if not held:
        plain = _MARKS.sub("", text)
        if get_display(plain, base_dir="R" if rtl else "L") == bare:
            return True
        return bool(rtl and _NUMBER_FIRST.match(plain) and get_display(_ARABIC + plain, base_dir="R")[:-1] == bare)
    parts = []
    at = 0
    for start, end in held:
        parts += [text[at:start], _LATIN, text[start:end], _LATIN, _ARABIC * rtl]
        at = end
    whole = _MARKS.sub("", "".join([*parts, text[at:]]))
    return bool(get_display(whole, base_dir="R" if rtl else "L").translate(_STANDING) == bare)
