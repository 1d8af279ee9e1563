"""Persian yeh and kaf in Arabic words become the Arabic letters.

The accident: OCR models and fonts shared with Persian give U+06CC and U+06A9 for ي and ك. At the end of a word the
Persian yeh may stand for ي or ى: the same word elsewhere in the document decides, then the handful of words that
everybody writes with ى. Left alone: Persian and Urdu, told by letters that Arabic has not (گ چ پ ژ).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.arabic import PERSIAN_ONLY, PERSIAN_TWINS, bare, words
from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_TWIN = regex.compile(f"[{''.join(PERSIAN_TWINS)}]")
_WORD = regex.compile(r"[\p{Arabic}&&[\p{L}\p{M}]]+", regex.VERSION1)
# Besides their own letters, Persian and Urdu write a joiner between the parts of a word.
_FOREIGN = regex.compile(rf"[{PERSIAN_ONLY}]|(?<=\p{{Arabic}})\N{{ZERO WIDTH NON-JOINER}}(?=\p{{Arabic}})")
_FINAL_YEH = regex.compile(r"\N{ARABIC LETTER FARSI YEH}(?=\p{M}*$)")
_NEAR = 25  # characters on either side in which such a letter proves the phrase to be Persian
_PERSIAN_SHARE = 0.004  # of all letters; in Persian prose گ چ پ ژ are some 3 %, in Arabic names a fraction of that
# Words that end in ى in every Arabic orthography (the commonest in newspaper corpora), without their prefixes.
_ALEF_ENDINGS = frozenset(
    [
        "على",
        "إلى",
        "حتى",
        "لدى",
        "متى",
        "سوى",
        "مدى",
        "إحدى",
        "مستوى",
        "أخرى",
        "كبرى",
        "صغرى",
        "أولى",
        "وسطى",
        "قصوى",
        "عظمى",
        "يسمى",
        "يبقى",
        "تبقى",
        "أدنى",
        "أقصى",
        "أعلى",
        "معنى",
        "مبنى",
        "مقهى",
        "مرضى",
        "قتلى",
        "جرحى",
        "ذكرى",
        "قوى",
        "ملتقى",
        "منتدى",
        "مستشفى",
        "موسيقى",
        "مصطفى",
        "عيسى",
        "موسى",
        "يحيى",
        "ليلى",
        "سلمى",
        "هدى",
        "منى",
        "ندى",
        "فحوى",
        "جدوى",
        "دعوى",
        "شكوى",
        "فتوى",
        "تقوى",
        "عدوى",
        "محتوى",
        "ثنى",
        "اكتفى",
        "أجرى",
        "أعطى",
        "ألقى",
        "أدى",
        "تولى",
        "انتهى",
        "جرى",
        "بنى",
        "رأى",
        "سعى",
        "مضى",
        "دعا",
        "تلقى",
        "يرى",
        "ترى",
        "نرى",
        "بلى",
    ]
)
_PREFIX = regex.compile(r"^(?:[وفبكل]?ال|لل|[وفبكل])(?=\p{L}{2})")


@dataclass(frozen=True, slots=True)
class PersianLetters:
    """Persian yeh and kaf in Arabic words become Arabic ones."""

    name: ClassVar[str] = "persian-letters"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.LETTERS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every word that holds such letters."""
        if not any(_TWIN.search(block.text) for block in document.blocks) or _is_persian(document):
            return
        known = Counter(words(block.text for block in document.blocks))
        for block in document.blocks:
            text = block.text
            for match in _WORD.finditer(text):
                if not _TWIN.search(match[0]):
                    continue
                if _FOREIGN.search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
                    continue
                after, rule, confidence = _arabic(match[0], known)
                rewrite = Rewrite(block.id, match.start(), match.end(), after)
                yield Proposal((rewrite,), rule, "letters of a Persian keyboard in an Arabic word", confidence)


def _arabic(word: str, known: Counter[str]) -> tuple[str, str, float]:
    with_yeh = "".join(PERSIAN_TWINS.get(char, char) for char in word)
    if not _FINAL_YEH.search(word):
        return with_yeh, "twin", 0.98
    with_alef = "".join(PERSIAN_TWINS.get(char, char) for char in _FINAL_YEH.sub("ى", word))
    yeh, alef = known[bare(with_yeh)], known[bare(with_alef)]
    if yeh != alef:
        return (with_yeh, "final-yeh", 0.9) if yeh > alef else (with_alef, "final-alef", 0.9)
    plain = bare(with_alef)
    if plain in _ALEF_ENDINGS or _PREFIX.sub("", plain) in _ALEF_ENDINGS:
        return with_alef, "final-alef", 0.9
    return with_yeh, "final-yeh", 0.75


def _is_persian(document: Document) -> bool:
    letters = foreign = 0
    for block in document.blocks:
        letters += sum(char.isalpha() for char in block.text)
        foreign += len(_FOREIGN.findall(block.text))
    return foreign > _PERSIAN_SHARE * letters


PASS = PersianLetters()
