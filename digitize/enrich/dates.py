"""Printed dates to ISO 8601, as exact as printed and no more; None where a date could be read in two ways."""

from __future__ import annotations

import unicodedata
from datetime import date

import regex

# Month names of the Gregorian year: Levantine, Egyptian and Gulf, Maghrebi, English, French.
_NAMES: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "يناير", "ينار", "جانفي", "january", "janvier", "jan"),
    ("شباط", "فبراير", "فيفري", "february", "février", "feb"),
    ("آذار", "اذار", "مارس", "march", "mars", "mar"),
    ("نيسان", "أبريل", "إبريل", "ابريل", "أفريل", "april", "avril", "apr"),
    ("أيار", "ايار", "مايو", "ماي", "may", "mai"),
    ("حزيران", "يونيو", "يونيه", "جوان", "june", "juin", "jun"),
    ("تموز", "يوليو", "يوليه", "يوليوز", "جويلية", "july", "juillet", "jul"),
    ("آب", "أغسطس", "اغسطس", "غشت", "أوت", "august", "août", "aug"),
    ("أيلول", "ايلول", "سبتمبر", "شتنبر", "september", "septembre", "sep", "sept"),
    ("تشرين الأول", "أكتوبر", "اكتوبر", "october", "octobre", "oct"),
    ("تشرين الثاني", "نوفمبر", "نونبر", "november", "novembre", "nov"),
    ("كانون الأول", "ديسمبر", "دجنبر", "december", "décembre", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_NAME = "|".join(sorted(map(regex.escape, _MONTHS), key=len, reverse=True))
_WORDS = regex.compile(
    rf"(?:(?P<day>\d{{1,2}})\s*(?:من\s+)?)?(?P<month>{_NAME})\.?(?:\s*[/\-–]\s*(?P<twin>{_NAME}))?\s*(?:(?P<late>\d{{1,2}}),)?"
    rf"\s*،?\s*(?:سنة\s+|عام\s+)?(?P<year>\d{{4}})\s*م?",
    regex.IGNORECASE,
)
_FIGURES = regex.compile(r"(?P<one>\d{1,4})\s*[/.\-]\s*(?P<two>\d{1,2})\s*[/.\-]\s*(?P<three>\d{1,4})\s*م?")
_YEAR = regex.compile(r"(?:سنة\s+|عام\s+)?(?P<year>\d{4})\s*م?")
_FIRST_YEAR = 1500  # a smaller year is of the Hijri calendar, or no year


def iso(text: str) -> str | None:
    """A printed date in ISO 8601: `2022-02`, `2012-05-16`, `2020`; None where it is not plain what is meant.

    >>> iso("شباط/ فبراير 2022")
    '2022-02'
    >>> iso("3/4/2021") is None  # third of April or fourth of March
    True
    """
    plain = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text).strip()
    plain = regex.sub(r"[\p{M}\p{Cf}]", "", unicodedata.normalize("NFC", plain))
    for pattern, read in ((_WORDS, _from_words), (_FIGURES, _from_figures)):
        found = pattern.fullmatch(plain)
        if found:
            return read(found)
    found = _YEAR.fullmatch(plain)
    return found["year"] if found and int(found["year"]) >= _FIRST_YEAR else None


def _from_words(found: regex.Match[str]) -> str | None:
    month, year = _MONTHS[found["month"].lower()], int(found["year"])
    if (found["twin"] and _MONTHS[found["twin"].lower()] != month) or year < _FIRST_YEAR:
        return None
    day = found["day"] or found["late"]
    return _checked(year, month, int(day)) if day else f"{year:04}-{month:02}"


def _from_figures(found: regex.Match[str]) -> str | None:
    """Year first, or day first where the middle can be no day, or the first no month."""
    one, two, three = (int(found[name]) for name in ("one", "two", "three"))
    if len(found["one"]) == 4 and len(found["three"]) <= 2:
        return _checked(one, two, three)
    if len(found["three"]) == 4 and len(found["one"]) <= 2:
        return _checked(three, two, one) if one > 12 or one == two else None
    return None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None
