"""What the print of a PDF shows of a paragraph's end where a page cuts it off from the next one."""

from __future__ import annotations

from dataclasses import dataclass

from digitize.layout.measure import Measure, first_word_width, of_pages
from digitize.model import Block, Document, Line, Role

EXACT = 1.0  # points: the ends of justified lines differ by less
FEWEST = 2  # lines of a paragraph on a page, before their ends say anything
MANY = 0.5  # share of the paragraphs that begin set in, in a document that does so


@dataclass(frozen=True)
class Print:
    """A document's measures, and whether it begins paragraphs set in."""

    document: Document
    measures: dict[int, Measure]
    uses_indents: bool

    @classmethod
    def of(cls, document: Document) -> Print:
        """The print of a document that has been laid out."""
        measures = of_pages(document)
        firsts = [
            document.source.lines[block.lines[0]]
            for block in document.with_role(Role.BODY)
            if len(block.lines) > 1 and not block.label.front
        ]
        indented = sum(line.page in measures and measures[line.page].is_set_in(line) for line in firsts)
        return cls(document, measures, len(firsts) > 2 and indented > MANY * len(firsts))

    def shows(self, first: Block, second: Block) -> bool | None:
        """True where the second block goes on with the first, False where it begins anew, None where nothing tells.

        In a document that begins paragraphs set in, that tells; in others a last line that stops short.
        """
        above, line = self._line(first.lines[-1]), self._line(second.lines[0])
        if above is None or line is None or second.label.role is not first.label.role:
            return None
        if second.label.role is Role.QUOTE:
            return True if self._is_exactly_full(first) else None
        if second.label.role is not Role.BODY:
            return None
        if self.uses_indents:
            return not self.measures[line.page].is_set_in(line)
        if self.measures[above.page].rest(above) > first_word_width(line) + 0.5 * (above.size or 12.0):
            return False
        return True if self._is_exactly_full(first) else None

    def _is_exactly_full(self, block: Block) -> bool:
        """True where the last line of a justified paragraph ends exactly where the lines above it do.

        Where a paragraph ends, its last line hardly ever happens to be as long.
        """
        lines = [line for name in block.lines if (line := self._line(name)) is not None]
        lines = [line for line in lines if line.page == lines[-1].page]
        if len(lines) < FEWEST:
            return False
        ends = [line.box.x0 if line.rtl else -line.box.x1 for line in lines if line.box is not None]
        return max(ends) - min(ends) < EXACT

    def _line(self, name: str) -> Line | None:
        line = self.document.source.lines[name]
        return line if line.box is not None and line.page in self.measures else None
