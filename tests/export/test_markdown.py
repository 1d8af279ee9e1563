"""Markdown: readable as it is, and read by others as what it says."""

from __future__ import annotations

import pytest

from tests.export.conftest import png, tei
from tests.export.readers import MarkdownIt, footnote_plugin

needs_parser = pytest.mark.skipif(MarkdownIt is None, reason="markdown-it-py and mdit-py-plugins are not installed")


def _text(make, body):
    return make(tei(body), "markdown")["doc.md"].decode()


def _html(make, body):
    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).render(_text(make, body))


def test_a_document_reads_well_as_it_is(make, whole):
    text = make(whole, "markdown")["doc.md"].decode()
    assert text.startswith("# تقرير الماء\n\nسلمى ناصر[^1]\n\n## أولاً: المقدمة\n\nقال أمنستي في شباط 2022")
    assert "\n\n- بند أوّل\n- بند ثانٍ\n\n" in text
    assert "\n\n| السنة | الكمية |\n| --- | --- |\n| 2020 | 5&#124;6 |\n|  | 7 |\n\n" in text
    assert "\n\nصدر البيت\\\nعجز البيت\n\n> قولٌ مأثور[^2]\n\n" in text
    assert "\n\n[^2]: انظر: <https://example.org/a?b=1&c=2>\n\n    المرجع نفسه.\n\n" in text


def test_pictures_lie_beside_the_document(make, whole):
    files = make(whole, "markdown")
    assert list(files) == ["doc.md", "doc.pictures/picture-1.png"]
    assert files["doc.pictures/picture-1.png"] == png()
    assert "![صورة](<doc.pictures/picture-1.png>)" in files["doc.md"].decode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. بند", "1\\. بند"),
        ("# عنوان", "\\# عنوان"),
        ("- شرطة", "\\- شرطة"),
        ("سنة 1. بند", "سنة 1. بند"),
        ("قال - قولاً", "قال - قولاً"),
        ("a*b_c", "a\\*b\\_c"),
        ("(أ) [ب] !", "(أ) \\[ب\\] \\!"),
        (" طرف ", "&#32;طرف&#32;"),
    ],
)
def test_only_what_would_be_markup_is_escaped(make, text, written):
    assert _text(make, f"<p>{text}</p>") == f"{written}\n"


def test_stars_stand_where_they_are_sure_to_be_read(make):
    assert _text(make, '<p>قال <hi rend="bold">كلمة</hi> ثم</p>') == "قال **كلمة** ثم\n"
    assert _text(make, '<p>قال<hi rend="bold">"كلمة"</hi>ثم</p>') == 'قال<strong>"كلمة"</strong>ثم\n'
    assert _text(make, '<p>م<hi rend="superscript">3</hi></p>') == "م<sup>3</sup>\n"


@needs_parser
def test_emphasis_is_emphasis_for_others(make):
    assert _html(make, '<p>قال<hi rend="bold">كلمة</hi>ثم <hi rend="italic">أخرى</hi></p>') == (
        "<p>قال<strong>كلمة</strong>ثم <em>أخرى</em></p>\n"
    )


@needs_parser
def test_styles_that_meet_do_not_mix(make):
    html = _html(
        make, '<p>ق<hi rend="bold">أ</hi><date when="2020"><hi rend="bold">ب</hi></date><hi rend="italic">ج</hi></p>'
    )
    assert html == "<p>ق<strong>أ</strong><strong>ب</strong><em>ج</em></p>\n"


@needs_parser
def test_lists_that_follow_each_other_stay_apart(make):
    html = _html(make, '<list><item n="1">أ</item></list><list><item n="1">ب</item><item n="2">ج</item></list>')
    assert html.count("<ol>") == 2


@needs_parser
def test_numbers_out_of_order_are_kept(make):
    html = _html(make, '<list><item n="2">أ</item><item n="5">ب</item></list>')
    assert '<span class="marker">2.</span> أ' in html
    assert '<span class="marker">5.</span> ب' in html


@needs_parser
def test_a_list_in_an_item_is_a_list_in_a_list(make):
    html = _html(make, '<list><item n="1">أ<list><item>ب</item></list></item><item n="2">ج</item></list>')
    assert html.count("<ol>") == html.count("<ul>") == 1
    assert html.index("<ul>") < html.index("</ul>") < html.index("</ol>")


@needs_parser
def test_links_lead_where_they_led(make):
    html = _html(make, '<p><ref target="https://example.org/a_b*c?x=1&amp;copy=2">كلمة</ref></p>')
    assert 'href="https://example.org/a_b*c?x=1&amp;copy=2"' in html
    assert "<a" not in _html(make, '<p><ref target="javascript:alert(1)">كلمة</ref></p>')


@needs_parser
def test_a_bracket_behind_a_call_does_not_make_it_a_link(make):
    html = _html(make, '<p>أ<note n="1">ب</note>(ج) <note n="2">د</note>: ه</p>')
    assert html.count('class="footnote-ref"') == 2
    assert "(ج)" in html
