"""The passes in the one order in which they run; each stands where it does for the reason beside it."""

from __future__ import annotations

from digitize.passes import note_calls, split_paragraphs, torn_notes
from digitize.passes.proposal import Pass

PASSES: tuple[Pass, ...] = (
    torn_notes.PASS,
    split_paragraphs.PASS,
    note_calls.PASS,
)
