"""Plain text as printed: errors uncorrected, page by page, the notes of a page at its foot.

It adds what the text to read adds (`digitize/export/txt.py`), and of pages this: a form feed begins a page, on its line
the printed number in brackets, if it is known. A blank line behind it says that a new block begins; where there is none,
the last block of the page before goes on. Signs of notes are those in print, so they may come again on another page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from digitize.export.labels import labels, sign_of
from digitize.export.pictures import Pictures
from digitize.export.reading import (
    Block,
    Call,
    Inline,
    Kind,
    Listing,
    Note,
    Page,
    Part,
    Reading,
    Run,
    Table,
    as_printed,
    blocks_of,
)
from digitize.export.txt import RULE, brackets, lead_of, note_lines

SUFFIX = ".diplomatic.txt"
PAGE = "\f"


@dataclass
class _Sheet:
    """A page while it is written: its printed number, its text, the lines of its notes."""

    label: str
    text: str = ""
    notes: list[str] = field(default_factory=list)


class _Sheets:
    """All pages while they are written; the first one holds what stands before any page break."""

    def __init__(self, reading: Reading) -> None:
        self.notes = reading.notes
        self.known = labels(reading)
        self.brackets = brackets(reading)
        self.sheets = [_Sheet("")]

    def sign(self, call: Call) -> str:
        """A call as it is written."""
        return f"{self.brackets[0]}{sign_of(call, self.known)}{self.brackets[1]}"

    def part(self, part: Part) -> None:
        """Everything in a part."""
        if isinstance(part, Page):
            self.sheets.append(_Sheet(part.label))
            return
        if isinstance(part, Block) and part.kind is Kind.STRAY:  # in print there is no call
            for each in part.content:
                self._note(each)
            return
        apart = "\n\n"
        for block in part.captions if isinstance(part, Table) else blocks_of(part):
            self._begin(block, apart)
            self._write(block, lead_of(block))
            apart = "\n" if isinstance(part, Listing) else "\n\n"
        if isinstance(part, Table):
            self._rows(part)

    def _rows(self, table: Table) -> None:
        apart = "\n\n"
        for row in table.rows:
            for index, cell in enumerate(row.cells):
                if index == 0:
                    self._begin(cell.block, apart)
                self._write(cell.block)
                self.sheets[-1].text += "\t"
            apart = "\n"

    def _begin(self, block: Block, apart: str) -> None:
        """A new line, on a new page where the block says so."""
        for each in block.content:
            if not isinstance(each, Page):
                break
            self.sheets.append(_Sheet(each.label))
        sheet = self.sheets[-1]
        if sheet.text:
            sheet.text += apart
        elif len(self.sheets) > 1:
            sheet.text = "\n"

    def _write(self, block: Block, lead: str = "") -> None:
        self.sheets[-1].text += lead
        content = list(as_printed(block.content))
        while content and isinstance(content[0], Page):
            content.pop(0)
        for each in content:
            if isinstance(each, Page):
                self.sheets.append(_Sheet(each.label))
            elif isinstance(each, Run):
                self.sheets[-1].text += each.text
            else:
                self.sheets[-1].text += self.sign(each)
                self._note(each)

    def _note(self, call: Inline) -> None:
        """A note at the foot of the page, with those that it calls itself; where it was called before, it is there."""
        if not isinstance(call, Call):
            return
        note = self.notes.get(call.note, Note("", call.sign, (), ""))
        if call.note and not call.is_first:
            return
        printed = tuple(map(as_printed, note.paragraphs))
        self.sheets[-1].notes += note_lines(Note(note.id, note.sign, printed, note.lang), self.sign(call), self.sign)
        for content in printed:
            for each in content:
                self._note(each)


def write(reading: Reading, _: Pictures) -> dict[str, bytes]:
    """The files of the export by name."""
    sheets = _Sheets(reading)
    for part in reading.parts:
        sheets.part(part)
    return {f"{reading.name}{SUFFIX}": "".join(map(_page, range(len(sheets.sheets)), sheets.sheets)).encode()}


def _page(index: int, sheet: _Sheet) -> str:
    head = PAGE + (f"[{sheet.label}]" if sheet.label else "") + "\n" if index else ""
    foot = "\n".join(["", RULE, *sheet.notes]) + "\n" if sheet.notes else ""
    return head + (f"{sheet.text}\n" if sheet.text else "") + foot
