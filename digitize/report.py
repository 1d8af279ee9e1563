"""What the commands print: progress, the summary of a run, and edits in words."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

import regex

from digitize.account import Account
from digitize.edits import Edit, Merge, Move, Relabel, Replace, Split, State
from digitize.model import Piece, page_of
from digitize.records import Record
from digitize.worker import UNCHANGED, Outcome

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\N{NO-BREAK SPACE}]")
_SHOWN = 60  # characters of a changed stretch that a line shows


class Progress:
    """One line on a terminal that tells how far the run is; silent elsewhere."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total = total
        self.stream = stream
        self.is_shown = stream.isatty()
        self.done = 0
        self.start = time.monotonic()

    def step(self, name: str) -> None:
        """One more document is done."""
        self.done += 1
        if self.is_shown:
            left = (time.monotonic() - self.start) / self.done * (self.total - self.done)
            self._write(f"[{self.done}/{self.total}] {duration(left)} left  {_visible(name)[:40]}")

    def clear(self) -> None:
        """Takes the line away, so that something else can be printed."""
        if self.is_shown:
            self._write("")

    def _write(self, text: str) -> None:
        self.stream.write(f"\r\N{ESCAPE}[2K{text}")
        self.stream.flush()


def duration(seconds: float) -> str:
    """Seconds in words a person reads at a glance: `8 s`, `3 min`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def summary(outcomes: Sequence[Outcome], passed: int) -> Iterator[str]:
    """The lines printed at the end of a run."""
    done = [outcome for outcome in outcomes if outcome.error is None]
    failed = len(outcomes) - len(done)
    pages = sum(outcome.pages for outcome in done)
    unchanged = sum(outcome.status == UNCHANGED for outcome in done)
    kept = f", {unchanged} unchanged" if unchanged else ""
    yield f"{_count(len(done) - unchanged, 'document')} converted{kept}, {failed} failed; {_count(pages, 'page')}"
    if passed:
        yield f"files passed over, neither PDF nor text: {passed}"
    if not done:
        return
    found, anchored = (sum(getattr(each, name) for each in done) for name in ("notes_found", "notes_anchored"))
    yield f"notes: {anchored} of {found} anchored at the word that calls them"
    edits: Counter[str] = Counter()
    for outcome in done:
        edits.update(outcome.edits)
    by_pass = ", ".join(f"{name} {number}" for name, number in edits.most_common())
    yield f"edits: {edits.total()}" + (f" ({by_pass})" if by_pass else "")
    doubtful = [outcome for outcome in done if outcome.doubts]
    doubts = sum(outcome.doubts for outcome in done)
    yield f"doubts: {doubts}" + (f" in {_count(len(doubtful), 'document')}" if doubts else "")
    characters = sum(outcome.characters for outcome in done)
    yield f"account of characters: closed; all {characters} characters read are in the TEI or in the ledger"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def account(sheet: Account) -> Iterator[str]:
    """An account of characters in words: where they are, and what does not agree."""
    for place, number in sheet.places.items():
        yield f"{number:9}  {place}"
    yield f"{sheet.read:9}  characters read"
    for fault in sheet.open:
        yield f"open: {_visible(fault)}"
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
    return f"“{_visible(shown)}”"


def _visible(text: str) -> str:
    """Invisible characters as their code points: a person must see what was taken out."""
    return _INVISIBLE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def explain(records: Sequence[Record], edits: Sequence[Edit]) -> Iterator[str]:
    """A ledger in words: the run, every edit, every doubt, the account."""
    run = records[0]
    yield f"{run['source']} ({run['reader']}, {_count(run['pages'], 'page')}), sha256 {run['sha256']}, {run['program']}"
    for edit in edits:
        yield describe(edit)
    for record in records:
        if record["kind"] == "decision":
            who = f" by {record['by']}" if record["by"] else ""
            yield _visible(f"decided{who}: {record['verdict']} to key {record['key']} {record['remark']}".rstrip())
    for record in records:
        if record["kind"] == "dropped":
            yield f"left out by the reader, page {record['page']}: “{_visible(record['text'])}”: {record['reason']}"
    for record in records:
        if record["kind"] == "doubt":
            where = f"page {record['page']}: " if record["page"] else ""
            yield f"doubt: {where}{_visible(record['message'])}"
    account = records[-1]
    places = ", ".join(f"{number} {place}" for place, number in account.get("places", {}).items())
    yield f"account: {account.get('read', 0)} characters read: {places}; {'closed' if account.get('closed') else 'OPEN'}"
