"""References whose title stands in quotation marks: before it the author, behind it what it appeared in."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from digitize.enrich.citing.authors import is_author, may_be_author
from digitize.enrich.citing.citation_words import PROSE, VENUE_LATIN
from digitize.enrich.citing.fields import Field, Kind
from digitize.enrich.citing.note_text import NoteText
from digitize.enrich.citing.placing import (
    AS_ARTICLE,
    AS_BOOK,
    AS_PUBLISHER,
    AS_TITLE,
    AS_VENUE,
    LONGEST_VENUE,
    Named,
    Signs,
    authors,
    has_venue,
    numbers_as_pages,
    text_of,
    whole,
)

# What may stand before a quoted title, beside its authors.
_BESIDE_AUTHORS = (Kind.FREE, Kind.PUBLISHER, Kind.OTHER, Kind.ROLE, Kind.VENUE)
_HOST = regex.compile(r"(?:in|dans|ضمن|في)\s*:?\s+", regex.IGNORECASE)


def around_title(note: NoteText, fields: Sequence[Field], signs: Signs, title: int) -> tuple[Named, str]:
    """A title in quotation marks: before it stands the author, behind it what it appeared in."""
    named = authors_before(note, fields, title)
    after = [place for place in range(title + 1, len(fields)) if fields[place].kind is Kind.FREE]
    host = _host(note, fields, after)
    named |= host
    named |= single(note, fields, signs, after) if not host else {}
    is_part = bool(host) or Kind.VENUE in signs.kinds or has_venue(named)
    if is_part or (signs.is_precise and Kind.LINK in signs.kinds):
        level = AS_ARTICLE
    else:
        is_book = not signs.is_precise and signs.kinds & {Kind.PLACE, Kind.PUBLISHER} and Kind.DATE in signs.kinds
        level = AS_BOOK if is_book else AS_TITLE
    named[title] = tuple((first, last, *level) for first, last, *_ in fields[title].parts)
    rest = {field.kind for field in fields[title + 1 :]}
    is_short = any(part[2] == "author" for parts in named.values() for part in parts) and rest <= {
        Kind.SCOPE,
        Kind.NUMBER,
    }
    if is_short and not signs.is_issue:
        return named | numbers_as_pages(fields), "again"
    return named, ""


def authors_before(note: NoteText, fields: Sequence[Field], title: int) -> Named:
    """The authors before a quoted title; none where a field before it may be something else."""
    places = [place for place in range(title) if fields[place].kind in (Kind.FREE, Kind.PUBLISHER, Kind.OTHER)]
    places = [
        place
        for place in places
        if not (fields[place].kind is Kind.OTHER and not is_author(text_of(note, fields[place])))
    ]
    if any(fields[place].kind not in _BESIDE_AUTHORS for place in range(title)):
        return {}
    texts = [text_of(note, fields[place]) for place in places]
    if len(places) == 1:
        return {places[0]: authors(note, fields[places[0]])} if may_be_author(texts[0].rpartition(": ")[2]) else {}
    if (
        len(places) == 2
        and len(texts[0].split()) == 1
        and len(texts[1].split()) <= 3
        and all(map(may_be_author, texts))
    ):
        return {places[0]: ((fields[places[0]].start, fields[places[1]].end, "author", ()),), places[1]: ()}
    return {place: authors(note, fields[place]) for place in places} if all(map(is_author, texts)) else {}


def _host(note: NoteText, fields: Sequence[Field], after: Sequence[int]) -> Named:
    """The book that a chapter stands in: `in Proceedings of …, 2021`, `في: … (محرر)، العنوان (بيروت: …)`."""
    found = _HOST.match(text_of(note, fields[after[0]])) if after else None
    if not found:
        return {}
    last = after[-1]
    behind = fields[last + 1].kind if last + 1 < len(fields) else Kind.FREE
    if behind in (Kind.FREE, Kind.OTHER) or len(after) > 2:
        return {}
    begin = fields[last].start + (found.end() if last == after[0] else 0)
    return {last: ((begin, fields[last].end, *AS_BOOK),)}


def single(note: NoteText, fields: Sequence[Field], signs: Signs, after: Sequence[int]) -> Named:
    """The one free field behind a quoted title: a publisher before a place and a year, a venue before a day or an issue."""
    if len(after) != 1 or Kind.VENUE in signs.kinds:
        publisher = next((place for place, field in enumerate(fields) if field.kind is Kind.PUBLISHER and place), None)
        is_site = publisher is not None and not after and signs.is_precise and Kind.VENUE not in signs.kinds
        return {publisher: whole(fields[publisher], AS_VENUE)} if publisher is not None and is_site else {}
    field = fields[after[0]]
    text = text_of(note, field)
    if len(text.split()) > LONGEST_VENUE or PROSE.match(text) or regex.search(r"\d", text):
        return {}
    behind = fields[after[0] + 1] if after[0] + 1 < len(fields) else None
    if behind and behind.kind is Kind.PLACE and not signs.is_precise and not signs.is_issue:
        return {after[0]: whole(field, AS_PUBLISHER)} if Kind.PUBLISHER not in signs.kinds else {}
    if signs.is_precise or signs.is_issue or VENUE_LATIN.search(text):
        return {after[0]: whole(field, AS_VENUE)}
    return {}
