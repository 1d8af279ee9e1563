"""What extraction must not leave in the text: direction marks, glyph codes, stretched words, letters of other scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex
from lxml import etree

from digitize.arabic import MARK
from digitize.faults import Fault, Level
from digitize.tei.names import ID, local_name
from digitize.tei.rules.index import Index

_CONTROL = r"[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u202A-\u202E\u2066-\u2069\N{ZERO WIDTH NO-BREAK SPACE}]"
# Codes of glyphs that Unicode takes apart into letters; teaching signs (U+FBB2 on) and honorifics are characters.
_GLYPH = r"[\uFB50-\uFBB1\uFBD3-\uFD3D\uFD50-\uFDC7\uFE70-\uFE72\uFE74-\uFEFC]"
_LETTER = r"[\p{Arabic}&&\p{L}--\N{ARABIC TATWEEL}]"
_STRETCHED = rf"(?<={_LETTER}[{MARK}]*)\N{{ARABIC TATWEEL}}{{2,}}(?={_LETTER})"
_STRAY = rf"(?<={_LETTER}[{MARK}]*)[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}\p{{Hebrew}}]+(?=[{MARK}]*{_LETTER})"
_ANYTHING = regex.compile(
    rf"(?P<control>{_CONTROL})|(?P<glyph>{_GLYPH})|(?P<stretched>{_STRETCHED})|(?P<stray>{_STRAY})", regex.VERSION1
)
# Where a text has none of these there is nothing to find; the standard library is quicker at that.
_MAYBE = re.compile(
    "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufb50-\ufd3d\ufd50-\ufdcf\ufe70-\ufefc]|\u0640\u0640"
    "|[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff][A-Za-z\u00c0-\u1fff]"
)
_WORDS = {
    "control": ("holds U+{code:04X}, a control of direction", "xml:lang says the direction", "take it out"),
    "glyph": (
        "holds U+{code:04X}, the code of a glyph",
        "letters have one code each",
        "write the letters it stands for",
    ),
    "stretched": ("holds a stretched word: “{word}”", "tatweel is no letter", "take the tatweel out"),
    "stray": (
        "holds letters of another script inside an Arabic word: “{word}”",
        "a word is of one script",
        "write it in Arabic letters, or as <choice><sic/><corr/></choice>",
    ),
}
_ERRORS = ("control", "glyph")
_AS_FOUND = frozenset(("sic", "orig"))  # what these hold is damage shown on purpose
_BLOCK = regex.compile(r"p\d+\.b\d+.*")
_BREAKS = frozenset(("pb", "milestone"))


def residue(index: Index) -> Iterator[Fault]:
    """Direction marks and glyph codes are errors; a stretched word or a stray letter may be what the page shows."""
    for text in index.texts:
        if not _MAYBE.search("".join(map(str, text.itertext()))):
            continue
        for element in text.iter():
            if isinstance(element.tag, str) and local_name(element) not in _AS_FOUND:
                yield from _in_text(element, element.text, None)
            parent = element.getparent()
            if element is not text and parent is not None and local_name(parent) not in _AS_FOUND:
                yield from _in_text(parent, element.tail, element)


def _in_text(element: etree._Element, text: str | None, after: etree._Element | None) -> Iterator[Fault]:
    """The first of each kind in one stretch of text."""
    seen: set[str] = set()
    for found in _ANYTHING.finditer(text or ""):
        kind = str(found.lastgroup)
        if kind in seen:
            continue
        seen.add(kind)
        message, allowed, remedy = _WORDS[kind]
        yield Fault(
            element,
            f"text-{kind}",
            "the text " + message.format(code=ord(found[0][0]), word=_word(text or "", found.start(), found.end())),
            allowed,
            remedy,
            text=(text or "")[found.start() :],
            after=after if after is not None and isinstance(after.tag, str) else None,
            level=Level.ERROR if kind in _ERRORS else Level.WARNING,
        )


def _word(text: str, start: int, end: int) -> str:
    """The word around a stretch of text."""
    before = regex.search(r"[\p{L}\p{M}]*$", text[max(start - 30, 0) : start])
    behind = regex.match(r"[\p{L}\p{M}]*", text[end : end + 30])
    return (before[0] if before else "") + text[start:end] + (behind[0] if behind else "")


def empty_blocks(index: Index) -> Iterator[Fault]:
    """A block of the document without a word in it."""
    for element, name, value in index.attributes:
        if name != ID or (element.text or "").strip() or not _BLOCK.fullmatch(value):
            continue
        if not "".join(map(str, element.itertext())).strip():
            if any(isinstance(child.tag, str) and local_name(child) not in _BREAKS for child in element):
                continue
            shown = local_name(element)
            yield Fault(
                element,
                "empty-block",
                f"<{shown}> is empty",
                "every block holds text",
                f"fill it or take it out{', and leave its <pb/> in place' if len(element) else ''}",
            )
