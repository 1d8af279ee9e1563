"""One JSON object a line for corpora: a line for each block and each note, all with the same keys of the same types.

The columns are documented in docs/exports.md. Nothing is added to a text. All values are texts and numbers: of a list that
is empty all through a file, `datasets` guesses a type, and fails at the next file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from digitize.export.pictures import Pictures
from digitize.export.reading import (
    Call,
    Inline,
    Kind,
    Page,
    Reading,
    Run,
    Table,
    blocks_of,
    positions,
    text_of,
)

SUFFIX = ".jsonl"
NOTE = "note"

# Every column with its type; "" or 0 stands where there is nothing to say.
COLUMNS: Mapping[str, type] = {
    "doc": str,
    "id": str,
    "kind": str,
    "level": int,
    "section": str,
    "page": int,
    "page_label": str,
    "n": str,
    "row": int,
    "column": int,
    "lang": str,
    "text": str,
    "printed": str,
    "notes": str,
    "note_places": str,
}
# Lines of files are often cut at these too, which JSON may hold as they are.
_LINE_ENDS = str.maketrans(
    {char: f"\\u{ord(char):04x}" for char in "\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}
)

Line = dict[str, str | int]


def write(reading: Reading, _: Pictures) -> dict[str, bytes]:
    """The files of the export by name."""
    lines = (json.dumps(line, ensure_ascii=False).translate(_LINE_ENDS) + "\n" for line in lines_of(reading))
    return {f"{reading.name}{SUFFIX}": "".join(lines).encode()}


def lines_of(reading: Reading) -> Iterator[Line]:
    """The lines, blocks in the order of reading, each note behind the block that calls it first."""
    section: list[tuple[int, str]] = []  # the headings that a block stands under, with their levels
    page = Page("", 0, "")
    for part in reading.parts:
        page = part if isinstance(part, Page) else page
        cells = positions(part) if isinstance(part, Table) else {}
        for block in blocks_of(part):
            depth = block.level - 1 if block.kind is Kind.HEADING else block.depth
            section = [each for each in section if each[0] <= depth]
            page, later = _turn(block.content, page)
            row, column = cells.get(block.id, (0, 0))
            line = _line(reading, block.id, block.content, page)
            if line["text"] or line["printed"] or (line["notes"] and block.kind is not Kind.STRAY):
                yield line | {
                    "kind": block.kind.value,
                    "level": block.level,
                    "section": _path(section),
                    "n": block.marker,
                    "row": row,
                    "column": column,
                    "lang": block.lang,
                }
            if block.kind is Kind.HEADING:
                section.append((block.level, block.text))
            yield from _notes(reading, block.content, page, _path(section))
            page = later


def _path(section: Sequence[tuple[int, str]]) -> str:
    """The headings from the outside in, a tab between two: no text holds one."""
    return "\t".join(title for _, title in section)


def _turn(content: Sequence[Inline], page: Page) -> tuple[Page, Page]:
    """The page on which a content begins, and that on which it ends."""
    for inline in content:
        if not isinstance(inline, Page):
            break
        page = inline
    return page, next((inline for inline in reversed(content) if isinstance(inline, Page)), page)


def _notes(reading: Reading, content: Sequence[Inline], page: Page, section: str) -> Iterator[Line]:
    """The notes that are first called in a content, and those that they call."""
    for inline in content:
        page = inline if isinstance(inline, Page) else page
        if not isinstance(inline, Call) or not inline.is_first or inline.note not in reading.notes:
            continue
        note = reading.notes[inline.note]
        joined: list[Inline] = []
        for text in note.paragraphs:
            joined += [Run("\n"), *text] if joined else text
        line = _line(reading, note.id, joined, page)
        yield line | {"kind": NOTE, "section": section, "n": note.sign, "lang": note.lang}
        yield from _notes(reading, joined, page, section)


def _line(reading: Reading, own: str, content: Sequence[Inline], page: Page) -> Line:
    """A line with all its columns, those of text filled."""
    text = text_of(content)
    printed = "".join(inline.printed for inline in content if isinstance(inline, Run))
    notes: list[str] = []
    places: list[str] = []
    at = 0
    for inline in content:
        if isinstance(inline, Run):
            at += len(inline.text)
        elif isinstance(inline, Call) and inline.note:
            notes.append(inline.note)
            places.append(str(at))
    empty: Line = {name: kind() for name, kind in COLUMNS.items()}
    return empty | {
        "doc": reading.name,
        "id": own,
        "page": page.number,
        "page_label": page.label,
        "text": text,
        "printed": printed if printed != text else "",
        "notes": " ".join(notes),
        "note_places": " ".join(places),
    }
