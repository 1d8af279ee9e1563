"""From lines to blocks: decides what each line is. Evidence in order of strength; the first sure claim stands."""

from __future__ import annotations

from digitize.layout.blocks import build
from digitize.layout.captions import claim_captions
from digitize.layout.contents import claim_contents
from digitize.layout.front import claim_front
from digitize.layout.headings import claim_listed, claim_unlisted, settle_levels
from digitize.layout.labels import labels
from digitize.layout.lists import claim_lists
from digitize.layout.notes import claim_notes
from digitize.layout.quotes import claim_quotes
from digitize.layout.rows import view
from digitize.layout.running import claim_running
from digitize.layout.tables import claim_tables
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
    claim_front(seen)
    claim_listed(seen, entries)
    claim_notes(seen)
    claim_tables(seen)
    claim_lists(seen)
    claim_unlisted(seen, has_contents=bool(entries))
    claim_captions(seen)
    claim_quotes(seen)
    settle_levels(seen)
    blocks = build(seen)
    return Document(document.source, blocks, document.problems, labels(seen, entries))
