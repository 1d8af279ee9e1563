"""The parts of a reading as HTML that is XHTML as well: what a web page and a book have in common.

What is added can be told from the text: it stands in an element with the class `call` (signs of notes), `marker` (numbers
and bullets of items) or `back` (the sign of a note, which leads back to its call), or in an attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import regex

from digitize.export.labels import label_of, labels
from digitize.export.reading import (
    Block,
    Call,
    Figure,
    Inline,
    Kind,
    Listing,
    Page,
    Part,
    Reading,
    Run,
    Table,
    is_right_to_left,
)
from digitize.export.words import Words, words_for

_TAGS = {"bold": "b", "italic": "i", "superscript": "sup", "subscript": "sub"}
_WHEN = regex.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ARABIC = regex.compile(r"\p{Arabic}")
_HEADINGS = 6  # HTML has no smaller heading


@dataclass(frozen=True, slots=True)
class Frame:
    """What the markup of a part depends on.

    `href` makes the address of an id, `source` that of a picture from its URL in the TEI, "" for none. Ids of calls begin
    with `calls`, and no other id does. `title` is the id of the block that is the title of the whole.
    """

    reading: Reading
    labels: dict[str, str]
    words: Words
    href: Callable[[str], str]
    source: Callable[[str], str]
    calls: str
    title: str
    is_book: bool = False

    def language(self, lang: str, around: str) -> str:
        """The attributes for text in this language where another one reigns."""
        if not lang or lang == around:
            return ""
        direction = "rtl" if is_right_to_left(lang) else "ltr"
        own = f' xml:lang="{escape(lang)}"' if self.is_book else ""
        return f' lang="{escape(lang)}"{own} dir="{direction}"'


def frame_of(
    reading: Reading, href: Callable[[str], str], source: Callable[[str], str], *, is_book: bool = False
) -> Frame:
    """The frame for a reading."""
    ids = [*reading.notes, *reading.targets, *(block.id for block in reading.blocks())]
    calls = "call-"
    while any(each.startswith(calls) for each in ids):
        calls = f"the-{calls}"
    title = next((block.id for block in reading.blocks() if block.kind is Kind.TITLE), "")
    return Frame(reading, labels(reading), words_for(reading.lang), href, source, calls, title, is_book)


def parts(sequence: Iterable[Part], frame: Frame) -> Iterator[str]:
    """The markup of parts, a string for each."""
    for part in sequence:
        if isinstance(part, Page):
            yield f"<div{_page(part, frame)}></div>"
        elif isinstance(part, Listing):
            yield _listing(part.blocks, frame)
        elif isinstance(part, Table):
            yield _table(part, frame)
        elif isinstance(part, Figure):
            yield _figure(part, frame)
        else:
            yield _block(part, frame)


def notes(ids: Iterable[str], frame: Frame) -> Iterator[str]:
    """The markup of notes: each with its sign, which leads back to the text."""
    for each in ids:
        note = frame.reading.notes[each]
        kind = ' epub:type="footnote"' if frame.is_book else ""
        sign = escape(frame.labels[each])
        uncalled = "" if note.is_called else f' title="{frame.words.uncalled}"'
        back = (
            f'<a class="back" role="doc-backlink" href="{escape(frame.href(frame.calls + each))}" '
            f'aria-label="{sign}: {frame.words.back}">{sign}</a>'
        )
        paragraphs = "".join(f"<p>{content(each, note.lang, frame)}</p>" for each in note.paragraphs)
        language = frame.language(note.lang, frame.reading.lang)
        yield (
            f'<aside class="note" id="{escape(each)}"{kind} role="doc-footnote"{uncalled}>'
            f"{back}<div{language}>{paragraphs}</div></aside>"
        )


def nested(headings: Sequence[Block], href: Callable[[str], str], first: str = "") -> Iterator[str]:
    """Headings as a list of links, those of a deeper level in lists within it; `first` stands before them."""
    level = min(block.level for block in headings)
    yield f"<ol>{first}"
    index = 0
    while index < len(headings):
        end = index + 1
        while end < len(headings) and headings[end].level > level:
            end += 1
        own = headings[index]
        yield f'<li><a href="{escape(href(own.id))}">{escape(own.text, quote=False)}</a>'
        yield from nested(headings[index + 1 : end], href) if end > index + 1 else ()
        yield "</li>"
        index = end
    yield "</ol>"


def content(inlines: Sequence[Inline], lang: str, frame: Frame) -> str:
    """What stands in a line; neighbours with the same link are one link."""
    found = []
    for link, group in groupby(inlines, key=lambda each: each.link if isinstance(each, Run) else ""):
        members = list(group)
        inside = "".join(_inline(each, lang, frame) for each in members)
        href = _address(link, frame)
        if href:
            text = "".join(each.text for each in members if isinstance(each, Run))
            latin = "" if link.startswith("#") or _ARABIC.search(text) else ' class="url" dir="ltr"'
            inside = f'<a href="{escape(href)}"{latin}>{inside}</a>'
        found.append(inside)
    return "".join(found)


def _address(link: str, frame: Frame) -> str:
    """Where a link leads; "" for one within the document that leads nowhere."""
    if not link.startswith("#"):
        return link
    target = frame.reading.targets.get(link[1:])
    return frame.href(target) if target else ""


def _inline(inline: Inline, lang: str, frame: Frame) -> str:
    if isinstance(inline, Page):
        return f"<span{_page(inline, frame)}></span>"
    if isinstance(inline, Call):
        return _call(inline, frame)
    made = escape(inline.text, quote=False)
    for style in inline.styles:
        made = f"<{_TAGS[style]}>{made}</{_TAGS[style]}>"
    if inline.is_gap:
        made = f'<span class="gap" title="{frame.words.unread}">{made}</span>'
    if inline.sic is not None:
        made = f'<span class="corr" title="{frame.words.printed}: {escape(inline.sic)}">{made}</span>'
    if inline.doubt:
        made = f'<span class="doubt" title="{frame.words.doubtful}">{made}</span>'
    if _WHEN.fullmatch(inline.when):
        made = f'<time datetime="{inline.when}">{made}</time>'
    language = frame.language(inline.lang, lang)
    return f"<span{language}>{made}</span>" if language else made


def _call(call: Call, frame: Frame) -> str:
    label = escape(label_of(call, frame.labels))
    if not call.note:
        return f'<sup class="call missing" dir="ltr" title="{frame.words.missing}">{label}</sup>'
    own = f' id="{escape(frame.calls + call.note)}"' if call.is_first else ""
    kind = ' epub:type="noteref"' if frame.is_book else ""
    href = escape(frame.href(call.note))
    return f'<sup class="call" dir="ltr"><a{own} href="{href}"{kind} role="doc-noteref">{label}</a></sup>'


def _page(page: Page, frame: Frame) -> str:
    """The attributes of the element that stands where a page begins."""
    kind = ' epub:type="pagebreak"' if frame.is_book else ""
    shown = f' data-page="{escape(page.label)}"' if page.label else ""
    name = f"{frame.words.page} {page.label or page.number}"
    return f' class="page" id="{escape(page.id)}"{kind} role="doc-pagebreak" aria-label="{escape(name)}"{shown}'


def _block(block: Block, frame: Frame) -> str:
    kind = block.kind
    if kind is Kind.HEADING:
        return _element(f"h{min(block.level + 1, _HEADINGS)}", block, frame)
    if kind is Kind.TITLE:
        return _element("h1" if block.id == frame.title else "p", block, frame, "title")
    if kind is Kind.QUOTE:
        return f"<blockquote>{_element('p', block, frame)}</blockquote>"
    return _element("p", block, frame, "" if kind is Kind.PARAGRAPH else kind.value)


def _element(name: str, block: Block, frame: Frame, css: str = "", marker: str = "") -> str:
    css = f' class="{css}"' if css else ""
    language = frame.language(block.lang, frame.reading.lang)
    return (
        f'<{name}{css} id="{escape(block.id)}"{language}>{marker}{content(block.content, block.lang, frame)}</{name}>'
    )


def _listing(blocks: Sequence[Block], frame: Frame) -> str:
    kind = blocks[0].kind
    if kind is Kind.ITEM:
        return "".join(_items(blocks, frame))
    if kind is Kind.ENTRY:
        entries = "".join(_element("li", block, frame) for block in blocks)
        return f'<ol class="entries">{entries}</ol>'
    lines = "".join(_element("p", block, frame) for block in blocks)
    return f'<div class="{kind.value}">{lines}</div>'


def _items(blocks: Sequence[Block], frame: Frame) -> Iterator[str]:
    """Items as a list; those of a deeper level as a list in the item before them."""
    level = min(block.level for block in blocks)
    ordered = all(block.marker.isalnum() for block in blocks if block.level == level and block.marker)
    name = "ol" if ordered else "ul"
    yield f'<{name} class="items">'
    is_open = False
    for is_deeper, group in groupby(blocks, key=lambda block: block.level > level):
        if is_deeper:
            yield "" if is_open else "<li>"
            yield from _items(list(group), frame)
            is_open = True
            continue
        for block in group:
            if block.marker or not is_open:
                yield "</li><li>" if is_open else "<li>"
                is_open = True
            marker = f'<span class="marker">{escape(block.shown_marker)} </span>' if block.marker else ""
            yield _element("p", block, frame, marker=marker)
    yield f"</li></{name}>"


def _table(table: Table, frame: Frame) -> str:
    captions = "".join(_element("p", block, frame, "caption") for block in table.captions)
    rows = []
    for row in table.rows:
        name = "th" if row.is_header else "td"
        cells = []
        for cell in row.cells:
            made = _element(name, cell.block, frame)
            over = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            over += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            over += ' scope="col"' if row.is_header else ""
            cells.append(f"<{name}{over}{made.removeprefix(f'<{name}')}")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    label = escape(table.captions[0].text) if table.captions else frame.words.table
    scrolled = f'<div class="scrolled" role="region" aria-label="{label}" tabindex="0">'
    return f"{captions}{scrolled}<table><tbody>{''.join(rows)}</tbody></table></div>"


def _figure(figure: Figure, frame: Frame) -> str:
    described = figure.description or frame.words.picture
    images = ""
    for each in figure.graphics:
        source = frame.source(each.url)
        width = f' width="{each.width * 4 // 3}"' if each.width else ""  # a CSS pixel is three quarters of a point
        images += f'<img src="{escape(source)}" alt="{escape(described)}"{width}/>' if source else ""
    texts = "".join(_element("p", block, frame) for block in figure.texts)
    inside = f'<div class="picture">{texts}</div>' if texts else ""
    captions = "".join(_element("p", block, frame) for block in figure.captions)
    caption = f"<figcaption>{captions}{inside}</figcaption>" if captions or inside else ""
    return f'<figure id="{escape(figure.id)}">{images}{caption}</figure>'
