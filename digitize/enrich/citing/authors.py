"""Whether a field of a reference names its author, and where one author's name ends and the next begins."""

from __future__ import annotations

import regex

from digitize.enrich.citing.citation_words import INSTITUTION, NOT_IN_NAMES, PROSE
from digitize.enrich.citing.given_names import is_given_name

_LONGEST_NAME = 7  # words
_TITLES = regex.compile(
    r"(?:(?:أ\.\s?د|د|أ|م)\.|الدكتورة?|دكتورة?|الأستاذة?|الشيخ|السيدة?|Dr\.?|Prof\.?)\s+", regex.IGNORECASE
)
_OF_NAMES = "de del della der den des van von du da la le el al bin ibn ben bint y e di ter zu abu d"
_PARTICLES = frozenset(_OF_NAMES.split())
_LATIN_NAME = regex.compile(r"(?:[dD]'|al-|el-|Al-|El-|[Oo]')?\p{Lu}[\p{L}'’\-–]*\.?")
_NO_NAME = regex.compile(r"[\d?؟!:«»\"“”()/]|\.\.|…")
_OTHERS = regex.compile(
    r"\s*[,،]?\s+(?:وآخرون|وآخرين|وغيرهم|et\s+al\.?|and\s+others|et\s+autres)\s*\Z", regex.IGNORECASE
)
_SHORT_NAME = regex.compile(r"\s\(\p{Lu}{2,8}\)\Z")  # of an institution: (UNRWA)
_SENTENCE = regex.compile(r"[؟?!]|\d{3}")
_JOINED = regex.compile(r"\s+(?=و\p{L}{2})")
_ARABIC = regex.compile(r"\p{Arabic}")
_AND = regex.compile(r"\s+(?:and|&|et|و)\s+")


def without_others(text: str) -> str:
    """A field without `وآخرون` or `et al.`, which stand for further authors."""
    return _OTHERS.sub("", text)


def is_person(text: str) -> bool:
    """True for what a reader takes for names of persons by the words alone.

    An Arabic name begins with a known given name, a Latin one is made of capitalised words. False where in doubt.
    """
    plain = _TITLES.sub("", without_others(text))
    return bool(plain) and all(_is_one_person(name) for name in _AND.split(plain))


def is_author(text: str) -> bool:
    """True for a person, and for an institution that can sign a work."""
    return is_person(text) or (
        INSTITUTION.match(text) is not None
        and len(text.split()) <= _LONGEST_NAME
        and not _NO_NAME.search(_SHORT_NAME.sub("", text))
    )


def may_be_author(text: str) -> bool:
    """True for what can be an author where the place in the reference already says so: short, and no sentence."""
    plain = without_others(text)
    return bool(plain) and len(plain.split()) <= 12 and not PROSE.match(plain) and not _SENTENCE.search(plain)


def names_in(text: str) -> list[tuple[int, int]]:
    """The ranges of the single names in a field; the whole field where it is not sure where one ends."""
    whole = without_others(text)
    names, start = [], 0
    for found in _AND.finditer(whole):
        names.append((start, found.start()))
        start = found.end()
    pieces = [piece for begin, end in (*names, (start, len(whole))) for piece in _joined(whole, begin, end)]
    if len(pieces) > 1 and not all(is_person(whole[begin:end]) for begin, end in pieces):
        return [(0, len(whole))]
    return pieces


def strip_and(text: str) -> int | None:
    """How many letters of `و` (and) stand before a name: 1, 0, or None where it may be the name's own letter."""
    word = text.partition(" ")[0]
    if not word.startswith("و") or is_given_name(word):
        return 0
    rest = word[1:]
    return 1 if is_given_name(rest) or rest.startswith(("ال", "أ", "إ")) else None


def _joined(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The names of a stretch, parted at an `و` that is written together with a given name."""
    found, start = [], begin
    for match in _JOINED.finditer(text[begin:end]):
        place = begin + match.end()
        word = text[place:end].partition(" ")[0]
        if not is_given_name(word) and is_given_name(word[1:]):
            found.append((start, begin + match.start()))
            start = place + 1
    return [*found, (start, end)]


def _is_one_person(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= _LONGEST_NAME or _NO_NAME.search(text) or NOT_IN_NAMES & {word.lower() for word in words}:
        return False
    if _ARABIC.search(text):
        first = words[0]
        return is_given_name(first) or (first.startswith("ال") and is_given_name(first[2:]) and len(words) <= 3)
    return all(_LATIN_NAME.fullmatch(word) or word.lower() in _PARTICLES for word in words) and len(words) <= 5
