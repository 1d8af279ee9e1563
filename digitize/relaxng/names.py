"""Name classes: which names an element or an attribute of a schema may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its namespace, "" for none; as a name class it holds itself alone."""

    namespace: str
    local: str

    def holds(self, name: Name) -> bool:
        """True for this name."""
        return name == self


class NameClass(Protocol):
    """What every name class answers."""

    def holds(self, name: Name) -> bool:
        """True where the name is in the class."""


@dataclass(frozen=True, slots=True)
class AnyName:
    """Every name but some; with a namespace, every name of that namespace but some."""

    namespace: str | None = None
    but: NameClass | None = None

    def holds(self, name: Name) -> bool:
        """True for a name of the namespace that is not taken out."""
        inside = self.namespace is None or name.namespace == self.namespace
        return inside and not (self.but is not None and self.but.holds(name))


@dataclass(frozen=True, slots=True)
class OneOf:
    """The names of several classes."""

    classes: tuple[NameClass, ...]

    def holds(self, name: Name) -> bool:
        """True where one of the classes has the name."""
        return any(each.holds(name) for each in self.classes)


def name_of(tag: str) -> Name:
    """A name as lxml writes it, `{namespace}local`."""
    namespace, brace, local = tag.rpartition("}")
    return Name(namespace[1:] if brace else "", local)


def exact_names(found: NameClass) -> tuple[Name, ...]:
    """The names that a class spells out; those of `anyName` and `nsName` are without end and left out."""
    if isinstance(found, Name):
        return (found,)
    return tuple(name for each in found.classes for name in exact_names(each)) if isinstance(found, OneOf) else ()
