"""Plain text to read: corrections in place, calls in brackets, all notes at the end.

What is added can be told from the text, which holds no tab and no line break:

- a block is a line; blank lines stand between blocks, none between items, verses, rows and lines of an address;
- an item begins with a tab for each list it stands in, its number or bullet, and a space;
- a row ends with a tab, as every cell in it;
- a call stands in brackets, `[1]`; where the text itself has such a thing, all calls stand in `[[1]]`, and so on;
- a line of a tab and dashes begins the notes: each its sign in these brackets, a tab, its text; a paragraph that goes
  on with a note begins with a tab. A sign with nothing behind it is one to which the source has no note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

import regex

from digitize.export.labels import SIGN, label_of, labels
from digitize.export.pictures import Pictures
from digitize.export.reading import (
    Block,
    Call,
    Inline,
    Kind,
    Listing,
    Note,
    Page,
    Part,
    Reading,
    Run,
    Table,
    blocks_of,
    inlines_of,
)

SUFFIX = ".txt"
RULE = "\t" + "―" * 8

Sign = Callable[[Call], str]


def write(reading: Reading, _: Pictures) -> dict[str, bytes]:
    """The files of the export by name."""
    known = labels(reading)
    open_, close = brackets(reading)
    calls = [each for part in reading.parts for each in inlines_of(part) if isinstance(each, Call)]

    def sign(call: Call) -> str:
        return f"{open_}{label_of(call, known)}{close}"

    text = "\n\n".join(paragraphs(reading.parts, sign)).removeprefix("\n") + "\n"
    missing = {sign(call): "" for call in calls if not call.note}
    notes = [line for key, note in reading.notes.items() for line in note_lines(note, sign(Call(key, "")), sign)]
    if notes or missing:
        text += "\n".join(["", RULE, *notes, *(f"{each}\t" for each in missing)]) + "\n"
    return {f"{reading.name}{SUFFIX}": text.encode()}


def brackets(reading: Reading) -> tuple[str, str]:
    """Brackets for the signs of notes: as many as it takes that the text has no sign in such brackets."""
    texts = [block.content for block in reading.blocks()]
    texts += [content for note in reading.notes.values() for content in note.paragraphs]
    runs = ["".join(each.text for each in content if isinstance(each, Run)) for content in texts]
    runs += ["".join(each.printed for each in content if isinstance(each, Run)) for content in texts]
    for depth in count(1):
        pair = "[" * depth, "]" * depth
        pattern = regex.compile(regex.escape(pair[0]) + SIGN + regex.escape(pair[1]))
        if not any(map(pattern.search, runs)):
            return pair
    raise AssertionError("no text is endless")


def paragraphs(parts: Iterable[Part], sign: Sign) -> Iterator[str]:
    """Parts as paragraphs of one line or several; a heading keeps more distance."""
    for part in parts:
        if isinstance(part, Listing):
            yield "\n".join(f"{lead_of(block)}{line_of(block.content, sign)}" for block in part.blocks)
        elif isinstance(part, Table):
            yield from (line_of(block.content, sign) for block in part.captions)
            rows = ["".join(f"{line_of(cell.block.content, sign)}\t" for cell in row.cells) for row in part.rows]
            yield from ("\n".join(rows),) if rows else ()
        elif not isinstance(part, Page):
            for block in blocks_of(part):
                distance = "\n" if block.kind is Kind.HEADING else ""
                yield distance + lead_of(block) + line_of(block.content, sign)


def lead_of(block: Block) -> str:
    """What an item begins with; "" for every other block."""
    return "\t" * max(block.level, 1) + block.shown_marker + " " if block.kind is Kind.ITEM else ""


def line_of(content: Iterable[Inline], sign: Sign) -> str:
    """A content as a line."""
    return "".join(
        each.text if isinstance(each, Run) else sign(each) if isinstance(each, Call) else "" for each in content
    )


def note_lines(note: Note, label: str, sign: Sign) -> list[str]:
    """The lines of a note in a list of notes."""
    first, *others = [line_of(content, sign) for content in note.paragraphs] or [""]
    return [f"{label}\t{first}", *(f"\t{other}" for other in others)]
