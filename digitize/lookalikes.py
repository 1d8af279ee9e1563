"""Words that occur once and are one letter away from a frequent word of the same document: باكو, بأكو, لبكو.

OCR errs in single letters, and a name that is right seven times shows the eighth. But Arabic makes new words from old
ones by a letter too, so nothing is changed: the word is marked for a person. Two kinds of evidence: a letter that
differs only in its dots or its hamza; or, where the frequent word is a name (it takes neither article nor suffix), any
letter inside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from digitize.model import Document, Problem
from digitize.vocabulary import doubt, vocabulary

FREQUENT = 3  # times, with and without particles written together with it
SHORTEST = 4  # letters of the frequent word
_PARTICLES = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "فب", "وك")
_ARTICLES = ("ال", "وال", "بال", "لل", "فال", "كال")
_SUFFIXES = ("ة", "ي", "ية", "ها", "هم", "ات", "ان", "ين", "ون", "نا")
_PRONOUNS = ("ها", "هم", "هما", "نا", "كم", "هن")
_ALIKE = ("بتثنيىئپ", "جحخ", "دذ", "رزو", "سش", "صض", "طظ", "عغ", "فق", "اأإآٱل", "هة", "كگ", "وؤ", "ىيئ")
_WEAK = frozenset("اويتنمهىأإآءئؤة")  # letters by which Arabic makes one word from another
_TWINS = {letter: frozenset("".join(group for group in _ALIKE if letter in group)) for letter in "".join(_ALIKE)}


def lookalikes(document: Document) -> Iterator[Problem]:
    """A doubt for every such word, with its place."""
    found = vocabulary(document)
    forms = Counter({word: len(places) for word, places in found.items()})
    frequent = _frequent(forms)
    names = {word for word in frequent if _is_name(word, forms)}
    index = _index(frequent)
    for word, places in found.items():
        twin = _twin(word, forms, frequent, names, index) if len(places) == 1 else None
        if twin is not None:
            message = f"“{word}” occurs once and is one letter away from “{twin}”, which occurs {frequent[twin]} times"
            yield doubt("lookalike", message, places[0])


def _count(word: str, forms: Mapping[str, int]) -> int:
    return sum(forms.get(particle + word, 0) for particle in _PARTICLES)


def _frequent(forms: Mapping[str, int]) -> dict[str, int]:
    return {
        word: count
        for word in forms
        if len(word) >= SHORTEST
        and not word.startswith("ال")
        and not word.endswith(_PRONOUNS)
        and (count := _count(word, forms)) >= FREQUENT
    }


def _is_name(word: str, forms: Mapping[str, int]) -> bool:
    """True for a word that the document uses with neither article nor suffix."""
    if any(article + word in forms for article in _ARTICLES):
        return False
    return not any(start + word + suffix in forms for start in (*_PARTICLES, "ال") for suffix in _SUFFIXES)


def _keys(word: str) -> set[str]:
    """What a word shares with those one letter away: itself with one letter unknown, or left out."""
    holes = {f"{word[:at]}?{word[at + 1 :]}" for at in range(len(word))}
    return holes | {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


def _index(frequent: Mapping[str, int]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in frequent:
        for key in _keys(word):
            index[key].append(word)
    return index


def _twin(
    word: str, forms: Mapping[str, int], frequent: Mapping[str, int], names: set[str], index: Mapping[str, list[str]]
) -> str | None:
    """The frequent word that a word is probably meant to be, with or without a particle before it."""
    stems = [
        word[len(each) :] for each in _PARTICLES if word.startswith(each) and len(word) - len(each) >= SHORTEST - 1
    ]
    if any(_count(stem, forms) != 1 for stem in stems):
        return None  # the same word with another particle
    best: str | None = None
    for stem in stems:
        if stem.startswith("ال"):
            continue
        for other in {twin for key in _keys(stem) for twin in index.get(key, ())}:
            sure = len(stem) >= SHORTEST and _differs_in_dots(stem, other)
            near = sure or (other in names and _differs_inside(stem, other))
            if other != stem and near and (best is None or (frequent[other], other) > (frequent[best], best)):
                best = other
    return best


def _differs_in_dots(one: str, other: str) -> bool:
    """True where one letter differs in dots or hamza, two have changed places, or a strong letter is lost or doubled."""
    if len(one) == len(other):
        at = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(at) == 1:
            return other[at[0]] in _TWINS.get(one[at[0]], frozenset())
        return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
    return any(letter not in _WEAK for letter in _left_out(one, other))


def _differs_inside(one: str, other: str) -> bool:
    """True where one letter that is neither first nor last differs, is lost, or is too many."""
    if one[0] != other[0] or one[-1] != other[-1]:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return bool(_left_out(one, other))


def _left_out(one: str, other: str) -> list[str]:
    """The inner letters of the longer word that, left out, give the shorter; none where there is no such letter."""
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1:
        return []
    return [long[at] for at in range(1, len(long) - 1) if long[:at] + long[at + 1 :] == short]
