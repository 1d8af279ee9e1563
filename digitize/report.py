"""What the commands print: edits, accounts and ledgers in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from digitize.account import Account
from digitize.edits import Edit, Merge, Move, Relabel, Replace, Split, State
from digitize.model import Piece, page_of
from digitize.records import Record

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\N{NO-BREAK SPACE}]")
_SHOWN = 60  # characters of a changed stretch that a line shows


def count(number: int, noun: str) -> str:
    """A number of things: `1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def account(sheet: Account) -> Iterator[str]:
    """An account of characters in words: where they are, and what does not agree."""
    for place, number in sheet.places.items():
        yield f"{number:9}  {place}"
    yield f"{sheet.read:9}  characters read"
    for fault in sheet.open:
        yield f"open: {visible(fault)}"
    yield "closed: nothing is lost, nothing is invented" if sheet.is_closed else f"OPEN: {len(sheet.open)} do not agree"


def describe(edit: Edit) -> str:
    """An edit on one line: number, place, what changed, which pass, why, how sure, what became of it."""
    what = "; ".join(_change(change) for change in edit.changes)
    state = "" if edit.state is State.APPLIED else f" [{edit.state.value}]"
    return f"#{edit.number}{state} {what} | key {edit.key} | {edit.by}, {edit.rule}: {edit.reason} | sure {edit.confidence:.2f}"


def _change(change: Replace | Relabel | Merge | Split | Move) -> str:
    if isinstance(change, Replace):
        before, after = _text(change.before), _text(change.after)
        what = f"{before} marked or styled" if before == after else f"{before} becomes {after}"
        return f"{_place(change.before or change.after, change.block)}: {what}"
    if isinstance(change, Merge):
        return f"{change.second} joined to {change.first}"
    if isinstance(change, Split):
        return f"{change.first} parted, {change.second} begins"
    if isinstance(change, Relabel):
        return f"{change.block}: {change.before.role.value} becomes {change.after.role.value}"
    return f"{change.block} moved"


def _place(pieces: Sequence[Piece], block: str) -> str:
    line = next((piece.line for piece in pieces if piece.line is not None), None)
    return f"page {page_of(line)}, line {line}" if line else f"block {block}"


def _text(pieces: Sequence[Piece]) -> str:
    text = "".join(piece.text for piece in pieces)
    if not text:
        return "nothing"
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"“{visible(shown)}”"


def visible(text: str) -> str:
    """Invisible characters as their code points: a person must see what was taken out."""
    return _INVISIBLE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def explain(records: Sequence[Record], edits: Sequence[Edit]) -> Iterator[str]:
    """A ledger in words: the run, every edit, every doubt, the account."""
    run = records[0]
    yield f"{run['source']} ({run['reader']}, {count(run['pages'], 'page')}), sha256 {run['sha256']}, {run['program']}"
    for edit in edits:
        yield describe(edit)
    for record in records:
        if record["kind"] == "decision":
            who = f" by {record['by']}" if record["by"] else ""
            yield visible(f"decided{who}: {record['verdict']} to key {record['key']} {record['remark']}".rstrip())
    for record in records:
        if record["kind"] == "dropped":
            yield f"left out by the reader, page {record['page']}: “{visible(record['text'])}”: {record['reason']}"
    for record in records:
        if record["kind"] == "doubt":
            where = f"page {record['page']}: " if record["page"] else ""
            yield f"doubt: {where}{visible(record['message'])}"
    account = records[-1]
    places = ", ".join(f"{number} {place}" for place, number in account.get("places", {}).items())
    yield f"account: {account.get('read', 0)} characters read: {places}; {'closed' if account.get('closed') else 'OPEN'}"
