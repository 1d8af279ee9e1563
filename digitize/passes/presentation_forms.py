"""Contextual glyph codes become the letters they stand for.

The accident: old typesetting systems and some PDF fonts name the shapes of letters (U+FE8D: alef, isolated form), not
the letters. A line whose words begin with final shapes and end with initial ones was even stored in the order of the
page, backwards; it is turned round, its numbers and Latin words kept forward. Left alone: the honorific words
(U+FDFA and the like) and the ornate brackets, which have no other spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import MARK, PRESENTATION, decompose, shape
from digitize.model import Block, Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_SHAPED = regex.compile(rf"[{PRESENTATION}]")
_WORD = regex.compile(rf"[\p{{Arabic}}{MARK}]*[{PRESENTATION}][\p{{Arabic}}{MARK}]*")
_CLUSTER = regex.compile(r"\X")
_FORWARD = regex.compile(
    r"[\p{Latin}\p{Nd}](?:[^\p{Arabic}\s]*[\p{Latin}\p{Nd}%])?(?:\s+[\p{Latin}\p{Nd}](?:[^\p{Arabic}\s]*[\p{Latin}\p{Nd}%])?)*"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class PresentationForms:
    """Contextual glyph codes (presentation forms) become letters; lines stored backwards are turned round."""

    name: ClassVar[str] = "presentation-forms"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.ANYTHING

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every word in shapes, or for a whole line that runs backwards."""
        for block in document.blocks:
            if not _SHAPED.search(block.text):
                continue
            if _runs_backwards(block.text):
                yield _turned(block)
                continue
            for match in _WORD.finditer(block.text):
                after = "".join(decompose(char) if _SHAPED.match(char) else char for char in match[0])
                if after == match[0]:
                    continue  # a sign that stands among the shapes and is none: it has no letter
                rewrite = Rewrite(block.id, match.start(), match.end(), after)
                yield Proposal((rewrite,), "shapes", "shapes of letters become the letters", 0.99)


def _turned(block: Block) -> Proposal:
    text = block.text
    letters = "".join(decompose(char) if _SHAPED.match(char) else char for char in _reversed(text))
    reason = "its words begin with final shapes and end with initial ones: the line was stored backwards"
    return Proposal((Rewrite(block.id, 0, len(text), letters),), "visual-order", reason, 0.9)


def _reversed(text: str) -> str:
    """The line in reading order: letters turned round, numbers and Latin words forward, brackets mirrored."""
    turned = "".join(reversed(_CLUSTER.findall(text))).translate(_MIRRORED)
    return _FORWARD.sub(lambda found: found[0][::-1].translate(_MIRRORED), turned)


def _runs_backwards(text: str) -> bool:
    """True where more words begin with a final shape and end with an initial one than the other way round."""
    forward = backward = 0
    for match in _WORD.finditer(text):
        shapes = [kind for char in match[0] if (kind := shape(char))]
        if len(shapes) < 2:
            continue
        forward += (shapes[0], shapes[-1]) in (("initial", "final"), ("initial", "medial"), ("medial", "final"))
        backward += (shapes[0], shapes[-1]) in (("final", "initial"), ("medial", "initial"), ("final", "medial"))
    return backward > forward


PASS = PresentationForms()
