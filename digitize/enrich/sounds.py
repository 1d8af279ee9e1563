"""Whether a Latin spelling sounds like an Arabic one: by consonants alone, for vowels are written in neither the same way."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

# Letters that write one sound together, as a capital: C is the ch of church or of Bach, S is sh, and so on.
_TOGETHER = (
    ("tch", "C"), ("sch", "S"), ("ch", "C"), ("sh", "S"), ("zh", "Z"), ("kh", "K"), ("gh", "G"), ("th", "T"), ("dh", "D"),
    ("ph", "f"), ("ck", "k"), ("dj", "j"), ("dg", "j"),
)  # fmt: skip
# For each Arabic consonant the Latin ones that write it, in transliteration and in Persian, Turkish, Russian and the
# languages of Western Europe.
_LETTERS = {
    "ب": "bpv", "پ": "pb", "ت": "tTd", "ث": "Tts", "ج": "jgcZ", "چ": "Cc", "ح": "h", "خ": "KChxk", "د": "dtD", "ذ": "DzdT",
    "ر": "r", "ز": "zscD", "ژ": "Zjz", "س": "scz", "ش": "SCscx", "ص": "scz", "ض": "dDz", "ط": "tT", "ظ": "zDd", "غ": "Ggj",
    "ف": "fvp", "ڤ": "v", "ق": "qkgc", "ك": "kcgqxKC", "گ": "gk", "ل": "l", "م": "m", "ن": "nm", "ه": "h", "ة": "th",
    "و": "wvf", "ي": "yj", "ى": "y",
}  # fmt: skip
_WEAK = frozenset("وييىهةحعاأإآءئؤغ")  # may be written by a vowel, or not at all
_VOWELS = frozenset("aeiou")
_SOFT = frozenset("hwyjvgx")  # Latin letters that may write no Arabic consonant of their own
_SPECIAL = str.maketrans(
    {"ı": "i", "ğ": "g", "ø": "o", "ł": "l", "ß": "s", "æ": "e", "œ": "e", "ð": "d", "þ": "t", "ə": "a"}
)
_ARTICLE = regex.compile(r"^(?:ال|أل|إل)(?=\p{L}{2})")
_LATIN_ARTICLE = regex.compile(r"(?<!\p{L})(?:al|el|ul|as|ash|ad|an|ar|at|az)[-'’ ](?=\p{L})", regex.IGNORECASE)


@cache
def likeness(arabic: str, latin: str) -> float:
    """How much two names of one or more words sound alike, 0 to 1: what their consonants have in common, of all they have.

    >>> round(likeness("ليبرمان", "Lieberman"), 1)
    1.0
    >>> likeness("سفينة", "Marmara")
    0.0
    """
    ours = [char for word in _plain(arabic).split() for char in _ARTICLE.sub("", word) if char in _LETTERS]
    theirs = _consonants(_LATIN_ARTICLE.sub("", latin))
    if not ours or not theirs:
        return 0.0
    score, weight = _aligned(ours, theirs)
    return max(0.0, score / weight) if weight else 0.0


def _aligned(ours: list[str], theirs: str) -> tuple[float, float]:
    """The best alignment of consonants: what agrees, less what one side has alone; and what would be full agreement."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for row in range(len(ours) + 1):
        for column in range(len(theirs) + 1):
            choices = [0.0] if row == column == 0 else []
            if row:
                choices.append(best[row - 1][column] - _cost(ours[row - 1]))
            if row and column and theirs[column - 1] in _LETTERS[ours[row - 1]]:
                choices.append(best[row - 1][column - 1] + _worth(ours[row - 1]))
            if column:
                choices.append(best[row][column - 1] - _latin_cost(theirs[column - 1]))
            best[row][column] = max(choices)
    return best[-1][-1], sum(map(_worth, ours))


def _worth(char: str) -> float:
    return 0.2 if char in _WEAK else 2.0


def _cost(char: str) -> float:
    return 0.0 if char in _WEAK else 1.0


def _latin_cost(char: str) -> float:
    return 0.25 if char in _SOFT else 1.25


def _plain(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Mn")
    return bare.replace("تش", "چ")


@cache
def _consonants(latin: str) -> str:
    """The consonants of a Latin name, doubled ones once, without diacritics; several that write one sound are one."""
    folded = unicodedata.normalize("NFD", latin.lower().translate(_SPECIAL))
    letters = regex.sub(r"(.)\1", r"\1", "".join(char for char in folded if char.isalpha() and char.isascii()))
    for written, sound in _TOGETHER:
        letters = letters.replace(written, sound)
    return "".join(char for char in letters if char not in _VOWELS)
