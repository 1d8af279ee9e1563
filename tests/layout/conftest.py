"""Documents laid out from a few lines of text."""

from __future__ import annotations

import pytest

from digitize.layout import arrange, lines_of
from digitize.model import Document
from digitize.read.text import read_text


@pytest.fixture
def laid_out():
    """A function from text to the document that layout makes of it."""

    def make(text: str) -> Document:
        return arrange(lines_of(read_text(text.encode(), "sample.txt")))

    return make


@pytest.fixture
def roles(laid_out):
    """A function from text to (role, text) of every block."""

    def make(text: str) -> list[tuple[str, str]]:
        return [(block.label.role.value, block.reading_text) for block in laid_out(text).blocks]

    return make
