"""Everything that is wrong with a document by a schema, each mistake told once, at its place, in words."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from digitize.faults import Fault
from digitize.relaxng import phrases
from digitize.relaxng.matching import Fits, Matcher
from digitize.relaxng.names import Name, exact_names, name_of
from digitize.relaxng.patterns import Element, first
from digitize.relaxng.reading import Reading


def explain(matcher: Matcher, root: etree._Element) -> Iterator[Fault]:
    """The faults of a document; none where it is valid.

    An element is read against the definitions that its parent asks for at that place; of several, against the one that
    it is nearest to. An element that fits one of them is sound, with all that it holds. One that has no place there is
    not read itself; what it holds is, by whatever definitions there are.
    """
    found = matcher.fits(root)
    if matcher.is_valid(root, found):
        return
    name = name_of(str(root.tag))
    starts = [leaf for leaf in first(matcher.grammar.start) if isinstance(leaf, Element)]
    wanted = [leaf for leaf in matcher.definitions(name) if leaf in starts]
    if not wanted:
        twin = next((each for leaf in starts for each in exact_names(leaf.name) if each.local == name.local), None)
        if twin is not None:  # everything in it would be told to be wrong for the same reason
            yield _wrong_namespace(root, name, twin)
            return
        yield _wrong_root(root, starts)
    waiting = [(root, wanted)]
    while waiting:
        element, definitions = waiting.pop()
        if definitions and found[element].isdisjoint(definitions):
            best = _nearest(matcher, found, element, definitions)
            yield from best.faults
            waiting += reversed(best.children)
        elif not definitions:
            inside = [child for child in element if isinstance(child.tag, str)]
            waiting += [(child, _anywhere(matcher, child)) for child in reversed(inside)]


def _nearest(matcher: Matcher, found: Fits, element: etree._Element, definitions: list[Element]) -> Reading:
    """The element read against the definition that it misses by the least."""
    readings = [Reading(matcher, found, element, each) for each in definitions]
    return min(readings, key=lambda reading: reading.cost)


def _anywhere(matcher: Matcher, element: etree._Element) -> list[Element]:
    return matcher.definitions(name_of(str(element.tag)))


def _wrong_root(root: etree._Element, starts: list[Element]) -> Fault:
    allowed = phrases.tags(leaf.name for leaf in starts)
    return Fault(
        root,
        "wrong-root",
        f"a document may not begin with {phrases.tag(str(root.tag))}",
        f"it may begin with {phrases.listed(allowed)}",
        "give a file of that kind, or another schema",
    )


def _wrong_namespace(root: etree._Element, name: Name, wanted: Name) -> Fault:
    where = f"the namespace {name.namespace}" if name.namespace else "no namespace"
    return Fault(
        root,
        "wrong-namespace",
        f"{phrases.tag(name)} is in {where}",
        f"it belongs in {wanted.namespace or 'none'}",
        f'write xmlns="{wanted.namespace}" into the tag <{name.local}>',
    )
