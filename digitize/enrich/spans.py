"""A stretch of text that says something about itself: what enrichment finds, before it becomes an element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end` (code points, half-open) the text is what the TEI `element` says, with these attributes."""

    start: int
    end: int
    element: str
    attributes: tuple[tuple[str, str], ...] = ()

    def moved(self, by: int) -> Span:
        """The same stretch in a text that has `by` more characters before it."""
        return Span(self.start + by, self.end + by, self.element, self.attributes)

    def crosses(self, other: Span) -> bool:
        """True where the two overlap and neither holds the other."""
        apart = self.end <= other.start or other.end <= self.start
        return not apart and not self.holds(other) and not other.holds(self)

    def holds(self, other: Span) -> bool:
        """True where the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


_NAMES = frozenset(("persName", "orgName", "placeName", "name", "title"))
# Elements of which one within the other would say nothing more, or the same twice.
_SAME = {
    "date": frozenset(("date", "foreign")) | _NAMES - {"title"},
    "foreign": frozenset(("foreign", "date", "author", "publisher")) | _NAMES,
}
_PARTS = frozenset(
    ("author", "publisher", "pubPlace", "biblScope")
)  # stand in a bibl alone, as titles that name no entity


def nested(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that can be elements together, outermost first: each within or apart from every other.

    They are given by weight: of two that cross, or that say the same of one stretch, the earlier one stays.
    """
    ranked = sorted(
        enumerate(spans), key=lambda pair: (pair[1].start, -pair[1].end, pair[1].element != "bibl", pair[0])
    )
    kept: dict[int, Span] = {}
    open_ones: list[int] = []
    for rank, span in ranked:
        open_ones = [each for each in open_ones if kept[each].end > span.start]
        rivals = [each for each in open_ones if kept[each].end < span.end or _say_the_same(kept[each], span)]
        if any(each < rank for each in rivals):
            continue
        for each in rivals:
            del kept[each]
        open_ones = [each for each in open_ones if each not in rivals] + [rank]
        kept[rank] = span
    return tuple(_parts_in_place(kept.values()))


def _parts_in_place(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without the parts of a reference that is not there."""
    around: list[Span] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        if _is_part(span) and not (around and around[-1].element == "bibl"):
            continue
        around.append(span)
        yield span


def _is_part(span: Span) -> bool:
    return span.element in _PARTS or (span.element == "title" and not attribute(span, "ref"))


def _say_the_same(outer: Span, inner: Span) -> bool:
    if _is_part(inner):
        return outer.element != "bibl"
    return inner.element in _SAME.get(outer.element, ()) or outer.element in _SAME.get(inner.element, ())


def attribute(span: Span, name: str) -> str:
    """The value of an attribute, "" where the span does not have it."""
    return dict(span.attributes).get(name, "")
