"""A DSpace archive in Simple Archive Format: a folder for each document, with its record and its bitstreams.

From the DSpace documentation, “Importing and Exporting Items via Simple Archive Format”: `dublin_core.xml` in DSpace's
qualified Dublin Core, `contents` with a bitstream a line and, after tabs, its bundle, its description and whether it is
the primary one. Permissions, collections and handles are the receiver's to give. All bitstreams are in the bundle
ORIGINAL: TEXT is what DSpace extracts itself and may replace.

DSpace reads `contents` in the server's own encoding, so it is ASCII; the Arabic is in `dublin_core.xml`. Only folders
are items to the importer, so the checksums of all files lie beside them, in `manifest-sha256.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import regex
from lxml import etree

from digitize.archive import fixity
from digitize.archive.deposit import Deposit, Kind
from digitize.archive.dublin_core import statements
from digitize.archive.fixity import ChecksumList
from digitize.archive.placing import write_parts

LISTS = (ChecksumList("manifest-sha256.txt", "sha256"),)

_ITEM = regex.compile(r"item_\d{3,}")
_RECORD, _CONTENTS = "dublin_core.xml", "contents"


def build(folder: Path, deposits: Sequence[Deposit]) -> None:
    """Writes an archive into an empty folder: an item for each document, in their order."""
    for number, deposit in enumerate(deposits):
        item = folder / f"item_{number:03}"
        write_parts(item, deposit.parts)
        (item / _RECORD).write_bytes(dublin_core_xml(deposit))
        (item / _CONTENTS).write_bytes(contents(deposit))
    listed = ((fixity.checksum(folder / path, "sha256"), path) for path in fixity.files_of(folder))
    (folder / LISTS[0].path).write_bytes(fixity.lines(listed))


def dublin_core_xml(deposit: Deposit) -> bytes:
    """A document's record; a language is that of the value."""
    root = etree.Element("dublin_core", schema="dc")
    extent = deposit.catalogue.pages
    for each in statements(deposit):
        _add(root, each.registered, each.value, each.language)
    if extent:
        _add(root, ("format", "extent"), f"{extent} pages", "en")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(root: etree._Element, registered: tuple[str, str], value: str, language: str) -> None:
    element, qualifier = registered
    child = etree.SubElement(root, "dcvalue", element=element, qualifier=qualifier or "none")
    if language:
        child.set("language", language)
    child.text = value


def contents(deposit: Deposit) -> bytes:
    """The bitstreams of a document; the source is the primary one, the TEI where the source does not go along."""
    primary = Kind.SOURCE if deposit.has_source else Kind.TEI
    lines = (
        f"{part.path}\tbundle:ORIGINAL\tdescription:{part.kind.value}"
        + ("\tprimary:true" if part.kind is primary else "")
        for part in deposit.parts
    )
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def is_one(folder: Path) -> bool:
    """True for an archive, be it a damaged one."""
    return (folder / LISTS[0].path).exists() or bool(_items(folder))


def check(folder: Path) -> Iterator[str]:
    """What is wrong with an archive, by its checksum list and by what every item must have."""
    required = [f"{item}/{name}" for item in _items(folder) for name in (_RECORD, _CONTENTS)]
    yield from fixity.faults(folder, LISTS, required=required)


def _items(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and _ITEM.fullmatch(path.name))
