"""The signs of notes: how a call looks in the text, how a note opens with it, and which sign follows which.

Met in print: superscripts, raised or full-size digits, in round or square brackets or bare, Western or Arabic-Indic;
stars and daggers; Arabic letters (in the order أ ب ج د or أ ب ت ث) and Latin ones.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

_HIGH = "⁰¹²³⁴-⁹"
_HIGH_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_LETTERS = r"(?:[أابتثجحخدذرزسشصضطظعغفقكلمنهوي]ـ?|هـ|[a-z])"
_STARS = r"(?:[*∗٭]{1,8}|[†‡§]{1,4}|\(\s?(?:[*∗٭]{1,8}|[†‡§]{1,4})\s?\))"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"

# How a note opens. The kinds are told apart because a document keeps to one: a heading `1.` is no note where the
# notes open with superscripts.
OPENINGS = (
    ("superscript", regex.compile(rf"\s*(?P<mark>[{_HIGH}]+|[{_HIGH_LETTERS}])\s*(?=\S)")),
    ("round", regex.compile(r"\s*(?P<mark>\(\s*\p{Nd}{1,3}\s*\))[\s.:\-–]*(?=\S)")),
    ("square", regex.compile(r"\s*(?P<mark>\[\s*\p{Nd}{1,3}\s*\])[\s.:\-–]*(?=\S)")),
    ("symbol", regex.compile(rf"\s*(?P<mark>{_STARS})\s*(?=\S)")),
    ("figure", regex.compile(r"\s*(?P<mark>\p{Nd}{1,3})\s*(?:[.\-–):]|(?<=\p{Nd})(?=\s))\s*(?=[^\s\p{Nd}])")),
    ("letter", regex.compile(rf"\s*(?P<mark>[(\[]\s?{_LETTERS}\s?[)\]]|{_LETTERS}\s?[.\-–)])[\s.:\-–]*(?=\S)")),
)
_RAISED = regex.compile(rf"\s*(?P<mark>\(?(?:\p{{Nd}}{{1,3}}|{_LETTERS})\)?|{_STARS})[.\s)\-–]*(?=\S)")

# A call by its form, strongest first: weight, pattern. All are glued to what stands before.
_BEHIND = r"(?<=[\p{L}\p{M}.،؛:؟!\"”»)])"
_FORMS: tuple[tuple[float, regex.Pattern[str]], ...] = (
    (1.0, regex.compile(rf"(?<=\S)(?:[{_HIGH}]+|[{_HIGH_LETTERS}])|(?<=\S)\s(?:[{_HIGH}]+|[{_HIGH_LETTERS}])(?!\S)")),
    (0.9, regex.compile(r"(?<=\S)\s?[(\[]\s?\p{Nd}{1,3}\s?[)\]]")),
    (0.8, regex.compile(rf"{_BEHIND}\s?{_STARS}(?![\p{{L}}\p{{Nd}}*])")),
    (0.7, regex.compile(rf"{_BEHIND}(?<![\p{{Nd}}][.,،])\p{{Nd}}{{1,3}}(?![\p{{Nd}}\p{{L}}/٪%\-–]|[.,٫]\p{{Nd}})")),
    (0.6, regex.compile(rf"(?<=\S)\s?[(\[]\s?{_LETTERS}\s?[)\]]")),
    # A sentence that ends with a year: `سنة 1978.17 وفي`. Decimals of four digits are rarer than that.
    (
        0.5,
        regex.compile(r"(?<=(?<!\p{Nd})(?:1\p{Nd}|20|١\p{Nd}|٢٠)\p{Nd}{2}[.،؛])\p{Nd}{1,3}(?=\s|$)"),
    ),
)
# A call at the end of a text; a bare digit only behind a full stop.
_LAST = regex.compile(
    rf"\s?(?:[{_HIGH}]+|[{_HIGH_LETTERS}]|[(\[]\s?(?:\p{{Nd}}{{1,3}}|{_LETTERS})\s?[)\]]|{_STARS}"
    r"|(?<=(?<!\p{Nd})[.؟!\"”»)]\s?)\p{Nd}{1,3})\s*$"
)
# Words before a number in brackets that name what bears it: `المادة (1)`, `القانون رقم (8)`, `البندين (أ) و(ب)`.
_NAMES = regex.compile(
    r"(?<![\p{L}\p{M}])(?:[وفبكل]{0,2}(?:ال|لل)?(?:مادة|مادتين|مادتان|مواد|بند|بندين|بنود|فقرة|فقرتين|فقرات|رقم|أرقام|قانون|عدد|جدول|"
    r"شكل|معادلة|صفحة|فصل|باب|قسم|ملحق|مثال|تمرين|سؤال|نقطة|نص)|[وأف]|أو|ص|ج|م|ط|articles?|no\.?|tables?|fig(?:ure|\.)?|"
    r"eq(?:uation|\.)?|section|chapter|page|pp?\.|vol\.)\s?$",
    regex.IGNORECASE,
)
_UNIT = regex.compile(r"(?<![\p{L}\p{M}])(?:[كسدمه]?م|ملم|[kcdm]?m|km|ft|in)$")  # square and cubic measures
_HEADING = regex.compile(
    r"\s*(?:قائمة\s+)?(?:ال)?(?:هوامش|حواشي|إحالات|تعليقات|ملاحظات|مراجع|مصادر)(?:\s+(?:و?ال\p{L}+|\p{L}+)){0,3}\s*:?\s*"
    r"|\s*(?:end\s?notes|notes|footnotes|references)\s*:?\s*",
    regex.IGNORECASE,
)
SURE = 1.0  # weight of forms that are nothing but calls
BRACKETED = 0.9  # weight of digits in brackets


@dataclass(frozen=True, slots=True)
class Opening:
    """How a row opens as a note: the kind of its marker, the sign, and where the text begins."""

    kind: str
    sign: str
    end: int

    @property
    def number(self) -> int:
        """The number that the sign prints, 0 for symbols and letters."""
        return int(self.sign) if self.sign.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that has the form of a call, with its sign, and how much it looks like one (0 to 1)."""

    start: int
    end: int
    sign: str
    weight: float


def opening(text: str, *, is_raised: bool = False) -> Opening | None:
    """The marker at the start of a line, if there is one; `is_raised` where its first character is set high."""
    if is_raised:
        found = _RAISED.match(text)
        if found:
            return Opening("superscript", sign_of(found["mark"]), found.end())
    for kind, pattern in OPENINGS:
        found = pattern.match(text)
        if found:
            return Opening(kind, sign_of(found["mark"]), found.end())
    return None


def calls(text: str, raised: Iterable[tuple[int, int]] = ()) -> list[Place]:
    """Stretches that have the form of a call, in order, none overlapping; `raised` are those set high."""
    found: dict[tuple[int, int], float] = {}
    for start, end in raised:
        if sign_of(text[start:end]):
            found[start, end] = SURE
    for weight, pattern in _FORMS:
        for match in pattern.finditer(text):
            if match[0].strip() in ("²", "³") and _UNIT.search(text, endpos=match.start()):
                continue
            if match[0].strip()[0] in "([" and _NAMES.search(
                text, endpos=match.start() + 1, pos=max(0, match.start() - 16)
            ):
                continue
            if all(match.end() <= start or match.start() >= end for start, end in found):
                found[match.start(), match.end()] = weight
    return [Place(*place, sign_of(text[slice(*place)]), weight) for place, weight in sorted(found.items())]


def heads_notes(text: str) -> bool:
    """True for a line that stands above notes at the end of a chapter: `الهوامش`, `Notes`."""
    return _HEADING.fullmatch(text) is not None


def without_calls(text: str) -> str:
    """The text without what looks like calls at its end: what shows whether a sentence is finished."""
    while (shorter := _LAST.sub("", text).rstrip()) != text:
        text = shorter
    return text


def sign_of(mark: str) -> str:
    """What a marker or call says: its number in western digits, its symbols, or its letter; "" for anything else."""
    digits = "".join(str(unicodedata.digit(char)) for char in mark if unicodedata.digit(char, None) is not None)
    if digits:
        return str(int(digits))
    symbols = "".join({"∗": "*", "٭": "*"}.get(char, char) for char in mark if char in "*∗٭†‡§")
    if symbols:
        return symbols
    letters = [char for char in unicodedata.normalize("NFKC", mark) if char.isalpha() and char != "ـ"]
    return letters[0].replace("ا", "أ") if len(letters) == 1 and (letters[0].islower() or letters[0] >= "ء") else ""


def number_of(mark: str) -> int:
    """The number a marker prints, 0 for anything else."""
    sign = sign_of(mark)
    return int(sign) if sign.isdigit() else 0


def follows(sign: str, last: str) -> bool:
    """True where `sign` is the one that comes after `last` in its order."""
    if sign.isdigit() and last.isdigit():
        return int(sign) == int(last) + 1
    if sign == last + last[-1:] and last[-1:] in "*†‡":
        return True
    orders = (_ABJAD, _ALPHABET, "abcdefghijklmnopqrstuvwxyz")
    return any(last + sign in order for order in orders) and len(last + sign) == 2


def is_first(sign: str) -> bool:
    """True for a sign with which a numbering begins."""
    return sign in ("1", "*", "†", "أ", "a")


def matched(openings: Sequence[str], called: Sequence[str]) -> list[int]:
    """Indices of the openings that the calls answer, both kept in order: their longest common subsequence."""
    lengths = [[0] * (len(called) + 1) for _ in range(len(openings) + 1)]
    for row, column in itertools.product(range(len(openings) - 1, -1, -1), range(len(called) - 1, -1, -1)):
        here = lengths[row + 1][column + 1] + 1 if openings[row] == called[column] else 0
        lengths[row][column] = max(here, lengths[row + 1][column], lengths[row][column + 1])
    found: list[int] = []
    row = column = 0
    while row < len(openings) and column < len(called):
        if openings[row] == called[column] and lengths[row][column] == lengths[row + 1][column + 1] + 1:
            found.append(row)
            row, column = row + 1, column + 1
        elif lengths[row + 1][column] >= lengths[row][column + 1]:
            row += 1
        else:
            column += 1
    return found
