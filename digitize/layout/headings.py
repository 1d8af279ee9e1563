"""Headings: what the printed contents names, what is numbered or set as one, and how deep each lies."""

from __future__ import annotations

from difflib import SequenceMatcher

import regex

from digitize.layout.contents import Entry
from digitize.layout.paragraphs import groups
from digitize.layout.rows import Row, View
from digitize.model import Label, Role
from digitize.text import letters

MOST_LINES = 3
_SENTENCE = (".", "،", "؛", ",")  # how a line of text ends, and no heading
LONGEST = 130  # letters; a longer line is a paragraph
CLOSE = 0.88  # share of equal letters that makes a heading the one in the contents (OCR errs in both)

_ORDINALS = "أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|حادي عشر|ثاني عشر"
# Numbering by depth: words of order are the upper level, numbers the next, letters the third.
_WORDS = regex.compile(rf"(?:{_ORDINALS})(?:ا|اً|ً|ًا)?\s*[:：\-–.،]")
_CHAPTER = regex.compile(r"(?:ال)?(?:فصل|باب|قسم|مبحث|مطلب|محور|جزء)\s+(?:ال)?\p{L}+")
_FIGURE = regex.compile(r"(?P<number>\p{Nd}{1,2}(?:[.\-]\p{Nd}{1,2})*)\s*[.\-–):]\s*\p{L}")
_LETTER = regex.compile(r"[أابجدهوزحطي]\s*[.\-–):]\s+\p{L}|[a-z]\)\s+\p{L}")
# A sentence that introduces a list or a quotation ends with a colon too, but it begins or ends as a sentence does.
_INTRODUCES = regex.compile(
    r"^(?:وقد|قد|لقد|وقال|قال|و?[يت]\p{L}{3,}|وفي|ومن|وهو|وهي|وكان|كما|ثم|إذ|فقد|وجاء|جاء|أما)\b"
    r"|\b(?:بقوله|بقولها|بقولهم|قائلا|قائلة|قال|قالت|يلي|الآتي|الآتية|التالي|التالية|نصه|نصها|منها|وهي|وهو|أن|إلى|على|في|من)\s*:$"
)
_NAMED = frozenset(
    letters(name)
    for name in (
        "مقدمة", "المقدمة", "تمهيد", "توطئة", "مدخل", "خاتمة", "الخاتمة", "خلاصة", "الخلاصة", "ملخص", "الملخص", "ملخص تنفيذي",
        "الملخص التنفيذي", "توصيات", "التوصيات", "نتائج", "النتائج", "استنتاجات", "خاتمة وتوصيات", "المراجع", "المصادر",
        "المصادر والمراجع", "الهوامش", "ملحق", "الملاحق", "Abstract", "Introduction", "Conclusion", "Summary", "References",
        "Bibliography", "Résumé",
    )
)  # fmt: skip


def claim_listed(view: View, entries: tuple[Entry, ...]) -> None:
    """Labels the rows that the printed contents names; the strongest evidence there is."""
    wanted = [letters(entry.words) for entry in entries]
    for group in groups(view):
        text = " ".join(row.text for row in group)
        if not group[0].is_free() or len(text) > LONGEST or text.lstrip()[:1] in "◀•▪●":
            continue
        if letters(text) and any(_close(letters(text), each) for each in wanted):
            for row in group:
                row.claim(Role.HEADING, "the printed contents names it", 0.98, level=level_of(text))


def claim_unlisted(view: View, *, has_contents: bool) -> None:
    """Labels headings that no contents names, by their numbering, their words or their type."""
    found = groups(view)
    for index, group in enumerate(found):
        text = " ".join(row.text for row in group).strip()
        if not group[0].is_free() or not text or len(text) > LONGEST or len(group) > MOST_LINES:
            continue
        is_last = index + 1 == len(found)
        reason = (
            _reason_in_text(text, group[0], is_last=is_last) if view.is_text else _reason_in_print(view, group, text)
        )
        if reason and not (has_contents and view.is_text and not _is_named(text)):
            for row in group:
                row.claim(Role.HEADING, reason, 0.8, level=level_of(text))


def settle_levels(view: View) -> None:
    """Brings the levels in order: where type sizes tell them, by size; else as numbered, with no level left out."""
    headings = [row for row in view.rows if row.role is Role.HEADING]
    used = sorted({row.label.level for row in headings if row.label})
    ranks = {level: rank for rank, level in enumerate(used, 1)}
    for row in headings:
        if row.label:
            old = row.label
            row.label = Label(old.role, ranks[old.level], old.group, reason=old.reason, confidence=old.confidence)


def level_of(text: str) -> int:
    """The depth that the numbering of a heading tells: أولاً and unnumbered 1, `1.` 2, `1.1` and أ. 3."""
    text = text.strip()
    found = _FIGURE.match(text)
    if found:
        return 2 + len(regex.findall(r"\p{Nd}+", found["number"])) - 1
    return 3 if _LETTER.match(text) else 1


def _is_named(text: str) -> bool:
    return letters(text) in _NAMED


def _close(text: str, wanted: str) -> bool:
    if text == wanted:
        return True
    if not text or not wanted or abs(len(text) - len(wanted)) > 0.15 * len(wanted) + 1 or len(wanted) < 6:
        return False
    return SequenceMatcher(None, text, wanted, autojunk=False).ratio() >= CLOSE


def _reason_in_text(text: str, row: Row, *, is_last: bool) -> str:
    if is_last or text.endswith(_SENTENCE):
        return worded(text) if not text.endswith(_SENTENCE) else ""
    short = len(text.split()) <= 9 and text.endswith(":") and row.gap > 0 and not _INTRODUCES.search(_bare(text))
    return worded(text) or ("short, ends with a colon, stands alone" if short else "")


def _reason_in_print(view: View, group: list[Row], text: str) -> str:
    if text.endswith(_SENTENCE):
        return ""
    size = min(row.size for row in group)
    if size > 1.12 * view.body_size:
        return "set larger than the text"
    measure = view.measures.get(group[0].page)
    if measure is None or size < 0.97 * view.body_size or measure.is_full(group[-1].line):
        return ""
    if worded(text):
        return worded(text)
    numbered = _FIGURE.match(text) or _LETTER.match(text)
    if all(row.is_bold for row in group) and (numbered or text.endswith(":") or size > 1.02 * view.body_size):
        return "bold, alone on its line"
    return "numbered, and set larger than the text" if numbered and size > 1.02 * view.body_size else ""


def worded(text: str) -> str:
    """Why the words of a line alone make it a heading; "" where they do not."""
    if _is_named(text):
        return "a customary heading, alone on its line"
    if _WORDS.match(_bare(text)) or _CHAPTER.fullmatch(text.rstrip(":")):
        return "numbered as a section, alone on its line"
    return ""


def _bare(text: str) -> str:
    """Without vowel marks, for comparing with the words of order."""
    return regex.sub(r"\p{M}", "", text)
