"""Where is the file that a document was made from? Its SHA-256, which the TEI header states, is the only proof.

A name alone proves nothing, and a file under another name with the right hash is the one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from digitize.errors import UnreadableInput
from digitize.manifest import NAME, read_manifest
from digitize.worker import sha256_of


class Sources:
    """The files among which sources are looked for; remembers their hashes, for a run over many documents.

    `place` is the file or folder that the user named; None looks beside each result.
    """

    def __init__(self, place: Path | None) -> None:
        if place is not None and not place.exists():
            raise UnreadableInput("is not there", where=str(place), remedy="name the source, or a folder that holds it")
        self.place = place
        self._files = tuple(_files_below(place)) if place is not None else ()
        self._named: dict[str, list[Path]] = {}
        for path in self._files:
            self._named.setdefault(unicodedata.normalize("NFC", path.name), []).append(path)
        self._hashes: dict[Path, str] = {}

    def find(self, result: Path, name: str, sha256: str) -> Path:
        """The file with this hash; raises UnreadableInput where there is none. `name` is what it was called."""
        for path in self._candidates(result, name):
            if path not in self._hashes:
                self._hashes[path] = sha256_of(path)
            if self._hashes[path] == sha256:
                return path
        if self.place is not None and self.place.is_file():
            raise UnreadableInput(
                f"is not what {result.name} was made from: its SHA-256 is another",
                where=str(self.place),
                remedy=f"name the file whose SHA-256 begins with {sha256[:12]}",
            )
        place = f"in {self.place}" if self.place is not None else "beside it nor where manifest.jsonl says"
        raise UnreadableInput(
            f"its source “{name}”, SHA-256 {sha256[:12]}…, is not {place}",
            where=str(result),
            remedy="name it, or a folder that holds it, with --source, or package --without-source",
        )

    def _candidates(self, result: Path, name: str) -> Iterator[Path]:
        """Files to look at, those of the right name first: for a large folder, the others are rarely read."""
        if self.place is None:
            forms = (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
            yield from (path for form in forms if _is_file(path := result.parent / Path(form).name))
            yield from _from_manifest(result)
            return
        yield from self._named.get(unicodedata.normalize("NFC", name), ())
        yield from self._files


def _files_below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    yield from (path for path in sorted(place.rglob("*")) if path.is_file())


def _from_manifest(result: Path) -> Iterator[Path]:
    """The source that the manifest of the output folder tells of; the folder is the result's or one above it."""
    for folder in result.absolute().parents:
        if (folder / NAME).is_file():
            output = result.absolute().relative_to(folder).as_posix()
            entries = read_manifest(folder / NAME)
            named = (entry.get("source") for entry in entries if entry["output"] == output)
            yield from (Path(name) for name in named if isinstance(name, str) and _is_file(Path(name)))
            return


def _is_file(path: Path) -> bool:
    """True for a file; a name that no file can have, which a ledger of strangers may hold, is none."""
    try:
        return path.is_file()
    except OSError:
        return False
