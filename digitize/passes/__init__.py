"""The passes in the one order in which they run; each stands where it does for the reason beside it."""

from __future__ import annotations

from digitize.passes import (
    broken_urls,
    emphasis,
    encoding,
    homoglyphs,
    invisible,
    line_ends,
    note_calls,
    persian_letters,
    presentation_forms,
    punctuation,
    reversed_numbers,
    split_paragraphs,
    stretching,
    torn_marks,
    torn_notes,
)
from digitize.passes.proposal import Pass

PASSES: tuple[Pass, ...] = (
    encoding.PASS,  # before everything: until a line is decoded, it has no letters to look at
    presentation_forms.PASS,  # next, so that all others meet letters
    invisible.PASS,  # before words are looked at: a direction mark would cut them
    persian_letters.PASS,  # needs the joiners that invisible leaves in Persian as evidence
    stretching.PASS,
    torn_marks.PASS,  # words are now whole
    line_ends.PASS,  # last before layout, which takes every line of a text for a paragraph
    torn_notes.PASS,  # before paragraphs, which flow around whole notes
    split_paragraphs.PASS,  # before all that look for something a line end has cut
    broken_urls.PASS,  # before emphasis: underscores and stars of a whole URL are seen to be its own
    homoglyphs.PASS,
    punctuation.PASS,
    emphasis.PASS,
    reversed_numbers.PASS,
    note_calls.PASS,  # last: calls are counted in the text as it will be read
)
