"""The five verbs that change a document, each with its inverse, and the Edit that records a use of them.

A verb checks that what it finds is what it was recorded for, else it raises EditMismatch: a ledger can be replayed
on its own source and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from digitize.errors import EditMismatch
from digitize.model import Block, Document, Label, Piece, cut, normal_form


class Draft:
    """A document being changed: the engine's workbench. Blocks by id, and their order."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.problems = document.problems
        self.page_labels = document.page_labels
        self.blocks = dict(document.by_id)
        self.order = [block.id for block in document.blocks]

    def freeze(self) -> Document:
        """The document as it stands."""
        blocks = tuple(self.blocks[name] for name in self.order)
        return Document(self.source, blocks, self.problems, self.page_labels)

    def block(self, name: str) -> Block:
        """The block of that id; raises EditMismatch when there is none."""
        if name not in self.blocks:
            raise EditMismatch(f"there is no block {name}", remedy="use the ledger of this very document")
        return self.blocks[name]

    def put(self, block: Block) -> None:
        """Writes a block back in its place."""
        self.blocks[block.id] = block

    def insert(self, index: int, block: Block) -> None:
        """Adds a block at a place in the order."""
        self.order.insert(index, block.id)
        self.blocks[block.id] = block

    def remove(self, name: str) -> int:
        """Takes a block out and tells where it stood."""
        index = self.order.index(name)
        del self.order[index]
        del self.blocks[name]
        return index


def _expect(found: object, recorded: object, block: str) -> None:
    if found != recorded:
        raise EditMismatch(
            f"block {block} does not hold what the edit recorded", remedy="use the ledger of this very document"
        )


def _whole(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces with those made one that an edit wrote as one and another, since taken back, had cut."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and piece.edit is not None and replace(last, text="") == replace(piece, text=""):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Replace:
    """Characters of one block become others; pieces taken out and put in are both kept."""

    block: str
    start: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    def apply(self, draft: Draft) -> None:
        """Puts `after` where `before` stands."""
        block = draft.block(self.block)
        stop = self.start + sum(len(piece.text) for piece in self.before)
        _expect(_whole(cut(block.pieces, self.start, stop)), _whole(self.before), self.block)
        pieces = normal_form(
            (
                *cut(block.pieces, 0, self.start),
                *self.after,
                *cut(block.pieces, stop, len(block.text)),
            )
        )
        draft.put(Block(block.id, block.label, pieces))

    def inverse(self) -> Replace:
        """The change that undoes this one."""
        return Replace(self.block, self.start, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Relabel:
    """A block becomes another kind of block."""

    block: str
    before: Label
    after: Label

    def apply(self, draft: Draft) -> None:
        """Gives the block its new label."""
        block = draft.block(self.block)
        _expect(block.label, self.before, self.block)
        draft.put(Block(block.id, self.after, block.pieces))

    def inverse(self) -> Relabel:
        """The change that undoes this one."""
        return Relabel(self.block, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Merge:
    """A block is appended to another, with glue between: one paragraph that had been two."""

    first: str
    second: str
    offset: int  # length of the first before the merge
    glue: tuple[Piece, ...]
    label: Label  # of the second
    index: int  # of the second in the order

    def apply(self, draft: Draft) -> None:
        """Appends the second to the first."""
        first, second = draft.block(self.first), draft.block(self.second)
        _expect((len(first.text), second.label), (self.offset, self.label), self.second)
        _expect(draft.remove(self.second), self.index, self.second)
        draft.put(Block(first.id, first.label, normal_form((*first.pieces, *self.glue, *second.pieces))))

    def inverse(self) -> Split:
        """The change that undoes this one."""
        return Split(self.first, self.second, self.offset, self.glue, self.label, self.index)


@dataclass(frozen=True, slots=True)
class Split:
    """A block becomes two; the glue between them is taken out."""

    first: str
    second: str
    offset: int
    glue: tuple[Piece, ...]
    label: Label
    index: int

    def apply(self, draft: Draft) -> None:
        """Cuts the first at the offset and puts the rest into a block of its own."""
        first = draft.block(self.first)
        stop = self.offset + sum(len(piece.text) for piece in self.glue)
        _expect(cut(first.pieces, self.offset, stop), self.glue, self.first)
        draft.put(Block(first.id, first.label, cut(first.pieces, 0, self.offset)))
        rest = cut(first.pieces, stop, len(first.text))
        draft.insert(self.index, Block(self.second, self.label, rest))

    def inverse(self) -> Merge:
        """The change that undoes this one."""
        return Merge(self.first, self.second, self.offset, self.glue, self.label, self.index)


@dataclass(frozen=True, slots=True)
class Move:
    """A block stands elsewhere in the order."""

    block: str
    before: int
    after: int

    def apply(self, draft: Draft) -> None:
        """Takes the block out and puts it in at its new place."""
        block = draft.block(self.block)
        _expect(draft.remove(self.block), self.before, self.block)
        draft.insert(self.after, block)

    def inverse(self) -> Move:
        """The change that undoes this one."""
        return Move(self.block, self.after, self.before)


Change = Replace | Relabel | Merge | Split | Move


class State(StrEnum):
    """What became of a proposal."""

    APPLIED = "applied"
    PROPOSED = "proposed"  # not sure enough: recorded and shown, not done
    REJECTED = "rejected"  # a person said no


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of the ledger: who changed what, where, why, how surely, and everything needed to take it back.

    `key` names the edit by pass, rule, source range and text, so that a person's verdict on it outlives another run.
    `by` is `pass-name@version`.
    """

    number: int
    key: str
    by: str
    rule: str
    reason: str
    confidence: float
    state: State
    changes: tuple[Change, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages that the edit touches, ascending."""
        return tuple(
            sorted(
                {
                    int(piece.line[1 : piece.line.index(".")])
                    for change in self.changes
                    if isinstance(change, Replace)
                    for piece in change.before
                    if piece.line is not None
                }
            )
        )


def apply(draft: Draft, edit: Edit) -> None:
    """Does what an edit says; raises EditMismatch when it was recorded for another text."""
    for change in edit.changes:
        change.apply(draft)


def undo(draft: Draft, edit: Edit) -> None:
    """Takes an edit back; edits are taken back from the last to the first."""
    for change in reversed(edit.changes):
        change.inverse().apply(draft)
