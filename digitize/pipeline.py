"""The whole way of one document: read, clean lines, lay out, clean blocks, write TEI, check it, close the account."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from digitize import account, engine, tei
from digitize.account import Account
from digitize.decisions import VERDICTS, about
from digitize.doubts import doubts
from digitize.edits import Edit, State
from digitize.engine import Verdicts
from digitize.enrich.metadata import from_document
from digitize.errors import AccountOpen, InvalidTei
from digitize.layout import arrange, lines_of
from digitize.metadata import History, Metadata, PassRecord
from digitize.model import Document, Problem, Role, Source
from digitize.options import DEFAULT, Options
from digitize.passes import PASSES
from digitize.passes.proposal import Stage
from digitize.read import read
from digitize.records import Arranged, ledger_bytes, records_of
from digitize.tei import parse
from digitize.version import VERSION

LINE_PASSES = tuple(each for each in PASSES if each.stage is Stage.LINES)
BLOCK_PASSES = tuple(each for each in PASSES if each.stage is Stage.BLOCKS)


@dataclass(frozen=True)
class Result:
    """A converted document: the TEI and the ledger as bytes to be written, and what they were made from.

    `ledger` holds the edits in order; `records` is the ledger file: edits, layout, doubts and account as JSON lines.
    """

    document: Document
    metadata: Metadata
    ledger: tuple[Edit, ...]
    account: Account
    tei: bytes
    records: bytes

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Doubts for a person to look at."""
        return self.document.problems

    @property
    def notes_found(self) -> int:
        """Footnotes in the document."""
        return sum(1 for _ in self.document.with_role(Role.NOTE))

    @property
    def notes_anchored(self) -> int:
        """Footnotes that stand at the word that calls them."""
        called = {piece.mark for block in self.document.blocks for piece in block.pieces if piece.mark != block.id}
        return sum(1 for note in self.document.with_role(Role.NOTE) if note.id in called)

    @property
    def edits_by_pass(self) -> Counter[str]:
        """How many applied edits each pass made."""
        return Counter(edit.by.partition("@")[0] for edit in self.ledger if edit.state is State.APPLIED)


def convert(path: Path | str, options: Options = DEFAULT) -> Result:
    """Converts a PDF or a text file; writes nothing.

    Raises a DigitizeError: UnreadableInput and its kinds where the file is at fault; InvalidTei or AccountOpen where
    the result would break a promise, so that no such result ever exists.
    """
    return convert_source(read(Path(path)), options)


def convert_source(source: Source, options: Options = DEFAULT) -> Result:
    """Converts what a reader has read; see `convert`."""
    decisions = about(options.decisions, source.sha256)
    arranged, document, ledger = clean(source, {key: VERDICTS[each.verdict] for key, each in decisions.items()})
    document = replace(document, problems=(*document.problems, *doubts(document, ledger, decisions)))
    metadata = from_document(document)
    made_by = history()
    written = tei.write(document, ledger, metadata=metadata, history=made_by)
    violations = tei.validate(written)
    if violations:
        raise InvalidTei(
            f"the TEI would not be valid: {violations[0]}",
            where=source.name,
            remedy="report the file; nothing was written",
        )
    sheet = account.settle(document, ledger, parse.blocks(written))
    if not sheet.is_closed:
        raise AccountOpen(
            f"the account of characters does not close: {sheet.open[0]}",
            where=source.name,
            remedy="report the file; nothing was written",
        )
    records = ledger_bytes(
        records_of(document, arranged, ledger, history=made_by, account=sheet, decisions=decisions.values())
    )
    return Result(document, metadata, ledger, sheet, written, records)


def clean(source: Source, verdicts: Verdicts | None = None) -> tuple[Arranged, Document, tuple[Edit, ...]]:
    """The document as layout left it, the document when all passes are done, and the ledger of both."""
    document, ledger = engine.run(lines_of(source), LINE_PASSES, verdicts=verdicts)
    arranged = Arranged(arrange(document), len(ledger))
    finished, ledger = engine.run(arranged.document, BLOCK_PASSES, verdicts=verdicts, ledger=ledger)
    return arranged, finished, ledger


def history() -> History:
    """The program's version and its passes, for headers and ledgers."""
    passes = tuple(PassRecord(each.name, each.version, summary(each)) for each in PASSES)
    return History(VERSION, passes)


def summary(one: object) -> str:
    """The first sentence of a pass's docstring, on one line."""
    return " ".join((type(one).__doc__ or "").split("\n\n")[0].split())
