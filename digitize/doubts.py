"""Doubts: what could not be settled, told to a person instead of guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from digitize.decisions import Decision
from digitize.edits import Edit, State
from digitize.lookalikes import lookalikes
from digitize.model import Document, Page, Problem, Role, Route
from digitize.passes.note_calls import NO_NOTE, sign_of

_UNREAD = "\N{REPLACEMENT CHARACTER}"
LOW = 0.7  # confidence below which an applied edit is worth a look


def doubts(document: Document, ledger: Sequence[Edit], decisions: Mapping[str, Decision]) -> Iterator[Problem]:
    """Every doubt about a converted document, page by page within each kind."""
    for page in document.source.pages:
        yield from _about_page(page)
    yield from _about_notes(document)
    yield from lookalikes(document)
    yield from _about_edits(ledger, decisions)
    yield from _about_decisions(ledger, decisions)


def _about_page(page: Page) -> Iterator[Problem]:
    if page.route is Route.NEEDS_OCR:
        yield Problem("page-needs-ocr", f"the characters of this page cannot be trusted: {page.reason}", page.number)
    unread = sum(line.text.count(_UNREAD) for line in page.lines) if page.route is Route.TEXT else 0
    if unread:
        yield Problem(
            "unread-characters", f"{unread} characters of this page cannot be read: each is a gap", page.number
        )
    unproved = [line for line in page.lines if not line.proved]
    if unproved:
        yield Problem(
            "unproved-lines",
            f"{len(unproved)} of {len(page.lines)} lines: the order of the page cannot be proved, "
            f"for example “{unproved[0].text[:50]}”",
            page.number,
        )


def _about_notes(document: Document) -> Iterator[Problem]:
    called = {piece.mark for block in document.blocks for piece in block.pieces if piece.mark not in (None, block.id)}
    for note in document.with_role(Role.NOTE):
        if note.id not in called:
            sign = sign_of(note) or "without a number"
            message = f"note {sign}: no call found in the text; it stands at the end of its page's text"
            yield Problem("note-without-call", message, note.page, note.id)
    for block in document.blocks:
        for piece in block.pieces:
            if piece.mark == NO_NOTE:
                message = f"call {piece.text.strip()}: no note found that it could call"
                yield Problem("call-without-note", message, block.page, block.id)
    yield from _about_numbering(document)


def _about_numbering(document: Document) -> Iterator[Problem]:
    """Gaps and repeats in the printed numbers, of notes on pages and of those at ends; a fresh start at 1 is neither."""
    notes = [(note, int(sign)) for note in document.with_role(Role.NOTE) if (sign := sign_of(note)).isdecimal()]
    for is_end in (False, True):
        of_kind = [(note, number) for note, number in notes if (note.label.group is not None) is is_end]
        present = {number for _, number in of_kind}
        last = 0
        for note, number in of_kind:
            if number not in (last + 1, 1) or (number > 1 and number - 1 not in present):
                message = f"note {number} follows note {last}: the printed numbering has a gap or a repeat"
                yield Problem("numbering", message, note.page, note.id)
            last = number


def _about_edits(ledger: Iterable[Edit], decisions: Mapping[str, Decision]) -> Iterator[Problem]:
    for edit in ledger:
        if edit.key in decisions:
            continue  # a person has settled it
        page = edit.pages[0] if edit.pages else 0
        if edit.state is State.PROPOSED:
            yield Problem("edit-not-made", f"edit {edit.number}: {edit.reason}; too unsure to be made", page)
        elif edit.state is State.APPLIED and edit.confidence < LOW:
            yield Problem("unsure-edit", f"edit {edit.number}: {edit.reason}", page)


def _about_decisions(ledger: Iterable[Edit], decisions: Mapping[str, Decision]) -> Iterator[Problem]:
    known = {edit.key for edit in ledger}
    for key, decision in decisions.items():
        if key not in known and decision.source:
            message = f"decision {key} ({decision.verdict}): no pass proposes that edit any more"
            yield Problem("decision-lapsed", message)
