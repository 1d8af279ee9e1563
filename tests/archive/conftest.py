"""Results to pack: a sample as it was converted, and one whose names have everything that a file name can have."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from digitize.cli import main
from tests.conftest import SAMPLES

RECEIVERS = ("bagit", "archivematica", "dspace")
DAY = "2019-07-04"
# NFD, two spaces, a right-to-left mark, a comma, quotes: what a colleague's desktop sends.
HARD_NAME = unicodedata.normalize("NFD", 'تقرير المياه  «آذار»,\N{RIGHT-TO-LEFT MARK} "2022" أ')


def pack(to, *results, out, more=()):
    """Runs `digitize package`; returns its exit code."""
    date = ("--date", DAY) if to == "archivematica" and "--date" not in more else ()
    return main(["package", *map(str, results), "--to", to, "-o", str(out), *date, *more])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copy_result(name: str, to: Path, source: bool = True) -> Path:
    """A sample as it was converted, its source beside it; returns the TEI."""
    to.mkdir(parents=True, exist_ok=True)
    for path in sorted((SAMPLES / "expected").glob(f"{name}.*")):
        if path.is_dir():
            shutil.copytree(path, to / path.name)
        else:
            shutil.copy(path, to)
    if source:
        shutil.copy(next(SAMPLES.glob(f"{name}.*")), to)
    return to / f"{name}.xml"


@pytest.fixture
def water(tmp_path):
    """A converted PDF with pictures, its source beside it."""
    return copy_result("water", tmp_path / "result")


@pytest.fixture(scope="session")
def hard_result(tmp_path_factory):
    """A PDF with a hard name, converted; the source lies elsewhere."""
    folder = tmp_path_factory.mktemp("hard")
    source = folder / "in" / f"{HARD_NAME}.pdf"
    source.parent.mkdir()
    shutil.copy(SAMPLES / "water.pdf", source)
    before = Path.cwd()
    os.chdir(folder)  # the manifest tells of the source as it was named, here relative
    try:
        assert main(["convert", f"in/{source.name}", "-o", "out", "-q"]) == 0
    finally:
        os.chdir(before)
    return folder / "out" / f"{HARD_NAME}.xml"
