"""Random documents grown from a schema, and random damage to documents."""

from __future__ import annotations

import random
from copy import deepcopy
from itertools import count

from lxml import etree

from digitize.relaxng import Grammar
from digitize.relaxng.names import exact_names
from digitize.relaxng.patterns import Attribute, Datum, Element, Kind, ListOf, Pattern, Text
from digitize.tei.names import ID, TEI

# Values for every datatype that a schema may have; those that a datatype does not take are not used for it.
_VALUES = (
    "digitize", "0.1.0", "1", "0", "300", "-3.5", "12pt", "12px", "٣", "◀", "2020-08-31", "2020-08", "2009", "#id1", "ar",
    "--08-31", "--08", "true", "2026-11-23T10:00:00Z", "https://example.org/a?b=c&d=e#f", "urn:x:y", "https://ar.example.org/القدس",
    "10.1000/182", "a" * 64, "P1Y", "12:00:00", "text/plain", "M", "0/1", "x:y",
)  # fmt: skip
_TEXTS = ("نص عربي ", "text ", ". ", "")
_DEEP = 8  # elements in each other behind which documents stop growing


class Growth:
    """Grows documents from the pattern of a schema; the same seed grows the same document."""

    def __init__(self, grammar: Grammar, seed: int) -> None:
        self.grammar = grammar
        self.random = random.Random(seed)
        self.ids = count(1)

    def document(self) -> etree._Element:
        """A document that is valid by the schema."""
        start = self.random.choice([leaf for leaf in self.grammar.start.leaves if isinstance(leaf, Element)])
        return self._element(start, None, 0)

    def _element(self, leaf: Element, parent: etree._Element | None, depth: int) -> etree._Element:
        name = exact_names(leaf.name)[0]
        tag = f"{{{name.namespace}}}{name.local}" if name.namespace else name.local
        element = etree.Element(tag, nsmap={None: TEI}) if parent is None else etree.SubElement(parent, tag)
        self._grow(leaf.content, element, depth)
        return element

    def _grow(self, pattern: Pattern, element: etree._Element, depth: int) -> None:
        if pattern.kind is Kind.CHOICE:
            self._grow(self._choice(pattern, depth), element, depth)
        elif pattern.kind in (Kind.GROUP, Kind.INTERLEAVE):
            for part in pattern.parts:
                self._grow(part, element, depth)
        elif pattern.kind is Kind.MANY:
            for _ in range(self.random.choice((1, 1, 2, 3) if depth < _DEEP else (1,))):
                self._grow(pattern.parts[0], element, depth)
        elif pattern.kind is Kind.LEAF:
            self._leaf(pattern, element, depth)

    def _choice(self, pattern: Pattern, depth: int) -> Pattern:
        parts = sorted(
            pattern.parts, key=lambda part: (min((leaf.order for leaf in part.leaves), default=-1), part.kind.value)
        )
        small = [part for part in parts if not any(isinstance(leaf, Element) for leaf in part.leaves)]
        return self.random.choice(small if small and depth >= _DEEP else parts)

    def _leaf(self, pattern: Pattern, element: etree._Element, depth: int) -> None:
        leaf = pattern.leaf
        if isinstance(leaf, Element):
            self._element(leaf, element, depth + 1)
        elif isinstance(leaf, Attribute):
            name = exact_names(leaf.name)[0]
            tag = f"{{{name.namespace}}}{name.local}" if name.namespace else name.local
            element.set(tag, self._id(leaf.value) if tag == ID else self._value(leaf.value))
        else:
            _append(element, self._value(pattern))

    def _id(self, pattern: Pattern) -> str:
        number = next(self.ids)
        return next(value for value in (f"id{number}", f"pb-{number}") if pattern.leaf.accepts(value))

    def _value(self, pattern: Pattern) -> str:
        if pattern.kind is Kind.CHOICE:
            return self._value(self._choice(pattern, 0))
        if pattern.kind is Kind.MANY:
            return " ".join(self._value(pattern.parts[0]) for _ in range(self.random.choice((1, 1, 2))))
        if pattern.kind is not Kind.LEAF:
            return " ".join(self._value(part) for part in pattern.parts)
        leaf = pattern.leaf
        if isinstance(leaf, Text):
            return self.random.choice(_TEXTS)
        if isinstance(leaf, ListOf):
            return self._value(leaf.tokens)
        assert isinstance(leaf, Datum)
        if leaf.value is not None:
            return leaf.value
        return self.random.choice([value for value in _VALUES if leaf.accepts(value)])


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


_NAMES = (
    "n",
    "type",
    "place",
    "when",
    "target",
    ID,
    "rend",
    "facs",
    "resp",
    "cert",
    "bogus",
    "unit",
    "level",
    "corresp",
)
_STRANGERS = ("lg", "table", "ab", "seg", "hi", "q", "name", "listBibl", "s", "w", "anchor", "app", "bogus")
_WRONG = ("x y z", "", "##", "99", "http://a b", "é-1", "2020-02-30", "x", "#y", "2020-13-45")


def damaged(document: etree._Element, seed: int) -> etree._Element:
    """A copy of a document with one random damage, of which some do no harm."""
    dice = random.Random(seed)
    copy = deepcopy(document)
    elements = [each for each in copy.iter() if isinstance(each.tag, str)]
    element = dice.choice(elements[1:])
    if dice.random() < 0.4:
        _damage_attributes(element, dice)
    else:
        names = sorted({str(each.tag) for each in elements}) + [f"{{{TEI}}}{name}" for name in _STRANGERS]
        _damage_content(element, dice, dice.choice(names))
    return copy


def _damage_attributes(element: etree._Element, dice: random.Random) -> None:
    own = sorted(map(str, element.attrib))
    kind = dice.choice(("add", "drop", "spoil") if own else ("add",))
    if kind == "add":
        element.set(dice.choice(_NAMES), dice.choice(_WRONG))
    elif kind == "drop":
        del element.attrib[dice.choice(own)]
    else:
        element.set(dice.choice(own), dice.choice(_WRONG))


def _damage_content(element: etree._Element, dice: random.Random, name: str) -> None:
    parent, behind = element.getparent(), element.getnext()
    kind = dice.choice(("delete", "unwrap", "rename", "double", "swap", "wrap", "add text", "empty"))
    if kind == "delete":
        parent.remove(element)
    elif kind == "unwrap":
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)
    elif kind == "rename":
        element.tag = name
    elif kind == "double":
        twin = deepcopy(element)
        for each in twin.iter():
            each.attrib.pop(ID, None)
        element.addnext(twin)
    elif kind == "swap" and behind is not None:
        behind.addnext(element)
    elif kind == "wrap":
        around = etree.Element(name)
        parent.replace(element, around)
        around.append(element)
    elif kind == "add text":
        element.text = (element.text or "") + "stray"
    elif kind == "empty":
        for child in list(element):
            element.remove(child)
        element.text = None
