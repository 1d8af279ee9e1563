"""The account of characters: what became of every character that was read. It must close to zero.

A character of a source line is in the running text, in a note, in what is printed around the text (running heads,
page numbers, leaders), is a number or bullet that became markup, or was taken out by an edit that says so. Anything
else is lost; a character that stands in two places, or in none of the source, is invented. White space at the edges
of lines and cells is counted apart, since joining lines replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digitize.edits import Edit, Merge, Replace, State
from digitize.model import Block, Document, Piece, Role, page_of

TEXT = "in the text"
NOTES = "in notes"
AROUND = "printed around the text"
MARKS = "numbers, calls and bullets that became markup"
EDITED = "taken out by an edit"
SPACE = "white space between lines and cells"
UNREAD = "left out by the reader, with its reason"

_SHOWN = 40  # characters of a lost stretch that a message quotes

Fate = tuple[str, str | int]  # what became of a character: the place, and the block or the edit that has it
Sheet = Mapping[str, Sequence[Fate | None]]  # for every line, the fate of each of its characters


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters went where; `open` holds one sentence for each that went nowhere or came from nowhere.

    `sheet` tells it character by character; white space that joining lines replaced has no fate (None).
    """

    read: int
    places: Mapping[str, int]
    taken_by_edit: Mapping[int, int]
    open: tuple[str, ...]
    sheet: Sheet

    @property
    def is_closed(self) -> bool:
        """True where every character read is accounted for, and none was invented."""
        return not self.open


def settle(document: Document, ledger: Iterable[Edit], read_back: Mapping[str, str]) -> Account:
    """The account of a converted document.

    `read_back` is what a reader finds in the TEI: the text of every block, by id. It must be what the document says.
    """
    edits = {edit.number: edit for edit in ledger if edit.state is State.APPLIED}
    sheet: dict[str, list[Fate | None]] = {
        name: [None] * len(line.text) for name, line in document.source.lines.items()
    }
    faults = [*_enter_pieces(document, edits, sheet)]
    _enter_edits(edits.values(), sheet)
    faults += _lost(document, sheet)
    faults += _unlike(document, read_back)
    places: Counter[str] = Counter()
    taken: Counter[int] = Counter()
    for entries in sheet.values():
        for entry in entries:
            place, name = entry or (SPACE, "")
            places[place] += 1
            if isinstance(name, int):
                taken[name] += 1
    places[UNREAD] = sum(len(dropped.text) for page in document.source.pages for dropped in page.dropped)
    return Account(places.total(), dict(places), dict(taken), tuple(faults), sheet)


def _enter_pieces(document: Document, edits: Mapping[int, Edit], sheet: dict[str, list[Fate | None]]) -> Iterator[str]:
    lines = document.source.lines
    for block in document.blocks:
        for piece in block.pieces:
            if piece.edit is not None:
                if piece.edit not in edits or not _wrote(edits[piece.edit], piece):
                    yield f"block {block.id} holds {_quote(piece.text)}, which no edit of the ledger wrote"
                continue
            if piece.line is None:
                if piece.text.strip():
                    yield f"block {block.id} holds {_quote(piece.text)}, which the source does not"
                continue
            if lines[piece.line].text[piece.start : piece.end] != piece.text:
                yield f"block {block.id} holds {_quote(piece.text)}, but line {piece.line} reads otherwise there"
                continue
            entries = sheet[piece.line]
            fate = _place(block, piece), block.id
            for offset in range(piece.start, piece.end):
                if entries[offset] is not None and not piece.text[offset - piece.start].isspace():
                    yield f"line {piece.line}, character {offset + 1} stands in the document twice"
                    break
                entries[offset] = fate


def _place(block: Block, piece: Piece) -> str:
    if not block.label.role.is_text:
        return AROUND
    if piece.mark is not None:
        return MARKS
    return NOTES if block.label.role is Role.NOTE else TEXT


def _wrote(edit: Edit, piece: Piece) -> bool:
    for change in edit.changes:
        written = change.after if isinstance(change, Replace) else change.glue if isinstance(change, Merge) else ()
        if any(piece.text in each.text for each in written):
            return True
    return False


def _enter_edits(edits: Iterable[Edit], sheet: dict[str, list[Fate | None]]) -> None:
    for edit in edits:
        for change in edit.changes:
            if not isinstance(change, Replace):
                continue
            for piece in change.before:
                if piece.edit is None and piece.line is not None:
                    entries = sheet[piece.line]
                    for offset in range(piece.start, piece.end):
                        if entries[offset] is None:
                            entries[offset] = EDITED, edit.number


def _lost(document: Document, sheet: Sheet) -> Iterator[str]:
    for name, entries in sheet.items():
        text = document.source.lines[name].text
        lost = "".join(char for char, entry in zip(text, entries, strict=True) if entry is None and not char.isspace())
        if lost:
            yield f"page {page_of(name)}, line {name}: {_quote(lost)} is neither in the text nor in the ledger"


def _unlike(document: Document, read_back: Mapping[str, str]) -> Iterator[str]:
    for block in document.blocks:
        if not block.label.role.is_text:
            continue
        found = read_back.get(block.id)
        if found is None:
            yield f"block {block.id} ({block.label.role}), {_quote(block.text)}, is not in the TEI"
        elif found != block.reading_text:
            at = _first_difference(found, block.reading_text)
            start = max(0, at - _SHOWN // 2)
            ours = _quote(block.reading_text[start:])
            yield f"block {block.id}, character {at + 1}: the TEI reads {_quote(found[start:])}, the document {ours}"
    known = document.by_id
    for name in read_back:
        if name not in known:
            yield f"the TEI holds a block {name} that the document does not"


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(one), len(other)))


def _quote(text: str) -> str:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"“{shown}”"
