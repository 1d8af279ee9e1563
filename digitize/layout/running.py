"""Running heads, running feet and page numbers: the same place, the same words, many pages."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

import regex

from digitize.layout.rows import Row, View
from digitize.layout.signs import heads_notes, opening
from digitize.model import Role
from digitize.text import letters

_NUMBER = regex.compile(
    r"[-–—\[(|. ]*(?P<label>\p{Nd}{1,4}|[ivxlcdm]{1,7}|[أابجدهوزحطي])[-–—\])|. ]*", regex.IGNORECASE
)
_DIGITS = regex.compile(r"\p{Nd}+")
MIN_LETTERS = 3  # fewer are a date or the rest of a URL
EDGE_ROWS = 3  # running text stands among the first or last three rows of a page
MIN_REPEATS = 3  # pages on which the same words at the same edge are a running head
EDGE = 0.12  # share of the page's height, at top and bottom, in which PDFs print running text


def claim_running(view: View) -> None:
    """Labels headers, footers and page numbers."""
    _claim_numbers(view)
    _claim_repeated(view)
    if not view.is_text:
        _claim_at_same_height(view)


def page_labels(view: View) -> dict[int, str]:
    """Printed numbers by physical page, in western digits, as far as rows labelled PAGE_NUMBER tell."""
    labels: dict[int, str] = {}
    for row in view.rows:
        for part in row.parts:
            if part.label.role is Role.PAGE_NUMBER:
                labels[row.page] = western(row.text[part.start : part.end])
        if row.role is Role.PAGE_NUMBER and not row.parts:
            found = _NUMBER.fullmatch(row.text.strip())
            if found:
                labels[row.page] = western(found["label"])
    return labels


def western(text: str) -> str:
    """Digits of any script as 0-9, the rest stripped of brackets and spaces."""
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return digits.strip(" -–—[]()|.")


def _edges(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return rows[:EDGE_ROWS], rows[-EDGE_ROWS:]


def _claim_numbers(view: View) -> None:
    """A number alone at a page's edge is the page's, if the numbers of the pages ascend with the pages."""
    candidates: dict[int, list[tuple[Row, int]]] = defaultdict(list)
    for number, rows in view.pages.items():
        if not rows:
            continue
        edge = {id(row): row for row in (rows[0], rows[-1])} if view.is_text else {id(row): row for row in rows}
        for row in edge.values():
            found = _NUMBER.fullmatch(row.text.strip())
            if found and found["label"][0].isdigit() and (view.is_text or _at_edge(view, row)):
                candidates[number].append((row, int(western(found["label"]))))
    offsets = Counter(number - value for number, numbered in candidates.items() for _, value in numbered)
    if not offsets:
        return
    offset, pages = offsets.most_common(1)[0]
    if pages < min(2, len(view.pages)):
        return
    for number, numbered in candidates.items():
        for row, value in numbered:
            if number - value == offset:
                row.claim(Role.PAGE_NUMBER, f"the number {value} alone at the edge of page {number}", 0.98)


def _at_edge(view: View, row: Row) -> bool:
    height = view.page(row.page).height
    return row.box.y1 < EDGE * height or row.box.y0 > (1 - EDGE) * height


def _claim_repeated(view: View) -> None:
    """Words that return at the edge of several pages, whatever number stands in them."""
    places: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for rows in view.pages.values():
        free = [row for row in rows if row.is_free()]
        for side, edge in zip(("head", "foot"), _edges(free), strict=True):
            for row in edge:
                if (not view.is_text and not _at_edge(view, row)) or _heads_notes(row, free):
                    continue
                key = _DIGITS.sub("0", letters(row.text))
                if sum(char.isalpha() for char in key) >= MIN_LETTERS:
                    places[side, key].append(row)
    for (side, _), rows in places.items():
        pages = {row.page for row in rows}
        if len(pages) < MIN_REPEATS and not _few_pages(view, rows):
            continue
        role = Role.HEADER if side == "head" else Role.FOOTER
        if sum(len(view.pages[number]) == 1 for number in pages) > len(pages) / 2:
            continue  # what stands alone on its pages is their text
        for row in rows:
            row.claim(role, f"the same words at the {side} of {len(pages)} pages", 0.97)


def _claim_at_same_height(view: View) -> None:
    """Heads whose words change from chapter to chapter stand where the others do, in the same type."""
    known = {(role, page): row for role in (Role.HEADER, Role.FOOTER) for page, row in _first_of(view, role).items()}
    for role in (Role.HEADER, Role.FOOTER):
        places = [(row.box.y1, row.size) for (kind, _), row in known.items() if kind is role]
        if len(places) < MIN_REPEATS:
            continue
        for number, rows in view.pages.items():
            if (role, number) in known:
                continue
            free = [row for row in rows if row.is_free() and _at_edge(view, row)]
            for row in free[:1] if role is Role.HEADER else free[-1:]:
                if all(abs(row.box.y1 - bottom) < 1.0 and abs(row.size - size) < 0.2 for bottom, size in places):
                    row.claim(role, "at the very height of the running heads of other pages, in their type", 0.85)


def _first_of(view: View, role: Role) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for row in view.rows:
        if row.role is role:
            found.setdefault(row.page, row)
    return found


def _heads_notes(row: Row, rows: list[Row]) -> bool:
    """True for the heading above the notes at a chapter's end, which every chapter has."""
    below = rows.index(row) + 1
    return heads_notes(row.text) and below < len(rows) and opening(rows[below].text) is not None


def _few_pages(view: View, rows: list[Row]) -> bool:
    """In a PDF, twice at the very same height is enough: pages with notes at the foot are often few."""
    if view.is_text or len({row.page for row in rows}) < 2:
        return False
    tops = [row.box.y0 for row in rows]
    return max(tops) - min(tops) < 2.0
