"""Dates of the Hijri calendar, as printed; with the Gregorian months they lie in, where the Umm al-Qura tables reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import regex
from hijridate import Hijri

CALENDAR = "cal-hijri"

_NAMES: tuple[tuple[str, ...], ...] = (
    ("محرم الحرام", "المحرم", "محرم"),
    ("صفر الخير", "صفر"),
    ("ربيع الأول", "ربيع أول", "ربيع الاول"),
    ("ربيع الآخر", "ربيع الثاني", "ربيع آخر", "ربيع ثاني", "ربيع الاخر"),
    ("جمادى الأولى", "جمادى الاولى", "جمادى الأول", "جمادى أولى"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الاخرة", "جمادى الثاني", "جمادى الآخر"),
    ("رجب",),
    ("شعبان",),
    ("رمضان",),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذوالقعدة", "ذو القعده"),
    ("ذو الحجة", "ذي الحجة", "ذوالحجة", "ذو الحجه"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_NAME = "|".join(sorted(map(regex.escape, _MONTHS), key=len, reverse=True))
_LAST_YEAR = 1499  # a greater year is of the Gregorian calendar
_SIGN = r"\s?(?:هـ|ه|للهجرة|هجرية|هجري)(?![\p{L}\d])"
_WORDS = regex.compile(
    rf"(?<![\p{{L}}\d])(?:[وفبلك](?=\p{{L}}))??(?P<date>(?:(?P<day>\d{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?)?(?P<month>{_NAME})"
    rf"\s*،?\s*(?:(?:من\s+)?(?:سنة|عام)\s+)?(?P<year>\d{{3,4}})(?!\d)(?:{_SIGN})?)"
)
_FIGURES = regex.compile(
    rf"(?<![\d/\-])(?P<date>(?:(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})"
    rf"|(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})){_SIGN})"
)
_YEAR = regex.compile(rf"(?<![\d/\-–.])(?P<date>(?P<year>\d{{2,4}}){_SIGN})")
_MARGIN = timedelta(days=2)  # the new moon is seen up to two days from where the tables set it


def find(plain: str) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """Hijri dates of a text with western digits and no vowel marks: start, end, attributes of TEI's `date`."""
    for match in _WORDS.finditer(plain):
        attributes = _attributes(int(match["year"]), _MONTHS[match["month"]], int(match["day"] or 0))
        if attributes:
            yield *match.span("date"), attributes
    for match in _FIGURES.finditer(plain):
        attributes = _attributes(int(match["year"]), int(match["month"]), int(match["day"]))
        if attributes:
            yield *match.span("date"), attributes
    for match in _YEAR.finditer(plain):
        attributes = _attributes(int(match["year"]), 0, 0)
        if attributes:
            yield *match.span("date"), attributes


def _attributes(year: int, month: int, day: int) -> tuple[tuple[str, str], ...]:
    """What TEI says of a Hijri date (P5, 14.4.4); () for a date that cannot be. Month and day are 0 where not printed."""
    if not (1 <= year <= _LAST_YEAR and 0 <= month <= 12 and 0 <= day <= 30):
        return ()
    custom = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return (
        ("when-custom", custom), ("calendar", f"#{CALENDAR}"), ("datingMethod", f"#{CALENDAR}"),
        *_bounds(year, month, day),
    )  # fmt: skip


def _bounds(year: int, month: int, day: int) -> tuple[tuple[str, str], ...]:
    """The Gregorian months between which the date lies, () for years before 1343, where the tables end."""
    try:
        first = Hijri(year, month or 1, day or 1)
        last_month = month or 12
        last = Hijri(year, last_month, day or Hijri(year, last_month, 1).month_length())
    except (ValueError, OverflowError):
        return ()
    before, after = first.to_gregorian() - _MARGIN, last.to_gregorian() + _MARGIN
    return ("notBefore", f"{before:%Y-%m}"), ("notAfter", f"{after:%Y-%m}")
