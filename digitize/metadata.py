"""What a catalogue wants to know of a document, and what made its TEI: the facts of the header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, authors, date, publisher and place as printed; `when` is the date in ISO 8601, as exact as printed.

    Empty strings and None say that the document does not tell.
    """

    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    when: str | None = None
    publisher: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PassRecord:
    """A pass that ran: its name, its version, and the first line of its docstring."""

    name: str
    version: int
    summary: str


@dataclass(frozen=True, slots=True)
class History:
    """What made the TEI: the program's version, and the passes in the order in which they ran."""

    version: str
    passes: tuple[PassRecord, ...]
