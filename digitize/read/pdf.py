"""PDF files to a Source. The only module that knows PyMuPDF."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from digitize.errors import EncryptedInput, NoTextLayer, UnreadableInput
from digitize.geometry import Box
from digitize.model import Dropped, Line, Page, Picture, Route, Source
from digitize.read import fonts
from digitize.read.actual import Program, actual_texts
from digitize.read.glyphs import Glyph, glyphs_of
from digitize.read.leaning import leanings
from digitize.read.lines import Habits, habits_of, line_of, with_links
from digitize.read.order import in_reading_order
from digitize.read.rows import Row, rows_of

HEADER_REACH = 1024  # bytes in which the signature must come (ISO 32000-1, annex H)
MOST_DRAWINGS = 4000  # paths on a page; more are a map or a chart, and looking at each would take minutes
THINNEST = 3.0  # points: what is thinner is a rule
SMALLEST_PICTURE = 12.0  # points in both directions; smaller images are ornaments
MOST_UNREAD = 0.02  # share of a page's characters that may be unknown before it needs OCR

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


@dataclass
class _Sheet:
    """A page while it is read."""

    number: int
    width: float = 0.0
    height: float = 0.0
    glyphs: Sequence[Glyph] = ()
    rows: Sequence[Row] = ()
    pictures: Sequence[Box] = ()
    rules: Sequence[Box] = ()
    links: Sequence[tuple[float, float, float, float, str]] = ()
    dropped: Sequence[Dropped] = ()
    fault: str = ""


def is_pdf(data: bytes) -> bool:
    """True for a file that has the signature of PDF near its start."""
    return b"%PDF-" in data[:HEADER_REACH]


def read_pdf(data: bytes, name: str) -> Source:
    """A PDF as a Source.

    Raises EncryptedInput, NoTextLayer, or UnreadableInput with the reason. A page that cannot be read is a page without
    lines, with the reason.
    """
    document = _opened(data, name)
    sheets = [_sheet(document, number) for number in range(1, document.page_count + 1)]
    if not any(sheet.glyphs for sheet in sheets):
        raise NoTextLayer(
            f"has no text layer: {_pages(len(sheets))}, none with a character",
            where=name,
            remedy="recognise its text first (OCR), then convert that",
        )
    names = fonts.alef_marks(sheet.glyphs for sheet in sheets)
    for sheet in sheets:
        if sheet.glyphs:
            sheet.rows = rows_of(fonts.renamed(sheet.glyphs, names), sheet.pictures)
    rows = [row for sheet in sheets for row in sheet.rows]
    fonts.without_fillers(rows, fonts.fillers(rows))
    fonts.without_doubled_letters(rows)
    fonts.with_brackets_by_shape(rows)
    habits = habits_of(rows)
    pages = tuple(_page(sheet, habits) for sheet in sheets)
    facts = tuple((key, value) for key, value in sorted((document.metadata or {}).items()) if value)
    return Source(name, hashlib.sha256(data).hexdigest(), "pdf", pages, facts)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _opened(data: bytes, name: str) -> pymupdf.Document:
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except Exception:
        raise UnreadableInput(
            "is a damaged PDF that cannot be opened", where=name, remedy="get another copy, or repair it with qpdf"
        ) from None
    if document.needs_pass:
        raise EncryptedInput("is encrypted", where=name, remedy="save a copy without a password")
    try:
        count = document.page_count
    except Exception:
        count = 0
    if count == 0:
        raise UnreadableInput(
            "has no pages: it is cut off or damaged", where=name, remedy="get another copy, or repair it with qpdf"
        )
    return document


def _sheet(document: pymupdf.Document, number: int) -> _Sheet:
    try:
        page = document.load_page(number - 1)
        page.set_rotation(0)
        return _read(document, page, number)
    except Exception as error:
        return _Sheet(number, fault=f"the page cannot be read ({type(error).__name__})")


def _read(document: pymupdf.Document, page: pymupdf.Page, number: int) -> _Sheet:
    spans = [span for span in page.get_texttrace() if span["chars"]]
    frame = _Frame.of(page, spans)
    pictures, rules = _drawn(page, frame)
    actual = _actual(document, page, spans)
    glyphs, doubles = glyphs_of([frame.upright(span) for span in spans], actual)
    glyphs = fonts.with_marks_alone(fonts.with_ligatures_forward(glyphs))
    inside = [glyph for glyph in glyphs if frame.holds(glyph)]
    dropped = [_dropped(doubles, "printed twice in the same place")] if doubles else []
    outside = [glyph for glyph in glyphs if not frame.holds(glyph)]
    if any(glyph.text.strip() for glyph in outside):
        dropped.append(_dropped(outside, "outside the page"))
    links = [
        (*frame.box(link["from"]), link["uri"]) for link in page.get_links() if link.get("uri") and link.get("from")
    ]
    inked = inside if any(glyph.text != " " for glyph in inside) else []
    return _Sheet(number, frame.width, frame.height, inked, (), pictures, rules, links, dropped)


@dataclass(frozen=True)
class _Frame:
    """How a page is turned so that most of its text runs from left to right, upright."""

    cos: float
    sin: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, page: pymupdf.Page, spans: Sequence[dict[str, Any]]) -> _Frame:
        """The frame in which most glyphs are upright; skews of a few degrees count as upright."""
        weights: dict[int, int] = {0: 0}
        for span in spans:
            quarter = round(math.degrees(math.atan2(span["dir"][1], span["dir"][0])) / 90) % 4
            weights[quarter] = weights.get(quarter, 0) + len(span["chars"])
        quarter = max(weights, key=lambda each: weights[each])
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter]
        bare = cls(cos, sin, 0.0, 0.0, 0.0, 0.0)
        box = bare.box(page.rect)
        return cls(cos, sin, box.x0, box.y0, box.width, box.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in the frame."""
        return x * self.cos + y * self.sin - self.left, y * self.cos - x * self.sin - self.top

    def box(self, box: Sequence[float]) -> Box:
        """A box of the page in the frame."""
        one, two = self.point(box[0], box[1]), self.point(box[2], box[3])
        return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))

    def upright(self, span: dict[str, Any]) -> dict[str, Any]:
        """A span of the text trace in the frame."""
        if self.cos == 1.0 and not self.left and not self.top:
            return span
        chars = [(point, code, self.point(*origin), self.box(box)) for point, code, origin, box in span["chars"]]
        return {**span, "chars": chars}

    def holds(self, glyph: Glyph) -> bool:
        """True where the glyph is on the page, a little beyond its edge allowed."""
        margin = glyph.size
        return -margin <= glyph.y <= self.height + margin and -margin <= glyph.x0 and glyph.x1 <= self.width + margin


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


def _drawn(page: pymupdf.Page, frame: _Frame) -> tuple[list[Box], list[Box]]:
    """Pictures (images, and drawings as large as pictures) and rules."""
    pictures: list[Box] = []
    rules: list[Box] = []
    for image in page.get_image_info():
        box = frame.box(image["bbox"])
        if min(box.width, box.height) >= SMALLEST_PICTURE and not _fills(box, frame):
            pictures.append(box)
    drawings = page.get_cdrawings()
    if len(drawings) > MOST_DRAWINGS:
        return pictures, rules
    shapes: list[tuple[Box, int]] = []
    for drawing in drawings:
        box = frame.box(drawing["rect"])
        border = _border(drawing, frame)
        if border is not None:
            rules.append(border)
        elif min(box.width, box.height) <= THINNEST:
            if max(box.width, box.height) > 4 * THINNEST:
                rules.append(box)
        elif not _fills(box, frame) and _is_painted(drawing):
            shapes.append((box, len(drawing["items"])))
    pictures += [
        box for box, items in _merged(shapes) if min(box.width, box.height) >= 3 * SMALLEST_PICTURE and items > 1
    ]
    return pictures, rules


def _border(drawing: dict[str, Any], frame: _Frame) -> Box | None:
    """The line that is left where a box is drawn with a hole nearly as large: the border of one side."""
    items = drawing["items"]
    if len(items) != 2 or any(item[0] != "re" for item in items):
        return None
    one, two = (frame.box(item[1]) for item in items)
    sides = [abs(a - b) for a, b in zip(one, two, strict=True)]
    if max(sides) > THINNEST or sum(side > 0.05 for side in sides) != 1:
        return None
    outer = one.union(two)
    side = max(range(4), key=lambda each: sides[each])
    edge = outer[side]
    if side % 2:
        return Box(outer.x0, edge - sides[side] / 2, outer.x1, edge + sides[side] / 2)
    return Box(edge - sides[side] / 2, outer.y0, edge + sides[side] / 2, outer.y1)


def _is_painted(drawing: dict[str, Any]) -> bool:
    """False for what leaves no ink: clips, invisible boxes, white ground."""
    fill, stroke = drawing.get("fill"), drawing.get("color")
    return (stroke is not None and any(part < 0.97 for part in stroke)) or (
        fill is not None and any(part < 0.97 for part in fill)
    )


def _fills(box: Box, frame: _Frame) -> bool:
    return box.width * box.height > 0.85 * frame.width * frame.height


def _merged(shapes: Sequence[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Shapes that touch made one, with the number of lines and curves in them; one alone is a frame, not a picture."""
    merged: list[tuple[Box, int]] = []
    for box, items in sorted(shapes):
        whole, count = box, items
        rest: list[tuple[Box, int]] = []
        for other, others in merged:
            if other.overlaps_horizontally(whole) and other.overlaps_vertically(whole):
                whole, count = whole.union(other), count + others
            else:
                rest.append((other, others))
        merged = [*rest, (whole, count)]
    return merged


def _page(sheet: _Sheet, habits: Habits) -> Page:
    lines: list[Line] = []
    rows = in_reading_order(sheet.rows, rtl=habits.rtl)
    for row, leaning in zip(rows, leanings(rows), strict=True):
        line = line_of(row, f"p{sheet.number}.l{len(lines) + 1}", habits, lines, leaning=leaning)
        lines.append(with_links(line, sheet.links))
    route, reason = _route(sheet, lines)
    pictures = tuple(Picture(f"p{sheet.number}.f{index}", box) for index, box in enumerate(sheet.pictures, 1))
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        tuple(lines),
        pictures,
        tuple(sheet.rules),
        tuple(sheet.dropped),
        route,
        reason,
    )


def _route(sheet: _Sheet, lines: Sequence[Line]) -> tuple[Route, str]:
    if sheet.fault:
        return Route.NEEDS_OCR, sheet.fault
    text = "".join(line.text for line in lines)
    if not text:
        has_picture = bool(sheet.pictures)
        return (Route.NEEDS_OCR, "a picture without a text layer") if has_picture else (Route.TRUST, "an empty page")
    unread = sum(char == "\N{REPLACEMENT CHARACTER}" or "\ue000" <= char <= "\uefff" for char in text)
    if unread > MOST_UNREAD * len(text):
        return Route.NEEDS_OCR, f"{unread} of {len(text)} characters have no letter in their fonts"
    return Route.TRUST, "the text layer names every character"
