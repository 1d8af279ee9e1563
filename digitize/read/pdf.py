"""PDF files to a Source. The only module that knows PyMuPDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pymupdf

from digitize.errors import EncryptedInput, NoTextLayer, UnreadableInput
from digitize.geometry import Box
from digitize.grids import Grid, grids_of
from digitize.model import Dropped, Line, Page, Picture, Source
from digitize.page_ranges import Ranges, chosen
from digitize.read import fonts, gutters
from digitize.read.actual import Program, actual_texts
from digitize.read.drawings import pictures_and_rules
from digitize.read.frame import Frame
from digitize.read.glyphs import Glyph, glyphs_of
from digitize.read.leaning import leanings
from digitize.read.letters import FontProgram, Recovered, recovered
from digitize.read.lines import Habits, habits_of, line_of, with_links
from digitize.read.order import in_reading_order
from digitize.read.routes import route_of
from digitize.read.rows import Row, rows_of

_INLINE_IMAGE = b"ID "
MOST_PIXELS = 8_000_000  # of one picture; larger ones are drawn coarser
MOST_OBJECTS = 200_000  # that are looked through for broken ones; a table of objects may claim millions
HEADER_REACH = 1024  # bytes in which the signature must come (ISO 32000-1, annex H)

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Shot(NamedTuple):
    """A stretch of a page to be drawn: the page's number, the box in points as read, quarter turns, dots per inch."""

    page: int
    box: Box
    turned: int
    resolution: float


@dataclass
class _Sheet:
    """A page while it is read."""

    number: int
    width: float = 0.0
    height: float = 0.0
    turned: int = 0
    glyphs: Sequence[Glyph] = ()
    rows: Sequence[Row] = ()
    pictures: Sequence[Box] = ()
    rules: Sequence[Box] = ()
    links: Sequence[tuple[float, float, float, float, str]] = ()
    dropped: Sequence[Dropped] = ()
    fault: str = ""

    @cached_property
    def grids(self) -> list[Grid]:
        return grids_of(self.rules)


def is_pdf(data: bytes) -> bool:
    """True for a file that has the signature of PDF near its start."""
    return b"%PDF-" in data[:HEADER_REACH]


def read_pdf(data: bytes, name: str, wanted: Ranges = ()) -> Source:
    """A PDF, or some of its pages, as a Source.

    Raises EncryptedInput, NoTextLayer, or UnreadableInput with the reason; UsageError where it has no
    such pages. A page that cannot be read is a page without lines, with the reason.
    """
    document = _opened(data, name)
    sheets = [_sheet(document, number) for number in chosen(wanted, document.page_count, name)]
    if not any(sheet.glyphs for sheet in sheets):
        raise _textless(sheets, name)
    found = recovered(_Fonts(document), {sheet.number - 1: sheet.glyphs for sheet in sheets})
    for sheet in sheets:
        sheet.glyphs = fonts.with_marks_alone(fonts.with_ligatures_forward(fonts.renamed(sheet.glyphs, found.names)))
    names = fonts.alef_marks(sheet.glyphs for sheet in sheets)
    for sheet in sheets:
        if sheet.glyphs:
            rows = rows_of(fonts.renamed(sheet.glyphs, names))
            sheet.rows = gutters.cut(rows, sheet.pictures, sheet.grids)
    rows = [row for sheet in sheets for row in sheet.rows]
    fonts.without_fillers(rows, fonts.fillers(rows, found.nameless))
    fonts.without_doubled_letters(rows)
    fonts.with_brackets_by_shape(rows)
    habits = habits_of(rows)
    del rows
    pages = []
    for sheet in sheets:
        pages.append(_page(sheet, habits, found))
        sheet.glyphs = sheet.rows = ()  # a thousand pages of glyphs are half a gigabyte
    facts = tuple((key, value) for key, value in sorted((document.metadata or {}).items()) if value)
    return Source(name, hashlib.sha256(data).hexdigest(), "pdf", tuple(pages), facts, wanted)


def render(data: bytes, name: str, shots: Sequence[Shot]) -> list[bytes]:
    """Stretches of pages as PNG files, each set upright; nothing of the PDF's own image data is passed through.

    Raises UnreadableInput where the PDF cannot be opened, or a stretch cannot be drawn.
    """
    document = _opened(data, name)
    drawn: list[bytes] = []
    for number, box, turned, resolution in shots:
        page = document.load_page(number - 1)
        page.set_rotation(0)
        clip = Frame.turned(page.rect, turned).outside(box)
        largest = MOST_PIXELS / max(1.0, clip.width * clip.height)
        zoom = min(resolution / 72, largest**0.5)
        matrix = pymupdf.Matrix(zoom, zoom).prerotate(-90 * turned)
        try:
            drawn.append(page.get_pixmap(matrix=matrix, clip=clip, alpha=False).tobytes("png"))
        except Exception as error:
            raise UnreadableInput(
                f"a picture cannot be drawn ({type(error).__name__})",
                where=f"{name}, page {number}",
                remedy="convert without pictures: --no-images",
            ) from None
    return drawn


class _Fonts:
    """The fonts of a PDF, each opened once; see `letters.Fonts`."""

    def __init__(self, document: pymupdf.Document) -> None:
        self._document = document
        self._programs: dict[int, FontProgram] = {}
        self._opened: dict[int, pymupdf.Font | None] = {}

    def on_page(self, number: int) -> Iterator[tuple[str, FontProgram]]:
        try:
            listed = self._document.get_page_fonts(number, full=True)
        except Exception:  # a damaged page tree
            return
        for xref, _, kind, name, _, encoding, *_ in listed:
            if xref not in self._programs:
                is_mapped = self._document.xref_get_key(xref, "ToUnicode")[0] != "null"
                self._programs[xref] = FontProgram(xref, kind, encoding, is_mapped)
            yield name.partition("+")[2] or name, self._programs[xref]

    def data(self, program: FontProgram) -> bytes:
        try:
            return bytes(self._document.extract_font(program.xref)[3] or b"")
        except Exception:  # a damaged object
            return b""

    def has_glyph(self, program: FontProgram, code: int, chars: str) -> bool:
        if program.xref not in self._opened:
            try:
                self._opened[program.xref] = pymupdf.Font(fontbuffer=self.data(program))
            except Exception:  # a damaged program
                self._opened[program.xref] = None
        font = self._opened[program.xref]
        return font is not None and any(font.has_glyph(ord(char)) == code for char in chars)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _textless(sheets: Sequence[_Sheet], name: str) -> UnreadableInput:
    """Why no page has a character."""
    if all(sheet.fault for sheet in sheets):
        return UnreadableInput(
            f"is damaged: {_pages(len(sheets))}, and {sheets[0].fault}",
            where=name,
            remedy="get another copy, or repair it with qpdf",
        )
    return NoTextLayer(
        f"has no text layer: {_pages(len(sheets))}, none with a character",
        where=name,
        remedy="recognise its text first (OCR), then convert that",
    )


def _opened(data: bytes, name: str) -> pymupdf.Document:
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except Exception:
        raise UnreadableInput(
            "is a damaged PDF that cannot be opened", where=name, remedy="get another copy, or repair it with qpdf"
        ) from None
    if document.needs_pass:
        raise EncryptedInput("is encrypted", where=name, remedy="save a copy without a password")
    _without_broken_objects(document)
    try:
        count = document.page_count
    except Exception:
        count = 0
    if count == 0:
        raise UnreadableInput(
            "has no pages: it is cut off or damaged", where=name, remedy="get another copy, or repair it with qpdf"
        )
    return document


def _without_broken_objects(document: pymupdf.Document) -> None:
    """Objects that cannot be parsed become null, in memory: MuPDF parses a broken font anew for every word set in it.

    One flipped byte made a page of .01 s one of 15 s.
    """
    for xref in range(1, min(document.xref_length(), MOST_OBJECTS)):
        try:
            document.xref_object(xref)
        except Exception:
            with suppress(Exception):  # a repair may have shortened the table: there is nothing left to replace
                document.update_object(xref, "null")


def _sheet(document: pymupdf.Document, number: int) -> _Sheet:
    try:
        page = document.load_page(number - 1)
        page.set_rotation(0)
        return _read(document, page, number)
    except Exception as error:
        return _Sheet(number, fault=f"the page cannot be read ({type(error).__name__})")


def _read(document: pymupdf.Document, page: pymupdf.Page, number: int) -> _Sheet:
    spans = [span for span in page.get_texttrace() if span["chars"]]
    frame = Frame.of(page.rect, spans)
    pictures, rules = pictures_and_rules(_images(page), page.get_cdrawings(), frame)
    actual = _actual(document, page, spans)
    glyphs, doubles = glyphs_of([frame.upright(span) for span in spans], actual)
    inside = [glyph for glyph in glyphs if frame.holds(glyph)]
    outside = [] if len(inside) == len(glyphs) else [glyph for glyph in glyphs if not frame.holds(glyph)]
    dropped = [_dropped(doubles, "printed twice in the same place")] if doubles else []
    if any(glyph.text.strip() for glyph in outside):
        dropped.append(_dropped(outside, "outside the page"))
    links = [
        (*frame.box(link["from"]), link["uri"])
        for link in (page.get_links() if page.first_link else ())
        if link.get("uri") and link.get("from")
    ]
    inked = inside if any(glyph.text != " " for glyph in inside) else []
    return _Sheet(number, frame.width, frame.height, frame.quarter, inked, (), pictures, rules, links, dropped)


def _images(page: pymupdf.Page) -> list[dict[str, Any]]:
    """The images on a page; asked for only where the page has any, since the answer costs as much as the text."""
    has_any = page.get_images() or _INLINE_IMAGE in page.read_contents()
    return list(page.get_image_info()) if has_any else []


def _actual(
    document: pymupdf.Document, page: pymupdf.Page, spans: Sequence[dict[str, Any]]
) -> list[tuple[int, int, str]]:
    """The page's ActualText, if the glyphs counted are the glyphs traced; else none can be placed."""
    forms = page.get_xobjects()
    streams = {0: page.read_contents(), **{form[0]: document.xref_stream(form[0]) or b"" for form in forms}}
    if not any(b"ActualText" in stream for stream in streams.values()):
        return []
    lengths: dict[int, dict[str, int]] = {}
    for font in page.get_fonts(full=True):
        lengths.setdefault(font[6], {})[font[4]] = 2 if font[2] == "Type0" else 1

    def program(owner: int, above: tuple[int, ...]) -> Program:
        inner = {
            form[1]: program(form[0], (*above, form[0])) for form in forms if form[2] == owner and form[0] not in above
        }
        return Program(streams[owner], lengths.get(owner, lengths.get(0, {})), inner)

    found, shown = actual_texts(program(0, ()))
    traced = sum(1 for span in spans for char in span["chars"] if char[1] != -1)
    return found if shown == traced else []


def _dropped(glyphs: Sequence[Glyph], reason: str) -> Dropped:
    return Dropped("".join(glyph.text for glyph in glyphs), reason)


def _page(sheet: _Sheet, habits: Habits, found: Recovered) -> Page:
    lines: list[Line] = []
    rows = in_reading_order(sheet.rows, sheet.grids, rtl=habits.rtl)
    for row, leaning in zip(rows, leanings(rows), strict=True):
        line = line_of(row, f"p{sheet.number}.l{len(lines) + 1}", habits, lines, leaning=leaning)
        lines.append(with_links(line, sheet.links))
    route, reason = route_of(lines, sheet.glyphs, found, fault=sheet.fault, has_picture=bool(sheet.pictures))
    pictures = tuple(Picture(f"p{sheet.number}.f{index}", box) for index, box in enumerate(sheet.pictures, 1))
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        sheet.turned,
        tuple(lines),
        pictures,
        tuple(sheet.rules),
        tuple(sheet.dropped),
        route,
        reason,
    )
