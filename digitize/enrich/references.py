"""The notes of a document as references: each cited work a `<bibl>`, each repeat linked to the work it repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import regex

from digitize.enrich.citing.citations import Reference, references
from digitize.enrich.citing.repeats import Place, repeats, uncertain_repeats
from digitize.enrich.languages import language_of
from digitize.enrich.spans import Span
from digitize.model import Block, Document, Problem, Role

_END = regex.compile(r"(?P<stop>[\p{P}\s]*+\p{P})?+\s*+(?:\n|$)")  # the full stop behind the last reference is its own


@dataclass(frozen=True, slots=True)
class Linked:
    """Spans of references and their parts by block, and what repeats something that cannot be told."""

    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def link_references(document: Document, *, day_first: bool | None) -> Linked:
    """The references in a document's notes; `day_first` says how it prints days in figures, None where it does not tell."""
    notes = list(document.with_role(Role.NOTE))
    cited = [references(_after_number(note)[1], day_first=day_first) for note in notes]
    numbers = _numbers(cited)
    links = repeats(cited)
    spans: dict[str, tuple[Span, ...]] = {}
    for index, note in enumerate(notes):
        found: list[Span] = []
        for place, reference in enumerate(cited[index]):
            target = links.get((index, place))
            found += _spans(note, reference, numbers[index, place], numbers[target] if target else 0)
        if found:
            spans[note.id] = tuple(found)
    problems = tuple(
        Problem(
            "repeat-unresolved",
            f"note {index + 1}: {_printed(notes[index], cited[index][place])}: {reason}",
            notes[index].page,
            notes[index].id,
        )
        for index, place, reason in uncertain_repeats(cited)
    )
    return Linked(spans, problems)


def _numbers(cited: list[tuple[Reference, ...]]) -> dict[Place, int]:
    places = [(index, place) for index, found in enumerate(cited) for place in range(len(found))]
    return {place: number for number, place in enumerate(places, 1)}


def _after_number(note: Block) -> tuple[int, str]:
    """The text of a note behind its printed number, and where it begins; calls within it are blanks."""
    text = "".join(piece.text if piece.mark is None else " " * len(piece.text) for piece in note.pieces)
    start = len(text) - len(text.lstrip())
    return start, text[start:]


def _spans(note: Block, reference: Reference, number: int, target: int) -> Iterator[Span]:
    """The `<bibl>` and its parts, in offsets of the note's whole text."""
    start, text = _after_number(note)
    own = language_of(text)
    kind = (("type", reference.kind),) if reference.kind else ()
    same = (("corresp", f"#bibl-{target}"),) if target else ()
    end = _END.match(text, reference.end)
    last = end.end("stop") if end and end["stop"] else reference.end
    yield Span(reference.start, last, "bibl", (("xml:id", f"bibl-{number}"), *kind, *same)).moved(start)
    for part in reference.parts:
        language = language_of(text[part.start : part.end])
        other = part.element in ("author", "title", "publisher", "pubPlace") and language not in (own, "ar")
        more = (("xml:lang", language),) if other and own == "ar" else ()
        yield replace(part, attributes=(*part.attributes, *more)).moved(start)


def _printed(note: Block, reference: Reference) -> str:
    text = _after_number(note)[1][reference.start : reference.end]
    return text if len(text) <= 60 else text[:60] + "…"
