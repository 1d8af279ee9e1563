"""The works that a note cites, and the parts of each that are certain: author, title, venue, date, pages, link.

A note is cut into stretches (see stretches), each stretch into fields (see fields); here the fields' order says what the
words alone do not. What is not certain stays untagged: a reference may have few parts or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from digitize.enrich.citing.fields import Date, fields
from digitize.enrich.citing.note_text import LINK, SHIELD, NoteText, note_text
from digitize.enrich.citing.roles import Roles, roles
from digitize.enrich.citing.stretches import stretches
from digitize.enrich.dates import day_comes_first, find, iso
from digitize.enrich.spans import Span, attribute


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited work in a note: code points `start` to `end`, half-open, of the note's text.

    `parts` are nested in it, in order, without overlaps. `kind` is "" for a reference in full, `ibid` for one to the
    note before, `again` for one to a work named earlier: by such a phrase, or by author and title alone. The rest are
    plain facts of the parts, white space folded, "" where there are none; several authors are parted by `; `.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    kind: str = ""
    author: str = ""
    title: str = ""
    venue: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    when: str = ""
    pages: str = ""
    access: str = ""
    access_when: str = ""
    url: str = ""


def references(text: str, *, day_first: bool | None = None) -> tuple[Reference, ...]:
    """The references of one note, in order; none for a note that only explains.

    `text` is the note's reading text, its paragraphs parted by line feeds. `day_first` says how a date such as 3/4/2021
    is meant; without it the note's language and other dates tell, or the date has no `when`.

    >>> [(each.author, each.title, each.when) for each in references('سمير قاسم، "طرق البحر"، صحيفة النهار، 2012/5/16.')]
    [('سمير قاسم', 'طرق البحر', '2012-05-16')]
    """
    note = note_text(text)
    dates = [date for date in _dates(note.text, day_first) if note.bare[date[0]] not in (SHIELD, LINK)]
    found = []
    for start, end in stretches(note):
        each = roles(note, fields(note, start, end, dates))
        if each is not None:
            found.append(_reference(note, each))
    return tuple(found)


def _reference(note: NoteText, each: Roles) -> Reference:
    parts = []
    for first, last, element, attributes in sorted(each.parts):
        start, end = note.place(first, last)
        parts.append(Span(start, end, element, attributes))
    start, end = note.place(each.start, each.end)
    return Reference(start, end, tuple(parts), each.kind, **_facts(note, parts))


def _facts(note: NoteText, parts: Sequence[Span]) -> dict[str, str]:
    """The parts as plain text; of several dates the first that is plain, of other parts the first."""
    facts: dict[str, str] = {}
    for part in sorted(parts, key=lambda part: not attribute(part, "when")):
        kinds = (value for key, value in part.attributes if key in ("level", "unit", "type"))
        name = _FACTS.get((part.element, *kinds), "")
        text = " ".join(note.printed[part.start : part.end].split())
        if name == "author" and name in facts:
            facts[name] += f"; {text}"
        elif name and name not in facts:
            facts[name] = text
            if name in _WHEN:
                facts[_WHEN[name]] = attribute(part, "when")
    return facts


_FACTS = {
    ("author",): "author", ("title",): "title", ("title", "a"): "title", ("title", "m"): "title", ("title", "j"): "venue",
    ("publisher",): "publisher", ("pubPlace",): "place", ("date",): "date", ("date", "access"): "access",
    ("biblScope", "page"): "pages", ("ref",): "url",
}  # fmt: skip
_WHEN = {"date": "when", "access": "access_when"}


# A year, or two, that no word announces; only where it is a field of its own is it taken for a date (see fields).
_YEARS = regex.compile(
    r"(?<![\d.,–-])(?<!\d\s?/)(?P<first>\d{4})(?:\s?[-–—]\s?(?P<last>\d{4}))?(?:\s?م(?!\p{L}))?(?![\d/])"
)
_FIRST_DAY = regex.compile(r"(?<![\d/.\-–])(?P<day>\d{1,2})\s?[-–]\s?\Z")
_FRENCH = regex.compile(r"«|n\s?°|\b(?:consultée?|voir|dans|des|du|les|sur)\b", regex.IGNORECASE)


def _dates(text: str, day_first: bool | None) -> list[Date]:
    """The dates of a note in order; where no document says otherwise, a note's language tells what 3/4/2021 means.

    Arabic and French print puts the day first, never the month (CLDR, `ar` and `fr`); an English note may do either.
    """
    if day_first is None:
        is_day = regex.search(r"\p{Arabic}", text) or _FRENCH.search(text)
        day_first = True if is_day else day_comes_first([text])
    found = [(span.start, span.end, span.attributes) for span in find(text, day_first=day_first)]
    found = [date for date in found if not any(value.startswith("--") for _, value in date[2])]
    found = [_with_first_day(text, date) for date in found]
    taken = {place for first, last, _ in found for place in range(first, last)}
    for match in _YEARS.finditer(text):
        first, last = _year(match["first"]), _year(match["last"] or match["first"])
        if match.start() in taken or not first or not last or first > last:
            continue
        found.append((*match.span(), (("from", first), ("to", last)) if match["last"] else (("when", first),)))
    return sorted(found)


def _with_first_day(text: str, date: Date) -> Date:
    """A date with the day before it that it ends: `5-7 May 2009`."""
    first, last, attributes = date
    day = _FIRST_DAY.search(text, max(0, first - len("25 - ")), first)
    end = dict(attributes).get("when", "")
    if not day or not text[first].isdigit() or len(end) != len("2009-05-07"):
        return date
    begin = f"{end[:8]}{int(day['day']):02}"
    return (day.start(), last, (("from", begin), ("to", end)) if begin < end else ())


@cache
def _year(digits: str) -> str | None:
    return iso(digits)
