"""What layout looks at: every line as a row with its surroundings, and the labels claimed for it so far."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

import regex

from digitize.geometry import Box
from digitize.layout.measure import Measure
from digitize.model import Block, Document, Label, Line, Page, Role, Source, Style

TERMINAL = regex.compile(r"[.؟?!…:][\p{Pf}\p{Pe}\"'”»]*$")  # how a finished paragraph ends


@dataclass(slots=True)
class Part:
    """A stretch of a row with a label of its own: a cell, a page number behind leader dots."""

    start: int
    end: int
    label: Label


@dataclass(slots=True)
class Row:
    """A line as the line passes left it.

    `gap` is the free space above: blank lines in text sources, line heights beyond the usual in PDFs. `marker` is how
    many characters at the start are a number or a bullet, not text. `opens` is True where a new block begins here even
    if the row above has the same role.
    """

    block: Block
    line: Line
    page: int
    gap: float
    label: Label | None = None
    marker: int = 0
    parts: list[Part] = field(default_factory=list)
    opens: bool = True

    @property
    def text(self) -> str:
        """The row's characters."""
        return self.block.text

    @property
    def box(self) -> Box:
        """Its place on the page; only rows of PDFs have one."""
        if self.line.box is None:
            raise ValueError(f"{self.line.id} has no place")
        return self.line.box

    @property
    def size(self) -> float:
        """Type size in points, 0 for text sources."""
        return self.line.size or 0.0

    @property
    def is_bold(self) -> bool:
        """True where most of the line is bold."""
        bold = sum(run.end - run.start for run in self.line.runs if run.style & Style.BOLD)
        return bold > 0.6 * max(1, len(self.line.text))

    def is_free(self) -> bool:
        """True while nobody has said what the row is."""
        return self.label is None

    def claim(self, role: Role, reason: str, confidence: float, **more: object) -> None:
        """Says what the row is, unless somebody surer has."""
        if self.label is None:
            self.label = Label(role, reason=reason, confidence=confidence, **more)  # type: ignore[arg-type]

    @property
    def role(self) -> Role | None:
        """What the row is, so far."""
        return self.label.role if self.label else None


@dataclass
class View:
    """All rows in reading order, and what they have in common.

    For PDFs, `measures` holds the measure of every page, `steps` the usual distance of lines by type size, and
    `uses_indents` is True where paragraphs begin set in, `is_justified` where most lines end exactly at the edge.
    """

    source: Source
    rows: list[Row]
    measures: dict[int, Measure] = field(default_factory=dict)
    steps: dict[float, float] = field(default_factory=dict)
    uses_indents: bool = False
    is_justified: bool = False

    @property
    def is_text(self) -> bool:
        """True for plain text sources, which have no geometry."""
        return self.source.reader == "text"

    @cached_property
    def source_is_rtl(self) -> bool:
        """True where most lines run from right to left."""
        return 2 * sum(row.line.rtl for row in self.rows) >= len(self.rows)

    @cached_property
    def pages(self) -> dict[int, list[Row]]:
        """Rows by page; every page of the source is there."""
        pages: dict[int, list[Row]] = {page.number: [] for page in self.source.pages}
        for row in self.rows:
            pages[row.page].append(row)
        return pages

    @cached_property
    def body_size(self) -> float:
        """The type size, in points, in which most characters are set; 0 for text sources."""
        weights: dict[float, int] = {}
        for row in self.rows:
            weights[round(row.size, 1)] = weights.get(round(row.size, 1), 0) + len(row.text)
        return max(weights, key=lambda size: weights[size]) if weights else 0.0

    @cached_property
    def _read(self) -> dict[int, Page]:
        return {page.number: page for page in self.source.pages}

    def page(self, number: int) -> Page:
        """The page as read."""
        return self._read[number]

    def free(self) -> list[Row]:
        """Rows that nobody has claimed yet."""
        return [row for row in self.rows if row.label is None]

    @cached_property
    def leading(self) -> float:
        """The usual distance between baselines of body lines, in points; 0 for text sources."""
        steps = [
            below.box.y1 - above.box.y1
            for rows in self.pages.values()
            for above, below in itertools.pairwise(rows)
            if above.line.box and below.line.box and 0 < below.box.y1 - above.box.y1 < 4 * (below.size or 12)
        ]
        return median(steps) if steps else 0.0


def view(document: Document) -> View:
    """The rows of a document whose blocks are still lines."""
    lines = document.source.lines
    rows = [
        Row(block, lines[block.id], lines[block.id].page, float(lines[block.id].blank_before))
        for block in document.blocks
    ]
    return View(document.source, rows)


def is_finished(text: str) -> bool:
    """True where the text ends as a paragraph ends."""
    return bool(TERMINAL.search(text.rstrip()))
