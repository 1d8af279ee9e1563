"""How near a reader's text comes to the truth, whatever order it gives blocks in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

PIECE = 48  # letters of truth that are looked for at once: longer than any chance likeness, shorter than a line
_DROPPED = regex.compile(r"[\p{Cf}\u0640]")


def levelled(text: str) -> str:
    """Text as it is compared: NFC, without direction marks, joiners and stretching, white space as one space."""
    return regex.sub(r"\s+", " ", unicodedata.normalize("NFC", _DROPPED.sub("", text))).strip()


def truth_of(described: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The paragraphs and the notes that a truth file says a document has."""
    body = []
    for block in described["blocks"]:
        runs = [block.get("runs", [])] + [item["runs"] for item in block.get("items", [])]
        body += ["".join(run.get("t", "") for run in each) for each in runs if each]
    notes = [" ".join("".join(run.get("t", run.get("url", "")) for run in part) for part in note["paras"])
             for note in described["notes"]]  # fmt: skip
    return [levelled(text) for text in body], [levelled(text) for text in notes]


def error_rate(truth: Iterable[str], text: str) -> float:
    """Share of wrong characters: each piece of truth against the best place for it anywhere in the text."""
    wrong = total = 0
    for piece in (piece for each in truth for piece in _pieces(each)):
        total += len(piece)
        if piece in text:
            continue
        found = fuzz.partial_ratio_alignment(piece, text) if text else None
        if found is None:
            wrong += len(piece)
            continue
        windows = ((0, 0), (2, 2), (0, 4), (4, 0))
        wrong += min(
            len(piece),
            *(
                Levenshtein.distance(piece, text[max(0, found.dest_start - before) : found.dest_end + behind])
                for before, behind in windows
            ),
        )
    return wrong / max(1, total)


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for word in text.split(" "):
        piece = f"{piece} {word}".strip()
        if len(piece) >= PIECE:
            yield piece
            piece = ""
    if piece:
        yield piece


def share_found(strings: Iterable[str], text: str, *, numbers: bool = False) -> float:
    """Share of the strings' occurrences that stand in the text as they are."""
    wanted = Counter(levelled(each) for each in strings)
    if not wanted:
        return 1.0
    found = 0
    for string, count in wanted.items():
        if numbers:
            alone = rf"(?<!\p{{Nd}}[./٫\-]?){regex.escape(string)}(?!\p{{Nd}}|[/٫.\-]\p{{Nd}})"
            found += min(count, len(regex.findall(alone, text)))
        else:
            found += min(count, text.count(string))
    return found / wanted.total()


def measured(described: Mapping[str, Any], text: str) -> dict[str, float]:
    """All measures of one reader on one document."""
    text = levelled(text)
    body, notes = truth_of(described)
    facts = described["facts"]
    return {
        "body": error_rate(body, text),
        "notes": error_rate(notes, text),
        "numbers": share_found(
            (each for each in facts["numbers"] if regex.search(r"[/\-.,٫]", each)), text, numbers=True
        ),
        "latin": share_found((each for each in facts["latin_runs"] if " " in each), text),
        "urls": share_found(facts["urls"], text),
    }
