"""Vowel marks torn from their letters by a space go back on them.

The accident: extraction places a mark by its own glyph and puts a space before it: `قادرا ً` for قادراً. Left alone:
marks that stand alone between spaces, as a grammar names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import MARK
from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_TORN = regex.compile(
    rf"(?<=[\p{{Arabic}}&&\p{{L}}])[ ]+(?=[{MARK}])(?:(?=[{MARK}]+[\p{{L}}])|(?=[{MARK}]+(?:[\s\p{{P}}]|$)))",
    regex.VERSION1,
)
_ALONE = regex.compile(rf"[ ][{MARK}]+(?:[ ][{MARK}]+|\s*[)\]»”\"])")


@dataclass(frozen=True, slots=True)
class TornMarks:
    """Vowel marks cut off by a space go back on their letters."""

    name: ClassVar[str] = "torn-marks"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.SPACES

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every such space."""
        for block in document.blocks:
            for match in _TORN.finditer(block.text):
                if _ALONE.match(block.text, match.end() - 1):
                    continue
                rewrite = Rewrite(block.id, match.start(), match.end(), "")
                yield Proposal((rewrite,), "space-before-mark", "a mark cannot stand behind a space", 0.95)


PASS = TornMarks()
