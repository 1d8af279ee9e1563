"""The three receivers under their names, and the way back: whose package is a folder, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from digitize.archive import archivematica, bagit, dspace, fixity
from digitize.archive.fixity import ChecksumList


@dataclass(frozen=True, slots=True)
class Receiver:
    """A kind of package: what it is called, how it is told, its checksum lists, and what is wrong with one."""

    title: str
    is_one: Callable[[Path], bool]
    lists: tuple[ChecksumList, ...]
    check: Callable[[Path], Iterable[str]]

    def is_whole(self, folder: Path) -> bool:
        """True for a package of this kind and nothing else beside it: what may be replaced as a whole."""
        return folder.is_dir() and receiver_of(folder) is self and not fixity.unlisted(folder, self.lists)


# In the order in which they are told: a bag has a folder `metadata`, too.
RECEIVERS = {
    "bagit": Receiver("BagIt bag", bagit.is_one, bagit.LISTS, bagit.check),
    "archivematica": Receiver("Archivematica transfer", archivematica.is_one, archivematica.LISTS, archivematica.check),
    "dspace": Receiver("DSpace archive", dspace.is_one, dspace.LISTS, dspace.check),
}


def has_list(folder: Path) -> bool:
    """True for a folder with the checksum lists of a package, which nothing else has."""
    return any((folder / each.path).is_file() for receiver in RECEIVERS.values() for each in receiver.lists)


def receiver_of(folder: Path) -> Receiver | None:
    """Whose package a folder is, None where it is none."""
    return next((each for each in RECEIVERS.values() if each.is_one(folder)), None)
