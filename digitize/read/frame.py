"""How a page is turned so that its text stands upright."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digitize.geometry import Box
from digitize.read.glyphs import Glyph


@dataclass(frozen=True)
class Frame:
    """How a page is turned so that most of its text runs from left to right, upright."""

    cos: float
    sin: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, page: Sequence[float], spans: Sequence[dict[str, Any]]) -> Frame:
        """The frame of a page of that box in which most glyphs are upright; skews of a few degrees count as upright."""
        weights: dict[int, int] = {0: 0}
        for span in spans:
            quarter = round(math.degrees(math.atan2(span["dir"][1], span["dir"][0])) / 90) % 4
            weights[quarter] = weights.get(quarter, 0) + len(span["chars"])
        return cls.turned(page, max(weights, key=lambda each: weights[each]))

    @classmethod
    def turned(cls, page: Sequence[float], quarter: int) -> Frame:
        """The frame of a page whose text runs `quarter` right angles from the horizontal."""
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter]
        bare = cls(cos, sin, 0.0, 0.0, 0.0, 0.0)
        box = bare.box(page)
        return cls(cos, sin, box.x0, box.y0, box.width, box.height)

    @property
    def quarter(self) -> int:
        """The right angles that the text runs from the horizontal."""
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)).index((self.cos, self.sin))

    def outside(self, box: Box) -> Box:
        """A box of the frame on the page as it is, the inverse of `box`."""
        corners = []
        for x, y in ((box.x0, box.y0), (box.x1, box.y1)):
            across, down = x + self.left, y + self.top
            corners.append((across * self.cos - down * self.sin, across * self.sin + down * self.cos))
        (x0, y0), (x1, y1) = corners
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in the frame."""
        return x * self.cos + y * self.sin - self.left, y * self.cos - x * self.sin - self.top

    def box(self, box: Sequence[float]) -> Box:
        """A box of the page in the frame."""
        one, two = self.point(box[0], box[1]), self.point(box[2], box[3])
        return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))

    def upright(self, span: dict[str, Any]) -> dict[str, Any]:
        """A span of the text trace in the frame."""
        if self.cos == 1.0 and not self.left and not self.top:
            return span
        chars = [(point, code, self.point(*origin), self.box(box)) for point, code, origin, box in span["chars"]]
        return {**span, "chars": chars}

    def holds(self, glyph: Glyph) -> bool:
        """True where the glyph is on the page, a little beyond its edge allowed."""
        margin = glyph.size
        return -margin <= glyph.y <= self.height + margin and -margin <= glyph.x0 and glyph.x1 <= self.width + margin
