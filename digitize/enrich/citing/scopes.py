"""Pages, volumes and issues at the end of a field, as notes write them in Arabic, English and French."""

from __future__ import annotations

import regex

Attributes = tuple[tuple[str, str], ...]
# A part of a reference that a pattern found: start, end, TEI element, attributes.
Part = tuple[int, int, str, Attributes]

_RANGE = r"\d{1,5}(?:\s*+[-–—]\s*+\d{1,5})?"
_WORD = r"(?<![\p{L}\p{N}])"
_PAGES = regex.compile(
    rf"{_WORD}(?P<span>(?:(?P<latin>pp?\.|pp|p(?=\s?\d)|pages?|(?-i:S\.))|ص\.?\s?ص\.?|ص\.?|الصفحات|الصفحتان|الصفحتين|صفحات|صفحة|الصفحة)"
    rf"\s*+(?P<first>\d{{1,5}})(?:\s*+[-–—]\s*+(?P<last>\d{{1,5}}))?(?:\s*+(?:[,،&]|و|and|et)\s*+{_RANGE})*+)"
    r"(?:\s?(?:ff?\.?|sq\.?|et\s+seq\.?|وما\s+بعدها|وما\s+يليها))?\s*+\Z",
    regex.IGNORECASE,
)
_ROMAN_PAGES = regex.compile(
    rf"{_WORD}(?P<span>(?:pp?\.?)\s*+[ivxlc]+(?:\s*+[-–—]\s*+[ivxlc]+)?)\s*+\Z", regex.IGNORECASE
)
_COLON_PAGES = regex.compile(
    r"(?<=[\d)])\s*+:\s*+(?P<span>(?P<first>\d{1,5})(?:\s*+[-–—]\s*+(?P<last>\d{1,5}))?)\s*+\Z"
)
_ORDINAL = r"(?:الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر)"
_VOLUME = regex.compile(
    rf"{_WORD}(?P<span>(?:vols?\.?|volumes?|tome|t\.|مج\.?|المجلد|مجلد|ج\.?|الجزء|جزء)\s*+(?:\d{{1,4}}|(?<=[.\s])(?-i:[IVXLC]+)(?!\p{{L}})|{_ORDINAL})"
    r"(?:\s*+[-–/]\s*+\d{1,4})?)\s*+\Z",
    regex.IGNORECASE,
)
_ISSUE = regex.compile(
    rf"{_WORD}(?P<span>(?:nos?\.?|n\s?°|nº|№|num[ée]ro|issues?|iss\.|العددان|العدد|عدد|ع\.?)\s*+\d{{1,6}}(?:\s*+[-–/]\s*+\d{{1,6}})?)\s*+\Z",
    regex.IGNORECASE,
)
_VOLUME_ISSUE = regex.compile(r"(?<![\d/:.-])(?P<volume>\d{1,3})\s?\((?P<issue>\d{1,3})\)\s*+\Z")
BARE_VOLUME = regex.compile(r"(?:\A|(?<=[\p{L}.])\s)\s*+(?P<span>\d{1,3})\s*+\Z")


def tail(text: str) -> tuple[int, tuple[Part, ...]] | None:
    """The scope that a field ends with: where it begins, with the mark before it, and its parts; None without one.

    >>> tail("العدد 12")
    (0, ((0, 8, 'biblScope', (('unit', 'issue'),)),))
    """
    for pattern in (_PAGES, _COLON_PAGES, _ROMAN_PAGES):
        if found := pattern.search(text):
            return found.start(), ((*found.span("span"), "biblScope", (("unit", "page"), *_page_range(found))),)
    if found := _VOLUME_ISSUE.search(text):
        volume, issue = found.span("volume"), found.span("issue")
        parts = tuple((*each, "biblScope", (("unit", unit),)) for each, unit in ((volume, "volume"), (issue, "issue")))
        return found.start(), parts
    for pattern, unit in ((_VOLUME, "volume"), (_ISSUE, "issue")):
        if found := pattern.search(text):
            return found.start(), ((*found.span("span"), "biblScope", (("unit", unit),)),)
    return None


def _page_range(found: regex.Match[str]) -> Attributes:
    """First and last page, where they rise; `301-19` is 301 to 319 in Latin notes. Nothing for a list of pages."""
    groups = found.groupdict()
    if "first" not in groups or found.end("span") != max(found.end("first"), found.end("last")):
        return ()
    first, last = groups["first"], groups["last"] or groups["first"]
    if len(last) < len(first) and ("latin" not in groups or groups["latin"]):
        last = first[: len(first) - len(last)] + last
    return (("from", first), ("to", last)) if int(first) <= int(last) else ()
