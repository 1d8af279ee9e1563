"""TEI to a reading: ours, and as far as sensible anyone's. What has no meaning here is transparent: its text stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex
from lxml import etree

from digitize.export.groups import in_one, listed, with_pages
from digitize.export.inlines import APART, XML_SPACE, Look, inlines, language, tidy, within
from digitize.export.reading import (
    Block,
    Call,
    Cell,
    Figure,
    Graphic,
    Inline,
    Kind,
    Note,
    Page,
    Part,
    Row,
    Run,
    Table,
    blocks_of,
)
from digitize.tei.names import ID, local_name

# Elements that are a block wherever they stand, and of what kind; None: of the kind of what they stand in.
_BLOCKS: dict[str, Kind | None] = {
    "titlePart": Kind.TITLE,
    "byline": Kind.BYLINE,
    "docAuthor": Kind.BYLINE,
    "docDate": Kind.DATE,
    "docImprint": Kind.PUBLISHER,
    "p": None,
    "ab": None,
    "head": None,
    "item": None,
    "l": Kind.VERSE,
    "addrLine": Kind.ADDRESS,
    "salute": None,
    "signed": None,
    "dateline": None,
    "trailer": None,
    "speaker": None,
}
# Elements that hold blocks, and are none themselves.
_HOLDERS = frozenset(
    [f"div{number}" for number in ("", *range(1, 8))]
    + ["text", "group", "front", "body", "back", "titlePage", "docTitle", "floatingText", "cit", "list", "listBibl"]
    + ["table", "row", "cell", "figure", "lg", "address"]
)
_RENDERED = {"title": Kind.TITLE, "byline": Kind.BYLINE, "date": Kind.DATE, "publisher": Kind.PUBLISHER}
_BULLET = "•"  # of a list that names none
_MOST_CELLS = 200  # that one cell goes over; a hostile TEI may say more


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk is: the kind of block that a plain text is here, the depth of sections and of lists."""

    kind: Kind = Kind.PARAGRAPH
    depth: int = 0
    lists: int = 0


@dataclass
class Walk:
    """One walk through a text, and what it has met: parts, notes, and the ids under which elements are found.

    `bullets` are the bullets of lists by the id of their rendition, `ids` all ids of the TEI, `note_ids` those of notes.
    """

    bullets: dict[str, str]
    ids: set[str]
    note_ids: set[str]
    parts: list[Part] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    places: dict[etree._Element, str] = field(default_factory=dict)
    pages: int = 0
    used: set[str] = field(default_factory=set)
    made: int = 0

    def flow(self, element: etree._Element, place: Place, *, level: int = 0, marker: str = "") -> None:
        """Mixed content: blocks as they are, and what stands between them as a block of the place's kind."""
        look = replace(within(element, Look()), lang="")
        blank = Block(place.kind, "", (), lang_of(element), level, marker, place.depth)
        line: list[Inline] = [look.run(element.text or "")]
        for child in element:
            if _is_block(child):
                blank = self._flush(element, line, blank)
                line = []
                self._block(child, place)
            else:
                line += inlines(child, look, self._enter)
            line.append(look.run(child.tail or ""))
        self._flush(element, line, blank)

    def _flush(self, element: etree._Element, line: list[Inline], blank: Block) -> Block:
        """What has gathered, as a block; pages that begin before it stand before it. Returns what the next one is like."""
        content = tidy(line)
        if not any(isinstance(each, Run) and (each.text.strip(XML_SPACE) or each.sic) for each in content):
            content = tuple(each for each in content if not isinstance(each, Run))
            if local_name(element) in _HOLDERS and blank.kind is not Kind.CELL:
                blank = replace(blank, kind=Kind.STRAY)
        while content and isinstance(content[0], Page):
            self.parts.append(content[0])
            content = content[1:]
        if not content:
            return blank
        if blank.kind is Kind.STRAY:
            self._uncall(content)
        self.parts.append(replace(blank, id=self._id(element), content=content))
        return replace(blank, marker="")

    def _block(self, element: etree._Element, place: Place) -> None:
        """An element that is a block or holds some."""
        name = local_name(element)
        if name == "list":
            kind = Kind.ENTRY if element.get("type") == "contents" else Kind.ITEM
            inside = Place(kind, place.depth, place.lists + 1)
            self.parts += listed(self._gathered(element, inside))
        elif name in ("lg", "address"):
            self.parts += listed(self._gathered(element, place))
        elif name == "table":
            self._table(element, place)
        elif name in ("row", "cell"):
            self.parts.append(self._row(element, place) if name == "row" else self._cell(element, place))
        elif name == "figure":
            self._figure(element, place)
        elif name == "head":
            kind = _head_kind(element, place)
            self.flow(element, replace(place, kind=kind), level=place.depth if kind is Kind.HEADING else 0)
        elif name == "item":
            marker = _marker(element, self.bullets) if place.kind is Kind.ITEM else ""
            self.flow(element, place, level=place.lists, marker=marker)
        elif name.startswith("div"):
            self.flow(element, replace(place, depth=place.depth + 1))
        else:
            kind = Kind.QUOTE if name in ("quote", "cit") else _BLOCKS.get(name) or place.kind
            if name == "p" and kind is Kind.PARAGRAPH:
                kind = _RENDERED.get(element.get("rend") or "", kind)
            self.flow(element, replace(place, kind=kind), level=place.lists if kind is Kind.ITEM else 0)

    def _gathered(self, element: etree._Element, place: Place) -> list[Part]:
        """The parts that an element's content makes."""
        before, self.parts = self.parts, []
        self.flow(element, place)
        found, self.parts = self.parts, before
        return found

    def _table(self, element: etree._Element, place: Place) -> None:
        """A table of the rows in it; what else it holds stands behind it."""
        captions: list[Block] = []
        rows: list[Row] = []
        pages: list[Page] = []
        others: list[Part] = []
        for part in self._gathered(element, place):
            if isinstance(part, Table):
                rows += [with_pages(part.rows[0], pages), *part.rows[1:]]
                pages = []
            elif isinstance(part, Page):
                pages.append(part)
            elif isinstance(part, Block) and part.kind is Kind.CAPTION:
                captions.append(part)
            else:
                others.append(part)
        self.parts += [Table(tuple(captions), tuple(rows))] if rows else captions
        self.parts += [*others, *pages]

    def _row(self, row: etree._Element, place: Place) -> Table:
        """A table of this row alone; what is no cell in it is one here."""
        cells: list[Cell] = []
        pages: list[Page] = []
        for part in self._gathered(row, replace(place, kind=Kind.CELL)):
            if isinstance(part, Page):
                pages.append(part)
                continue
            if isinstance(part, Table):
                found = part.rows[0]
            else:
                block = Block(Kind.CELL, self._id(row), in_one([part]), lang_of(row), depth=place.depth)
                found = Row((Cell(block),))
            cells += with_pages(found, pages).cells
            pages = []
        self.parts += pages
        return Table((), (Row(tuple(cells), row.get("role") == "label"),))

    def _cell(self, cell: etree._Element, place: Place) -> Table:
        """A table of this cell alone."""
        own = self._id(cell)
        content = in_one(self._gathered(cell, replace(place, kind=Kind.CELL)))
        block = Block(Kind.CELL, own, content, lang_of(cell), depth=place.depth)
        return Table((), (Row((Cell(block, _count(cell.get("rows")), _count(cell.get("cols"))),)),))

    def _figure(self, element: etree._Element, place: Place) -> None:
        """A picture, its captions, and as words drawn in it what else it holds."""
        own = self._id(element)
        found = self._gathered(element, replace(place, kind=Kind.PICTURE))
        captions = tuple(part for part in found if isinstance(part, Block) and part.kind is Kind.CAPTION)
        texts = tuple(part for part in found if isinstance(part, Block) and part.kind is Kind.PICTURE)
        graphics = tuple(
            Graphic(child.get("url") or "", _points(child.get("width")))
            for child in element
            if local_name(child) == "graphic"
        )
        described = next((child for child in element if local_name(child) == "figDesc"), None)
        description = "" if described is None else " ".join("".join(map(str, described.itertext())).split())
        others = [part for part in found if not (isinstance(part, Block) and part in (*captions, *texts))]
        self.parts += [Figure(own, graphics, captions, texts, description), *others]

    # -- in the line

    def _enter(self, element: etree._Element) -> Iterator[Inline]:
        """A page break, or the call of a note."""
        if local_name(element) == "pb":
            self.pages += 1
            yield Page(self._id(element), self.pages, (element.get("n") or "").strip())
        else:
            yield self._note(element)

    def _note(self, element: etree._Element) -> Call:
        sign = "".join((element.get("n") or "").split())
        first = (element.get("sameAs") or "").removeprefix("#")
        if first in self.note_ids:
            return Call(first, sign, is_first=False)
        if first or element.get("subtype") == "missing":
            return Call("", sign)
        own = self._id(element)
        self.notes[own] = Note(own, sign, (), lang_of(element))  # before the notes within it
        blocks = [block for part in self._gathered(element, Place()) for block in blocks_of(part)]
        paragraphs = tuple(block.content for block in blocks if block.content)
        self.notes[own] = replace(self.notes[own], paragraphs=paragraphs)
        return Call(own, sign)

    def _uncall(self, content: tuple[Inline, ...]) -> None:
        for each in content:
            if isinstance(each, Call) and each.note in self.notes and each.is_first:
                self.notes[each.note] = replace(self.notes[each.note], is_called=False)

    def _id(self, element: etree._Element) -> str:
        """The id under which an element is found: its own, else the first within it, else a new one."""
        own = next((each.get(ID, "") for each in _line_of(element) if each.get(ID)), "")
        while not own or own in self.used:
            self.made += 1
            own = f"made-{self.made}" if f"made-{self.made}" not in self.ids else ""
        self.used.add(own)
        self.places.setdefault(element, own)
        return own


def lang_of(element: etree._Element) -> str:
    """The language of an element's text: its own, else that of what it stands in; `und` where none is named."""
    return next((lang for each in (element, *element.iterancestors()) if (lang := language(each))), "und")


def _is_block(element: etree._Element) -> bool:
    """True for an element that is a block or holds some; one that is unknown does if blocks stand in it."""
    name = local_name(element)
    if name in _BLOCKS or name in _HOLDERS:
        return True
    if not name or name in APART or name in ("note", "choice", "app"):
        return False
    parent = element.getparent()
    around = local_name(parent) if parent is not None else ""
    if (name == "quote" and around in _HOLDERS) or (name == "bibl" and around == "listBibl"):
        return True
    return any(_is_block(child) for child in element)


def _line_of(element: etree._Element) -> Iterator[etree._Element]:
    """An element and what stands in its line; notes and page breaks have ids of their own."""
    yield element
    if local_name(element) in ("figure", "note", "pb"):
        return
    for child in element:
        if local_name(child) and local_name(child) not in ("note", "pb") and not _is_block(child):
            yield from _line_of(child)


def _head_kind(element: etree._Element, place: Place) -> Kind:
    parent = element.getparent()
    around = local_name(parent) if parent is not None else ""
    if around in ("figure", "table"):
        return Kind.CAPTION
    if around in ("list", "lg"):
        return Kind.PARAGRAPH
    if place.kind is not Kind.PARAGRAPH:
        return place.kind
    return Kind.HEADING if place.depth else Kind.TITLE


def _marker(item: etree._Element, bullets: dict[str, str]) -> str:
    """An item's number, else the bullet of its list."""
    parent = item.getparent()
    renditions = (parent.get("rendition") or "").split() if parent is not None else []
    number = "".join((item.get("n") or "").split())
    return number or next((bullets[each[1:]] for each in renditions if each[1:] in bullets), _BULLET)


def _count(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_CELLS) if text and regex.fullmatch("[0-9]{1,9}", text) else 1


def _points(text: str | None) -> int:
    found = regex.fullmatch("(?P<points>[0-9]{1,4})pt", text or "")
    return int(found["points"]) if found else 0
