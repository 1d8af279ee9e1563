"""Printed dates to ISO 8601, as exact as printed and no more: no day is invented, and none that can be read in two ways.

What is told: days, months and years in words and figures; both month names of the Arab East (`شباط/ فبراير 2022`);
seasons, as the months they may lie in; years behind a word for year; ranges of years; dates of the Hijri calendar.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import regex

from digitize.enrich import hijri
from digitize.enrich.spans import Span, attribute

# Month names of the Gregorian year: Levantine, Egyptian and Gulf, Maghrebi, English, French.
_NAMES: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "كانون ثاني", "يناير", "ينار", "جانفي", "january", "janvier", "jan"),
    ("شباط", "فبراير", "فيفري", "february", "février", "feb"),
    ("آذار", "اذار", "أذار", "مارس", "march", "mars", "mar"),
    ("نيسان", "أبريل", "إبريل", "ابريل", "أفريل", "april", "avril", "apr"),
    ("أيار", "ايار", "مايو", "ماي", "may", "mai"),
    ("حزيران", "يونيو", "يونيه", "جوان", "june", "juin", "jun"),
    ("تموز", "يوليو", "يوليه", "يوليوز", "جويلية", "july", "juillet", "jul"),
    ("آب", "أغسطس", "اغسطس", "غشت", "أوت", "august", "août", "aug"),
    ("أيلول", "ايلول", "سبتمبر", "شتنبر", "september", "septembre", "sept", "sep"),
    ("تشرين الأول", "تشرين أول", "أكتوبر", "اكتوبر", "october", "octobre", "oct"),
    ("تشرين الثاني", "تشرين ثاني", "نوفمبر", "نونبر", "november", "novembre", "nov"),
    ("كانون الأول", "كانون أول", "ديسمبر", "دجنبر", "december", "décembre", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
# First and last month a season may lie in, in the northern hemisphere; a winter belongs to either of two years.
_SEASONS = {
    "ربيع": ((0, 3), (0, 6)), "صيف": ((0, 6), (0, 9)), "خريف": ((0, 9), (0, 12)), "شتاء": ((-1, 12), (1, 3)),
    "spring": ((0, 3), (0, 6)), "summer": ((0, 6), (0, 9)), "autumn": ((0, 9), (0, 12)), "winter": ((-1, 12), (1, 3)),
    "printemps": ((0, 3), (0, 6)), "été": ((0, 6), (0, 9)), "automne": ((0, 9), (0, 12)), "hiver": ((-1, 12), (1, 3)),
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1500, 2199  # a smaller year is of the Hijri calendar; neither is a quantity, as a rule

_NAME = "|".join(sorted(map(regex.escape, _MONTHS), key=len, reverse=True))
_YEAR = r"(?:(?:من\s+)?(?:سنة|عام)\s+)?(?P<year>\d{4})(?!\d)(?:\s?م(?!\p{L}))?"
_WORDS = regex.compile(
    rf"""(?<![\p{{L}}\d])(?:[وفبلك](?=\p{{L}}))??(?P<date>
      (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s*(?:من\s+(?:شهر\s+)?|of\s+)?)?
      (?P<month>{_NAME})(?!\p{{L}})\.?
      (?:\s?[/\-–(]\s?(?P<twin>{_NAME})(?!\p{{L}})\)?)?
      (?:\s*(?P<late>\d{{1,2}})(?:st|nd|rd|th)?(?=,))?
      (?:(?:\s*[،,]\s*|\s*){_YEAR})?
    )(?![\d])""",
    regex.IGNORECASE | regex.VERBOSE,
)
_TWO_MONTHS = regex.compile(
    rf"""(?<![\p{{L}}\d])(?P<between>(?:بين|between)\s+)?
      (?P<date>(?P<first>{_NAME})(?:\s?/\s?(?:{_NAME}))?(?P<sign>\s?[-–—]\s?|\s(?:إلى|حتى|to|and)\s|\sو)
      (?P<last>{_NAME})(?:\s?/\s?(?:{_NAME}))?\s+{_YEAR})(?!\d)""",
    regex.IGNORECASE | regex.VERBOSE,
)
_FIGURES = regex.compile(
    r"(?<![\d/.\-–:_=\p{Latin}])(?P<date>(?P<one>\d{1,4})\s?(?P<sign>[/.\-])\s?(?P<two>\d{1,2})\s?(?P=sign)\s?(?P<three>\d{1,4}))"
    r"(?![\d\p{Latin}_]|[/.\-]\d)"
)
_SEASON = regex.compile(
    rf"(?<![\p{{L}}\d])(?P<date>(?P<season>{'|'.join(_SEASONS)})\s+{_YEAR})(?!\d)", regex.IGNORECASE
)
_YEARS = regex.compile(
    r"(?:(?P<cue>(?<!\p{L})(?:[وفبلك]|ال|لل)*(?:فترة|مدة|سنوات|أعوام|سنتي|عامي|بين)\s+(?:من\s+)?|\()|(?<!\p{L})(?:from|de)\s+)"
    r"(?P<date>(?P<from>\d{4})\s?[-–—]\s?(?P<to>\d{4}))(?!\d|\s?[-–—/]\s?\d)"
)
_CUED = regex.compile(
    r"(?<=(?<!\p{L})(?:[وفبلك]|ال|لل)*(?:سنة|عام|سنتي|عامي|سنتا|عاما)\s+(?:\d{4}\s?(?:و|أو|إلى|حتى)\s?)?)"
    r"(?P<date>(?P<year>\d{4}))(?!\d|\s?[-–—/.,]\s?\d)"
)
_WHOLE_YEAR = regex.compile(r"(?:سنة\s+|عام\s+)?(?P<year>\d{4})\s*م?")


def iso(text: str) -> str | None:
    """A printed date in ISO 8601: `2022-02`, `2012-05-16`, `2020`; None where it is not plain what is meant.

    >>> iso("شباط/ فبراير 2022")
    '2022-02'
    >>> iso("3/4/2021") is None  # third of April or fourth of March
    True
    """
    plain, _ = _folded(text.strip())
    found = _WHOLE_YEAR.fullmatch(plain)
    if found:
        return found["year"] if _is_year(int(found["year"])) else None
    spans = find(text.strip(), day_first=None)
    if len(spans) != 1 or (spans[0].start, spans[0].end) != (0, len(text.strip())):
        return None
    when = attribute(spans[0], "when")
    return when if when and not when.startswith("-") else None


def find(text: str, *, day_first: bool | None = True) -> tuple[Span, ...]:
    """The dates of a text in order, as spans of `date`; one without attributes is a date that can be read in two ways.

    `day_first` says how 3/4/2021 is meant: True for the third of April, as everywhere in Arabic print (CLDR, `ar`), False
    for the fourth of March, None where nothing tells.

    >>> [(text[s.start:s.end], s.attributes) for text in ["في خريف 2020"] for s in find(text)]
    [('خريف 2020', (('notBefore', '2020-09'), ('notAfter', '2020-12')))]
    """
    plain, places = _folded(text)
    found: list[Span] = []
    taken = bytearray(len(plain))
    for start, end, attributes in _all(plain, day_first):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Span(start, end, "date", attributes))
    moved = (Span(places[each.start], places[each.end - 1] + 1, "date", each.attributes) for each in found)
    return tuple(sorted(_with_marks(text, moved), key=lambda span: span.start))


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """How a document prints days in figures, told by those that can be read in one way only; None where it is mixed."""
    seen = set()
    for text in texts:
        for match in _FIGURES.finditer(_folded(text)[0]):
            one, two = int(match["one"]), int(match["two"])
            if len(match["three"]) == 4 and max(one, two) <= 31 and (one > 12) != (two > 12):
                seen.add(one > 12)
    return seen.pop() if len(seen) == 1 else None


_Attributes = tuple[tuple[str, str], ...]


def _all(plain: str, day_first: bool | None) -> Iterator[tuple[int, int, _Attributes]]:
    """Every date of a folded text, the longest kinds first."""
    yield from hijri.find(plain)
    for pattern, read in _KINDS:
        for match in pattern.finditer(plain):
            attributes = read(match)
            if attributes:
                yield *match.span("date"), attributes
    for match in _FIGURES.finditer(plain):
        when = _from_figures(match, day_first)
        if when is not None:
            yield *match.span("date"), (("when", when),) if when else ()


def _two_months(found: regex.Match[str]) -> _Attributes:
    first, last, year = _MONTHS[found["first"].lower()], _MONTHS[found["last"].lower()], found["year"]
    is_range = found["between"] or found["sign"].strip() not in ("و", "and")
    if not (is_range and first < last and _is_year(int(year))):
        return ()
    return ("from", f"{year}-{first:02}"), ("to", f"{year}-{last:02}")


def _words(found: regex.Match[str]) -> _Attributes:
    when = _from_words(found)
    return (("when", when),) if when else ()


def _season(found: regex.Match[str]) -> _Attributes:
    year = int(found["year"])
    (before, first), (after, last) = _SEASONS[found["season"].lower()]
    if not _is_year(year):
        return ()
    return ("notBefore", f"{year + before}-{first:02}"), ("notAfter", f"{year + after}-{last:02}")


def _years(found: regex.Match[str]) -> _Attributes:
    first, last = int(found["from"]), int(found["to"])
    is_range = _is_year(first) and _is_year(last) and first < last
    return (("from", found["from"]), ("to", found["to"])) if is_range else ()


def _cued(found: regex.Match[str]) -> _Attributes:
    return (("when", found["year"]),) if _is_year(int(found["year"])) else ()


_KINDS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], _Attributes]], ...] = (
    (_TWO_MONTHS, _two_months), (_WORDS, _words), (_SEASON, _season), (_YEARS, _years), (_CUED, _cued),
)  # fmt: skip


def _from_words(found: regex.Match[str]) -> str | None:
    """A month in words, with what else is printed; without a year only where a twin or a day proves that it is a month."""
    month = _MONTHS[found["month"].lower()]
    if found["twin"] and _MONTHS[found["twin"].lower()] != month:
        return None
    day = found["day"] or found["late"]
    if found["year"]:
        year = int(found["year"])
        if not _is_year(year):
            return None
        return _checked(year, month, int(day)) if day else f"{year:04}-{month:02}"
    is_arabic = found["month"] > "ء"
    if day and is_arabic and not found["late"]:
        return f"--{month:02}-{int(day):02}" if _checked(2000, month, int(day)) else None
    return f"--{month:02}" if found["twin"] and not day else None


def _from_figures(found: regex.Match[str], day_first: bool | None) -> str | None:
    """Year first, or year last with day and month in the order that is known; "" where it is not, None for no date."""
    one, two, three = (int(found[name]) for name in ("one", "two", "three"))
    if len(found["one"]) == 4 and len(found["three"]) <= 2:
        return _checked(one, two, three) if found["sign"] != "." else None
    if len(found["three"]) != 4 or len(found["one"]) > 2 or not _is_year(three):
        return None
    readings = {day: when for day in (True, False) if (when := _checked(three, *((two, one) if day else (one, two))))}
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    if not readings:
        return None
    return readings[day_first] if day_first is not None else ""


def _is_year(number: int) -> bool:
    return _FIRST_YEAR <= number <= _LAST_YEAR


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if _is_year(year) else None
    except ValueError:
        return None


def _folded(text: str) -> tuple[str, list[int]]:
    """Western digits, no vowel marks, no invisible characters; and where each character that is left stood."""
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(unicodedata.normalize("NFC", text) if text.isascii() else text):
        if char.isdigit() and char.isdecimal():
            plain.append(str(unicodedata.digit(char)))
        elif unicodedata.category(char) in ("Mn", "Cf"):
            continue
        else:
            plain.append(char)
        places.append(place)
    return "".join(plain), places


def _with_marks(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that take the vowel marks on their last letter with them."""
    for span in spans:
        end = span.end
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1
        yield Span(span.start, end, span.element, span.attributes)
