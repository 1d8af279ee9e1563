"""Boxes in points (1/72 inch, origin at the top left of the page, y downwards) and grouping of near numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, x then y."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlaps_vertically(self, other: Box) -> bool:
        """True where the two share some height on the page."""
        return self.y0 < other.y1 and other.y0 < self.y1

    def overlaps_horizontally(self, other: Box) -> bool:
        """True where the two share some width on the page."""
        return self.x0 < other.x1 and other.x0 < self.x1

    def is_inside(self, other: Box, edge: float = 0.0) -> bool:
        """True where the box lies in the other, no more than `edge` points of it outside."""
        return (
            self.x0 >= other.x0 - edge
            and self.x1 <= other.x1 + edge
            and self.y0 >= other.y0 - edge
            and self.y1 <= other.y1 + edge
        )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; raises ValueError when there are none."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))


def clusters(values: Iterable[float], *, within: float) -> list[list[float]]:
    """Sorted values in groups whose neighbours lie no further apart than `within`."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= within:
            groups[-1].append(value)
        else:
            groups.append([value])
    return groups
