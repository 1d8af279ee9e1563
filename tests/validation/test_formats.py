"""What was found, told to people, programs, tools and GitHub: complete, escaped, and at the right place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digitize.errors import UnreadableInput
from digitize.faults import Level
from digitize.tei.schemas import Schema
from digitize.tei.violation import Violation
from digitize.validation import FORMATS, Checked

ERROR = Violation(
    line=12, column=7, path="/TEI/text/body/p[2]", block="p1.b2", page="iv", note="3", schema="profile",
    rule="attribute-missing", message="<p> has no @n: 100%, sure", allowed="@n is a, b", remedy="add n",
)  # fmt: skip
WARNING = Violation(3, "/TEI/text", "", "a stretched word", rule="text-stretched", level=Level.WARNING)
UNPLACED = Violation(0, "/", "", "no place", rule="not-xml")
FOUND = (
    Checked(Path("out/a,b.xml"), (WARNING, ERROR)),
    Checked(Path("out/كتاب 1.xml"), (UNPLACED,)),
    Checked(Path("/abs/c.xml")),
    Checked(Path("gone.xml"), error=UnreadableInput("cannot be read", where="gone.xml", remedy="check the path")),
)
SCHEMAS = (Schema("profile", Path("tei.rng")),)


def lines(name):
    return [line for each in FORMATS[name](iter(FOUND), SCHEMAS) for line in each.split("\n")]


def test_people_get_place_message_what_is_allowed_and_remedy():
    said = lines("text")
    assert said[2:6] == [
        "out/a,b.xml:12:7: error: <p> has no @n: 100%, sure [profile: attribute-missing]",
        "    at: /TEI/text/body/p[2], in p1.b2, page iv, note 3",
        "    allowed: @n is a, b",
        "    mend: add n",
    ]
    assert said[0] == "out/a,b.xml:3: warning: a stretched word [text-stretched]"
    assert said[-1] == "1 of 4 valid (2 errors, 1 warning)"


def test_programs_get_everything():
    whole = json.loads("\n".join(lines("json")))
    assert (whole["files"], whole["valid"], whole["schemas"]) == (4, 1, [{"name": "profile"}])
    assert whole["results"][0]["violations"][1] == {
        "line": 12, "column": 7, "path": "/TEI/text/body/p[2]", "id": "p1.b2", "page": "iv", "note": "3", "level": "error",
        "schema": "profile", "rule": "attribute-missing", "message": "<p> has no @n: 100%, sure", "allowed": "@n is a, b",
        "remedy": "add n",
    }  # fmt: skip
    assert [each["valid"] for each in whole["results"]] == [False, False, True, False]
    assert whole["results"][3]["error"] == "gone.xml: cannot be read; check the path"


def test_github_gets_commands_with_nothing_in_them_that_ends_them_early():
    said = lines("github")
    assert said[1] == (
        "::error file=out/a%2Cb.xml,line=12,col=7,title=profile%3A attribute-missing::"
        "<p> has no @n: 100%25, sure%0A/TEI/text/body/p[2], in p1.b2, page iv, note 3%0A@n is a, b%0Aadd n"
    )
    assert said[0].startswith("::warning file=out/a%2Cb.xml,line=3,title=text-stretched::")
    assert said[-1] == "::error file=gone.xml::gone.xml: cannot be read; check the path"
    assert len(said) == 4


@pytest.fixture(scope="module")
def log():
    return json.loads("\n".join(lines("sarif")))


def test_sarif_has_what_the_standard_requires(log):
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "digitize"
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in driver["rules"]:
        assert set(rule) >= {"id", "shortDescription"}
        assert rule["shortDescription"]["text"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region", {})
        assert all(isinstance(value, int) and value >= 1 for value in region.values())


def test_sarif_tells_rule_level_and_place(log):
    first, second, third = log["runs"][0]["results"]
    assert (first["ruleId"], first["level"]) == ("text-stretched", "warning")
    assert (second["ruleId"], second["level"]) == ("profile/attribute-missing", "error")
    place = second["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 7}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/TEI/text/body/p[2]", "kind": "element"}]
    assert "region" not in third["locations"][0]["physicalLocation"]


def test_sarif_names_files_by_uris(log):
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in log["runs"][0]["results"]]
    assert uris[1] == "out/a%2Cb.xml"
    assert uris[2] == "out/%D9%83%D8%AA%D8%A7%D8%A8%201.xml"


def test_sarif_tells_of_files_that_could_not_be_read(log):
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert "cannot be read" in told["message"]["text"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_without_mistakes_is_told_too(name):
    said = "\n".join(FORMATS[name](iter([Checked(Path("a.xml"))]), SCHEMAS))
    if name in ("json", "sarif"):
        json.loads(said)
    assert said == ("" if name == "github" else said)
    assert "error" not in said.replace('"error": null', "")
