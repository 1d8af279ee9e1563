"""Outlines of freely available fonts and the letters they draw: a glyph that is one of these names itself.

The table beside this module is made from font files by `make outlines`; an outline is as good as a signature, whatever
the PDF's own map says. It holds marks of outlines and the characters they stand for, no outline itself.
"""

from __future__ import annotations

import struct
import sys
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from digitize.read.faces import MARK_SIZE, Face, plainness

TABLE = Path(__file__).with_name("known_outlines.bin")
_ENTRY = struct.Struct(f">{MARK_SIZE}sBH")  # outline mark, font, text
_SCRIPTS = ((0x20, 0x180), (0x300, 0x323), (0x5D0, 0x600), (0x600, 0x700), (0x1E00, 0x1F00), (0x2010, 0x2045),
            (0x20A0, 0x20C0), (0x2190, 0x2194), (0x25A0, 0x2600), (0x2700, 0x27C0), (0xFD3E, 0xFD40), (0xFDF0, 0xFDFE))  # fmt: skip


def letters_of_outlines(outlines: Mapping[int, bytes]) -> dict[int, str]:
    """The letters of those glyphs whose outlines are known, by glyph number.

    `outlines` are the marks of a font's glyphs. Where fonts name one outline differently (a dot is a full stop here,
    a zero there), the known font that shares most outlines with this one decides.
    """
    claims = {number: list(_table().claims(mark)) for number, mark in outlines.items() if mark}
    shared = Counter(font for each in claims.values() for font in {font for font, _ in each})
    ranks = {font: rank for rank, (font, _) in enumerate(sorted(shared.items(), key=lambda item: (-item[1], item[0])))}
    for number, mark in outlines.items():
        if not mark:  # a letter drawn by its neighbour: only the font that all the others come from can tell
            claims[number] = [claim for claim in _table().claims(_blank_mark(number)) if ranks.get(claim[0]) == 0]
    told = {number: _of_likeliest(each, ranks) for number, each in claims.items() if each}
    scripts = Counter(_is_arabic(texts[0]) for texts in told.values() if len(texts) == 1 and texts[0].isalpha())
    return {
        number: next((text for text in texts if _is_arabic(text) == (scripts[True] > scripts[False])), texts[0])
        for number, texts in told.items()
    }


def _of_likeliest(claims: Sequence[tuple[int, str]], ranks: Mapping[int, int]) -> list[str]:
    """What the likeliest of the fonts that have the outline calls it; two names where two scripts share it."""
    likeliest = min(claims, key=lambda claim: ranks[claim[0]])[0]
    return [text for font, text in claims if font == likeliest]


def _is_arabic(text: str) -> bool:
    return "\u0600" <= text[0] <= "\u08ff"


def _blank_mark(number: int) -> bytes:
    """Stands for the outline of a letter without ink: fonts that draw a pair of letters as one leave the other blank."""
    return blake2b(f"blank {number}".encode(), digest_size=MARK_SIZE).digest()


class _Table(Sequence[bytes]):
    """The outline marks in order, and the fonts and letters of each."""

    def __init__(self, data: bytes) -> None:
        (length,) = struct.unpack_from(">I", data)
        self._texts = data[4 : 4 + length].decode().split("\n")
        self._entries = data[4 + length :]

    def __len__(self) -> int:
        return len(self._entries) // _ENTRY.size

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]
        return self._entries[index * _ENTRY.size : index * _ENTRY.size + MARK_SIZE]

    def claims(self, mark: bytes) -> Iterator[tuple[int, str]]:
        """What each font that has the outline calls it: (font, letters)."""
        index = bisect_left(self, mark)
        while index < len(self) and self[index] == mark:
            _, font, text = _ENTRY.unpack_from(self._entries, index * _ENTRY.size)
            yield font, self._texts[text]
            index += 1


@cache
def _table() -> _Table:
    return _Table(zlib.decompress(TABLE.read_bytes()))


def pack(faces: Iterable[Face]) -> bytes:
    """The table of these fonts, no more than 256."""
    entries: list[tuple[bytes, int, str]] = []
    for font, face in enumerate(faces):
        best: dict[tuple[bytes, bool], str] = {}
        for number, text in face.letters.items():
            mark = face.outline(number) if _is_wanted(text) else None
            if mark is not None:
                key = (mark or _blank_mark(number), _is_arabic(text))  # an alef may look like an l
                if key not in best or plainness(text) < plainness(best[key]):
                    best[key] = text
        entries += [(mark, font, text) for (mark, _), text in best.items()]
    texts = sorted({text for _, _, text in entries})
    numbers = {text: number for number, text in enumerate(texts)}
    listed = "\n".join(texts).encode()
    packed = (_ENTRY.pack(mark, font, numbers[text]) for mark, font, text in sorted(entries))
    return zlib.compress(b"".join((struct.pack(">I", len(listed)), listed, *packed)), 9)


def _is_wanted(text: str) -> bool:
    return bool(text.strip()) and all(any(low <= ord(char) < high for low, high in _SCRIPTS) for char in text)


def main(paths: Iterable[str]) -> None:
    """Writes the table of the font files and folders given."""
    files = [
        file
        for path in map(Path, paths)
        for file in ([path] if path.is_file() else sorted(path.rglob("*")))
        if file.suffix.lower() in (".ttf", ".otf")
    ]
    TABLE.write_bytes(pack(Face(file.read_bytes()) for file in sorted(files, key=lambda each: each.name)))


if __name__ == "__main__":
    main(sys.argv[1:])
