r"""CommonMark with pipe tables and footnotes (`[^1]`), as GitHub and pandoc (`-f gfm`, `-f commonmark+footnotes+...`) read it.

Every character that could be markup is escaped, so what is not escaped is added: marks of emphasis, links, lists, quotes,
headings, tables; `<sup>` and `<span>` where Markdown has no sign of its own. Pictures lie in a folder beside the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

import regex

from digitize.export.labels import label_of, labels
from digitize.export.pictures import Pictures
from digitize.export.reading import (
    Block,
    Call,
    Cell,
    Figure,
    Inline,
    Kind,
    Listing,
    Page,
    Part,
    Reading,
    Run,
    Table,
    blocks_of,
    positions,
)
from digitize.export.words import Words, words_for

SUFFIX = ".md"
_SPECIAL = regex.compile(r"[\\`*_\[\]<>#~^$&]|!$")
# At the beginning of a line these would open a list, rule, underlined heading, definition or title; behind the call of a
# note they would make it a note or a link.
_OPENING = regex.compile(r"(?P<before>[0-9]+(?=[.)])|\[\^[0-9]+\](?=:)|(?=[+\-=:%]))")
_AFTER_CALL = regex.compile(r"^[(:{]")
# Between angle brackets nothing is escaped, and some viewers decode what looks encoded: of such only the plainest.
_AUTOLINK = regex.compile(r"https?://(?!.*xn--)[!-$&-;=?-~]+", regex.IGNORECASE)
_EDGE = regex.compile(r"^[\s--[\x1c-\x1f\x85]]+|[\s--[\x1c-\x1f\x85]]+$", regex.VERSION1)
_LINE_END = regex.compile("[\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_WORD_EDGES = regex.compile(r"[\p{L}\p{N}](?:.*[\p{L}\p{M}\p{N}])?", regex.DOTALL)
_DEEPEST_HEADING = 6
_INDENT = "    "  # of a list in a list, and of a further paragraph of an item or a note


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the lines depend on: the numbers of notes by their ids, their signs, and the files of pictures by their URLs."""

    numbers: dict[str, int]
    signs: dict[str, str]
    files: dict[str, str]
    words: Words


def write(reading: Reading, pictures: Pictures) -> dict[str, bytes]:
    """The files of the export by name: the document and its pictures."""
    urls = dict.fromkeys(graphic.url for figure in reading.figures() for graphic in figure.graphics)
    found = [(url, picture) for url in urls if (picture := pictures.read(url)) is not None]
    files = {url: f"{reading.name}.pictures/picture-{at}{each.suffix}" for at, (url, each) in enumerate(found, 1)}
    numbers = {key: number for number, key in enumerate(reading.notes, 1)}
    writer = _Writer(numbers, labels(reading), files, words_for(reading.lang))
    blocks = list(_blocks(reading.parts, writer))
    for note in reading.notes.values():
        paragraphs = [_line(content, writer) for content in note.paragraphs] or [""]
        blocks.append(f"[^{numbers[note.id]}]: " + f"\n\n{_INDENT}".join(paragraphs))
    text = "\n\n".join(blocks) + "\n"
    return {f"{reading.name}{SUFFIX}": text.encode(), **{files[url]: picture.data for url, picture in found}}


def _blocks(parts: Iterable[Part], writer: _Writer) -> Iterator[str]:
    """The blocks of a document; a comment keeps two lists apart that follow each other."""
    behind_list = False
    for part in parts:
        if isinstance(part, Page):
            continue
        is_list = isinstance(part, Listing) and part.kind in (Kind.ITEM, Kind.ENTRY)
        yield from ("<!-- -->",) if is_list and behind_list else ()
        behind_list = is_list
        if isinstance(part, Listing) and is_list:
            yield "\n".join(_items(part.blocks, writer, 0))
        elif isinstance(part, Listing):
            yield "\\\n".join(_line(block.content, writer) for block in part.blocks)
        elif isinstance(part, Table):
            yield from (_line(block.content, writer) for block in part.captions)
            yield from _table(part, writer)
        else:
            yield from _images(part, writer) if isinstance(part, Figure) else ()
            yield from (_block(block, writer) for block in blocks_of(part))


def _block(block: Block, writer: _Writer) -> str:
    line = _line(block.content, writer)
    if block.kind is Kind.TITLE:
        return f"# {line}"
    if block.kind is Kind.HEADING:
        return f"{'#' * min(block.level + 1, _DEEPEST_HEADING)} {line}"
    return f"> {line}" if block.kind is Kind.QUOTE else line


def _images(figure: Figure, writer: _Writer) -> Iterator[str]:
    described = _escaped(figure.description or writer.words.picture)
    for each in figure.graphics:
        if each.url in writer.files:
            yield f"![{described}](<{quote(writer.files[each.url])}>)"


def _items(blocks: Sequence[Block], writer: _Writer, depth: int) -> Iterator[str]:
    """The lines of a list, those of a deeper level in lists within it."""
    level = min(block.level for block in blocks)
    marks = _marks([block.marker for block in blocks if block.level == level and block.marker])
    is_open = False
    for is_deeper, group in groupby(blocks, key=lambda block: block.level > level):
        if is_deeper:
            yield from () if is_open else (f"{_INDENT * depth}- ",)
            yield from _items(list(group), writer, depth + 1)
            is_open = True
            continue
        for block in group:
            line = _line(block.content, writer)
            if block.marker or block.kind is Kind.ENTRY or not is_open:
                yield f"{_INDENT * depth}{next(marks) if block.marker else '-'} {line}"
            else:
                yield f"\n{_INDENT * (depth + 1)}{line}"
            is_open = True


def _marks(markers: list[str]) -> Iterator[str]:
    """What items begin with: numbers where they run in order, else a dash and, unless it is a bullet, the marker.

    Behind a number of three digits, a nested list would need a deeper indent.
    """
    numbers = [int(each) for each in markers if regex.fullmatch("[0-9]{1,2}", each)]
    if numbers and len(numbers) == len(markers) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        yield from (f"{number}." for number in numbers)
        return
    for marker in markers:
        shown = f"{marker}." if marker.isalnum() else marker
        is_bullet = not regex.search(r"[\p{L}\p{N}]", marker)
        yield "-" if is_bullet else f'- <span class="marker">{_escaped(shown)}</span>'


def _table(table: Table, writer: _Writer) -> Iterator[str]:
    """A pipe table; places that a cell goes over are empty, and so is the header where there is none."""
    places = positions(table)
    width = max((column + cell.columns - 1 for column, cell in _placed(table, places)), default=0)
    if not width:
        return
    rows = []
    for row in table.rows:
        texts = [""] * width
        for cell in row.cells:
            texts[places[cell.block.id][1] - 1] = _line(cell.block.content, writer).replace("|", "&#124;")
        rows.append(f"| {' | '.join(texts)} |")
    if not table.rows[0].is_header:
        rows.insert(0, f"| {' | '.join([''] * width)} |")
    rows.insert(1, f"|{' --- |' * width}")
    yield "\n".join(rows)


def _placed(table: Table, places: dict[str, tuple[int, int]]) -> Iterator[tuple[int, Cell]]:
    return ((places[cell.block.id][1], cell) for row in table.rows for cell in row.cells)


def _line(content: Sequence[Inline], writer: _Writer) -> str:
    """A content as a line that opens nothing but itself, and loses no space at its ends."""
    inlines = [each for each in content if not isinstance(each, Page)]
    found = []
    for link, group in groupby(enumerate(inlines), key=lambda pair: _link_of(pair[1])):
        members = list(group)
        runs = [inline for _, inline in members if isinstance(inline, Run)]
        text = "".join(run.text for run in runs)
        if text == link and _AUTOLINK.fullmatch(link) and not any(run.styles for run in runs):
            found.append(f"<{link}>")
            continue
        inside = "".join(_inline(inlines, at, writer) for at, _ in members)
        found.append(f"[{inside}](<{link.replace('&', '&amp;')}>)" if link and text else inside)
    line = _EDGE.sub(_entities, "".join(found))
    opening = _OPENING.match(line)
    return line if opening is None else f"{opening['before']}\\{line[opening.end() :]}"


def _link_of(inline: Inline) -> str:
    """The address that a run leads to; Markdown has no places to lead to in the document."""
    return inline.link if isinstance(inline, Run) and not inline.link.startswith("#") else ""


def _inline(inlines: Sequence[Inline], at: int, writer: _Writer) -> str:
    inline = inlines[at]
    if isinstance(inline, Call):
        if inline.note in writer.numbers:
            return f"[^{writer.numbers[inline.note]}]"
        return f'<sup class="missing">{_escaped(label_of(inline, writer.signs))}</sup>'
    if not isinstance(inline, Run):
        return ""
    before = inlines[at - 1] if at else None
    after = inlines[at + 1] if at + 1 < len(inlines) else None
    text = _escaped(inline.text)
    if isinstance(before, Call) and _AFTER_CALL.match(text):
        text = f"\\{text}"
    alone = not any(isinstance(each, Run) and each.styles for each in (before, after))
    takes_marks = alone and _WORD_EDGES.fullmatch(inline.text) is not None
    for style in inline.styles:
        text = _styled(text, style, takes_marks=takes_marks)
    return text


def _styled(text: str, style: str, *, takes_marks: bool) -> str:
    """Text in a style: stars where they are sure to be read as marks (CommonMark 0.31, 6.2), else HTML."""
    if not text.strip():
        return text
    tag, mark = {
        "bold": ("strong", "**"),
        "italic": ("em", "*"),
        "superscript": ("sup", ""),
        "subscript": ("sub", ""),
    }[style]
    return f"{mark}{text}{mark}" if mark and takes_marks else f"<{tag}>{text}</{tag}>"


def _escaped(text: str) -> str:
    return _LINE_END.sub(_entities, _SPECIAL.sub(lambda found: f"\\{found[0]}", text))


def _entities(found: regex.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])
