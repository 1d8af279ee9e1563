"""Finds the call of every note in the text and links the two.

The accident: extraction prints a note's number as any other characters: a superscript, a small raised digit, `(1)`,
or a plain digit glued to a word. The evidence is the whole numbering at once: calls and notes both stand in reading
order, so the best alignment of the two rows is sought, in which a missing digit does not shift the rest. Years,
quantities, percentages and the numbers of lists are no calls: a call is glued to the word or stop before it.
Left alone: a number for which no note is printed on its page or the next; it is reported, not guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Block, Document, Piece, Role, Style, cut, page_of
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_HOSTS = frozenset(
    (Role.TITLE, Role.BYLINE, Role.HEADING, Role.BODY, Role.LIST, Role.QUOTE, Role.CAPTION, Role.TABLE, Role.VERSE)
)
# A call by its form, strongest first: weight, pattern. All are glued to what stands before.
_FORMS: tuple[tuple[str, float, regex.Pattern[str]], ...] = (
    ("superscript", 1.0, regex.compile(r"(?<=\S)(?:[⁰¹²³⁴-⁹]+)|(?<=\S)\s(?:[⁰¹²³⁴-⁹]+)(?!\S)")),
    ("bracketed", 0.9, regex.compile(r"(?<=\S)\s?[(\[]\s?\p{Nd}{1,3}\s?[)\]]")),
    (
        "symbol",
        0.8,
        regex.compile(r"(?<=[\p{L}\p{M}.،؛:؟!\"”»)])\s?(?:[*∗٭]{1,3}|\(\*{1,3}\)|[†‡§]{1,2})(?![\p{L}\p{Nd}*])"),
    ),
    (
        "glued",
        0.7,
        regex.compile(r"(?<=[\p{L}\p{M}.،؛:؟!\"”»)])(?<![\p{Nd}][.,،])\p{Nd}{1,3}(?![\p{Nd}\p{L}/٪%\-–]|[.,٫]\p{Nd})"),
    ),
    # A sentence that ends with a year: `سنة 1978.17 وفي`. Decimals of four digits are rarer than that.
    (
        "behind a year",
        0.5,
        regex.compile(r"(?<=(?<!\p{Nd})(?:1\p{Nd}|20|١\p{Nd}|٢٠)\p{Nd}{2}[.،؛])\p{Nd}{1,3}(?=\s|$)"),
    ),
)
_UNIT = regex.compile(r"(?<![\p{L}\p{M}])(?:[كسدمه]?م|ملم|[kcdm]?m|km|ft|in)$")  # square and cubic measures
SURE = 1.0  # weight of forms that are nothing but calls
MIN_PAIRS = 3  # a document with fewer notes tells too little about what is missing
NO_NOTE = "?"  # the mark of a call for which no note is printed
PAGES_AWAY = 1  # a note may stand at the foot of the page after its call, or its call just behind the page break
FAR_PENALTY = 0.2


@dataclass(frozen=True, slots=True)
class _Call:
    """A place that could be a call: where, what it says, and how much it looks like one."""

    block: str
    start: int
    end: int
    sign: str
    page: int
    order: int
    weight: float


@dataclass(frozen=True, slots=True)
class NoteCalls:
    """Links every note to the word in the text that calls it."""

    name: ClassVar[str] = "note-calls"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.NOTHING

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One link for every note whose call is found, and a mark for every sure call that has no note."""
        called = {
            piece.mark for block in document.blocks for piece in block.pieces if piece.mark not in (None, block.id)
        }
        notes = [(block, sign) for block in document.with_role(Role.NOTE) if (sign := sign_of(block))]
        calls = _calls(document)
        signs = {sign for _, sign in notes}
        pairs = _aligned(notes, [call for call in calls if call.sign in signs])
        for note, call in pairs:
            if note.id not in called:
                reason = f"{call.sign} calls the note that opens with it"
                yield _marking(document, call, note.id, ("call", reason, min(0.98, 0.6 + 0.38 * call.weight)))
        yield from _left_over(document, calls, pairs)


def _left_over(document: Document, calls: list[_Call], pairs: list[tuple[Block, _Call]]) -> Iterator[Proposal]:
    """Calls that look like nothing else and were not paired: a second call to a note, or one whose note is missing."""
    if len(pairs) < MIN_PAIRS:
        return
    used = {(call.block, call.start) for _, call in pairs}
    for call in calls:
        if call.weight < SURE or (call.block, call.start) in used or _is_marked(document, call):
            continue
        same = next((note for note, other in pairs if other.sign == call.sign and other.page == call.page), None)
        if same is not None:
            reason = f"{call.sign} calls a note of this page once more"
            yield _marking(document, call, same.id, ("second-call", reason, 0.75))
        elif _fills_a_gap(call, pairs):
            reason = f"{call.sign} stands between the calls before and after it, but no note opens with it"
            yield _marking(document, call, NO_NOTE, ("call-without-note", reason, 0.7))


def _fills_a_gap(call: _Call, pairs: list[tuple[Block, _Call]]) -> bool:
    if not call.sign.isdigit():
        return False
    before = [int(other.sign) for _, other in pairs if other.order < call.order and other.sign.isdigit()]
    after = [int(other.sign) for _, other in pairs if other.order > call.order and other.sign.isdigit()]
    number = int(call.sign)
    return bool(before or after) and (not before or before[-1] < number) and (not after or number < after[0])


def _is_marked(document: Document, call: _Call) -> bool:
    pieces = cut(document.by_id[call.block].pieces, call.start, call.end)
    return any(piece.mark is not None for piece in pieces)


def _marking(document: Document, call: _Call, mark: str, grounds: tuple[str, str, float]) -> Proposal:
    text = document.by_id[call.block].text[call.start : call.end]
    sign = text.strip()
    start = call.end - len(text.lstrip())
    rule, reason, confidence = grounds
    rewrite = Rewrite(call.block, start, start + len(sign), sign, mark=mark)
    return Proposal((rewrite,), rule, reason, round(confidence, 2))


def sign_of(note: Block) -> str:
    """What a note's marker says: its number in western digits, or its symbol; "" where it has none."""
    marker = "".join(piece.text for piece in note.pieces if piece.mark == note.id)
    return _sign(marker)


def _sign(text: str) -> str:
    digits = "".join(str(unicodedata.digit(char)) for char in text if unicodedata.digit(char, None) is not None)
    if digits:
        return str(int(digits))
    return "".join({"∗": "*", "٭": "*"}.get(char, char) for char in text if char in "*∗٭†‡§")


def _calls(document: Document) -> list[_Call]:
    calls: list[_Call] = []
    order = 0
    for block in document.blocks:
        if block.label.role not in _HOSTS or block.label.front:
            continue
        for start, end, weight in _places(block):
            sign = _sign(block.text[start:end])
            if sign:
                order += 1
                calls.append(_Call(block.id, start, end, sign, _page_at(block, start), order, weight))
    return calls


def _places(block: Block) -> list[tuple[int, int, float]]:
    """Stretches of a block that have the form of a call, in order, none overlapping."""
    text = block.text
    found: dict[tuple[int, int], float] = {}
    offset = 0
    for piece in block.pieces:
        if piece.style & Style.RAISED and piece.mark is None and _sign(piece.text):
            found[offset, offset + len(piece.text)] = 1.0
        offset += len(piece.text)
    for _, weight, pattern in _FORMS:
        for match in pattern.finditer(text):
            if _UNIT.search(text, endpos=match.start()) and match[0].strip() in ("²", "³"):
                continue
            if all(match.end() <= start or match.start() >= end for start, end in found):
                found[match.start(), match.end()] = weight
    return [(start, end, weight) for (start, end), weight in sorted(found.items())]


def _page_at(block: Block, offset: int) -> int:
    pieces: tuple[Piece, ...] = cut(block.pieces, offset, offset + 1)
    return next((page_of(piece.line) for piece in pieces if piece.line is not None), block.page)


def _aligned(notes: list[tuple[Block, str]], calls: list[_Call]) -> list[tuple[Block, _Call]]:
    """The heaviest pairing of notes and calls that keeps both in their order (longest weighted common subsequence).

    `best[k]` is the best pairing whose last call has order at most k; notes come one by one in reading order.
    """
    by_sign: dict[str, list[_Call]] = {}
    for call in calls:
        by_sign.setdefault(call.sign, []).append(call)
    ends: list[tuple[int, float, tuple[object, ...] | None]] = [(0, 0.0, None)]  # order, weight, chain
    for note, sign in notes:
        page = note.page
        grown = []
        for call in by_sign.get(sign, ()):
            away = abs(call.page - page)
            if away > PAGES_AWAY:
                continue
            before = max((end for end in ends if end[0] < call.order), key=lambda end: end[1])
            weight = before[1] + 1 + call.weight - FAR_PENALTY * away
            grown.append((call.order, weight, (before[2], note, call)))
        ends.extend(grown)
    chain = max(ends, key=lambda end: end[1])[2]
    pairs: list[tuple[Block, _Call]] = []
    while chain is not None:
        chain, note, call = chain  # type: ignore[assignment]
        pairs.append((note, call))
    return pairs[::-1]


PASS = NoteCalls()
