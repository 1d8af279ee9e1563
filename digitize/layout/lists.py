"""Lists: items that open with the same bullet or with numbers that run on."""

from __future__ import annotations

import regex

from digitize.layout.paragraphs import groups
from digitize.layout.rows import Row, View
from digitize.layout.signs import number_of
from digitize.model import Role

# Bullets of print and of office programs; private-use ones are Symbol and Wingdings glyphs (U+F0B7, U+F0A7 ...).
_BULLET = regex.compile(r"\s*(?P<mark>[◀◄◂▶►▸•●○◦▪■□▫◆◇❖➢➤✓✔✦§\N{BULLET}\uF000-\uF0FF]|[-–—*](?=\s))\s*(?=\S)")
_NUMBERED = regex.compile(r"\s*(?P<mark>\(?\p{Nd}{1,2}\s*[.\-–)]|\(?[أبجدهوزحط]\s*[.\-–)])\s+(?=\S)")
MIN_NUMBERED = 2  # a single line that opens with a number is no list


def claim_lists(view: View) -> None:
    """Labels list items; neighbouring items share a group."""
    number = 0
    bullet = ""
    for group in groups(view):
        row = group[0]
        if row.role in (Role.NOTE, Role.PAGE_NUMBER, Role.HEADER, Role.FOOTER, Role.CAPTION):
            continue
        found = _BULLET.match(row.text) if row.is_free() else None
        if found is None:
            bullet = ""
            continue
        number += found["mark"] != bullet
        bullet = found["mark"]
        _claim(group, found.end(), f"opens with the bullet {bullet}", 0.95, f"list.{number}")
    _claim_numbered(view, number)


def _claim(group: list[Row], marker: int, reason: str, confidence: float, name: str) -> None:
    group[0].marker = marker
    for row in group:
        row.claim(Role.LIST, reason, confidence, group=name)


def _claim_numbered(view: View, number: int) -> None:
    items = [group for group in groups(view) if group[0].role in (None, Role.LIST)]
    index = 0
    while index < len(items):
        run = _run([group[0] for group in items], index)
        if len(run) >= MIN_NUMBERED:
            number += 1
            for group, (_, end) in zip(items[index:], run, strict=False):
                _claim(group, end, "opens with a number that runs on", 0.85, f"list.{number}")
        index += max(1, len(run))


def _run(rows: list[Row], index: int) -> list[tuple[Row, int]]:
    """Neighbouring rows from `index` on whose numbers ascend by one, beginning at 1 (or أ)."""
    run: list[tuple[Row, int]] = []
    for row in rows[index:]:
        found = _NUMBERED.match(row.text) if row.is_free() else None
        if found is None or _value(found["mark"]) != len(run) + 1:
            break
        run.append((row, found.end()))
    return run


def _value(mark: str) -> int:
    letter = regex.search(r"\p{L}", mark)
    return "أبجدهوزحط".index(letter[0]) + 1 if letter else number_of(mark)
