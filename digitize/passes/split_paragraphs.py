"""Paragraphs cut by a page, a column, a note, a picture or its caption are made whole.

The accident: print goes on behind the obstacle, extraction starts a new block there. The evidence is the language
itself: a block that does not end as a paragraph ends (full stop, question mark, colon, closing quotation mark behind
one) goes on in the next block of running text, unless that opens as a heading, an item or a note does. At a page's
end a full stop alone does not end a paragraph either: see `_Lengths`. Left alone: verses, cells, captions,
headings, and whatever stands on the two sides of a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import ClassVar

import regex

from digitize.layout.print import Print
from digitize.layout.signs import without_calls
from digitize.model import Block, Document, Role, Style
from digitize.page_ranges import are_together
from digitize.passes.proposal import Joining, Kind, Proposal, Stage

# What may stand between two halves of a paragraph without ending it.
_OBSTACLES = frozenset(
    (Role.NOTE, Role.CAPTION, Role.PICTURE_TEXT, Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.ORNAMENT)
)
_FLOW = frozenset((Role.BODY, Role.LIST, Role.QUOTE))

_END = regex.compile(r"[.؟?!…:][\p{Pf}\p{Pe}\"'”»]*$|[.؟?!][\"'”»)]*$")
_CONJUNCTION = regex.compile(r"(?:ف|ثم\b|كما\b|بل\b|لكن|إذ\b|غير أن|على أن|ولذلك|لذلك)")
_AND = regex.compile(r"و\p{L}{2,}")
_LATIN_LOWER = regex.compile(r"\p{Ll}")


TORN_CALL = ("torn-call", "it begins with a raised number, which belongs to the word before it", 0.95)
PRINTED = ("cut-by-page", "the next page does not begin set in, as paragraphs do here", 0.85)


@dataclass(frozen=True, slots=True)
class SplitParagraphs:
    """Joins the parts of a paragraph that a page, a note, a picture or a gap has cut."""

    name: ClassVar[str] = "split-paragraphs"
    version: ClassVar[int] = 2
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.SPACES

    one: float = 1.2  # times the usual paragraph: two parts no longer than this together are one
    short: float = 0.45  # share of the usual paragraph; a shorter rest at a page's end is no paragraph of its own

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One joining for every cut."""
        usual = _usual_length(document)
        print_ = Print.of(document) if document.source.reader == "pdf" else None
        for first, second, between in _neighbours(document):
            found = self._evidence(first, second, between, usual)
            if (
                print_ is not None
                and found is not TORN_CALL
                and _is_finished(first)
                and _last_page(first) != second.page
            ):
                shown = print_.shows(first, second)
                found = None if shown is False else (found or PRINTED) if shown else found
            if found is not None:
                rule, reason, confidence = found
                glue = "" if rule == TORN_CALL[0] else " "
                yield Proposal((Joining(first.id, second.id, glue),), rule, reason, confidence)

    def _evidence(
        self, first: Block, second: Block, between: list[Block], usual: float
    ) -> tuple[str, str, float] | None:
        start = second.reading_text.lstrip()
        if second.pieces[0].style & Style.RAISED and second.label.role is Role.BODY and first.label.role is Role.BODY:
            return TORN_CALL
        if second.label.role is Role.LIST or (second.label.role is Role.QUOTE and first.label.role is not Role.QUOTE):
            return None
        if not _is_finished(first):
            obstacle = _obstacle(first, second, between)
            return f"cut-by-{obstacle}", f"the sentence goes on behind the {obstacle}", 0.95
        if _last_page(first) == second.page or first.label.role is not Role.BODY:
            return None
        if _END.search(_bare(first)) and _bare(first).endswith(":"):
            return None
        return self._at_page_end(first, second, start, usual)

    def _at_page_end(self, first: Block, second: Block, start: str, usual: float) -> tuple[str, str, float] | None:
        """A full stop at the end of a page: what begins the next page, and how long the two parts are, decide."""
        before, after = len(first.reading_text), len(second.reading_text)
        if _CONJUNCTION.match(start):
            return "cut-by-page", "the next page begins with a word that goes on with the paragraph", 0.75
        if second.reading_text.rstrip().endswith(":"):
            return None  # it introduces what follows: such a paragraph is short
        if before + after <= self.one * usual:
            return "cut-by-page", "the two parts together are as long as one paragraph of this document", 0.65
        lone = min(before, after) < self.short * usual
        if lone and before + after < 2.2 * usual and _AND.match(start):
            return "cut-by-page", "the part at the page's edge is too short for a paragraph of its own", 0.6
        return None


def _neighbours(document: Document) -> Iterator[tuple[Block, Block, list[Block]]]:
    """Pairs of running-text blocks with only obstacles between them, and no page that was left out."""
    first: Block | None = None
    between: list[Block] = []
    for block in document.blocks:
        if block.label.role in _FLOW and not block.label.front:
            if first is not None and are_together(document.source.chosen, _last_page(first), block.page):
                yield first, block, between
            first, between = block, []
        elif block.label.role in _OBSTACLES and not (block.label.group or "").startswith("table"):
            between.append(block)
        else:
            first, between = None, []


def _usual_length(document: Document) -> float:
    """The median length of whole paragraphs, in characters: those that no page's edge may have cut."""
    flow = [block for block in document.blocks if block.label.role in _FLOW and not block.label.front]
    lengths = [
        len(block.reading_text)
        for above, block, below in zip(flow, flow[1:], flow[2:], strict=False)
        if block.label.role is Role.BODY and _last_page(above) == block.page and _last_page(block) == below.page
    ]
    return median(lengths) if lengths else 0.0


def _bare(block: Block) -> str:
    """The reading text without calls at its end."""
    pieces = (piece.text for piece in block.pieces if piece.mark is None and not piece.style & Style.RAISED)
    return without_calls("".join(pieces).rstrip())


def _is_finished(block: Block) -> bool:
    return bool(_END.search(_bare(block)))


def _last_page(block: Block) -> int:
    return max((int(name[1 : name.index(".")]) for name in block.lines), default=block.page)


def _obstacle(first: Block, second: Block, between: list[Block]) -> str:
    if second.page > _last_page(first):
        return "page"
    if any(block.label.role is Role.CAPTION for block in between):
        return "caption"
    if any(block.label.role is Role.NOTE for block in between):
        return "note"
    return "gap"


PASS = SplitParagraphs()
