"""Brackets that extraction turned inside out face their words again.

The accident: a mirrored bracket is kept as the page shows it, not as the text means it: `)1922-1918(`. The evidence is
the pair: a closing bracket with nothing to close, words, an opening bracket that nothing closes. Left alone: brackets
that pair, list numbers such as `1)`, smileys, and every doubtful nesting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_PAIRS = {")": "(", "]": "[", "»": "«", "}": "{"}
_TURNED = regex.compile(
    r"(?<![^\s،؛.])(?P<close>[)\]»}])(?P<words>\S(?:[^()\[\]«»{}\n]{0,200}?\S)?)(?P<open>[(\[«{])(?=[\s.,،؛:!؟]|$)"
)


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Brackets and quotation marks turned inside out are turned back."""

    name: ClassVar[str] = "punctuation"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.PUNCTUATION

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Two rewrites for every turned pair."""
        for block in document.blocks:
            text = block.text
            for match in _TURNED.finditer(text):
                opening, closing = match["open"], match["close"]
                if _PAIRS[closing] != opening or not _is_bare(text, match.start(), match.end(), opening, closing):
                    continue
                first, last = match.start(), match.end() - 1
                yield Proposal(
                    (
                        Rewrite(block.id, first, first + 1, opening),
                        Rewrite(block.id, last, last + 1, closing),
                    ),
                    "turned-pair",
                    f"{closing}…{opening} faces away from its words",
                    0.85,
                )


def _is_bare(text: str, start: int, end: int, opening: str, closing: str) -> bool:
    """True where no bracket before the pair waits to be closed, and none behind it waits for an opening."""
    before, after = text[:start], text[end:]
    return before.count(opening) <= before.count(closing) and after.count(closing) <= after.count(opening)


PASS = Punctuation()
