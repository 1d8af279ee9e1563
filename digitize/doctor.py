"""What is installed, and what would work: for a person who asks why something does not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib import metadata

from digitize.tei.schemas import schema_path

_PACKAGES = (
    "pymupdf-lite",
    "regex",
    "ftfy",
    "lxml",
    "python-bidi",
    "fonttools",
    "pebble",
    "rich",
    "bagit",
    "hijridate",
)


def findings() -> Iterator[tuple[str, str, bool]]:
    """Name, state, and whether it is needed; a state that begins with `missing` says what does not work without it."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield "Python", version if sys.version_info >= (3, 11) else f"missing: 3.11 or newer (this is {version})", True
    for name in _PACKAGES:
        try:
            yield name, metadata.version(name), True
        except metadata.PackageNotFoundError:
            yield name, f"missing; pip install {name}", True
    yield "schema", "found" if schema_path().exists() else "missing: nothing can be validated; install again", True
    try:
        yield "distributed", metadata.version("distributed"), False
    except metadata.PackageNotFoundError:
        yield (
            "distributed",
            "missing: --cluster does not work (everything else does); pip install 'digitize[dask]'",
            False,
        )
    found = shutil.which("hunspell")
    yield "hunspell", "found" if found else "missing: --spelling does not work (everything else does)", False
