"""The rules that no schema can say, a file for each kind: those of all TEI, and those of our profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from digitize.faults import Fault
from digitize.tei.rules import dates, identifiers, kinds, languages, notes, pages, pointers, text, urls
from digitize.tei.rules.index import Index

Rule = Callable[[Index], Iterator[Fault]]

ALL_TEI: tuple[Rule, ...] = (
    identifiers.twice,
    pointers.dangling,
    urls.spoilt,
    dates.impossible,
    dates.contradicted,
    notes.anchors,
)
OURS: tuple[Rule, ...] = (
    kinds.wrong,
    notes.repeated_calls,
    notes.numbering,
    pages.order,
    languages.undeclared,
    text.residue,
    text.empty_blocks,
)
OTHERS: tuple[Rule, ...] = (text.residue_of_others,)


def broken_rules(root: etree._Element, *, is_ours: bool) -> Iterator[Fault]:
    """What a TEI document does against the rules of all TEI, and of our profile where it is to be of that."""
    index = Index(root)
    for rule in (*ALL_TEI, *(OURS if is_ours else OTHERS)):
        yield from rule(index)
