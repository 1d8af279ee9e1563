"""Patterns of RELAX NG, and what is left of a pattern when a part of a document has been read.

A pattern says what may still come. Reading takes derivatives, after Brzozowski and James Clark: `after(pattern, matched)`
is what may follow when the next thing in the document matches some leaves of the pattern. A leaf is an element, an
attribute, text or a value. Equal patterns are one object, so that a derivative is taken once and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

from digitize.relaxng.names import NameClass

MOST = 20_000_000  # leaves of all patterns together, about a gigabyte; tei_all needs a hundredth, and what needs more is of no use


class TooAmbiguous(Exception):
    """The schema leaves so many ways open that they cannot be followed."""


class Kind(Enum):
    """How a pattern is made."""

    EMPTY = "nothing may come"
    NEVER = "no document fits"
    LEAF = "one thing"
    CHOICE = "one of the parts"
    GROUP = "the parts, in order"
    INTERLEAVE = "the parts, mingled"
    MANY = "the part, once or more"


@dataclass(eq=False, slots=True)
class Leaf:
    """What one thing in a document can match; `order` is its place in the schema."""

    order: int


@dataclass(eq=False, slots=True)
class Element(Leaf):
    """An element definition; its content is built when it is first asked for, as definitions refer to each other."""

    name: NameClass
    build: Callable[[], Pattern]
    built: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """Attributes and content together."""
        if self.built is None:
            self.built = self.build()
        return self.built


@dataclass(eq=False, slots=True)
class Attribute(Leaf):
    """An attribute and the pattern of its value; `known` remembers the values that were tried."""

    name: NameClass
    value: Pattern
    known: dict[str, bool] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Text(Leaf):
    """Any text."""


@dataclass(eq=False, slots=True)
class Datum(Leaf):
    """Text of a datatype (`values` empty), or one fixed value; `words` say it for people."""

    accepts: Callable[[str], bool]
    words: str
    value: str | None = None


@dataclass(eq=False, slots=True)
class ListOf(Leaf):
    """Text that is read token by token."""

    tokens: Pattern


@dataclass(eq=False, slots=True)
class Pattern:
    """What may come: whether nothing is enough, and the leaves that stand somewhere in it."""

    kind: Kind
    parts: tuple[Pattern, ...]
    nullable: bool
    leaves: frozenset[Leaf]
    known: dict[tuple[frozenset[Leaf], bool], Pattern] = field(default_factory=dict)
    closed: Pattern | None = None

    @property
    def leaf(self) -> Leaf:
        """The leaf that the pattern is."""
        (leaf,) = self.leaves
        return leaf


class Patterns:
    """Makes patterns in their simplest form; equal ones are the same object."""

    def __init__(self) -> None:
        self._made: dict[object, Pattern] = {}
        self._size = 0
        self.empty = Pattern(Kind.EMPTY, (), nullable=True, leaves=frozenset())
        self.never = Pattern(Kind.NEVER, (), nullable=False, leaves=frozenset())

    def leaf(self, leaf: Leaf) -> Pattern:
        """One thing; text is also nothing at all."""
        return self._pattern(Kind.LEAF, (leaf,), (), nullable=isinstance(leaf, Text), leaves=frozenset((leaf,)))

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """One of several; the order does not count."""
        flat: dict[Pattern, None] = {}
        for part in parts:
            flat |= dict.fromkeys(part.parts if part.kind is Kind.CHOICE else (part,))
        flat.pop(self.never, None)
        if self.empty in flat and any(part.nullable for part in flat if part is not self.empty):
            del flat[self.empty]
        if len(flat) <= 1:
            return next(iter(flat), self.never)
        nullable = any(part.nullable for part in flat)
        return self._pattern(Kind.CHOICE, frozenset(flat), tuple(flat), nullable=nullable)

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """One after the other."""
        return self._all_of(Kind.GROUP, parts)

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """All of them, in any order, mingled."""
        return self._all_of(Kind.INTERLEAVE, parts)

    def many(self, part: Pattern) -> Pattern:
        """Once or more."""
        if part.kind in (Kind.EMPTY, Kind.NEVER, Kind.MANY):
            return part
        if part.kind is Kind.CHOICE and self.empty in part.parts:
            return self.optional(self.many(self.choice(each for each in part.parts if each is not self.empty)))
        return self._pattern(Kind.MANY, part, (part,), nullable=part.nullable)

    def optional(self, part: Pattern) -> Pattern:
        """Or nothing."""
        return self.choice((part, self.empty))

    def _all_of(self, kind: Kind, parts: Iterable[Pattern]) -> Pattern:
        flat: list[Pattern] = []
        for part in parts:
            if part is self.never:
                return self.never
            flat += part.parts if part.kind is kind else () if part is self.empty else (part,)
        if len(flat) <= 1:
            return flat[0] if flat else self.empty
        return self._pattern(kind, tuple(flat), tuple(flat), nullable=all(part.nullable for part in flat))

    def _pattern(
        self,
        kind: Kind,
        key: object,
        parts: tuple[Pattern, ...],
        *,
        nullable: bool,
        leaves: frozenset[Leaf] | None = None,
    ) -> Pattern:
        found = self._made.get((kind, key))
        if found is None:
            together = frozenset().union(*(part.leaves for part in parts)) if leaves is None else leaves
            self._size += len(together) + len(parts)
            if self._size > MOST:
                raise TooAmbiguous
            found = self._made[kind, key] = Pattern(kind, parts, nullable, together)
        return found

    def after(self, pattern: Pattern, matched: frozenset[Leaf], *, ordered: bool = True) -> Pattern:
        """What may come when a thing has been read that matches these leaves; attributes come in no order."""
        if pattern.leaves.isdisjoint(matched):
            return self.never
        found = pattern.known.get((matched, ordered))
        if found is None:
            found = pattern.known[matched, ordered] = self._after(pattern, matched, ordered=ordered)
        return found

    def _after(self, pattern: Pattern, matched: frozenset[Leaf], *, ordered: bool) -> Pattern:
        parts = pattern.parts
        if pattern.kind is Kind.LEAF:
            return pattern if isinstance(pattern.leaf, Text) else self.empty
        if pattern.kind is Kind.CHOICE:
            return self.choice(self.after(part, matched, ordered=ordered) for part in parts)
        if pattern.kind is Kind.MANY:
            return self.group((self.after(parts[0], matched, ordered=ordered), self.optional(pattern)))
        ways: list[Pattern] = []
        in_order = ordered and pattern.kind is Kind.GROUP
        for index, part in enumerate(parts):
            left = self.after(part, matched, ordered=ordered)
            if left is not self.never:
                before = () if in_order else parts[:index]
                ways.append(self._all_of(pattern.kind, (*before, left, *parts[index + 1 :])))
            if in_order and not part.nullable:
                break
        return self.choice(ways)

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """What may come when all attributes have been read: NEVER where one is still missing."""
        if pattern.closed is None:
            pattern.closed = self._without_attributes(pattern)
        return pattern.closed

    def _without_attributes(self, pattern: Pattern) -> Pattern:
        if not any(isinstance(leaf, Attribute) for leaf in pattern.leaves):
            return pattern
        if pattern.kind is Kind.LEAF:
            return self.never
        parts = [self.without_attributes(part) for part in pattern.parts]
        if pattern.kind is Kind.CHOICE:
            return self.choice(parts)
        return self.many(parts[0]) if pattern.kind is Kind.MANY else self._all_of(pattern.kind, parts)


def first(pattern: Pattern) -> frozenset[Leaf]:
    """The leaves that may come next."""
    if pattern.kind is Kind.GROUP:
        found: frozenset[Leaf] = frozenset()
        for part in pattern.parts:
            found |= first(part)
            if not part.nullable:
                break
        return found
    return frozenset().union(*map(first, pattern.parts)) if pattern.parts else pattern.leaves


def required(pattern: Pattern) -> frozenset[Leaf]:
    """The leaves of which one must come before all is well, the nearest; none where nothing is enough."""
    if pattern.nullable or pattern.kind is Kind.NEVER:
        return frozenset()
    if pattern.kind in (Kind.GROUP, Kind.INTERLEAVE):
        return required(next(part for part in pattern.parts if not part.nullable))
    return frozenset().union(*map(required, pattern.parts)) if pattern.parts else pattern.leaves
