"""What a validator tells: one thing that is wrong, where it is, what is allowed there, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from digitize.faults import Level


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong.

    `line` and `column` count from 1 and are 0 where unknown; columns count characters. `path` is the way to the element,
    e.g. `/TEI/text/body/div[2]/p[3]`; `block` the nearest xml:id at or around it; `page` the printed number of its page,
    or else the id of its page break; `note` the number of the note it stands in. `rule` is a short name that does not
    change; `schema` the schema that is broken, "" for the rules that no schema can say and for broken XML.
    """

    line: int
    path: str
    block: str
    message: str
    allowed: str = ""
    remedy: str = ""
    column: int = 0
    page: str = ""
    note: str = ""
    rule: str = ""
    schema: str = ""
    level: Level = Level.ERROR

    @property
    def place(self) -> str:
        """Where in the text: element, nearest id, page, note."""
        parts = (
            self.path if self.path != "/" else "",
            f"in {self.block}" if self.block else "",
            f"page {self.page}" if self.page else "",
            f"note {self.note}" if self.note else "",
        )
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        """One line."""
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        place = ", ".join(part for part in (where, self.place) if part)
        return "; ".join(part for part in (f"{place}: {self.message}", self.allowed, self.remedy) if part)
