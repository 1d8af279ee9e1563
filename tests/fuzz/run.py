"""Makes damaged files, converts them as a user would, and tells whatever went wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from digitize import batch
from digitize.runners import Limits, in_processes
from digitize.tei import validate
from tests.conftest import SAMPLES
from tests.fuzz.damage import OF_PDF, OF_TEXT

TIMEOUT = 60.0


def make(folder: Path, *, pdfs: int, texts: int, seed: int) -> None:
    """Writes damaged copies of the samples into a folder; the same seed gives the same files."""
    chance = random.Random(seed)
    for count, names, damages, suffix in (
        (pdfs, ("ports.pdf", "water.pdf"), OF_PDF, ".pdf"), (texts, ("damaged.txt", "clean.txt"), OF_TEXT, ".txt"),
    ):  # fmt: skip
        sound = [(SAMPLES / name).read_bytes() for name in names]
        for number in range(count):
            data = chance.choice(sound)
            for _ in range(chance.randint(1, 3)):
                data = chance.choice(damages)(data, chance) or b"\0"
            (folder / f"{number:05d}{suffix}").write_bytes(data)


def faults(folder: Path, out: Path, figures: Counter[str], *, processes: int) -> Iterator[str]:
    """Converts the folder; a sentence for each promise that was broken."""
    jobs, _ = batch.plan([folder], out)
    around = _files(out.parent)
    runner = partial(in_processes, limits=Limits(processes, timeout=TIMEOUT))
    for outcome in batch.run(jobs, folder=out, runner=runner):
        figures[outcome.status] += 1
        name = outcome.job.source.name
        if outcome.error is None:
            violations = validate(outcome.job.target.read_bytes())
            if violations:
                yield f"{name}: the TEI is not valid: {violations[0]}"
        else:
            message = str(outcome.error)
            if any(
                word in message
                for word in ("internal error", "took longer", "took its process down", "report the file")
            ):
                yield message
            if len(message.splitlines()) != 1:
                yield f"{name}: the message has more than one line"
            if outcome.job.target.exists() or outcome.job.ledger.exists():
                yield f"{name}: failed, and something was written"
    yield from (f"{path} was written outside the output folder" for path in _files(out.parent, out) - around)
    yield from (f"{path} was left half-written" for path in out.rglob("*.part"))


def _files(folder: Path, without: Path | None = None) -> set[Path]:
    return {
        path for path in folder.rglob("*") if path.is_file() and (without is None or not path.is_relative_to(without))
    }
