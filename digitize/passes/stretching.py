"""Tatweel that stretches a word is taken out.

The accident: justified Arabic is stretched with U+0640, and extraction keeps it as a character of the word. Left
alone: tatweel that carries a mark or stands at the edge of a word, as grammar books write an ending, and that of the
abbreviations هـ and جـ, and that which stands alone, for a dash, or behind a colon (`:ـ`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import MARK
from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_LETTERS = rf"[\p{{Arabic}}&&[\p{{L}}]--[\N{{ARABIC TATWEEL}}]][{MARK}]*"
_STRETCH = rf"\N{{ARABIC TATWEEL}}+(?![{MARK}\N{{ARABIC TATWEEL}}])"
# Inside a word; at the end of a word of three letters and more, or behind a comma, where a line was filled with it.
_WORD = regex.compile(
    rf"(?:{_LETTERS})+(?:{_STRETCH}(?:{_LETTERS})+)+|(?:{_LETTERS}){{3,}}{_STRETCH}(?![\p{{L}}\p{{M}}])"
    rf"|(?<=[،؛]){_STRETCH}(?!\S)",
    regex.VERSION1,
)


@dataclass(frozen=True, slots=True)
class Stretching:
    """Tatweel that only stretches a word is taken out."""

    name: ClassVar[str] = "stretching"
    version: ClassVar[int] = 2
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.LETTERS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every stretched word."""
        for block in document.blocks:
            if "\N{ARABIC TATWEEL}" not in block.text:
                continue
            for match in _WORD.finditer(block.text):
                after = regex.sub(_STRETCH, "", match[0])
                rewrite = Rewrite(block.id, match.start(), match.end(), after)
                yield Proposal((rewrite,), "stretched", "the word is stretched to fill its line", 0.98)


PASS = Stretching()
