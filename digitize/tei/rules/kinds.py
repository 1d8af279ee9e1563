"""Pointers of our profile point to the right kind of element."""

from __future__ import annotations

from collections.abc import Iterator

from digitize.faults import Fault
from digitize.tei.names import local_name
from digitize.tei.rules.index import Index

# Attribute, the element that has it ("" for any), and the elements that it may point to.
_KINDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("rendition", ""): ("rendition",),
    ("resp", ""): ("respStmt",),
    ("who", ""): ("respStmt",),
    ("facs", ""): ("surface", "zone"),
    ("ana", "corr"): ("category",),
    ("sameAs", "note"): ("note",),
    ("corresp", "milestone"): ("pb",),
}
_NAMES = frozenset(name for name, _ in _KINDS)


def wrong(index: Index) -> Iterator[Fault]:
    """A pointer that finds something, but of another kind."""
    for element, name, value in index.attributes:
        if name not in _NAMES:
            continue
        allowed = _KINDS.get((name, "")) or _KINDS.get((name, local_name(element)))
        if allowed is None:
            continue
        for pointer in value.split():
            found = index.ids.get(pointer.removeprefix("#"))
            if found is not None and pointer.startswith("#") and local_name(found) not in allowed:
                wanted = " or ".join(f"<{each}>" for each in allowed)
                yield Fault(
                    element,
                    "pointer-kind",
                    f"@{name} of <{local_name(element)}> points to {pointer}, which is a <{local_name(found)}>",
                    f"it must point to a {wanted}",
                    f"give the xml:id of a {wanted}",
                    attribute=name,
                )
