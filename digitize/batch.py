"""Many documents: finds them, has each converted by itself, skips what is done, keeps the manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from digitize.errors import ExitCode, UsageError
from digitize.manifest import Manifest
from digitize.options import DEFAULT, Options
from digitize.read import looks_like_pdf
from digitize.runners import Limits, Task, here, in_processes
from digitize.worker import UNCHANGED, XML, Job, Outcome

_TEXT_SUFFIXES = frozenset((".txt", ".text"))


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
    if out.suffix == XML and not out.is_dir():
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
        target, copy = out / f"{name}{XML}", 2
        while target in taken:
            target, copy = out / f"{name}-{copy}{XML}", copy + 1
        taken.add(target)
        jobs.append(Job(source, target))
    return jobs


def shard(jobs: Sequence[Job], number: int, of: int) -> list[Job]:
    """The part of the jobs that one of several machines does: every `of`-th, from the `number`-th on (from 1)."""
    return list(jobs[number - 1 :: of])


def run(
    jobs: Sequence[Job],
    options: Options = DEFAULT,
    *,
    folder: Path | None = None,
    force: bool = False,
    limits: Limits | None = None,
) -> Iterator[Outcome]:
    """Converts documents; a failure is an outcome, never an exception.

    With a `folder`, all outputs lie in it, and its manifest tells what is done already and is skipped. Without `limits`,
    everything is done in this process. Raises DigitizeError where the folder cannot be used.
    """
    manifest = Manifest(folder, options) if folder is not None else None
    try:
        unchanged: list[Job] = []
        tasks = _tasks(jobs, manifest, unchanged, force=force)
        found = in_processes(tasks, options, limits) if limits is not None else here(tasks, options)
        for outcome in found:
            if manifest is not None:
                manifest.finish(outcome)
            yield outcome
            yield from _told(unchanged, manifest)
        yield from _told(unchanged, manifest)
    finally:
        if manifest is not None:
            manifest.close()


def _tasks(jobs: Iterable[Job], manifest: Manifest | None, unchanged: list[Job], *, force: bool) -> Iterator[Task]:
    """The documents that are to be converted; those that are done already are put aside."""
    for job in jobs:
        if manifest is None:
            yield job, force
        elif not force and manifest.is_done(job):
            unchanged.append(job)
        else:
            may_replace = force or manifest.owns(job)
            if may_replace or not (job.target.exists() or job.ledger.exists()):
                manifest.begin(job)
            yield job, may_replace


def _told(unchanged: list[Job], manifest: Manifest | None) -> Iterator[Outcome]:
    while unchanged and manifest is not None:
        yield replace(manifest.outcome(unchanged.pop(0)), status=UNCHANGED)


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """0 when all went well; the error's own code when there was one document; else “some failed”."""
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if not errors:
        return ExitCode.DONE
    return errors[0].exit_code if len(outcomes) == 1 else ExitCode.SOME_FAILED
