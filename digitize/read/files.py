"""The bytes of a file, or one clear sentence about why they cannot be had."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import regex

from digitize.errors import UnreadableInput

_ILLEGAL = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0, 2.2


def name_of(path: Path) -> str:
    """The name of a file as text that can be written anywhere: what is no UTF-8, or no character of XML, shows as U+FFFD."""
    text = os.fsencode(path.name).decode("utf-8", "replace")
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


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
