"""What a document is: an unchanging Source (pages of lines), and a Document (blocks of pieces that know their origin).

Everything here is frozen. Offsets are code points, half-open. Boxes are points. Pages count from 1. Ids are
readable: page 3's twelfth line is `p3.l12`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum
from functools import cached_property

from digitize.geometry import Box
from digitize.page_ranges import Ranges


class Style(IntFlag):
    """How a run of characters is printed. RAISED is smaller and above the baseline: a note's call, as a rule."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    RAISED = 4


class Route(StrEnum):
    """How far a page's characters can be trusted."""

    TRUST = "trust"  # the text layer says what the page shows
    REBUILT = "rebuilt"  # letters came from the font, its glyph names or outlines, not from ToUnicode
    NEEDS_OCR = "needs-ocr"  # no text layer, or one that the page's ink contradicts
    TEXT = "text"  # the source is text; there is no page to compare


class Role(StrEnum):
    """What a block is. The last group stays out of the running text and is accounted for in the ledger."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    PUBLISHER = "publisher"
    CONTENTS_HEADING = "contents-heading"
    CONTENTS = "contents"  # an entry's words
    CONTENTS_PAGE = "contents-page"  # an entry's page number; same group as its CONTENTS
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    CAPTION = "caption"  # of the picture or table of the same group
    PICTURE_TEXT = "picture-text"  # words drawn inside the picture of the same group: the labels of a chart
    LIST = "list"  # one item; items of one list share a group
    QUOTE = "quote"
    TABLE = "table"  # one cell; cells of one table share a group
    VERSE = "verse"  # one line of a poem; they share a group, as do those of an
    ADDRESS = "address"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page-number"
    LEADER = "leader"  # dots between a contents entry and its page
    ORNAMENT = "ornament"  # rules and stars that only decorate

    @property
    def is_text(self) -> bool:
        """False for what is printed around the text, not in it."""
        return self not in _OUTSIDE


_OUTSIDE = frozenset((Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.LEADER, Role.ORNAMENT))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line printed in one style; `size` is the type size in points, None for text sources."""

    start: int
    end: int
    style: Style = Style.PLAIN
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation over a stretch of a line."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read, characters in logical order; never changed afterwards.

    `xs` holds, for PDFs, (left, right) of every character of `text`, so that any stretch has a place on the page.
    `size` is the prevailing type size in points. `blank_before` counts blank lines above (text sources only).
    `proved` is False where the bidirectional algorithm, run forward, does not give back the order of the page.
    `rtl` is the line's base direction.
    """

    id: str
    text: str
    box: Box | None = None
    xs: tuple[tuple[float, float], ...] = ()
    size: float | None = None
    font: str | None = None
    runs: tuple[Run, ...] = ()
    links: tuple[Link, ...] = ()
    rtl: bool = True
    proved: bool = True
    blank_before: int = 0

    @property
    def page(self) -> int:
        """The number of the page, read from the id."""
        return int(self.id[1 : self.id.index(".")])

    def style_at(self, offset: int) -> Style:
        """The style of the character at `offset`."""
        for run in self.runs:
            if run.start <= offset < run.end:
                return run.style
        return Style.PLAIN


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page: an image, or a drawing that covers a good part of the column."""

    id: str
    box: Box


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters the reader met and did not put into a line, with the reason (printed twice, off the page)."""

    text: str
    reason: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines from top to bottom, its pictures, and its drawn rules (boxes thinner than 3 points)."""

    number: int
    width: float = 0.0
    height: float = 0.0
    turned: int = 0  # quarter turns that set its text upright
    lines: tuple[Line, ...] = ()
    pictures: tuple[Picture, ...] = ()
    rules: tuple[Box, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    route: Route = Route.TEXT
    reason: str = ""


@dataclass(frozen=True)
class Source:
    """A file as read. `metadata` is what the file says of itself (title, author, creation date, producer)."""

    name: str
    sha256: str
    reader: str  # "pdf" or "text"
    pages: tuple[Page, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    chosen: Ranges = ()  # the pages that the user asked for, () for all; no others were read

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every line by its id, in reading order."""
        return {line.id: line for page in self.pages for line in page.lines}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that knows where it comes from.

    `line`, `start`, `end` are its source range (`line` None: no source, e.g. glue between joined lines).
    `edit` is the number of the edit that wrote it, None for text as read. `mark` names the block that these
    characters number: in a note, its own id (the printed number); in text, the note's id (a call); in a list item, its
    own id (the bullet). Marked characters become attributes and anchors in TEI, not text. `orig` is set by edits that
    correct letters: what stood here, shown in TEI as `<sic>`.
    """

    text: str
    line: str | None = None
    start: int = 0
    end: int = 0
    edit: int | None = None
    style: Style = Style.PLAIN
    mark: str | None = None
    orig: str | None = None

    def slice(self, start: int, end: int) -> Piece:
        """The part from `start` to `end`; only text as read can be cut finer than its source range."""
        if start == 0 and end == len(self.text):
            return self
        whole = self.edit is not None or self.line is None
        return Piece(
            self.text[start:end],
            self.line,
            self.start if whole else self.start + start,
            self.end if whole else self.start + end,
            self.edit,
            self.style,
            self.mark,
            self.orig,
        )

    def continues(self, other: Piece) -> bool:
        """True where `other` goes on with the same unedited run of the source."""
        if self.edit is not None or other.edit is not None or self.line is None:
            return False
        same = (self.line, self.style, self.mark) == (other.line, other.style, other.mark)
        return same and self.end == other.start


@dataclass(frozen=True, slots=True)
class Label:
    """What a block is, and how sure the layout was.

    `level` is a heading's depth, from 1. `group` ties the items of a list, the cells of a table, a contents entry and
    its page, a caption and its table or picture (then the picture's id), the notes at one chapter's end. `cell` is (row,
    column), from 0, columns counted in reading order, and `span` how many (rows, columns) it goes over. `front` is True
    for the title page and the printed contents.
    """

    role: Role = Role.BODY
    level: int = 0
    group: str | None = None
    cell: tuple[int, int] | None = None
    span: tuple[int, int] = (1, 1)
    front: bool = False
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document with one role; its pieces are in normal form and never empty."""

    id: str
    label: Label
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All characters, marks included."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def reading_text(self) -> str:
        """The characters a reader reads: without numbers of notes, calls and bullets."""
        return "".join(piece.text for piece in self.pieces if piece.mark is None)

    @property
    def lines(self) -> tuple[str, ...]:
        """Ids of the source lines, in order, each once."""
        return tuple(dict.fromkeys(piece.line for piece in self.pieces if piece.line is not None))

    @property
    def page(self) -> int:
        """The page on which the block begins; 1 when none of its pieces has a source."""
        return next((page_of(piece.line) for piece in self.pieces if piece.line is not None), 1)


@dataclass(frozen=True)
class Document:
    """The blocks of a source in reading order.

    `page_labels` holds the printed number of every page, in order, "" where none is printed or known; empty before
    layout.
    """

    source: Source
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    page_labels: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.blocks}

    def with_role(self, *roles: Role) -> Iterator[Block]:
        """The blocks that have one of these roles, in order."""
        return (block for block in self.blocks if block.label.role in roles)


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt for a person to look at: what, on which page, in which block, what was done meanwhile."""

    kind: str  # a short fixed name: "note-without-call", "unproved-line", ...
    message: str
    page: int = 0
    block: str | None = None
    span: tuple[int, int] | None = None  # the characters of the block's text that it is about, where it is about few


def page_of(line: str) -> int:
    """The page number in a line's id."""
    return int(line[1 : line.index(".")])


def normal_form(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, and with neighbours that continue one source run made one."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].continues(piece):
            last = merged[-1]
            merged[-1] = replace(last, text=last.text + piece.text, end=piece.end)
        else:
            merged.append(piece)
    return tuple(merged)


def cut(pieces: Iterable[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces between two offsets of their joined text, those at the edges sliced."""
    kept: list[Piece] = []
    offset = 0
    for piece in pieces:
        if offset >= end:
            break
        length = len(piece.text)
        if max(offset, start) < min(offset + length, end):
            kept.append(piece.slice(max(0, start - offset), min(length, end - offset)))
        offset += length
    return tuple(kept)


def pieces_of(line: Line, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """A stretch of a source line as pieces, one for each printed style."""
    stop = len(line.text) if end is None else end
    pieces: list[Piece] = []
    at = start
    for run in line.runs:
        first, last = max(run.start, start), min(run.end, stop)
        if first >= last:
            continue
        if at < first:
            pieces.append(Piece(line.text[at:first], line.id, at, first))
        pieces.append(Piece(line.text[first:last], line.id, first, last, style=run.style))
        at = last
    if at < stop:
        pieces.append(Piece(line.text[at:stop], line.id, at, stop))
    return normal_form(pieces)
