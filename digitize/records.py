"""The ledger as JSON lines: what was read, what each block was taken for, every edit, every doubt, the account.

One record a line, each with its `kind`: run, page, dropped, decision, edit (of lines), block, edit (of blocks), doubt,
account. Invisible characters are written as escapes, so that a person sees them. Reading the edits back gives the same edits:
a ledger can be replayed and undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import regex

from digitize.account import Account
from digitize.decisions import Decision
from digitize.edits import Change, Edit, Merge, Move, Relabel, Replace, Split, State
from digitize.errors import EditMismatch, UnreadableInput
from digitize.metadata import History, Metadata
from digitize.model import Block, Document, Label, Piece, Role, Source, Style
from digitize.page_ranges import words

FORMAT = 2  # raised whenever a reader of older ledgers would misread a newer one

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_VERBS: dict[str, type[Change]] = {
    "replace": Replace, "relabel": Relabel, "merge": Merge, "split": Split, "move": Move,
}  # fmt: skip

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A document as layout left it, and how many edits its lines had seen by then."""

    document: Document
    edits: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """All that a ledger tells of: the document before and after the passes of its blocks, and what was made of it."""

    arranged: Arranged
    document: Document
    ledger: Sequence[Edit]
    history: History
    metadata: Metadata
    account: Account
    decisions: Iterable[Decision] = ()


def ledger_bytes(records: Iterable[Record]) -> bytes:
    """Records as JSON lines, UTF-8."""
    return "".join(_line(record) + "\n" for record in records).encode()


def _line(record: Record) -> str:
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return _INVISIBLE.sub(lambda found: _escape(found[0]), text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def records_of(told: Conversion) -> Iterator[Record]:
    """All records of one conversion, in the order in which things happened to it."""
    document, account = told.document, told.account
    source = document.source
    yield {
        "kind": "run", "format": FORMAT, "program": f"digitize {told.history.version}", "source": source.name,
        "sha256": source.sha256, "reader": source.reader, "pages": len(source.pages),
        **({"chosen": words(source.chosen)} if source.chosen else {}),
        "metadata": dict(source.metadata), "passes": [f"{each.name}@{each.version}" for each in told.history.passes],
    }  # fmt: skip
    yield {"kind": "metadata", **asdict(told.metadata)}
    labels = document.page_labels or ("",) * len(source.pages)
    for page, label in zip(source.pages, labels, strict=True):
        unproved = [line.id for line in page.lines if not line.proved]
        yield {
            "kind": "page", "page": page.number, "label": label, "route": page.route.value, "reason": page.reason,
            "lines": len(page.lines), "unproved": unproved,
        }  # fmt: skip
        for dropped in page.dropped:
            yield {"kind": "dropped", "page": page.number, "text": dropped.text, "reason": dropped.reason}
    for decision in told.decisions:
        yield {"kind": "decision", **asdict(decision)}
    for edit in told.ledger[: told.arranged.edits]:
        yield edit_record(edit)
    for block in told.arranged.document.blocks:
        yield {
            "kind": "block", "block": block.id, **_label(block.label), "pieces": [_origin(piece) for piece in block.pieces],
        }  # fmt: skip
    for edit in told.ledger[told.arranged.edits :]:
        yield edit_record(edit)
    for problem in document.problems:
        yield {
            "kind": "doubt", "name": problem.kind, "page": problem.page, "block": problem.block,
            "message": problem.message, **({"span": list(problem.span)} if problem.span else {}),
        }  # fmt: skip
    yield {
        "kind": "account", "closed": account.is_closed, "read": account.read, "places": dict(account.places),
        "taken_by_edit": {str(number): count for number, count in sorted(account.taken_by_edit.items())},
        "open": list(account.open),
    }  # fmt: skip


def read_records(path: Path) -> list[Record]:
    """The records of a ledger file; raises UnreadableInput where it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot be read as a ledger ({type(error).__name__})", where=str(path), remedy="name a converted document"
        ) from None
    records: list[Record] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict) or "kind" not in record:
            raise UnreadableInput(
                "is not a line of a ledger", where=f"{path}, line {number}", remedy="convert the document again"
            )
        records.append(record)
    if not records or records[0].get("kind") != "run":
        raise UnreadableInput("does not begin as a ledger does", where=str(path), remedy="convert the document again")
    return records


def arranged_of(records: Iterable[Record], source: Source) -> Arranged:
    """The document as layout left it, from its ledger and its source; raises EditMismatch where they do not fit."""
    blocks: list[Block] = []
    edits = 0
    for record in records:
        edits += record["kind"] == "edit" and not blocks
        if record["kind"] == "block":
            pieces = tuple(_piece_from(origin, source) for origin in record["pieces"])
            label = {name: value for name, value in record.items() if name not in ("kind", "block", "pieces")}
            blocks.append(Block(record["block"], _label_of(label), pieces))
    return Arranged(Document(source, tuple(blocks)), edits)


def edit_record(edit: Edit) -> Record:
    """An edit as a record, with everything needed to take it back."""
    return {
        "kind": "edit", "number": edit.number, "key": edit.key, "by": edit.by, "rule": edit.rule,
        "reason": edit.reason, "confidence": edit.confidence, "state": edit.state.value,
        "changes": [_change(change) for change in edit.changes],
    }  # fmt: skip


def edit_of(record: Record) -> Edit:
    """The edit that a record tells of."""
    return Edit(
        record["number"], record["key"], record["by"], record["rule"], record["reason"], record["confidence"],
        State(record["state"]), tuple(_change_of(each) for each in record["changes"]),
    )  # fmt: skip


def _change(change: Change) -> Record:
    if isinstance(change, Replace):
        return {
            "verb": "replace", "block": change.block, "start": change.start,
            "before": [_piece(piece) for piece in change.before], "after": [_piece(piece) for piece in change.after],
        }  # fmt: skip
    if isinstance(change, Relabel):
        return {
            "verb": "relabel", "block": change.block, "before": _label(change.before), "after": _label(change.after),
        }  # fmt: skip
    if isinstance(change, Move):
        return {"verb": "move", "block": change.block, "before": change.before, "after": change.after}
    return {
        "verb": "merge" if isinstance(change, Merge) else "split", "first": change.first, "second": change.second,
        "offset": change.offset, "glue": [_piece(piece) for piece in change.glue], "label": _label(change.label),
        "index": change.index,
    }  # fmt: skip


def _change_of(record: Record) -> Change:
    verb = _VERBS[record["verb"]]
    fields = {name: value for name, value in record.items() if name != "verb"}
    for name in ("before", "after", "glue"):
        if isinstance(fields.get(name), list):
            fields[name] = tuple(_piece_of(piece) for piece in fields[name])
        elif isinstance(fields.get(name), dict):
            fields[name] = _label_of(fields[name])
    if "label" in fields:
        fields["label"] = _label_of(fields["label"])
    return verb(**fields)


def _piece(piece: Piece) -> Record:
    """A piece without the fields that say nothing."""
    full: Record = {
        "text": piece.text, "line": piece.line, "start": piece.start, "end": piece.end, "edit": piece.edit,
        "style": int(piece.style), "mark": piece.mark, "orig": piece.orig,
    }  # fmt: skip
    return {name: value for name, value in full.items() if value or name == "text"}


def _origin(piece: Piece) -> Record:
    """A piece of a laid out block: what is as read needs no text, the source has it."""
    record = _piece(piece)
    if piece.edit is None and piece.line is not None:
        del record["text"]
    return record


def _piece_from(record: Record, source: Source) -> Piece:
    line = source.lines.get(record.get("line", ""))
    if "text" not in record and line is None:
        raise EditMismatch(f"there is no line {record.get('line')}", remedy="use the source of this very document")
    if "text" in record or line is None:
        return _piece_of(record)
    return _piece_of({**record, "text": line.text[record.get("start", 0) : record["end"]]})


def _piece_of(record: Record) -> Piece:
    return Piece(**{**record, "style": Style(record.get("style", 0))})


def _label(label: Label) -> Record:
    """A label without the fields that say nothing."""
    full: Record = {
        "role": label.role.value, "level": label.level, "group": label.group,
        "cell": list(label.cell) if label.cell else None, "span": list(label.span) if label.span != (1, 1) else None,
        "front": label.front, "reason": label.reason, "confidence": label.confidence,
    }  # fmt: skip
    return {name: value for name, value in full.items() if value or name in ("role", "confidence")}


def _label_of(record: Record) -> Label:
    cell, span = record.get("cell"), record.get("span", (1, 1))
    known = {"role": Role(record["role"]), "cell": (cell[0], cell[1]) if cell else None, "span": (span[0], span[1])}
    return Label(**{**record, **known})
