"""A person's yes and no to edits: a file of JSON lines that the next run obeys.

A decision names an edit by its key, which depends on the characters of the source alone: it holds through new passes
and new thresholds, and lapses when the characters it judged change. The last line about a key counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from digitize.errors import UnreadableInput

VERDICTS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on one edit. `source` is the SHA-256 of the document it is about, "" for any; `by`, who says so."""

    key: str
    verdict: str  # "yes": make the edit however unsure it is; "no": leave it out
    source: str = ""
    by: str = ""
    date: str = ""  # YYYY-MM-DD
    remark: str = ""


Decisions = tuple[Decision, ...]


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file, in order; raises UnreadableInput with the line that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot be read as decisions ({type(error).__name__})",
            where=str(path),
            remedy="name a file of JSON lines, as `digitize decide` writes it",
        ) from None
    return tuple(_decision(line, f"{path}, line {number}") for number, line in enumerate(text.splitlines(), 1) if line)


def _decision(line: str, where: str) -> Decision:
    try:
        fields = json.loads(line)
        decision = Decision(**fields)
        sound = decision.verdict in VERDICTS and all(isinstance(value, str) for value in fields.values())
    except (ValueError, TypeError):
        sound = False
    if not sound:
        raise UnreadableInput(
            "is no decision", where=where, remedy='write {"key": "…", "verdict": "yes"} or "no"; see `digitize decide`'
        )
    return decision


def about(decisions: Decisions, sha256: str) -> dict[str, Decision]:
    """The decisions about one document, by key."""
    return {each.key: each for each in decisions if each.source in ("", sha256)}


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Writes decisions at the end of a file, which is made if there is none; raises UnreadableInput if it can't be."""
    if path.exists():
        read_decisions(path)  # never append to a file that is something else
    try:
        with path.open("a", encoding="utf-8") as file:
            for decision in decisions:
                fields = {name: value for name, value in asdict(decision).items() if value}
                file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    except OSError as error:
        raise UnreadableInput(
            f"cannot be written: {error.strerror}", where=str(path), remedy="check the folder and its permissions"
        ) from None
