"""Facts about characters, grouped by meaning: what the passes and the readers know of Arabic writing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex

TATWEEL = "\N{ARABIC TATWEEL}"
NEVER_JOIN = frozenset("اأإآٱدذرزوؤةىء")  # letters that do not join to the one behind them

# Vowel signs, tanween, shadda, sukun, superscript alef, and the combining hamzas and madda (U+064B-065F, U+0670).
MARK = r"\u064B-\u065F\u0670"
# A word of Arabic letters with its marks and stretching.
WORD = regex.compile(
    rf"[\p{{Arabic}}{MARK}\N{{ARABIC TATWEEL}}&&[\p{{L}}\p{{M}}\N{{ARABIC TATWEEL}}]]+", regex.VERSION1
)

# Contextual and ligature code points of Arabic letters. Left out: the ornate brackets U+FD3E-FD3F, which are
# punctuation, and the honorific words U+FDF0-FDFF other than Allah, which have no other spelling in one character.
PRESENTATION = r"\uFB50-\uFD3D\uFD50-\uFDCF\uFDF2\uFE70-\uFEFC"

# Controls of direction, joiners, and other characters that print nothing (UAX #9, UAX #31).
DIRECTION = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}\u202a-\u202e\u2066-\u2069"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
NOTHING = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"

# Letters of Persian and Urdu keyboards that stand for Arabic ones in Arabic text, and those that only those languages
# use and that prove a phrase to be theirs.
PERSIAN_TWINS = {
    "\N{ARABIC LETTER FARSI YEH}": "ي",
    "\N{ARABIC LETTER KEHEH}": "ك",
    "\N{ARABIC LETTER HEH GOAL}": "ه",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "ه",
}
PERSIAN_ONLY = (
    "گچپژ\N{ARABIC LETTER YEH BARREE}\N{ARABIC LETTER TTEH}\N{ARABIC LETTER DDAL}"
    "\N{ARABIC LETTER RREH}\N{ARABIC LETTER NOON GHUNNA}"
)

# Cyrillic and Greek letters that look like Latin ones (Unicode confusables, the pairs met in OCR of mixed text).
LATIN_TWINS = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУаеорсухіјѕһԁԛԝкмнтвгпиΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυρ",
        "ABCEHIJKMOPSTXYaeopcyxijshdqwkmhtbrnuABEZHIKMNOPTYXoivup",
        strict=True,
    )
)

# What a Cyrillic letter may stand for where it transliterates Arabic: the usual letter first; "" is a vowel that
# Arabic does not write. Pairs of letters that stand for one sound come before single ones.
CYRILLIC: dict[str, tuple[str, ...]] = {
    "дж": ("ج",), "кх": ("خ",), "дз": ("ظ", "ذ"), "тс": ("تس", "ث"), "ья": ("يا",),
    "а": ("ا", "", "ع", "ة", "ى", "أ", "آ"), "б": ("ب",), "в": ("و", "ف"), "г": ("غ", "ج", "ق"), "д": ("د", "ض"),
    "е": ("", "ي", "ا", "إ", "ة"), "ё": ("و", "يو"), "ж": ("ج",), "з": ("ز", "ظ", "ذ"), "и": ("ي", "", "إ", "ئ"),
    "й": ("ي", ""), "к": ("ك", "ق"), "л": ("ل",), "м": ("م",), "н": ("ن",), "о": ("و", "", "أ"), "п": ("ب",),
    "р": ("ر",), "с": ("س", "ص", "ث"), "т": ("ت", "ط", "ة", "ث"), "у": ("و", "", "أ"), "ф": ("ف",), "х": ("ح", "خ", "ه"),
    "ц": ("تس",), "ч": ("تش",), "ш": ("ش",), "щ": ("ش",), "ъ": ("", "ع"), "ы": ("ي", ""), "ь": ("",), "э": ("", "ي", "إ"),
    "ю": ("يو", "و"), "я": ("يا", "ية", "ا"),
}  # fmt: skip

# How a Latin name is usually written in Arabic; "" where it usually is not.
LATIN: dict[str, tuple[str, ...]] = {
    "sch": ("ش",), "tch": ("تش",), "sh": ("ش",), "ch": ("تش", "ش", "خ"), "kh": ("خ",), "gh": ("غ",), "th": ("ث", "ت"),
    "dh": ("ذ", "ظ"), "ph": ("ف",), "ou": ("و",), "oo": ("و",), "ee": ("ي",), "dj": ("ج",), "ck": ("ك",), "ć": ("تش",),
    "č": ("تش",), "ç": ("تش", "س"), "š": ("ش",), "ş": ("ش",), "ž": ("ج",), "ö": ("و",), "ø": ("و",), "ü": ("و", "ي"),
    "a": ("ا", ""), "b": ("ب",), "c": ("ك", "س"), "d": ("د", "ض"), "e": ("", "ي"), "f": ("ف",), "g": ("غ", "ج"), "h": ("ه", "ح"),
    "i": ("ي", ""), "j": ("ج",), "k": ("ك", "ق"), "l": ("ل",), "m": ("م",), "n": ("ن",), "o": ("و", ""), "p": ("ب",), "q": ("ق",),
    "r": ("ر",), "s": ("س", "ص"), "t": ("ت", "ط"), "u": ("و", ""), "v": ("ف",), "w": ("و", "ف"), "x": ("كس",), "y": ("ي",),
    "z": ("ز",),
}  # fmt: skip

_PREFIXES = regex.compile(r"^(?:[وفبكل]?ال|لل|[وفبكل])(?=\p{L}{2})")
_HAMZA = str.maketrans("أإآٱؤئىة", "اااااييه")
_MARKS = regex.compile(rf"[{MARK}\N{{ARABIC TATWEEL}}]")


def bare(word: str) -> str:
    """A word without vowel marks and stretching."""
    return _MARKS.sub("", word)


def skeleton(word: str) -> str:
    """A word without marks, its hamzas and endings levelled: what two spellings of one name share."""
    return bare(word).translate(_HAMZA)


def without_prefix(word: str) -> str:
    """A word without the article and the one-letter words written together with it."""
    return _PREFIXES.sub("", word)


def words(texts: Iterable[str]) -> Iterator[str]:
    """The Arabic words of texts, marks and stretching left out, in order."""
    for text in texts:
        for match in WORD.finditer(text):
            yield bare(match[0])


@cache
def decompose(char: str) -> str:
    """The letters that a presentation form stands for; a mark's isolated form gives the mark alone.

    >>> decompose("\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}")
    'لا'
    """
    plain = unicodedata.normalize("NFKC", char)
    return plain.replace(" ", "").replace(TATWEEL, "") if len(plain) > 1 and plain[0] in f" {TATWEEL}" else plain


@cache
def shape(char: str) -> str:
    """How a presentation form joins: `initial`, `medial`, `final`, `isolated`; "" for other characters."""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return kind.strip("<>") if kind in ("<initial>", "<medial>", "<final>", "<isolated>") else ""
