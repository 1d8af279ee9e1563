"""Files and folders to what is wrong with each file, in the order of the files, by as many processes as are wanted.

A schema that somebody gives is followed in a process of its own, with a time limit: it may be broken on purpose.
"""

from __future__ import annotations

import multiprocessing
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digitize.errors import DigitizeError, UnreadableInput, UsageError
from digitize.faults import Level
from digitize.relaxng import TooAmbiguous
from digitize.tei.schemas import Schema
from digitize.tei.validate import check
from digitize.tei.violation import Violation

QUEUED = 4  # files handed to the pool for each process: more would only fill the memory with results that wait
WORTH_A_PROCESS = 8  # files for which it is worth the half second that a process needs to start


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one file; `error` where nothing could be."""

    file: Path
    violations: tuple[Violation, ...] = ()
    error: DigitizeError | None = None

    @property
    def is_valid(self) -> bool:
        """True where the file was read and holds no error; warnings do not count."""
        return self.error is None and all(each.level is not Level.ERROR for each in self.violations)


def find_files(inputs: Sequence[Path]) -> list[Path]:
    """Files as they are named, each once; of folders the .xml files, hidden ones left out. Raises UsageError for none."""
    found: dict[Path, None] = {}
    for each in inputs:
        if each.is_dir():
            inside = [path for path in sorted(each.rglob("*")) if path.suffix.lower() == ".xml" and path.is_file()]
            shown = [path for path in inside if not any(part.startswith(".") for part in path.relative_to(each).parts)]
            found |= dict.fromkeys(shown)
        else:
            found[each] = None
    if not found:
        raise UsageError("no TEI file there", where=str(inputs[0]), remedy="name .xml files or a folder of them")
    return list(found)


def check_files(files: Sequence[Path], schemas: Sequence[Schema], *, jobs: int, timeout: float) -> Iterator[Checked]:
    """What is wrong with each file, in their order. Raises UsageError for a schema that cannot be used."""
    processes = min(jobs, -(-len(files) // WORTH_A_PROCESS))
    if processes == 1 and all(schema.is_profile for schema in schemas):
        yield from (check_file(file, schemas) for file in files)
        return
    for checked in _in_processes(files, schemas, processes, timeout):
        if isinstance(checked.error, UsageError):
            raise checked.error
        yield checked


def check_file(file: Path, schemas: Sequence[Schema]) -> Checked:
    """What is wrong with one file; whatever stands in the way is an error of the result."""
    try:
        return Checked(file, check(_bytes(file), schemas))
    except DigitizeError as error:
        return Checked(file, error=error)
    except TooAmbiguous:
        names = ", ".join(schema.name for schema in schemas)
        remedy = "simplify the schema"
        return Checked(file, error=UsageError("leaves too many ways open to be followed", where=names, remedy=remedy))


def _in_processes(
    files: Sequence[Path], schemas: Sequence[Schema], processes: int, timeout: float
) -> Iterator[Checked]:
    pool = ProcessPool(max_workers=processes, context=multiprocessing.get_context("spawn"))
    queue = iter(files)
    running: deque[tuple[Path, ProcessFuture[Checked]]] = deque()
    try:
        while True:
            for file in islice(queue, QUEUED * processes - len(running)):
                running.append((file, pool.schedule(check_file, (file, tuple(schemas)), timeout=timeout)))
            if not running:
                break
            yield _result(*running.popleft(), timeout)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _result(file: Path, future: ProcessFuture[Checked], timeout: float) -> Checked:
    try:
        return future.result()
    except TimeoutError:
        message, remedy = f"took longer than {timeout:g} s", "raise --timeout, or give a simpler schema"
    except ProcessExpired as error:
        message, remedy = f"took its process down (exit code {error.exitcode})", "report the file and the schema"
    return Checked(file, error=DigitizeError(message, where=str(file), remedy=remedy))


def _bytes(file: Path) -> bytes:
    try:
        mode = file.stat().st_mode
        if stat.S_ISREG(mode):
            return file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UnreadableInput(message, where=str(file), remedy="check the path and its permissions") from None
    raise UnreadableInput("is not a file", where=str(file), remedy="name a file, or a folder of .xml files")
