"""References without quotation marks: author, title and venue are told by their number and by what follows them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from digitize.enrich.citing.authors import is_author, is_person, may_be_author
from digitize.enrich.citing.citation_words import NOT_IN_NAMES, PROSE
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
    Role,
    Signs,
    authors,
    has_venue,
    numbers_as_pages,
    text_of,
    whole,
)
from digitize.enrich.citing.quoted_titles import single


def without_title(note: NoteText, fields: Sequence[Field], signs: Signs) -> tuple[Named, str]:
    """No quotation marks: author, title and venue are told by their number and by what follows them."""
    heads = list(signs.heads)
    if _is_short_form(note, fields, heads):
        book = {heads[0]: authors(note, fields[heads[0]]), heads[1]: whole(fields[heads[1]], AS_TITLE)}
        return book | numbers_as_pages(fields), "again"
    named: Named = {place: () for place in (0,) if fields[0].kind is Kind.PLACE}
    if Kind.SOURCE in signs.kinds:
        free = [place for place, field in enumerate(fields) if field.kind is Kind.FREE]
        return named | (single(note, fields, signs, free) if signs.is_issue else {}), ""
    is_book = signs.is_imprint or (
        bool(signs.kinds & {Kind.PLACE, Kind.PUBLISHER}) and Kind.DATE in signs.kinds and not signs.is_precise
    )
    if is_book and Kind.VENUE not in signs.kinds and not signs.is_issue:
        return named | _book(note, fields, heads), ""
    if Kind.VENUE not in signs.kinds:
        venue = _venue(note, fields, signs, heads)
        if venue:
            named |= venue
            heads = [place for place in heads if place not in venue]
        elif not signs.is_precise:
            return named | _signed(note, fields, signs, heads), ""
    is_in_venue = Kind.VENUE in signs.kinds or has_venue(named)
    is_placed = is_in_venue or (signs.is_precise and Kind.LINK in signs.kinds)
    return named | (_article(note, fields, heads, AS_ARTICLE if is_in_venue else AS_TITLE) if is_placed else {}), ""


def _venue(note: NoteText, fields: Sequence[Field], signs: Signs, heads: Sequence[int]) -> Named:
    """The venue of an article whose words do not show it: the last field before a day with a URL, or before an issue."""
    if not (signs.is_issue or (signs.is_precise and Kind.LINK in signs.kinds)):
        return {}
    publisher = next((place for place, field in enumerate(fields) if field.kind is Kind.PUBLISHER and place), None)
    if publisher is not None and heads:
        return {publisher: whole(fields[publisher], AS_VENUE)}
    if len(heads) < (1 if signs.is_issue else 2) or (len(heads) <= 2 and is_author(text_of(note, fields[heads[0]]))):
        return {}
    text = text_of(note, fields[heads[-1]])
    if len(text.split()) > LONGEST_VENUE or regex.search(r"[؟?!]", text):
        return {}
    return {heads[-1]: whole(fields[heads[-1]], AS_VENUE)}


def _article(note: NoteText, fields: Sequence[Field], heads: Sequence[int], role: Role) -> Named:
    """Author and title, or the title alone, of an article without quotation marks."""
    texts = [text_of(note, fields[place]) for place in heads]
    if len(heads) == 1:
        if is_author(texts[0]):
            is_signed = is_person(texts[0]) or fields[heads[0] + 1].kind is Kind.OTHER
            return {heads[0]: authors(note, fields[heads[0]])} if is_signed else {}
        return {heads[0]: whole(fields[heads[0]], role)}
    if len(heads) >= 2 and all(map(is_author, texts[:-1])) and _is_like_title(texts[-1]):
        return {place: authors(note, fields[place]) for place in heads[:-1]} | {
            heads[-1]: whole(fields[heads[-1]], role)
        }
    return {}


def _book(note: NoteText, fields: Sequence[Field], heads: Sequence[int]) -> Named:
    """Author, title and perhaps publisher of a book without quotation marks, before a place or an imprint."""
    texts = [text_of(note, fields[place]) for place in heads]
    kinds = [field.kind for field in fields]
    named: Named = {}
    is_placed = Kind.PLACE in kinds and Kind.PUBLISHER not in kinds and not any(field.bracketed for field in fields)
    if len(heads) >= 3 and is_placed and len(fields[kinds.index(Kind.PLACE)].parts) == 1:
        named = {heads[-1]: whole(fields[heads[-1]], AS_PUBLISHER)}
        heads, texts = heads[:-1], texts[:-1]
    if len(heads) == 1 and is_person(texts[0].partition(": ")[0]):
        return named | _author_and_title(note, fields[heads[0]], heads[0])
    if len(heads) == 1:
        is_alone = is_author(texts[0]) or not (Kind.PUBLISHER in kinds or any(field.bracketed for field in fields))
        return named if is_alone else named | {heads[0]: whole(fields[heads[0]], AS_BOOK)}
    if (
        len(heads) > 2
        and any(field.bracketed for field in fields)
        and is_author(texts[0])
        and not any(map(is_person, texts[1:]))
    ):
        # All that stands between an author and an imprint in brackets is the title, its commas included.
        title = (fields[heads[1]].start, fields[heads[-1]].end, *AS_BOOK)
        return {heads[0]: authors(note, fields[heads[0]]), heads[1]: (title,)}
    if len(heads) < 2 or not (all(map(is_author, texts[:-1])) or (len(heads) == 2 and _is_like_name(texts[0]))):
        return named
    signed = {place: authors(note, fields[place]) for place in heads[:-1]}
    return named | signed | {heads[-1]: whole(fields[heads[-1]], AS_BOOK)}


def _author_and_title(note: NoteText, field: Field, place: int) -> Named:
    """`سمير حداد: السكك`: in one field, parted by a colon; a name alone is no title."""
    colon = note.text.find(": ", field.start, field.end)
    if colon < 0:
        return {}
    name, title = note.trim(field.start, colon), note.trim(colon + 1, field.end)
    return {place: ((*name, "author", ()), (*title, *AS_BOOK))}


def _signed(note: NoteText, fields: Sequence[Field], signs: Signs, heads: Sequence[int]) -> Named:
    """Author and title with no more than a year, pages or a URL: sure only where the author is."""
    if not signs.kinds & {Kind.DATE, Kind.SCOPE} or len(heads) != 2 or not is_author(text_of(note, fields[heads[0]])):
        return {}
    if PROSE.match(text_of(note, fields[heads[1]])):
        return {}
    return {heads[0]: authors(note, fields[heads[0]]), heads[1]: whole(fields[heads[1]], AS_BOOK)}


def _is_short_form(note: NoteText, fields: Sequence[Field], heads: Sequence[int]) -> bool:
    """`Said, Orientalism, 45`, `الجابري، نقد العقل، ص 45`: a surname, a title, a page, and nothing else."""
    if len(fields) != 3 or len(heads) != 2 or fields[2].kind not in (Kind.NUMBER, Kind.SCOPE):
        return False
    author, title = (text_of(note, fields[place]) for place in heads)
    if regex.fullmatch(r"ال\p{L}{2,}ي", author) and not PROSE.match(title):
        return True
    return (
        regex.fullmatch(r"(?:al-)?\p{Lu}[\p{Ll}'’\-]+", author) is not None
        and title[:1].isupper()
        and len(title.split()) <= 8
    )


def _is_like_name(text: str) -> bool:
    """True for a field that can be a name by its length and words, where its place asks for one."""
    return (
        may_be_author(text)
        and len(text.split()) <= 5
        and not NOT_IN_NAMES & set(text.lower().split())
        and ":" not in text
    )


def _is_like_title(text: str) -> bool:
    """False for what may as well be one more author: a Latin title with capitals looks like a name, but is longer."""
    return not is_person(text) or (
        regex.search(r"\p{Arabic}", text) is None and (len(text.split()) >= 4 or "'s " in text)
    )
