"""Values: whether a text is of a datatype, as libxml2 judges it, and datatypes in words for people."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from digitize.relaxng.patterns import Attribute, Datum, Kind, Leaf, ListOf, Pattern, Patterns, Text

RNG = "http://relaxng.org/ns/structure/1.0"
SPACE = " \t\r\n"  # white space by XML; other spaces are text

# Types of XML Schema part 2 by their use in schemas for texts; a type that is not here is named as it is.
_WORDS = {
    "ID": "an identifier: a letter or _ first, then letters, digits, - _ .",
    "IDREF": "the xml:id of an element",
    "NCName": "a name: a letter or _ first, then letters, digits, - _ .",
    "Name": "a name: a letter, _ or : first, then letters, digits, - _ . :",
    "NMTOKEN": "a word of letters, digits, - _ . :",
    "anyURI": "a URI",
    "boolean": "true or false",
    "date": "a date such as 2021-04-30",
    "dateTime": "a date and time such as 2021-04-30T12:00:00",
    "decimal": "a number",
    "double": "a number",
    "gDay": "a day such as ---30",
    "gMonth": "a month such as --04",
    "gMonthDay": "a month and day such as --04-30",
    "gYear": "a year such as 2021",
    "gYearMonth": "a month such as 2021-04",
    "integer": "a whole number",
    "language": "a language tag such as ar or und-Latn",
    "nonNegativeInteger": "a whole number from 0 on",
    "positiveInteger": "a whole number from 1 on",
    "time": "a time such as 12:00:00",
}


def accepts(patterns: Patterns, pattern: Pattern, text: str) -> bool:
    """True where a text without elements fits a pattern."""
    matched = frozenset(leaf for leaf in pattern.leaves if _matches(patterns, leaf, text))
    blank = not text.strip(SPACE)
    return patterns.after(pattern, matched).nullable or (blank and pattern.nullable)


def attribute_accepts(patterns: Patterns, attribute: Attribute, text: str) -> bool:
    """True where an attribute may have this value."""
    found = attribute.known.get(text)
    if found is None:
        found = attribute.known[text] = accepts(patterns, attribute.value, text)
    return found


def _matches(patterns: Patterns, leaf: Leaf, text: str) -> bool:
    if isinstance(leaf, Datum):
        return leaf.accepts(text)
    return isinstance(leaf, Text) or (isinstance(leaf, ListOf) and _fits_list(patterns, leaf.tokens, text))


def _fits_list(patterns: Patterns, pattern: Pattern, text: str) -> bool:
    for token in text.split():
        matched = frozenset(leaf for leaf in pattern.leaves if _matches(patterns, leaf, token))
        pattern = patterns.after(pattern, matched)
    return pattern.nullable


def asks_libxml2(node: etree._Element, *, library: str, namespace: str) -> Callable[[str], bool]:
    """A test of text by a `data` or `value` of a schema; raises etree.RelaxNGParseError for unknown datatypes."""
    element = etree.Element(f"{{{RNG}}}element", {"name": "v", "datatypeLibrary": library}, nsmap=node.nsmap)  # type: ignore[arg-type]
    attribute = etree.SubElement(element, f"{{{RNG}}}attribute", {"name": "a"})
    copy = deepcopy(node)
    copy.tail = None
    if node.tag == f"{{{RNG}}}value":
        copy.set("ns", namespace)
    attribute.append(copy)
    schema = etree.RelaxNG(element)
    return lambda text: schema.validate(etree.Element("v", {"a": text}))


def collapsed(text: str) -> str:
    """A text with its white space made single, as tokens are compared."""
    return " ".join(text.split())


def words_of_type(kind: str, facets: list[tuple[str, str]]) -> str:
    """A datatype for people: what kind of text, and what its facets ask."""
    known = _WORDS.get(kind, "text" if kind in ("string", "token", "normalizedString") else kind)
    return " ".join((known, *(_words_of_facet(name, value) for name, value in facets)))


def _words_of_facet(name: str, value: str) -> str:
    if name != "pattern":
        return f"({name} {value})"
    if value.startswith("#["):
        return "that points to an xml:id, such as #fn-1"
    return "without spaces" if value == r"\S+" else f"that matches {value}"


def words_of_pattern(pattern: Pattern) -> str:
    """What a value may be, for people: fixed values first, then kinds of text; "" where any text will do."""
    values, kinds = fixed_values(pattern), _kinds(pattern)
    if any(isinstance(leaf, Text) for leaf in pattern.leaves):
        return ""
    listed = ", ".join(value or "nothing" for value in values)
    said = " or ".join((*((listed,) if listed else ()), *kinds))
    return f"one or more of: {said}" if _is_list(pattern) and len(values) + len(kinds) > 1 else said


def fixed_values(pattern: Pattern) -> list[str]:
    """The values that a pattern spells out, in the order of the schema."""
    found: list[str] = []
    for leaf in sorted(pattern.leaves, key=lambda leaf: leaf.order):
        if isinstance(leaf, Datum) and leaf.value is not None:
            found.append(leaf.value)
        elif isinstance(leaf, ListOf):
            found += fixed_values(leaf.tokens)
    return list(dict.fromkeys(found))


def _kinds(pattern: Pattern) -> list[str]:
    found: list[str] = []
    for leaf in sorted(pattern.leaves, key=lambda leaf: leaf.order):
        if isinstance(leaf, Datum) and leaf.value is None:
            found.append(leaf.words)
        elif isinstance(leaf, ListOf):
            found += _kinds(leaf.tokens)
    return list(dict.fromkeys(found))


def _is_list(pattern: Pattern) -> bool:
    return pattern.kind is Kind.LEAF and isinstance(pattern.leaf, ListOf)
