"""How much a count of letters is like that of a language: what a wrong map of letters never is."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping

# Letters by frequency in running prose, per thousand, rounded. Arabic: newspaper prose, hamzas on their seats counted
# with the seat; Persian and Urdu come close once yeh and kaf are levelled. Latin: the mean of English and French.
_ARABIC = dict(zip("اليمنورتبةعدسهفكقحجصشطخىئءذضغثزظؤ",
                   (165, 120, 75, 62, 60, 58, 48, 43, 36, 34, 33, 28, 26, 25, 25, 22, 22, 19, 14, 12, 11, 10, 9, 9, 5, 4, 8,
                    6, 5, 6, 6, 3, 1), strict=True))  # fmt: skip
_LATIN = dict(zip("etainsorludcmphgvfbyqwjxkz",
                  (135, 82, 79, 72, 71, 72, 66, 62, 47, 45, 38, 32, 27, 25, 33, 15, 13, 17, 12, 11, 7, 12, 4, 3, 4, 2),
                  strict=True))  # fmt: skip
_LEVELLED = str.maketrans("أإآٱیېکہھۀ", "ااااييكههه")


def scripts_of(letters: Mapping[str, int]) -> dict[str, Counter[str]]:
    """The letters parted by the scripts that are told apart here."""
    found: dict[str, Counter[str]] = {"Arabic": Counter(), "Latin": Counter()}
    for letter, count in letters.items():
        if "\u0620" <= letter <= "\u06ff" and letter.isalpha():
            found["Arabic"][letter.translate(_LEVELLED)] += count
        elif unicodedata.normalize("NFD", letter)[0].lower() in _LATIN:
            found["Latin"][unicodedata.normalize("NFD", letter)[0].lower()] += count
    return found


def likeness(letters: Mapping[str, int]) -> float:
    """From 0 to 1: the cosine between the letters' counts and those of the language that is most like them."""
    parts = scripts_of(letters)
    return max(_cosine(parts["Arabic"], _ARABIC), _cosine(parts["Latin"], _LATIN))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(count * other.get(letter, 0) for letter, count in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / lengths if lengths else 0.0
