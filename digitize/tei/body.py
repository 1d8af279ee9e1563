"""Blocks to structure: title page, contents, nested sections, lists, tables, figures; notes at their calls."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import regex
from lxml import etree

from digitize.enrich.metadata import is_abstract
from digitize.figures import Figure, figures
from digitize.model import Block, Document, Role
from digitize.tei.inline import Writer
from digitize.tei.names import ID, add, local_name
from digitize.tei.tables import write_rows
from digitize.text import letters

CLOSE = 0.85  # share of equal letters that makes a heading the one a contents entry names; OCR errs in both
CONTENTS_ID = "contents"
_NO_CONTENT = frozenset(("pb", "head", "byline", "figure", "note"))  # what may stand in a body and does not make it one

_PLAIN_ROLES = {Role.TITLE: "title", Role.BYLINE: "byline", Role.DATE: "date", Role.PUBLISHER: "publisher"}
_NUMBER = regex.compile(r"[^\s\p{P}◀◄◂▶►▸•●○◦▪■□▫◆◇❖➢➤✓✔✦\p{Co}]+")


class Builder:
    """Writes a document's blocks, in order, into a `<text>` element."""

    def __init__(self, writer: Writer, text: etree._Element) -> None:
        self.writer = writer
        self.document: Document = writer.document
        self.text = text
        self.sections = _sections(self.document)
        self.open: list[etree._Element] = []  # body, then the nested divs
        self.group: tuple[str, etree._Element] | None = None  # the list, table or poem being written
        self.tables: set[str | None] = set()  # groups of the tables that are written
        self.written: set[str] = set()  # pictures and captions that are
        self.table_groups = {block.label.group for block in self.document.with_role(Role.TABLE)}
        self.figures = list(figures(self.document))
        self.uncalled = _uncalled(self.document)

    def write(self) -> None:
        """Front and body; raises DigitizeError where a block cannot be encoded."""
        if not self.writer.pictures.folder:
            self.figures = [figure for figure in self.figures if figure.captions or figure.texts]
        front = [block for block in self.document.blocks if block.label.front and block.label.role.is_text]
        if front:
            self._write_front(front)
        body = add(self.text, "body")
        self.open = [body]
        for block in self.document.blocks:
            role = block.label.role
            if block.label.front or not role.is_text or role is Role.NOTE:
                continue
            self._place_uncalled(before=block.page)
            self._place_figures(before=block.id)
            self._write_block(block)
        self._place_figures(before=None)
        last = self.document.source.pages[-1].number
        self._place_uncalled(before=last + 1)
        self.writer.break_pages(self.open[-1], last)
        if all(local_name(each) in _NO_CONTENT for each in body):
            add(body, "p", id="no-text")  # TEI wants a paragraph even where the pages hold no text below a title

    # -- front

    def _write_front(self, blocks: Sequence[Block]) -> None:
        front = add(self.text, "front")
        listed = [block for block in blocks if _is_contents(block)]
        page: etree._Element | None = None
        for block in blocks:
            if _is_contents(block):
                continue
            if page is None:
                self.writer.break_pages(front, block.page)
                page = add(front, "titlePage")
            self.writer.break_pages(page, block.page)
            self._write_title_part(page, block)
        for figure in self.figures:
            if page is not None and figure.on_title_page:
                self.open = [page]
                self._write_figure(figure)
        if listed:
            self.writer.break_pages(front, listed[0].page)
            self._write_contents(front, listed)

    def _write_title_part(self, page: etree._Element, block: Block) -> None:
        role = block.label.role
        if role is Role.TITLE:
            last = page[-1] if len(page) and page[-1].tag.endswith("docTitle") else add(page, "docTitle")
            element = add(last, "titlePart", type="main")
        elif role is Role.DATE:
            element = add(page, "docDate")
        elif role is Role.PUBLISHER:
            element = add(add(page, "docImprint"), "publisher")
        else:
            element = add(page, "byline")
        self.writer.write(element, block)

    def _write_contents(self, front: etree._Element, blocks: Sequence[Block]) -> None:
        div = add(front, "div", type="contents", id=CONTENTS_ID, lang="ar")
        listing: etree._Element | None = None
        item: etree._Element | None = None
        group: str | None = None
        for block in blocks:
            if block.label.role is Role.CONTENTS_HEADING:
                self.writer.write(add(div, "head"), block)
                continue
            if listing is None:
                listing = add(div, "list", type="contents")
            if item is None or block.label.group != group:
                self.writer.break_pages(listing, block.page)
                item, group = add(listing, "item"), block.label.group
            else:
                item[-1].tail = " "
            self._write_entry(item, block)

    def _write_entry(self, item: etree._Element, block: Block) -> None:
        is_page = block.label.role is Role.CONTENTS_PAGE
        target = self._page_target(block) if is_page else self._section_target(block)
        element = add(item, "ref", target=target) if target else add(item, "seg")
        if is_page:
            element.set("type", "pageNum")
        self.writer.write(element, block)

    def _page_target(self, block: Block) -> str:
        wanted = letters(block.reading_text)
        pages = [number for number, label in self.writer.labels.items() if letters(label) == wanted]
        return f"#pb-{pages[0]}" if pages else ""

    def _section_target(self, block: Block) -> str:
        wanted = letters(block.reading_text)
        heading = next(self.document.with_role(Role.CONTENTS_HEADING), None)
        if heading is not None and letters(heading.reading_text) == wanted:
            return f"#{CONTENTS_ID}"
        scored = [
            (_likeness(letters(each.reading_text), wanted), each.id) for each in self.document.with_role(Role.HEADING)
        ]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
        return f"#{self.sections[best[1]]}" if best[0] >= CLOSE else ""

    # -- body

    def _write_block(self, block: Block) -> None:
        role, group = block.label.role, block.label.group
        if role is Role.HEADING:
            self._open_section(block)
        elif role is Role.LIST:
            self._write_item(block)
        elif role is Role.TABLE or (role is Role.CAPTION and group in self.table_groups):
            self._write_table(block)
        elif role in (Role.CAPTION, Role.PICTURE_TEXT):
            self._write_captioned(block)
        elif role is Role.VERSE:
            self._break(block)
            self.writer.write(add(self._gathering("lg", block), "l"), block)
        elif role is Role.ADDRESS:
            self._write_address(block)
        else:
            self._write_paragraph(block)

    def _break(self, block: Block) -> None:
        """Page breaks before a block, inside the list or poem that goes on."""
        goes_on = self.group is not None and self.group[0] == block.label.group
        parent = self.group[1] if goes_on and self.group is not None else self.open[-1]
        self.writer.break_pages(parent, block.page)

    def _gathering(self, name: str, block: Block) -> etree._Element:
        """The list or poem that the block goes on with, else a new one."""
        group = block.label.group or block.id
        if self.group is None or self.group[0] != group:
            self.group = (group, add(self.open[-1], name))
        return self.group[1]

    def _write_paragraph(self, block: Block) -> None:
        self.group = None
        self._break(block)
        role = block.label.role
        at_top = len(self.open) == 1 and all(_is_top(child) for child in self.open[0])
        if role is Role.TITLE and at_top:
            element = add(self.open[-1], "head", type="main")
        elif role is Role.BYLINE and at_top:
            element = add(self.open[-1], "byline")
        elif role is Role.QUOTE:
            element = add(self.open[-1], "quote")
        else:
            element = add(self.open[-1], "p")
            if role in _PLAIN_ROLES:
                element.set("rend", _PLAIN_ROLES[role])
        self.writer.write(element, block)

    def _open_section(self, block: Block) -> None:
        """A heading opens a section; a level left out in print is not left out here."""
        self.group = None
        depth = min(max(block.label.level, 1), len(self.open))
        del self.open[depth:]
        number = self.sections[block.id]
        kind = "abstract" if is_abstract(block) else "section"
        div = add(self.open[-1], "div", type=kind, n=number.removeprefix("div-"), id=number, lang="ar")
        self.open.append(div)
        self.writer.break_pages(div, block.page)
        self.writer.write(add(div, "head"), block)

    def _write_address(self, block: Block) -> None:
        """A line of an address; an address stands in a paragraph of its own."""
        self._break(block)
        group = block.label.group or block.id
        if self.group is None or self.group[0] != group:
            self.group = (group, add(add(self.open[-1], "p"), "address"))
        line = add(self.group[1], "addrLine")
        self.writer.write(line, block)
        line.tail = "\n"

    def _write_item(self, block: Block) -> None:
        self._break(block)
        listing = self._gathering("list", block)
        marker = "".join(piece.text for piece in block.pieces if piece.mark == block.id)
        item = add(listing, "item")
        number = _NUMBER.search(marker)
        if number:
            item.set("n", number[0])
        elif marker.strip() and "rendition" not in listing.attrib:
            listing.set("rendition", f"#{bullet_id(marker.strip())}")
        self.writer.write(item, block)

    def _write_captioned(self, block: Block) -> None:
        """The figure of a caption, with its picture if it has one, where its first caption stands."""
        own = next((each for each in self.figures if block in (*each.captions, *each.texts)), None)
        if own is not None:
            self._write_figure(own)
        elif block.id not in self.written:
            head = add(self._new_figure(block.page), "head")
            self.writer.write(head, block)

    def _write_figure(self, figure: Figure) -> None:
        """A picture with its captions below and the words drawn in it, written once."""
        if figure.picture.id in self.written:
            return
        self.written |= {figure.picture.id, *(block.id for block in (*figure.captions, *figure.texts))}
        element = self._new_figure(figure.page)
        element.set(ID, figure.name)
        self._picture(element, figure)
        for caption in figure.captions:
            self.writer.write(add(element, "head"), caption)
        if figure.texts:
            inside = add(add(element, "floatingText", type="picture"), "body")
            for text in figure.texts:
                self.writer.write(add(inside, "p"), text)

    def _picture(self, element: etree._Element, figure: Figure) -> None:
        if self.writer.pictures.folder:
            box = figure.picture.box
            add(
                element,
                "graphic",
                url=f"{self.writer.pictures.folder}/{figure.name}.png",
                mimeType="image/png",
                width=f"{box.width:.0f}pt",
                height=f"{box.height:.0f}pt",
            )

    def _new_figure(self, page: int) -> etree._Element:
        """A figure between paragraphs; between the items of a list it does not end the list."""
        in_list = self.group is not None and self.group[1].tag.endswith("list")
        parent = self.group[1] if in_list and self.group is not None else self.open[-1]
        self.writer.break_pages(parent, page)
        if not in_list:
            self.group = None
        return add(parent, "figure")

    def _place_figures(self, *, before: str | None) -> None:
        """Pictures without a caption, before the block that stands below them."""
        for figure in self.figures:
            if figure.before == before and not figure.captions and not figure.texts:
                self._write_figure(figure)

    def _write_table(self, block: Block) -> None:
        """The whole table, captions first, when its first block comes up; its other blocks are then done."""
        group = block.label.group
        if group in self.tables:
            return
        self.tables.add(group)
        self._break(block)
        table = add(self.open[-1], "table")
        self.group = (group or block.id, table)
        own = [each for each in self.document.blocks if each.label.group == group]
        for caption in own:
            if caption.label.role is Role.CAPTION:
                self.writer.write(add(table, "head"), caption)
        write_rows(self.writer, table, [each for each in own if each.label.role is Role.TABLE])

    def _place_uncalled(self, *, before: int) -> None:
        """Notes whose call was not found, behind the last text of their page."""
        while self.uncalled and self.uncalled[0].page < before:
            self.group = None
            self.writer.place_note(self.open[-1], self.uncalled.pop(0), subtype="uncalled")


def bullet_id(bullet: str) -> str:
    """The id of the rendition that shows a bullet, e.g. `bullet-25C0` for ◀."""
    return f"bullet-{ord(bullet[0]):04X}"


def bullets(document: Document) -> list[str]:
    """The bullets that a document's lists use, each once, in order."""
    found: dict[str, None] = {}
    for block in document.with_role(Role.LIST):
        marker = "".join(piece.text for piece in block.pieces if piece.mark == block.id).strip()
        if marker and not _NUMBER.search(marker):
            found[marker[0]] = None
    return list(found)


def _is_contents(block: Block) -> bool:
    return block.label.role in (Role.CONTENTS_HEADING, Role.CONTENTS, Role.CONTENTS_PAGE)


def _is_top(element: etree._Element) -> bool:
    return etree.QName(element).localname in ("pb", "note", "head", "byline")


def _sections(document: Document) -> dict[str, str]:
    """The ids of sections by the ids of their heading blocks."""
    return {block.id: f"div-{number}" for number, block in enumerate(document.with_role(Role.HEADING), 1)}


def _uncalled(document: Document) -> list[Block]:
    called = {piece.mark for block in document.blocks for piece in block.pieces if piece.mark != block.id}
    return [note for note in document.with_role(Role.NOTE) if note.id not in called]


def _likeness(text: str, wanted: str) -> float:
    if text == wanted:
        return 1.0
    if not text or not wanted or abs(len(text) - len(wanted)) > 0.2 * len(wanted) + 1:
        return 0.0
    return SequenceMatcher(None, text, wanted, autojunk=False).ratio()
