"""Text in, cleaned text out: the passes without TEI, for those who only want their OCR text mended."""

from __future__ import annotations

from dataclasses import dataclass

from digitize.edits import Edit, State
from digitize.errors import UnreadableInput
from digitize.model import Block, Document, Source
from digitize.pipeline import clean
from digitize.read.text import read_text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the ledger of what was changed in it."""

    text: str
    ledger: tuple[Edit, ...]


def clean_text(text: str, *, name: str = "text") -> Cleaned:
    """The text with the damage of extraction undone, its lines and pages where they were as far as they were sound.

    Raises UnreadableInput for a text with lone surrogates. A text that needs nothing comes back unchanged.
    """
    if not text.strip():
        return Cleaned(text, ())
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            f"character {error.start} is half of a surrogate pair", where=name, remedy="read it again as UTF-8"
        ) from None
    source = read_text(data, name)
    _, document, ledger = clean(source)
    if not any(edit.state is State.APPLIED for edit in ledger):
        return Cleaned(text, ledger)
    return Cleaned(_as_text(document, form_feeds="\f" in text) + "\n" * text.endswith("\n"), ledger)


def _as_text(document: Document, *, form_feeds: bool) -> str:
    """The blocks with the line ends, blank lines and form feeds of the source between them."""
    parts: list[str] = []
    last: Block | None = None
    for block in _in_source_order(document):
        if last is not None:
            parts.append(_between(document.source, last, block, form_feeds=form_feeds))
        parts.append(block.text)
        last = block
    return "".join(parts)


def _in_source_order(document: Document) -> list[Block]:
    """Parts of one line (cells, a contents entry and its page) as they stand in the line."""
    order = {name: index for index, name in enumerate(document.source.lines)}

    def place(block: Block) -> tuple[int, int]:
        first = next((piece for piece in block.pieces if piece.line is not None), None)
        return (order[first.line], first.start) if first is not None and first.line is not None else (0, 0)

    return sorted(document.blocks, key=place)


def _between(source: Source, above: Block, below: Block, *, form_feeds: bool) -> str:
    last, first = above.pieces[-1], below.pieces[0]
    if first.line is not None and first.line == last.line:
        return source.lines[first.line].text[last.end : first.start]
    line = source.lines[below.lines[0]]
    new_page = form_feeds and line.page > max(source.lines[name].page for name in above.lines)
    return "\n" + "\f" * new_page + "\n" * line.blank_before
