"""What the profile allows where, read from the schema itself, so that an error can say it in words.

libxml2 tells that an element "failed to validate attributes" but not which; it is right and unhelpful. Each element
of our profile has few definitions, so the first element whose own attributes or children fit none of them is told
with what is allowed there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from lxml import etree

from digitize.tei.names import ID, LANG, TEI, local_name

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_DISPLAY = {ID: "xml:id", LANG: "xml:lang"}


@dataclass
class Definition:
    """One way in which an element may be made: attributes with their values (empty: any), children, text or not."""

    required: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    has_text: bool = False


class Profile:
    """The definitions of every element name of a RELAX NG schema in XML syntax."""

    def __init__(self, path: Path) -> None:
        grammar = etree.parse(str(path)).getroot()
        self._patterns = {each.get("name"): each for each in grammar.iter(f"{_RNG}define")}
        self.definitions: dict[str, list[Definition]] = {}
        for element in grammar.iter(f"{_RNG}element"):
            definition = Definition()
            for child in element:
                self._collect(child, definition, optional=False)
            self.definitions.setdefault(element.get("name") or "", []).append(definition)

    def _collect(self, node: etree._Element, into: Definition, *, optional: bool) -> None:
        kind = node.tag.removeprefix(_RNG) if isinstance(node.tag, str) else ""
        if kind == "ref":
            for child in self._patterns[node.get("name")]:
                self._collect(child, into, optional=optional)
        elif kind == "element":
            into.children.add(node.get("name") or "")
        elif kind == "attribute":
            name = {"xml:id": ID, "xml:lang": LANG}.get(node.get("name") or "", node.get("name") or "")
            into.attributes.setdefault(name, set()).update(self._values(node))
            if not optional:
                into.required.add(name)
        elif kind in ("text", "data"):
            into.has_text = True
        else:
            loose = optional or kind in ("optional", "zeroOrMore", "choice")
            for child in node:
                self._collect(child, into, optional=loose)

    def _values(self, node: etree._Element) -> set[str]:
        values: set[str] = set()
        for child in node:
            kind = child.tag.removeprefix(_RNG) if isinstance(child.tag, str) else ""
            if kind == "value":
                values.add(child.text or "")
            elif kind == "ref":
                values |= self._values(self._patterns[child.get("name")])
            elif kind != "data":
                values |= self._values(child)
        return values

    def faults(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str, str]]:
        """What is wrong, element by element: the element, what, what is allowed there, how to mend it."""
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            name = local_name(element)
            if element.tag != f"{{{TEI}}}{name}":
                yield element, f"<{name}> is not in the TEI namespace", f"the namespace is {TEI}", "add xmlns"
                continue
            found = [self._fault(element, each) for each in self.definitions.get(name, [])]
            if found and None not in found:
                yield element, *next(each for each in found if each is not None)

    def _fault(self, element: etree._Element, definition: Definition) -> tuple[str, str, str] | None:
        name = local_name(element)
        allowed = ", ".join(sorted(_DISPLAY.get(each, each) for each in definition.attributes)) or "none"
        for attribute, value in element.attrib.items():
            shown = _DISPLAY.get(str(attribute), str(attribute))
            if attribute not in definition.attributes:
                near = get_close_matches(shown, [_DISPLAY.get(each, each) for each in definition.attributes], 1, 0.6)
                remedy = f"did you mean @{near[0]}?" if near else f"take @{shown} out"
                return f"<{name}> has @{shown}, which is not allowed", f"allowed attributes: {allowed}", remedy
            values = definition.attributes[attribute]
            if values and not set(str(value).split()) <= values:
                return (
                    f"@{shown} of <{name}> is “{value!s}”",
                    f"allowed values: {', '.join(sorted(values))}",
                    "use one of them",
                )
        for missing in sorted(definition.required - {str(each) for each in element.attrib}):
            shown = _DISPLAY.get(missing, missing)
            return f"<{name}> has no @{shown}", f"allowed attributes: {allowed}", f"add @{shown}"
        return self._fault_of_content(element, definition)

    def _fault_of_content(self, element: etree._Element, definition: Definition) -> tuple[str, str, str] | None:
        name = local_name(element)
        children = ", ".join(f"<{each}>" for each in sorted(definition.children)) or "none"
        for child in element:
            if isinstance(child.tag, str) and local_name(child) not in definition.children:
                return (
                    f"<{local_name(child)}> is not allowed in <{name}>",
                    f"allowed children: {children}",
                    f"move it or take it out (line {child.sourceline})",
                )
        texts = [element.text, *(child.tail for child in element)]
        stray = next((text.strip() for text in texts if text and text.strip()), "")
        if stray and not definition.has_text:
            return f"<{name}> may not hold text: “{stray[:40]}”", f"allowed children: {children}", "put it into one"
        if not len(element) and not stray and not definition.has_text and definition.children:
            return f"<{name}> is empty", f"allowed children: {children}", "fill it or take it out"
        return None
