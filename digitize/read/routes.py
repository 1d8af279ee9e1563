"""How far each page's text layer can be trusted, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digitize.model import Line, Route
from digitize.read.glyphs import Glyph
from digitize.read.letters import UNKNOWN, Recovered

MOST_UNREAD = 0.02  # share of a page's characters that may be unknown before it needs OCR
MOST_LYING = 0.1  # share of a page's glyphs that fonts of no language may draw


def route_of(
    lines: Sequence[Line], glyphs: Sequence[Glyph], found: Recovered, *, fault: str, has_picture: bool
) -> tuple[Route, str]:
    """The route of a page and its reason; `fault` is why it could not be read, if it could not."""
    if fault:
        return Route.NEEDS_OCR, fault
    text = "".join(line.text for line in lines)
    if not text:
        return (Route.NEEDS_OCR, "a picture without a text layer") if has_picture else (Route.TRUST, "an empty page")
    unread = sum(char == UNKNOWN or "\ue000" <= char <= "\uefff" for char in text)
    if unread > MOST_UNREAD * len(text):
        return Route.NEEDS_OCR, f"{unread} of {len(text)} characters have no letter in their fonts"
    fonts = Counter(glyph.font for glyph in glyphs)
    lying = [font for font in fonts if font in found.lying]
    if sum(fonts[font] for font in lying) > MOST_LYING * len(glyphs):
        return Route.NEEDS_OCR, f"the letters of {', '.join(sorted(lying))} make no language: their font's map is wrong"
    rebuilt = Counter(glyph.font for glyph in glyphs if found.names.get((glyph.font, glyph.code), UNKNOWN) != UNKNOWN)
    if rebuilt:
        told = "; ".join(f"{count} of {font} {found.how[font]}" for font, count in sorted(rebuilt.items()))
        return Route.REBUILT, f"letters named by their fonts: {told}"
    return Route.TRUST, "the text layer names every character"
