"""Finds the call of every note in the text and links the two.

The accident: extraction prints a note's number as any other characters: a superscript, a small raised digit, `(1)`,
or a plain digit glued to a word. The evidence is the whole numbering at once: calls and notes both stand in reading
order, so the best alignment of the two rows is sought, in which a missing digit does not shift the rest. Years,
quantities, percentages and the numbers of lists are no calls: a call is glued to the word or stop before it.
Left alone: a number for which no note is printed on its page or the next; it is reported, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from digitize.layout import signs
from digitize.layout.signs import BRACKETED, SURE
from digitize.model import Block, Document, Piece, Role, Style, cut, page_of
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_HOSTS = frozenset(
    (Role.TITLE, Role.BYLINE, Role.HEADING, Role.BODY, Role.LIST, Role.QUOTE, Role.CAPTION, Role.TABLE, Role.VERSE)
)
MIN_PAIRS = 3  # a document with fewer notes tells too little about what is missing
NO_NOTE = "?"  # the mark of a call for which no note is printed
PAGES_AWAY = 1  # a note may stand at the foot of the page after its call, or its call just behind the page break
FAR_PENALTY = 0.2
LIKELY = 0.65  # confidence in a second call that is only digits in brackets: a reader may mean an equation or an item


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
    section: str  # the group of the chapter's notes before it, "" where there are none


@dataclass(frozen=True, slots=True)
class NoteCalls:
    """Links every note to the word in the text that calls it."""

    name: ClassVar[str] = "note-calls"
    version: ClassVar[int] = 2
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.NOTHING

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One link for every note whose call is found, and a mark for every sure call that has no note."""
        called = {
            piece.mark for block in document.blocks for piece in block.pieces if piece.mark not in (None, block.id)
        }
        calls = _calls(document)
        pairs = _paired(document, calls)
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
    weights = Counter(call.weight for _, call in pairs)
    usual = weights.most_common(1)[0][0]
    for call in calls:
        if call.weight < min(usual, BRACKETED) or (call.block, call.start) in used or _is_marked(document, call):
            continue
        same = _called_before(call, pairs)
        if same is not None:
            reason = f"{call.sign} calls a note of this page once more"
            yield _marking(document, call, same.id, ("second-call", reason, 0.75 if call.weight >= SURE else LIKELY))
        elif call.weight >= SURE and _fills_a_gap(call, pairs):
            reason = f"{call.sign} stands between the calls before and after it, but no note opens with it"
            yield _marking(document, call, NO_NOTE, ("call-without-note", reason, 0.7))


def _called_before(call: _Call, pairs: list[tuple[Block, _Call]]) -> Block | None:
    """The note that the same sign has called before, on the same page or for the same chapter's end."""
    for note, other in reversed(pairs):
        near = other.section == call.section if note.label.group else other.page == call.page
        if other.sign == call.sign and near and other.order < call.order and other.weight == call.weight:
            return note
    return None


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
    """What a note's marker says: its number in western digits, its symbol or letter; "" where it has none."""
    return signs.sign_of("".join(piece.text for piece in note.pieces if piece.mark == note.id))


def _calls(document: Document) -> list[_Call]:
    found: list[_Call] = []
    section = ""  # the notes at the end of the last chapter
    for block in document.blocks:
        if block.label.role is Role.NOTE:
            section = block.label.group or section
        if block.label.role not in _HOSTS or block.label.front:
            continue
        for place in signs.calls(block.text, _raised(block)):
            if place.sign:
                page = _page_at(block, place.start)
                found.append(
                    _Call(block.id, place.start, place.end, place.sign, page, len(found) + 1, place.weight, section)
                )
    return found


def _raised(block: Block) -> Iterator[tuple[int, int]]:
    offset = 0
    for piece in block.pieces:
        if piece.style & Style.RAISED and piece.mark is None:
            yield offset, offset + len(piece.text)
        offset += len(piece.text)


def _page_at(block: Block, offset: int) -> int:
    pieces: tuple[Piece, ...] = cut(block.pieces, offset, offset + 1)
    return next((page_of(piece.line) for piece in pieces if piece.line is not None), block.page)


def _paired(document: Document, calls: list[_Call]) -> list[tuple[Block, _Call]]:
    """Every note with its call: first in order, then those that page setting has put out of order."""
    notes = [(block, sign) for block in document.with_role(Role.NOTE) if (sign := sign_of(block))]
    known = {sign for _, sign in notes}
    calls = [call for call in calls if call.sign in known]
    pairs: list[tuple[Block, _Call]] = []
    before = ""
    for section in dict.fromkeys(note.label.group or "" for note, _ in notes):
        own = [(note, sign) for note, sign in notes if (note.label.group or "") == section]
        used = {call.order for _, call in pairs}
        near = [call for call in calls if call.order not in used and (not section or call.section == before)]
        pairs += _aligned(own, near)
        before = section or before
    used = {call.order for _, call in pairs}
    lost = {note.id for note, _ in notes} - {note.id for note, _ in pairs}
    for note, sign in notes:
        if note.id in lost and note.label.group is None:
            free = [call for call in calls if call.sign == sign and call.order not in used]
            near = [call for call in free if abs(call.page - note.page) <= PAGES_AWAY]
            if len(near) == 1:
                pairs.append((note, near[0]))
                used.add(near[0].order)
    return pairs


def _aligned(notes: list[tuple[Block, str]], calls: list[_Call]) -> list[tuple[Block, _Call]]:
    """The heaviest pairing of notes and calls that keeps both in their order (longest weighted common subsequence).

    A footnote stands on the page of its call or the next; a note at the end of a chapter, anywhere behind it.
    """
    by_sign: dict[str, list[_Call]] = {}
    for call in calls:
        by_sign.setdefault(call.sign, []).append(call)
    ends: list[tuple[int, float, tuple[object, ...] | None]] = [(0, 0.0, None)]  # order, weight, chain
    for note, sign in notes:
        grown = []
        for call in by_sign.get(sign, ()):
            away = 0 if note.label.group else abs(call.page - note.page)
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
