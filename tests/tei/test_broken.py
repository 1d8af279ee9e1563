"""Broken TEI is told of at its place, once, with the remedy; what is sound is left alone; jing agrees on what is valid."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.faults import Level
from digitize.relaxng import explain
from digitize.tei import validate
from digitize.tei.schemas import matcher, profile, schema_path
from digitize.tei.validate import check
from tests.relaxng.judges import jing_refuses, needs_jing
from tests.tei.broken import BY_RULES, BY_SCHEMA, HARMLESS, SOUND, WARNED, changed

ERRORS = (*BY_SCHEMA, *BY_RULES)


def told(text):
    return check(text.encode("utf-8"), (profile(),))


def test_the_document_that_is_broken_is_sound():
    assert told(SOUND) == ()


@pytest.mark.parametrize("case", [*ERRORS, *WARNED], ids=lambda case: case.name)
def test_a_mistake_is_told_once_at_its_place_with_its_remedy(case):
    found = told(case.text)
    assert [(each.rule, each.line, each.column) for each in found] == [(case.rule, *case.place)], [*map(str, found)]
    assert case.says in found[0].message
    assert case.mend in found[0].remedy
    assert (found[0].page, found[0].note) == (case.page, case.note)


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.name)
def test_an_error_makes_the_file_invalid_at_the_door_of_the_library(case):
    assert validate(case.text.encode("utf-8")) == told(case.text)


@pytest.mark.parametrize("case", WARNED, ids=lambda case: case.name)
def test_a_warning_does_not(case):
    assert validate(case.text.encode("utf-8")) == ()
    assert [each.level for each in told(case.text)] == [Level.WARNING]


@pytest.mark.parametrize(
    ("pattern", "replacement"), [case[1:] for case in HARMLESS], ids=[case[0] for case in HARMLESS]
)
def test_what_is_no_mistake_is_not_told(pattern, replacement):
    assert [*map(str, told(changed(pattern, replacement)))] == []


def test_all_mistakes_of_a_file_are_told_at_once():
    text = SOUND
    for old, new in (
        ('type="footnote" place="bottom" n="2"', 'place="bottom" n="2"'),
        ('rend="italic"', 'rend="oblique"'),
        ('<p xml:id="p4.b6">', "<p>"),
        ('target="#div-2"', 'target="#div-22"'),
        ('when="2022-03"', 'when="2022-02-30"'),
        ("<list rendition", "loose words <list rendition"),
        ('<pb xml:id="pb-5"', '<pb xml:id="pb-2"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    rules = [each.rule for each in told(text)]
    assert sorted(set(rules)) == [
        "attribute-missing", "attribute-value", "date-impossible", "id-twice", "page-order", "pointer", "text-not-allowed",
    ]  # fmt: skip


@needs_jing
def test_jing_agrees_on_what_is_valid_by_the_schema(tmp_path):
    texts = {f"{number}.xml": case.text for number, case in enumerate((*ERRORS, *WARNED))}
    texts |= {f"harmless-{number}.xml": changed(*case[1:]) for number, case in enumerate(HARMLESS)}
    texts["sound.xml"] = SOUND
    refused = jing_refuses(schema_path(), {name: text.encode("utf-8") for name, text in texts.items()}, tmp_path)
    parser = etree.XMLParser(recover=True)  # takes an id that is there twice, of which no schema can say anything
    ours = {
        name
        for name, text in texts.items()
        if list(explain(matcher(schema_path()), etree.fromstring(text.encode("utf-8"), parser)))
    }
    assert ours == refused
    assert {f"{number}.xml" for number in range(len(BY_SCHEMA))} <= refused
