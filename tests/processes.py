"""The command in a process of its own, and the processes below it: what a test must kill, stop or count."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from digitize.manifest import NAME
from tests.conftest import ROOT


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """The command, begun in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "digitize", *map(str, arguments)],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def below(pid: int) -> Iterator[tuple[int, str]]:
    """All processes that a process has begun, and they in turn, with their command lines."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(place.name))
    waiting = [pid]
    while waiting:
        for child in parents.get(waiting.pop(), []):
            waiting.append(child)
            with contextlib.suppress(OSError):
                yield child, Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Waits for something to become so; fails where it does not."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def files(folder: Path) -> dict[str, bytes]:
    """What a run leaves, but for the manifest, in which seconds differ."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (NAME, ".digitize.lock")
    }
