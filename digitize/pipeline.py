"""The whole way of one document: read, clean lines, lay out, clean blocks, write TEI, check it, close the account."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from digitize import account, engine, tei
from digitize.account import Account
from digitize.decisions import VERDICTS, about
from digitize.doubts import doubts
from digitize.edits import Edit, State
from digitize.engine import Verdicts
from digitize.enrich.annotate import annotate
from digitize.enrich.metadata import from_document
from digitize.errors import AccountOpen, InvalidTei
from digitize.figures import figures
from digitize.geometry import Box
from digitize.layout import arrange, lines_of
from digitize.metadata import History, Metadata, PassRecord, override
from digitize.model import Document, Problem, Role, Source
from digitize.options import DEFAULT, Options
from digitize.passes import PASSES
from digitize.passes.proposal import Stage
from digitize.read import read
from digitize.read.pdf import Shot, render
from digitize.records import Arranged, Conversion, ledger_bytes, records_of
from digitize.spelling import unknown_words
from digitize.tei import parse
from digitize.tei.facsimile import Pictures, surface_id
from digitize.version import VERSION

RESOLUTION = 200.0  # dots per inch of the pictures of figures
PAGES = 150.0  # of whole pages

LINE_PASSES = tuple(each for each in PASSES if each.stage is Stage.LINES)
BLOCK_PASSES = tuple(each for each in PASSES if each.stage is Stage.BLOCKS)


@dataclass(frozen=True)
class Result:
    """A converted document: the TEI and the ledger as bytes to be written, and what they were made from.

    `ledger` holds the edits in order; `records` is the ledger file: edits, layout, doubts and account as JSON lines.
    `images` are PNG files by their path relative to the TEI.
    """

    document: Document
    metadata: Metadata
    ledger: tuple[Edit, ...]
    account: Account
    tei: bytes
    records: bytes
    images: Mapping[str, bytes] = field(default_factory=dict)

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


def convert(path: Path | str, options: Options = DEFAULT, *, name: str = "") -> Result:
    """Converts a PDF or a text file; writes nothing.

    `name` is that of the TEI file to be, without its suffix; its pictures lie in `NAME.images`. Without it, the source's.
    Raises a DigitizeError: UnreadableInput and its kinds where the file is at fault; InvalidTei or AccountOpen where
    the result would break a promise, so that no such result ever exists.
    """
    place = Path(path)
    source = read(place, options.pages)
    folder = f"{name or place.stem}.images"
    has_images = options.images or options.facsimile
    result = convert_source(source, options, images=quote(os.fsencode(folder)) if has_images else "")
    shots = dict(_shots(result.document, options)) if source.reader == "pdf" else {}
    if not shots:
        return result
    drawn = render(place.read_bytes(), source.name, list(shots.values()))
    return replace(result, images={f"{folder}/{each}.png": data for each, data in zip(shots, drawn, strict=True)})


def _shots(document: Document, options: Options) -> Iterator[tuple[str, Shot]]:
    """What is to be drawn, by the name of the file without its suffix."""
    pages = {page.number: page for page in document.source.pages}
    if options.images:
        for figure in figures(document):
            yield figure.name, Shot(figure.page, figure.picture.box, pages[figure.page].turned, RESOLUTION)
    if options.facsimile:
        for page in pages.values():
            yield surface_id(page.number), Shot(page.number, Box(0, 0, page.width, page.height), page.turned, PAGES)


def convert_source(source: Source, options: Options = DEFAULT, *, images: str = "") -> Result:
    """Converts what a reader has read; `images` is the URL of the folder for its pictures. See `convert`."""
    decisions = about(options.decisions, source.sha256)
    arranged, document, ledger = clean(source, {key: VERDICTS[each.verdict] for key, each in decisions.items()})
    found = (*doubts(document, ledger, decisions), *(unknown_words(document) if options.spelling else ()))
    annotations = annotate(document)
    document = replace(document, problems=(*document.problems, *found, *annotations.problems))
    metadata = override(from_document(document), options.metadata, source.name)
    made_by = history()
    written = tei.write(
        document,
        ledger,
        metadata=metadata,
        history=made_by,
        annotations=annotations,
        pictures=Pictures(images, options.facsimile and bool(images) and source.reader == "pdf"),
    )
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
    told = Conversion(arranged, document, ledger, made_by, metadata, sheet, tuple(decisions.values()))
    return Result(document, metadata, ledger, sheet, written, ledger_bytes(records_of(told)))


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
