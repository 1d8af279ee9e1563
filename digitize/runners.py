"""Where documents are converted: here, one after the other, or each in a process that can be killed."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace
from itertools import islice

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digitize.errors import DigitizeError
from digitize.options import Options
from digitize.worker import FAILED, Job, Outcome, work

ATTEMPTS = 2  # a document that took its process down is tried once more, in a fresh one
QUEUED = 2  # documents handed to the pool for each process: more would only fill the memory
RENEWED = 200  # documents after which a process is replaced by a fresh one


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes work at once, and what one document may take: seconds, and megabytes of address space."""

    processes: int = 1
    timeout: float = 600.0
    memory: int = 4096


Task = tuple[Job, bool]  # a document, and whether its files may be replaced


def here(tasks: Iterable[Task], options: Options) -> Iterator[Outcome]:
    """Converts in this process."""
    for job, may_replace in tasks:
        yield work(job, options, may_replace=may_replace)


def in_processes(tasks: Iterable[Task], options: Options, limits: Limits) -> Iterator[Outcome]:
    """Converts in processes of their own, as many at once as the limits say; outcomes come as they are ready.

    A crash, a hang or a lack of memory costs the document that caused it, and no other.
    """
    pool = ProcessPool(
        max_workers=limits.processes,
        max_tasks=RENEWED,
        initializer=_limit_memory,
        initargs=(limits.memory,),
        context=multiprocessing.get_context("spawn"),
    )
    queue = iter(tasks)
    running: dict[ProcessFuture[Outcome], tuple[Task, int]] = {}

    def submit(task: Task, attempt: int) -> None:
        job, may_replace = task
        future = pool.schedule(work, (job, options), {"may_replace": may_replace}, timeout=limits.timeout)
        running[future] = (task, attempt)

    try:
        while True:
            for task in islice(queue, QUEUED * limits.processes - len(running)):
                submit(task, 1)
            if not running:
                break
            wait(running, return_when=FIRST_COMPLETED)
            for future in [each for each in running if each.done()]:
                task, attempt = running.pop(future)
                outcome = future.result() if future.exception() is None else None
                if outcome is None and attempt < ATTEMPTS:
                    submit((task[0], True), attempt + 1)
                else:
                    yield replace(outcome or _given_up(future, task[0], limits), attempts=attempt)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _limit_memory(megabytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _given_up(future: ProcessFuture[Outcome], job: Job, limits: Limits) -> Outcome:
    error = future.exception()
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
