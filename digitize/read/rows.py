"""Glyphs to rows of the page: marks on their letters, glyphs on their baselines."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from digitize.geometry import Box
from digitize.read.glyphs import Glyph

_OF_ALEF = "\N{ARABIC MADDAH ABOVE}\N{ARABIC HAMZA ABOVE}\N{ARABIC HAMZA BELOW}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
SAME_BASELINE = 0.14  # of the type size
RAISED = (0.08, 0.75)  # of the host's type size, how far above the baseline a raised sign stands
LOWERED = 0.3
LONGEST_SIGN = 5.0  # of its type size: longer is a word, not a sign
HIGH = 0.25  # of the type size: digits that stand so high are raised, however large
SMALLER = 0.87  # of the host's type size: raised signs are no larger
REACH_OF_MARK = 0.35  # of the type size: how far beside its letter a mark may be drawn from


class Row:
    """Clusters of one baseline, from left to right; spaces among them where the page draws any.

    `size` is the prevailing type size, `baseline` that of the type of this size, both in points; `box` reaches from
    above the tallest letters to below the lowest.
    """

    __slots__ = ("baseline", "box", "clusters", "size")

    def __init__(self, clusters: list[Glyph]) -> None:
        self.clusters = clusters
        weights: dict[float, float] = {}
        for glyph in clusters:
            weights[glyph.size] = weights.get(glyph.size, 0.0) + max(glyph.x1 - glyph.x0, 0.01)
        self.size = size = max(weights, key=lambda each: weights[each])
        heights = sorted(glyph.y for glyph in clusters if glyph.size >= 0.9 * size)
        self.baseline = y = heights[len(heights) // 2]
        inked = [glyph for glyph in clusters if glyph.text != " "] or clusters
        self.box = Box(min(each.x0 for each in inked), y - 0.8 * size, max(each.x1 for each in inked), y + 0.25 * size)


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom, as wide as the page; every glyph is in exactly one."""
    bases, marks = _parted(glyphs)
    clusters = _with_marks(bases, marks)
    rows = [Row(_across(group)) for group in _on_baselines(clusters)]
    return [row for row in rows if any(glyph.text != " " for glyph in row.clusters)]


def _is_unnamed_mark(glyph: Glyph) -> bool:
    """True for a glyph without width whose font does not say what it is: as good as always a mark."""
    return glyph.text == "\N{REPLACEMENT CHARACTER}" and glyph.x1 - glyph.x0 < 0.01 * glyph.size


@cache
def is_mark(text: str) -> bool:
    """True for combining marks alone."""
    return all(unicodedata.category(char) == "Mn" for char in text)


def _parted(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        (marks if is_mark(glyph.text) or _is_unnamed_mark(glyph) else bases).append(glyph)
    return bases, marks


def _with_marks(bases: list[Glyph], marks: Sequence[Glyph]) -> list[Glyph]:
    """Each mark on the letter it stands over.

    Its place alone does not always tell: fonts draw marks from an origin beside them. But a page draws them all in one
    way, right before their letter or right behind it; the marks whose place is plain show which.
    """
    letters = [index for index, glyph in enumerate(bases) if glyph.text[0].isalpha()]
    orders = [bases[index].order for index in letters]
    near = {}
    votes = plain = 0
    for number, mark in enumerate(marks):
        at = bisect_left(orders, mark.order)
        before, behind = (letters[place] if 0 <= place < len(letters) else None for place in (at - 1, at))
        near[number] = (before, behind)
        over = [index is not None and _is_over(mark, bases[index], 0.0) for index in (before, behind)]
        plain += (over[1] and not over[0]) - (over[0] and not over[1])
        fits = [index is not None and _fits(mark.text, bases[index].text) for index in (before, behind)]
        votes += (fits[1] and not fits[0]) - (fits[0] and not fits[1])
    on: dict[int, list[Glyph]] = {}
    for number, mark in enumerate(marks):
        before, behind = near[number]
        first, second = (behind, before) if (votes or plain) >= 0 else (before, behind)
        host = next(
            (each for each in (first, second) if each is not None and _is_over(mark, bases[each], REACH_OF_MARK)), None
        )
        if host is None:
            host = _nearest(mark, bases, letters)
        if host is None:
            bases.append(mark)  # a mark without a letter stays a cluster of its own
        else:
            on.setdefault(host, []).append(mark)
    for index, found in on.items():
        bases[index] = _marked(bases[index], found)
    return bases


def _fits(mark: str, letter: str) -> bool:
    """True where Arabic spelling knows the mark on this letter: a hamza on its seats, tanween fath on its alef."""
    last = letter[-1]
    if mark[0] in "\N{ARABIC HAMZA ABOVE}\N{ARABIC HAMZA BELOW}":
        return last in "اويىه"
    if mark[0] == "\N{ARABIC FATHATAN}":
        return last in "اةءى"
    return last not in "اىآإ"


def _is_over(mark: Glyph, base: Glyph, reach: float) -> bool:
    """True where the mark's middle is over or under the letter, or no further beside it than `reach` type sizes."""
    middle = (mark.x0 + mark.x1) / 2
    beside = reach * base.size
    return abs(base.y - mark.y) <= 0.9 * max(base.size, mark.size) and base.x0 - beside <= middle <= base.x1 + beside


def _nearest(mark: Glyph, bases: Sequence[Glyph], among: Sequence[int]) -> int | None:
    """The letter closest to the mark, however it was drawn."""
    middle = (mark.x0 + mark.x1) / 2
    near = [index for index in among if _is_over(mark, bases[index], REACH_OF_MARK)]
    return min(
        near,
        key=lambda index: (max(bases[index].x0 - middle, middle - bases[index].x1, 0.0), abs(bases[index].y - mark.y)),
        default=None,
    )


def _marked(base: Glyph, marks: Sequence[Glyph]) -> Glyph:
    """A letter with its marks in canonical order; over a lam-alef each mark goes on the letter below it."""
    if len(base.text) == 2 and base.text[0] == "ل" and not unicodedata.combining(base.text[1]):
        middle = (base.x0 + base.x1) / 2
        on_alef = [mark.text for mark in marks if _is_of_alef(mark, base.text[1], middle)]
        on_lam = [mark.text for mark in marks if not _is_of_alef(mark, base.text[1], middle)]
        text = base.text[0] + "".join(on_lam) + base.text[1] + "".join(on_alef)
    else:
        text = base.text
        for mark in marks:  # a letter bears no mark twice: a producer that names two has named one glyph after both
            text += "".join(char for char in mark.text if char not in text[1:] or not unicodedata.combining(char))
    return base._replace(text=unicodedata.normalize("NFC", text))


def _is_of_alef(mark: Glyph, alef: str, middle: float) -> bool:
    """True for a mark of a lam-alef that stands on the alef: a bare alef bears no vowel and no shadda."""
    if mark.text == "\N{ARABIC FATHATAN}":
        return True
    return (alef != "ا" or mark.text[0] in _OF_ALEF) and (mark.x0 + mark.x1) / 2 < middle


def _on_baselines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Groups of one baseline, raised and lowered signs with the row they belong to."""
    groups: list[list[Glyph]] = []
    heights: list[float] = []
    for glyph in sorted(glyphs, key=lambda each: (each.y, each.x0)):
        if groups and glyph.y - heights[-1] <= SAME_BASELINE * min(glyph.size, groups[-1][0].size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            heights.append(glyph.y)
    return _with_raised(groups)


def _with_raised(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small signs above or below a baseline join it, where they stand at or between its glyphs."""
    tops = [
        max(glyph.size for glyph in group if glyph.text != " ") if any(g.text != " " for g in group) else group[0].size
        for group in groups
    ]
    moved: list[list[Glyph]] = [[] for _ in groups]
    for index, group in enumerate(groups):
        hosts = [other for other in range(max(0, index - 2), min(len(groups), index + 4)) if other != index]
        stay: list[Glyph] = []
        inked = sum(glyph.text != " " for glyph in group)
        for sign in _signs(group):
            alone = sum(glyph.text != " " for glyph in sign) == inked
            host = _host_row(sign, groups, tops, hosts, alone=alone)
            (stay if host is None else moved[host]).extend(sign)
        groups[index] = stay
    return [group + more for group, more in zip(groups, moved, strict=True) if group or more]


def _signs(group: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one height that touch: `(9)` is raised as one, or not at all."""
    signs: list[list[Glyph]] = []
    for glyph in sorted(group, key=lambda each: each.x0):
        last = signs[-1][-1] if signs else None
        if last is not None and last.size == glyph.size and glyph.x0 - last.x1 < 0.2 * glyph.size:
            signs[-1].append(glyph)
        else:
            signs.append([glyph])
    return signs


def _host_row(
    sign: list[Glyph], groups: list[list[Glyph]], tops: list[float], hosts: list[int], *, alone: bool
) -> int | None:
    if sign[-1].x1 - sign[0].x0 > LONGEST_SIGN * sign[0].size:
        return None
    near: list[tuple[float, int]] = []
    far: list[tuple[float, int]] = []
    own = sign[0].size
    digits = any(glyph.text.isdigit() for glyph in sign)
    for other in hosts:
        size = tops[other]
        if not groups[other]:
            continue
        rise = groups[other][0].y - sign[0].y
        smaller = own <= SMALLER * size or (own <= size and digits and rise > HIGH * size)
        if not smaller or not (RAISED[0] * size <= rise <= RAISED[1] * size or -LOWERED * size <= rise < 0):
            continue
        away = min(
            (
                max(each.x0 - sign[-1].x1, sign[0].x0 - each.x1, 0.0)
                for each in groups[other]
                if each.text != " " or len(groups[other]) == 1
            ),
            default=size,
        )
        if away <= (1.5 if digits else 0.9) * size:
            near.append((abs(rise), other))
        elif alone and digits and rise > 0:
            far.append((abs(rise), other))
    if not near and far and _begins_line(sign, groups, hosts):
        near = far
    return min(near)[1] if near else None


def _begins_line(sign: list[Glyph], groups: list[list[Glyph]], hosts: list[int]) -> bool:
    """True for the number of a note that stands where lines begin: its first line may be pulled far away from it."""
    edges = [
        (min(each.x0 for each in groups[other]), max(each.x1 for each in groups[other]))
        for other in hosts
        if groups[other]
    ]
    inked = [glyph for glyph in sign if glyph.text != " "]
    return any(abs(inked[-1].x1 - right) < 0.3 * sign[0].size for _, right in edges) or any(
        abs(inked[0].x0 - left) < 0.3 * sign[0].size for left, _ in edges
    )


def _across(group: list[Glyph]) -> list[Glyph]:
    """From left to right; of two in one place, as drawn."""
    return sorted(group, key=lambda glyph: (round((glyph.x0 + glyph.x1) / 2, 2), glyph.order))
