"""One HTML page about a run: what was done, what needs a look, sortable, each row linked to its result."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from digitize.worker import FAILED, Outcome

_COLUMNS = ("document", "state", "needs a look", "pages", "notes", "doubts", "edits", "characters", "seconds")
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em; } table { border-collapse: collapse; }
th, td { padding: .2em .7em; border-bottom: 1px solid #ddd; text-align: start; } th { cursor: pointer; background: #f4f4f4; }
tr.failed td { background: #fde8e8; } tr.look td { background: #fff7e0; } td.number { text-align: end; }
"""
_SORT = """
for (const [index, head] of [...document.querySelectorAll('th')].entries()) head.onclick = () => {
  const body = document.querySelector('tbody'), key = row => row.cells[index].dataset.key;
  const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, {numeric: true}));
  if (head.dataset.up) rows.reverse(); head.dataset.up = head.dataset.up ? '' : '1'; body.append(...rows);
};
"""


def page(outcomes: Sequence[Outcome], folder: Path) -> bytes:
    """The page; links lead from `folder`, where it will lie."""
    rows = "\n".join(_row(outcome, folder) for outcome in sorted(outcomes, key=lambda each: str(each.job.target)))
    failed = sum(outcome.status == FAILED for outcome in outcomes)
    look = sum(bool(_reasons(outcome)) for outcome in outcomes) - failed
    heads = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>digitize: {len(outcomes)} documents</title>\n'
        f"<style>{_STYLE}</style></head><body>\n<h1>{len(outcomes)} documents: {failed} failed, {look} need a look</h1>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>\n<script>{_SORT}</script>\n</body></html>\n"
    ).encode("utf-8", "replace")


def _row(outcome: Outcome, folder: Path) -> str:
    reasons = list(_reasons(outcome))
    kind = "failed" if outcome.status == FAILED else "look" if reasons else ""
    name = outcome.job.source.name
    link = quote(os.fsencode(os.path.relpath(outcome.job.target, folder)))
    document = escape(name) if outcome.status == FAILED else f'<a href="{link}"><bdi>{escape(name)}</bdi></a>'
    notes = f"{outcome.notes_anchored}/{outcome.notes_found}"
    numbers = (
        outcome.pages,
        notes,
        outcome.doubts,
        outcome.edits.total(),
        outcome.characters,
        f"{outcome.seconds:.1f}",
    )
    cells = [(name, document), (outcome.status, outcome.status), (str(len(reasons)), escape("; ".join(reasons)))]
    shown = "".join(f'<td data-key="{escape(key, quote=True)}">{text}</td>' for key, text in cells)
    counted = "".join(f'<td class="number" data-key="{number}">{number}</td>' for number in numbers)
    return f'<tr class="{kind}">{shown}{counted}</tr>'


def _reasons(outcome: Outcome) -> Iterator[str]:
    if outcome.error is not None:
        yield str(outcome.error)
        return
    if outcome.notes_anchored < outcome.notes_found:
        yield f"{outcome.notes_found - outcome.notes_anchored} notes without their call"
    if outcome.routes.get("needs-ocr"):
        yield f"{outcome.routes['needs-ocr']} pages for OCR"
    if outcome.doubts:
        yield f"{outcome.doubts} doubts"
