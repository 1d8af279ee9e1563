"""Which definitions of a schema each element of a document fits: the verdict, exact and for any schema.

From the leaves up: an element fits a definition when its attributes do, and its children can be read in order as
elements that they themselves fit. Definitions of one name are told apart by what their parents ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from digitize.relaxng.grammar import Grammar
from digitize.relaxng.names import Name, exact_names, name_of
from digitize.relaxng.patterns import Attribute, Element, Leaf
from digitize.relaxng.values import SPACE, accepts, attribute_accepts

Fits = dict[etree._Element, frozenset[Leaf]]  # noqa: SLF001


class Matcher:
    """A grammar that documents are held against."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.patterns = grammar.patterns
        self.text: frozenset[Leaf] = frozenset((grammar.text,))
        self._exact: dict[Name, list[Element]] = {}
        self._open: list[Element] = []
        for element in sorted(grammar.elements, key=lambda leaf: leaf.order):
            names = exact_names(element.name)
            for name in names:
                self._exact.setdefault(name, []).append(element)
            if not names:
                self._open.append(element)
        self._attributes: dict[tuple[Element, str], tuple[Attribute, ...]] = {}

    def definitions(self, name: Name) -> list[Element]:
        """Every definition that an element of this name could be of, in the order of the schema."""
        return [*self._exact.get(name, ()), *(each for each in self._open if each.name.holds(name))]

    def names(self) -> list[Name]:
        """The names of elements that the schema spells out."""
        return list(self._exact)

    def fits(self, root: etree._Element) -> Fits:
        """The definitions that each element of a document fits, wherever it stands."""
        found: Fits = {}
        for element in reversed([each for each in root.iter() if isinstance(each.tag, str)]):
            definitions = self.definitions(name_of(str(element.tag)))
            found[element] = frozenset(each for each in definitions if self._fit(element, each, found))
        return found

    def is_valid(self, root: etree._Element, found: Fits) -> bool:
        """True where the schema may begin with what the root fits."""
        return self.patterns.after(self.grammar.start, found[root]).nullable

    def attributes(self, definition: Element, tag: str) -> tuple[Attribute, ...]:
        """The attribute definitions of an element that have this name, in the order of the schema."""
        found = self._attributes.get((definition, tag))
        if found is None:
            name = name_of(tag)
            own = [leaf for leaf in definition.content.leaves if isinstance(leaf, Attribute) and leaf.name.holds(name)]
            found = self._attributes[definition, tag] = tuple(sorted(own, key=lambda leaf: leaf.order))
        return found

    def accepted(self, definition: Element, tag: str, value: str) -> frozenset[Leaf]:
        """The attribute definitions of an element that take this name and value."""
        found = self.attributes(definition, tag)
        return frozenset(each for each in found if attribute_accepts(self.patterns, each, value))

    def _fit(self, element: etree._Element, definition: Element, found: Fits) -> bool:
        patterns, pattern = self.patterns, definition.content
        for tag in sorted(map(str, element.attrib)):
            matched = self.accepted(definition, tag, str(element.attrib[tag]))
            pattern = patterns.after(pattern, matched, ordered=False)
            if pattern is patterns.never:
                return False
        pattern = patterns.without_attributes(pattern)
        if not has_elements(element):
            return accepts(patterns, pattern, text_of(element))
        for part in parts(element):
            pattern = patterns.after(pattern, self.text if isinstance(part, str) else found[part])
            if pattern is patterns.never:
                return False
        return pattern.nullable


def has_elements(element: etree._Element) -> bool:
    """True where the element has child elements, not comments alone."""
    return any(isinstance(child.tag, str) for child in element)


def text_of(element: etree._Element) -> str:
    """The text of an element without child elements; comments are not there."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def parts(element: etree._Element) -> Iterator[str | etree._Element]:
    """Texts that are not blank, and child elements, in order; comments and instructions are not there."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            if text.strip(SPACE):
                yield text
            yield child
            text = ""
        text += child.tail or ""
    if text.strip(SPACE):
        yield text
