"""The rules that no schema can say, a file for each kind: those of all TEI, and those of our profile.

In TEI that is not of our profile, only what can never be right is an error; the rest is worth a look. Editors point to
registers in other files as if they were in the same, and write dates by calendars that they do not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from digitize.faults import Fault, Level
from digitize.tei.rules import dates, identifiers, kinds, languages, notes, pages, pointers, text, urls
from digitize.tei.rules.index import Index

Rule = Callable[[Index], Iterator[Fault]]

ALL_TEI: tuple[Rule, ...] = (
    identifiers.twice,
    pointers.dangling,
    urls.spoilt,
    dates.impossible,
    dates.contradicted,
    text.residue,
    notes.anchors,
)
OURS: tuple[Rule, ...] = (
    kinds.wrong,
    notes.repeated_calls,
    notes.numbering,
    pages.order,
    languages.undeclared,
    text.empty_blocks,
)
NEVER_RIGHT = frozenset(("id-twice", "date-impossible", "date-order"))


def broken_rules(root: etree._Element, *, is_ours: bool) -> Iterator[Fault]:
    """What a TEI document does against the rules of all TEI, and of our profile where it is to be of that."""
    index = Index(root)
    for rule in (*ALL_TEI, *(OURS if is_ours else ())):
        for fault in rule(index):
            yield fault if is_ours or fault.rule in NEVER_RIGHT else replace(fault, level=Level.WARNING)
