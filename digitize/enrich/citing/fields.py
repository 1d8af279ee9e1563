"""Cuts a reference at its commas into fields, and says of each what its own words show it to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from digitize.enrich.citing import citation_words as words
from digitize.enrich.citing.authors import is_person
from digitize.enrich.citing.note_text import SHIELD, NoteText, within
from digitize.enrich.citing.scopes import BARE_VOLUME, Attributes, Part, tail

# A printed date: start, end, attributes.
Date = tuple[int, int, Attributes]
_LONGEST = 800  # characters of a field that may be more than running text
_MOST = 8  # parts at the end of one field; with more it is no reference
_WINDOW = 160  # characters; what stands at the end of a field is never longer
# A comma; a full stop beside a quotation, as some styles have it.
_COMMA = regex.compile(r"،|,(?!\d)|(?<!\bcoll)\.(?=\s[\"«“])|(?<=[\"»”])\.(?=\s)")
_ACCESS = regex.compile(
    r"(?:(?:تاريخ|وقت)\s+(?:آخر\s+)?(?:ال)?(?:دخول|اطلاع|إطلاع|زيارة|تصفح|وصول|مشاهدة|استرجاع|تحميل|ولوج|مراجعة)(?:\s+(?:إلى|على)\s+\p{L}+)?"
    r"|(?:تم|تمت|جرى)\s+(?:ال)?(?:دخول|اطلاع|إطلاع|زيارة|تصفح|وصول|مشاهدة|استرجاع|تحميل|ولوج)(?:ه|ها)?|شوهدت?|اطلع|استرجعت?|روجعت?|تصفح"
    r"|آخر\s+(?:دخول|اطلاع|زيارة|مشاهدة|تصفح)|(?:date\s+)?(?:last\s+)?(?:accessed|visited|viewed|checked|retrieved|consulted)|access\s+date|date\s+of\s+access|entrance\s+date|date\s+of\s+entry"
    r"|(?:derni[eè]re\s+)?(?:consult[ée]e?s?|consultation|visite|visit[ée]e?)|acc[eè]s|date\s+d['’]acc[eè]s|vue?)"
    r"(?:\s+(?:الموقع|للموقع|عليه|عليها|إليه|إليها|في|يوم|بتاريخ|on|le|from|the))*+\s*+[:،,]?\s*+(?:(?:في|يوم|بتاريخ|on|le)\s+)?",
    regex.IGNORECASE,
)
_TO_DATE = regex.compile(r"(?:في|بتاريخ|يوم|on|le|du|dated|the)\s*:?\Z", regex.IGNORECASE)
_TO_LINK = regex.compile(
    r"(?:.*[:\-–]|[وف]?(?:أنظر|انظر|متاح|متوفر|على|الرابط|رابط|في|available|online|at|url|link|disponible|lien|en\s+ligne)\b.*)\s*\Z",
    regex.IGNORECASE,
)
_DATE_LIKE = regex.compile(r"\p{L}[\p{L}./–\- ]{2,30}\s\d{4}")
_IN_IMPRINT = regex.compile(r"[،,؛;]")
_NUMBER = regex.compile(r"\d{1,5}(?:\s?[-–]\s?\d{1,5})?")
_ROLE = regex.compile(
    r"(?:محررا?ن?|محررون|محررة|تحرير|إشراف|مترجم|ترجمة|تحقيق|eds?|[ée]ds?|dirs?|trans|translator|editors?)\.?",
    regex.IGNORECASE,
)


class Kind(StrEnum):
    """What a field is."""

    FREE = "free"  # a name, a title, or running text: its place must tell
    TITLE = "title"  # a quotation and nothing else, but for a word such as article before it
    VENUE = "venue"
    PUBLISHER = "publisher"
    PLACE = "place"
    DATE = "date"
    SCOPE = "scope"  # pages, volume, issue
    LINK = "link"
    ACCESS = "access"
    LEAD = "lead"  # words that lead to a URL
    SOURCE = "source"  # an interview, a record in an archive
    ROLE = "role"  # the mark of an editor or translator behind a name
    OTHER = "other"  # edition, editor, thesis, table: known, not tagged
    NUMBER = "number"
    IBID = "ibid"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of a reference, what it is, and the elements in it: ranges of the note's `text`."""

    start: int
    end: int
    kind: Kind
    parts: tuple[Part, ...] = ()
    bracketed: bool = False


def fields(note: NoteText, start: int, end: int, dates: Sequence[Date]) -> list[Field]:
    """The fields of a stretch in order."""
    dates = [date for date in within(dates, start, end) if date[1] <= end]
    found: list[Field] = []
    marked = sorted((*_links(note, start, end), *_accesses(note, dates)), key=lambda field: field.start)
    place = start
    for mark in marked:
        if mark.start < place:
            continue
        found += _between(note, place, mark.start, dates, is_before_link=mark.kind is Kind.LINK)
        found.append(mark)
        place = mark.end
    found += _between(note, place, end, dates, is_before_link=False)
    return _with_bare_numbers(note, found)


def _links(note: NoteText, start: int, end: int) -> Iterator[Field]:
    for first, last in within(note.links, start, end):
        if last <= end:
            yield Field(first, last, Kind.LINK, ((first, last, "ref", ()),))


def _accesses(note: NoteText, dates: Sequence[Date]) -> Iterator[Field]:
    """Access dates with the words before them, and with the brackets around both."""
    for first, last, attributes in dates:
        begin = max(0, first - 60)
        lead = next((each for each in _ACCESS.finditer(note.bare, begin, first) if each.end() == first), None)
        if lead is None or (lead.start() and note.bare[lead.start() - 1].isalpha()):
            continue
        opened = lead.start()
        closed = last
        before = note.bare[begin : lead.start()].rpartition("(")
        if before[1] and ")" not in before[2]:
            opened = lead.start() - len(before[2]) - 1
        if note.text[closed : closed + 1] == ")":
            closed += 1
        yield Field(opened, closed, Kind.ACCESS, ((first, last, "date", (*attributes, ("type", "access"))),))


def _between(note: NoteText, start: int, end: int, dates: Sequence[Date], *, is_before_link: bool) -> list[Field]:
    """The fields of a stretch without URLs and access dates; what leads to a URL is known by its place."""
    dates = within(dates, start, end)
    dated = {place for first, last, _ in dates for place in range(first, last)}
    cuts = [match.span() for match in _COMMA.finditer(note.flat, start, end) if match.start() not in dated]
    closed = [(last, last) for _, last in within(note.quotes, start, end) if last < end and note.text[last - 2] in ",،"]
    ends = {last: (first, attributes) for first, last, attributes in dates}
    found: list[Field] = []
    place, final = start, start
    for first, last in (*sorted((*cuts, *closed)), (end, end)):
        found += _peeled(note, place, first, ends)
        place, final = last, place
    is_free = bool(found) and found[-1].start >= final and found[-1].kind in (Kind.FREE, Kind.OTHER)
    if is_before_link and is_free and _TO_LINK.match(note.text[found[-1].start : end].rstrip("< ")):
        found[-1] = replace(found[-1], kind=Kind.LEAD)
    return found


def _peeled(note: NoteText, start: int, end: int, ends: dict[int, tuple[int, Attributes]]) -> list[Field]:
    """What stands at the end of a field (dates, pages, an imprint in brackets), taken off piece by piece; then its head."""
    found: list[Field] = []
    while True:
        start, end = note.trim(start, end, "،,.:<>-–—/")
        if start >= end or len(found) > _MOST:
            break
        taken = _bracket(note, start, end, ends) or _date(note, start, end, ends) or _scope(note, start, end)
        if not taken:
            head = _head(note, start, end)
            if head[0].kind is Kind.OTHER and found and all(field.kind is Kind.SCOPE for field in found):
                return [replace(head[0], end=found[0].end)]  # `Report no. 220` is no issue of a journal
            found += reversed(head)
            break
        found += reversed(taken)
        end = taken[0].start
    return list(reversed(found))


def _bracket(note: NoteText, start: int, end: int, ends: dict[int, tuple[int, Attributes]]) -> list[Field]:
    """A date, an imprint or an editor's mark in brackets at the end of a field."""
    if note.text[end - 1] != ")":
        return []
    opened = note.flat.rfind("(", max(start, end - _WINDOW), end)
    if opened < 0 or set(note.flat[opened + 1 : end - 1]) - {SHIELD}:
        return []
    first, last = note.trim(opened + 1, end - 1, ".")
    if first >= last:
        return []
    if _ROLE.fullmatch(note.text, first, last):
        return [Field(opened, end, Kind.ROLE)]
    inside = _imprint(note, first, last, ends)
    if not inside:
        is_dated = _DATE_LIKE.fullmatch(note.text, first, last)
        return [Field(opened, end, Kind.DATE, (), bracketed=True)] if is_dated else []
    inside[0] = replace(inside[0], start=opened)
    inside[-1] = replace(inside[-1], end=end)
    return [replace(field, bracketed=True) for field in inside]


def _imprint(note: NoteText, first: int, last: int, ends: dict[int, tuple[int, Attributes]]) -> list[Field]:
    """The fields of a bracket, where they are a date alone or an imprint that ends with one; else none."""
    inside: list[Field] = []
    place = first
    colon = note.bare.find(":", first, last)  # `Washington, DC: World Bank, 2011`: before it a comma parts no fields
    for match in (*_IN_IMPRINT.finditer(note.bare, max(first, colon), last), None):
        stop = match.start() if match else last
        inside += _peeled(note, place, stop, ends)
        place = match.end() if match else last
    kinds = [field.kind for field in inside]
    if not kinds or kinds[-1] is not Kind.DATE or kinds.count(Kind.DATE) > 1:
        return []
    inside = [_place_and_publisher(note, field) for field in inside]
    known = {Kind.DATE, Kind.PLACE, Kind.PUBLISHER, Kind.OTHER, Kind.SCOPE}
    if len(inside) > 1 and inside[0].kind is Kind.PLACE and len(inside[0].parts) == 1 and inside[1].kind is Kind.FREE:
        first, last = inside[1].start, inside[1].end
        inside[1] = replace(inside[1], kind=Kind.PUBLISHER, parts=((first, last, "publisher", ()),))
    return inside if all(field.kind in known for field in inside) else []


def _place_and_publisher(note: NoteText, field: Field) -> Field:
    """In an imprint, what a colon parts is a place and its publisher, though neither is known."""
    before, colon, after = note.bare[field.start : field.end].partition(":")
    if field.parts or not colon or field.kind not in (Kind.FREE, Kind.OTHER) or len(before.split()) > 4 or not after:
        return field
    parts = []
    for first, last, element in (
        (field.start, field.start + len(before), "pubPlace"),
        (field.end - len(after), field.end, "publisher"),
    ):
        begin, stop = note.trim(first, last)
        if begin < stop:
            parts.append((begin, stop, element, ()))
    return replace(field, kind=Kind.PLACE, parts=tuple(parts))


def _date(note: NoteText, start: int, end: int, ends: dict[int, tuple[int, Attributes]]) -> list[Field]:
    """A date at the end of a field; a bare year only as the whole field, or behind a place or a publisher."""
    first, attributes = ends.get(end, (end, ()))
    if not start <= first < end:
        return []
    begin, stop = note.trim(max(start, first - _WINDOW), first, "،,:-–—/")
    before = note.text[begin:stop]
    if _TO_DATE.fullmatch(before):
        return [Field(start, end, Kind.DATE, ((first, end, "date", attributes),))]
    is_year = end - first <= len("1985 م") and stop not in ends  # behind a date: 1405هـ/1985م
    if is_year and before and not words.PLACE.fullmatch(before) and not words.PUBLISHER.match(before):
        return []
    return [Field(first, end, Kind.DATE, ((first, end, "date", attributes),))]


def _scope(note: NoteText, start: int, end: int) -> list[Field]:
    window = max(start, end - _WINDOW)
    found = tail(note.bare[window:end])
    if found:
        parts = tuple((window + first, window + last, name, pairs) for first, last, name, pairs in found[1])
        return [Field(parts[0][0], end, Kind.SCOPE, parts)]
    return []


def _head(note: NoteText, start: int, end: int) -> list[Field]:
    """What is left of a field is one thing, known by its words, or free."""
    if end - start > _LONGEST:
        return [Field(start, end, Kind.FREE)]
    text = note.text[start:end]
    quote = next(((first, last) for first, last in within(note.quotes, start, end) if last == end), None)
    if quote and (quote[0] == start or words.LABEL.fullmatch(note.text[start : quote[0]].rstrip())):
        first, last = note.trim(quote[0] + 1, quote[1] - 1, "،,.")
        return [Field(start, end, Kind.TITLE, ((first, last, "title", ()),) if first < last else ())]
    named = words.VENUE_QUOTED.match(note.text, start, quote[0]) if quote else None
    if named:
        return [Field(start, end, Kind.VENUE, ((named.start("venue"), end, "title", ()),))]
    signed = _signed(note, start, end)
    if signed:
        return signed
    place, colon, publisher = text.partition(":")
    if colon and publisher.strip() and words.PLACE.fullmatch(place.strip()):
        return [_place_and_publisher(note, Field(start, end, Kind.FREE))]
    for kind, pattern, element in (
        (Kind.IBID, words.IBID, ""),
        (Kind.AGAIN, words.AGAIN, ""),
        (Kind.ROLE, _ROLE, ""),
        (Kind.NUMBER, _NUMBER, ""),
        (Kind.PLACE, words.PLACE, "pubPlace"),
    ):
        if pattern.fullmatch(text):
            return [Field(start, end, kind, ((start, end, element, ()),) if element else ())]
    for kind, pattern, element in (
        (Kind.SOURCE, words.SOURCE, ""),
        (Kind.VENUE, words.VENUE, "title"),
        (Kind.PUBLISHER, words.PUBLISHER, "publisher"),
        (Kind.OTHER, words.OTHER, ""),
    ):
        if pattern.match(text):
            return [Field(start, end, kind, ((start, end, element, ()),) if element else ())]
    return [Field(start, end, Kind.FREE)]


def _signed(note: NoteText, start: int, end: int) -> list[Field]:
    """A person and, behind a colon, a quoted title or what says that the work was named before; else none."""
    colon = note.flat.find(": ", start, end)
    if colon < 0:
        return []
    name = Field(start, note.trim(start, colon)[1], Kind.FREE)
    rest = note.trim(colon + 1, end)
    if words.AGAIN.fullmatch(note.text, *rest):
        return [name, Field(*rest, Kind.AGAIN)]
    is_title = rest in within(note.quotes, *rest) and is_person(note.text[name.start : name.end])
    return [name, *_head(note, *rest)] if is_title else []


def _with_bare_numbers(note: NoteText, found: list[Field]) -> list[Field]:
    """Numbers without a word: a volume before its year or issue (`27 (2018)`), a page behind an imprint (`1978), 45`)."""
    result: list[Field] = []
    for index, field in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        before = found[index - 1] if index else None
        is_volume = after is not None and (
            (after.kind is Kind.DATE and after.bracketed)
            or (after.kind is Kind.SCOPE and ("unit", "issue") in after.parts[0][3])
        )
        number = BARE_VOLUME.search(note.text[field.start : field.end]) if is_volume else None
        if number and field.kind in (Kind.FREE, Kind.VENUE, Kind.NUMBER):
            first = field.start + number.start("span")
            begin, stop = note.trim(field.start, first)
            if begin < stop:
                parts = tuple((start, min(last, stop), name, pairs) for start, last, name, pairs in field.parts)
                result.append(replace(field, end=stop, parts=parts))
            result.append(
                Field(first, field.end, Kind.SCOPE, ((first, field.end, "biblScope", (("unit", "volume"),)),))
            )
        elif field.kind is Kind.NUMBER and before and before.bracketed and before.kind is Kind.DATE:
            part = (field.start, field.end, "biblScope", (("unit", "page"),))
            result.append(replace(field, kind=Kind.SCOPE, parts=(part,)))
        else:
            result.append(field)
    return result
