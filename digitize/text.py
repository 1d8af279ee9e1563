"""What two prints of the same words share."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_NOT_LETTERS = regex.compile(r"[^\p{L}\p{Nd}]+|\N{ARABIC TATWEEL}")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Letters and digits alone, digits western, without vowel marks."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    plain = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in plain)
    return _NOT_LETTERS.sub("", plain).casefold()
