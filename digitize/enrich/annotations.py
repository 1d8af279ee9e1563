"""What enrichment says of a document, beside its text: annotated stretches, the names it gathers, and its doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from digitize.enrich.spans import Span
from digitize.model import Problem


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a document names in two scripts.

    `kind` is `person`, `org`, `place` or `name`; `names` are pairs of language and name, the Arabic one first.
    """

    id: str
    kind: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """`spans` are, by the id of a block, in code points of its whole text; one may hold another, none crosses one."""

    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def calendars(self) -> frozenset[str]:
        """The ids of the calendars that dates are of, but for the Gregorian."""
        return frozenset(
            value.removeprefix("#")
            for spans in self.spans.values()
            for span in spans
            for name, value in span.attributes
            if name == "calendar"
        )


NOTHING = Annotations()
