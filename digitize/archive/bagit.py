"""A BagIt bag of one document: payload, SHA-256 and SHA-512 manifests, `bag-info.txt`, and a Dublin Core record.

Written through the Library of Congress's `bagit`, which writes BagIt-Version 0.97; what RFC 8493 (version 1.0) asks
beyond that, no blank lines and no relative paths in manifests, holds as well. The record is a tag file of ours,
`metadata/dublin_core.xml` (RFC 8493, section 2.2.4, “Other Tag Files”).

Two things `bagit` leaves to the machine are settled here: the Bagging-Date, which RFC 8493 (section 2.2.2) does not
require and which `bagit` takes from the clock, and the order of the tag manifests, which is that of the directory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import bagit  # type: ignore[import-untyped]

from digitize.archive import dublin_core, fixity
from digitize.archive.deposit import Deposit
from digitize.archive.fixity import ChecksumList
from digitize.archive.names import in_words
from digitize.archive.placing import write_parts
from digitize.version import VERSION

RECORD = "metadata/dublin_core.xml"
LISTS = tuple(
    ChecksumList(f"{kind}-{name}.txt", name) for kind in ("tagmanifest", "manifest") for name in fixity.ALGORITHMS
)

# bagit tells of faults in a log of its own, in the language of the machine; ours are told in exceptions.
logging.getLogger("bagit").addHandler(logging.NullHandler())
logging.getLogger("bagit").propagate = False


def build(folder: Path, deposit: Deposit, *, organization: str, day: str) -> None:
    """Writes a bag into an empty folder; `day` is the Bagging-Date (YYYY-MM-DD), "" to leave it out."""
    write_parts(folder, deposit.parts)
    info = _info(deposit, organization)
    bag = bagit.make_bag(str(folder), {**info, "Bagging-Date": day}, checksums=list(fixity.ALGORITHMS))
    if not day:
        del bag.info["Bagging-Date"]
        bag.save()
    record = folder / RECORD
    record.parent.mkdir()
    record.write_bytes(dublin_core.oai_dc(deposit))
    tags = [path for path in fixity.files_of(folder) if not path.startswith(("data/", "tagmanifest-"))]
    for algorithm in fixity.ALGORITHMS:
        listed = ((fixity.checksum(folder / path, algorithm), path) for path in tags)
        (folder / f"tagmanifest-{algorithm}.txt").write_bytes(fixity.lines(listed))


def _info(deposit: Deposit, organization: str) -> dict[str, str | list[str]]:
    """The fields of `bag-info.txt`, RFC 8493, section 2.2.2; what is not known is left out."""
    facts = deposit.catalogue
    fields: dict[str, str | list[str]] = {
        "Source-Organization": organization or facts.publisher,
        "External-Description": facts.title or deposit.conversion.source,
        "External-Identifier": [f"{kind}: {value}" if kind else value for kind, value in facts.identifiers],
        "Internal-Sender-Identifier": f"doc-{facts.sha256[:12]}",
        "Internal-Sender-Description": deposit.provenance,
        "Bag-Software-Agent": f"digitize {VERSION}, bagit.py {bagit.VERSION}",
    }
    return {name: _words(value) for name, value in fields.items() if value}


def _words(value: str | list[str]) -> str | list[str]:
    """A value on one line: a line break would end the field."""
    if isinstance(value, list):
        return [" ".join(in_words(each).split()) for each in value]
    return " ".join(in_words(value).split())


def is_one(folder: Path) -> bool:
    """True for a bag, be it a damaged one."""
    return any((folder / name).exists() for name in ("bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt", "data"))


def check(folder: Path) -> Iterator[str]:
    """What is wrong with a bag: by its checksum lists, strictly, and by `bagit` itself."""
    found = list(fixity.faults(folder, LISTS, required=("bagit.txt", "bag-info.txt", RECORD)))
    yield from found
    if not found:
        try:
            bagit.Bag(str(folder)).validate()
        except bagit.BagError as error:
            yield f"bagit.txt: {error}"
