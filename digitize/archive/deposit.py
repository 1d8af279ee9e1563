"""What goes into a package: a result with everything that belongs to it, found, proved to be that, and named.

A deposit is one document: its source, its TEI, its ledger, the pictures that the TEI shows. Nothing else of the folder
goes along. Every receiver packs the same deposit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from digitize.archive.conversion import Conversion, conversion_of
from digitize.archive.links import pictures, relinked
from digitize.archive.names import in_words, is_safe, slug, suffix_of
from digitize.archive.sources import Sources
from digitize.errors import InvalidTei, UnreadableInput
from digitize.tei import validate
from digitize.tei.catalogue import Catalogue, catalogue
from digitize.worker import IMAGES, LEDGER, XML, ledger_path, sha256_of


class Kind(StrEnum):
    """What a file of a deposit is; the value says it to a person."""

    SOURCE = "Source document, as received"
    TEI = "TEI XML encoding of the source"
    LEDGER = "Ledger: every change that the conversion made, with its reason and inverse (JSON Lines)"
    PICTURE = "Picture that the TEI shows"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a deposit: its path in the package, what it is, the name it had, where its bytes are, or they themselves."""

    path: str
    kind: Kind
    original: str
    media_type: str
    content: bytes | Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """One document with its files; `slug` is its name in packages."""

    slug: str
    catalogue: Catalogue
    conversion: Conversion
    parts: tuple[Part, ...]

    @property
    def tei(self) -> Part:
        """The TEI among the parts."""
        return next(part for part in self.parts if part.kind is Kind.TEI)

    @property
    def has_source(self) -> bool:
        """True where the file that was converted goes along."""
        return any(part.kind is Kind.SOURCE for part in self.parts)

    @property
    def provenance(self) -> str:
        """Where the document comes from, in a sentence, with the names that its files had."""
        source = f"“{in_words(self.conversion.source)}” (SHA-256 {self.catalogue.sha256})"
        along = "" if self.has_source else ", which is not in this package"
        return (
            f"TEI encoding “{in_words(self.tei.original)}” of {source}{along}, converted by {self.conversion.program}; "
            "every change is in the ledger"
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """A result before it is packed: what its slug and its place in the order are made from."""

    path: Path
    slug: str
    digest: str


def identify(result: Path) -> Identity:
    """What a result calls itself; raises UnreadableInput where it cannot be read as XML."""
    data = _read(result)
    return Identity(
        result, slug(_stem(result), catalogue(_root(result, data)).sha256), hashlib.sha256(data).hexdigest()
    )


def gather(result: Path, name: str, sources: Sources | None) -> Deposit:
    """A result with all that belongs to it, under the name `name`; without its source where `sources` is None.

    Raises InvalidTei with the first violation, UnreadableInput where the ledger, a picture or the source is missing or
    is that of another document.
    """
    data = _read(result)
    violations = validate(data)
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise InvalidTei(
            f"is not valid and is not packed{more}: {violations[0]}",
            where=str(result),
            remedy="see `digitize validate`, or convert the document again",
        )
    root = _root(result, data)
    facts = catalogue(root)
    conversion = conversion_of(result, root, facts)
    parts: list[Part] = []
    if sources is not None:
        parts.append(
            _source_part(sources.find(result, conversion.source, facts.sha256), conversion, name, facts.sha256)
        )
    parts += _written_parts(result, root, data, name)
    return Deposit(name, facts, conversion, tuple(parts))


def _source_part(path: Path, conversion: Conversion, name: str, sha256: str) -> Part:
    media_type, usual = ("application/pdf", ".pdf") if conversion.reader == "pdf" else ("text/plain", ".txt")
    ending = suffix_of(conversion.source, usual)
    if ending == XML:
        ending = f"-source{ending}"  # a text called NAME.xml must not meet the TEI
    return Part(f"{name}{ending}", Kind.SOURCE, conversion.source, media_type, path, sha256, path.stat().st_size)


def _written_parts(result: Path, root: etree._Element, data: bytes, name: str) -> Iterator[Part]:
    """The TEI, with links to the pictures as they are called in the package, the ledger and the pictures."""
    shown = pictures(root, f"{_stem(result)}{IMAGES}", str(result))
    links: dict[str, str] = {}
    images: list[Part] = []
    for number, (url, path) in enumerate(shown.items(), 1):
        original = path.rpartition("/")[2]
        place = f"{name}{IMAGES}/{original if is_safe(original) else f'picture-{number}.png'}"
        links[url] = url if place == path else quote(place)
        images.append(_picture(result, path, place))
    written = relinked(data, links, str(result))
    digest = hashlib.sha256(written).hexdigest()
    content = result if written == data else written
    yield Part(f"{name}{XML}", Kind.TEI, result.name, "application/tei+xml", content, digest, len(written))
    ledger = ledger_path(result)
    size = ledger.stat().st_size
    yield Part(f"{name}{LEDGER}", Kind.LEDGER, ledger.name, "application/x-ndjson", ledger, sha256_of(ledger), size)
    yield from images


def _picture(result: Path, path: str, place: str) -> Part:
    file = result.parent / path
    digest = sha256_of(file) if file.is_file() else ""
    if not digest:
        raise UnreadableInput(
            f"shows a picture {path}, which is not there", where=str(result), remedy="convert the document again"
        )
    return Part(place, Kind.PICTURE, path, "image/png", file, digest, file.stat().st_size)


def _stem(result: Path) -> str:
    return result.name.removesuffix(XML)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror}", where=str(path), remedy="name a converted document"
        ) from None


def _root(result: Path, data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise InvalidTei(
            f"is not well-formed XML: {' '.join(error.msg.split())}",
            where=str(result),
            remedy="convert the document again",
        ) from None
