"""Files as a bad disk, a cut connection or an enemy makes them: bytes flipped, cut, spliced, objects swapped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]

_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?\bendobj", re.DOTALL)
_NUMBER = re.compile(rb"(?<= )\d{1,6}(?= )")
NASTY = (
    "\x00", "\u202e", "\ufeff", "\u200f" * 50, "ﷺ" * 40, "\N{ARABIC TATWEEL}" * 5000, "(" * 3000, "<https://" * 400,
    "¹" * 300, "\f" * 400, "\n" * 3000, "م" + "\u064b" * 2000, "[" * 500 + "1" + "]" * 500, "\t" * 900, "999999999999999999",
    "A" * 100_000, "\ud7ff\ue000", "𝕬" * 50, "א" * 60, "(1)" * 500,
)  # fmt: skip


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bytes are others."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end, the beginning or a stretch is missing."""
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice((data[:start], data[end:], data[:start] + data[end:]))


def spliced(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands where another belongs."""
    start, end, at = (chance.randrange(len(data)) for _ in range(3))
    return data[:at] + data[min(start, end) : max(start, end)] + data[at:]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Two objects of a PDF have changed places, or lengths and references have."""
    objects = list(_OBJECT.finditer(data))
    if len(objects) > 2 and chance.random() < 0.6:
        one, two = sorted(chance.sample(objects, 2), key=lambda found: found.start())
        return data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]
    return _NUMBER.sub(
        lambda found: str(chance.randrange(99999)).encode() if chance.random() < 0.05 else found[0], data
    )


def nasty(data: bytes, chance: random.Random) -> bytes:
    """Characters that nobody expects, in the middle of a text."""
    text = data.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NASTY) + text[at:]
    return text.encode("utf-8", "replace")


OF_PDF: tuple[Damage, ...] = (flipped, cut, spliced, swapped)
OF_TEXT: tuple[Damage, ...] = (nasty, nasty, flipped, cut, spliced)
