"""Names and lists of names as messages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from digitize.relaxng.names import Name, NameClass, exact_names, name_of

_XML = "http://www.w3.org/XML/1998/namespace"
PARAGRAPH = "<p>"  # so it is called in TEI, as in HTML and JATS
_CHOICES = 6  # alternatives that a sentence can hold
_LONGEST = 16  # names in a list; what is longer is not read
_EXCERPT = 40  # characters of a text that a message repeats
_CLOSE = 0.72  # likeness of two names of which one is taken for a slip of the other: traget and target have 0.83


def tag(name: Name | str) -> str:
    """An element's name in angle brackets, without its namespace."""
    return f"<{(name_of(name) if isinstance(name, str) else name).local}>"


def at(name: Name | str) -> str:
    """An attribute's name with an @ before it; the prefix is known for xml: alone."""
    found = name_of(name) if isinstance(name, str) else name
    if not found.namespace:
        return f"@{found.local}"
    return f"@xml:{found.local}" if found.namespace == _XML else f"@{found.local} (of {found.namespace})"


def tags(classes: Iterable[NameClass]) -> list[str]:
    """The element names of name classes, each once, sorted; classes without end are “any other element”."""
    return _sorted(list(classes), tag, "any other element")


def ats(classes: Iterable[NameClass]) -> list[str]:
    """The attribute names of name classes, each once, sorted."""
    return _sorted(list(classes), at, "any other")


def _sorted(classes: list[NameClass], shown: Callable[[Name], str], endless: str) -> list[str]:
    names = {shown(name) for each in classes for name in exact_names(each)}
    return [*sorted(names), *((endless,) if any(not exact_names(each) for each in classes) else ())]


def listed(names: list[str]) -> str:
    """A list for people; of a long one the beginning, and how many more there are."""
    if len(names) <= _LONGEST:
        return ", ".join(names) or "none"
    return f"{', '.join(names[:_LONGEST])} and {len(names) - _LONGEST} more"


def one_of(names: list[str]) -> str:
    """Names of which one will do; of many the first few, and those that most writers mean."""
    if len(names) <= _CHOICES:
        return " or ".join(names)
    shown = [name for name in names if name in (PARAGRAPH, "<div>")] or names[: _CHOICES - 1]
    return f"{' or '.join(shown)} or another of {len(names)} elements"


def near(name: str, names: Iterable[str]) -> str:
    """The one of the names that this one is likely to be a slip for, or "" ; the signs around names do not count."""
    bare = {each.strip("<>@"): each for each in names}
    found = get_close_matches(name.strip("<>@"), list(bare), 1, _CLOSE)
    return bare[found[0]] if found else ""


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks, its white space made single."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _EXCERPT else flat[:_EXCERPT].rstrip() + '…'}”"
