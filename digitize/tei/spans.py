"""The stretches of a block that become elements: references and annotations, each within or apart from every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

import regex

from digitize.enrich.spans import Span, attribute, nested
from digitize.enrich.urls import Url, find_urls, is_sound, target_of
from digitize.model import Block, Document

_BARRIER = "\0"  # stands for a call while URLs are sought: no URL goes through one


def placed(document: Document, annotations: Mapping[str, Sequence[Span]]) -> dict[str, tuple[Span, ...]]:
    """The spans of every block, by its id; what points to a span that could not be placed no longer does."""
    found = {
        block.id: spans_of(document, block, annotations.get(block.id, ()))
        for block in document.blocks
        if block.label.role.is_text
    }
    ids = {attribute(span, "xml:id") for spans in found.values() for span in spans}
    return {block: tuple(_pointing(span, ids) for span in spans) for block, spans in found.items()}


def _pointing(span: Span, ids: Set[str]) -> Span:
    """A span without a pointer that leads nowhere; half a pair of names is no half any more."""
    target = attribute(span, "corresp")
    if not target or target.removeprefix("#") in ids:
        return span
    lost = ("corresp",) if span.element == "bibl" else ("corresp", "xml:id")
    return replace(span, attributes=tuple(pair for pair in span.attributes if pair[0] not in lost))


def spans_of(document: Document, block: Block, annotations: Sequence[Span]) -> tuple[Span, ...]:
    """References first, then what enrichment found; outermost first.

    A span that would cross one before it, a note's call or the end of a paragraph is left out.
    """
    text = "".join(piece.text if piece.mark is None else _BARRIER * len(piece.text) for piece in block.pieces)
    wholes = _wholes(block)
    wanted: list[Span] = []
    for span in (*_references(document, block, text), *(span for span in annotations if span.element != "ref")):
        grown = _grown(span, wholes)
        inside = text[grown.start : grown.end]
        if inside.strip() and _BARRIER not in inside and "\n" not in inside:
            wanted.append(grown)
    return nested(wanted)


def _wholes(block: Block) -> list[tuple[int, int]]:
    """The stretches that cannot be cut: each is one choice of what was read and what it is corrected to."""
    found, at = [], 0
    for piece in block.pieces:
        if piece.orig is not None:
            found.append((at, at + len(piece.text)))
        at += len(piece.text)
    return found


def _grown(span: Span, wholes: Iterable[tuple[int, int]]) -> Span:
    start, end = span.start, span.end
    for first, last in wholes:
        start = first if first < start < last else start
        end = last if first < end < last else end
    return Span(start, end, span.element, span.attributes)


def _references(document: Document, block: Block, text: str) -> Iterator[Span]:
    """The URLs of a block in offsets of its text: those printed, and those of link annotations over words."""
    linked = _annotated(document, block)
    printed: list[Url] = []
    for url in find_urls(text):
        over = [each for each in linked if each.start < url.end and url.start < each.end]
        printed.append(Url(url.start, url.end, _whole_target(text[url.start : url.end], url.target, over)))
    for each in linked:
        if all(each.end <= url.start or url.end <= each.start for url in printed):
            printed.append(each)
    for url in sorted(printed, key=lambda each: each.start):
        yield Span(url.start, url.end, "ref", (("target", url.target),))


def _annotated(document: Document, block: Block) -> list[Url]:
    """Link annotations in offsets of the block's text; those of one target that meet are one."""
    found: list[Url] = []
    at = 0
    for piece in block.pieces:
        start, at = at, at + len(piece.text)
        if piece.line is None or piece.edit is not None or piece.mark is not None:
            continue
        for link in document.source.lines[piece.line].links:
            first, last = max(link.start, piece.start), min(link.end, piece.end)
            if first < last and regex.match(r"(?:https?|ftp|mailto):", link.target):
                begin, end = start + first - piece.start, start + last - piece.start
                target = target_of(link.target)
                if not is_sound(target):
                    continue
                if found and found[-1].target == target and begin - found[-1].end <= 1:
                    found[-1] = Url(found[-1].start, end, target)
                else:
                    found.append(Url(begin, end, target))
    return found


def _whole_target(printed: str, target: str, linked: list[Url]) -> str:
    """A printed URL is its own target, unless it is cut short and an annotation over it holds the whole."""
    bare = printed.rstrip("….")
    for each in linked:
        if printed != bare and each.target.startswith(bare):
            return each.target
    return target
