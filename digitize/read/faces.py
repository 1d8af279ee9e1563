"""What a font program says of its own glyphs: their outlines, and the letters its tables name them after."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import Any

from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from digitize.read.glyphs import letters_of

logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # damaged programs are our daily bread

MARK_SIZE = 5  # bytes of an outline's mark: among 100,000 outlines one in ten million strangers would pass for known
ROUNDS = 6  # substitutions that lead from a letter to a glyph, one after another
_EXTENSION = 7  # lookup type that wraps another (OpenType, GSUB)


class Face:
    """A font program from a PDF or a font file; raises ValueError where it can't be read.

    Glyphs go by their number in the program.
    """

    def __init__(self, data: bytes) -> None:
        self._tables: TTFont | None = None
        try:
            if data[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf"):
                self._tables = TTFont(io.BytesIO(data), fontNumber=0, lazy=True)
                self.names = list(self._tables.getGlyphOrder())
                self._glyphs: Any = self._tables.getGlyphSet() if "glyf" not in self._tables else None
            else:
                top = _bare_cff(data)
                self.names, self._glyphs = list(top.charset), top.CharStrings
        except Exception as error:  # a damaged font program fails anywhere in fontTools
            raise ValueError(f"the font program cannot be read ({type(error).__name__})") from None

    def __len__(self) -> int:
        return len(self.names)

    def outline(self, number: int) -> bytes | None:
        """A mark of the glyph's outline, the same in every file that embeds the glyph; b"" for one without ink.

        None where the program has no such glyph, or a damaged one. The outline's distance from the origin counts in
        height, not in breadth: a fatha and a kasra have one shape, and producers move outlines sideways.
        """
        if not 0 <= number < len(self.names):
            return None
        try:
            drawn = self._points(number) if self._glyphs is None else self._commands(number)
        except Exception:  # as above
            return None
        return blake2b(repr(drawn).encode(), digest_size=MARK_SIZE).digest() if drawn else b""

    def _points(self, number: int) -> object:
        table = self._tables["glyf"]  # type: ignore[index]
        glyph = table[self.names[number]]
        if not glyph.numberOfContours:
            return None
        points, ends, flags = glyph.getCoordinates(table)
        if not points:
            return None
        xs, ys = points.array[::2], points.array[1::2]
        left = min(xs)
        return (
            [(round(x - left), round(y)) for x, y in zip(xs, ys, strict=True)],
            list(ends),
            [flag & 1 for flag in flags],
        )

    def _commands(self, number: int) -> object:
        pen = DecomposingRecordingPen(self._glyphs)
        self._glyphs[self.names[number]].draw(pen)
        left = min((x for _, points in pen.value for x, _ in points), default=0)
        return [(command, [(round(x - left), round(y)) for x, y in points]) for command, points in pen.value]

    @cached_property
    def mapped(self) -> dict[int, str]:
        """What the font's own map of characters names its glyphs after; nothing from its other tables."""
        found: dict[str, str] = {}
        if self._tables is not None:
            _settle(found, _mapped(self._tables))
        return {number: found[name] for number, name in enumerate(self.names) if name in found}

    @cached_property
    def letters(self) -> dict[int, str]:
        """What the font's own tables name glyphs after: its map of characters, substitutions, and glyph names."""
        found = {self.names[number]: text for number, text in self.mapped.items()}
        _settle(found, ((name, text) for name in self.names if (text := _named(name))))
        if self._tables is not None and "GSUB" in self._tables:
            with suppress(Exception):  # a damaged table says nothing
                _follow(found, self._tables["GSUB"].table)
        return {number: found[name] for number, name in enumerate(self.names) if name in found}

    @cached_property
    def symbols(self) -> dict[int, int]:
        """The codes that a symbol font gives its glyphs (U+F000 and above), by glyph."""
        if self._tables is None or "cmap" not in self._tables:
            return {}
        with suppress(Exception):  # as above
            numbers = self._tables.getReverseGlyphMap()
            return {
                numbers[name]: code
                for table in self._tables["cmap"].tables
                if (table.platformID, table.platEncID) == (3, 0)
                for code, name in table.cmap.items()
            }
        return {}


def _bare_cff(data: bytes) -> Any:  # noqa: ANN401 - fontTools has no types
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return fonts[fonts.fontNames[0]]


def _mapped(tables: TTFont) -> Iterator[tuple[str, str]]:
    if "cmap" not in tables:
        return
    with suppress(Exception):  # a damaged table says nothing
        for table in tables["cmap"].tables:
            if table.isUnicode():
                for code, name in table.cmap.items():
                    text = letters_of(chr(code))
                    if text and not 0xE000 <= code <= 0xF8FF:
                        yield name, text


def _named(name: str) -> str:
    """The letters that a glyph's name spells (`uniFEDF`, `afii57415`, `lam.init`); Adobe Glyph List Specification."""
    if name.startswith(("glyph", "cid", "gid", ".", "index")) or (name[:1] in "gG" and name[1:].isdigit()):
        return ""
    text = "".join(letters_of(char) for char in toUnicode(name))
    return "" if any(unicodedata.category(char) in ("Co", "Cn", "Cs") for char in text) else text


def _settle(found: dict[str, str], claims: Iterable[tuple[str, str]]) -> bool:
    """Names every glyph that has none yet after the plainest of the texts claimed for it; True where any was new."""
    best: dict[str, str] = {}
    for name, text in claims:
        if name not in found and (name not in best or plainness(text) < plainness(best[name])):
            best[name] = text
    found.update(best)
    return bool(best)


def plainness(text: str) -> tuple[int, int, str]:
    """Order of texts that share an outline: Arabic and ASCII before other letters, short before long."""
    return max((_oddness(char) for char in text), default=3), len(text), text


def _oddness(char: str) -> int:
    point = ord(char)
    if 0x20 <= point < 0x7F or 0x621 <= point <= 0x652 or 0x660 <= point <= 0x66C or char in "،؛؟":
        return 0
    if point < 0x100 or 0x2010 <= point <= 0x2044:
        return 1
    return 2 if point < 0x250 or 0x600 <= point < 0x700 else 3


def _follow(found: dict[str, str], table: Any) -> None:  # noqa: ANN401
    """Names glyphs after those they are substituted for, until no more is learnt."""
    steps = list(_substitutions(table))
    for _ in range(ROUNDS):
        claims = (
            (output, "".join(found[name] for name in inputs))
            for inputs, output in steps
            if output not in found and all(name in found for name in inputs)
        )
        if not _settle(found, list(claims)):
            return


def _substitutions(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    """What is substituted by what: single, alternate and ligature substitutions of every feature."""
    for lookup in table.LookupList.Lookup if table.LookupList else ():
        for wrapped in lookup.SubTable:
            subtable = wrapped.ExtSubTable if lookup.LookupType == _EXTENSION else wrapped
            kind = subtable.LookupType
            if kind == 1:
                yield from (((before,), after) for before, after in subtable.mapping.items())
            elif kind == 3:
                yield from (((before,), each) for before, after in subtable.alternates.items() for each in after)
            elif kind == 4:
                for first, ligatures in subtable.ligatures.items():
                    yield from (((first, *each.Component), each.LigGlyph) for each in ligatures)
