"""Names with their Latin twin: `أفيجدور ليبرمان Avigdor Lieberman`; told by sound, so that a gloss is not taken for a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from digitize.enrich.sounds import likeness

# What a word just before a name says that it names. Stems: the article, a clitic before and an ending behind may be there.
_CUES = {
    "org": (
        "منظم", "شرك", "مؤسس", "مركز", "معهد", "جامع", "وكال", "هيئ", "حزب", "جمعي", "مجموع", "بنك", "مصرف", "قنا", "شبك",
        "منص", "موقع", "اتحاد", "مختبر", "مبادر", "حرك", "لجن", "مجلس", "فرق", "تنظيم", "صندوق", "رابط", "دار", "مكتب", "نادي",
    ),
    "journal": ("مجل", "صحيف", "جريد", "دوري"),
    "title": ("كتاب", "رواي", "فيلم", "قاموس", "ديوان", "مسلسل"),
    "place": (
        "مدين", "بلد", "قري", "ميناء", "مرفأ", "ولاي", "إقليم", "جزير", "نهر", "بحير", "جبل", "شارع", "منطق", "مقاطع", "عاصم",
        "حيّ", "مضيق", "خليج", "مطار", "محافظ", "سد",
    ),
    "vessel": ("سفين", "باخر", "ناقل", "غواص", "يخت", "قارب"),
    "person": (
        "رئيس", "وزير", "سيد", "دكتور", "أستاذ", "باحث", "كاتب", "مؤرخ", "مهندس", "مدير", "متحدث", "ناطق", "عالم", "نائب",
        "سفير", "ملك", "أمير", "شيخ", "جنرال", "قائد", "زعيم", "أمين", "خبير", "محلل", "صحفي", "صحافي", "مفكر", "شاعر",
        "فيلسوف", "سيناتور", "لورد", "مستشار", "قاض", "محامي", "طبيب", "ضابط", "كولونيل", "عقيد", "لواء", "بابا", "قس",
        "مترجم", "رسام", "مصور", "فنان", "مخرج", "ممثل", "عضو", "قال", "يقول", "صرح", "يرى", "كتب", "زعم", "دكتر", "حاخام",
        "مبعوث", "ديبلوماسي", "دبلوماسي", "مؤلف", "روائي", "ناشط", "مؤسسه", "مؤسسها",
    ),
}  # fmt: skip
_CLITICS = r"(?:[وفبلكس]?(?:ال|لل)?)"
_ENDINGS = r"(?:ة|ه|ها|هم|ات|ين|ون|ان|اء|ية|ي|ت|ا|وا|تها|ته|تهم|يه|يها|يهم|يين|ون|ء)?"
_CUE = {
    kind: regex.compile(rf"{_CLITICS}(?:{'|'.join(stems)}){_ENDINGS}", regex.IGNORECASE)
    for kind, stems in _CUES.items()
}  # fmt: skip
_NEAR = {
    "org": 1,
    "journal": 1,
    "title": 1,
    "place": 1,
    "vessel": 1,
    "person": 5,
}  # words before the name among which its cue stands

_PARTICLE = r"(?:de|del|della|di|da|du|la|le|van|von|der|den|bin|ibn|ben|of|the|and|for|y|e|al|el)"
_CAPITAL = r"\p{Lu}[\p{Latin}\p{M}'’.\-]*(?<![.\-'’])"
_LATIN = regex.compile(
    rf"(?<![\p{{Latin}}\p{{Nd}}@])(?:al-|el-)?{_CAPITAL}(?: (?:(?:{_PARTICLE} ){{0,2}}(?:al-|el-)?{_CAPITAL}|\p{{Lu}}\.))*"
)
_WORD = regex.compile(r"[\p{Arabic}\p{M}--[،؛؟٪\p{Nd}]]+(?:[-–][\p{Arabic}\p{M}--[،؛؟٪\p{Nd}]]+)?", regex.V1)
_TIE = regex.compile(r"\s?(?P<close>[\"”»)]?)\s?[\"“«(\[]?\s?")  # between a name and its twin
_OPENING = frozenset('"“«')
_BRAND = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}\p{Latin}*")  # WikiLeaks: only makers write a capital within a word
_MOST_WORDS = 6  # of an Arabic name
SURE = 0.64  # likeness from which two spellings are of one name
SURE_OF_ONE_WORD = 0.8  # of names of one word on either side, which chance makes alike more often
_WINDOW = 200  # characters before a Latin name among which its twin and what tells its kind are sought


@dataclass(frozen=True, slots=True)
class Pair:
    """A name in both scripts: where each stands (code points, half-open) and what it names.

    `kind` is `person`, `org`, `place`, `journal`, `title`, `vessel`, or `name` where nothing tells.
    """

    arabic: tuple[int, int]
    latin: tuple[int, int]
    kind: str


def pairs(text: str) -> Iterator[Pair]:
    """The names of an Arabic text that a Latin spelling follows, in order."""
    for latin in _LATIN.finditer(text):
        words = _words_before(text, latin.start())
        if not words:
            continue
        name = _glossed(text, words, latin) if text[words[-1].end()] == ")" else _spelt(text, words, latin)
        if name is not None:
            yield name


def _words_before(text: str, end: int) -> list[regex.Match[str]]:
    """The Arabic words that lead up to a place, without a stop between them; [] where something else stands there."""
    words = list(_WORD.finditer(text, max(0, end - _WINDOW), end))
    if not words or not _TIE.fullmatch(text, words[-1].end(), end) or words[-1].end() == end:
        return []
    first = len(words) - 1
    while first and regex.fullmatch(r"[ \t]*[\"“«(،]?[ \t]*", text[words[first - 1].end() : words[first].start()]):
        first -= 1
    return words[first:]


def _spelt(text: str, words: list[regex.Match[str]], latin: regex.Match[str]) -> Pair | None:
    """`الرئيس إلهام علييف Ilham Aliyev`: as many words as sound most like the Latin ones."""
    name = [words[-1]]
    scored = []
    for word in reversed(words[:-1][-_MOST_WORDS:]):
        scored.append((_likeness(name, latin[0]), len(name)))
        if text[word.end() : name[0].start()] != " ":
            break
        name.insert(0, word)
    else:
        scored.append((_likeness(name, latin[0]), len(name)))
    score, count = max(scored, key=lambda pair: (round(pair[0], 3), -pair[1]))
    if score < (SURE_OF_ONE_WORD if count == 1 or " " not in latin[0] else SURE):
        return None
    first = words[-count]
    context = words[:-count]
    opening = text[first.start() - 1] in _OPENING if first.start() else False
    closing = regex.match(r"\s?[\"”»]", text[words[-1].end() :])
    if closing and not opening:
        return None  # the name would be a part of what stands in quotation marks
    kind = _kind([word[0] for word in context])
    is_brand = kind == "name" and _BRAND.fullmatch(latin[0])
    return Pair((first.start(), words[-1].end()), latin.span(), "org" if is_brand else kind)


def _likeness(words: list[regex.Match[str]], latin: str) -> float:
    return likeness(" ".join(word[0] for word in words), latin)


def _glossed(text: str, words: list[regex.Match[str]], latin: regex.Match[str]) -> Pair | None:
    """`منظمة العفو الدولية (أمنستي) Amnesty International`: a translated name, its short form by sound, the Latin one."""
    inside = [words.pop()]
    while words and text[inside[0].start() - 1] != "(":
        inside.insert(0, words.pop())
    if not words or text[inside[0].start() - 1] != "(":
        return None
    start_of_latin = " ".join(latin[0].split(" ")[: len(inside)])
    if max(_likeness(inside, start_of_latin), _likeness(inside, latin[0])) < SURE_OF_ONE_WORD:
        return None
    for word in reversed(words[-_MOST_WORDS:]):
        if _CUE["org"].fullmatch(_bare(word[0])):
            return Pair((word.start(), inside[-1].end() + 1), latin.span(), "org")
    return None


def _kind(context: list[str]) -> str:
    """What the words before a name say that it names."""
    for kind, near in _NEAR.items():
        if any(_CUE[kind].fullmatch(_bare(word)) for word in context[-near:]):
            return kind
    return "name"


def _bare(word: str) -> str:
    return regex.sub(r"\p{M}", "", word)
