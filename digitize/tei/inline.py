"""Pieces to mixed content: page breaks, notes at their calls, references, styles, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import regex
from lxml import etree

from digitize.edits import Edit
from digitize.enrich.languages import language_of
from digitize.enrich.spans import Span
from digitize.errors import DigitizeError
from digitize.model import Block, Document, Piece, Role, Style, page_of
from digitize.passes.note_calls import NO_NOTE, sign_of
from digitize.tei.facsimile import NO_PICTURES, Pictures, surface_id, zone_ids
from digitize.tei.names import ID, LANG, RESPONSIBLE, add, append_text, tei

_ILLEGAL = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, 2.2
_STYLES = ((Style.BOLD, "bold"), (Style.ITALIC, "italic"), (Style.RAISED, "superscript"))
_UNREAD = "\N{REPLACEMENT CHARACTER}"
_NAMES = {"xml:id": ID, "xml:lang": LANG}


@dataclass
class Writer:
    """What writing one document remembers: the pages it has come to, and the notes already placed."""

    document: Document
    ledger: Mapping[int, Edit]
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)  # the stretches that become elements, by block
    pictures: Pictures = NO_PICTURES
    broken: int = 0  # pages that have been reached
    placed: set[str] = field(default_factory=set)

    @cached_property
    def doubts(self) -> dict[str, list[tuple[int, int, str]]]:
        """Stretches of blocks that a person should look at: start, end, kind of doubt; by block, in order."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for problem in self.document.problems:
            if problem.block is not None and problem.span is not None:
                found.setdefault(problem.block, []).append((*problem.span, problem.kind))
        return {block: sorted(spans) for block, spans in found.items()}

    @cached_property
    def labels(self) -> dict[int, str]:
        """The printed number of every page that has one, by its physical number."""
        pairs = zip(self.document.source.pages, self.document.page_labels, strict=False)
        return {page.number: label for page, label in pairs if label}

    def break_pages(self, parent: etree._Element, page: int) -> None:
        """Page breaks up to and with this page, if it has not been reached yet."""
        pages = self.document.source.pages
        while self.broken < len(pages) and pages[self.broken].number <= page:
            number = pages[self.broken].number
            self.broken += 1
            pb = add(parent, "pb", id=f"pb-{number}")
            label = self.label(number)
            if label:
                pb.set("n", label)
            if self.pictures.pages:
                pb.set("facs", f"#{surface_id(number)}")

    def label(self, page: int) -> str:
        """The printed number of a page, "" where none is known."""
        return self.labels.get(page, "")

    def write(self, element: etree._Element, block: Block) -> None:
        """A block's pieces as the content of its element, which gets the block's id and language."""
        element.set(ID, block.id)
        if self.pictures.pages and (zones := zone_ids(self.document, block)):
            element.set("facs", " ".join(f"#{zone}" for zone in zones))
        language = language_of(block.reading_text)
        if language != "ar" or block.label.role is Role.NOTE:
            element.set(LANG, language)
        _Content(self, element, block).write()

    def place_note(self, parent: etree._Element, note: Block, *, subtype: str = "") -> None:
        """A note where its call stands; the second call to it is an empty note that points to the first."""
        sign = sign_of(note)
        kind = (
            {"type": "footnote", "place": "bottom"} if note.label.group is None else {"type": "endnote", "place": "end"}
        )
        if note.id in self.placed:
            again = add(parent, "note", sameAs=f"#{note.id}", **kind)
            if sign:
                again.set("n", sign)
            return
        self.placed.add(note.id)
        element = add(parent, "note", **kind)
        if subtype:
            element.set("subtype", subtype)
        if sign:
            element.set("n", sign)
        self.write(element, note)

    def place_missing(self, parent: etree._Element, sign: str) -> None:
        """A call for which no note is printed."""
        add(parent, "note", type="footnote", place="bottom", subtype="missing", n=sign or "?")


class _Content:
    """The content of one element while it is written."""

    def __init__(self, writer: Writer, element: etree._Element, block: Block) -> None:
        self.writer = writer
        self.block = block
        self.is_note = block.label.role is Role.NOTE
        self.host = element
        self.open: list[tuple[Span, etree._Element]] = []  # elements of spans that have begun and not ended
        self.plain = _common_style(block)
        self.page = block.page
        self.spans = writer.spans.get(block.id, ())
        if self.is_note and ("\n" in block.reading_text or _has_prose_beside_references(block, self.spans)):
            self.host = add(element, "p")
        self.outer = element
        self.doubt = ""  # the kind of doubt about the words being written

    @property
    def parent(self) -> etree._Element:
        """Where the next characters go."""
        return self.open[-1][1] if self.open else self.host

    def write(self) -> None:
        """All pieces, cut where the elements of spans begin and end."""
        coming = list(self.spans)
        at = 0
        for piece in self.block.pieces:
            start, at = at, at + len(piece.text)
            if piece.mark is not None:
                self._write_mark(piece)
                continue
            self._break_page(piece)
            if piece.orig is not None:
                self._enter(coming, start)
                self._write_text(piece, piece.text)
                continue
            edges = {edge for span in self.spans for edge in (span.start, span.end) if start < edge < at}
            for first, last in pairwise((start, *sorted(edges), at)):
                self._enter(coming, first)
                for begin, end, kind in self._doubted(first, last):
                    self.doubt = kind
                    self._write_text(piece, piece.text[begin - start : end - start])
                self.doubt = ""

    def _doubted(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """The stretches of a range of the block's text, with the kind of doubt about each, "" for none."""
        at = first
        for start, end, kind in self.writer.doubts.get(self.block.id, ()):
            begin, stop = max(start, at), min(end, last)
            if begin < stop:
                yield from ((at, begin, ""),) if at < begin else ()
                yield begin, stop, kind
                at = stop
        if at < last:
            yield at, last, ""

    def _enter(self, coming: list[Span], at: int) -> None:
        """Ends the elements that end here, and begins those that begin."""
        while self.open and self.open[-1][0].end <= at:
            self.open.pop()
        while coming and coming[0].start <= at:
            span = coming.pop(0)
            element = etree.SubElement(
                self.parent, tei(span.element), {_NAMES.get(name, name): value for name, value in span.attributes}
            )
            self.open.append((span, element))

    def _write_mark(self, piece: Piece) -> None:
        """A call becomes its note; the number or bullet of the block itself is an attribute, written elsewhere."""
        if piece.mark == self.block.id:
            return
        self.open.clear()
        self._break_page(piece)
        note = self.writer.document.by_id.get(piece.mark or "")
        if piece.mark == NO_NOTE or note is None:
            self.writer.place_missing(self.host, _attribute(piece.text))
        else:
            is_author = self.block.label.role is Role.BYLINE
            self.writer.place_note(self.host, note, subtype="author" if is_author else "")

    def _break_page(self, piece: Piece) -> None:
        if piece.line is None:
            return
        page = page_of(piece.line)
        if not self.is_note:
            self.writer.break_pages(self.parent, page)
        elif page > self.page:
            self.page = page
            milestone = add(self.parent, "milestone", unit="page", corresp=f"#pb-{page}")
            if self.writer.label(page):
                milestone.set("n", self.writer.label(page))

    def _write_text(self, piece: Piece, text: str) -> None:
        if _ILLEGAL.search(text):
            code = ord(_ILLEGAL.search(text)[0])  # type: ignore[index]
            raise DigitizeError(
                f"block {self.block.id} holds U+{code:04X}, which XML does not allow",
                where=self.writer.document.source.name,
                remedy="report the file",
            )
        if self.is_note and "\n" in text:
            before, _, after = text.partition("\n")
            self._write_text(piece, before)
            self.open.clear()
            self.host = add(self.outer, "p")
            self._write_text(piece, after)
            return
        if not text:
            return
        parent = self.parent
        rend = " ".join(name for style, name in _STYLES if piece.style & style & ~self.plain)
        if rend and text.strip():
            parent = add(parent, "hi", rend=rend)
        if self.doubt:
            parent = add(parent, "unclear", reason=self.doubt, cert="low")
        if piece.orig is not None:
            self._write_choice(parent, piece)
        else:
            _write_plain(parent, text)

    def _write_choice(self, parent: etree._Element, piece: Piece) -> None:
        edit = self.writer.ledger[piece.edit or 0]
        choice = add(parent, "choice")
        add(choice, "sic", _visible(piece.orig or ""))
        rule = edit.by.partition("@")[0]
        add(choice, "corr", piece.text, resp=f"#{RESPONSIBLE}", cert=_certainty(edit.confidence), ana=f"#rule-{rule}")


def _write_plain(parent: etree._Element, text: str) -> None:
    """Text; each run of characters that nobody could read becomes a gap."""
    for index, part in enumerate(regex.split(f"({_UNREAD}+)", text)):
        if index % 2:
            add(parent, "gap", reason="illegible", unit="character", quantity=str(len(part)))
        elif part:
            append_text(parent, part)


def _has_prose_beside_references(note: Block, spans: Sequence[Span]) -> bool:
    """True for a note of references and other words: its text is a paragraph, for readers take a bare bibl for all of it."""
    references = [span for span in spans if span.element == "bibl"]
    text = "".join(piece.text if piece.mark is None else " " * len(piece.text) for piece in note.pieces)
    ends = [0, *(span.end for span in references)]
    starts = [*(span.start for span in references), len(text)]
    return bool(references) and any(text[end:start].strip() for end, start in zip(ends, starts, strict=True))


def _common_style(block: Block) -> Style:
    """The style that all letters of a heading or caption share: it belongs to the kind of block, not to its words."""
    common = Style.BOLD | Style.ITALIC
    if block.label.role in (Role.BODY, Role.LIST, Role.NOTE, Role.QUOTE):
        return Style.PLAIN
    for piece in block.pieces:
        if piece.mark is None and piece.line is not None and piece.text.strip():
            common &= piece.style
    return common


def _attribute(text: str) -> str:
    return regex.sub(r"[\s\p{C}]", "", text)


def _visible(text: str) -> str:
    """Characters that XML cannot hold, as their code points: a `<sic>` must still show them."""
    return _ILLEGAL.sub(lambda found: f"U+{ord(found[0]):04X}", text)


def _certainty(confidence: float) -> str:
    return "high" if confidence >= 0.9 else "medium" if confidence >= 0.7 else "low"
