"""`digitize validate` from the command line: files and folders, schemas of anyone's, exit codes, many processes."""

from __future__ import annotations

import json

import pytest

from digitize.cli import main
from tests.conftest import SAMPLES
from tests.relaxng.judges import SHARED, TEI_ALL, needs_tei_all
from tests.tei.broken import SOUND

NS = 'xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"'
ANY = "<zeroOrMore><choice><text/><attribute><anyName/></attribute><ref name='any'/></choice></zeroOrMore>"
LOOSE = (
    f"<grammar {NS}><start><element name='TEI'>{ANY}</element></start>"
    f"<define name='any'><element><anyName/>{ANY}</element></define></grammar>"
)
STRICT = f"<element name='TEI' {NS}><attribute name='xml:id'/><empty/></element>"
MAY_BE = "<optional><element name='p'><text/></element></optional>"
# Ways that double with every element; whoever follows them all never ends.
ENDLESS = "".join(f"<group>{MAY_BE * count}</group>" for count in range(1, 40))


@pytest.fixture
def folder(tmp_path):
    """Two sound files, one in a folder, one broken; and what is none of ours."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / ".hidden").mkdir()
    (tmp_path / "in" / "a.xml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "in" / "b.xml").write_text(SOUND.replace('rend="italic"', 'rend="oblique"', 1), encoding="utf-8")
    (tmp_path / "in" / "deep" / "c.XML").write_text(SOUND, encoding="utf-8")
    (tmp_path / "in" / ".hidden" / "d.xml").write_text("not xml", encoding="utf-8")
    (tmp_path / "in" / ".e.xml").write_text("not xml", encoding="utf-8")
    (tmp_path / "in" / "a.ledger.jsonl").write_text("{}", encoding="utf-8")
    return tmp_path / "in"


def schema(folder, name, text):
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def results(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_folder_is_searched_and_hidden_files_are_left_alone(folder, capsys):
    assert main(["validate", str(folder)]) == 4
    out = capsys.readouterr().out
    assert "2 of 3 valid (1 error)" in out
    assert "b.xml:" in out
    assert "a.xml:" not in out


def test_sound_files_give_no_error(folder):
    assert main(["validate", str(folder / "a.xml"), str(folder / "deep")]) == 0


def test_a_file_that_cannot_be_read_costs_no_other(folder, capsys):
    assert main(["validate", str(folder / "gone.xml"), str(folder / "b.xml"), str(folder / "a.xml")]) == 5
    out, err = capsys.readouterr()
    assert "1 of 3 valid" in out
    assert "gone.xml: cannot be read" in err
    assert len(err.splitlines()) == 1


def test_a_device_is_refused(capsys):
    assert main(["validate", "/dev/zero"]) == 5
    assert "is not a file" in capsys.readouterr().err


def test_a_folder_without_tei_is_wrong_usage(tmp_path, capsys):
    assert main(["validate", str(tmp_path)]) == 1
    assert "no TEI file there" in capsys.readouterr().err


def test_several_schemas_are_held_against_each_file_and_named(folder, capsys):
    schemas = [
        "--schema",
        schema(folder, "loose.rng", LOOSE),
        "--schema",
        schema(folder, "strict.rng", STRICT),
        "--profile",
    ]
    assert main(["validate", str(folder / "b.xml"), *schemas, "--format", "json"]) == 4
    whole = results(capsys)
    assert [each["name"] for each in whole["schemas"]] == ["profile", "loose.rng", "strict.rng"]
    assert {each["schema"] for each in whole["results"][0]["violations"]} == {"profile", "strict.rng"}


def test_a_schema_takes_the_place_of_the_profile(folder):
    assert main(["validate", str(folder / "b.xml"), "--schema", schema(folder, "loose.rng", LOOSE)]) == 0


def test_by_another_schema_the_rules_of_the_profile_do_not_hold_and_those_of_all_tei_warn(folder, capsys):
    text = SOUND.replace('target="#div-2"', 'target="#div-22"', 1).replace('n="7" xml:', 'n="9" xml:', 1)
    (folder / "b.xml").write_text(text.replace("وتشير", "\N{RIGHT-TO-LEFT MARK}وتشير", 1), encoding="utf-8")
    loose = schema(folder, "loose.rng", LOOSE)
    assert main(["validate", str(folder / "b.xml"), "--schema", loose, "--format", "json"]) == 0
    told = results(capsys)["results"][0]["violations"]
    assert [(each["rule"], each["level"]) for each in told] == [("pointer", "warning"), ("text-control", "warning")]


def test_what_can_never_be_right_in_tei_is_an_error_by_any_schema(folder, capsys):
    text = SOUND.replace('when="2022-03"', 'from="2022" to="2021"', 1).replace('xml:id="p4.b6"', 'xml:id="p4.b4"', 1)
    (folder / "b.xml").write_text(text, encoding="utf-8")
    loose = schema(folder, "loose.rng", LOOSE)
    assert main(["validate", str(folder / "b.xml"), "--schema", loose, "--format", "json"]) == 4
    told = results(capsys)["results"][0]["violations"]
    assert [(each["rule"], each["level"]) for each in told] == [("date-order", "error"), ("id-twice", "error")]


SCHEMAS = (
    ("a.rnc", "start = element a { empty }", "compact syntax", "trang a.rnc a.rng"),
    ("a.xsd", "<schema/>", "is an XML Schema", "RELAX NG"),
    (
        "a.rng",
        "<schema xmlns='http://www.w3.org/2001/XMLSchema'/>",
        "begins with <schema>, which is not RELAX NG",
        ".rng",
    ),
    ("a.rng", f"<grammar {NS}><start><ref name='x'/></start></grammar>", "“x” is not defined", "sound .rng"),
)


@pytest.mark.parametrize(("name", "text", "says", "mend"), SCHEMAS, ids=[case[2] for case in SCHEMAS])
def test_a_schema_that_is_none_is_refused_in_one_line(folder, capsys, name, text, says, mend):
    assert main(["validate", str(folder), "--schema", schema(folder, name, text)]) == 1
    err = capsys.readouterr().err
    assert says in err
    assert mend in err
    assert len(err.splitlines()) == 1


def test_a_schema_that_is_not_there_is_refused(folder, capsys):
    assert main(["validate", str(folder), "--schema", str(folder / "gone.rng")]) == 1
    assert "gone.rng cannot be read" in capsys.readouterr().err


def test_a_schema_that_never_ends_is_stopped(folder, capsys):
    endless = f"<element name='TEI' {NS}><interleave>{ENDLESS}</interleave></element>"
    (folder / "b.xml").write_text(f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{'<p/>' * 300}</TEI>", encoding="utf-8")
    command = ["validate", str(folder / "b.xml"), "--schema", schema(folder, "endless.rng", endless), "--timeout", "2"]
    assert main(command) in (1, 5)
    assert "b.xml: took longer than 2 s" in (err := capsys.readouterr().err) or "too many ways" in err


def test_many_processes_say_the_same_as_one(folder, capsys):
    for number in range(20):
        (folder / f"{number:02}.xml").write_text(SOUND.replace("<body>", f"<body><x{number}/>", 1), encoding="utf-8")
    said = []
    for jobs in ("1", "3"):
        assert main(["validate", str(folder), "--jobs", jobs]) == 4
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "2 of 23 valid" in said[0]


def test_warnings_are_told_and_count_only_where_it_is_asked(folder, capsys):
    (folder / "b.xml").write_text(SOUND.replace("وتشير بيانات", "وتشـــير بيانات", 1), encoding="utf-8")
    assert main(["validate", str(folder / "b.xml")]) == 0
    assert "1 of 1 valid (1 warning)" in capsys.readouterr().out
    assert main(["validate", str(folder / "b.xml"), "--strict"]) == 4


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_limit_that_is_none_is_refused(seconds):
    with pytest.raises(SystemExit, match="1"):
        main(["validate", str(SAMPLES), "--timeout", seconds])


@needs_tei_all
def test_the_samples_are_valid_by_the_profile_and_by_tei_all(capsys):
    assert main(["validate", str(SAMPLES), "--profile", "--tei-all", str(TEI_ALL)]) == 0
    assert "4 of 4 valid" in capsys.readouterr().out


@needs_tei_all
def test_tei_of_others_is_judged_by_tei_all(tmp_path, capsys):
    text = (SHARED / "sample-profile.xml").read_text(encoding="utf-8")
    assert main(["validate", str(SHARED / "sample-profile.xml"), "--tei-all", str(TEI_ALL)]) == 0
    broken = text.replace('place="bottom" type="footnote"', 'plaec="bottom" type="footnote"', 1)
    (tmp_path / "b.xml").write_text(broken, encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "b.xml"), "--tei-all", str(TEI_ALL), "--format", "json"]) == 4
    (told,) = results(capsys)["results"][0]["violations"]
    assert (told["schema"], told["rule"], told["remedy"]) == (
        "tei_all",
        "attribute-not-allowed",
        "did you mean @place?",
    )
    assert (told["note"], told["page"]) == ("1", "1")


@needs_tei_all
def test_what_a_schema_finds_wrong_stays_an_error_where_a_rule_would_only_warn(tmp_path, capsys):
    text = (SHARED / "sample-profile.xml").read_text(encoding="utf-8")
    (tmp_path / "b.xml").write_text(text.replace('<ref target="https://www', '<ref target="" n="', 1), encoding="utf-8")
    assert main(["validate", str(tmp_path / "b.xml"), "--tei-all", str(TEI_ALL), "--format", "json"]) == 4
    told = results(capsys)["results"][0]["violations"]
    assert [(each["schema"], each["rule"], each["level"]) for each in told] == [("tei_all", "attribute-value", "error")]
