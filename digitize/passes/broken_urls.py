"""URLs torn by a line end, a space or a spoilt scheme are made whole.

The accident: a long URL breaks over two lines and comes out with a space, also in the middle of its scheme, or with
the scheme turned round as bidirectional text (`//:https www.example.org`). Between angle brackets everything belongs
to the URL. Without them a piece is joined on only where the break itself shows it: behind `/ - _ = & ? . %`, and the next
piece is no word or sentence of its own. Left alone: access dates, Latin words that follow, finished URLs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from digitize.model import Block, Document
from digitize.passes.proposal import Kind, Proposal, Rewrite, Stage

_LONGEST = 500  # characters between angle brackets; more than that is no URL whose bracket was lost
# Between angle brackets: a scheme, torn or turned or sound, or www., up to the closing bracket.
_BRACKETED = regex.compile(
    r"<\s*(?P<scheme>(?:h\s*t\s*t\s*p\s*s?|f\s*t\s*p)\s*:\s*/\s*/|//\s*:\s*(?:https?|ftp)\s*|(?:https?|ftp)\s*//\s*:|www\s*\.)"
    rf"(?P<rest>[^<>]{{1,{_LONGEST}}})>",
    regex.IGNORECASE,
)
_OPEN = regex.compile(
    r"(?P<scheme>(?:https?|ftp)\s*:\s?/\s?/|//\s?:\s?(?:https?|ftp)\s+(?=www\.|[\w-]+\.)|(?:https?|ftp)\s?//\s?:)\s?(?P<rest>[^\s<>\"“”«»]+)",
    regex.IGNORECASE,
)
# What may stand before a break in an open URL, and what may go on behind it.
_BREAKS_AT = regex.compile(r"[/\-_=&?.%#]$")
_PIECE = regex.compile(r"[^\s<>\"“”«»\p{Arabic}]+")
_LIKE_URL = regex.compile(r"[/_=&?%#]|\p{L}-\p{L}|\.(?:html?|pdf|php|aspx?)\b|\p{L}\.\p{L}|\p{Nd}{4,}")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class BrokenUrls:
    """URLs cut by a line end or a space, or with a spoilt scheme, are made whole."""

    name: ClassVar[str] = "broken-urls"
    version: ClassVar[int] = 1
    stage: ClassVar[Stage] = Stage.BLOCKS
    touches: ClassVar[Kind] = Kind.SPACES | Kind.PUNCTUATION | Kind.LETTERS

    def propose(self, document: Document) -> Iterable[Proposal]:
        """One rewrite for every scheme to mend and every space to close."""
        for block in document.blocks:
            text = block.text
            if not regex.search(r"//|www", text, regex.IGNORECASE):
                continue
            taken: list[tuple[int, int]] = []
            for match in _BRACKETED.finditer(text):
                taken.append(match.span())
                yield from _scheme(block, match)
                yield from _spaces(block, match.start("rest"), match.end("rest"))
            for match in _OPEN.finditer(text):
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                yield from _scheme(block, match)
                yield from _joined(block, match.end())


def _scheme(block: Block, match: regex.Match[str]) -> Iterator[Proposal]:
    printed = match["scheme"]
    bare = regex.sub(r"[\s:/]", "", printed)
    whole = "www." if bare.lower().startswith("www") else f"{bare}://"
    if printed == whole:
        return
    turned = printed.lstrip().startswith("/") or regex.search(r"//\s*:", printed) is not None
    rule = "turned-scheme" if turned else "torn-scheme"
    rewrite = Rewrite(block.id, match.start("scheme"), match.end("scheme"), whole, correction=turned)
    yield Proposal((rewrite,), rule, f"the scheme of the URL was printed as {printed.strip()}", 0.95)


def _spaces(block: Block, start: int, end: int) -> Iterator[Proposal]:
    """White space between angle brackets; that at the edges too."""
    for match in _SPACE.finditer(block.text, start, end):
        rewrite = Rewrite(block.id, match.start(), match.end(), "")
        yield Proposal((rewrite,), "space-in-brackets", "a URL between angle brackets holds no space", 0.95)


def _joined(block: Block, end: int) -> Iterator[Proposal]:
    """Pieces behind an open URL that can only be its continuation."""
    text = block.text
    while _BREAKS_AT.search(text, 0, end):
        space = _SPACE.match(text, end)
        piece = _PIECE.match(text, space.end()) if space else None
        if space is None or piece is None or not _goes_on(text[:end], piece[0]):
            return
        rewrite = Rewrite(block.id, space.start(), space.end(), "")
        yield Proposal((rewrite,), "space-in-url", "the URL breaks behind a sign that ends none, and goes on", 0.85)
        end = piece.end()


def _goes_on(before: str, piece: str) -> bool:
    bare = piece.rstrip(".,;:)]}")
    if not bare or regex.match(r"[(\[*]|https?:|www\.", piece, regex.IGNORECASE):
        return False
    if before.endswith(".") and not _LIKE_URL.search(bare):
        return False
    return bool(_LIKE_URL.search(bare)) or (bare == bare.lower() and not before.endswith("."))


PASS = BrokenUrls()
