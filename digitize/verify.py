"""The account of characters drawn up anew: source, ledger and TEI are read again, and nothing else is believed.

The ledger says what layout took each stretch of the source for and what every edit did; replayed on the source as
it is read now, that gives a document, and the TEI must say what that document says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree

from digitize import account, engine
from digitize.account import Account, Fate
from digitize.errors import EditMismatch, UnreadableInput
from digitize.layout import lines_of
from digitize.model import Document, Source
from digitize.page_ranges import Ranges, ranges_of
from digitize.passes.note_calls import sign_of
from digitize.read import read
from digitize.records import Record, arranged_of, edit_of, read_records
from digitize.tei import parse


@dataclass(frozen=True, slots=True)
class Verified:
    """What verification found; `account.open` holds a sentence for whatever does not agree."""

    source: Source
    account: Account


def verify(tei: Path, ledger: Path, source: Path) -> Verified:
    """The account of a result against its source.

    Raises UnreadableInput where one of the three cannot be read, or where source and result do not belong together.
    """
    records = read_records(ledger)
    data = _tei_bytes(tei)
    read_anew = read(source, _chosen(records[0], ledger))
    if records[0].get("sha256") != read_anew.sha256:
        raise UnreadableInput(
            f"is not what {tei.name} was made from: the SHA-256 of the ledger is another",
            where=str(source),
            remedy="name the file that was converted, or convert this one",
        )
    edits = tuple(edit_of(record) for record in records if record["kind"] == "edit")
    try:
        arranged = arranged_of(records, read_anew)
        engine.replay(lines_of(read_anew), edits[: arranged.edits])
        document = engine.replay(arranged.document, edits[arranged.edits :])
    except EditMismatch as error:
        raise UnreadableInput(
            f"does not fit its source: {error.message}", where=str(ledger), remedy="convert the document again"
        ) from None
    sheet = account.settle(document, edits, parse.blocks(data))
    faults = (*sheet.open, *_beside_blocks(document, data), *_recorded(records[-1], sheet))
    return Verified(read_anew, Account(sheet.read, sheet.places, sheet.taken_by_edit, tuple(faults), sheet.sheet))


def _chosen(run: Record, ledger: Path) -> Ranges:
    """The pages that were converted, () for all."""
    try:
        return ranges_of(run["chosen"]) if "chosen" in run else ()
    except (ValueError, AttributeError):
        raise UnreadableInput(
            f"names pages that are none: {run['chosen']!r}", where=str(ledger), remedy="convert the document again"
        ) from None


def _tei_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        parse.blocks(data)
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror}", where=str(path), remedy="name a converted document"
        ) from None
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(
            f"is not well-formed XML: {error.msg}", where=str(path), remedy="convert the document again"
        ) from None
    return data


def _beside_blocks(document: Document, data: bytes) -> Iterator[str]:
    """Text that no block put into the TEI, and note signs that are not the printed ones."""
    for stray in parse.strays(data):
        yield f"the TEI holds “{stray}” outside all blocks, which the source does not"
    for name, sign in parse.markers(data).items():
        note = document.by_id.get(name)
        if note is not None and sign_of(note) != sign:
            yield f"note {name} is numbered “{sign}” in the TEI, “{sign_of(note)}” in print"


def _recorded(record: dict[str, object], sheet: Account) -> Iterator[str]:
    """The account that the ledger closes with must be this one."""
    if record.get("kind") != "account":
        yield "the ledger breaks off before its account"
    elif record.get("read") != sheet.read or record.get("places") != dict(sheet.places):
        yield f"the ledger accounts for {record.get('read')} characters, the source has {sheet.read}"


def listing(verified: Verified) -> Iterator[str]:
    """Every stretch of the source with one fate on a line: where, what became of it, the characters."""
    for name, entries in verified.account.sheet.items():
        text, at = verified.source.lines[name].text, 0
        for fate, group in groupby(entries):
            end = at + sum(1 for _ in group)
            yield f"{name} {at}-{end}\t{_words(fate, text[at:end])}\t{text[at:end]}"
            at = end
    for page in verified.source.pages:
        for dropped in page.dropped:
            yield f"p{page.number}\t{account.UNREAD}: {dropped.reason}\t{dropped.text}"


def _words(fate: Fate | None, text: str) -> str:
    if fate is None:
        return account.SPACE if text.isspace() else "LOST"
    place, name = fate
    return f"{place}: {'edit ' if isinstance(name, int) else ''}{name}"
