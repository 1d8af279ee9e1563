"""Many documents: finds them, has each converted by itself, skips what is done, keeps the manifest."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median

from digitize.errors import DigitizeError, OutputExists, UsageError
from digitize.manifest import Manifest
from digitize.options import DEFAULT, Options
from digitize.read import looks_like_pdf
from digitize.runners import Outcomes, Runner, here
from digitize.worker import FAILED, UNCHANGED, XML, Job, Outcome

MUCH = 4  # times the usual size
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
    """Files of a folder, sorted: those that are documents by name or content, and the rest.

    An output folder inside it is no source; but the folder may lie inside the output folder, or be it.
    """
    real, root = _real(out), _real(folder)
    results = real.relative_to(root) if root in real.parents else None
    documents: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or not path.is_file() or (results is not None and inside.is_relative_to(results)):
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


def long_ones_first(jobs: Sequence[Job]) -> list[Job]:
    """The jobs with those first whose documents are much larger than most: else one of them may run on alone at the end."""
    sizes = {job: _size(job.source) for job in jobs}
    usual = median(sizes.values()) if sizes else 0
    return sorted(jobs, key=lambda job: sizes[job] <= MUCH * usual)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def run(
    jobs: Sequence[Job],
    options: Options = DEFAULT,
    *,
    folder: Path | None = None,
    force: bool = False,
    runner: Runner = here,
) -> Outcomes:
    """Converts documents; a failure is an outcome, never an exception.

    With a `folder`, all outputs lie in it, and its manifest tells what is done already and is skipped. The `runner` says
    where documents are converted. Raises DigitizeError where the folder cannot be used.
    """
    manifest = Manifest(folder, options) if folder is not None else None
    aside: deque[Outcome] = deque()
    try:
        with closing(runner(_due(jobs, manifest, aside, force=force), options)) as found:
            for outcome in found:
                if manifest is not None:
                    manifest.finish(outcome)
                yield outcome
                yield from _told(aside, manifest)
        yield from _told(aside, manifest)
    finally:
        if manifest is not None:
            manifest.close()


def _due(jobs: Iterable[Job], manifest: Manifest | None, aside: deque[Outcome], *, force: bool) -> Iterator[Job]:
    """The documents that are to be converted; those that are done already, or may not be, are put aside."""
    for job in jobs:
        if manifest is not None and not force and manifest.is_done(job):
            aside.append(Outcome(job, UNCHANGED))
            continue
        may_replace = force or (manifest is not None and manifest.owns(job))
        error = refusal(job, manifest.folder if manifest is not None else None, may_replace=may_replace)
        if error is not None:
            aside.append(Outcome(job, FAILED, error=error))
            continue
        if manifest is not None:
            manifest.begin(job)
        yield job


def refusal(job: Job, folder: Path | None, *, may_replace: bool) -> DigitizeError | None:
    """Why the files of a document may not be written, None where they may. Links in the way are never followed."""
    where = job.source.name
    if os.path.realpath(job.target) == os.path.realpath(job.source):
        return OutputExists(
            "the result would replace its own source", where=where, remedy="name another folder with -o"
        )
    leads_out = folder is not None and not _real(job.target.parent).is_relative_to(_real(folder))
    if leads_out or job.images.is_symlink():
        link = job.images if job.images.is_symlink() else job.target.parent
        return OutputExists(f"{link} is a link that leads out of the output folder", where=where, remedy="take it away")
    folders = [path for path in (job.target, job.ledger) if path.is_dir() and not path.is_symlink()]
    if folders:
        return OutputExists(f"{folders[0]} is a folder", where=where, remedy="take it away, or name another -o")
    if not may_replace:
        for path in (job.target, job.ledger):
            if os.path.lexists(path):
                return OutputExists(
                    f"{path} exists already", where=where, remedy="use --force to replace it, or another -o"
                )
    return None


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _told(aside: deque[Outcome], manifest: Manifest | None) -> Iterator[Outcome]:
    """What became of the documents put aside."""
    while aside:
        outcome = aside.popleft()
        if manifest is None:
            yield outcome
        elif outcome.error is None:
            yield replace(manifest.outcome(outcome.job), status=UNCHANGED)
        else:
            manifest.finish(outcome)
            yield outcome
