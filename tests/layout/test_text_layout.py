"""What the lines of a plain text are taken for."""

from __future__ import annotations

BODY = "شهدت سنة 2021 سلسلة حوارات ولقاءات بين أطراف متخاصمة ومتواجهة في المنطقة، مدفوعة بعدة أسباب مختلفة."
COVER = "دور المرافئ في التجارة\n\n\n\nد. نديم الصبّاغ\n\nآذار/ مارس 2022\n\nمركز الجسر للدراسات - عمّان\n"
CONTENTS = "فهرس المحتويات\n\n3\tمقدمة\n4\tأولاً: خريطة المرافئ\n5\tخاتمة\n"


def _report(*pages: str) -> str:
    return "\f".join(pages)


def test_finds_title_author_date_and_publisher_on_a_title_page(laid_out):
    document = laid_out(
        _report(COVER, CONTENTS, f"مقدمة:\n\n{BODY}\n", f"أولاً: خريطة المرافئ\n\n{BODY}\n", f"خاتمة\n\n{BODY}")
    )
    front = {block.label.role.value: block.text for block in document.blocks if block.page == 1}
    assert front == {
        "title": "دور المرافئ في التجارة",
        "byline": "د. نديم الصبّاغ",
        "date": "آذار/ مارس 2022",
        "publisher": "مركز الجسر للدراسات - عمّان",
    }


def test_reckons_printed_page_numbers_from_the_contents(laid_out):
    document = laid_out(
        _report(COVER, CONTENTS, f"مقدمة:\n\n{BODY}\n", f"أولاً: خريطة المرافئ\n\n{BODY}\n", f"خاتمة\n\n{BODY}")
    )
    assert document.page_labels == ("1", "2", "3", "4", "5")


def test_headings_are_what_the_contents_names(roles):
    found = roles(
        _report(COVER, CONTENTS, f"مقدمة:\n\n{BODY}\n", f"أولاً: خريطة المرافئ\n\n{BODY}\n", f"خاتمة\n\n{BODY}")
    )
    assert [text for role, text in found if role == "heading"] == ["مقدمة:", "أولاً: خريطة المرافئ", "خاتمة"]


def test_a_sentence_that_ends_with_a_colon_is_no_heading(roles):
    found = roles(
        f"{BODY}\n\nويمكن القول إن لهذه المسألة جوانب كثيرة لا بد من الوقوف عندها، ومن أهم هذه الجوانب ما يلي:\n\n{BODY}\n"
    )
    assert "heading" not in [role for role, _ in found]


def test_notes_are_what_opens_with_running_numbers_at_the_foot(laid_out):
    document = laid_out(f"{BODY}¹ {BODY}²\n\n¹ حاشية أولى.\n² حاشية ثانية.\n")
    notes = [(block.text, block.reading_text) for block in document.blocks if block.label.role.value == "note"]
    assert notes == [("¹ حاشية أولى.", "حاشية أولى."), ("² حاشية ثانية.", "حاشية ثانية.")]


def test_a_numbered_list_is_no_row_of_notes(roles):
    found = roles(f"{BODY}\n\n1. البند الأول من البنود.\n2. البند الثاني من البنود.\n\n{BODY}\n")
    assert [role for role, _ in found] == ["body", "list", "list", "body"]


def test_bullets_make_a_list_and_are_not_its_text(roles):
    found = roles(f"{BODY}\n\n◀ البند الأول من البنود.\n◀ البند الثاني من البنود.\n\n{BODY}\n")
    assert found[1:3] == [("list", "البند الأول من البنود."), ("list", "البند الثاني من البنود.")]


def test_words_at_the_head_of_every_page_are_a_running_head(roles):
    words = ("الموانئ", "القطارات", "الجسور", "الطرق")
    pages = (f"مركز الجسر للدراسات\n\n{word} {BODY}\n\n{number}\n" for number, word in enumerate(words, 1))
    found = roles(_report(*pages))
    assert [role for role, _ in found].count("header") == 4
    assert [role for role, _ in found].count("page-number") == 4


def test_the_same_paragraph_twice_is_no_running_head(roles):
    found = roles(_report(f"{BODY}\n", f"فقرة أخرى. {BODY}\n", f"{BODY}\n"))
    assert {role for role, _ in found} == {"body"}


def test_a_short_line_that_the_text_names_is_a_caption(roles):
    found = roles(f"ويرى الخبير المالي\n\nسامي الدبّاس\n\nسامي الدبّاس Sami Dabbas أنّ هذه التقديرات متفائلة.\n\n{BODY}\n")
    assert ("caption", "سامي الدبّاس") in found


def test_the_short_last_line_of_a_page_is_no_caption(roles):
    found = roles(_report(f"{BODY}\n\nوهكذا كان الأمر في\n", f"تلك السنة كلها. {BODY}\n"))
    assert "caption" not in [role for role, _ in found]


def test_tabs_in_neighbouring_lines_make_a_table(laid_out):
    document = laid_out(f"{BODY}\n\nالجدول 1: الإنتاج\nالسنة\tالكمية\n2020\t11.4\n2021\t12.1\n\n{BODY}\n")
    cells = {block.label.cell: block.text for block in document.blocks if block.label.role.value == "table"}
    assert cells == {
        (0, 0): "السنة", (0, 1): "الكمية", (1, 0): "2020", (1, 1): "11.4", (2, 0): "2021", (2, 1): "12.1",
    }  # fmt: skip
    assert [block.text for block in document.blocks if block.label.role.value == "caption"] == ["الجدول 1: الإنتاج"]


def test_a_paragraph_of_its_own_behind_a_colon_is_a_quotation(roles):
    found = roles(f"وقال الوزير في هذا الشأن ما نصه:\n\n{BODY}\n\nوأضاف أن الأمر كذلك منذ سنوات طويلة جداً لا تحصى.\n")
    assert ("quote", BODY) in found
