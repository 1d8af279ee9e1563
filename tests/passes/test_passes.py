"""Each pass by itself: what it must change, and what looks alike and must stay."""

from __future__ import annotations

import pytest

from digitize import clean_text
from digitize.passes import PASSES

LONG = "وقد نشرت المنظمة تقريرها الأخير عن أوضاع الصحافة في المنطقة على موقعها الرسمي في شبكة الإنترنت"

# (pass, text as extraction left it, the text as it was printed)
CHANGES = [
    ("presentation-forms", "ﻫﺬﻩ ﺍﻟﻮﺭﻗﺔ قصيرة.", "هذه الورقة قصيرة."),
    ("invisible", "وقال \u200fالوزير\u200f إن الأمر\u200b انتهى.", "وقال الوزير إن الأمر انتهى."),
    ("persian-letters", "التجاریة في العالم، وغیر ذلك کثير.", "التجارية في العالم، وغير ذلك كثير."),
    ("stretching", "منظمـــة دولـــية كبيرة.", "منظمة دولية كبيرة."),
    ("stretching", "موقع عرب 48،ـ 2018/10/24، انظر", "موقع عرب 48، 2018/10/24، انظر"),
    ("homoglyphs", "منظمة أمнести Amnesty الدولية.", "منظمة أمنستي Amnesty الدولية."),
    ("homoglyphs", "ويقول الباحث عدنان Аdnan Khatib ذلك.", "ويقول الباحث عدنان Adnan Khatib ذلك."),
    (
        "broken-urls",
        f"{LONG}.\n\n{LONG} <https://example.org/a-\n\nlong/path> {LONG}.",
        f"{LONG}.\n\n{LONG} <https://example.org/a-long/path> {LONG}.",
    ),
    ("broken-urls", "انظر: <//:https example.org/path> في الموقع.", "انظر: <https://example.org/path> في الموقع."),
]

# (pass, text it must leave alone, and why)
UNTOUCHED = [
    (
        "presentation-forms",
        "كتبو\N{ARABIC SYMBOL THREE DOTS ABOVE}باً في الدرس.",
        "a teaching sign is no shape of a letter",
    ),
    ("presentation-forms", "﴿قل هو الله أحد﴾ من القرآن الكريم.", "ornate brackets are no letter shapes"),
    ("invisible", "می\u200cخواهم کتاب‌ها را بخوانم.", "the joiner is spelling in Persian"),
    ("persian-letters", "ویژگی‌های زبان فارسی چنین است و گفته‌اند.", "a Persian sentence keeps its letters"),
    ("stretching", "قال:ـ نعم، تركيا ـ إسرائيل، سنة 1443هـ.", "a dash, a colon with a dash, an abbreviation"),
    ("stretching", "العبارة (ـهـ) رمز للتاريخ الهجري.", "a letter shown in its joined shape"),
    ("homoglyphs", "وردت كلمة Амнистия بالروسية في النص.", "a word wholly of one script"),
    ("homoglyphs", "شركة وBlue Anchor من الشركات.", "an Arabic particle joined to a Latin name"),
    ("broken-urls", "انظر: <https://example.org/a-b/c> في الموقع.", "a whole URL"),
    ("reversed-numbers", "خلال الفترة 1995-2015 نمت التجارة.", "a range that ascends"),
    ("emphasis", "حاصل ضرب 3*4*5 معروف للجميع.", "stars that multiply"),
    ("punctuation", "قال (وهو محق) إن الأمر كذلك.", "brackets the right way round"),
]


@pytest.mark.parametrize(("name", "damaged", "sound"), CHANGES)
def test_undoes_the_accident(name, damaged, sound):
    cleaned = clean_text(damaged)
    assert cleaned.text == sound
    assert {edit.by.partition("@")[0] for edit in cleaned.ledger} >= {name}


@pytest.mark.parametrize(("name", "text", "why"), UNTOUCHED)
def test_leaves_alone_what_only_looks_alike(name, text, why):
    cleaned = clean_text(text)
    assert cleaned.text == text, why
    assert name not in {edit.by.partition("@")[0] for edit in cleaned.ledger}


def test_the_order_names_every_pass_once_and_says_what_it_does():
    names = [one.name for one in PASSES]
    assert len(set(names)) == len(names)
    assert all(type(one).__doc__ for one in PASSES)


def test_a_cyrillic_tail_becomes_the_letters_of_the_latin_name_and_keeps_what_was_read():
    ledger = clean_text("منظمة أمнести Amnesty الدولية.").ledger
    edit = next(each for each in ledger if each.by.startswith("homoglyphs"))
    (change,) = edit.changes
    assert [piece.orig for piece in change.after] == ["أمнести"]
    assert 0 < edit.confidence <= 1
    assert edit.reason
