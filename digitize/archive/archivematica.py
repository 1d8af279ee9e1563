"""An Archivematica transfer of one document: `objects/`, and beside it `metadata/` with what is known of them.

From the User manual: “Import metadata” for `metadata.csv` (UTF-8; first column `filename`, paths that begin with
`objects/`; `dc.*` columns become Dublin Core, others are kept apart) and `premis.xml`; “Transfer”, “Create a transfer
with existing checksums” for `checksum.sha256`. Archivematica runs `sha256sum -c --strict` on that inside `objects/` and
counts: a line for every object, none for anything else, no empty one (its `verify_checksum`). The files of
`metadata/` have therefore a list of their own, `metadata/tagmanifest-sha256.txt`, after the tag manifest of BagIt.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from digitize.archive import fixity
from digitize.archive.deposit import Deposit
from digitize.archive.dublin_core import ELEMENTS, statements_of
from digitize.archive.fixity import ChecksumList
from digitize.archive.names import in_words
from digitize.archive.placing import write_parts
from digitize.archive.premis import premis

_METADATA, _PREMIS, _CHECKSUMS, _TAGS = (
    f"metadata/{name}" for name in ("metadata.csv", "premis.xml", "checksum.sha256", "tagmanifest-sha256.txt")
)

LISTS = (ChecksumList(_TAGS, "sha256"), ChecksumList(_CHECKSUMS, "sha256", base="objects/"))


def build(folder: Path, deposit: Deposit, *, day: str) -> None:
    """Writes a transfer into an empty folder; `day` is when the document was converted, YYYY-MM-DD."""
    write_parts(folder / "objects", deposit.parts)
    (folder / "metadata").mkdir()
    (folder / _METADATA).write_bytes(metadata_csv(deposit))
    (folder / _PREMIS).write_bytes(premis(deposit, day))
    (folder / _CHECKSUMS).write_bytes(fixity.lines((part.sha256, part.path) for part in deposit.parts))
    tags = ((fixity.checksum(folder / path, "sha256"), path) for path in (_METADATA, _PREMIS, _CHECKSUMS))
    (folder / _TAGS).write_bytes(fixity.lines(tags))


def metadata_csv(deposit: Deposit) -> bytes:
    """A row for every file; an element with several values has its column as often. `originalName` is not Dublin Core."""
    rows = [(part, statements_of(deposit, part)) for part in deposit.parts]
    counts = [Counter(each.element for each in found) for _, found in rows]
    columns = [name for name in ELEMENTS for _ in range(max(count[name] for count in counts))]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["filename", *(f"dc.{name}" for name in columns), "originalName"])
    for part, found in rows:
        left = [(each.element, each.value) for each in found]
        cells = [_taken(left, name) for name in columns]
        writer.writerow([f"objects/{part.path}", *cells, " ".join(in_words(part.original).split())])
    return text.getvalue().encode()


def _taken(left: list[tuple[str, str]], name: str) -> str:
    """The next value of an element, taken out of the list; "" where there is none any more."""
    for at, (element, value) in enumerate(left):
        if element == name:
            del left[at]
            return value
    return ""


def is_one(folder: Path) -> bool:
    """True for a transfer, be it a damaged one."""
    return (folder / "objects").is_dir() or any((folder / path).exists() for path in (_PREMIS, _CHECKSUMS, _TAGS))


def check(folder: Path) -> Iterator[str]:
    """What is wrong with a transfer, by its two checksum lists."""
    yield from fixity.faults(folder, LISTS, required=(_METADATA, _PREMIS))
