"""Ctrl-C and SIGTERM: the command hears the first of them, its children hear no Ctrl-C, no rename is cut in two."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import current_thread, main_thread
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C; what Slurm, Kubernetes and `kill` send


@contextmanager
def first_stop_heard() -> Iterator[None]:
    """The first signal to stop raises KeyboardInterrupt; those that follow would only disturb the clearing up."""
    before = {number: signal.signal(number, _stop) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def stops_put_off() -> Iterator[None]:
    """Signals to stop that come meanwhile are obeyed at the end; processes started meanwhile do hear SIGTERM.

    They interrupt the main thread alone, so elsewhere there is nothing to put off.
    """
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])


@contextmanager
def deaf_children() -> Iterator[None]:
    """Threads and processes started meanwhile, and all that they start, never hear Ctrl-C: their parent stops them.

    A terminal sends Ctrl-C to every process of the command; each would leave with a traceback of its own.
    """
    resource_tracker.ensure_running()  # started later, by the first child, it would open the ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
