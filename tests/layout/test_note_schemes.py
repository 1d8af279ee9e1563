"""Every scheme of notes met in print: the notes are found, and each stands at the word that calls it."""

from __future__ import annotations

import pytest

from digitize.model import Role
from digitize.passes.note_calls import NO_NOTE, sign_of
from digitize.pipeline import convert_source
from digitize.read.text import read_text

SENTENCES = (
    "شهدت سنة 2021 اضطراباً غير مسبوق في حركة الملاحة العالمية",
    "وتكدّست الحاويات على أرصفة الموانئ الكبرى أسابيع طويلة",
    "ووجدت الدول الصغيرة نفسها في ذيل قوائم الانتظار",
    "ولم يكن شرق المتوسط بعيداً عن هذه الأزمة في أيّ يوم",
    "وعاد الحديث عن المحطات الداخلية بوصفها حلّاً عملياً سريعاً",
    "وتُنقل إليها الحاويات لاستكمال الإجراءات بعيداً عن الساحل",
)
NOTES = (
    "هالة الأيوبي، حين توقّف العالم على الرصيف، بيروت، 2020، ص 12.",
    "عدنان الخطيب، تاريخ النقل في مدن الساحل، بيروت، 2014، ص 77.",
    "المرجع نفسه، ص 80.",
    "Idris Nolan, Dry Ports Revisited, London, 2016, p. 31.",
    "هيئة النقل الإقليمية، التقرير السنوي، 2021.",
    "ليلى منصور، كلفة الكيلومتر الأخير، 2019، ص 15.",
)
MORE = "ولا تقتصر المسألة على حجم التداول وحده، بل تتعدّاه إلى زمن المكوث في الميناء وإلى كلفة النقل كلها."
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ABJAD = "أبجدهو"

CONTINUOUS = [1, 2, 3, 4, 5, 6]
BY_PAGE = [1, 2, 1, 2, 1, 2]

SCHEMES = {
    "superscripts": (CONTINUOUS, lambda n: str(n).translate(HIGH), "{} "),
    "round brackets": (CONTINUOUS, lambda n: f"({n})", "{} "),
    "square brackets": (CONTINUOUS, lambda n: f"[{n}]", "{} "),
    "digits of full size": (CONTINUOUS, str, "{}. "),
    "Arabic-Indic digits": (CONTINUOUS, lambda n: f"({str(n).translate(INDIC)})", "{} "),
    "afresh on every page": (BY_PAGE, lambda n: str(n).translate(HIGH), "{} "),
    "afresh on every page, in brackets": (BY_PAGE, lambda n: f"({n})", "{} "),
    "afresh in the second chapter": ([1, 2, 3, 1, 2, 3], lambda n: f"({n})", "{} "),
    "stars": (BY_PAGE, lambda n: "*" * n, "{} "),
    "stars and daggers in brackets": (BY_PAGE, lambda n: f"({'*†'[n - 1]})", "{} "),
    "Arabic letters": (BY_PAGE, lambda n: f"({ABJAD[n - 1]})", "{} "),
    "Latin letters": (BY_PAGE, lambda n: f"({'ab'[n - 1]})", "{} "),
}  # fmt: skip


def _pages(signs, opening, *, stop="{}.{}"):
    """Three pages of two sentences with a call each, and their notes at the foot."""
    for page in range(3):
        numbers = (2 * page, 2 * page + 1)
        text = "\n\n".join(f"{stop.format(SENTENCES[n], signs[n])} {MORE}" for n in numbers)
        notes = "\n".join(opening.format(signs[n]) + NOTES[n] for n in numbers)
        yield f"{text}\n\n{notes}\n"


def _anchored(text):
    """For each note, by its text: the words before its call."""
    document = convert_source(read_text(text.encode(), "notes.txt")).document
    found = {}
    for block in document.blocks:
        before = ""
        for piece in block.pieces:
            if piece.mark is not None and piece.mark in document.by_id and piece.mark != block.id:
                found.setdefault(document.by_id[piece.mark].reading_text, []).append(before)
            elif piece.mark is None:
                before += piece.text
    return found


def _expected(stop="."):
    return {note: SENTENCES[number] + stop for number, note in enumerate(NOTES)}


def _ends_match(found, expected):
    assert set(found) == set(expected)
    for note, words in expected.items():
        assert [each.endswith(words) for each in found[note]] == [True], note


@pytest.mark.parametrize("name", SCHEMES)
def test_footnotes_of_every_scheme_stand_at_their_word(name):
    numbers, sign, opening = SCHEMES[name]
    signs = [sign(number) for number in numbers]
    _ends_match(_anchored("\f".join(_pages(signs, opening))), _expected())


@pytest.mark.parametrize("name", SCHEMES)
def test_calls_may_stand_before_the_full_stop(name):
    numbers, sign, opening = SCHEMES[name]
    signs = [sign(number) for number in numbers]
    text = "\f".join(_pages(signs, opening, stop="{}{}."))
    _ends_match(_anchored(text), _expected(stop=""))


@pytest.mark.parametrize("heading", ["الهوامش\n\n", "هوامش البحث:\n\n", ""])
@pytest.mark.parametrize("style", ["{} ", "{}- "])
def test_notes_at_the_end_of_the_document(heading, style):
    pages = [
        "\n\n".join(f"{SENTENCES[n]}.({n + 1}) {MORE}" for n in (2 * page, 2 * page + 1)) + "\n" for page in range(3)
    ]
    sign = "({})" if style == "{} " else "{}"
    notes = heading + "\n\n".join(style.format(sign.format(n + 1)) + note for n, note in enumerate(NOTES))
    _ends_match(_anchored("\f".join([*pages, notes + "\n"])), _expected())


def test_notes_at_the_end_of_every_chapter():
    chapters = []
    for chapter, word in ((0, "أولاً"), (1, "ثانياً")):
        own = range(3 * chapter, 3 * chapter + 3)
        text = "\n\n".join(f"{SENTENCES[n]}.({n % 3 + 1}) {MORE}" for n in own)
        notes = "\n\n".join(f"({n % 3 + 1}) {NOTES[n]}" for n in own)
        chapters.append(f"{word}: عنوان الفصل\n\n{text}\n\nالهوامش\n\n{notes}\n\n")
    _ends_match(_anchored("".join(chapters)), _expected())


def test_one_lost_call_does_not_shift_the_others():
    signs = [f"({n})" for n in CONTINUOUS]
    text = "\f".join(_pages(signs, "{} ")).replace("(3) ", "", 1)
    found = _anchored(text)
    expected = _expected()
    del expected[NOTES[2]]
    _ends_match(found, expected)
    problems = convert_source(read_text(text.encode(), "notes.txt")).problems
    assert "note-without-call" in {problem.kind for problem in problems}


def test_one_lost_note_is_reported_and_shifts_nothing():
    signs = [str(n).translate(HIGH) for n in CONTINUOUS]
    text = "\f".join(_pages(signs, "{} ")).replace(f"³ {NOTES[2]}\n", "", 1)
    found = _anchored(text)
    expected = _expected()
    del expected[NOTES[2]]
    _ends_match(found, expected)
    result = convert_source(read_text(text.encode(), "notes.txt"))
    assert NO_NOTE in {piece.mark for block in result.document.blocks for piece in block.pieces}
    assert {"call-without-note", "numbering"} <= {problem.kind for problem in result.problems}


def test_two_calls_may_share_a_note():
    signs = [str(n).translate(HIGH) for n in CONTINUOUS]
    text = "\f".join(_pages(signs, "{} ")).replace(MORE, MORE + "¹", 1)
    result = convert_source(read_text(text.encode(), "notes.txt"))
    assert [len(calls) for note, calls in _anchored(text).items() if note == NOTES[0]] == [2]
    assert result.tei.count(b'sameAs="#') == 1


@pytest.mark.parametrize(
    "host",
    ["◀ {}\n\n◀ البند الثاني من البنود كلها", "مقدمة عامة:{}", "وقال الوزير في ذلك:\n\n{}"],
    ids=["list", "heading", "quotation"],
)
def test_calls_in_lists_headings_and_quotations(host):
    call = "¹" if "مقدمة" in host else f"{SENTENCES[0]}، {SENTENCES[1]}.¹"
    text = f"{MORE}\n\n{host.format(call)}\n\n{MORE}²\n\n¹ {NOTES[0]}\n² {NOTES[1]}\n"
    assert set(_anchored(text)) == {NOTES[0], NOTES[1]}


def test_a_note_of_several_paragraphs_that_runs_over_the_page_is_one():
    first = f"{SENTENCES[0]}.¹ {MORE}\n\n¹ {NOTES[0]} وانظر أيضاً ما كتبه المؤلف نفسه في كتابه الآخر عن\n"
    second = f"{SENTENCES[1]}.² {MORE}\n\nالموانئ القديمة، ص 9.\n² {NOTES[1]}\n"
    notes = set(_anchored(f"{first}\f{second}"))
    assert len(notes) == 2
    assert any(note.startswith(NOTES[0]) and note.endswith("الموانئ القديمة، ص 9.") for note in notes)


LAW = (
    "المادة (1) من هذا القانون والمادة (2) منه تحدّدان الحقوق، وكذلك القانون رقم (3) لسنة 1990 وما تلاه.\n\n"
    "1. يحدّد الوزير الشروط كلها بقرار منه.\n\n2. ينشر هذا القرار في الجريدة الرسمية.\n\n3. يعمل به من تاريخ نشره.\n"
)
YEARS = "وفي سنة 1990 بلغ العدد 12 سفينة، وبلغت النسبة 7% في 1991.\n\nوكانت 3 منها جديدة، و5 قديمة.\n"


@pytest.mark.parametrize("text", [LAW, YEARS, LAW + "\f" + LAW])
def test_articles_years_and_quantities_are_no_notes_and_no_calls(text):
    document = convert_source(read_text(text.encode(), "law.txt")).document
    assert not list(document.with_role(Role.NOTE))
    assert not [piece for block in document.blocks for piece in block.pieces if piece.mark not in (None, block.id)]


def test_the_printed_numbering_is_kept_as_it_is():
    signs = [f"({n})" for n in (1, 2, 4, 4, 5, 6)]
    result = convert_source(read_text("\f".join(_pages(signs, "{} ")).encode(), "notes.txt"))
    assert [sign_of(note) for note in result.document.with_role(Role.NOTE)] == ["1", "2", "4", "4", "5", "6"]
    assert [problem.kind for problem in result.problems].count("numbering") == 2
