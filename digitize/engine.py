"""Runs passes in order; checks, numbers, applies and records what they propose. The only writer of documents.

A sweep asks a pass for its proposals and applies those that do not touch what another one of the same sweep has
changed; the rest wait for the next sweep. Sweeps repeat until one changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from digitize.edits import Change, Draft, Edit, Merge, Move, Relabel, Replace, Split, State, apply
from digitize.errors import PassDoesNotSettle
from digitize.model import Block, Document, Piece, cut
from digitize.passes.proposal import (
    Joining,
    Moving,
    Parting,
    Pass,
    Proposal,
    Proposed,
    Relabelling,
    Rewrite,
)

MAX_SWEEPS = 200  # a chain of n pieces to join needs about log2(n) sweeps; more than this is a fault of the pass
THRESHOLD = 0.5  # confidence below which a proposal is recorded and shown, but not applied

_ALONE = regex.compile(r"\p{M}")

Verdicts = Mapping[str, bool]  # key of an edit: a person's yes or no


@dataclass
class _Sweep:
    """What one sweep has touched so far: block ids that changed shape, and rewritten ranges."""

    reshaped: set[str]
    rewritten: dict[str, list[tuple[int, int]]]

    def is_free(self, change: Proposed) -> bool:
        """True where the change meets nothing that this sweep has already changed."""
        names = _names(change)
        if any(name in self.reshaped for name in names):
            return False
        if isinstance(change, Rewrite):
            taken = self.rewritten.get(change.block, [])
            return all(change.end < start or change.start > end for start, end in taken)
        return not any(name in self.rewritten for name in names)

    def take(self, change: Proposed) -> None:
        """Remembers what the change touches."""
        if isinstance(change, Rewrite):
            self.rewritten.setdefault(change.block, []).append((change.start, change.end))
        else:
            self.reshaped.update(_names(change))


def run(
    document: Document,
    passes: Iterable[Pass],
    *,
    verdicts: Verdicts | None = None,
    threshold: float = THRESHOLD,
    ledger: tuple[Edit, ...] = (),
) -> tuple[Document, tuple[Edit, ...]]:
    """Applies passes in order and returns the document with the ledger continued.

    Raises PassDoesNotSettle when a pass keeps changing things after MAX_SWEEPS sweeps.
    """
    edits = list(ledger)
    for one in passes:
        document = _settle(document, one, edits, verdicts or {}, threshold)
    return document, tuple(edits)


def _settle(document: Document, one: Pass, edits: list[Edit], verdicts: Verdicts, threshold: float) -> Document:
    seen: set[str] = set()
    for _ in range(MAX_SWEEPS):
        changed = False
        draft = Draft(document)
        sweep = _Sweep(set(), {})
        for proposal in _from_the_end(one.propose(document)):
            if not all(sweep.is_free(change) for change in proposal.changes):
                changed = True
                continue
            key = _key(document, one, proposal)
            if key in seen:
                continue
            state = _state(proposal, verdicts.get(key), threshold)
            if state is not State.APPLIED:
                seen.add(key)
            number = len(edits) + 1
            changes = tuple(_record(draft, proposal.changes, number, apply_now=state is State.APPLIED))
            edits.append(
                Edit(
                    number,
                    key,
                    f"{one.name}@{one.version}",
                    proposal.rule,
                    proposal.reason,
                    proposal.confidence,
                    state,
                    changes,
                )
            )
            if state is State.APPLIED:
                changed = True
                for change in proposal.changes:
                    sweep.take(change)
        if not changed:
            return document
        document = draft.freeze()
    raise PassDoesNotSettle(
        f"pass {one.name} still proposes changes after {MAX_SWEEPS} sweeps",
        where=document.source.name,
        remedy="report the file",
    )


def _state(proposal: Proposal, verdict: bool | None, threshold: float) -> State:
    if verdict is False:
        return State.REJECTED
    if verdict is None and proposal.confidence < threshold:
        return State.PROPOSED
    return State.APPLIED


def _from_the_end(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Rewrites later in a block come first, so that earlier offsets stay good."""

    def place(proposal: Proposal) -> int:
        return max((change.start for change in proposal.changes if isinstance(change, Rewrite)), default=-1)

    return iter(sorted(proposals, key=place, reverse=True))


def _names(change: Proposed) -> tuple[str, ...]:
    if isinstance(change, Joining):
        return change.first, change.second
    return (change.block,)


def _record(draft: Draft, proposed: tuple[Proposed, ...], number: int, *, apply_now: bool) -> Iterator[Change]:
    """Turns what a pass asks for into verbs that carry their own inverse; applies each unless told not to."""
    workbench = draft if apply_now else Draft(draft.freeze())
    ordered = sorted(proposed, key=lambda change: -change.start if isinstance(change, Rewrite) else 1)
    for change in ordered:
        verb = _verb(workbench, change, number)
        verb.apply(workbench)
        yield verb


def _verb(draft: Draft, change: Proposed, number: int) -> Change:
    if isinstance(change, Rewrite):
        return _replace(draft.block(change.block), change, number)
    if isinstance(change, Relabelling):
        return Relabel(change.block, draft.block(change.block).label, change.label)
    if isinstance(change, Joining):
        first, second = draft.block(change.first), draft.block(change.second)
        glue = (Piece(change.glue, edit=number),) if change.glue else ()
        return Merge(first.id, second.id, len(first.text), glue, second.label, draft.order.index(second.id))
    if isinstance(change, Parting):
        block = draft.block(change.block)
        index = draft.order.index(block.id) + 1
        return Split(block.id, _new_id(draft, block.id), change.offset, (), change.label, index)
    here, there = draft.order.index(change.block), draft.order.index(change.after)
    return Move(change.block, here, there if here < there else there + 1)


def _new_id(draft: Draft, name: str) -> str:
    counter = 2
    while f"{name}-{counter}" in draft.blocks:
        counter += 1
    return f"{name}-{counter}"


def _replace(block: Block, change: Rewrite, number: int) -> Replace:
    """A rewrite as a verb, grown to the right over combining marks so that a letter never loses its own."""
    text = block.text
    end, after = change.end, change.after
    if after and not _ALONE.match(after[-1]) and change.end > change.start:
        while end < len(text) and _ALONE.match(text[end]):
            after += text[end]
            end += 1
    before = cut(block.pieces, change.start, end)
    if after == text[change.start : end]:
        # Only the style or the mark changes: every piece keeps its own source.
        kept = tuple(_dressed(piece, change) for piece in before)
        return Replace(block.id, change.start, before, kept)
    if not after:
        return Replace(block.id, change.start, before, ())
    first = next((piece for piece in before if piece.line is not None), before[0] if before else None)
    written = Piece(after, edit=number)
    if first is not None:
        same = [piece for piece in before if piece.line == first.line]
        written = replace(
            written, line=first.line, start=first.start, end=same[-1].end, style=first.style, mark=first.mark
        )
    if change.correction:
        written = replace(written, orig=text[change.start : end])
    return Replace(block.id, change.start, before, (_dressed(written, change),))


def _dressed(piece: Piece, change: Rewrite) -> Piece:
    if change.style is not None:
        piece = replace(piece, style=change.style)
    if change.mark is not None:
        piece = replace(piece, mark=change.mark)
    return piece


def _key(document: Document, one: Pass, proposal: Proposal) -> str:
    """A name for the edit that does not depend on numbers, offsets in blocks or block ids."""
    parts: list[object] = [one.name, proposal.rule]
    textual = any(not isinstance(change, (Moving, Relabelling)) for change in proposal.changes)
    for change in proposal.changes:
        if textual and isinstance(change, (Moving, Relabelling)):
            continue
        parts.append(_fingerprint(document, change))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]


def _fingerprint(document: Document, change: Proposed) -> list[object]:
    if isinstance(change, Rewrite):
        pieces = cut(document.by_id[change.block].pieces, change.start, change.end)
        before = "".join(piece.text for piece in pieces)
        where = [(piece.line, piece.start, piece.end) for piece in pieces]
        return ["rewrite", where, before, change.after, change.mark, int(change.style or 0)]
    anchors = [_ends(document.by_id[name]) for name in _names(change)]
    if isinstance(change, Relabelling):
        return ["relabel", anchors, change.label.role.value]
    if isinstance(change, Parting):
        return ["part", anchors, change.offset]
    return [type(change).__name__.lower(), anchors]


def _ends(block: Block) -> list[object]:
    first, last = block.pieces[0], block.pieces[-1]
    return [first.line, first.start, last.line, last.end]


def replay(document: Document, ledger: Iterable[Edit]) -> Document:
    """The document after these edits; the second way, beside undoing, to any earlier state."""
    draft = Draft(document)
    for edit in ledger:
        if edit.state is State.APPLIED:
            apply(draft, edit)
    return draft.freeze()
