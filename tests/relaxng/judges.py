"""Other judges of RELAX NG: libxml2, and jing where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "tei"
TEI_ALL = SHARED / "tei_all-4.12.0.rng"

needs_jing = pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed (Debian package jing)")
needs_tei_all = pytest.mark.skipif(not TEI_ALL.exists(), reason="the official tei_all.rng is not beside the checkout")


def jing_refuses(schema: Path, documents: dict[str, bytes], folder: Path) -> set[str]:
    """The names of the documents that jing finds invalid; ids are not checked (-i), as no schema says that they differ."""
    for name, data in documents.items():
        (folder / name).write_bytes(data)
    command = ["jing", "-i", str(schema), *(str(folder / name) for name in documents)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return {Path(line.split(".xml:")[0] + ".xml").name for line in told.splitlines() if ".xml:" in line}


def written(root: etree._Element) -> bytes:
    """A document as a file."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
