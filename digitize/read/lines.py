"""A row of the page to a Line: spaces where a reader sees them, characters in the order of reading, and the proof."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from digitize.model import Line, Link, Run, Style
from digitize.read import bidi, cut_urls
from digitize.read.glyphs import Glyph
from digitize.read.rows import HIGH, SMALLER, Row

GAP_WITHOUT_SPACES = 0.16  # of the type size: a space, in a row where the page draws none
GAP_OF_TIGHT_SPACES = 0.1  # of the type size: a space, in a row that would have hardly any otherwise
LONGEST_WORDS = 8  # letters, on an average over a row; Arabic words have some five
GAP_AMONG_SPACES = 0.6  # of the type size: a space, in a row where the page draws some
REACH = 3  # lines above, in which a bracket may have been opened
NO_GAP = 0.02  # of the type size: words never stand so close, even where the page draws a space between them
LATIN_CLOSER = 0.8  # Latin letters are kerned less than Arabic ones: less than that gap is a space between them
RAISED_BY = 0.08  # of the type size above the baseline


_NUMBERS = regex.compile(r"\p{Nd}[-–]\p{Nd}|\p{Nd}[%٪‰]")


_NOTE_AT_EDGE = regex.compile(r"\p{Latin}.*\s[(\[.\-–]?\s?\p{Nd}{1,3}[)\].]?$")
_OF_RANGES = frozenset("-–%٪")
_RANGE = regex.compile(r"(?<![\p{Nd}/.\-])(\p{Nd}{1,4})[-–](\p{Nd}{1,4})(?![\p{Nd}/\-])")
_PERCENTAGE = regex.compile(r"[%٪]\p{Nd}+(?:[.,٫]\p{Nd}+)?|\p{Nd}+(?:[.,٫]\p{Nd}+)?[%٪]")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does throughout, found by looking at all its rows.

    `rtl`: most of its letters are of a right-to-left script. `ranges_forward`: ranges of numbers run left to right.
    """

    rtl: bool
    ranges_forward: bool


def habits_of(rows: Iterable[Row]) -> Habits:
    """The habits of a document's rows."""
    counts: Counter[str] = Counter()
    ranges: Counter[str] = Counter()
    for row in rows:
        texts = [glyph.text for glyph in row.clusters]
        kinds = [bidi.kind(text[0]) for text in texts]
        counts.update(kinds)
        if "R" in kinds and "N" in kinds and not _OF_RANGES.isdisjoint(texts):
            ranges.update(_range_votes([glyph.text for glyph in with_spaces(row)]))
    return Habits(counts["R"] > counts["L"], ranges["forward"] > 2 * ranges["backward"])


def _range_votes(texts: Sequence[str]) -> Iterable[str]:
    """Ranges and percentages between Arabic words, left to right on the page: `18-93` and `38%`, or `93-18` and `%38`.

    A range ascends; years and pages do so nearly always.
    """
    shown = "".join(" " if bidi.kind(text[0]) == "R" else text for text in texts)
    for each in shown.split():
        word = each.strip(".،,؛;:()[]").replace("–", "-")
        if _PERCENTAGE.fullmatch(word):
            yield "backward" if word[0] in "%٪" else "forward"
        parts = word.split("-")
        if len(parts) == 2 and all(1 < len(part) <= 4 and part.isdecimal() for part in parts):
            one, two = (int(part) for part in parts)
            if one != two:
                yield "forward" if one < two else "backward"


def with_spaces(row: Row) -> list[Glyph]:
    """The row's clusters with one space wherever a reader sees one, none at its edges."""
    size = row.size
    inked = [glyph for glyph in row.clusters if glyph.text != " "]
    has_spaces = len(inked) < len(row.clusters)
    widest = GAP_AMONG_SPACES if has_spaces else _gap_of_spaces(inked, size)
    found: list[Glyph] = []
    edge = inked[0].x0
    space: Glyph | None = None
    for glyph in row.clusters:
        if glyph.text == " ":
            space = glyph
            continue
        gap = glyph.x0 - edge
        if gap <= NO_GAP * size:
            found.append(glyph)
            edge = max(edge, glyph.x1)
            space = None
            continue
        latin = not has_spaces and bool(found) and bidi.kind(found[-1].text[-1]) == bidi.kind(glyph.text[0]) == "L"
        own = min(size, glyph.size, found[-1].size) if found else size
        if found and (space is not None or gap > widest * own * (LATIN_CLOSER if latin else 1)):
            found.append(glyph._replace(text=" ", x0=edge, x1=glyph.x0, style=Style.PLAIN))
        found.append(glyph)
        edge = max(edge, glyph.x1)
        space = None
    return found


def _gap_of_spaces(inked: Sequence[Glyph], size: float) -> float:
    """How wide a gap is a space in a row without drawn spaces; narrower where a justified row was set tight."""
    gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(inked)]
    letters = sum(bidi.kind(glyph.text[0]) == "R" for glyph in inked)
    words = 1 + sum(gap > GAP_WITHOUT_SPACES * size for gap in gaps)
    return GAP_OF_TIGHT_SPACES if letters > LONGEST_WORDS * words else GAP_WITHOUT_SPACES


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a row: its characters, in clusters as indices, and whether the algorithm proves it."""

    rtl: bool
    order: list[int]
    texts: list[str]  # by place on the page, brackets as they mean
    backward: list[bool]
    text: str
    proved: bool


def line_of(row: Row, name: str, habits: Habits, above: Sequence[Line] = (), *, leaning: bool | None = None) -> Line:
    """The row as a line of text with the place of every character.

    `above` holds the lines before it on the page; `leaning` is the side its Latin paragraph leans to, if that is told.
    """
    clusters = with_spaces(row)
    size = row.size
    raised = [
        glyph.text != " "
        and (
            (glyph.size <= SMALLER * size and row.baseline - glyph.y >= RAISED_BY * size)
            or row.baseline - glyph.y >= HIGH * size
        )
        for glyph in clusters
    ]
    reading = _read([glyph.text for glyph in clusters], raised, habits, above, leaning)
    xs: list[tuple[float, float]] = []
    styles: list[tuple[Style, float]] = []
    for index in reading.order:
        glyph = clusters[index]
        xs += _places(glyph, reading.texts[index], from_right=reading.backward[index])
        style = glyph.style | Style.RAISED if raised[index] else glyph.style
        styles += [(style, glyph.size)] * len(reading.texts[index])
    return Line(
        name,
        reading.text,
        row.box,
        tuple(xs),
        round(size, 2),
        Counter(glyph.font for glyph in clusters if glyph.text != " ").most_common(1)[0][0],
        _runs(reading.text, styles, size),
        rtl=reading.rtl,
        proved=reading.proved,
    )


def _read(
    texts: list[str], raised: Sequence[bool], habits: Habits, lines: Sequence[Line], leaning: bool | None
) -> _Reading:
    """The likeliest of the readings that the algorithm proves; the plain one where it proves none."""
    above = lines[-1] if lines else None
    breaks: frozenset[int] = frozenset()
    if any(raised):
        breaks = frozenset(index for index in range(1, len(texts)) if _is_break(texts, raised, index))
    tail = _open_url(lines)
    base = bidi.direction(texts, raised, page_rtl=habits.rtl)
    if tail and above is not None and above.rtl and any(bidi.kind(text[0]) == "R" for text in texts):
        base = True  # the rest of a URL does not turn the paragraph round
    bases = (base,) if base is not None else _bases(lines, habits, leaning)
    plain: _Reading | None = None
    proved: list[_Reading] = []
    for rtl in bases:
        for joins in _ways(texts, breaks, habits, tail, rtl=rtl):
            reading = _reading(texts, rtl, joins, habits)
            plain = plain or reading
            if reading.proved:
                if not _unlikely(reading, lines, tail):
                    return reading  # nothing speaks against it
                proved.append(reading)
        if base is not None and proved:
            break
    if plain is None:
        raise ValueError("a row without clusters")
    return min(proved, key=lambda each: _unlikely(each, lines, tail)) if proved else plain


def _ways(
    texts: Sequence[str], breaks: frozenset[int], habits: Habits, tail: str, *, rtl: bool
) -> Iterator[bidi.Joins]:
    """The ways in which the row may hold together, the usual ones first."""
    ends_inside = rtl and cut_urls.cut_at_end(texts)
    number_at_edge = rtl and (
        (bool(tail) and texts[-1].isdecimal()) or _NOTE_AT_EDGE.search("".join(texts)) is not None
    )
    for starts_inside in (True, False) if rtl and tail else (False,):
        for numbers_left in (False, True):
            for ranges_forward in (habits.ranges_forward, not habits.ranges_forward):
                for first in (False, True) if number_at_edge else (False,):
                    yield bidi.Joins(
                        breaks, ranges_forward, numbers_left, starts_inside, tail[-1:].isalnum(), ends_inside, first
                    )


def _is_break(texts: Sequence[str], raised: Sequence[bool], index: int) -> bool:
    """True where a raised number ends, and where one stands apart at the right edge, at the head of its note."""
    if raised[index - 1] and not raised[index]:
        return True
    return raised[index] and texts[index - 1] == " " and all(raised[index:])


def _open_url(lines: Sequence[Line]) -> str:
    """The URL inside which the lines above end, as far as they show it; "" where they do not."""
    tail = ""
    for line in reversed(lines[-6:]):
        words = line.text.split(" ")
        tail = words[-1] + tail
        if len(words) > 1:
            break
    is_url = (
        "://" in tail or "//:" in tail or tail.startswith(("www.", "<www."))
    )  # "//:" was turned round by a line end
    return tail if is_url and not tail.endswith((">", ")", "،", "؛")) else ""


def _bases(lines: Sequence[Line], habits: Habits, leaning: bool | None) -> tuple[bool, bool]:
    """Both directions, the one to which the row leans first, else that of a Latin line right above."""
    if leaning is not None:
        return leaning, not leaning
    latin = [line.rtl for line in lines[-1:] if not any(bidi.kind(char) == "R" for char in line.text)]
    first = latin[-1] if latin else habits.rtl
    return first, not first


def _unlikely(reading: _Reading, lines: Sequence[Line], tail: str) -> int:
    """How much speaks against a reading: brackets that close nothing, ranges that descend, a URL in two pieces."""
    above = lines[-1] if lines else None
    left_open = bidi.left_open(" ".join(line.text for line in lines[-REACH:]))
    closes = bidi.closes_more(reading.text)
    descending = sum(1 for one, two in _RANGE.findall(reading.text) if int(one) > int(two))
    if not any(bidi.kind(char) == "R" for char in reading.text):
        descending += _has_stray_quote(reading.text, is_open=above is not None and above.text.count('"') % 2 == 1)
    torn = cut_urls.is_torn(tail, reading.text) if tail else False
    rest = closes - left_open if left_open > 0 and closes else closes
    # A bracket left open is closed on a later line; what closes one that was never opened is surely read backwards.
    return (2 * rest if rest > 0 else -rest) + descending + torn


def _has_stray_quote(text: str, *, is_open: bool) -> bool:
    """True where the first quotation mark of a Latin line closes what nobody opened, or opens what is open."""
    at = text.find('"')
    if at < 0:
        return False
    closes = at > 0 and text[at - 1] != " " and text[at - 1] not in "(["
    return closes is not is_open


def _reading(texts: list[str], rtl: bool, joins: bidi.Joins, habits: Habits) -> _Reading:
    order, backward = bidi.logical(texts, rtl=rtl, joins=joins)
    meant = [bidi.mirror(text) if back else text for text, back in zip(texts, backward, strict=True)]
    shown = "".join(text[::-1] if back else text for text, back in zip(meant, backward, strict=True))
    text = "".join(meant[index] for index in order)
    proved = bidi.is_proved(text, shown, rtl=rtl) or bidi.is_proved(
        text, shown, rtl=rtl, held=_held(meant, order, backward, joins, habits)
    )
    return _Reading(rtl, order, meant, backward, text, proved)


def _held(
    texts: Sequence[str], order: Sequence[int], backward: Sequence[bool], joins: bidi.Joins, habits: Habits
) -> list[tuple[int, int]]:
    """Stretches of the text that are set as one: a URL, half of one at the edge of the row, a range where such are."""
    stretches: list[tuple[int, int]] = []
    at = start = 0
    for place, index in enumerate(order):
        if backward[index] or (place and abs(order[place - 1] - index) != 1):
            start = at + len(texts[index]) * backward[index]
        at += len(texts[index])
        if not backward[index] and (place + 1 == len(order) or backward[order[place + 1]]):
            stretches.append((start, at))
    text = "".join(texts[index] for index in order)
    return [
        (start, end)
        for start, end in stretches
        if "://" in text[start:end]
        or (habits.ranges_forward and _NUMBERS.search(text[start:end]))
        or "www." in text[start:end]
        or (joins.starts_inside and start == 0)
        or (joins.ends_inside and end == len(text))
    ]


def _places(glyph: Glyph, text: str, *, from_right: bool) -> list[tuple[float, float]]:
    """Left and right of every character of a cluster: letters share its width, a mark has the place of its letter."""
    if len(text) == 1:
        return [(glyph.x0, glyph.x1)]
    letters = [index for index, char in enumerate(text) if not unicodedata.combining(char)] or [0]
    width = (glyph.x1 - glyph.x0) / len(letters)
    places: list[tuple[float, float]] = []
    number = -1
    for index in range(len(text)):
        number += index in letters
        at = max(number, 0)
        left = glyph.x1 - (at + 1) * width if from_right else glyph.x0 + at * width
        places.append((left, left + width))
    return places


def _runs(text: str, styles: Sequence[tuple[Style, float]], size: float) -> tuple[Run, ...]:
    """Stretches of one style and size; plain ones of the prevailing size are not told.

    A space takes the style of the characters on both sides of it.
    """
    runs: list[Run] = []
    for index, own in enumerate(styles):
        style, points = own
        if text[index] == " " and runs and runs[-1].end == index and index + 1 < len(text):
            style, points = styles[index - 1] if styles[index - 1] == styles[index + 1] else (Style.PLAIN, size)
        if runs and runs[-1].end == index and (runs[-1].style, runs[-1].size) == (style, points):
            runs[-1] = Run(runs[-1].start, index + 1, style, points)
        elif style or points != size:
            runs.append(Run(index, index + 1, style, points))
    return tuple(runs)


def with_links(line: Line, links: Sequence[tuple[float, float, float, float, str]]) -> Line:
    """The line with the link annotations (left, top, right, bottom, target) that cover characters of it."""
    if line.box is None or not links:
        return line
    middle = (line.box.y0 + line.box.y1) / 2
    found: list[Link] = []
    for left, top, right, bottom, target in links:
        if not top <= middle <= bottom:
            continue
        covered = [index for index, (x0, x1) in enumerate(line.xs) if left <= (x0 + x1) / 2 <= right]
        covered = [index for index in covered if line.text[index] != " "]
        if covered:
            found.append(Link(covered[0], covered[-1] + 1, target))
    if not found:
        return line
    return Line(
        line.id, line.text, line.box, line.xs, line.size, line.font, line.runs, tuple(sorted(found, key=lambda link: link.start)),
        line.rtl, line.proved,
    )  # fmt: skip
