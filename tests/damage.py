"""Texts as extraction leaves them: the paragraphs of a clean sample with accidents put in at random."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.conftest import SAMPLES

PARAGRAPHS = [line for line in (SAMPLES / "clean.txt").read_text(encoding="utf-8").splitlines() if len(line) > 80]


def _stretched(text: str, at: int) -> str:
    return text[:at] + "ـ" + text[at:]


def _invisible(text: str, at: int) -> str:
    return text[:at] + "\u200f" + text[at:]


def _cut(text: str, at: int) -> str:
    return text[:at] + "\n\n" + text[at:]


def _persian(text: str, at: int) -> str:
    return text[:at] + text[at:].replace("ي", "ی", 1)


def _shaped(text: str, at: int) -> str:
    return text[:at] + text[at:].replace("لا", "ﻻ", 1)


def _called(text: str, at: int) -> str:
    end = text.find(" ", at)
    return text if end < 0 else f"{text[:end]}(1){text[end:]}"


def _torn_mark(text: str, at: int) -> str:
    end = text.find("اً", at)
    return text if end < 0 else f"{text[: end + 1]} {text[end + 1 :]}"


def _turned(text: str, at: int) -> str:
    end = text.find(" ", at)
    return text if end < 0 else f"{text[:end]} )1922-1918( {text[end + 1 :]}"


def _mixed(text: str, at: int) -> str:
    return text[:at] + text[at:].replace("ن", "н", 1)


def _emphasised(text: str, at: int) -> str:
    end = text.find(" ", at)
    return text if end < 0 else f"{text[:end]} *Foreign Policy* {text[end + 1 :]}"


def _misread(text: str, at: int) -> str:
    return text[:at] + text[at : at + 12].encode().decode("cp1252", "replace") + text[at + 12 :]


def _captioned(text: str, at: int) -> str:
    return f"{text[:at]}\n\nسامي الدبّاس\n\n{text[at:]}"


def _nothing_left(text: str, at: int) -> str:
    return f"{text[:at]}\n\u200f\n{text[at:]}"


ACCIDENTS = (
    _stretched, _invisible, _cut, _persian, _shaped, _called, _torn_mark, _turned, _mixed, _emphasised, _misread, _captioned,
    _nothing_left,
)  # fmt: skip


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """A few paragraphs of Arabic with accidents, pages and a note."""
    paragraphs = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4))
    for index, _ in enumerate(paragraphs):
        for accident in draw(st.lists(st.sampled_from(ACCIDENTS), max_size=4)):
            paragraphs[index] = accident(paragraphs[index], draw(st.integers(0, len(paragraphs[index]))))
    body = draw(st.sampled_from(("\n\n", "\n\n\n\n", "\n\f"))).join(paragraphs)
    note = draw(
        st.sampled_from(
            (
                "",
                "\n\n(1) المرجع نفسه، ص 12.\n",
                "\n\n¹ انظر: <https://example.org/a-\nb>\n",
                "\n\nالهوامش\n\n(1) المرجع نفسه، ص 12.\n(2) كتاب الرحلة، ص 9.\n",
                "\n\n(أ) المرجع نفسه.\n(*) كتاب الرحلة، ص 9.\n",
            )
        )
    )
    return body + note
