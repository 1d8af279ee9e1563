"""What fields have in common, however they are read: signs of what a reference is, and parts given by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from digitize.enrich.citing.authors import names_in, strip_and
from digitize.enrich.citing.fields import Field, Kind
from digitize.enrich.citing.note_text import NoteText
from digitize.enrich.citing.scopes import Part

LONGEST_VENUE = 9  # words
Role = tuple[str, tuple[tuple[str, str], ...]]  # an element's name and its attributes
AS_TITLE: Role = ("title", ())
AS_ARTICLE: Role = ("title", (("level", "a"),))
AS_BOOK: Role = ("title", (("level", "m"),))
AS_VENUE: Role = ("title", (("level", "j"),))
AS_PUBLISHER: Role = ("publisher", ())
AS_PAGE: Role = ("biblScope", (("unit", "page"),))
_PRECISE = regex.compile(r"\p{L}{3}|\d[/.-]\d{1,2}[/.-]")
# The parts that a field has by its place, by the field's index; they stand for those that its words gave it.
Named = dict[int, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Signs:
    """What the fields of a stretch have among them."""

    kinds: frozenset[Kind]
    heads: tuple[int, ...]  # the free fields before the first that its words make known
    is_precise: bool  # a date more exact than a year: of a newspaper, a site, an issue
    is_issue: bool
    is_imprint: bool  # a place or a publisher in brackets


def signs_of(note: NoteText, fields: Sequence[Field]) -> Signs:
    """The signs of a stretch."""
    heads: list[int] = []
    for index, field in enumerate(fields):
        if field.kind is Kind.FREE:
            heads.append(index)
        elif field.kind is not Kind.ROLE:
            break
    units = {value for field in fields for part in field.parts for _, value in part[3]}
    dates = [part for field in fields if field.kind is Kind.DATE for part in field.parts]
    return Signs(
        frozenset(field.kind for field in fields),
        tuple(heads),
        any(_PRECISE.search(note.text, part[0], part[1]) for part in dates),
        "issue" in units,
        any(field.bracketed and field.kind in (Kind.PLACE, Kind.PUBLISHER) for field in fields),
    )


def text_of(note: NoteText, field: Field) -> str:
    """The words of a field, without marks."""
    return note.text[field.start : field.end]


def whole(field: Field, role: Role) -> tuple[Part, ...]:
    """A field that is one element from end to end."""
    return ((field.start, field.end, *role),)


def authors(note: NoteText, field: Field) -> tuple[Part, ...]:
    """The authors that a field names; words that lead to them end with a colon."""
    lead = text_of(note, field).rfind(": ") + 1
    begin, end = note.trim(field.start + lead, field.end)
    is_listed = note.flat[max(0, begin - 2) : begin].rstrip().endswith(("؛", ";"))
    if is_listed and strip_and(note.text[begin:end]) is None:
        return ()  # `؛ وركبان أمين`: is the first letter the name's own, or does it say "and"?
    return tuple((begin + first, begin + last, "author", ()) for first, last in names_in(note.text[begin:end]))


def numbers_as_pages(fields: Sequence[Field]) -> Named:
    """Numbers without a word, where they can be nothing but pages."""
    return {place: whole(field, AS_PAGE) for place, field in enumerate(fields) if field.kind is Kind.NUMBER and place}


def has_venue(named: Named) -> bool:
    """True where the place of a field has made it the venue."""
    return any(part[2:] == AS_VENUE for parts in named.values() for part in parts)
