"""What a TEI document is to a reader: a plain sequence of parts, and notes. Every export is made from this alone.

Texts hold no tab and no line break: a run of white space that has one is a single space here, and none at the edges of
a block (`digitize/export/inlines.py`). All other characters are those of the TEI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from digitize.tei.catalogue import Catalogue

UNREAD = "\N{REPLACEMENT CHARACTER}"  # one for each character of a gap
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb", "dv", "syr"))


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    PUBLISHER = "publisher"
    ENTRY = "entry"  # of a printed table of contents
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    VERSE = "verse"
    ADDRESS = "address"
    CELL = "cell"
    CAPTION = "caption"
    PICTURE = "picture"  # words drawn in a picture
    STRAY = "stray"  # nothing but calls: notes of which nobody knows the word that calls them


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that share everything.

    `styles` are of bold, italic, superscript, subscript. `link` is an address, or `#` with an id of the TEI. `sic`
    is what the source prints where `text` corrects it. `doubt` is the kind of a doubt, `when` a date in ISO 8601.
    """

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""
    lang: str = ""  # where it is not the block's
    sic: str | None = None
    doubt: str = ""
    when: str = ""
    is_gap: bool = False

    @property
    def printed(self) -> str:
        """The text before its correction."""
        return self.text if self.sic is None else self.sic


@dataclass(frozen=True, slots=True)
class Call:
    """Where a note is called. `note` is "" where the source has none; `is_first` is False where it was called before."""

    note: str
    sign: str
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page begins: its place in the sequence of pages, from 1, and the number printed on it, "" if none is known."""

    id: str
    number: int
    label: str


Inline = Run | Call | Page


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself. `level` is that of a heading, or of an item's list, from 1.

    `marker` is an item's number or bullet, `depth` the number of sections that it stands in. `lang` is never empty.
    """

    kind: Kind
    id: str
    content: tuple[Inline, ...]
    lang: str
    level: int = 0
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """The reading text, without the signs of notes."""
        return text_of(self.content)

    @property
    def shown_marker(self) -> str:
        """The marker as it stands before an item: a point behind a number or letter."""
        return f"{self.marker}." if self.marker.isalnum() else self.marker


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, verses, lines of an address or entries of a table of contents that belong together."""

    blocks: tuple[Block, ...]

    @property
    def kind(self) -> Kind:
        """What its blocks are."""
        return self.blocks[0].kind


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, and how many rows and columns it goes over."""

    block: Block
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its captions."""

    captions: tuple[Block, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Graphic:
    """A picture by its URL as the TEI has it, and its width in print in points, 0 where it is not known."""

    url: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """Pictures, their captions, the words drawn in them, and a description for the blind."""

    id: str
    graphics: tuple[Graphic, ...]
    captions: tuple[Block, ...]
    texts: tuple[Block, ...]
    description: str = ""


Part = Block | Listing | Table | Figure | Page


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its printed sign, its paragraphs, and whether a word calls it."""

    id: str
    sign: str
    paragraphs: tuple[tuple[Inline, ...], ...]
    lang: str
    is_called: bool = True

    @property
    def text(self) -> str:
        """The reading text, a line for each paragraph."""
        return "\n".join(map(text_of, self.paragraphs))


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its name, its parts in order, its notes in the order of their calls.

    `targets` says of every id of the TEI which id here it leads to: that of a block, note, page or figure.
    """

    name: str
    lang: str
    catalogue: Catalogue
    parts: tuple[Part, ...]
    notes: Mapping[str, Note]
    targets: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title of the catalogue, else the first of the text, else the name."""
        first = next((block.text for block in self.blocks() if block.kind is Kind.TITLE), "")
        return self.catalogue.title or first or self.name

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of reading."""
        for part in self.parts:
            yield from blocks_of(part)

    def figures(self) -> Iterator[Figure]:
        """All figures in order."""
        return (part for part in self.parts if isinstance(part, Figure))


def blocks_of(part: Part) -> Iterator[Block]:
    """The blocks of a part in the order of reading: captions stand above a table, below a picture."""
    if isinstance(part, Block):
        yield part
    elif isinstance(part, Listing):
        yield from part.blocks
    elif isinstance(part, Table):
        yield from part.captions
        yield from (cell.block for row in part.rows for cell in row.cells)
    elif isinstance(part, Figure):
        yield from (*part.captions, *part.texts)


def inlines_of(part: Part) -> Iterator[Inline]:
    """Everything in the lines of a part, in order; of a page, the page itself."""
    if isinstance(part, Page):
        yield part
    for block in blocks_of(part):
        yield from block.content


def positions(table: Table) -> dict[str, tuple[int, int]]:
    """Row and column of every cell by the id of its block, both from 1; a place that a cell above goes over counts."""
    found: dict[str, tuple[int, int]] = {}
    taken: dict[int, int] = {}  # the last row of each column that a cell goes over
    for number, row in enumerate(table.rows, 1):
        column = 1
        for cell in row.cells:
            while taken.get(column, 0) >= number:
                column += 1
            found[cell.block.id] = (number, column)
            for across in range(cell.columns):
                taken[column + across] = number + cell.rows - 1
            column += cell.columns
    return found


def text_of(content: Iterable[Inline]) -> str:
    """The reading text: corrections, not errors; no signs of notes."""
    return "".join(inline.text for inline in content if isinstance(inline, Run))


def as_printed(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The content with every correction taken back."""
    return tuple(
        replace(inline, text=inline.printed, sic=None) if isinstance(inline, Run) else inline for inline in content
    )


def is_right_to_left(lang: str) -> bool:
    """True for a language that is written from right to left, if its tag names no Latin script.

    >>> is_right_to_left("ar"), is_right_to_left("und-Latn"), is_right_to_left("fa-Latn")
    (True, False, False)
    """
    subtags = lang.lower().split("-")
    if "latn" in subtags:
        return False
    return subtags[0] in _RIGHT_TO_LEFT or bool({"arab", "hebr", "syrc"} & set(subtags))
