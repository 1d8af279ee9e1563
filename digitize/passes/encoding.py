"""Lines decoded in the wrong code page get their Arabic back.

The accident: UTF-8 bytes read as Windows-1252 or Latin-1 (`Ø§Ù„` for ال), or Windows-1256 bytes read as Windows-1252
(`ÇáÓáÇã` for السلام), in single lines of an otherwise sound text. The evidence is the result: Arabic words come out.
Left alone: French, Turkish or Slavic words with their accents, and every line that holds Arabic already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import ftfy
import regex

from digitize.model import Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_ARABIC = regex.compile(r"\p{Arabic}")
_SPOILT = regex.compile(
    r"[\u0080-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]"
)
_LETTER = regex.compile(r"\p{L}")
_MIN_SPOILT = 4  # fewer high characters than these can be accents
_MIN_SHARE = 0.6  # share of letters that must come out Arabic


@dataclass(frozen=True, slots=True)
class Encoding:
    """Lines read in a wrong code page are decoded anew."""

    name: ClassVar[str] = "encoding"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.LINES
    touches: ClassVar[Kind] = Kind.ANYTHING

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every line that becomes Arabic when its bytes are read as they were written."""
        for block in document.blocks:
            text = block.text
            if len(_SPOILT.findall(text)) < _MIN_SPOILT or _ARABIC.search(text):
                continue
            for rule, codec, decoded in (
                ("utf-8", "UTF-8", _as_utf8(text)),
                ("windows-1256", "Windows-1256", _as_windows_1256(text)),
            ):
                if decoded is not None and _is_arabic(decoded):
                    reason = f"its bytes are {codec}, and had been read in another code page"
                    yield Proposal((Rewrite(block.id, 0, len(text), decoded),), rule, reason, 0.97)
                    break


def _as_utf8(text: str) -> str | None:
    fixed = ftfy.fix_encoding(text)
    return fixed if fixed != text else None


def _as_windows_1256(text: str) -> str | None:
    try:
        return text.encode("sloppy-windows-1252").decode("windows-1256")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _is_arabic(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_ARABIC.findall(text)) >= _MIN_SHARE * letters


PASS = Encoding()
