"""`manifest.jsonl`: what has been done in an output folder, one line per document; what a next run need not do again.

A line is written, and on the disk, before a document is begun and after it is done. A run that was killed leaves a
document that was begun: its files may be replaced. A document is skipped only where source, program, options and output
are all as its line says, never because a file exists.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from digitize.errors import DigitizeError, UnreadableInput
from digitize.options import Options
from digitize.version import VERSION
from digitize.worker import CONVERTED, Job, Outcome, sha256_of, write_whole

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

    Only where each document's last line stands is kept in memory, so that a million documents fit. Links in the folder
    are never followed. Raises DigitizeError where another run holds the folder, or where it cannot be written.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.options = options
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _opened(folder / _LOCK)
        except OSError as error:
            raise _unwritable(folder, error) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise DigitizeError(
                "another run is writing into this folder",
                where=str(folder),
                remedy="wait for it, or name another folder",
            ) from None
        try:
            self._places = {entry["output"]: place for place, entry in _entries(self.path)}
            for part in folder.rglob(".*.part"):
                part.unlink()  # of a run that was killed: nobody else writes here
            self._file = _opened(self.path)
            if self._file.tell() and not _ends_with_newline(self.path):
                self._file.write(b"\n")
        except OSError as error:
            self._lock.close()
            raise _unwritable(self.path, error) from None
        except DigitizeError:
            self._lock.close()
            raise

    def is_done(self, job: Job) -> bool:
        """True where nothing of a document has changed since it was converted: source, program, options, output."""
        entry = self._entry(self._name(job))
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
        entry = self._entry(self._name(job))
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
        entry = self._entry(self._name(job))
        return entry.get("status") == STARTED or self._is_as_written(job, entry)

    def _is_as_written(self, job: Job, entry: Entry) -> bool:
        return bool(entry.get("tei_sha256")) and (entry["tei_sha256"], entry["ledger_sha256"]) == (
            sha256_of(job.target), sha256_of(job.ledger),
        )  # fmt: skip

    def begin(self, job: Job) -> None:
        """Notes that a document is being converted, so that what a kill leaves of its files may be replaced."""
        self._append({"source": str(job.source), "status": STARTED}, self._name(job))

    def finish(self, outcome: Outcome) -> None:
        """Notes what became of a document."""
        self._append({**entry_of(outcome), "made_by": self._made_by(outcome.job)}, self._name(outcome.job))

    def close(self) -> None:
        """Leaves one line per document, in the order of their outputs, and lets the folder go."""
        with suppress(OSError):  # a full disk, of which has been told
            self._file.close()
        part = self.path.with_name(f".{NAME}.{os.getpid()}.part")
        try:
            with part.open("wb") as sorted_lines:
                sorted_lines.writelines(self._line(name) for name in sorted(self._places))
            part.replace(self.path)
        except OSError:  # a full disk: the lines are all there, if not in order
            part.unlink(missing_ok=True)
        self._lock.close()

    def _append(self, entry: Entry, name: str) -> None:
        """A line about a document; what is known of its older files goes on being known."""
        before = self._entry(name)
        older: Entry = {key: before[key] for key in ("tei_sha256", "ledger_sha256") if key in before}
        try:
            place = self._file.tell()
            self._file.write(line_of({"output": name, **older, **entry}).encode())
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self.path, error) from None
        self._places[name] = place

    def _line(self, name: str) -> bytes:
        with self.path.open("rb") as file:
            file.seek(self._places[name])
            return file.readline()

    def _entry(self, name: str) -> Entry:
        """The last line about a document, {} where there is none."""
        entry: Entry = json.loads(self._line(name)) if name in self._places else {}
        return entry

    def _name(self, job: Job) -> str:
        return job.target.relative_to(self.folder).as_posix()


def _opened(path: Path) -> BinaryIO:
    """A file to append to; a link in its place is not followed."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o666), "ab")


def _unwritable(path: Path, error: OSError) -> DigitizeError:
    reason = "it is a link, and links are not followed" if error.errno == errno.ELOOP else error.strerror
    return DigitizeError(
        f"cannot be written: {reason}", where=str(path), remedy="check the folder, its permissions and the free space"
    )


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
    return [entry for _, entry in _entries(path)]


def _entries(path: Path) -> Iterator[tuple[int, Entry]]:
    """The lines of a manifest, each with the byte at which it begins."""
    try:
        data = path.open("rb") if path.exists() else BytesIO()
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read as a manifest: {error.strerror}", where=str(path), remedy="take it away and run again"
        ) from None
    with data as lines:
        place = 0
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line) if line.strip() else None
            except ValueError:
                if not lines.read(1):
                    break  # cut short
                raise UnreadableInput(
                    "is no line of a manifest",
                    where=f"{path}, line {number}",
                    remedy="take the file away and run again",
                ) from None
            if isinstance(entry, dict) and isinstance(entry.get("output"), str):
                yield place, entry
            place += len(line)


def merge(manifests: Iterable[Path], target: Path) -> int:
    """One manifest of several, those of the shards of a run; returns how many documents it tells of."""
    found: dict[str, Entry] = {}
    for path in manifests:
        if not path.exists():
            raise UnreadableInput("is not there", where=str(path), remedy="name the manifests of all shards")
        for entry in read_manifest(path):
            if entry["output"] not in found or entry.get("status") == CONVERTED:
                found[entry["output"]] = entry
    write_whole({target: "".join(line_of(found[name]) for name in sorted(found)).encode()}, where=str(target))
    return len(found)


def line_of(entry: Entry) -> str:
    """An entry as a line of JSON; bytes of a file's name that are no UTF-8 become escapes."""
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
