"""One element read against one definition of it, going on behind each mistake so that all of them are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from digitize.faults import Fault
from digitize.relaxng import phrases
from digitize.relaxng.attributes import read_attributes
from digitize.relaxng.matching import Fits, Matcher, has_elements, parts, text_of
from digitize.relaxng.names import name_of
from digitize.relaxng.patterns import Datum, Element, Leaf, ListOf, Pattern, first, required
from digitize.relaxng.values import accepts, words_of_pattern

_FILLED_IN = 6  # elements that are taken to be missing before one that stands where it may not
_FEW = 3

# What a mistake weighs when the definition is chosen that an element is told against.
_WEIGHT = {"attribute-missing": 2, "attribute-value": 2, "attribute-not-allowed": 3}
_OTHER = 4
_CHILD = 1


class Reading:
    """What is wrong with an element by a definition, and with which definitions its faulty children are to be read."""

    def __init__(self, matcher: Matcher, found: Fits, element: etree._Element, definition: Element) -> None:
        self.matcher = matcher
        self.patterns = matcher.patterns
        self.found = found
        self.element = element
        self.definition = definition
        self.name = phrases.tag(str(element.tag))
        self.children: list[tuple[etree._Element, list[Element]]] = []
        self._moved: set[etree._Element] = set()
        pattern, self.faults = read_attributes(matcher, element, definition)
        if has_elements(element):
            self._read_parts(pattern)
        else:
            self._read_text(pattern)

    @property
    def cost(self) -> int:
        """How far the element is from the definition."""
        return sum(_WEIGHT.get(fault.rule, _OTHER) for fault in self.faults) + _CHILD * len(self.children)

    # -- content

    def _read_text(self, pattern: Pattern) -> None:
        text = text_of(self.element)
        if accepts(self.patterns, pattern, text):
            return
        if any(isinstance(leaf, Datum | ListOf) for leaf in pattern.leaves):
            self._fault(
                "text-value",
                f"{self.name} holds {phrases.quoted(text)}" if text.strip() else f"{self.name} is empty",
                f"allowed: {words_of_pattern(pattern)}",
                "write what is allowed",
                text=text,
            )
            return
        if text.strip():
            self._stray(text, pattern, None)
        self._complete(pattern)

    def _read_parts(self, pattern: Pattern) -> None:
        content = list(parts(self.element))
        for index, part in enumerate(content):
            matched = self.matcher.text if isinstance(part, str) else self.found[part]
            left = self.patterns.after(pattern, matched)
            if not isinstance(part, str) and part in self._moved:
                self.children.append((part, self._own(part)))
            elif left is not self.patterns.never:
                pattern = left
            elif isinstance(part, str):
                before = content[index - 1] if index else None
                self._stray(part, pattern, None if isinstance(before, str) else before)
            else:
                pattern = self._read_child(part, pattern, content[index + 1 :])
        self._complete(pattern)

    def _read_child(self, child: etree._Element, pattern: Pattern, rest: Sequence[str | etree._Element]) -> Pattern:
        """A child that does not fit as it is; the pattern behind it."""
        wanted = _named(first(pattern), child)
        if wanted:
            self.children.append((child, wanted))
            return self.patterns.after(pattern, frozenset(wanted))
        filled, missing = self._filled(pattern, child)
        if filled is not None:
            self._tell_missing(child, missing, rest)
            fitting = self.patterns.after(filled, self.found[child])
            if fitting is not self.patterns.never:
                return fitting
            wanted = _named(first(filled), child)
            self.children.append((child, wanted))
            return self.patterns.after(filled, frozenset(wanted))
        self._tell_unwanted(child, pattern)
        self.children.append((child, self._own(child)))
        return pattern

    def _filled(self, pattern: Pattern, child: etree._Element) -> tuple[Pattern | None, list[list[Element]]]:
        """The pattern when what must come before the child were there, and what that is; None where that is no help."""
        missing: list[list[Element]] = []
        while len(missing) < _FILLED_IN:
            needed = _elements(required(pattern))
            if not needed:
                break
            missing.append(needed)
            pattern = self.patterns.after(pattern, frozenset(needed))
            if _named(first(pattern), child):
                return pattern, missing
        return None, []

    def _tell_missing(
        self, child: etree._Element, missing: list[list[Element]], rest: Sequence[str | etree._Element]
    ) -> None:
        """Each element that must stand before the child: it stands behind it, or is not there at all."""
        here = phrases.tag(str(child.tag))
        for needed in missing:
            names = phrases.one_of(phrases.tags(each.name for each in needed))
            later = next((each for each in rest if not isinstance(each, str) and _named(needed, each)), None)
            if later is not None and later not in self._moved:
                self._moved.add(later)
                self._fault(
                    "element-misplaced",
                    f"{phrases.tag(str(later.tag))} stands too late in {self.name}",
                    f"it belongs before {here}",
                    f"move it before {here}",
                    at=later,
                )
            else:
                self._fault(
                    "element-missing", f"{names} is missing before {here} in {self.name}", "", f"add {names}", at=child
                )

    def _tell_unwanted(self, child: etree._Element, pattern: Pattern) -> None:
        shown, name = phrases.tag(str(child.tag)), name_of(str(child.tag))
        known = self.matcher.definitions(name)
        allowed = phrases.tags(each.name for each in _elements(self.definition.content.leaves))
        if self._own(child):
            here = phrases.tags(each.name for each in _elements(first(pattern)))
            self._fault(
                "element-misplaced",
                f"{shown} may not stand here in {self.name}",
                f"allowed here: {phrases.listed(here)}" if here else f"nothing more is allowed in {self.name}",
                "move it or take it out",
                at=child,
            )
        elif not known:
            twin = next((each for each in self.matcher.names() if each.local == name.local), None)
            near = phrases.near(shown, allowed) or phrases.near(shown, map(phrases.tag, self.matcher.names()))
            self._fault(
                "unknown-element",
                f"{shown} is not an element of the schema" if twin is None else f"{shown} is in the wrong namespace",
                f"allowed in {self.name}: {phrases.listed(allowed)}" if twin is None else f"it is {twin.namespace}",
                (f"did you mean {near}?" if near else "rename it or take it out") if twin is None else "mend its xmlns",
                at=child,
            )
        else:
            inside = self._holder(each for each in _elements(first(pattern)) if _named(each.content.leaves, child))
            self._fault(
                "element-not-allowed",
                f"{shown} is not allowed in {self.name}",
                f"allowed children: {phrases.listed(allowed)}",
                f"put it into {inside}, move it or take it out" if inside else "move it or take it out",
                at=child,
            )

    def _stray(self, text: str, pattern: Pattern, after: etree._Element | None) -> None:
        inside = self._holder(each for each in _elements(first(pattern)) if self.matcher.text <= each.content.leaves)
        allowed = phrases.tags(each.name for each in _elements(self.definition.content.leaves))
        self._fault(
            "text-not-allowed",
            f"{self.name} may not hold text{' here' if self.matcher.text <= self.definition.content.leaves else ''}: "
            f"{phrases.quoted(text)}",
            f"allowed children: {phrases.listed(allowed)}",
            f"put it into {inside}" if inside else "take it out",
            text=text,
            after=after,
        )

    def _complete(self, pattern: Pattern) -> None:
        """Tells what is missing at the end."""
        missing: list[str] = []
        while (needed := _elements(required(pattern))) and len(missing) < _FILLED_IN:
            missing.append(phrases.one_of(phrases.tags(each.name for each in needed)))
            pattern = self.patterns.after(pattern, frozenset(needed))
        names = " and ".join(missing)
        if missing and not has_elements(self.element) and not text_of(self.element).strip():
            message, remedy = f"{self.name} is empty; it needs {names}", f"add {names}, or take {self.name} out"
            self._fault("element-missing", message, remedy=remedy)
        elif missing:
            self._fault("element-missing", f"{self.name} has no {names}", remedy=f"add {names}")
        elif not (pattern.nullable or self.faults or self.children):
            words = words_of_pattern(pattern)
            self._fault("text-value", f"{self.name} is not complete", f"allowed: {words}", "fill it")

    def _holder(self, elements: Iterable[Element]) -> str:
        """The element to put something into: a paragraph, or the one that there is where there is little to choose from."""
        found = phrases.tags(each.name for each in elements)
        if phrases.PARAGRAPH in found:
            return phrases.PARAGRAPH
        is_plain = len(_elements(self.definition.content.leaves)) <= _FEW
        return found[0] if len(found) == 1 and is_plain else ""

    def _own(self, child: etree._Element) -> list[Element]:
        return _named(self.definition.content.leaves, child)

    def _fault(  # noqa: PLR0913
        self,
        rule: str,
        message: str,
        allowed: str = "",
        remedy: str = "",
        *,
        at: etree._Element | None = None,
        text: str = "",
        after: etree._Element | None = None,
    ) -> None:
        element = self.element if at is None else at
        self.faults.append(Fault(element, rule, message, allowed, remedy, text=text.strip(), after=after))


def _elements(leaves: Iterable[Leaf]) -> list[Element]:
    return sorted((leaf for leaf in leaves if isinstance(leaf, Element)), key=lambda leaf: leaf.order)


def _named(leaves: Iterable[Leaf], element: etree._Element) -> list[Element]:
    name = name_of(str(element.tag))
    return [leaf for leaf in _elements(leaves) if leaf.name.holds(name)]
