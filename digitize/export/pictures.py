"""The pictures beside a TEI file: read by their URLs, from its folder and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

# How files begin, and what they then are. SVG is not among them: it is a document that can do things.
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_LARGEST = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes and what they are."""

    data: bytes
    media_type: str

    @property
    def suffix(self) -> str:
        """The ending of a file with it."""
        return {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}[self.media_type]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that may be read: those in `folder` and below it."""

    folder: Path

    def read(self, url: str) -> Picture | None:
        """The picture of a relative URL; None for one that leaves the folder, is not there, or is no PNG, JPEG or GIF."""
        name = unquote(url)
        if not name or ":" in name or "\\" in name or "\0" in name or name.startswith("/"):
            return None
        try:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder.resolve()) or not path.is_file() or path.stat().st_size > _LARGEST:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        kind = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
        return None if kind is None else Picture(data, kind)
