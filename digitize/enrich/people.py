"""Names in two scripts gathered over a document: each pair linked, each entity listed once, captions to whom they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

from digitize.enrich.annotations import Entity
from digitize.enrich.languages import language_of
from digitize.enrich.names import Pair, pairs
from digitize.enrich.sounds import likeness
from digitize.enrich.spans import Span
from digitize.model import Document, Role
from digitize.text import letters

_ELEMENTS = {"person": "persName", "org": "orgName", "place": "placeName", "journal": "title", "title": "title"}
_NAME = "name"  # the element of all else
_ATTRIBUTES: dict[str, tuple[tuple[str, str], ...]] = {"journal": (("level", "j"),), "vessel": (("type", "vessel"),)}
_LISTED = frozenset(("person", "org", "place"))  # kinds that have lists of their own
_SAME = 0.85  # likeness from which a caption shows the person whose name is spelt a little otherwise in the text


@dataclass(frozen=True, slots=True)
class Gathered:
    """Spans by block, and the entities that they point to."""

    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair, where it stands and how it is spelt."""

    block: str
    pair: Pair
    arabic: str
    latin: str


def gather(document: Document, texts: Mapping[str, str]) -> Gathered:
    """The pairs of names in a document's Arabic blocks; `texts` are those of its blocks, masked."""
    found = [
        _Found(block, pair, text[slice(*pair.arabic)], text[slice(*pair.latin)])
        for block, text in texts.items()
        if language_of(text) == "ar"
        for pair in pairs(text)
    ]
    captions = {block.id: texts[block.id] for block in document.with_role(Role.CAPTION) if block.id in texts}
    kinds = _kinds(found, captions)
    entities = _entities(found, kinds)
    spans: dict[str, list[Span]] = {}
    for number, each in enumerate(found, 1):
        spans.setdefault(each.block, []).extend(_linked(each, number, kinds[_key(each)], entities[_key(each)]))
    for block, text in captions.items():
        for name, kind, entity in ((each, kinds[_key(each)], entities[_key(each)]) for each in found):
            shown = _shown(text, name)
            if shown is not None and block not in spans:
                spans[block] = [Span(*shown, _ELEMENTS.get(kind, _NAME), (("ref", f"#{entity.id}"),))]
    return Gathered({block: tuple(each) for block, each in spans.items()}, tuple(dict.fromkeys(entities.values())))


def _key(found: _Found) -> str:
    return found.latin.casefold()


def _kinds(found: list[_Found], captions: Mapping[str, str]) -> dict[str, str]:
    """What each name names; a name that nothing tells is a person's where a picture has it for a caption."""
    kinds: dict[str, str] = {}
    for each in found:
        known = kinds.get(_key(each), "name")
        kinds[_key(each)] = each.pair.kind if known == "name" else known
    for each in found:
        if kinds[_key(each)] == "name" and " " in each.latin and any(_shown(text, each) for text in captions.values()):
            kinds[_key(each)] = "person"
    return kinds


def _entities(found: list[_Found], kinds: Mapping[str, str]) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    counts: dict[str, int] = {}
    for each in found:
        if _key(each) in entities:
            continue
        kind = kinds[_key(each)] if kinds[_key(each)] in _LISTED else _NAME
        counts[kind] = counts.get(kind, 0) + 1
        names = (("ar", each.arabic), (language_of(each.latin), each.latin))
        entities[_key(each)] = Entity(f"{kind}-{counts[kind]}", kind, names)
    return entities


def _linked(found: _Found, number: int, kind: str, entity: Entity) -> Iterator[Span]:
    """The two halves of a pair, pointing to each other and to the entity."""
    element, more = _ELEMENTS.get(kind, _NAME), _ATTRIBUTES.get(kind, ())
    first, second = f"pn-{number}a", f"pn-{number}b"
    ref = ("ref", f"#{entity.id}")
    language = ("xml:lang", language_of(found.latin))
    yield Span(*found.pair.arabic, element, (("xml:id", first), ("corresp", f"#{second}"), ref, *more))
    yield Span(*found.pair.latin, element, (("xml:id", second), ("corresp", f"#{first}"), ref, *more, language))


def _shown(caption: str, name: _Found) -> tuple[int, int] | None:
    """Where in a caption a name stands: as it is spelt in the text, or the whole caption where it sounds like it."""
    match = regex.search(rf"(?<!\p{{L}}){regex.escape(name.arabic)}(?!\p{{L}})", caption)
    if match:
        return match.span()
    start, end = len(caption) - len(caption.lstrip()), len(caption.rstrip())
    whole = caption[start:end]
    if letters(whole) == letters(name.arabic):
        return start, end
    same_words = len(whole.split()) == len(name.arabic.split()) > 1
    return (start, end) if same_words and likeness(whole, name.latin) >= _SAME else None
