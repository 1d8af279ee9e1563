"""Many documents: finds them, converts each by itself, writes its TEI and ledger whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from digitize.errors import DigitizeError, ExitCode, OutputExists, UsageError
from digitize.options import DEFAULT, Options
from digitize.pipeline import Result, convert
from digitize.read import looks_like_pdf

_TEXT_SUFFIXES = frozenset((".txt", ".text"))
_XML = ".xml"
_LEDGER = ".ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Job:
    """One document and where its TEI goes; the ledger goes beside it."""

    source: Path
    target: Path

    @property
    def ledger(self) -> Path:
        """Where the ledger goes."""
        return ledger_path(self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: an error, or the figures of the result."""

    job: Job
    seconds: float
    error: DigitizeError | None = None
    pages: int = 0
    notes_found: int = 0
    notes_anchored: int = 0
    doubts: int = 0
    characters: int = 0
    edits: Counter[str] = field(default_factory=Counter)


def ledger_path(tei: Path) -> Path:
    """The ledger that lies beside a TEI file."""
    return tei.with_name(tei.name.removesuffix(_XML) + _LEDGER)


def plan(inputs: Sequence[Path], out: Path) -> tuple[list[Job], list[Path]]:
    """The jobs for files and folders, and the files in those folders that are no documents.

    A folder's tree is kept under `out`. One file may name its output itself (`-o report.xml`). Raises UsageError where
    nothing can be converted.
    """
    found: list[tuple[Path, Path]] = []
    passed: list[Path] = []
    for each in inputs:
        if each.is_dir():
            documents, others = _documents(each, out)
            if not documents:
                raise UsageError(
                    "holds no PDF and no text file", where=str(each), remedy="name a folder with .pdf or .txt files"
                )
            found += [(document, document.relative_to(each)) for document in documents]
            passed += others
        else:
            found.append((each, Path(each.name)))
    if out.suffix == _XML and not out.is_dir():
        if len(found) != 1:
            raise UsageError(
                f"one output file for {len(found)} documents", where=str(out), remedy="name a folder with -o"
            )
        return [Job(found[0][0], out)], passed
    return _named(found, out), passed


def _documents(folder: Path, out: Path) -> tuple[list[Path], list[Path]]:
    """Files of a folder, sorted: those that are documents by name or content, and the rest."""
    documents: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or (out != folder and path.is_relative_to(out)):
            continue
        suffix = path.suffix.lower()
        if suffix in _TEXT_SUFFIXES or suffix == ".pdf" or looks_like_pdf(path):
            documents.append(path)
        else:
            others.append(path)
    return documents, others


def _named(found: Iterable[tuple[Path, Path]], out: Path) -> list[Job]:
    """Outputs named after their documents; where two would share a name, each keeps its suffix too."""
    pairs = list(dict.fromkeys(found))
    names = Counter(relative.with_suffix("") for _, relative in pairs)
    taken: set[Path] = set()
    jobs: list[Job] = []
    for source, relative in pairs:
        name = relative.with_suffix("") if names[relative.with_suffix("")] == 1 else relative
        target, copy = out / f"{name}{_XML}", 2
        while target in taken:
            target, copy = out / f"{name}-{copy}{_XML}", copy + 1
        taken.add(target)
        jobs.append(Job(source, target))
    return jobs


def run(jobs: Iterable[Job], options: Options = DEFAULT, *, force: bool) -> Iterator[Outcome]:
    """Converts one document after the other; a failure is an outcome, never an exception."""
    for job in jobs:
        start = time.monotonic()
        try:
            result = _convert(job, options, force=force)
        except DigitizeError as error:
            yield Outcome(job, time.monotonic() - start, error)
        except Exception as error:
            fault = DigitizeError(
                f"internal error: {type(error).__name__}: {error}", where=job.source.name, remedy="report the file"
            )
            yield Outcome(job, time.monotonic() - start, fault)
        else:
            yield Outcome(
                job,
                time.monotonic() - start,
                None,
                len(result.document.source.pages),
                result.notes_found,
                result.notes_anchored,
                len(result.problems),
                result.account.read,
                result.edits_by_pass,
            )


def _convert(job: Job, options: Options, *, force: bool) -> Result:
    for path in (job.target, job.ledger):
        if path.exists() and not force:
            raise OutputExists(
                f"{path} exists already", where=job.source.name, remedy="use --force to replace it, or another -o"
            )
    result = convert(job.source, options, name=job.target.name.removesuffix(_XML))
    images = {job.target.parent / path: data for path, data in result.images.items()}
    write_whole({**images, job.ledger: result.records, job.target: result.tei}, where=job.source.name)
    _clear_images(job, keep=set(images))
    return result


def _clear_images(job: Job, *, keep: set[Path]) -> None:
    """Takes away pictures that an earlier conversion of the document has left and this one does not have."""
    folder = job.target.with_name(job.target.name.removesuffix(_XML) + ".images")
    if not folder.is_dir():
        return
    for path in (*folder.glob("figure-*.png"), *folder.glob("page-*.png")):
        if path not in keep:
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


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


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """0 when all went well; the error's own code when there was one document; else “some failed”."""
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if not errors:
        return ExitCode.DONE
    return errors[0].exit_code if len(outcomes) == 1 else ExitCode.SOME_FAILED
