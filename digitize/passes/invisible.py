"""Characters that print nothing are taken out; odd spaces become spaces; letters in two parts become one.

The accident: extraction and word processors leave marks of direction, zero-width characters, soft hyphens and control
characters in the text, write a no-break space for a space, and alef and its hamza as two characters. Left alone: the
zero-width non-joiner in Persian, which is spelling there; the order of marks on a letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import DIRECTION, JOINERS, NOTHING, PERSIAN_ONLY, PERSIAN_TWINS
from digitize.model import Block, Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_UNSEEN = regex.compile(rf"(?:[{DIRECTION}{NOTHING}]|[\p{{Cc}}--[\t\n]])+", regex.VERSION1)
_JOINER = regex.compile(rf"[{JOINERS}]+")
_SPACE = regex.compile(r"[\p{Zs}--[ ]]+", regex.VERSION1)
_CLUSTER = regex.compile(r"\X")
_PERSIAN = regex.compile(f"[{PERSIAN_ONLY}{''.join(PERSIAN_TWINS)}]")
_NEAR = 40  # characters on either side in which a Persian letter proves the phrase to be Persian


@dataclass(frozen=True, slots=True)
class Invisible:
    """Direction marks and other characters that print nothing are taken out; odd spaces become spaces."""

    name: ClassVar[str] = "invisible"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.INVISIBLE | Kind.SPACES | Kind.LETTERS | Kind.MARKS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every run of such characters."""
        for block in document.blocks:
            text = block.text
            if text.isascii() and text.isprintable():
                continue
            for match in _UNSEEN.finditer(text):
                yield _rewriting(block, match, "", ("prints-nothing", _names(match[0])))
            for match in _SPACE.finditer(text):
                yield _rewriting(block, match, " " * len(match[0]), ("odd-space", _names(match[0])))
            for match in _JOINER.finditer(text):
                if not _PERSIAN.search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
                    yield _rewriting(block, match, "", ("joiner", _names(match[0])))
            yield from _composed(block)


def _composed(block: Block) -> Iterator[Proposal]:
    """Letters written as base and combining sign that Unicode has as one character (NFC, UAX #15)."""
    for match in _CLUSTER.finditer(block.text):
        if len(match[0]) > 1:
            composed = unicodedata.normalize("NFC", match[0])
            if len(composed) < len(match[0]):
                yield _rewriting(block, match, composed, ("composed", "one letter written as two characters"))


def _rewriting(block: Block, match: regex.Match[str], after: str, grounds: tuple[str, str]) -> Proposal:
    return Proposal((Rewrite(block.id, match.start(), match.end(), after),), *grounds, 0.99)


def _names(text: str) -> str:
    codes = dict.fromkeys(f"U+{ord(char):04X} {unicodedata.name(char, 'control').lower()}" for char in text)
    return ", ".join(codes)


PASS = Invisible()
