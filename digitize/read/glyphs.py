"""A page's glyphs as flat tuples: which characters each stands for, and where it stands.

A glyph is not a character: a presentation form stands for a letter, a ligature for several, and where a PDF gives an
ActualText, that decides. Nothing here knows of lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from digitize.arabic import decompose
from digitize.model import Style

OVERPRINT = 0.07  # of the type size: a second print of a glyph no further away than this is false bold

CELL = 8.0  # points: the page in squares, to find what was printed near
COARSE = 2.0  # points: no two equal letters of a line begin so near to each other
NEAR = 0.1  # points: turned pages give places with rounding errors
SPOKEN = -2  # less its number: the code of a glyph whose text an ActualText gives

_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "fett")
_ITALIC_NAMES = ("italic", "oblique", "slanted")
_FLAG_ITALIC, _FLAG_BOLD = 2, 16  # of MuPDF's font flags


class Glyph(NamedTuple):
    """A glyph or cluster: characters in logical order, left and right edge, baseline and type size in points.

    `font` is the font's name, `code` its number in the font (below zero, from SPOKEN down, where an ActualText spoke),
    `order` its place in the page's drawing order.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    style: Style
    code: int
    order: int


@cache
def letters_of(char: str) -> str:
    """What a character from a font's map reads as: shapes to letters, Latin ligatures opened, controls to nothing."""
    point = ord(char)
    if 0xFB50 <= point <= 0xFDCF or 0xFE70 <= point <= 0xFEFC or point == 0xFDF2:
        return char if 0xFD3E <= point <= 0xFD4F else decompose(char)
    if 0xFB00 <= point <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    if unicodedata.category(char) == "Zs" or char in "\t\n\r":
        return " "
    if unicodedata.category(char) == "Cc":
        return "\N{REPLACEMENT CHARACTER}"  # no text has controls: the font names its glyphs at random
    if unicodedata.category(char) in ("Cf", "Cs", "Cn"):
        return ""
    return char


@cache
def style_of(font: str, flags: int) -> Style:
    """Bold and italic, by the font's flags or its name."""
    name = font.lower()
    style = Style.PLAIN
    if flags & _FLAG_BOLD or any(each in name for each in _BOLD_NAMES):
        style |= Style.BOLD
    if flags & _FLAG_ITALIC or any(each in name for each in _ITALIC_NAMES):
        style |= Style.ITALIC
    return style


def glyphs_of(
    spans: Sequence[Mapping[str, Any]], actual: Sequence[tuple[int, int, str]]
) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs of a page in drawing order, and those printed a second time.

    `spans` is what MuPDF's text trace gives, all of one direction; `actual` holds ActualText by glyph numbers.
    """
    glyphs: list[Glyph] = []
    for span in spans:
        font, size = span["font"], span["size"]
        style = style_of(font, span["flags"])
        for point, code, (x, y), (left, _, right, _) in span["chars"]:
            text = letters_of(chr(point))
            if code == -1 and glyphs and glyphs[-1].x0 - NEAR <= x <= glyphs[-1].x1 + NEAR:
                last = glyphs[-1]
                glyphs[-1] = last._replace(text=last.text + text)
            elif left <= right:
                glyphs.append(Glyph(text, left, right, y, size, font, style, code, len(glyphs)))
            else:
                glyphs.append(Glyph(text, right, left, y, size, font, style, code, len(glyphs)))
    return _without_doubles(_with_actual_texts(glyphs, actual))


def _with_actual_texts(glyphs: list[Glyph], actual: Sequence[tuple[int, int, str]]) -> list[Glyph]:
    """Glyphs under an ActualText become one cluster that reads as it says; one that says nothing readable is ignored."""
    if not actual:
        return glyphs
    found: list[Glyph] = []
    at = 0
    for start, end, text in actual:
        stretch = glyphs[start:end]
        read = "".join(letters_of(char) for char in text)
        if not stretch or start < at or not _is_better(read, stretch):
            continue
        if not read and "".join(glyph.text for glyph in stretch).strip():
            read = "\N{SOFT HYPHEN}"  # a word divided at the line end: what the page shows is a hyphen, not nothing
        found += glyphs[at:start]
        found += _clusters(stretch, read, _baseline(glyphs, start, end))
        at = end
    return found + glyphs[at:]


def _is_better(read: str, stretch: Sequence[Glyph]) -> bool:
    """False for an ActualText without readable characters, and for one that says what the glyphs say already."""
    if any(unicodedata.category(char) in ("Co", "Cn") or char == "\N{REPLACEMENT CHARACTER}" for char in read):
        return False
    shown = "".join(glyph.text for glyph in stretch)
    if not read:
        return shown in ("-", "\N{HYPHEN}", " ", "")
    heights = [glyph.y for glyph in stretch if glyph.x1 - glyph.x0 > 0.01 * glyph.size] or [stretch[0].y]
    return read != shown and max(heights) - min(heights) <= stretch[0].size


def _baseline(glyphs: Sequence[Glyph], start: int, end: int) -> float:
    """The baseline of a cluster: of its glyphs' heights the one that the glyphs drawn around it share."""
    around = [glyph.y for glyph in (*glyphs[max(0, start - 2) : start], *glyphs[end : end + 2])]
    heights = [glyph.y for glyph in glyphs[start:end]]
    return min(heights, key=lambda y: min((abs(y - other) for other in around), default=0.0))


def _clusters(stretch: Sequence[Glyph], read: str, y: float) -> list[Glyph]:
    """One cluster; a longer text is spread evenly over the place, so that its words and spaces stand apart."""
    base = max(stretch, key=lambda glyph: glyph.x1 - glyph.x0)
    x0, x1 = min(glyph.x0 for glyph in stretch), max(glyph.x1 for glyph in stretch)
    cluster = base._replace(text=read, x0=x0, x1=x1, y=y, code=SPOKEN - base.code)
    if len(read) <= 4 and " " not in read:
        return [cluster]
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL") for char in read)
    units = _units(read)
    width = (x1 - x0) / len(units)
    placed = []
    for index, unit in enumerate(units):
        left = x1 - (index + 1) * width if rtl else x0 + index * width
        placed.append(cluster._replace(text=unit, x0=left, x1=left + width))
    return placed


def _units(text: str) -> list[str]:
    """Characters with their marks."""
    units: list[str] = []
    for char in text:
        if units and unicodedata.combining(char):
            units[-1] += char
        else:
            units.append(char)
    return units


def _without_doubles(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Glyphs printed once, and the second prints of the same glyph in the same place."""
    inked = [glyph for glyph in glyphs if glyph.text and glyph.text != " "]
    if len({(glyph.text, int(glyph.x0 / COARSE), int(glyph.y / COARSE)) for glyph in inked}) == len(inked):
        return [glyph for glyph in glyphs if glyph.text], []  # false bold is never a single letter
    kept: list[Glyph] = []
    doubles: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        text = glyph.text
        if text and text != " ":
            x, y, near = glyph.x0 / CELL, glyph.y / CELL, OVERPRINT * glyph.size / CELL
            across, down = int(x), int(y)
            others = seen.get((text, across, down), ())
            if others and any(_is_double(glyph, other) for other in others):
                doubles.append(glyph)
                continue
            columns = {across, int(x - near), int(x + near)} if not near < x - across < 1 - near else (across,)
            rows = {down, int(y - near), int(y + near)} if not near < y - down < 1 - near else (down,)
            for column in columns:
                for row in rows:
                    seen.setdefault((text, column, row), []).append(glyph)
        if text:
            kept.append(glyph)
    return kept, doubles


def _is_double(glyph: Glyph, other: Glyph) -> bool:
    near = OVERPRINT * glyph.size
    return (
        abs(other.x0 - glyph.x0) <= near
        and abs(other.y - glyph.y) <= near
        and (glyph.text != "\N{REPLACEMENT CHARACTER}" or glyph.code == other.code)  # unnamed glyphs may differ
    )
