"""Names with their Latin twin, and Latin words that are no name or of another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.enrich.names import SURE, pairs
from digitize.enrich.sounds import likeness

PAIRS = [
    ("قال الرئيس الفرنسي شارل ديغول Charles de Gaulle إنّ", "شارل ديغول", "Charles de Gaulle", "person"),
    ("وصل هنري كيسنجر (Henry Kissinger) إلى", "هنري كيسنجر", "Henry Kissinger", "name"),
    ("وتقول الباحثة نوال الإدريسي Nawal El Idrissi إنّ", "نوال الإدريسي", "Nawal El Idrissi", "person"),
    ("نشرت مجلة دير شبيغل Der Spiegel تقريراً", "دير شبيغل", "Der Spiegel", "journal"),
    ("كشفت شركة سيمنز Siemens عن", "سيمنز", "Siemens", "org"),
    ("قرب مدينة ماربورغ Marburg الألمانية", "ماربورغ", "Marburg", "place"),
    ('على سفينة "لوسيتانيا" Lusitania البريطانية', "لوسيتانيا", "Lusitania", "vessel"),
    ("وأعلنت منظمة السلام الأخضر (غرينبيس) Greenpeace أنّ", "منظمة السلام الأخضر (غرينبيس)", "Greenpeace", "org"),
    ("برنامج يوتيوب YouTube للفيديو", "يوتيوب", "YouTube", "org"),
    ("الدكتور جينبينغ لي Jinping Li", "جينبينغ لي", "Jinping Li", "person"),
]
NONE = [
    ("a gloss", "التعرّف على الكلام speech recognition"),
    ("a translation", "البنك الدولي World Bank"),
    ("another name", "قال الوزير محمد حسن Angela Merkel"),
    ("a stop between", "عاد كيسنجر. Henry Kissinger"),
    ("a company without an Arabic form", "اشترت شركة Blue Anchor Shipping"),
    ("a part of what is quoted", 'كتاب "عالم هنري كيسنجر" Henry Kissinger'),
]
ALIKE = [
    ("أفيجدور ليبرمان", "Avigdor Lieberman"), ("رجب طيب أردوغان", "Recep Tayyip Erdoğan"), ("جورج", "George"),
    ("جيجون بيراموف", "Ceyhun Bayramov"), ("تشرشل", "Churchill"), ("غورباتشوف", "Gorbachev"), ("خامنئي", "Khamenei"),
    ("شوارزنيغر", "Schwarzenegger"), ("فرانسوا ميتران", "François Mitterrand"), ("عبد الرحمن", "Abd al-Rahman"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "arabic", "latin", "kind"), PAIRS)
def test_a_name_is_paired_with_its_twin(text, arabic, latin, kind):
    (pair,) = pairs(text)
    assert (text[slice(*pair.arabic)], text[slice(*pair.latin)], pair.kind) == (arabic, latin, kind)


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_what_does_not_sound_like_the_words_before_it_is_no_twin(text):
    assert list(pairs(text)) == []


@pytest.mark.parametrize(("arabic", "latin"), ALIKE)
def test_spellings_of_one_name_sound_alike(arabic, latin):
    assert likeness(arabic, latin) >= SURE


def test_names_of_different_people_do_not_sound_alike():
    for number, (arabic, _) in enumerate(ALIKE):
        assert all(likeness(arabic, latin) < SURE for other, (_, latin) in enumerate(ALIKE) if other != number)


@given(st.text(alphabet='ابتجدرسمن والي "()«»،.ABcdean\n', max_size=80))
def test_the_halves_of_a_pair_stand_apart_in_any_text(text):
    for pair in pairs(text):
        assert 0 <= pair.arabic[0] < pair.arabic[1] <= pair.latin[0] < pair.latin[1] <= len(text)
