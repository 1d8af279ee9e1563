"""The attributes of an element read against one definition of it: every one that is wrong, not allowed or missing."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from digitize.faults import Fault
from digitize.relaxng import phrases
from digitize.relaxng.matching import Matcher
from digitize.relaxng.patterns import Attribute, Element, Kind, Leaf, Pattern
from digitize.relaxng.values import fixed_values, words_of_pattern


def read_attributes(matcher: Matcher, element: etree._Element, definition: Element) -> tuple[Pattern, list[Fault]]:
    """What is left of the definition, its content, and what is wrong; each mistake is passed over as if it were none."""
    patterns = matcher.patterns
    faults: list[Fault] = []
    meant: set[str] = set()  # attributes that another is taken to be a slip for
    pattern = definition.content
    for tag in sorted(map(str, element.attrib)):
        matched = matcher.accepted(definition, tag, str(element.attrib[tag]))
        left = patterns.after(pattern, matched, ordered=False)
        if left is patterns.never:
            own = matcher.attributes(definition, tag)
            still_open = [each for each in own if each in pattern.leaves]
            if still_open:
                faults.append(_wrong_value(matcher, element, tag, still_open))
                left = patterns.after(pattern, frozenset(still_open), ordered=False)
            else:
                near = "" if own else phrases.near(phrases.at(tag), _names(definition.content.leaves))
                meant.add(near)
                faults.append(_unwanted(element, tag, definition, near, is_known=bool(own)))
                left = pattern
        pattern = left
    if patterns.without_attributes(pattern) is patterns.never:
        for leaf in _needed(pattern):
            if phrases.ats((leaf.name,))[0] not in meant:
                faults.append(_missing(matcher, element, leaf, pattern))
            pattern = patterns.after(pattern, frozenset((leaf,)), ordered=False)
    return patterns.without_attributes(pattern), faults


def _unwanted(element: etree._Element, tag: str, definition: Element, near: str, *, is_known: bool) -> Fault:
    name, shown = phrases.tag(str(element.tag)), phrases.at(tag)
    if is_known:
        message = f"{name} has {shown}, which does not go with its other attributes"
        return Fault(element, "attribute-not-allowed", message, remedy=f"take {shown} out", attribute=tag)
    return Fault(
        element,
        "attribute-not-allowed",
        f"{name} has {shown}, which is not allowed",
        f"allowed attributes: {phrases.listed(_names(definition.content.leaves))}",
        f"did you mean {near}?" if near else f"take {shown} out",
        attribute=tag,
    )


def _wrong_value(matcher: Matcher, element: etree._Element, tag: str, still_open: list[Attribute]) -> Fault:
    value = str(element.attrib[tag])
    pattern = matcher.patterns.choice(each.value for each in still_open)
    words, fixed = words_of_pattern(pattern), fixed_values(pattern)
    near = phrases.near(value, fixed)
    return Fault(
        element,
        "attribute-value",
        f"{phrases.at(tag)} of {phrases.tag(str(element.tag))} is {phrases.quoted(value)}",
        f"allowed: {words}" if words else "",
        f"did you mean “{near}”?" if near else f"write “{fixed[0]}”" if len(fixed) == 1 else "write what is allowed",
        attribute=tag,
    )


def _missing(matcher: Matcher, element: etree._Element, leaf: Attribute, pattern: Pattern) -> Fault:
    name = phrases.ats((leaf.name,))[0]
    same = [each for each in _attributes(pattern.leaves) if each.name == leaf.name]
    words = words_of_pattern(matcher.patterns.choice(each.value for each in same))
    fixed = fixed_values(leaf.value)
    return Fault(
        element,
        "attribute-missing",
        f"{phrases.tag(str(element.tag))} has no {name}",
        f"{name} is {words}" if words else "",
        f'add {name[1:]}="{fixed[0]}"' if len(same) == len(fixed) == 1 else f"add {name}",
    )


def _names(leaves: Iterable[Leaf]) -> list[str]:
    return phrases.ats(each.name for each in _attributes(leaves))


def _attributes(leaves: Iterable[Leaf]) -> list[Attribute]:
    return sorted((leaf for leaf in leaves if isinstance(leaf, Attribute)), key=lambda leaf: leaf.order)


def _needed(pattern: Pattern) -> tuple[Attribute, ...]:
    """The attributes without which a pattern cannot be: of a choice, the part that needs the fewest."""
    if pattern.kind is Kind.LEAF:
        return (pattern.leaf,) if isinstance(pattern.leaf, Attribute) else ()
    if pattern.kind is Kind.CHOICE:
        return min(map(_needed, pattern.parts), key=len)
    return tuple(leaf for part in pattern.parts for leaf in _needed(part))
