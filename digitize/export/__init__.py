"""TEI to what other programs read: one file for each format, every one made from the TEI and the pictures beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from digitize.errors import UnreadableInput
from digitize.export import diplomatic, document, epub, html, jsonl, markdown, txt
from digitize.export.pictures import Pictures
from digitize.export.reading import Reading

Write = Callable[[Reading, Pictures], dict[str, bytes]]

FORMATS: Mapping[str, Write] = {
    "txt": txt.write,
    "diplomatic": diplomatic.write,
    "html": html.write,
    "epub": epub.write,
    "markdown": markdown.write,
    "jsonl": jsonl.write,
}


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by their names, the document first; and the pictures that the TEI names and that were not read."""

    files: Mapping[str, bytes]
    missing: tuple[str, ...]


def export(path: Path, to: str, *, name: str = "") -> Export:
    """A TEI file in one of FORMATS; its files are named after `name`, else after the TEI file.

    Raises UnreadableInput where the file cannot be read or is no TEI.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror}", where=str(path), remedy="check the name and the permissions"
        ) from None
    reading = document.read(data, name or path.name.removesuffix(".xml"), where=str(path))
    pictures = Pictures(path.parent)
    urls = dict.fromkeys(each.url for figure in reading.figures() for each in figure.graphics)
    return Export(FORMATS[to](reading, pictures), tuple(url for url in urls if pictures.read(url) is None))
