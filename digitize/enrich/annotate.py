"""Everything a document says of itself that is certain, as annotations beside its text; what is not, as doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digitize.enrich import dates
from digitize.enrich.annotations import Annotations
from digitize.enrich.languages import foreign_runs, language_of
from digitize.enrich.people import Gathered, gather
from digitize.enrich.references import link_references
from digitize.enrich.spans import Span, nested
from digitize.enrich.urls import find_urls
from digitize.model import Block, Document, Problem, Role

BARRIER = "\0"  # stands for what is no running text: a call, a printed number, a URL

_CONTENTS = frozenset((Role.CONTENTS, Role.CONTENTS_HEADING, Role.CONTENTS_PAGE))


def annotate(document: Document) -> Annotations:
    """The annotations of a document whose passes are done; the same document always gives the same ones."""
    texts = {
        block.id: masked(block)
        for block in document.blocks
        if block.label.role.is_text and block.label.role not in _CONTENTS
    }
    gathered = gather(document, texts)
    day_first = dates.day_comes_first(texts.values())
    references = link_references(document, day_first=day_first)
    spans: dict[str, tuple[Span, ...]] = {}
    problems: list[Problem] = [*references.problems]
    for block in document.blocks:
        if block.id in texts:
            cited = references.spans.get(block.id, ())
            found = nested((*cited, *_of_block(block, texts[block.id], gathered, day_first)))
            problems += _unread_dates(block, found)
            if found:
                spans[block.id] = found
    return Annotations(spans, gathered.entities, tuple(problems))


def masked(block: Block) -> str:
    """A block's text, as long as it is, with barriers where calls, printed numbers and URLs stand."""
    text = "".join(piece.text if piece.mark is None else BARRIER * len(piece.text) for piece in block.pieces)
    for url in find_urls(text):
        text = text[: url.start] + BARRIER * (url.end - url.start) + text[url.end :]
    return text


def _of_block(block: Block, text: str, gathered: Gathered, day_first: bool | None) -> Iterator[Span]:
    """Names, dates and languages of one block, what counts most first."""
    yield from gathered.spans.get(block.id, ())
    is_arabic = language_of(text) == "ar"
    yield from dates.find(text, day_first=True if is_arabic and day_first is None else day_first)
    if is_arabic:
        yield from foreign_runs(text)


def _unread_dates(block: Block, spans: Sequence[Span]) -> Iterator[Problem]:
    for span in spans:
        if span.element == "date" and not any(name not in ("type",) for name, _ in span.attributes):
            printed = block.text[span.start : span.end]
            message = f"date {printed}: day or month first? nothing in the document tells"
            yield Problem("ambiguous-date", message, block.page, block.id)
