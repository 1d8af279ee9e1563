"""Plain text: as it is read, and as it is printed."""

from __future__ import annotations

from tests.export.conftest import tei


def _text(make, data, to):
    return next(iter(make(data, to).values())).decode()


def test_a_reader_gets_corrections_calls_and_notes_at_the_end(make, whole):
    text = _text(make, whole, "txt")
    assert "قال أمنستي في شباط 2022 إن ليبرمان Lieberman[1] ذهب بعيداً جدّاً��.[2]\n" in text
    assert text.endswith(
        "\n\t――――――――\n[*]\tباحثة.\n[1]\tانظر: https://example.org/a?b=1&c=2\n\tالمرجع نفسه.\n[3]\tحاشية ضالّة.\n[2]\t\n"
    )


def test_items_rows_and_verses_keep_together(make, whole):
    text = _text(make, whole, "txt")
    assert "\n\n\t◀ بند أوّل\n\t◀ بند ثانٍ\n\n" in text
    assert "\n\nالسنة\tالكمية\t\n2020\t5|6\t\n7\t\n\n" in text
    assert "\n\nصدر البيت\nعجز البيت\n\n" in text


def test_brackets_double_where_the_text_has_such_signs_itself(make):
    text = _text(make, tei('<p>قال [1] كذا<note n="1">نص</note></p>'), "txt")
    assert text.startswith("قال [1] كذا[[1]]\n")
    assert text.endswith("\n[[1]]\tنص\n")


def test_brackets_double_where_an_error_in_print_looks_so(make):
    data = tei('<p>قال <choice><sic>[1]</sic><corr>كذا</corr></choice><note n="1">نص</note></p>')
    assert _text(make, data, "diplomatic") == "قال [1][[1]]\n\n\t――――――――\n[[1]]\tنص\n"


def test_brackets_of_other_kinds_change_nothing(make):
    assert _text(make, tei('<p>قال [كذا] قولاً<note n="1">نص</note></p>'), "txt").startswith("قال [كذا] قولاً[1]\n")


def test_notes_numbered_anew_on_each_page_are_numbered_through(make):
    data = tei('<p>أ<note n="1">س</note> <pb n="2"/>ب<note n="1">ص</note></p>')
    assert _text(make, data, "txt").startswith("أ[1] ب[2]\n")
    assert "\nب[1]\n" in _text(make, data, "diplomatic").replace("\f[2]", "")


def test_print_keeps_errors_and_pages_with_their_notes_at_the_foot(make, whole):
    before, first, second = _text(make, whole, "diplomatic").split("\f")
    assert before == ""
    assert first.startswith("[7]\n\nتقرير الماء\n\n")
    assert "قال أمнести في" in first
    assert first.endswith(
        "ذهب بعيداً \n\n\t――――――――\n[*]\tباحثة.\n[1]\tانظر: https://example.org/a?b=1&c=2\n\tالمرجع نفسه.\n"
    )
    assert second.startswith("[8]\nجدّاً��.[2]\n\n\t◀ بند أوّل\n")
    assert "قولٌ مأثور[1]\n\n1. فرع\n" in second
    assert second.endswith("\n\t――――――――\n[2]\t\n[3]\tحاشية ضالّة.\n")


def test_a_block_that_begins_a_page_is_told_from_one_that_goes_on(make):
    goes_on = _text(make, tei('<p>أ <pb n="2"/>ب</p>'), "diplomatic")
    begins = _text(make, tei('<p>أ </p><pb n="2"/><p>ب</p>'), "diplomatic")
    assert (goes_on, begins) == ("أ \n\f[2]\nب\n", "أ \n\f[2]\n\nب\n")


def test_a_page_without_a_printed_number_has_none(make):
    assert _text(make, tei("<p>أ</p><pb/><p>ب</p>"), "diplomatic") == "أ\n\f\n\nب\n"
