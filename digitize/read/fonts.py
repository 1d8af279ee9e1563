"""What a font says wrongly and the page shows rightly: ligatures spelt backwards, fillers named as letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from digitize.arabic import TATWEEL
from digitize.read.glyphs import Glyph
from digitize.read.rows import Row

JOINED = 0.12  # of the type size: letters of one word stand no further apart
# Letters that do not join to the one behind them: none can begin a ligature.
_NEVER_FIRST = frozenset("اأإآٱدذرزوؤةىء")


def with_ligatures_forward(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs whose fonts spell ligatures backwards (`ال` for لا) spelt forward.

    A ligature cannot begin with a letter that joins to nothing behind it. Where a font spells one so, it spells all its
    ligatures so.
    """
    backward = {
        glyph.font for glyph in glyphs if glyph.code >= 0 and len(_bare(glyph.text)) > 1 and glyph.text[0] in _NEVER_FIRST
    }
    if not backward:
        return list(glyphs)
    return [
        glyph._replace(text=_turned(glyph.text)) if glyph.font in backward and glyph.code >= 0 and len(glyph.text) > 1 else glyph
        for glyph in glyphs
    ]


def _bare(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))


def _turned(text: str) -> str:
    """Letters in the other order, each with its marks; Latin ligatures as they are."""
    units: list[str] = []
    for char in text:
        if units and unicodedata.combining(char):
            units[-1] += char
        else:
            units.append(char)
    if not all(unicodedata.bidirectional(unit[0]) in ("R", "AL") for unit in units):
        return text
    return "".join(reversed(units))


def fillers(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """Glyphs (font, number) that only ever stretch Arabic words, whatever letter their font calls them.

    LibreOffice draws the stretching of justified text with a glyph that no text maps to, and names it after some other
    character. No Latin letter or sign ever stands inside a word, joined on both sides; one that only stands so is a
    filler.
    """
    inside: Counter[tuple[str, int]] = Counter()
    total: Counter[tuple[str, int]] = Counter()
    for row in rows:
        clusters = row.clusters
        for index, glyph in enumerate(clusters):
            if glyph.code < 0 or len(glyph.text) != 1 or not _is_foreign(glyph.text):
                continue
            key = (glyph.font, glyph.code)
            total[key] += 1
            left = _neighbour(clusters, index, -1)
            right = _neighbour(clusters, index, 1)
            inside[key] += left is not None and right is not None and _joins(left, glyph) and _joins(glyph, right)
    return {key for key, count in total.items() if inside[key] == count and count >= 2}


def without_fillers(rows: Iterable[Row], found: set[tuple[str, int]]) -> None:
    """Names every filler for what it is: stretching."""
    for row in rows:
        if any((glyph.font, glyph.code) in found for glyph in row.clusters):
            row.clusters = [
                glyph._replace(text=TATWEEL) if (glyph.font, glyph.code) in found else glyph for glyph in row.clusters
            ]


def _is_foreign(text: str) -> bool:
    return text != " " and unicodedata.bidirectional(text) not in ("R", "AL", "AN", "EN") and not text.isdigit()


def _neighbour(clusters: Sequence[Glyph], index: int, step: int) -> Glyph | None:
    """The next cluster of another number on that side; fillers come in rows."""
    code = clusters[index].code
    at = index + step
    while 0 <= at < len(clusters) and clusters[at].code == code:
        at += step
    return clusters[at] if 0 <= at < len(clusters) else None


def _joins(left: Glyph, right: Glyph) -> bool:
    arabic = [glyph for glyph in (left, right) if unicodedata.bidirectional(glyph.text[0]) == "AL"]
    return bool(arabic) and right.x0 - left.x1 <= JOINED * left.size
