"""What a worker of a cluster does: converts each document in a child process, which is killed when it takes too long.

A crash, a hang or a lack of memory in the child is the outcome of that document, and the worker lives on. The child
leaves when its worker has gone: nobody waits for the result, and the document is done again elsewhere.
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread, get_ident

from pebble import ProcessExpired

from digitize.errors import MissingDependency
from digitize.options import Options
from digitize.runners import ATTEMPTS, RENEWED, Limits, given_up, prepare
from digitize.version import VERSION
from digitize.worker import Job, Outcome, clear_parts, work

GRACE = 60  # seconds beyond a document's timeout: a child that nobody has killed by then is nobody's


@dataclass(frozen=True, slots=True)
class Run:
    """What all documents of one run share; `name` is like no other run's."""

    name: str
    options: Options
    limits: Limits
    version: str = VERSION


class Guard:
    """One child process, for one document after the other."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.done = 0
        self._connection, theirs = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "digitize.guard", str(theirs.fileno()), str(limits.memory), str(limits.timeout)],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl-C is for others
        )
        theirs.close()

    @property
    def is_alive(self) -> bool:
        """False where the child has left; it does so when nobody has asked for long."""
        return self._process.poll() is None

    def work(self, job: Job, options: Options) -> Outcome:
        """Converts a document; raises TimeoutError where it takes too long, ProcessExpired where the child dies of it."""
        try:
            self._connection.send((job, options))
            if not self._connection.poll(self.limits.timeout):
                raise TimeoutError
            outcome: Outcome = self._connection.recv()
        except (EOFError, ConnectionError):
            code = self._process.wait()
            raise ProcessExpired("the child has gone", code) from None  # type: ignore[no-untyped-call]
        self.done += 1
        return outcome

    def stop(self) -> None:
        """Kills the child, whatever it does."""
        self._process.kill()
        self._process.wait()


_guards: dict[tuple[str, int], Guard] = {}  # by run and thread
_ended: set[str] = set()


def guarded(job: Job, run: Run) -> Outcome:
    """Converts a document, trying again in a fresh child where the first one died of it.

    Raises MissingDependency where this worker's program is another than the run's.
    """
    if run.version != VERSION:
        raise MissingDependency(
            f"a worker of the cluster has digitize {VERSION}, this is {run.version}",
            remedy="install the same everywhere",
        )
    place = run.name, get_ident()
    attempt = 0
    while True:
        attempt += 1
        guard = _guards.get(place)
        if guard is None or not guard.is_alive:
            guard = _guards[place] = Guard(run.limits)
        try:
            outcome = guard.work(job, run.options)
        except (TimeoutError, ProcessExpired) as error:
            outcome = given_up(job, error, run.limits)
            is_last = attempt == ATTEMPTS or run.name in _ended
            guard.done = RENEWED
            clear_parts(job)
        else:
            is_last = True
        if guard.done >= RENEWED:
            guard.stop()
            _guards.pop(place, None)
        if is_last:
            return replace(outcome, attempts=attempt)


def dismiss(name: str) -> None:
    """Ends a run on this worker: its children are killed, and none is begun again."""
    _ended.add(name)
    for place in [each for each in _guards if each[0] == name]:
        _guards[place].stop()
        _guards.pop(place, None)


def _serve(connection: Connection, memory: int, timeout: float) -> None:
    """Waits for the next document while one is being converted: the end of the connection is the end of the child.

    So is a long silence: the run has been killed, and its worker goes on for others.
    """
    prepare(memory)
    while connection.poll(timeout + GRACE):
        try:
            job, options = connection.recv()
        except (EOFError, OSError):
            break
        _limit_time(math.ceil(time.process_time() + timeout + GRACE))
        Thread(target=_answer, args=(connection, job, options), daemon=True).start()
    os._exit(0)


def _limit_time(seconds: int) -> None:
    """Seconds of a core after which the kernel ends the child: stuck in foreign code, it cannot see its worker go."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


def _answer(connection: Connection, job: Job, options: Options) -> None:
    connection.send(work(job, options))


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])), int(sys.argv[2]), float(sys.argv[3]))
