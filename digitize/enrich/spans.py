"""A stretch of text that says something about itself: what enrichment finds, before it becomes an element."""

from __future__ import annotations

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


def attribute(span: Span, name: str) -> str:
    """The value of an attribute, "" where the span does not have it."""
    return dict(span.attributes).get(name, "")
