"""Every pointer to something in the same file finds it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import regex

from digitize.faults import Fault
from digitize.tei.names import XML
from digitize.tei.rules.index import Index

# Attributes of TEI P5 whose values are pointers (teidata.pointer), alone or in rows.
POINTERS = frozenset(
    """active ana calendar change copyOf corresp datingMethod datingPoint decls edRef exclude facs from hand lemmaRef mutual
    next notationRef passive perf period prev ref rendition resp sameAs scheme select source spanTo synch target to who wit
    """.split()  # noqa: SIM905
)
_LOCAL = regex.compile(r"#(?P<id>[^\s()]+)")  # with brackets it is a pointer scheme, such as #xpath(...)
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"


def dangling(index: Index) -> Iterator[Fault]:
    """A pointer to an id that is not there; where parts of the file stand elsewhere, nothing can be said."""
    if next(index.root.iter(_INCLUDE), None) is not None or any(
        name == f"{{{XML}}}base" for _, name, _ in index.attributes
    ):
        return
    for element, name, value in index.attributes:
        if "#" not in value or name not in POINTERS:
            continue
        for pointer in value.split():
            found = _LOCAL.fullmatch(pointer)
            if found and found["id"] not in index.ids:
                near = get_close_matches(found["id"], list(index.ids), 1, 0.8)
                yield Fault(
                    element,
                    "pointer",
                    f"@{name} points to {pointer}, which is not there",
                    "a pointer that begins with # names an xml:id of the file",
                    f"did you mean #{near[0]}?" if near else "mend the pointer or the xml:id",
                    attribute=name,
                )
