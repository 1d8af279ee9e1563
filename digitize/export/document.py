"""A TEI file to a reading: the XML read with everything off that reaches out of it, then walked through once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex
from lxml import etree

from digitize.errors import UnreadableInput
from digitize.export.reader import Place, Walk, lang_of
from digitize.export.reading import Figure, Note, Page, Part, Reading, blocks_of
from digitize.tei.catalogue import catalogue
from digitize.tei.names import ID, local_name, tei

DEEPEST = 120  # elements within each other; no text is nested like this, and reading it would exhaust the stack
_REMEDY = "name a TEI file, such as `digitize convert` writes"
_STYLE_TYPE = regex.compile(r"""list-style-type:\s*["'](?P<bullet>[^"']+)["']""")


def read(data: bytes, name: str, *, where: str = "") -> Reading:
    """The reading of a TEI document, named `name`. Raises UnreadableInput, at `where`, for bytes that are no TEI."""
    where = where or name
    root = _root(data, where)
    texts = [each for each in root.iter(tei("text")) if next(each.iterancestors(tei("text")), None) is None]
    if not texts:
        raise UnreadableInput("is TEI without a text", where=where, remedy=_REMEDY)
    identified = {each.get(ID, ""): each for text in texts for each in text.iter() if each.get(ID)}
    notes = {key for key, each in identified.items() if local_name(each) == "note"}
    walk = Walk(_bullets(root), set(identified), notes)
    for text in texts:
        walk.flow(text, Place())
    shown = set(_shown(walk.parts, walk.notes))
    places = {element: each for element, each in walk.places.items() if each in shown}
    return Reading(
        name, lang_of(texts[0]), catalogue(root), tuple(walk.parts), walk.notes, _targets(identified, places)
    )


def _shown(parts: Iterable[Part], notes: Mapping[str, Note]) -> Iterator[str]:
    """The ids of everything that can be linked to."""
    yield from notes
    contents = [note_text for note in notes.values() for note_text in note.paragraphs]
    for part in parts:
        yield from (part.id,) if isinstance(part, Page | Figure) else ()
        yield from (block.id for block in blocks_of(part))
        contents += [block.content for block in blocks_of(part)]
    yield from (inline.id for content in contents for inline in content if isinstance(inline, Page))


def _root(data: bytes, where: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(
            f"is not well-formed XML: {error.msg}", where=where, remedy="mend it, or convert the document again"
        ) from None
    if not isinstance(root.tag, str) or root.tag not in (tei("TEI"), tei("teiCorpus")):
        raise UnreadableInput("is XML but not TEI", where=where, remedy=_REMEDY)
    if next(root.iter(etree.Entity), None) is not None:
        raise UnreadableInput(
            "holds entity references, whose text is not read", where=where, remedy="put the characters in their place"
        )
    _measure(root, where)
    return root


def _measure(root: etree._Element, where: str) -> None:
    """Raises UnreadableInput where elements stand in each other beyond all measure."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableInput(f"nests more than {DEEPEST} elements", where=where, remedy=_REMEDY)


def _bullets(root: etree._Element) -> dict[str, str]:
    """The bullets of lists, by the id of the rendition that shows them."""
    found = {}
    for rendition in root.iter(tei("rendition")):
        style = _STYLE_TYPE.search("".join(map(str, rendition.itertext())))
        if style and style["bullet"].strip():
            found[rendition.get(ID, "")] = "".join(style["bullet"].split())
    return found


def _targets(identified: dict[str, etree._Element], places: dict[etree._Element, str]) -> dict[str, str]:
    """What each id leads to: itself, else what it stands in, else the first thing that stands in it."""
    shown = set(places.values())
    found = {}
    for key, element in identified.items():
        around = (places[each] for each in (element, *element.iterancestors()) if each in places)
        inside = (places[each] for each in element.iterdescendants() if each in places)
        target = key if key in shown else next(around, next(inside, ""))
        if target:
            found[key] = target
    return found
