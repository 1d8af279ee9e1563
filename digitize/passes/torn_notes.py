"""Notes torn into pieces, by a line end or by the end of the page, are made whole.

The accident: extraction starts a new block inside a note, and a long note runs over to the foot of the next page. The
evidence is that layout found the piece among the notes, and that it opens with no number. A piece that follows a
finished sentence is a paragraph of the same note and stays one (the glue is a line end); any other is joined by a
space. Left alone: pieces above the first note of the first page that has notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Block, Document, Role
from digitize.page_ranges import are_together
from digitize.passes.proposal import Joining, Kind, Proposal, Stage

_SENTENCE_END = regex.compile(r"(?:[.؟?!:]|[.؟!]?[)»”])\s*$")
_GOES_ON = regex.compile(r"\s*(?:\(?تاريخ|انظر|<|https?:|\(|\p{Nd}{1,4}/|\p{Ll}|في\b)")


@dataclass(frozen=True, slots=True)
class TornNotes:
    """Joins the pieces of a footnote that a line end or a page end has torn apart."""

    name: ClassVar[str] = "torn-notes"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.SPACES

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One joining for every piece that has no marker of its own."""
        last: Block | None = None
        for block in document.with_role(Role.NOTE):
            if _has_marker(block):
                last = block
            elif last is not None:
                if are_together(document.source.chosen, last.page, block.page):
                    yield _joining(last, block)
                last = None  # the next piece waits for the sweep that sees the joined note


def _has_marker(block: Block) -> bool:
    return any(piece.mark == block.id for piece in block.pieces)


def _joining(note: Block, piece: Block) -> Proposal:
    text = note.text.rstrip()
    over = piece.page > max((int(name[1 : name.index(".")]) for name in note.lines), default=piece.page)
    paragraph = bool(_SENTENCE_END.search(text)) and not _GOES_ON.match(piece.text)
    rule = "runs-over" if over else "torn"
    reason = (
        "the note goes on at the foot of the next page" if over else "a piece without a number goes on with its note"
    )
    return Proposal((Joining(note.id, piece.id, "\n" if paragraph else " "),), rule, reason, 0.9 if not over else 0.85)


PASS = TornNotes()
