"""What a pass is, and what it may propose. A pass reads a document and changes nothing; the engine writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import ClassVar, Protocol

from digitize.model import Document, Label, Style


class Stage(StrEnum):
    """When a pass runs. LINES: each block is one line as read, before layout. BLOCKS: after layout."""

    LINES = "lines"
    BLOCKS = "blocks"


class Kind(IntFlag):
    """Kinds of characters a pass may take out or put in; a law holds it to that."""

    NOTHING = 0
    LETTERS = 1
    MARKS = 2
    DIGITS = 4
    PUNCTUATION = 8
    SPACES = 16
    INVISIBLE = 32
    ANYTHING = 63


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Characters `start` to `end` of a block become `after`.

    `style` and `mark` None keep what the first replaced character has. `correction` shows the old letters in TEI
    (`<sic>`); without it the change is typographic, declared in the header and listed in the ledger.
    """

    block: str
    start: int
    end: int
    after: str
    style: Style | None = None
    mark: str | None = None
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A block gets another label."""

    block: str
    label: Label


@dataclass(frozen=True, slots=True)
class Joining:
    """The second block is appended to the first with `glue` (a space, or nothing) between."""

    first: str
    second: str
    glue: str = " "


@dataclass(frozen=True, slots=True)
class Parting:
    """A block is cut at `offset`; white space at the cut stays with the first part."""

    block: str
    offset: int
    label: Label  # of the new second block


@dataclass(frozen=True, slots=True)
class Moving:
    """A block moves to stand right after another."""

    block: str
    after: str


Proposed = Rewrite | Relabelling | Joining | Parting | Moving


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that belong together: applied all or none."""

    changes: tuple[Proposed, ...]
    rule: str
    reason: str
    confidence: float


class Pass(Protocol):
    """One accident of extraction: how to see it and what to propose. Its docstring's first line is shown to users.

    A pass is a frozen dataclass; its fields are its options. `name` and `version` are written into archives: the name
    never changes, the version rises whenever the output may change.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    stage: ClassVar[Stage]
    touches: ClassVar[Kind]

    def propose(self, document: Document) -> Iterable[Proposal]:
        """What should change, and why; nothing where the accident did not happen."""
        ...
