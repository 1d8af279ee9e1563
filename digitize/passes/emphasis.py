"""Markdown emphasis that OCR left becomes emphasis.

The accident: OCR models write italics as `*Foreign Policy*` or `_Foreign Policy_` and bold as `**so**`. Left alone:
stars that call or open a note, multiplication, and the underscores of URLs and file names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Document, Role, Style
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

# An opening mark behind white space or an opening bracket, words, and the same mark before white space or punctuation.
_MARKED = regex.compile(
    r"(?<![\p{L}\p{Nd}*_.,،؛:!؟/=])(?P<mark>\*\*|\*|__|_)(?=[\p{L}\p{Nd}\"“«(])(?P<words>[^*_\n]{2,160}?)(?<=[\p{L}\p{Nd}\p{M}\"”».!؟)])"
    r"(?P=mark)(?=[\s.,،؛:!؟)\]»”\"]|$)"
)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Markdown stars and underscores around words become italics or bold."""

    name: ClassVar[str] = "emphasis"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.PUNCTUATION

    def propose(self, document: Document) -> Iterable[Proposal]:
        """For every marked stretch: the marks out, the style on the words."""
        for block in document.blocks:
            if block.label.role is Role.TABLE or not regex.search(r"[*_]", block.text):
                continue
            for match in _MARKED.finditer(block.text):
                first, last = match.span("words")
                size = len(match["mark"])
                style = Style.BOLD if size == 2 else Style.ITALIC
                yield Proposal(
                    (
                        Rewrite(block.id, first - size, first, ""),
                        Rewrite(block.id, first, last, match["words"], style=style),
                        Rewrite(block.id, last, last + size, ""),
                    ),
                    "markdown",
                    f"{match['mark']} around words is how OCR writes {'bold' if size == 2 else 'italics'}",
                    0.95,
                )


PASS = Emphasis()
