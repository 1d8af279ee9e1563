"""Dates in attributes are possible, run forward, and say what the text says."""

from __future__ import annotations

import unicodedata
from calendar import isleap, monthrange
from collections.abc import Iterator

import regex
from lxml import etree

from digitize.enrich.dates import iso
from digitize.faults import Fault
from digitize.tei.names import local_name
from digitize.tei.rules.index import Index

# att.datable of TEI P5, in the forms of W3C and of ISO 8601.
_DATES = frozenset(("when", "from", "to", "notBefore", "notAfter"))
_ISO = frozenset(f"{name}-iso" for name in _DATES)
_RANGES = (("from", "to"), ("notBefore", "notAfter"), ("from-iso", "to-iso"), ("notBefore-iso", "notAfter-iso"))
_FORM = regex.compile(
    r"""(?P<year>-?\d{4,})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T.*|Z|[+\-]\d\d:\d\d)?
    | --(?P<month>\d\d)(?:-(?P<day>\d\d))?""",
    regex.VERBOSE,
)
_YEAR = regex.compile(r"(?<!\d)\d{4}(?!\d)")
_FIRST_YEAR = 1500  # a smaller number in a text may be a Hijri year
_LONGEST = 80  # characters; what is longer tells more than a date
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def impossible(index: Index) -> Iterator[Fault]:
    """A day that no calendar has, and ranges that end before they begin."""
    dated: set[etree._Element] = set()
    for element, name, value in index.attributes:
        if name in _DATES or name in _ISO:
            dated.add(element)
            trouble = _trouble(value)
            if trouble and not _points(element, name):
                yield Fault(
                    element,
                    "date-impossible",
                    f"@{name} of <{local_name(element)}> is “{value}”: {trouble}",
                    "a date is YYYY, YYYY-MM or YYYY-MM-DD",
                    "mend the date, or take the attribute out",
                    attribute=name,
                )
    for element in (each for each in index.root.iter() if each in dated):
        for first, last in _RANGES:
            begin, end = element.get(first) or "", element.get(last) or ""
            if _runs_backwards(begin, end):
                yield Fault(
                    element,
                    "date-order",
                    f"@{first} of <{local_name(element)}> is {begin}, behind @{last}, which is {end}",
                    f"@{first} is not behind @{last}",
                    "exchange them, or mend the one that is wrong",
                    attribute=first,
                )


def _points(element: etree._Element, name: str) -> bool:
    """True where @from and @to are pointers, as on `link` and `arc`."""
    return name in ("from", "to") and (element.get(name) or "").startswith("#")


def _trouble(value: str) -> str:
    found = _FORM.fullmatch(value.strip())
    if found is None:
        return ""  # another form, of which the schema judges
    if found["month"] is None:
        return ""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return f"there is no month {found['month']}"
    year = int(found["year"] or 4)  # without a year February may have 29 days
    longest = monthrange(4 if isleap(abs(year)) else 1, month)[1]
    if found["day"] is not None and not 1 <= int(found["day"]) <= longest:
        return f"{_MONTHS[month - 1]} {found['year'] or ''} has {longest} days".replace("  ", " ")
    return ""


def _runs_backwards(begin: str, end: str) -> bool:
    """True where the end is before the beginning, as far as both are exact."""
    one, two = _FORM.fullmatch(begin.strip()), _FORM.fullmatch(end.strip())
    if not (one and two and one["year"] and two["year"]):
        return False
    for part in ("year", "month", "day"):
        if one[part] is None or two[part] is None:
            return False
        if int(one[part]) != int(two[part]):
            return int(one[part]) > int(two[part])
    return False


def contradicted(index: Index) -> Iterator[Fault]:
    """A @when that says another year than the text, or another month or day where the text is a whole date."""
    for element in index.all("date", "docDate"):
        when = _FORM.fullmatch((element.get("when") or "").strip())
        if when is None or not when["year"] or element.get("calendar") or _trouble(when[0]):
            continue
        text = _plain(element)
        years = {int(year) for year in _YEAR.findall(text) if int(year) >= _FIRST_YEAR}
        read = iso(text) if len(text) <= _LONGEST else None
        said = _FORM.fullmatch(read) if isinstance(read, str) else None
        if years and len(text) <= _LONGEST and int(when["year"]) not in years:
            yield _contradiction(element, f"the text says {', '.join(map(str, sorted(years)))}", read)
        elif said is not None and any(
            when[part] and said[part] and when[part] != said[part] for part in ("month", "day")
        ):
            yield _contradiction(element, f"the text says {read}", read)


def _contradiction(element: etree._Element, said: str, read: str | None) -> Fault:
    return Fault(
        element,
        "date-contradicted",
        f"@when of <{local_name(element)}> is {element.get('when')}, but {said}",
        "@when says what the text says",
        f'write when="{read}"' if read else "mend @when, or take it out",
        attribute="when",
    )


def _plain(element: etree._Element) -> str:
    """The text of an element with its digits in ASCII; of a correction what it corrects to, without notes."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local_name(child) not in ("note", "sic", "orig"):
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in "".join(parts)).strip()
