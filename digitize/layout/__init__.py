"""From lines to blocks: decides what each line is. Evidence in order of strength; the first sure claim stands."""

from __future__ import annotations

from digitize.layout.blocks import build
from digitize.layout.captions import claim_alone, claim_under_pictures
from digitize.layout.contents import Entry, claim_contents
from digitize.layout.end_notes import claim_end_notes
from digitize.layout.front import claim_front
from digitize.layout.headings import claim_listed, claim_unlisted, settle_levels
from digitize.layout.labels import labels
from digitize.layout.lists import claim_lists
from digitize.layout.notes import claim_notes
from digitize.layout.paragraphs import mark_openings
from digitize.layout.picture_text import claim_picture_text
from digitize.layout.printed_notes import claim_printed
from digitize.layout.quotes import claim_introduced, claim_set_in
from digitize.layout.rows import View, view
from digitize.layout.running import claim_running
from digitize.layout.tables import claim_aligned, claim_ruled, claim_tabbed
from digitize.layout.verses import claim_addresses, claim_verses
from digitize.model import Block, Document, Label, Source, pieces_of


def lines_of(source: Source) -> Document:
    """A document in which every line is a block of its own: what the line passes work on."""
    blocks = tuple(Block(line.id, Label(), pieces_of(line)) for line in source.lines.values() if line.text)
    return Document(source, blocks)


def arrange(document: Document) -> Document:
    """The document with its lines made into blocks that know what they are.

    The order of the questions matters: what repeats on every page and what the printed contents names is surest, so
    it is settled first, and what only looks like something (a short line, a colon) is asked about last.
    """
    seen = view(document)
    claim_running(seen)
    entries = claim_contents(seen)
    if seen.is_text:
        _claim_by_words(seen, entries)
    else:
        _claim_by_place(seen, entries)
    settle_levels(seen)
    blocks = build(seen)
    return Document(document.source, blocks, document.problems, labels(seen, entries))


def _claim_by_words(seen: View, entries: tuple[Entry, ...]) -> None:
    """A text has only its words, blank lines and tabs."""
    claim_front(seen)
    claim_listed(seen, entries)
    claim_end_notes(seen)
    claim_notes(seen)
    claim_verses(seen)
    claim_tabbed(seen)
    claim_addresses(seen)
    claim_lists(seen)
    claim_unlisted(seen, has_contents=bool(entries))
    claim_alone(seen)
    claim_introduced(seen)


def _claim_by_place(seen: View, entries: tuple[Entry, ...]) -> None:
    """A PDF shows where everything stands; what stands beside the text is found first, so that the text is left."""
    claim_under_pictures(seen)
    claim_ruled(seen)
    claim_aligned(seen)
    claim_picture_text(seen)
    mark_openings(seen)
    claim_front(seen)
    claim_listed(seen, entries)
    claim_end_notes(seen)
    claim_printed(seen)
    claim_addresses(seen)
    claim_lists(seen)
    claim_unlisted(seen, has_contents=bool(entries))
    claim_set_in(seen)
