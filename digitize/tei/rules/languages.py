"""Languages that our profile uses are named in its header."""

from __future__ import annotations

from collections.abc import Iterator

from digitize.faults import Fault
from digitize.tei.names import LANG
from digitize.tei.rules.index import Index


def undeclared(index: Index) -> Iterator[Fault]:
    """An xml:lang that `langUsage` does not tell of."""
    known = {element.get("ident") for element in index.all("language")}
    for element, name, value in index.attributes:
        if name == LANG and value not in known:
            yield Fault(
                element,
                "language",
                f"xml:lang “{value}” is not declared",
                f"declared in langUsage: {', '.join(sorted(filter(None, known))) or 'none'}",
                f'use one of them, or add <language ident="{value}"> to langUsage',
                attribute=LANG,
            )
