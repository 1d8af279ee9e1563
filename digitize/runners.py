"""Where documents are converted: here, one after the other, or each in a process that can be killed."""

from __future__ import annotations

import gc
import multiprocessing
import resource
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace
from itertools import islice

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digitize.errors import DigitizeError
from digitize.options import Options
from digitize.signals import deaf_children
from digitize.worker import FAILED, Job, Outcome, clear_parts, work

ATTEMPTS = 2  # a document that took its process down is tried once more, in a fresh one
QUEUED = 2  # documents handed to the pool for each process: more would only fill the memory
RARELY = 50_000, 20, 50  # objects, and rounds, after which Python looks for garbage
RENEWED = 200  # documents after which a process is replaced by a fresh one


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes work at once, and what one document may take: seconds, and megabytes of address space."""

    processes: int = 1
    timeout: float = 600.0
    memory: int = 4096


Outcomes = Generator[Outcome, None, None]
Runner = Callable[[Iterable[Job], Options], Outcomes]


def here(jobs: Iterable[Job], options: Options) -> Outcomes:
    """Converts in this process."""
    for job in jobs:
        yield work(job, options)


def in_processes(jobs: Iterable[Job], options: Options, *, limits: Limits) -> Outcomes:
    """Converts in processes of their own, as many at once as the limits say; outcomes come as they are ready.

    A crash, a hang or a lack of memory costs the document that caused it, and no other.
    """
    pool = ProcessPool(
        max_workers=limits.processes,
        max_tasks=RENEWED,
        initializer=prepare,
        initargs=(limits.memory,),
        context=multiprocessing.get_context("spawn"),
    )
    queue = iter(jobs)
    running: dict[ProcessFuture[Outcome], tuple[Job, int]] = {}

    def submit(job: Job, attempt: int) -> None:
        with deaf_children():
            future = pool.schedule(work, (job, options.about(job.source.name)), timeout=limits.timeout)
        running[future] = (job, attempt)

    try:
        while True:
            for job in islice(queue, QUEUED * limits.processes - len(running)):
                submit(job, 1)
            if not running:
                break
            wait(running, return_when=FIRST_COMPLETED)
            for future in [each for each in running if each.done()]:
                job, attempt = running.pop(future)
                error = future.exception()
                if error is not None:
                    clear_parts(job)
                if error is not None and attempt < ATTEMPTS:
                    submit(job, attempt + 1)
                else:
                    yield replace(given_up(job, error, limits) if error else future.result(), attempts=attempt)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()
        for job, _ in running.values():
            clear_parts(job)


def prepare(megabytes: int) -> None:
    """Makes this process one that converts: limits its address space, and lets it look for garbage less often.

    A document makes very many small objects that live until it is done; looking through them again and again costs a
    twelfth of the time (three samples, four times each).
    """
    gc.freeze()
    gc.set_threshold(*RARELY)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def given_up(job: Job, error: BaseException, limits: Limits) -> Outcome:
    """What became of a document that took its process with it on every attempt."""
    if isinstance(error, TimeoutError):
        message, remedy = (
            f"took longer than {limits.timeout:.0f} s, twice",
            "raise --timeout, or leave the document out",
        )
    elif isinstance(error, ProcessExpired):
        message, remedy = f"took its process down, twice (exit code {error.exitcode})", "report the file"
    else:
        message, remedy = f"internal error: {type(error).__name__}: {error}", "report the file"
    return Outcome(job, FAILED, error=DigitizeError(message, where=job.source.name, remedy=remedy))
