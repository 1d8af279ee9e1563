"""The few words that an export adds in a document's own language: Arabic, else English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of an export say for themselves."""

    contents: str
    notes: str
    pages: str
    page: str
    back: str
    picture: str
    table: str
    printed: str
    doubtful: str
    unread: str
    missing: str
    uncalled: str
    landmarks: str
    text: str


ARABIC = Words(
    contents="المحتويات",
    notes="الحواشي",
    pages="صفحات الأصل",
    page="صفحة",
    back="عودة إلى المتن",
    picture="صورة",
    table="جدول",
    printed="في الأصل",
    doubtful="قراءة غير مؤكدة",
    unread="حرف لم تمكن قراءته",
    missing="حاشية لا نص لها في الأصل",
    uncalled="حاشية لم يُعرف موضعها في المتن",
    landmarks="معالم",
    text="المتن",
)
ENGLISH = Words(
    contents="Contents",
    notes="Notes",
    pages="Pages of the source",
    page="Page",
    back="Back to the text",
    picture="Picture",
    table="Table",
    printed="In the source",
    doubtful="Doubtful reading",
    unread="A character that could not be read",
    missing="The source has no text for this note",
    uncalled="The place of this note in the text is not known",
    landmarks="Landmarks",
    text="Text",
)


def words_for(lang: str) -> Words:
    """The words for a document of this language."""
    return ARABIC if lang.split("-", maxsplit=1)[0] == "ar" else ENGLISH
