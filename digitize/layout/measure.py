"""Where the lines of a PDF's page could begin and end, and what their white space tells of paragraphs.

A line that stops although the next word would have fitted was ended on purpose: that is how print shows the end of a
paragraph, whatever the language. Columns, and what floats beside a line, say how far it could have gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from digitize.geometry import Box
from digitize.model import Document, Line, Page, Role

MOST_LINES = 120  # lines of a page that are looked at for the measure of one
SAME = 2.5  # points: edges no further apart are one edge
CAPTION = 60.0  # points: captions under a picture reach no further down
AROUND = 8.0  # points of white space above and below a picture that text still flows around
INDENT = 0.7  # of the type size: a first line set in by less is not set in
DEEPEST = 7.0  # of the type size: set in further, a line is centred or stands at the other side
OUTSIDE = frozenset(
    (
        Role.HEADER,
        Role.FOOTER,
        Role.PAGE_NUMBER,
        Role.LEADER,
        Role.ORNAMENT,
        Role.CAPTION,
        Role.PICTURE_TEXT,
        Role.VERSE,
        Role.TABLE,
    )
)


@dataclass
class Measure:
    """The lines of one page and what stands beside them.

    `lines` are those of running text; `floats` are pictures with their captions, around which text flows.
    """

    lines: Sequence[Line]
    floats: Sequence[Box] = ()
    _known: dict[str, tuple[float, float]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def limits(self, line: Line) -> tuple[float, float]:
        """How far left and right the line could reach, in points."""
        if line.id not in self._known:
            self._known[line.id] = self._limits(line)
        return self._known[line.id]

    def _limits(self, line: Line) -> tuple[float, float]:
        box = _box(line)
        column = [each for each in map(_box, self._around(line)) if _share(each, box) > 0.5]
        left = _edge((each.x0 for each in column), min, box.x0)
        right = _edge((each.x1 for each in column), max, box.x1)
        for float_ in self.floats:
            if not float_.overlaps_vertically(Box(0, box.y0 + 1, 1, box.y1 - 1)):
                continue
            beside = [each for each in column if float_.overlaps_vertically(each)]
            if float_.x0 > box.x1 - SAME:
                right = max(each.x1 for each in [*beside, box] if each.x1 <= float_.x0 + SAME)
            elif float_.x1 < box.x0 + SAME:
                left = min(each.x0 for each in [*beside, box] if each.x0 >= float_.x1 - SAME)
        return left, right

    def _around(self, line: Line) -> Sequence[Line]:
        """The lines near a line; all of them on any page but one that is shredded into thousands."""
        if len(self.lines) <= MOST_LINES:
            return self.lines
        if not self._places:
            self._places.update((each.id, index) for index, each in enumerate(self.lines))
        at = self._places.get(line.id, 0)
        return self.lines[max(0, at - MOST_LINES // 2) : at + MOST_LINES // 2]

    def is_beside(self, line: Line) -> bool:
        """True where a picture stands beside the line."""
        box = _box(line)
        return any(float_.overlaps_vertically(Box(0, box.y0 + 1, 1, box.y1 - 1)) for float_ in self.floats)

    def is_below(self, line: Line) -> bool:
        """True where a picture ends right above the line, beside it: text that flows round it may come back later."""
        box = _box(line)
        return any(
            0 <= box.y0 - float_.y1 < 1.5 * box.height and (float_.x0 > box.x1 - SAME or float_.x1 < box.x0 + SAME)
            for float_ in self.floats
        )

    def inset(self, line: Line) -> float:
        """Points by which the line begins inside its limits."""
        left, right = self.limits(line)
        box = _box(line)
        return right - box.x1 if line.rtl else box.x0 - left

    def rest(self, line: Line) -> float:
        """Points left free at the line's end."""
        left, right = self.limits(line)
        box = _box(line)
        return box.x0 - left if line.rtl else right - box.x1

    def is_set_in(self, line: Line) -> bool:
        """True where the line begins as the first line of a paragraph does that is set in."""
        size = line.size or 12.0
        return INDENT * size < self.inset(line) < DEEPEST * size

    def is_full(self, line: Line) -> bool:
        """True where the line fills its measure."""
        left, right = self.limits(line)
        return _box(line).width > 0.9 * (right - left)

    def is_centred(self, line: Line) -> bool:
        """True where as much is free on both sides."""
        size = line.size or 12.0
        return self.inset(line) > size and abs(self.inset(line) - self.rest(line)) < 0.6 * size

    def would_fit(self, above: Line, line: Line) -> bool:
        """True where the first word of `line` would have fitted at the end of the line above."""
        size = above.size or 12.0
        return self.rest(above) > first_word_width(line) + 0.45 * size


def of_pages(document: Document) -> dict[int, Measure]:
    """The measure of every page of a document that has been laid out."""
    lines: dict[int, dict[str, Line]] = {}
    captions: dict[int, list[Box]] = {}
    for block in document.blocks:
        for name in block.lines:
            line = document.source.lines[name]
            if line.box is None:
                continue
            if block.label.role is Role.CAPTION:
                captions.setdefault(line.page, []).append(line.box)
            elif block.label.role not in OUTSIDE:
                lines.setdefault(line.page, {})[name] = line
    pictures = {page.number: [each.box for each in page.pictures] for page in document.source.pages}
    return {
        number: Measure(tuple(found.values()), with_captions(pictures[number], captions.get(number, [])))
        for number, found in lines.items()
    }


def with_captions(pictures: Sequence[Box], captions: Sequence[Box]) -> list[Box]:
    """Pictures as wide and as high as they stand with their captions, and with the white space that goes round them."""
    found: list[Box] = []
    for picture in pictures:
        own = [each for each in captions if each.overlaps_horizontally(picture) and 0 < each.y1 - picture.y1 < CAPTION]
        whole = Box(picture.x0, picture.y0, picture.x1, max([picture.y1, *(each.y1 for each in own)]))
        found.append(Box(whole.x0, whole.y0 - AROUND, whole.x1, whole.y1 + AROUND))
    return found


def first_word_width(line: Line) -> float:
    """The width in points of the first word of a line."""
    text = line.text
    start = len(text) - len(text.lstrip())
    end = next((index for index in range(start, len(text)) if text[index].isspace()), len(text))
    edges = line.xs[start:end]
    return max((right for _, right in edges), default=0.0) - min((left for left, _ in edges), default=0.0)


def steps(pages: Iterable[Page]) -> dict[float, float]:
    """The usual distance of neighbouring lines, in points, by type size in half points."""
    found: dict[float, list[float]] = {}
    for page in pages:
        for above, below in zip(page.lines, page.lines[1:], strict=False):
            if above.box is None or below.box is None or above.size is None or below.size is None:
                continue
            step = below.box.y1 - above.box.y1
            if abs(above.size - below.size) < 0.3 and 0.9 * above.size < step < 3 * above.size:
                found.setdefault(half(above.size), []).append(step)
    return {size: _usual(values) for size, values in found.items()}


def half(size: float) -> float:
    """A type size to the half point."""
    return round(2 * size) / 2


def _usual(values: Sequence[float]) -> float:
    """The smallest of the frequent values: gaps between paragraphs are wider, never narrower."""
    counts = Counter(round(value) for value in values)
    frequent = [value for value, count in counts.items() if count >= 0.5 * max(counts.values())]
    near = [value for value in values if abs(value - min(frequent)) <= 1.0]
    return median(near) if near else median(values)


def _edge(values: Iterable[float], extreme: Callable[[list[float]], float], own: float) -> float:
    """The outermost of the places that at least two lines share."""
    places = sorted(values)
    shared = [place for pair in pairwise(places) if pair[1] - pair[0] <= SAME for place in pair]
    return extreme([*shared, own])


def _share(box: Box, other: Box) -> float:
    """How much of the narrower box lies above or below the other, from 0 to 1."""
    left, _, right, _ = box
    begin, _, end, _ = other
    common = (right if right < end else end) - (left if left > begin else begin)
    return common / max(1.0, min(right - left, end - begin)) if common > 0 else 0.0


def _box(line: Line) -> Box:
    if line.box is None:
        raise ValueError(f"{line.id} has no place")
    return line.box
