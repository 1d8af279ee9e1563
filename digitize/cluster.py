"""Documents on a cluster: the workers of a dask.distributed scheduler convert them, and the outcomes are gathered here.

Every worker sees the same folders under the same names, and has the same program. What a worker does with a document
is in `guard.py`; so a document that crashes or hangs harms no worker, and a worker that dies costs no document: the
scheduler gives its documents to others.
"""

from __future__ import annotations

import logging
import uuid
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import regex

from digitize.errors import DigitizeError, MissingDependency, UsageError
from digitize.guard import Run, dismiss, guarded
from digitize.options import Options
from digitize.runners import Limits, Outcomes
from digitize.signals import deaf_children, stops_put_off
from digitize.worker import FAILED, Job, Outcome, clear_parts

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 15  # seconds in which a scheduler must answer
SENT = 3  # times a document is sent; the scheduler gives it up when several workers died with it
QUEUED = 2  # documents on the way for each thread of a worker: more would only fill the memory
LEAST = 16  # documents on the way at least: a cluster that grows on demand must see some
ASKED = 100  # outcomes after which the cluster is asked again how many threads it has

# A cluster of our own, on this machine: what a document may take is the guard's business.
_OWN = {"threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None, "silence_logs": logging.CRITICAL}


def on_cluster(jobs: Iterable[Job], options: Options, *, address: str, limits: Limits) -> Outcomes:
    """Converts on the cluster of a scheduler; outcomes come as they are ready.

    Raises MissingDependency where dask, here or there, or digitize, there, is not installed; DigitizeError where no
    scheduler answers, or where it goes away.
    """
    run = Run(uuid.uuid4().hex, options, limits)
    with _connected(address) as client:
        sent: dict[Future[Outcome], tuple[Job, int]] = {}
        try:
            yield from _gathered(client, iter(jobs), run, sent)
        except (CancelledError, OSError):
            raise DigitizeError(
                "the scheduler has gone away", where=address, remedy="start it and run again: what is done is skipped"
            ) from None
        finally:
            with suppress(Exception):  # what is gone needs no dismissal
                client.cancel(list(sent))
                client.run(dismiss, run.name, on_error="ignore")
            for job, _ in sent.values():
                clear_parts(job)


def _gathered(client: Client, jobs: Iterator[Job], run: Run, sent: dict[Future[Outcome], tuple[Job, int]]) -> Outcomes:
    """Keeps as many documents on the way as the cluster can use, and no more."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - only for those who ask for a cluster

    coming = as_completed(loop=client.loop)
    gathered = room = 0

    def send(job: Job, attempt: int) -> None:
        there = replace(job, source=job.source.absolute(), target=job.target.absolute())
        future = client.submit(guarded, there, run, pure=False)
        sent[future] = job, attempt
        coming.add(future)

    while True:
        if gathered % ASKED == 0:
            room = max(LEAST, QUEUED * sum(client.nthreads().values()))
        for job in islice(jobs, max(0, room - len(sent))):
            send(job, 1)
        if not sent:
            return
        future = next(coming)
        job, attempt = sent.pop(future)
        gathered += 1
        try:
            outcome = replace(future.result(), job=job)
        except KilledWorker:
            if attempt < SENT:
                send(job, attempt + 1)
                continue
            outcome = _lost(job)
        except (CancelledError, DigitizeError, OSError):
            raise
        except Exception as error:
            raise MissingDependency(
                f"the cluster cannot run digitize ({type(error).__name__}: {' '.join(str(error).split())[:200]})",
                remedy="install the same Python, digitize[dask] and dask on its scheduler and workers",
            ) from None
        yield outcome


def _lost(job: Job) -> Outcome:
    error = DigitizeError(
        "was given up by the cluster: its workers died again and again",
        where=job.source.name,
        remedy="look into the logs of the workers, then run again",
    )
    return Outcome(job, FAILED, error=error)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """The client of a scheduler, that of others or one of our own."""
    try:
        import dask  # noqa: PLC0415 - only for those who ask for a cluster
        from distributed import Client, LocalCluster  # noqa: PLC0415
    except ImportError:
        raise MissingDependency(
            "--cluster needs dask and distributed, which are not installed", remedy="pip install 'digitize[dask]'"
        ) from None
    number = _workers(address)
    with ExitStack() as opened:
        enter = opened.enter_context
        enter(warnings.catch_warnings(action="ignore"))  # what matters is told in our own words
        logging.disable()
        opened.callback(logging.disable, logging.NOTSET)
        # A scheduler that hands out more than a worker can begin blames a death on documents that had not begun.
        config = {"distributed.scheduler.worker-saturation": 1.0, "temporary-directory": enter(TemporaryDirectory())}
        try:
            with dask.config.set(config), deaf_children() if number else nullcontext():
                with stops_put_off():  # half a cluster cannot be closed
                    own = enter(LocalCluster(n_workers=number, **_OWN)) if number else None
                client = enter(Client(own or address, timeout=PATIENCE, set_as_default=False))
        except OSError as error:
            raise DigitizeError(
                f"no scheduler answers ({' '.join(str(error).split())[:120]})",
                where=address,
                remedy="check the address, or try --cluster local:2",
            ) from None
        yield client


def _workers(address: str) -> int:
    """How many workers a cluster of our own is to have, 0 for a cluster of others. Raises UsageError."""
    if regex.fullmatch(r"local:[1-9]\d{0,3}", address):
        return int(address.removeprefix("local:"))
    if address.startswith("local:") or not regex.fullmatch(r"(?:\w+://)?\S+:\d+/?", address):
        raise UsageError(f"{address!r} is no cluster", where="--cluster", remedy="such as local:2 or tcp://host:8786")
    return 0
