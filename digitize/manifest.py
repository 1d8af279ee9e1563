"""`manifest.jsonl`: what has been done in an output folder, one line per document; what a next run need not do again.

A line is written, and on the disk, before a document is begun and after it is done. A run that was killed leaves a
document that was begun: its files may be replaced. A document is skipped only where source, program, options and output
are all as its line says, never because a file exists.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from digitize.errors import DigitizeError, UnreadableInput
from digitize.options import Options
from digitize.version import VERSION
from digitize.worker import CONVERTED, Job, Outcome, sha256_of

NAME = "manifest.jsonl"
_LOCK = ".digitize.lock"
STARTED = "started"

Entry = dict[str, Any]


def fingerprint(options: Options) -> str:
    """A name for the program and the options that make a result what it is."""
    chosen = json.dumps([VERSION, asdict(options)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(chosen.encode()).hexdigest()[:16]


class Manifest:
    """The manifest of an output folder, held by one run at a time.

    Raises DigitizeError where another run holds the folder, or where it cannot be written.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.options = options
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / _LOCK).open("w", encoding="ascii")
        except OSError as error:
            raise DigitizeError(
                f"cannot be written: {error.strerror}", where=str(folder), remedy="check the folder and its permissions"
            ) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise DigitizeError(
                "another run is writing into this folder",
                where=str(folder),
                remedy="wait for it, or name another folder",
            ) from None
        self.entries = {entry["output"]: entry for entry in read_manifest(self.path)}
        self.known = dict(self.entries)  # as the last run left them
        for part in folder.rglob(".*.part"):
            part.unlink()  # of a run that was killed: nobody else writes here
        self._file: TextIO = self.path.open("a", encoding="utf-8")
        if self.path.stat().st_size and not _ends_with_newline(self.path):
            self._file.write("\n")

    def is_done(self, job: Job) -> bool:
        """True where nothing of a document has changed since it was converted: source, program, options, output."""
        entry = self.entries.get(self._name(job), {})
        return (
            entry.get("status") == CONVERTED
            and entry.get("made_by") == self._made_by(job)
            and entry.get("source_sha256") == sha256_of(job.source) != ""
            and self._is_as_written(job, entry)
        )

    def _made_by(self, job: Job) -> str:
        return fingerprint(self.options.about(job.source.name))

    def outcome(self, job: Job) -> Outcome:
        """What became of a document that is done."""
        entry = self.entries[self._name(job)]
        return Outcome(
            job,
            entry["status"],
            source_sha256=entry["source_sha256"],
            tei_sha256=entry["tei_sha256"],
            ledger_sha256=entry["ledger_sha256"],
            pages=entry["pages"],
            routes=Counter(entry["routes"]),
            notes_found=entry["notes_found"],
            notes_anchored=entry["notes_anchored"],
            doubts=entry["doubts"],
            characters=entry["characters"],
            edits=Counter(entry["edits"]),
        )

    def owns(self, job: Job) -> bool:
        """True where the files of a document are ours to replace: as we wrote them, or begun by a run that was killed."""
        entry = self.entries.get(self._name(job), {})
        return entry.get("status") == STARTED or self._is_as_written(job, entry)

    def _is_as_written(self, job: Job, entry: Entry) -> bool:
        return bool(entry.get("tei_sha256")) and (entry["tei_sha256"], entry["ledger_sha256"]) == (
            sha256_of(job.target), sha256_of(job.ledger),
        )  # fmt: skip

    def begin(self, job: Job) -> None:
        """Notes that a document is being converted, so that what a kill leaves of its files may be replaced."""
        self._append({"output": self._name(job), "source": str(job.source), "status": STARTED})

    def finish(self, outcome: Outcome) -> None:
        """Notes what became of a document; one that failed keeps what is known of its older files."""
        name = self._name(outcome.job)
        before = self.known.get(name, {})
        older = {key: before[key] for key in ("tei_sha256", "ledger_sha256") if key in before}
        self._append({"output": name, **older, **entry_of(outcome), "made_by": self._made_by(outcome.job)})

    def close(self) -> None:
        """Leaves one line per document, in the order of their outputs, and lets the folder go."""
        self._file.close()
        part = self.path.with_name(f".{NAME}.{os.getpid()}.part")
        part.write_text("".join(_line(self.entries[name]) for name in sorted(self.entries)), encoding="utf-8")
        part.replace(self.path)
        self._lock.close()

    def _append(self, entry: Entry) -> None:
        self.entries[entry["output"]] = entry
        self._file.write(_line(entry))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _name(self, job: Job) -> str:
        return job.target.relative_to(self.folder).as_posix()


def entry_of(outcome: Outcome) -> Entry:
    """The line of a document, without its output."""
    entry: Entry = {"source": str(outcome.job.source), "status": outcome.status}
    if outcome.error is not None:
        entry |= {"error": type(outcome.error).__name__, "message": str(outcome.error)}
    else:
        entry |= {
            "source_sha256": outcome.source_sha256, "tei_sha256": outcome.tei_sha256,
            "ledger_sha256": outcome.ledger_sha256, "pages": outcome.pages, "routes": dict(outcome.routes),
            "notes_found": outcome.notes_found, "notes_anchored": outcome.notes_anchored, "doubts": outcome.doubts,
            "characters": outcome.characters, "edits": dict(outcome.edits), "account": "closed",
        }  # fmt: skip
    return entry | {"seconds": round(outcome.seconds, 3), "attempts": outcome.attempts}


def read_manifest(path: Path) -> list[Entry]:
    """The lines of a manifest in order; a last line that a kill cut short is no line. Raises UnreadableInput."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot be read as a manifest ({type(error).__name__})",
            where=str(path),
            remedy="take it away and run again",
        ) from None
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line) if line.strip() else None
        except ValueError:
            if number >= len(lines) - 1:
                break  # cut short
            raise UnreadableInput(
                "is no line of a manifest", where=f"{path}, line {number}", remedy="take the file away and run again"
            ) from None
        if isinstance(entry, dict) and isinstance(entry.get("output"), str):
            entries.append(entry)
    return entries


def merge(manifests: Iterable[Path], target: Path) -> int:
    """One manifest of several, those of the shards of a run; returns how many documents it tells of."""
    found: dict[str, Entry] = {}
    for path in manifests:
        if not path.exists():
            raise UnreadableInput("is not there", where=str(path), remedy="name the manifests of all shards")
        for entry in read_manifest(path):
            if entry["output"] not in found or entry.get("status") == CONVERTED:
                found[entry["output"]] = entry
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_text("".join(_line(found[name]) for name in sorted(found)), encoding="utf-8")
    part.replace(target)
    return len(found)


def _line(entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
