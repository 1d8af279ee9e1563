"""`<standOff>`: who and what the text names in two scripts, each once, for the names in the text to point to."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from digitize.enrich.annotations import Entity
from digitize.tei.names import add

_LISTS = (
    ("person", "listPerson", "person", "persName"),
    ("org", "listOrg", "org", "orgName"),
    ("place", "listPlace", "place", "placeName"),
    ("name", "list", "item", "name"),
)  # kind, and the elements for the list, the entity and its names


def write_entities(root: etree._Element, entities: Sequence[Entity]) -> None:
    """The lists of a document's entities, kind by kind; nothing where it has none."""
    if not entities:
        return
    apart = add(root, "standOff")
    for kind, listing, entity, name in _LISTS:
        of_kind = [each for each in entities if each.kind == kind]
        if not of_kind:
            continue
        written = add(apart, listing, **({"type": "names"} if listing == "list" else {}))
        for each in of_kind:
            one = add(written, entity, id=each.id)
            for language, text in each.names:
                add(one, name, text, lang=language)
