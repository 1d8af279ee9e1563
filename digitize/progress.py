"""How far a run is: a bar on a terminal, with the rate and the time left; a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from digitize.report import visible
from digitize.signals import deaf_children

EVERY = 60.0  # seconds between two plain lines
NAME = 40  # characters of a document's name that the bar shows

Step = Callable[[str], None]  # one more document is done, and its name


@contextmanager
def shown(total: int, stream: TextIO, *, is_quiet: bool) -> Iterator[Step]:
    """Shows how many of `total` documents are done, until the end."""
    if is_quiet:
        yield lambda _: None
    elif stream.isatty():
        with _bar(Pace(total), stream) as step:
            yield step
    else:
        yield Lines(Pace(total), stream).step


class Pace:
    """How fast a run goes, reckoned from its start."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.clock = clock
        self.done = 0
        self.start = clock()

    def __str__(self) -> str:
        """The rate and the time left: `5.1 documents/s, 3 min left`."""
        seconds = max(1e-3, self.clock() - self.start)
        rate, unit = (self.done / seconds, "s") if self.done >= seconds else (60 * self.done / seconds, "min")
        return f"{rate:.1f} documents/{unit}, {duration(seconds / self.done * (self.total - self.done))} left"


class Lines:
    """Plain lines, for logs: one a minute at most."""

    def __init__(self, pace: Pace, stream: TextIO) -> None:
        self.pace = pace
        self.stream = stream
        self.last = pace.start

    def step(self, name: str) -> None:
        """One more document is done."""
        del name
        self.pace.done += 1
        if self.pace.clock() - self.last >= EVERY and self.pace.done < self.pace.total:
            self.last = self.pace.clock()
            print(f"{self.pace.done} of {self.pace.total} documents, {self.pace}", file=self.stream, flush=True)


def duration(seconds: float) -> str:
    """Seconds in words a person reads at a glance: `8 s`, `3 min`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def _bar(pace: Pace, stream: TextIO) -> Iterator[Step]:
    from rich.console import Console  # noqa: PLC0415 - for terminals only: it takes a while to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
        console=Console(file=stream, highlight=False),
        refresh_per_second=4,
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # what goes into a file must not land on the terminal
    )
    with deaf_children():
        bar.start()  # a thread of its own
    run = bar.add_task("", total=pace.total, pace="")

    def step(name: str) -> None:
        pace.done += 1
        bar.update(run, completed=pace.done, pace=f"{pace}  {visible(name)[:NAME]}")

    try:
        yield step
    finally:
        bar.stop()
