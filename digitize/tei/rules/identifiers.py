"""Each xml:id is there once."""

from __future__ import annotations

from collections.abc import Iterator

from digitize.faults import Fault
from digitize.tei.names import ID, local_name
from digitize.tei.rules.index import Index


def twice(index: Index) -> Iterator[Fault]:
    """An xml:id that an element before has already."""
    for value, element in index.repeated:
        first = index.ids[value]
        yield Fault(
            element,
            "id-twice",
            f"xml:id “{value}” is used before, by <{local_name(first)}>",
            "an id names one element of the file",
            "give this one another id, and mend the pointers that mean it",
            attribute=ID,
        )
