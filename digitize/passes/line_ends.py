"""Lines of a text that was wrapped at a fixed width are put together again.

The accident: OCR and extraction keep the line ends of the print, so that a paragraph comes as many lines. The evidence
is the width: a line that was wrapped stops where the next word would no longer have fitted, and in a wrapped text
nearly all lines that follow each other without a blank line do so. Left alone: texts whose lines are whole paragraphs,
lines that stop short, and lines before a note's number, a bullet or a blank line.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Document, Line
from digitize.passes.proposal import Joining, Kind, Proposal, Stage

_OPENS = regex.compile(
    r"\s*(?:[¹²³⁰⁴-⁹]|[(\[]\p{Nd}{1,3}[)\]]|\p{Nd}{1,3}\s?[.)\-–]\s|\p{Nd}+\s*$|[*†‡◀◄•▪●■]|.*[.…]{4})"
)
_CLOSES = regex.compile(r".*(?:[.…]{4,}.*\p{Nd}|\t.*)$")


@dataclass(frozen=True, slots=True)
class LineEnds:
    """Joins the lines of a paragraph that were wrapped at a fixed width."""

    name: ClassVar[str] = "line-ends"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.SPACES

    widths: tuple[int, int] = (40, 130)  # characters; narrower are columns of a table, wider whole paragraphs
    most: float = 0.45  # share of neighbouring lines that must end at the width
    fewest: int = 12  # neighbouring lines before their lengths say anything

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One joining for every line end that the width alone explains."""
        lines = document.source.lines
        if document.source.reader != "text":
            return
        width = self._width(list(lines.values()))
        if not width:
            return
        for above, below in itertools.pairwise(document.blocks):
            if not above.lines or not below.lines:
                continue  # a line of invisible characters alone, of which nothing is left
            first, second = lines[above.lines[-1]], lines[below.lines[0]]
            if _is_next(first, second) and _is_full(first, second, width) and not _OPENS.match(below.text):
                reason = f"the line ends where the width of {width} characters does"
                yield Proposal((Joining(above.id, below.id),), "wrapped", reason, 0.9)

    def _width(self, lines: list[Line]) -> int:
        """The width at which the text was wrapped, in characters; 0 where it was not."""
        pairs = list(_neighbours(lines))
        if len(pairs) < self.fewest:
            return 0
        lengths = sorted(len(above.text) for above, _ in pairs)
        width = lengths[int(0.9 * (len(lengths) - 1))]  # a few whole URLs are longer
        full = sum(_is_full(above, below, width) for above, below in pairs)
        inside = self.widths[0] <= width <= self.widths[1]
        return width if inside and full >= self.most * len(pairs) else 0


def _neighbours(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    return ((above, below) for above, below in itertools.pairwise(lines) if _is_next(above, below))


def _is_next(above: Line, below: Line) -> bool:
    apart = above.page != below.page or below.blank_before > 0
    return not apart and bool(above.text.strip()) and bool(below.text.strip()) and not _CLOSES.match(above.text)


def _is_full(above: Line, below: Line, width: int) -> bool:
    """True where the next word would not have fitted, on a line that is no mere remnant."""
    word = below.text.split(maxsplit=1)[0]
    return len(above.text) > 0.5 * width and len(above.text) + 1 + len(word) > width


PASS = LineEnds()
