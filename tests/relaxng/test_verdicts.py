"""Whether a document is valid: this program says what libxml2 and jing say."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.relaxng import Grammar, Matcher, explain
from digitize.tei.schemas import schema_path
from tests.conftest import SAMPLES
from tests.relaxng.judges import SHARED, TEI_ALL, jing_refuses, needs_jing, needs_tei_all, written
from tests.relaxng.random_documents import Growth, damaged

GROWN = 100
DAMAGED = 200


@pytest.fixture(scope="module")
def profile() -> Matcher:
    return Matcher(Grammar(schema_path()))


@pytest.fixture(scope="module")
def tei_all() -> Matcher:
    return Matcher(Grammar(TEI_ALL))


def _reparsed(root):
    """As a file is read: texts that meet are one; None where an id is one that lxml refuses."""
    try:
        return etree.fromstring(written(root))
    except etree.XMLSyntaxError:
        return None


def _grown(matcher):
    return [Growth(matcher.grammar, seed).document() for seed in range(GROWN)]


def _damaged(path, number):
    sound = etree.parse(str(path)).getroot()
    return [root for seed in range(number) if (root := _reparsed(damaged(sound, seed))) is not None]


def _faults(matcher, root):
    return list(explain(matcher, root))


def test_documents_grown_from_the_profile_are_valid_by_it(profile):
    libxml2 = etree.RelaxNG(etree.parse(str(schema_path())))
    for root in _grown(profile):
        assert libxml2.validate(root)
        assert _faults(profile, root) == []


def test_growth_reaches_every_element_of_the_profile(profile):
    grown = (Growth(profile.grammar, seed).document() for seed in range(5 * GROWN))  # some elements come up seldom
    seen = {str(each.tag) for root in grown for each in root.iter()}
    assert {f"{{{name.namespace}}}{name.local}" for name in profile.names()} == seen


# Of the profile's list, body, address, lg, table and titlePage; each may be emptier, and address may hold text.
@needs_tei_all
def test_what_is_valid_by_the_profile_is_valid_tei(profile, tei_all):
    for root in _grown(profile):
        assert [str(fault.message) for fault in _faults(tei_all, root)] == []


@needs_tei_all
@needs_jing
def test_jing_finds_what_is_valid_by_the_profile_valid_tei(profile, tmp_path):
    documents = {f"{number}.xml": written(root) for number, root in enumerate(_grown(profile))}
    assert jing_refuses(TEI_ALL, documents, tmp_path) == set()


@pytest.mark.parametrize("name", ["clean", "damaged", "ports", "water"])
def test_damage_is_judged_as_libxml2_judges_it(profile, name):
    libxml2 = etree.RelaxNG(etree.parse(str(schema_path())))
    verdicts = set()
    for root in _damaged(SAMPLES / "expected" / f"{name}.xml", DAMAGED):
        verdict = libxml2.validate(root)
        assert (_faults(profile, root) == []) == verdict, etree.tostring(root)
        verdicts.add(verdict)
    assert verdicts == {True, False}


@needs_jing
def test_damage_is_judged_as_jing_judges_it(profile, tmp_path):
    roots = {
        f"{number}.xml": root for number, root in enumerate(_damaged(SAMPLES / "expected" / "damaged.xml", DAMAGED))
    }
    refused = jing_refuses(schema_path(), {name: written(root) for name, root in roots.items()}, tmp_path)
    assert {name for name, root in roots.items() if _faults(profile, root)} == refused


@needs_tei_all
@needs_jing
def test_damage_is_judged_by_tei_all_as_jing_judges_it(tei_all, tmp_path):
    roots = {f"{number}.xml": root for number, root in enumerate(_damaged(SHARED / "sample-profile.xml", DAMAGED))}
    refused = jing_refuses(TEI_ALL, {name: written(root) for name, root in roots.items()}, tmp_path)
    assert {name for name, root in roots.items() if _faults(tei_all, root)} == refused
