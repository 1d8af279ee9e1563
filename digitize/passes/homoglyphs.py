"""Letters of another script inside a word go back to the script of the word.

The accident: OCR models trained on many languages write half of an Arabic word in Cyrillic, by sound (`أمнести` for
أمنستي), and Cyrillic or Greek lookalikes in Latin words (`Аdnan` with a Cyrillic А). The Arabic letters are decided by
evidence, in this order: the Latin name that follows, the same word elsewhere in the document, a table of
transliteration. Left alone: words wholly of one script, Russian and Greek passages among them, and Latin words glued
to an Arabic particle (`وBlue`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import CYRILLIC, LATIN, LATIN_TWINS, bare, skeleton, without_prefix, words
from digitize.model import Block, Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

# Whole words first, then where their scripts meet: a search that does both at once takes minutes on a line of megabytes.
_ARABIC_WORD = regex.compile(r"[\p{Arabic}\p{M}\p{Cyrillic}\p{Greek}]++")
_ARABIC_SEAM = regex.compile(r"[\p{Arabic}\p{M}](?=[\p{Cyrillic}\p{Greek}])|[\p{Cyrillic}\p{Greek}](?=[\p{Arabic}])")
_LATIN_WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{M}'’\-]++")
_LATIN_SEAM = regex.compile(r"\p{Latin}(?=[\p{Cyrillic}\p{Greek}])|[\p{Cyrillic}\p{Greek}](?=\p{Latin})")
_LATIN_NAME = regex.compile(
    r"\s*(?:[\p{Arabic}\p{M}]+\s+){0,3}[(\[]?\s*(?P<name>\p{Latin}[\p{Latin}\p{M}'’.\-]*(?:\s+\p{Latin}[\p{Latin}\p{M}'’.\-]*){0,4})"
)
_UNITS = regex.compile("|".join(sorted(CYRILLIC, key=len, reverse=True)))
_LATIN_UNITS = regex.compile("|".join(sorted(LATIN, key=len, reverse=True)))
LONGEST_WORD = 60  # letters; what is longer is no word, and has too many readings to go through
LONGEST_NAME = 24  # letters of one part of a Latin name; its spellings in Arabic double with every vowel
_MOST_READINGS = 400  # a longer half-word than gives so many is decided by its usual letters alone


@dataclass(frozen=True, slots=True)
class Homoglyphs:
    """Letters of another script inside a word go back to the script of the word."""

    name: ClassVar[str] = "homoglyphs"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.LETTERS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One correction for every word of two scripts."""
        known: Counter[str] | None = None
        for block in document.blocks:
            if not regex.search(r"[\p{Cyrillic}\p{Greek}]", block.text):
                continue
            for match in _ARABIC_WORD.finditer(block.text):
                if len(match[0]) > LONGEST_WORD or not _ARABIC_SEAM.search(match[0]):
                    continue
                if known is None:
                    known = Counter(words(each.text for each in document.blocks))
                proposal = _as_arabic(block, match, known)
                if proposal is not None:
                    yield proposal
            yield from _as_latin(block)


def _as_latin(block: Block) -> Iterator[Proposal]:
    for match in _LATIN_WORD.finditer(block.text):
        if not _LATIN_SEAM.search(match[0]):
            continue
        foreign = regex.findall(r"[\p{Cyrillic}\p{Greek}]", match[0])
        if not all(char in LATIN_TWINS for char in foreign):
            continue
        after = "".join(LATIN_TWINS.get(char, char) for char in match[0])
        rewrite = Rewrite(block.id, match.start(), match.end(), after, correction=True)
        yield Proposal(
            (rewrite,), "latin-twin", f"lookalikes {', '.join(dict.fromkeys(foreign))} in a Latin word", 0.95
        )


def _as_arabic(block: Block, match: regex.Match[str], known: Counter[str]) -> Proposal | None:
    word = match[0]
    found = _from_latin_name(word, block.text, match.end()) or _from_document(word, known)
    if found is None:
        usual = _readings(word, usual_only=True)
        if not usual:
            return None
        found = usual[0], "transliteration", "the usual Arabic letters for these sounds", 0.7
    after, rule, reason, confidence = found
    rewrite = Rewrite(block.id, match.start(), match.end(), after, correction=True)
    return Proposal((rewrite,), rule, reason, confidence)


def _from_latin_name(word: str, text: str, end: int) -> tuple[str, str, str, float] | None:
    """The reading whose letters are those of a word of the Latin name behind it."""
    behind = _LATIN_NAME.match(text, end)
    if behind is None:
        return None
    best: tuple[int, str, str] | None = None
    readings = _readings(word)
    for name in behind["name"].split():
        if len(name) > LONGEST_NAME:
            continue
        expected = {skeleton(each) for each in _spellings(name)}
        for order, reading in enumerate(readings):
            if skeleton(reading) in expected and (best is None or order < best[0]):
                best = (order, reading, name)
    if best is None:
        return None
    return best[1], "latin-name", f"the Latin name behind it reads {best[2]}", 0.97


def _from_document(word: str, known: Counter[str]) -> tuple[str, str, str, float] | None:
    """The reading that the document itself has elsewhere, whole or without its prefixes."""
    readings = _readings(word)
    whole = [reading for reading in readings if known[bare(reading)]]
    if whole:
        best = max(whole, key=lambda reading: known[bare(reading)])
        return best, "same-word", f"the document has {best} elsewhere", 0.9
    stems = {without_prefix(each) for each in known}
    stripped = [
        reading
        for reading in readings
        if len(without_prefix(bare(reading))) > 2 and without_prefix(bare(reading)) in stems
    ]
    if stripped:
        return stripped[0], "same-stem", f"the document has {without_prefix(bare(stripped[0]))} elsewhere", 0.85
    return None


def _readings(word: str, *, usual_only: bool = False) -> list[str]:
    """What a word may be in Arabic, the likeliest first; empty where a letter has no Arabic counterpart."""
    parts: list[tuple[str, ...]] = []
    at = 0
    lowered = word.lower()
    while at < len(word):
        unit = _UNITS.match(lowered, at)
        if unit:
            parts.append(CYRILLIC[unit[0]])
            at = unit.end()
        elif regex.match(r"[\p{Cyrillic}\p{Greek}]", word[at]):
            return []
        else:
            parts.append((word[at],))
            at += 1
    return _products(parts, 1 if usual_only else _MOST_READINGS)


def _spellings(name: str) -> list[str]:
    """How a Latin word may be written in Arabic."""
    parts = [LATIN[unit[0]] for unit in _LATIN_UNITS.finditer(name.lower())]
    if parts and name[0].lower() in "aeiou":
        parts[0] = ("ا", "اي")
    return _products(parts, _MOST_READINGS)


def _products(parts: list[tuple[str, ...]], most: int) -> list[str]:
    """All ways to choose one of each, ordered by how many unusual choices they make; at most `most`."""
    rows: list[tuple[int, str]] = [(0, "")]
    for choices in parts:
        rows = [(cost + rank, text + choice) for cost, text in rows for rank, choice in enumerate(choices)]
        rows = sorted(rows, key=lambda row: row[0])[:most]
    return list(dict.fromkeys(text for _, text in rows))


PASS = Homoglyphs()
