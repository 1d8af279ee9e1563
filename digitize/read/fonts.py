"""What a font says wrongly and the page shows rightly: ligatures spelt backwards, fillers, brackets, marks."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from digitize.arabic import NEVER_JOIN, TATWEEL
from digitize.read.bidi import mirror
from digitize.read.glyphs import Glyph
from digitize.read.rows import Row

_BRACKETS = "()[]{}<>«»‹›"
_MARKS = "".join(chr(point) for point in range(0x64B, 0x660))
MIN_DOUBLED = 3  # places that prove a glyph to be named twice
MIN_MARKS = 3  # places at an alef
MIN_ALEFS = 300  # in a font, before shares of them say anything
HAMZA_SHARE = 0.08  # of the alefs: more often than this it is a hamza
MADDA_SHARE = 0.04  # less often than this, a madda
NO_WIDTH = 0.02  # of the type size: a glyph no wider than this has no width
THIN = 0.16  # of the type size: no letter that joins on both sides is as narrow
HALVES = 4  # times that half a letter must be seen
MOSTLY = 0.95  # share of its places in which a filler must stand inside a word
JOINED = 0.12  # of the type size: letters of one word stand no further apart
_ALLAH = "الله"  # the one ligature that begins with a letter that joins to nothing
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
        if len(glyph.text) > 1
        and glyph.code >= 0
        and glyph.text[0] in _NEVER_FIRST
        and glyph.text != _ALLAH
        and len(_bare(glyph.text)) > 1
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
        near = [
            each for each in (*glyphs[max(0, index - 1) : index], *glyphs[index + 1 : index + 2]) if _at(glyph, each)
        ]
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


def alef_marks(pages: Iterable[Sequence[Glyph]]) -> dict[tuple[str, int], str]:
    """What glyphs (font, number) are that have no width, no sensible name, and only ever stand at an alef.

    Some producers build أ, إ and آ from an alef and a mark, and name the mark after nothing. Vowels stand on all letters;
    only hamza and madda keep to the alef. Below it is a hamza. Above it the share of alefs that bear the mark tells:
    every fourth or fifth alef of Arabic prose bears a hamza, one in fifty a madda. Where that is not clear, nothing is
    said.
    """
    alefs: Counter[str] = Counter()
    total: Counter[tuple[str, int]] = Counter()
    above: Counter[tuple[str, int]] = Counter()
    below: Counter[tuple[str, int]] = Counter()
    for glyphs in pages:
        for index, glyph in enumerate(glyphs):
            alefs[glyph.font] += glyph.text == "ا"
            if glyph.x1 - glyph.x0 > NO_WIDTH * glyph.size or glyph.code < 0 or not _is_nameless(glyph.text):
                continue
            key = (glyph.font, glyph.code)
            total[key] += 1
            near = [
                each
                for each in (*glyphs[max(0, index - 1) : index], *glyphs[index + 1 : index + 3])
                if _at(glyph, each)
            ]
            alef = next((each for each in near if each.text in ("ا", "لا")), None)
            if alef is not None:
                above[key] += alef.y - glyph.y > 0.3 * glyph.size
                below[key] += alef.y - glyph.y < 0.1 * glyph.size
    found: dict[tuple[str, int], str] = {}
    for key, count in total.items():
        share = count / max(1, alefs[key[0]])
        if count < MIN_MARKS or alefs[key[0]] < MIN_ALEFS:
            continue
        if below[key] >= MOSTLY * count:
            found[key] = "\N{ARABIC HAMZA BELOW}"
        elif above[key] >= MOSTLY * count and not MADDA_SHARE < share < HAMZA_SHARE:
            found[key] = "\N{ARABIC HAMZA ABOVE}" if share >= HAMZA_SHARE else "\N{ARABIC MADDAH ABOVE}"
    return found


def _is_nameless(text: str) -> bool:
    """True for a name that no mark of Arabic has: unknown, or a sign of another script."""
    return text == "\N{REPLACEMENT CHARACTER}" or (len(text) == 1 and _is_foreign(text) and text.isascii())


def renamed(glyphs: Sequence[Glyph], names: Mapping[tuple[str, int], str]) -> list[Glyph]:
    """The glyphs, those that have a name in `names` with that name."""
    if not names:
        return list(glyphs)
    found = [
        glyph if (name := names.get((glyph.font, glyph.code))) is None else glyph._replace(text=name)
        for glyph in glyphs
    ]
    return [glyph for glyph in found if glyph.text != " " or glyph.x1 - glyph.x0 > NO_WIDTH * glyph.size]


def fillers(rows: Iterable[Row], nameless: Collection[tuple[str, int]] = ()) -> set[tuple[str, int]]:
    """Glyphs (font, number) that only ever stretch Arabic words, whatever letter their font calls them.

    LibreOffice draws the stretching of justified text with a glyph that no text maps to, and names it after some other
    character. No Latin letter or sign ever stands inside a word, joined on both sides; one that only stands so is a
    filler. A glyph that the PDF does not name at all may be a letter: it is a filler where it is thinner than any, and
    where it stands behind one and the same letter only, as the second half of a letter drawn in two.
    """
    thin: dict[tuple[str, int], float] = {}
    behind: dict[tuple[str, int], set[str]] = defaultdict(set)
    inside: Counter[tuple[str, int]] = Counter()
    total: Counter[tuple[str, int]] = Counter()
    for row in rows:
        clusters = row.clusters
        last, is_inside = ("", 0), False
        for index, glyph in enumerate(clusters):
            if glyph.code < 0 or len(glyph.text) != 1 or not _is_foreign(glyph.text):
                last = ("", 0)
                continue
            key = (glyph.font, glyph.code)
            if key != last:  # what is true of the first of a run is true of all
                last, is_inside = key, _is_joined(clusters, index, -1) and _is_joined(clusters, index, 1)
            total[key] += 1
            if key in nameless:
                thin[key] = max(thin.get(key, 0.0), (glyph.x1 - glyph.x0) / max(glyph.size, 0.01))
                behind[key].add(clusters[index - 1].text if index else "")
            inside[key] += is_inside
    usual = {key for key, count in total.items() if inside[key] >= MOSTLY * count and count >= 2}
    letters = {
        key for key in usual & set(nameless) if thin[key] > THIN and (len(behind[key]) > 1 or total[key] < HALVES)
    }
    return usual - letters


def without_fillers(rows: Iterable[Row], found: set[tuple[str, int]]) -> None:
    """Names every filler for what it is: stretching."""
    names = dict.fromkeys(found, TATWEEL)
    for row in rows if names else ():
        row.clusters = renamed(row.clusters, names)


@cache
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
            letter = clusters[at].text[-1] if step > 0 else clusters[at].text[0]
            # The letter to the right comes before it: it must be one that joins to its left.
            return unicodedata.bidirectional(letter) == "AL" and not (step > 0 and letter in NEVER_JOIN)
    return False


def without_doubled_letters(rows: Iterable[Row]) -> None:
    """Glyphs named after two letters of which the first is always drawn right before them: the name covers two glyphs.

    The accident: a font shapes two letters together, and the producer names both glyphs after the whole. What is left of
    the name is kept.
    """
    found = list(rows)
    total: Counter[tuple[str, int]] = Counter()
    doubled: Counter[tuple[str, int]] = Counter()
    for row in found:
        for index, glyph in enumerate(row.clusters):
            if len(glyph.text) < 2:
                continue
            bare = _bare(glyph.text)
            is_ligature = len(bare) == 2 and bare[1] not in _NEVER_FIRST and bare[0] != bare[1]
            if glyph.code >= 0 and is_ligature:
                total[glyph.font, glyph.code] += 1
                doubled[glyph.font, glyph.code] += _is_behind(row.clusters, index, bare[0])
    wrong = {key for key, count in total.items() if count >= MIN_DOUBLED and doubled[key] == count}
    for row in found if wrong else ():
        row.clusters = [
            glyph._replace(text=glyph.text[1:].lstrip(_MARKS)) if (glyph.font, glyph.code) in wrong else glyph
            for glyph in row.clusters
        ]


def _is_behind(clusters: Sequence[Glyph], index: int, letter: str) -> bool:
    """True where that letter stands right before the glyph in reading order, joined to it."""
    if index + 1 >= len(clusters):
        return False
    glyph, right = clusters[index], clusters[index + 1]
    return right.code != glyph.code and _bare(right.text)[-1:] == letter and right.x0 - glyph.x1 <= JOINED * glyph.size


def with_brackets_by_shape(rows: Iterable[Row]) -> None:
    """Names every bracket for how it looks, not for what it means.

    In Arabic an opening bracket is drawn with the shape of a Latin closing one. Producers name a bracket's glyph for
    what it meant where they drew it first, so one file can hold both names. What stands at the left edge of a word
    looks like `(`, what stands at its right edge like `)`, in every script.
    """
    found = list(rows)
    votes: Counter[tuple[str, int, str]] = Counter()
    for row in found:
        for index, glyph in enumerate(row.clusters):
            if glyph.text in _BRACKETS:
                votes[glyph.font, glyph.code, glyph.text] += _bracket_vote(row.clusters, index)
    fonts: Counter[str] = Counter()
    for (font, _, _), vote in votes.items():
        fonts[font] += vote
    wrong = {key for key, vote in votes.items() if (vote or fonts[key[0]]) < 0}
    if not wrong:
        return
    for row in found:
        row.clusters = [
            glyph._replace(text=mirror(glyph.text)) if (glyph.font, glyph.code, glyph.text) in wrong else glyph
            for glyph in row.clusters
        ]


def _bracket_vote(clusters: Sequence[Glyph], index: int) -> int:
    """1 where the bracket's name is its shape, -1 where it is the other one's, 0 where its place does not tell."""
    before, behind = _has_letter(clusters, index, -1), _has_letter(clusters, index, 1)
    if before is behind:
        return 0
    return 1 if (clusters[index].text in _BRACKETS[::2]) is behind else -1


def _has_letter(clusters: Sequence[Glyph], index: int, step: int) -> bool:
    """True where a letter or digit stands right beside; stops between are looked over."""
    at = index
    while 0 <= at + step < len(clusters):
        left, right = (clusters[at + step], clusters[at]) if step < 0 else (clusters[at], clusters[at + step])
        if right.x0 - left.x1 > JOINED * left.size:
            return False
        at += step
        if clusters[at].text[0].isalnum():
            return at == index + step
        if clusters[at].text not in '.،,؛:"':
            return False
    return False
