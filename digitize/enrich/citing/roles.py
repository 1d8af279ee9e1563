"""What a row of fields is: a reference in full, one that repeats, a URL alone, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from digitize.enrich.citing.authors import is_author, is_person, may_be_author
from digitize.enrich.citing.citation_words import PROSE
from digitize.enrich.citing.fields import Field, Kind
from digitize.enrich.citing.note_text import NoteText
from digitize.enrich.citing.placing import (
    AS_TITLE,
    AS_VENUE,
    Named,
    Signs,
    authors,
    numbers_as_pages,
    signs_of,
    text_of,
    whole,
)
from digitize.enrich.citing.plain_titles import without_title
from digitize.enrich.citing.quoted_titles import around_title, authors_before
from digitize.enrich.citing.scopes import Part

_LONGEST_HEAD = 30  # words
_MEETING = regex.compile(r"مؤتمر|ندوة|ملتقى|ورشة|conference|workshop|presented|colloque|symposium", regex.IGNORECASE)
_REMARK = 6  # more words than these behind a reference are a remark


@dataclass(frozen=True, slots=True)
class Roles:
    """A reference: its range of the note's `text`, its parts, and its kind (see citations.Reference)."""

    start: int
    end: int
    parts: tuple[Part, ...]
    kind: str = ""


def roles(note: NoteText, fields: Sequence[Field]) -> Roles | None:
    """Reads the fields of a stretch as a reference; None where it is none."""
    fields = _without_remarks(note, fields)
    if not fields:
        return None
    if fields[0].kind is Kind.PUBLISHER:  # what signs a work stands first, what publishes it does not
        fields[0] = Field(fields[0].start, fields[0].end, Kind.FREE)
    if fields[0].kind is Kind.IBID:
        return _ibid(note, fields)
    kinds = [field.kind for field in fields]
    if Kind.AGAIN in kinds:
        return _again(note, fields, kinds.index(Kind.AGAIN))
    signs = signs_of(note, fields)
    if Kind.TITLE in signs.kinds:
        named, kind = around_title(note, fields, signs, kinds.index(Kind.TITLE))
        is_signed = any(
            part[2] == "author" and is_person(note.text[part[0] : part[1]])
            for parts in named.values()
            for part in parts
        )
        is_sure = (
            bool(kind) or is_signed or bool(signs.kinds - {Kind.TITLE, Kind.FREE, Kind.NUMBER, Kind.LEAD, Kind.OTHER})
        )
    else:
        named, kind = without_title(note, fields, signs)
        is_sure = _is_reference(note, fields, signs, named)
    if not is_sure or (kind == "" and not _is_credible(note, fields, signs)):
        return _link_alone(note, fields)
    return _made(note, fields, named | _held_at(note, fields, signs), kind)


def _held_at(note: NoteText, fields: Sequence[Field], signs: Signs) -> Named:
    """The place of an interview or a meeting; it is no place of publication."""
    if Kind.SOURCE not in signs.kinds and not any(_MEETING.search(_plain(note, field)) for field in fields):
        return {}
    return {place: () for place, field in enumerate(fields) if field.kind is Kind.PLACE and not field.bracketed}


def _plain(note: NoteText, field: Field) -> str:
    return text_of(note, field) if field.kind in (Kind.OTHER, Kind.FREE) else ""


def _without_remarks(note: NoteText, fields: Sequence[Field]) -> list[Field]:
    """The fields up to the last that says what it is; running text behind it is no part of the reference."""
    end = len(fields)
    while end and fields[end - 1].kind in (Kind.FREE, Kind.LEAD):
        text = text_of(note, fields[end - 1])
        if fields[end - 1].kind is Kind.FREE and len(text.split()) <= _REMARK and not PROSE.match(text):
            break
        end -= 1
    return list(fields[:end])


def _is_credible(note: NoteText, fields: Sequence[Field], signs: Signs) -> bool:
    """False for running text that happens to have a date or a quotation in it."""
    if signs.is_precise and signs.kinds & {Kind.LINK, Kind.VENUE}:
        return True
    heads = [text_of(note, fields[index]) for index in signs.heads]
    return all(len(head.split()) <= _LONGEST_HEAD for head in heads) and not (heads and PROSE.match(heads[0]))


def _is_reference(note: NoteText, fields: Sequence[Field], signs: Signs, named: Named) -> bool:
    """Whether a stretch without a quoted title has what makes a reference."""
    kinds = signs.kinds
    if Kind.SOURCE in kinds:
        texts = [text_of(note, field) for field in fields]
        is_plain = all(len(text.split()) <= _LONGEST_HEAD and not PROSE.match(text) for text in texts)
        return is_plain and (bool(kinds & {Kind.DATE, Kind.SCOPE}) or len(fields) > 1)
    if Kind.VENUE in kinds:
        return bool(kinds & {Kind.DATE, Kind.LINK}) or signs.is_issue
    return (
        (signs.is_imprint and bool(signs.heads))
        or any(named.values())
        or (bool(signs.heads) and signs.is_precise and Kind.LINK in kinds)
    )


def _ibid(note: NoteText, fields: Sequence[Field]) -> Roles:
    known = [fields[0]]
    for field in fields[1:]:
        if field.kind is Kind.FREE and len(text_of(note, field).split()) > _REMARK:
            break
        known.append(field)
    return _made(note, known, numbers_as_pages(known), "ibid")


def _again(note: NoteText, fields: Sequence[Field], index: int) -> Roles | None:
    """`مرجع سابق`, op. cit.: an author, a title or both before it, pages behind it."""
    before = [place for place in range(index) if fields[place].kind not in (Kind.OTHER, Kind.LEAD)]
    titles = [place for place in before if fields[place].kind is Kind.TITLE]
    named: Named = {}
    if titles:
        named = authors_before(note, fields, titles[0])
    elif len(before) == 2 and may_be_author(text_of(note, fields[before[0]])):
        named = {before[0]: authors(note, fields[before[0]]), before[1]: whole(fields[before[1]], AS_TITLE)}
    elif len(before) == 1:
        text = text_of(note, fields[before[0]])
        is_surname = len(text.split()) == 1 or regex.fullmatch(r"\p{Lu}\.\s\p{Lu}[\p{L}'’\-]+", text)
        if is_author(text) or (is_surname and may_be_author(text)):
            named = {before[0]: authors(note, fields[before[0]])}
    if any(len(text_of(note, fields[place]).split()) > _LONGEST_HEAD for place in before):
        return None
    return _made(note, fields, named | numbers_as_pages(fields), "again")


def _link_alone(note: NoteText, fields: Sequence[Field]) -> Roles | None:
    """A URL in running text, with its access date: a reference of these alone."""
    index = next((index for index, field in enumerate(fields) if field.kind is Kind.LINK), None)
    if index is None:
        return None
    is_accessed = index + 1 < len(fields) and fields[index + 1].kind is Kind.ACCESS
    return _made(note, fields[index : index + 1 + is_accessed], {}, "")


def _made(note: NoteText, fields: Sequence[Field], named: Named, kind: str) -> Roles:
    """The reference from its first field to its last, with brackets around a URL and the full stop at the end."""
    parts: list[Part] = []
    for place, field in enumerate(fields):
        given = named.get(place, field.parts)
        is_venue = field.kind is Kind.VENUE and place not in named
        parts += [(first, last, *AS_VENUE) for first, last, *_ in given] if is_venue else given
    start, end = fields[0].start, fields[-1].end
    if ": " in text_of(note, fields[0]) and named.get(0) and named[0][0][2] == "author":
        start = named[0][0][0]
    if fields[0].kind is Kind.LINK and start and note.text[start - 1] == "<":
        start -= 1
    for closing in (">", "."):
        if note.text[end : end + 1] == closing:
            end += 1
    return Roles(start, end, tuple(parts), kind)
