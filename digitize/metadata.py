"""What a catalogue wants to know of a document, and what made its TEI: the facts of the header."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, authors, date, publisher and place as printed; `when` is the date in ISO 8601, as exact as printed.

    `identifiers` are pairs of type and value (`("DOI", "10.1000/182")`), `licence` a URL or a sentence. `overridden` names
    the fields that a person's side file has set. Empty strings, tuples and None say that nothing is known.
    """

    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    when: str | None = None
    publisher: str = ""
    place: str = ""
    series: str = ""
    abstracts: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person's side file says of one document: the name of its file, and fields of `Metadata` with their values."""

    file: str
    fields: tuple[tuple[str, str | tuple[str, ...] | tuple[tuple[str, str], ...]], ...]


def override(metadata: Metadata, entries: tuple[Entry, ...], file: str) -> Metadata:
    """Metadata with what the side file says of the file in its place; a date set there is never older than its `when`."""
    for entry in entries:
        if entry.file == file:
            fields = dict(entry.fields)
            if "date" in fields and "when" not in fields:
                fields["when"] = None  # type: ignore[assignment]
            metadata = replace(metadata, **fields, overridden=tuple(sorted(fields)))  # type: ignore[arg-type]
    return metadata


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
