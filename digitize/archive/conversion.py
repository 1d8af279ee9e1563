"""How a document was converted, as its ledger tells, and the proof that the ledger is that of the TEI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from digitize.edits import State
from digitize.errors import UnreadableInput
from digitize.records import Record, read_records
from digitize.tei.catalogue import Catalogue
from digitize.tei.names import ID, tei
from digitize.worker import ledger_path


@dataclass(frozen=True, slots=True)
class PassRun:
    """A cleanup pass that ran: name, version, what it does, and how many edits it left in each state."""

    name: str
    version: str
    summary: str
    edits: Counter[State]


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was converted and by what: `source` is the name of the file, `reader` is `pdf` or `text`."""

    source: str
    reader: str
    program: str
    passes: tuple[PassRun, ...]


def conversion_of(result: Path, root: etree._Element, facts: Catalogue) -> Conversion:
    """The conversion of a TEI file, from the ledger beside it.

    Raises UnreadableInput where there is no ledger, or that of another conversion: source, program and passes must be
    those of the TEI header, and the account of characters must close. Whether every character agrees is what `digitize
    verify` tells: a TEI that a person has corrected since may be packed.
    """
    path = ledger_path(result)
    if not path.is_file():
        raise UnreadableInput("has no ledger beside it", where=str(result), remedy="convert the document again")
    records = read_records(path)
    try:
        run = records[0]
        passes = tuple(_passes(root, records))
        conversion = Conversion(str(run["source"]), str(run["reader"]), str(run["program"]), passes)
        wrong = _unlike(records, conversion, facts)
    except (KeyError, ValueError, TypeError):
        wrong = "is not a ledger that this program can read"
    if wrong:
        raise UnreadableInput(wrong, where=str(path), remedy="convert the document again")
    return conversion


def _passes(root: etree._Element, records: list[Record]) -> Iterator[PassRun]:
    """The passes that the TEI header names, with the edits that the ledger has of each."""
    states: dict[str, Counter[State]] = {}
    for record in records:
        if record["kind"] == "edit":
            states.setdefault(record["by"], Counter())[State(record["state"])] += 1
    for described in root.iterfind(f".//{tei('taxonomy')}[@{ID}='rules']/{tei('category')}/{tei('catDesc')}"):
        head, _, summary = (described.text or "").partition(": ")
        name, _, version = head.partition(", version ")
        yield PassRun(name, version, summary, states.get(f"{name}@{version}", Counter()))


def _unlike(records: list[Record], conversion: Conversion, facts: Catalogue) -> str:
    """What tells that a ledger is not that of the TEI; "" where nothing does."""
    run, last = records[0], records[-1]
    if run["sha256"] != facts.sha256:
        return "is that of another source: its SHA-256 is not the one in the TEI header"
    if conversion.program != facts.program or run["passes"] != [
        f"{each.name}@{each.version}" for each in conversion.passes
    ]:
        return "is that of another conversion: its program or passes are not those in the TEI header"
    if last["kind"] != "account" or not last["closed"]:
        return "breaks off before its account of characters, or does not close it"
    return ""
