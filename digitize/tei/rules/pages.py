"""Page breaks of our profile stand in the order of their pages."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from digitize.faults import Fault
from digitize.tei.names import ID
from digitize.tei.rules.index import Index


def order(index: Index) -> Iterator[Fault]:
    """A page that comes again, or too late; pages may be left out."""
    last = 0
    for element in index.all("pb"):
        found = regex.fullmatch(r"pb-(\d+)", element.get(ID) or "")
        if not found:
            continue
        number = int(found[1])
        if number <= last:
            yield Fault(
                element,
                "page-order",
                f"page {number} follows page {last}",
                "page breaks stand in ascending order, each once",
                "put the page breaks in order",
                attribute=ID,
            )
        last = max(last, number)
