"""The printed number of every page: as printed, else reckoned from the contents, else unknown."""

from __future__ import annotations

from collections import Counter

from digitize.layout.contents import Entry
from digitize.layout.rows import View
from digitize.layout.running import page_labels
from digitize.model import Role
from digitize.text import letters


def labels(view: View, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """One label a page, in order, "" where none is known.

    Printed numbers are exact, and a constant step between them and the physical pages gives those of the pages that
    print none. Without any, the contents tell: a heading on physical page 4 that they say is on page 3.
    """
    printed = page_labels(view)
    steps = Counter(number - int(label) for number, label in printed.items() if label.isdigit())
    if not steps:
        steps = _steps_from_contents(view, entries)
    if not steps:
        return tuple(printed.get(number, "") for number in view.pages)
    step = steps.most_common(1)[0][0]
    return tuple(printed.get(number) or (str(number - step) if number > step else "") for number in view.pages)


def _steps_from_contents(view: View, entries: tuple[Entry, ...]) -> Counter[int]:
    headings = {letters(row.text): row.page for row in view.rows if row.role is Role.HEADING}
    pairs = ((headings.get(letters(entry.words)), entry.page) for entry in entries)
    return Counter(found - printed for found, printed in pairs if found is not None and printed is not None)
