"""EPUB 3: a chapter for each section of the first level, notes that open where they are called, pages of the source listed.

The same TEI makes the same bytes: the archive has no clock in it, and nothing is compressed, since compressors differ.
What is added to the text is said in `digitize/export/markup.py`; headings of notes have the class `added`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from digitize.export import markup
from digitize.export.opf import Item, package
from digitize.export.pictures import Picture, Pictures
from digitize.export.reading import (
    Block,
    Call,
    Figure,
    Inline,
    Kind,
    Page,
    Part,
    Reading,
    blocks_of,
    inlines_of,
    is_right_to_left,
)
from digitize.export.words import Words, words_for

SUFFIX = ".epub"
_STYLES = tuple(Path(__file__).with_name(name) for name in ("style.css", "book.css"))
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can hold


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: its name, its parts, and the notes that are first called there."""

    file: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    def heading(self, otherwise: str) -> str:
        """What the chapter is called."""
        return next(
            (each.text for part in self.parts for each in blocks_of(part) if each.kind is Kind.HEADING), otherwise
        )


@dataclass
class _Shelf:
    """The pictures of a book: each read once, and named by its turn."""

    pictures: Pictures
    found: dict[str, tuple[str, Picture]] = field(default_factory=dict)

    def source(self, url: str) -> str:
        """The name of a picture's file in the book, "" where there is none."""
        if url not in self.found:
            picture = self.pictures.read(url)
            if picture is None:
                return ""
            self.found[url] = (f"pictures/picture-{len(self.found) + 1}{picture.suffix}", picture)
        return self.found[url][0]


def write(reading: Reading, pictures: Pictures) -> dict[str, bytes]:
    """The files of the export by name."""
    chapters = list(_chapters(reading))
    places = {each: chapter.file for chapter in chapters for each in _ids(chapter, reading)}
    shelf = _Shelf(pictures)
    files = {
        chapter.file: _chapter(chapter, reading, _frame(chapter, reading, places, shelf)).encode()
        for chapter in chapters
    }
    files["nav.xhtml"] = _navigation(reading, chapters, places).encode()
    files["style.css"] = b"".join(path.read_bytes() for path in _STYLES)
    files |= {name: picture.data for name, picture in shelf.found.values()}
    items = [Item(chapter.file, "application/xhtml+xml", in_spine=True) for chapter in chapters]
    items.append(Item("nav.xhtml", "application/xhtml+xml", "nav"))
    items.append(Item("style.css", "text/css"))
    items += [Item(name, picture.media_type) for name, picture in shelf.found.values()]
    has_pages = bool(_pages(reading))
    opf = package(reading, items, has_pictures=bool(shelf.found), has_pages=has_pages).encode()
    return {f"{reading.name}{SUFFIX}": _archive({"package.opf": opf, **files})}


def _archive(files: dict[str, bytes]) -> bytes:
    """A zip archive as EPUB wants it: its kind first, uncompressed."""
    whole = {"mimetype": b"application/epub+zip", "META-INF/container.xml": _CONTAINER.encode()}
    whole |= {f"EPUB/{name}": data for name, data in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in whole.items():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _chapters(reading: Reading) -> Iterator[Chapter]:
    """The parts cut before headings of the first level and titles behind them, and before the page that these begin."""
    cut: list[list[Part]] = [[]]
    for part in reading.parts:
        if isinstance(part, Block) and _opens_chapter(part, cut[-1]):
            pages: list[Part] = []
            while cut[-1] and isinstance(cut[-1][-1], Page):
                pages.insert(0, cut[-1].pop())
            cut = [*cut, pages] if cut[-1] else [pages]
        cut[-1].append(part)
    left = dict.fromkeys(reading.notes)
    for number, parts in enumerate(cut, 1):
        inlines = (inline for part in parts for inline in inlines_of(part))
        notes = list(_called(inlines, reading, left)) + (list(left) if number == len(cut) else [])
        yield Chapter(f"text-{number:03}.xhtml", tuple(parts), tuple(notes))


def _opens_chapter(block: Block, before: list[Part]) -> bool:
    """A heading of the first level; a title after a heading, which is that of the text behind printed contents."""
    if block.kind is Kind.TITLE:
        return any(isinstance(part, Block) and part.kind is Kind.HEADING for part in before)
    return block.kind is Kind.HEADING and block.level <= 1 and not _is_untouched(before)


def _is_untouched(parts: list[Part]) -> bool:
    """True while a chapter has nothing but titles and names: the first heading behind them belongs to it."""
    return bool(parts) and all(
        isinstance(part, Page) or (isinstance(part, Block) and part.kind in (Kind.TITLE, Kind.BYLINE)) for part in parts
    )


def _called(inlines: Iterable[Inline], reading: Reading, left: dict[str, None]) -> Iterator[str]:
    """The notes of these calls and of those within them that are still left, in order; takes them away."""
    for inline in inlines:
        if isinstance(inline, Call) and inline.is_first and inline.note in left:
            del left[inline.note]
            yield inline.note
            yield from _called((each for text in reading.notes[inline.note].paragraphs for each in text), reading, left)


def _ids(chapter: Chapter, reading: Reading) -> Iterator[str]:
    """All ids that a chapter's file has, but those of calls."""
    yield from chapter.notes
    inlines = [inline for part in chapter.parts for inline in inlines_of(part)]
    inlines += [inline for note in chapter.notes for text in reading.notes[note].paragraphs for inline in text]
    yield from (inline.id for inline in inlines if isinstance(inline, Page))
    for part in chapter.parts:
        yield from (block.id for block in blocks_of(part))
        yield from (part.id,) if isinstance(part, Figure) else ()


def _frame(chapter: Chapter, reading: Reading, places: dict[str, str], shelf: _Shelf) -> markup.Frame:
    def href(each: str) -> str:
        file = places.get(each, chapter.file)
        return f"#{each}" if file == chapter.file else f"{file}#{each}"

    return markup.frame_of(reading, href, shelf.source, is_book=True)


def _chapter(chapter: Chapter, reading: Reading, frame: markup.Frame) -> str:
    body = "\n".join(markup.parts(chapter.parts, frame))
    notes = "\n".join(markup.notes(chapter.notes, frame))
    if notes:
        title = frame.words.notes
        notes = f'<section class="notes" epub:type="footnotes" aria-label="{title}">\n{notes}\n</section>\n'
    return _document(reading, chapter.heading(reading.title), f"<section>\n{body}\n{notes}</section>\n")


def _document(reading: Reading, title: str, body: str) -> str:
    lang = escape(reading.lang)
    direction = "rtl" if is_right_to_left(reading.lang) else "ltr"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}" dir="{direction}">\n<head>\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _navigation(reading: Reading, chapters: list[Chapter], places: dict[str, str]) -> str:
    words: Words = words_for(reading.lang)
    headings = [block for block in reading.blocks() if block.kind is Kind.HEADING]

    def href(each: str) -> str:
        return f"{places[each]}#{each}"

    first = f'<li><a href="{chapters[0].file}">{escape(reading.title)}</a></li>'
    listed = "".join(markup.nested(headings, href, first)) if headings else f"<ol>{first}</ol>"
    body = f'<nav epub:type="toc" role="doc-toc"><h2>{words.contents}</h2>\n{listed}\n</nav>\n'
    pages = "".join(f'<li><a href="{href(each.id)}">{escape(label)}</a></li>' for each, label in _pages(reading))
    if pages:
        body += (
            f'<nav epub:type="page-list" role="doc-pagelist" hidden=""><h2>{words.pages}</h2><ol>{pages}</ol></nav>\n'
        )
    kinds = ((each.file, block.kind) for each in chapters for part in each.parts for block in blocks_of(part))
    start = next((file for file, kind in kinds if kind is Kind.PARAGRAPH), chapters[0].file)
    body += (
        f'<nav epub:type="landmarks" hidden=""><h2>{words.landmarks}</h2><ol>'
        f'<li><a epub:type="toc" href="nav.xhtml">{words.contents}</a></li>'
        f'<li><a epub:type="bodymatter" href="{start}">{words.text}</a></li></ol></nav>\n'
    )
    return _document(reading, words.contents, body)


def _pages(reading: Reading) -> list[tuple[Page, str]]:
    """The pages with their printed numbers; where none is known at all, with their place in the sequence."""
    pages = [inline for part in reading.parts for inline in inlines_of(part) if isinstance(inline, Page)]
    return [(page, page.label) for page in pages if page.label] or [(page, str(page.number)) for page in pages]
