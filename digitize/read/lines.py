"""A row of the page to a Line: spaces where a reader sees them, characters in the order of reading, and the proof."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digitize.model import Line, Link, Run, Style
from digitize.read import bidi
from digitize.read.glyphs import Glyph
from digitize.read.rows import Row

GAP_WITHOUT_SPACES = 0.16  # of the type size: a space, in a row where the page draws none
GAP_AMONG_SPACES = 0.6  # of the type size: a space, in a row where the page draws some
RAISED_BY = 0.08  # of the type size above the baseline


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does throughout, found by looking at all its rows.

    `rtl`: most of its letters are of a right-to-left script. `brackets_logical`: its fonts name a bracket in Arabic by
    what it means, not by how it looks. `ranges_forward`: ranges of numbers run left to right.
    """

    rtl: bool
    brackets_logical: bool
    ranges_forward: bool


def habits_of(rows: Iterable[Row]) -> Habits:
    """The habits of a document's rows."""
    counts: Counter[str] = Counter()
    brackets: Counter[str] = Counter()
    ranges: Counter[str] = Counter()
    for row in rows:
        clusters = with_spaces(row)
        texts = [glyph.text for glyph in clusters]
        counts.update(bidi.kind(text[0]) for text in texts)
        if any(bidi.kind(text[0]) == "R" for text in texts):
            brackets.update(_bracket_votes(texts))
            ranges.update(_range_votes(texts))
    return Habits(
        counts["R"] > counts["L"],
        brackets["logical"] > brackets["shape"],
        ranges["forward"] >= 2 and ranges["forward"] > 2 * ranges["backward"],
    )


def _bracket_votes(texts: Sequence[str]) -> Iterable[str]:
    """At the left edge of Arabic words in brackets stands what looks like an opening bracket, whatever it is called."""
    for index, text in enumerate(texts):
        if text not in "()[]{}«»":
            continue
        left = texts[index - 1] if index else " "
        right = texts[index + 1] if index + 1 < len(texts) else " "
        outside_left = left == " " or left in ".،؛:؟!"
        if outside_left and bidi.kind(right[0]) == "R":
            yield "shape" if text in "([{«" else "logical"
        elif bidi.kind(left[0]) == "R" and (right == " " or right in "\"“”"):
            yield "shape" if text in ")]}»" else "logical"


def _range_votes(texts: Sequence[str]) -> Iterable[str]:
    """Ranges of years between Arabic words, left to right on the page: ascending or descending."""
    shown = "".join(text if bidi.kind(text[0]) in "NH" else " " for text in texts)
    for word in shown.split():
        parts = word.replace("–", "-").split("-")
        if len(parts) == 2 and all(len(part) == 4 and part.isdecimal() for part in parts):
            one, two = (int(part) for part in parts)
            if one != two:
                yield "forward" if one < two else "backward"


def with_spaces(row: Row) -> list[Glyph]:
    """The row's clusters with one space wherever a reader sees one, none at its edges."""
    size = row.size
    inked = [glyph for glyph in row.clusters if glyph.text != " "]
    has_spaces = len(inked) < len(row.clusters)
    widest = GAP_AMONG_SPACES if has_spaces else GAP_WITHOUT_SPACES
    found: list[Glyph] = []
    edge = inked[0].x0
    space: Glyph | None = None
    for glyph in row.clusters:
        if glyph.text == " ":
            space = glyph
            continue
        gap = glyph.x0 - edge
        if found and ((space is not None and gap > 0.02 * size) or gap > widest * size):
            found.append(glyph._replace(text=" ", x0=edge, x1=glyph.x0, style=Style.PLAIN))
        found.append(glyph)
        edge = max(edge, glyph.x1)
        space = None
    return found


def line_of(row: Row, name: str, habits: Habits) -> Line:
    """The row as a line of text with the place of every character."""
    clusters = with_spaces(row)
    size, baseline = row.size, row.baseline
    raised = [
        glyph.size <= 0.87 * size and baseline - glyph.y >= RAISED_BY * size and glyph.text != " " for glyph in clusters
    ]
    texts = [glyph.text for glyph in clusters]
    rtl = bidi.direction(texts, page_rtl=habits.rtl)
    breaks = frozenset(index for index in range(1, len(texts)) if raised[index - 1] and not raised[index])
    order, backward = bidi.logical(texts, rtl=rtl, breaks=breaks, ranges_forward=habits.ranges_forward)
    mirrored = not habits.brackets_logical
    text: list[str] = []
    xs: list[tuple[float, float]] = []
    styles: list[tuple[Style, float]] = []
    for index in order:
        glyph = clusters[index]
        read = bidi.mirror(glyph.text) if backward[index] and mirrored else glyph.text
        text.append(read)
        xs += _places(glyph, read, from_right=backward[index])
        style = glyph.style | Style.RAISED if raised[index] else glyph.style
        styles += [(style, glyph.size)] * len(read)
    whole = "".join(text)
    shown = "".join(_as_shown(clusters[index].text, backward[index], mirrored) for index in range(len(texts)))
    return Line(
        name,
        whole,
        row.box,
        tuple(xs),
        round(size, 2),
        Counter(glyph.font for glyph in clusters if glyph.text != " ").most_common(1)[0][0],
        _runs(whole, styles, size),
        rtl=rtl,
        proved=bidi.is_proved(whole, shown, rtl=rtl),
    )


def _as_shown(text: str, backward: bool, mirrored: bool) -> str:
    """A cluster's characters from left to right as they look."""
    if not backward:
        return text
    return text[::-1] if mirrored else bidi.mirror(text)[::-1]


def _places(glyph: Glyph, text: str, *, from_right: bool) -> list[tuple[float, float]]:
    """Left and right of every character of a cluster: letters share its width, a mark has the place of its letter."""
    letters = [index for index, char in enumerate(text) if not unicodedata.combining(char)] or [0]
    width = (glyph.x1 - glyph.x0) / len(letters)
    places: list[tuple[float, float]] = []
    number = -1
    for index in range(len(text)):
        number += index in letters
        at = max(number, 0)
        left = glyph.x1 - (at + 1) * width if from_right else glyph.x0 + at * width
        places.append((round(left, 2), round(left + width, 2)))
    return places


def _runs(text: str, styles: Sequence[tuple[Style, float]], size: float) -> tuple[Run, ...]:
    """Stretches of one style and size; plain ones of the prevailing size are not told. A space takes the style of
    the characters on both sides of it."""
    runs: list[Run] = []
    for index, (style, points) in enumerate(styles):
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
