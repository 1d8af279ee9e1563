"""Memory of the parent and throughput of a run: `make scale`, or `python -m tests.benchmark.scale`.

Memory: the most that the command itself (not its children) ever holds, with few and with many documents waiting.
Throughput: documents per second with one process and with two, start-up included, in turns, on the same documents.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT, SAMPLES

TINY = "نص قصير جداً، لا حاشية فيه ولا صورة، رقمه {}.\n"


def main() -> None:
    """Measures, and prints a line for each figure."""
    parser = argparse.ArgumentParser(prog="tests.benchmark.scale", description=__doc__)
    parser.add_argument("--queued", type=int, nargs="*", default=[100, 10_000], help="numbers of tiny texts")
    parser.add_argument("--documents", type=int, default=200, help="documents for throughput, samples in turn")
    parser.add_argument("--rounds", type=int, default=3, help="times that each number of processes is timed")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2], help="numbers of processes to compare")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for count in chosen.queued:
            _tiny(Path(place) / f"tiny-{count}", count)
            seconds, peak = _run(Path(place) / f"tiny-{count}", Path(place) / f"out-{count}", 2)
            print(f"{count:6} documents queued: parent {peak:6.1f} MB at most, {seconds:.1f} s", flush=True)
        if chosen.documents and chosen.rounds:
            _samples(Path(place) / "samples", chosen.documents)
            _compare(Path(place), chosen.documents, chosen.rounds, chosen.jobs)


def _tiny(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05d}.txt").write_text(TINY.format(number), encoding="utf-8")


def _samples(folder: Path, count: int) -> None:
    """Copies of the samples in turn, each with a name of its own."""
    folder.mkdir()
    names = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".txt"))
    for number in range(count):
        source = names[number % len(names)]
        shutil.copy(source, folder / f"{number:05d}{source.suffix}")


def _compare(place: Path, documents: int, rounds: int, jobs: list[int]) -> None:
    times: dict[int, list[float]] = {number: [] for number in jobs}
    for _ in range(rounds):
        for number in jobs:
            out = place / "out"
            times[number].append(_run(place / "samples", out, number)[0])
            shutil.rmtree(out)
    for number in jobs:
        seconds = statistics.median(times[number])
        ratio = statistics.median(one / many for one, many in zip(times[jobs[0]], times[number], strict=True))
        every = ", ".join(f"{each:.1f}" for each in times[number])
        print(f"{number:6} processes: {documents / seconds:6.2f} documents/s, {ratio:.2f} times; {every} s", flush=True)


def _run(source: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds of a run, and the most megabytes that the command itself held (VmHWM of Linux)."""
    command = [sys.executable, "-m", "digitize", "convert", str(source), "-o", str(out), "--jobs", str(jobs), "-q"]
    start, peak = time.monotonic(), 0.0
    process = subprocess.Popen(command, cwd=ROOT)
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        found = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        peak = max([peak, *(int(line.split()[1]) / 1024 for line in found)])
        time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"the run left with {process.returncode}")
    return time.monotonic() - start, peak


if __name__ == "__main__":
    main()
