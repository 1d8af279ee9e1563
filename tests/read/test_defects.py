"""What goes wrong in real files, each accident made anew in a small PDF; beside it, what must be left alone."""

from __future__ import annotations

import pymupdf
import pytest

from digitize.model import Route
from digitize.pipeline import convert_source
from digitize.read import known
from digitize.read.faces import Face
from digitize.read.pdf import read_pdf
from tests.pdfs import Page, font_program

PROSE = (
    "قال الباحث إن الميناء الجديد في المدينة يحتاج إلى طريق من الساحل وإلى سكة حديد من الداخل وإن الدولة لم تنفق على "
    "ذلك ما يكفي منذ سنوات طويلة وقد رأى أن التجارة بين البلدين لن تعود إلى ما كانت عليه قبل الحرب"
)


def texts(page: Page) -> list[str]:
    return [line.text for line in read_pdf(page.pdf(), "a.pdf").pages[0].lines]


def shown(text: str) -> str:
    """Arabic alone as the page shows it."""
    return text[::-1]


# -- 1: ligatures spelt backwards


def test_a_ligature_named_backwards_reads_forward():
    assert texts(Page(names={"ﻻ": "ال", "ﰲ": "يف"}).line(["م", "ﻻ", "س", " ", "ﰲ"])) == ["في سلام"]


def test_a_ligature_named_forward_stays():
    assert texts(Page(names={"ﻻ": "لا", "ﰲ": "في"}).line(["م", "ﻻ", "س", " ", "ﰲ"])) == ["في سلام"]


def test_allah_is_no_ligature_spelt_backwards():
    assert texts(Page(names={"ﷲ": "الله", "ﻻ": "لا"}).line(["ﷲ", " ", "م", "ﻻ", "س"])) == ["سلام الله"]


# -- 2: digits


@pytest.mark.parametrize("number", ["٦٧٠", "٢٠٢٥", "2025", "۱۳۹۹"])
def test_digits_run_from_left_to_right(number):
    assert texts(Page().line(f"{number} {shown('سنة')}")) == [f"سنة {number}"]


# -- 3: presentation forms


def test_presentation_forms_read_as_letters():
    assert texts(Page().line("ﺔﻟﺎﺳﺭ")) == ["رسالة"]


# -- 4: printed twice


def test_a_word_printed_twice_in_one_place_is_read_once():
    page = Page().line(shown("عنوان")).line(shown("عنوان"), x=100.4)
    source = read_pdf(page.pdf(), "a.pdf")
    assert [line.text for line in source.pages[0].lines] == ["عنوان"]
    assert [len(dropped.text) for dropped in source.pages[0].dropped] == [5]


def test_a_letter_written_twice_is_read_twice():
    assert texts(Page().line(shown("اللبن والتتابع"))) == ["اللبن والتتابع"]


# -- 5: calls torn apart


def test_a_call_in_brackets_stays_whole_and_in_its_place():
    assert texts(Page().line(".(1)" + shown("حلال"))) == ["حلال(1)."]


# -- 6: every line has its own order


def test_a_date_in_pieces_and_a_line_of_latin_read_each_in_its_order():
    page = Page().line("1440/11/27 " + shown("بتاريخ")).line("Blue Anchor Shipping, 2021", y=130)
    assert texts(page) == ["بتاريخ 1440/11/27", "Blue Anchor Shipping, 2021"]


# -- 7: maps that lie


def lying(letters: str) -> dict[str, str]:
    """Every letter named after the next one."""
    turned = sorted(set(letters) - {" "})
    return dict(zip(turned, turned[7:] + turned[:7], strict=True))


def prose(**options) -> Page:
    page = Page(**options)
    words = PROSE.split()
    for number in range(0, len(words), 6):
        page.line(shown(" ".join(words[number : number + 6])), x=60, y=80 + 5 * number, size=14)
    return page


def test_a_lying_map_gives_way_to_the_font_s_own():
    page = prose(names=lying(PROSE), cmap={ord(letter): letter for letter in set(PROSE)})
    source = read_pdf(page.pdf(), "a.pdf")
    assert " ".join(line.text for line in source.pages[0].lines) == PROSE
    assert source.pages[0].route is Route.REBUILT


def test_a_lying_map_that_nothing_corrects_sends_the_page_to_ocr():
    source = read_pdf(prose(names=lying(PROSE)).pdf(), "a.pdf")
    assert source.pages[0].route is Route.NEEDS_OCR
    assert "make no language" in source.pages[0].reason


def test_a_true_map_is_trusted():
    source = read_pdf(prose().pdf(), "a.pdf")
    assert source.pages[0].route is Route.TRUST
    assert " ".join(line.text for line in source.pages[0].lines) == PROSE


# -- 8 and 9: words cut, and spaces lost


def test_a_narrow_gap_inside_a_word_is_no_space():
    page = Page().line(shown("الأرا")[::1], x=131.5).line(shown("ضي"), x=110).line(" " + shown("في"), x=184)
    assert texts(page) == ["في الأراضي"]


def test_gaps_are_spaces_where_the_page_draws_none():
    assert texts(Page().line(shown("مثال لاستخدام هذه"), gaps=0.3)) == ["مثال لاستخدام هذه"]


# -- 10: signs out of place


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("(" + "أ" + ")", "(أ)"),
        (".39 " + shown("رقم"), "رقم 39."),
        (".(Amnesty International) " + shown("منظمة"), "منظمة (Amnesty International)."),
        ("«" + shown("نعم") + "»" + " " + shown("قال"), "قال «نعم»"),
    ],
)
def test_signs_stand_where_they_are_read(visual, text):
    page = Page().line(visual).line(shown("سطر طويل من العربية في صفحة عربية"), y=130)
    assert texts(page)[0] == text


# -- 11: marks and words out of order


def test_tanween_drawn_first_stands_on_its_letter():
    page = Page().line(shown("قادرا"))
    page.letters.append("ً")
    page.program.insert(0, page.program.pop(0))
    page.glyph(page.letters.index("ً") + 1, 104, 100, 20)
    assert texts(page) == ["قادراً"]


def test_words_drawn_in_any_order_read_in_their_places():
    page = Page()
    for word, x in (("الرحيم", 100), ("بسم", 330), ("الرحمن", 175), ("الله", 260)):
        page.line(shown(word), x=x)
    assert texts(page) == ["بسم الله الرحمن الرحيم"]


# -- 12: stretching


def test_a_filler_named_after_another_letter_is_stretching():
    page = Page(names={"ـ": "ѧ"})
    for number, word in enumerate(("محـمد", "كـتاب", "علـم")):
        page.line(shown(word), y=100 + 30 * number)
    assert texts(page) == ["محـمد", "كـتاب", "علـم"]


def test_a_bullet_of_private_use_does_not_send_a_page_to_ocr():
    source = read_pdf(prose().line(shown("بند") + " \uf0b7", y=700).pdf(), "a.pdf")
    assert source.pages[0].route is Route.TRUST


# -- 13: fonts that name nothing


def test_glyphs_without_a_name_are_gaps_and_the_page_goes_to_ocr():
    source = read_pdf(prose(mapped=False).pdf(), "a.pdf")
    assert source.pages[0].route is Route.NEEDS_OCR
    assert set("".join(line.text for line in source.pages[0].lines)) <= {"\N{REPLACEMENT CHARACTER}", " "}
    tei = convert_source(source).tei
    assert b"<gap" in tei
    assert "\N{REPLACEMENT CHARACTER}".encode() not in tei


def test_glyphs_without_a_name_are_told_by_known_outlines(monkeypatch, tmp_path):
    page = prose(mapped=False)
    cmap = {ord(letter): letter for letter in page.letters}
    table = tmp_path / "known.bin"
    table.write_bytes(known.pack([Face(font_program(page.letters, cmap=cmap))]))
    monkeypatch.setattr(known, "TABLE", table)
    known._table.cache_clear()
    source = read_pdf(page.pdf(), "a.pdf")
    known._table.cache_clear()
    assert " ".join(line.text for line in source.pages[0].lines) == PROSE
    assert source.pages[0].route is Route.REBUILT
    assert "outlines" in source.pages[0].reason


def test_letters_of_other_scripts_are_left_alone():
    assert texts(Page().line("ʿAbd al-Ǧabbār")) == ["ʿAbd al-Ǧabbār"]
    assert texts(Page().line("Հայաստան")) == ["Հայաստան"]


# -- 14: ActualText


def test_text_that_only_actual_text_holds_is_read():
    page = Page(names={"ﷺ": ""})
    page.letters.append("ﷺ")
    hidden = "حديث".encode("utf-16-be").hex()
    page.raw(f"/Span<</ActualText<FEFF{hidden}>>>BDC")
    page.glyph(2, 100, 100, 20)
    page.raw("EMC")
    assert texts(page.line(shown("هذا"), x=140)) == ["هذا حديث"]


# -- 15: pictures that are bombs


def test_a_huge_picture_is_a_place_and_nothing_more():
    document = pymupdf.open(stream=Page().line(shown("نص تحت الصورة"), y=600).pdf(), filetype="pdf")
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 8000, 8000), False)
    picture.clear_with(255)
    document[0].insert_image(pymupdf.Rect(100, 100, 400, 400), pixmap=picture)
    source = read_pdf(document.tobytes(deflate=True), "a.pdf")
    assert [line.text for line in source.pages[0].lines] == ["نص تحت الصورة"]
    assert [round(each.box.width) for each in source.pages[0].pictures] == [300]


# -- 16: damaged pages


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read():
    document = pymupdf.open(stream=Page().line(shown("صفحة")).pdf(), filetype="pdf")
    document.new_page()
    document.xref_set_key(document[1].xref, "Contents", "999 0 R")
    document.xref_set_key(document[1].xref, "MediaBox", "[0 0 0]")
    source = read_pdf(document.tobytes(), "a.pdf")
    assert [line.text for line in source.pages[0].lines] == ["صفحة"]
    assert len(source.pages) == 2
