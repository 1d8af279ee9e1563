"""Ranges of years that came out backwards are turned round.

The accident: right-to-left extraction swaps the ends of a range: `2020-2011` for 2011-2020. A range of years runs
forward; the evidence is that the document has the same two years in the right order elsewhere, or more ranges that
run backwards than forward. Left alone: a single backward range, dates in either order, page ranges, scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_RANGE = regex.compile(
    r"(?<![\p{Nd}/.\-–_=&?\p{Latin}])(?P<one>\p{Nd}{4})(?P<dash>\s?[-–]\s?)(?P<two>\p{Nd}{4})(?![\p{Nd}/.\-–_\p{Latin}])"
)
_YEARS = range(1000, 2101)
_MIN_BACKWARD = 3  # backward ranges that make a habit


@dataclass(frozen=True, slots=True)
class ReversedNumbers:
    """Ranges of years that run backwards are turned round, on the document's own evidence."""

    name: ClassVar[str] = "reversed-numbers"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.DIGITS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every range that certainly runs backwards."""
        found = [(block, match) for block in document.blocks for match in _RANGE.finditer(block.text)]
        ranges = [(block, match, int(match["one"]), int(match["two"])) for block, match in found]
        forward = {(one, two) for _, _, one, two in ranges if one < two}
        backward = [each for each in ranges if each[2] > each[3] and each[2] in _YEARS and each[3] in _YEARS]
        habit = len(backward) >= _MIN_BACKWARD and len(backward) > 2 * len(forward)
        for block, match, one, two in backward:
            if habit or (two, one) in forward:
                after = f"{match['two']}{match['dash']}{match['one']}"
                rewrite = Rewrite(block.id, match.start(), match.end(), after)
                reason = "the document's ranges run backwards" if habit else "the same range runs forward elsewhere"
                yield Proposal((rewrite,), "range", reason, 0.8)


PASS = ReversedNumbers()
