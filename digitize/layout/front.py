"""The title page, and the title and author repeated above the text."""

from __future__ import annotations

import unicodedata

import regex

from digitize.layout.paragraphs import groups
from digitize.layout.rows import Row, View, is_finished
from digitize.layout.signs import without_calls
from digitize.model import Role
from digitize.text import letters

_MONTHS = (
    "كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|يناير|فبراير|مارس|أبريل|إبريل|مايو|ماي|يونيو|يونيه|يوليو|يوليه|"
    "أغسطس|غشت|سبتمبر|شتنبر|أكتوبر|نوفمبر|نونبر|ديسمبر|دجنبر|جانفي|فيفري|أفريل|جوان|جويلية|أوت|"
    "محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذو|ذي|"
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_DATE = regex.compile(
    rf"[\p{{L}}\p{{M}}\p{{Nd}}\s/،,.\-–]*\b(?:{_MONTHS})\b.*\p{{Nd}}{{4}}.*|\p{{Nd}}{{4}}\s*م?|\p{{Nd}}{{1,4}}[/.-]\p{{Nd}}{{1,2}}[/.-]\p{{Nd}}{{1,4}}",
    regex.IGNORECASE,
)
_PUBLISHER = regex.compile(
    r"\b(?:ال)?(?:مركز|دار|معهد|مؤسسة|مرصد|منتدى|جامعة|هيئة|وزارة|جمعية|مجلس|منظمة|مجلة|منشورات|أكاديمية|كلية|ديوان|مكتبة|شبكة)\b"
    r"|\b(?:Cent(?:er|re)|Institute|University|Foundation|Observatory|Press|Ministry|Council|Association)\b"
)
_TITLE_OF_PERSON = regex.compile(
    r"^(?:د|أ|م|أ\.?\s?د|الدكتور|الدكتورة|الأستاذ|الأستاذة|إعداد|بقلم|تأليف|ترجمة|تحرير)\b[.:/]?"
)
COVER_ROWS = 12  # a title page holds no more lines than this
SENTENCE = 120  # letters; what is longer and ends with a full stop is a paragraph, not a title
LONGEST_TITLE = 220  # letters; longer is text


def claim_front(view: View) -> None:
    """Labels the title page, if page 1 is one, and the title and author that stand above the text."""
    first = [row for row in view.pages.get(1, []) if row.is_free()]
    cover = _cover(view, first)
    for row, role, reason in cover:
        row.claim(role, reason, 0.9, front=True)
    title, authors = _strings(cover)
    if not title:
        _claim_without_cover(view, first)
        return
    for group in groups(view):
        if not group[0].is_free() or group[0].page > 4:
            continue
        text = " ".join(row.text for row in group)
        if _same(text, title):
            _claim(group, Role.TITLE, "the title again, above the text", 0.95)
        elif authors and _same(_without_calls(text), authors):
            _claim(group, Role.BYLINE, "the author again, above the text", 0.95)


def _claim(group: list[Row], role: Role, reason: str, confidence: float) -> None:
    for row in group:
        row.claim(role, reason, confidence)


def _cover(view: View, rows: list[Row]) -> list[tuple[Row, Role, str]]:
    """What each row of a title page is; empty where page 1 is not a title page."""
    has_contents = any(row.role in (Role.CONTENTS, Role.CONTENTS_HEADING) for row in view.rows)
    alone = bool(rows) and len(rows) <= COVER_ROWS and all(len(row.text) <= LONGEST_TITLE for row in rows)
    repeated = bool(rows) and any(_same(row.text, rows[0].text) for row in view.rows if row.page in (2, 3, 4))
    prose = any(len(row.text) > SENTENCE and is_finished(without_calls(row.text)) for row in rows)
    if not alone or len(rows) < 2 or not (has_contents or repeated or (len(view.pages) > 2 and not prose)):
        return []
    if view.page(1).lines and any(row.role in (Role.CONTENTS,) for row in view.pages[1]):
        return []
    return _roles(view, rows)


def _roles(view: View, rows: list[Row]) -> list[tuple[Row, Role, str]]:
    found: list[tuple[Row, Role, str]] = []
    title_rows = _title_rows(view, rows)
    for row in rows:
        text = row.text.strip()
        if any(row is each for each in title_rows):
            found.append((row, Role.TITLE, "the title page's title"))
        elif _DATE.fullmatch(text):
            found.append((row, Role.DATE, "a date on the title page"))
        elif _PUBLISHER.search(text) and not _TITLE_OF_PERSON.match(text):
            found.append((row, Role.PUBLISHER, "an institution on the title page"))
        elif any(role is Role.BYLINE for _, role, _ in found) and not _TITLE_OF_PERSON.match(text):
            found.append((row, Role.PUBLISHER, "below the author on the title page"))
        else:
            found.append((row, Role.BYLINE, "between title and date on the title page"))
    return found


def _title_rows(view: View, rows: list[Row]) -> list[Row]:
    """The title: the largest type, or in a text the first row with those that follow it without a gap."""
    if not view.is_text:
        largest = max(row.size for row in rows)
        return [row for row in rows if row.size > 0.92 * largest]
    title = [rows[0]]
    for row in rows[1:]:
        if row.gap > 0 or _DATE.fullmatch(row.text.strip()) or _TITLE_OF_PERSON.match(row.text.strip()):
            break
        if not any(_same(" ".join(each.text for each in [*title, row]), other.text) for other in view.rows):
            break
        title.append(row)
    return title


def _strings(cover: list[tuple[Row, Role, str]]) -> tuple[str, str]:
    title = " ".join(row.text for row, role, _ in cover if role is Role.TITLE)
    authors = " ".join(row.text for row, role, _ in cover if role is Role.BYLINE)
    return title, authors


def _claim_without_cover(view: View, rows: list[Row]) -> None:
    """No title page: the title, author and date stand above the text on page 1 or behind the contents."""
    if not rows:
        return
    if view.is_text:
        head = rows[0]
        if len(head.text) <= LONGEST_TITLE and not head.text.rstrip().endswith((".", ":", "،")):
            head.claim(Role.TITLE, "the first line, short and without a full stop", 0.7)
            _claim_byline(rows[1:3])
        return
    largest = max(row.size for row in rows)
    if largest > 1.15 * view.body_size:
        title = [row for row in rows if row.size > 0.92 * largest]
        for row in title:
            row.claim(Role.TITLE, "the largest type on the first page", 0.8)
        behind = rows[rows.index(title[-1]) + 1 :]
        _claim_byline(behind[:3])


def _claim_byline(rows: list[Row]) -> None:
    for row in rows:
        text = _without_calls(row.text.strip())
        if _DATE.fullmatch(text):
            row.claim(Role.DATE, "a date below the title", 0.8)
        elif len(text) < 60 and _TITLE_OF_PERSON.match(text):
            row.claim(Role.BYLINE, "a person's name below the title", 0.8)
        else:
            return


def _same(text: str, other: str) -> bool:
    return bool(letters(text)) and letters(_without_calls(text)) == letters(other)


def _without_calls(text: str) -> str:
    """The text without what may be a call to the author's note: superscripts, (1), trailing digits, stars."""
    plain = "".join(char for char in text if unicodedata.category(char) != "No" and char not in "*†‡")
    return regex.sub(r"[(\[]\s*\p{Nd}{1,2}\s*[)\]]|(?<=\p{L})\p{Nd}{1,2}(?=\W|$)", "", plain)
