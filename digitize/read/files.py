"""The bytes of a file, or one clear sentence about why they cannot be had."""

from __future__ import annotations

import stat
from pathlib import Path

from digitize.errors import UnreadableInput


def file_bytes(path: Path) -> bytes:
    """What a file holds; raises UnreadableInput with the remedy for whatever stands in the way."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise UnreadableInput(f"is {kind}, not a file", where=path.name, remedy="name a file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput("is not there", where=str(path), remedy="check the path") from None
    except PermissionError:
        raise UnreadableInput(
            "cannot be read: no permission", where=path.name, remedy="ask its owner for read access (chmod +r)"
        ) from None
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror}", where=path.name, remedy="check the disk or the path"
        ) from None
    if not data.strip():
        raise UnreadableInput("is empty", where=path.name, remedy="check that it was copied completely")
    return data
