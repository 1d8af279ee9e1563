"""What the user may choose about a conversion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digitize.decisions import Decisions
from digitize.metadata import Entry
from digitize.page_ranges import Ranges


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one run; the same options and the same source give the same bytes."""

    decisions: Decisions = ()
    metadata: tuple[Entry, ...] = ()  # of a person's side file: it goes before what a document says of itself
    images: bool = True  # write the pictures of figures beside the TEI
    spelling: bool = False  # list words that a dictionary does not know
    pages: Ranges = ()  # the pages to convert; () for all
    facsimile: bool = False  # write a picture of every page too, and where on it every block stands

    def about(self, file: str) -> Options:
        """The choices that concern the document of one file: without what the side file says of others."""
        return replace(self, metadata=tuple(entry for entry in self.metadata if entry.file == file))


DEFAULT = Options()
