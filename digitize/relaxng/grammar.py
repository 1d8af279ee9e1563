"""Reads a RELAX NG schema in XML syntax: includes, nested grammars, overridden and combined definitions, name classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from lxml import etree

from digitize.relaxng.names import AnyName, Name, NameClass, OneOf
from digitize.relaxng.patterns import Attribute, Datum, Element, ListOf, Pattern, Patterns, Text
from digitize.relaxng.values import RNG, asks_libxml2, collapsed, words_of_type

_XML = "http://www.w3.org/XML/1998/namespace"
_START = "\0start"  # no name of a definition can be this
_DEEPEST = 20  # schemas that include each other


class SchemaError(Exception):
    """The schema itself is wrong; one line that says where."""


@dataclass(slots=True)
class _Scope:
    """The definitions of one `grammar` element; `built` remembers their patterns, None while one is being built."""

    outer: _Scope | None
    definitions: dict[str, list[etree._Element]] = field(default_factory=dict)
    built: dict[str, Pattern | None] = field(default_factory=dict)


class Grammar:
    """A schema: the pattern of a whole document, and every element definition that can be reached from it."""

    def __init__(self, path: Path) -> None:
        """Raises SchemaError where the file is no RELAX NG schema, or one with undefined or endless references."""
        self.patterns = Patterns()
        self._order = count()
        self.text = Text(0)
        root = _parsed(path)
        self.start = self._pattern(root, _Scope(None))
        self.elements = tuple(self._reachable())

    def _reachable(self) -> Iterator[Element]:
        seen: set[Element] = set()
        waiting = [self.start]
        while waiting:
            pattern = waiting.pop()
            for leaf in sorted(pattern.leaves, key=lambda leaf: leaf.order):
                if isinstance(leaf, Element) and leaf not in seen:
                    seen.add(leaf)
                    waiting.append(leaf.content)
                    yield leaf

    # -- patterns

    def _pattern(self, node: etree._Element, scope: _Scope) -> Pattern:  # noqa: C901, PLR0911, PLR0912
        patterns, kind = self.patterns, _kind(node)
        if kind == "element":
            name, body = self._named(node)
            return patterns.leaf(Element(next(self._order), name, lambda: self._group(body, scope)))
        if kind == "attribute":
            name, body = self._named(node)
            value = self._group(body, scope) if body else patterns.leaf(self.text)
            return patterns.leaf(Attribute(next(self._order), name, value))
        if kind == "ref":
            return self._definition(node, scope)
        if kind == "parentRef":
            return self._definition(node, _outer(node, scope))
        if kind == "choice":
            return patterns.choice([self._pattern(child, scope) for child in _children(node)])
        if kind == "interleave":
            return patterns.interleave([self._pattern(child, scope) for child in _children(node)])
        if kind == "group":
            return self._group(_children(node), scope)
        if kind in ("optional", "zeroOrMore", "oneOrMore", "mixed", "list"):
            return self._wrapped(kind, self._group(_children(node), scope))
        if kind in ("data", "value"):
            return patterns.leaf(self._datum(node))
        if kind == "text":
            return patterns.leaf(self.text)
        if kind in ("empty", "notAllowed"):
            return patterns.empty if kind == "empty" else patterns.never
        if kind == "externalRef":
            return self._pattern(_parsed(_beside(node)), _Scope(None))
        if kind == "grammar":
            inner = _Scope(scope)
            _collect(node, inner.definitions, depth=0)
            return self._definition(node, inner, _START)
        raise SchemaError(f"line {node.sourceline}: <{kind}> is no pattern")

    def _wrapped(self, kind: str, inner: Pattern) -> Pattern:
        if kind == "optional":
            return self.patterns.optional(inner)
        if kind == "zeroOrMore":
            return self.patterns.optional(self.patterns.many(inner))
        if kind == "oneOrMore":
            return self.patterns.many(inner)
        if kind == "mixed":
            return self.patterns.interleave((inner, self.patterns.leaf(self.text)))
        return self.patterns.leaf(ListOf(next(self._order), inner))

    def _group(self, nodes: list[etree._Element], scope: _Scope) -> Pattern:
        return self.patterns.group([self._pattern(node, scope) for node in nodes])

    def _definition(self, node: etree._Element, scope: _Scope, name: str = "") -> Pattern:
        """The pattern of a definition; several of one name are combined as they say."""
        wanted = name or (node.get("name") or "").strip()
        shown = "start" if wanted == _START else wanted
        if wanted not in scope.definitions:
            raise SchemaError(f"line {node.sourceline}: “{shown}” is not defined")
        if wanted in scope.built:
            built = scope.built[wanted]
            if built is None:
                raise SchemaError(f"line {node.sourceline}: “{shown}” refers to itself without an element between")
            return built
        scope.built[wanted] = None
        nodes = scope.definitions[wanted]
        parts = [self._group(_children(each), scope) for each in nodes]
        how = {each.get("combine") for each in nodes} - {None}
        made = self.patterns.interleave(parts) if how == {"interleave"} else self.patterns.choice(parts)
        if len(parts) > 1 and len(how) != 1:
            raise SchemaError(f"line {nodes[-1].sourceline}: “{shown}” is defined more than once, and not combined")
        scope.built[wanted] = made
        return made

    def _datum(self, node: etree._Element) -> Datum:
        library = _inherited(node, "datatypeLibrary")
        kind = (node.get("type") or "token").strip()
        if _kind(node) == "value" and node.get("type") is None:
            wanted = collapsed(node.text or "")
            return Datum(next(self._order), lambda text: collapsed(text) == wanted, "", wanted)
        facets = [(each.get("name") or "", each.text or "") for each in _children(node) if _kind(each) == "param"]
        try:
            accepts = asks_libxml2(node, library=library, namespace=_inherited(node, "ns"))
        except etree.RelaxNGParseError:
            raise SchemaError(f"line {node.sourceline}: the datatype “{kind}” is not known") from None
        value = node.text or "" if _kind(node) == "value" else None
        return Datum(next(self._order), accepts, words_of_type(kind, facets), value)

    # -- names

    def _named(self, node: etree._Element) -> tuple[NameClass, list[etree._Element]]:
        """The name class of an element or attribute, and the nodes of its content."""
        children = _children(node)
        written = node.get("name")
        if written is not None:
            unprefixed = "" if _kind(node) == "attribute" and node.get("ns") is None else _inherited(node, "ns")
            return _resolved(node, written, unprefixed), children
        if not children:
            raise SchemaError(f"line {node.sourceline}: <{_kind(node)}> has no name")
        return _name_class(children[0]), children[1:]


def _name_class(node: etree._Element) -> NameClass:
    kind, children = _kind(node), _children(node)
    if kind == "name":
        return _resolved(node, node.text or "", _inherited(node, "ns"))
    if kind == "choice":
        return OneOf(tuple(_name_class(child) for child in children))
    if kind in ("anyName", "nsName"):
        but = [_name_class(child) for each in children if _kind(each) == "except" for child in _children(each)]
        return AnyName(_inherited(node, "ns") if kind == "nsName" else None, OneOf(tuple(but)) if but else None)
    raise SchemaError(f"line {node.sourceline}: <{kind}> is no name")


def _resolved(node: etree._Element, written: str, unprefixed: str) -> Name:
    prefix, colon, local = written.strip().rpartition(":")
    if not colon:
        return Name(unprefixed, local)
    namespace = _XML if prefix == "xml" else node.nsmap.get(prefix)
    if namespace is None:
        raise SchemaError(f"line {node.sourceline}: the prefix “{prefix}” is not declared")
    return Name(namespace, local)


# -- files and nodes


def _parsed(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except OSError:
        raise SchemaError(f"{path.name} cannot be read") from None
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{path.name} is not well-formed XML (line {error.lineno or 0})") from None
    if etree.QName(root).namespace != RNG:
        raise SchemaError(f"{path.name} begins with <{etree.QName(root).localname}>, which is not RELAX NG")
    return root


def _collect(node: etree._Element, into: dict[str, list[etree._Element]], *, depth: int) -> None:
    """The definitions of a grammar; those inside an `include` replace the ones of the same name that it brings."""
    if depth > _DEEPEST:
        raise SchemaError(f"line {node.sourceline}: schemas include each other without end")
    for child in _children(node):
        kind = _kind(child)
        if kind in ("define", "start"):
            name = _START if kind == "start" else (child.get("name") or "").strip()
            into.setdefault(name, []).append(child)
        elif kind == "div":
            _collect(child, into, depth=depth)
        elif kind == "include":
            brought: dict[str, list[etree._Element]] = {}
            own: dict[str, list[etree._Element]] = {}
            _collect(_parsed(_beside(child)), brought, depth=depth + 1)
            _collect(child, own, depth=depth)
            for name, nodes in (brought | own).items():
                into.setdefault(name, []).extend(nodes)


def _beside(node: etree._Element) -> Path:
    """The file that an `href` names, from the folder of the schema; only files, never the network."""
    href = (node.get("href") or "").strip()
    if "://" in href and not href.startswith("file://"):
        raise SchemaError(f"line {node.sourceline}: {href} is on a network; nothing is fetched")
    return Path(node.getroottree().docinfo.URL or "").parent / href.removeprefix("file://")


def _outer(node: etree._Element, scope: _Scope) -> _Scope:
    if scope.outer is None:
        raise SchemaError(f"line {node.sourceline}: parentRef outside of a grammar")
    return scope.outer


def _inherited(node: etree._Element, name: str) -> str:
    found = next((each.get(name) for each in (node, *node.iterancestors()) if each.get(name) is not None), "")
    return (found or "").strip()


def _kind(node: etree._Element) -> str:
    return node.tag.removeprefix(f"{{{RNG}}}") if isinstance(node.tag, str) else ""


def _children(node: etree._Element) -> list[etree._Element]:
    """The children that mean something: annotations are of other namespaces."""
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(f"{{{RNG}}}")]
