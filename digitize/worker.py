"""One document: converted, its files written whole or not at all. What runs in a process of its own."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from digitize.errors import DigitizeError
from digitize.options import Options
from digitize.pipeline import Result, convert
from digitize.signals import stops_put_off

XML = ".xml"
LEDGER = ".ledger.jsonl"
IMAGES = ".images"
CONVERTED, UNCHANGED, FAILED = "converted", "unchanged", "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One document and where its TEI goes; the ledger and the pictures go beside it."""

    source: Path
    target: Path

    @property
    def ledger(self) -> Path:
        """Where the ledger goes."""
        return ledger_path(self.target)

    @property
    def images(self) -> Path:
        """The folder for its pictures."""
        return self.target.with_name(self.target.name.removesuffix(XML) + IMAGES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: an error, or the figures of the result."""

    job: Job
    status: str
    seconds: float = 0.0
    attempts: int = 1
    error: DigitizeError | None = None
    source_sha256: str = ""
    tei_sha256: str = ""
    ledger_sha256: str = ""
    pages: int = 0
    routes: Counter[str] = field(default_factory=Counter)
    notes_found: int = 0
    notes_anchored: int = 0
    doubts: int = 0
    characters: int = 0
    edits: Counter[str] = field(default_factory=Counter)


def ledger_path(tei: Path) -> Path:
    """The ledger that lies beside a TEI file."""
    return tei.with_name(tei.name.removesuffix(XML) + LEDGER)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def work(job: Job, options: Options) -> Outcome:
    """Converts a document and writes its files, replacing older ones; a failure is an outcome, never an exception."""
    start = time.monotonic()
    try:
        result = _convert(job, options)
    except DigitizeError as error:
        return Outcome(job, FAILED, time.monotonic() - start, error=error)
    except MemoryError:
        return Outcome(job, FAILED, time.monotonic() - start, error=_too_large(job))
    except Exception as error:
        return Outcome(job, FAILED, time.monotonic() - start, error=_internal(job, error))
    source = result.document.source
    return Outcome(
        job,
        CONVERTED,
        time.monotonic() - start,
        source_sha256=source.sha256,
        tei_sha256=hashlib.sha256(result.tei).hexdigest(),
        ledger_sha256=hashlib.sha256(result.records).hexdigest(),
        pages=len(source.pages),
        routes=Counter(page.route.value for page in source.pages),
        notes_found=result.notes_found,
        notes_anchored=result.notes_anchored,
        doubts=len(result.problems),
        characters=result.account.read,
        edits=result.edits_by_pass,
    )


def _internal(job: Job, error: Exception) -> DigitizeError:
    return DigitizeError(
        f"internal error: {type(error).__name__}: {error}", where=job.source.name, remedy="report the file"
    )


def _too_large(job: Job) -> DigitizeError:
    return DigitizeError(
        "needs more memory than a document may take",
        where=job.source.name,
        remedy="raise --memory, or split the document",
    )


def _convert(job: Job, options: Options) -> Result:
    result = convert(job.source, options, name=job.target.name.removesuffix(XML))
    images = {job.target.parent / path: data for path, data in result.images.items()}
    write_whole({**images, job.ledger: result.records, job.target: result.tei}, where=job.source.name)
    _clear_images(job, keep=set(images))
    return result


def _clear_images(job: Job, *, keep: set[Path]) -> None:
    """Takes away pictures that an earlier conversion of the document has left and this one does not have."""
    if not job.images.is_dir():
        return
    for path in (*job.images.glob("figure-*.png"), *job.images.glob("page-*.png")):
        if path not in keep:
            path.unlink()
    if not any(job.images.iterdir()):
        job.images.rmdir()


def clear_parts(job: Job) -> None:
    """Takes away what a process that was killed in the midst of writing has left of a document's files."""
    for folder, name in ((job.target.parent, job.target.name), (job.target.parent, job.ledger.name), (job.images, "")):
        for part in folder.glob(f".{escape(name)}*.part"):
            part.unlink(missing_ok=True)


def write_whole(files: dict[Path, bytes], *, where: str) -> None:
    """Writes files beside their places and renames them there, the last one last; a failure leaves nothing behind."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with parts[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        with stops_put_off():
            for path, part in parts.items():
                part.replace(path)
    except OSError as error:
        raise DigitizeError(
            f"the result cannot be written to {error.filename or 'the output folder'}: {error.strerror}",
            where=where,
            remedy="check the folder, its permissions and the free space",
        ) from None
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()
