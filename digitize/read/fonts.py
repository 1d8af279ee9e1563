"""What a font says wrongly and the page shows rightly: ligatures spelt backwards, fillers named as letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from digitize.arabic import TATWEEL
from digitize.read.glyphs import Glyph
from digitize.read.rows import Row

NO_WIDTH = 0.02  # of the type size: a glyph no wider than this has no width
MOSTLY = 0.95  # share of its places in which a filler must stand inside a word
JOINED = 0.12  # of the type size: letters of one word stand no further apart
# Letters that do not join to the one behind them: none can begin a ligature.
_NEVER_FIRST = frozenset("اأإآٱدذرزوؤةىء")


def with_ligatures_forward(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs whose fonts spell ligatures backwards (`ال` for لا) spelt forward.

    A ligature cannot begin with a letter that joins to nothing behind it. Where a font spells one so, it spells all its
    ligatures so.
    """
    backward = {
        glyph.font
        for glyph in glyphs
        if glyph.code >= 0 and len(_bare(glyph.text)) > 1 and glyph.text[0] in _NEVER_FIRST
    }
    if not backward:
        return list(glyphs)
    return [
        glyph._replace(text=_turned(glyph.text))
        if glyph.font in backward and glyph.code >= 0 and len(glyph.text) > 1
        else glyph
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


def with_marks_alone(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Mark glyphs that their font names after the whole letter they stand on (`أ`, `يّ`) named as the marks alone.

    The accident: a producer maps every glyph of a cluster to all its characters. The evidence is that the glyph has no
    width, and that the letter itself is drawn right before or behind it.
    """
    found = list(glyphs)
    for index, glyph in enumerate(glyphs):
        if glyph.x1 - glyph.x0 > NO_WIDTH * glyph.size or unicodedata.combining(glyph.text[0]):
            continue
        apart = unicodedata.normalize("NFD", glyph.text)
        near = [each for each in (*glyphs[max(0, index - 1) : index], *glyphs[index + 1 : index + 2]) if _at(glyph, each)]
        letters = [unicodedata.normalize("NFD", other.text) for other in near]
        if any(apart == each and other.code != glyph.code for each, other in zip(letters, near, strict=True)):
            if found[index - 1].text:
                found[index] = glyph._replace(text="")  # the cluster is named twice; its other glyph keeps the name
            continue
        letter = next((each for each in letters if each.strip() and apart.startswith(each) and apart != each), "")
        if letter:
            found[index] = glyph._replace(text=apart[len(letter) :])
    return [glyph for glyph in found if glyph.text]


def _at(mark: Glyph, letter: Glyph) -> bool:
    return letter.x0 - 0.5 * mark.size <= mark.x0 <= letter.x1 + 0.5 * mark.size


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
            inside[key] += _is_joined(clusters, index, -1) and _is_joined(clusters, index, 1)
    return {key for key, count in total.items() if inside[key] >= MOSTLY * count and count >= 2}


def without_fillers(rows: Iterable[Row], found: set[tuple[str, int]]) -> None:
    """Names every filler for what it is: stretching."""
    for row in rows:
        if any((glyph.font, glyph.code) in found for glyph in row.clusters):
            row.clusters = [
                glyph._replace(text=TATWEEL) if (glyph.font, glyph.code) in found else glyph for glyph in row.clusters
            ]


def _is_foreign(text: str) -> bool:
    return text != " " and unicodedata.bidirectional(text) not in ("R", "AL", "AN", "EN") and not text.isdigit()


def _is_joined(clusters: Sequence[Glyph], index: int, step: int) -> bool:
    """True where an Arabic letter follows on that side without a gap; the same filler may be repeated before it."""
    at = index
    while 0 <= at + step < len(clusters):
        left, right = (clusters[at + step], clusters[at]) if step < 0 else (clusters[at], clusters[at + step])
        if right.x0 - left.x1 > JOINED * left.size:
            return False
        at += step
        if clusters[at].code != clusters[index].code:
            return unicodedata.bidirectional(clusters[at].text[0]) == "AL"
    return False
