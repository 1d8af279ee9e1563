"""What is told of a mistake: by the definition that the context asks for, each mistake once, with the remedy."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.relaxng import Grammar, Matcher, explain

SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:doc" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="doc"><element name="head"><ref name="fixed"/><zeroOrMore><ref name="who"/></zeroOrMore></element>
    <element name="body"><oneOrMore><choice><ref name="par"/><ref name="list"/></choice></oneOrMore></element></element></start>
  <define name="fixed"><element name="date"><attribute name="when"><data type="date"/></attribute><empty/></element></define>
  <define name="who"><element name="who"><text/></element></define>
  <define name="par"><element name="p"><optional><attribute name="place"><choice><value>bottom</value><value>end</value></choice>
    </attribute></optional><zeroOrMore><choice><text/><ref name="loose"/><ref name="note"/></choice></zeroOrMore></element></define>
  <define name="loose"><element name="date"><optional><attribute name="calendar"><value>hijri</value></attribute></optional><text/>
    </element></define>
  <define name="note"><choice>
    <element name="note"><attribute name="n"><data type="positiveInteger"/></attribute>
      <oneOrMore><ref name="par"/></oneOrMore></element>
    <element name="note"><attribute name="same"><data type="NCName"/></attribute><empty/></element></choice></define>
  <define name="list"><element name="list"><optional><element name="title"><text/></element></optional>
    <oneOrMore><element name="item"><text/></element></oneOrMore></element></define>
</grammar>
"""
HEAD = "<head><date when='2021-04-30'/></head>"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "doc.rng"
    path.write_text(SCHEMA, encoding="utf-8")
    return Matcher(Grammar(path))


def told(found, inside):
    root = etree.fromstring(f"<doc xmlns='urn:doc'>{inside}</doc>")
    return [(fault.rule, fault.message, fault.allowed, fault.remedy) for fault in explain(found, root)]


# What is in the document, and rule, message, allowed, remedy of each mistake, in part.
TOLD = (
    (
        "<head><date/></head><body><p/></body>",
        ("attribute-missing", "<date> has no @when", "a date such as 2021-04-30", "add @when"),
    ),
    (
        f"{HEAD}<body><p><date when='2021-04-30'>x</date></p></body>",
        ("attribute-not-allowed", "<date> has @when", "@calendar", "take @when out"),
    ),
    (
        "<head><date when='2021-02-30'/></head><body><p/></body>",
        ("attribute-value", "@when of <date> is “2021-02-30”", "a date such as", "write what is allowed"),
    ),
    (
        "<head><date when='2021-04-30'>x</date></head><body><p/></body>",
        ("text-not-allowed", "<date> may not hold text: “x”", "none", "take it out"),
    ),
    (
        f"{HEAD}<body><p place='botom'/></body>",
        ("attribute-value", "@place of <p> is “botom”", "allowed: bottom, end", "did you mean “bottom”?"),
    ),
    (
        f"{HEAD}<body><p plaec='end'/></body>",
        ("attribute-not-allowed", "<p> has @plaec", "allowed attributes: @place", "did you mean @place?"),
    ),
    (
        f"{HEAD}<body>loose<p/></body>",
        ("text-not-allowed", "<body> may not hold text: “loose”", "<list>, <p>", "put it into <p>"),
    ),
    (
        f"{HEAD}<body><date>x</date></body>",
        ("element-not-allowed", "<date> is not allowed in <body>", "<list>, <p>", "put it into <p>"),
        ("element-missing", "<body> has no <list> or <p>", "", ""),
    ),
    (
        f"{HEAD}<body><p><itme/></p></body>",
        (
            "unknown-element",
            "<itme> is not an element of the schema",
            "allowed in <p>: <date>, <note>",
            "did you mean <item>?",
        ),
    ),
    (
        f"{HEAD}<body><p><p xmlns='urn:other'/></p></body>",
        ("unknown-element", "<p> is in the wrong namespace", "it is urn:doc", "mend its xmlns"),
    ),
    (f"{HEAD}<body/>", ("element-missing", "<body> is empty; it needs <list> or <p>", "", "or take <body> out")),
    (f"{HEAD}<body><list><title/></list></body>", ("element-missing", "<list> has no <item>", "", "add <item>")),
    (
        f"{HEAD}<body><list><item/><title/></list></body>",
        ("element-misplaced", "<title> may not stand here in <list>", "allowed here: <item>", "move it or take it out"),
    ),
    (
        f"<body><p/></body>{HEAD}",
        ("element-misplaced", "<head> stands too late in <doc>", "it belongs before <body>", "move it before <body>"),
    ),
    ("<body><p/></body>", ("element-missing", "<head> is missing before <body> in <doc>", "", "add <head>")),
    (
        f"{HEAD}{HEAD}<body><p/></body>",
        ("element-misplaced", "<head> may not stand here in <doc>", "allowed here: <body>", "move it"),
    ),
    (
        f"{HEAD}<body><p><note n='0'><p/></note></p></body>",
        ("attribute-value", "@n of <note> is “0”", "a whole number from 1 on", ""),
    ),
    (f"{HEAD}<body><p><note n='1'/></p></body>", ("element-missing", "<note> is empty; it needs <p>", "", "")),
    (
        f"{HEAD}<body><p><note same='a' n='1'/></p></body>",
        ("attribute-not-allowed", "<note> has @n, which is not allowed", "allowed attributes: @same", "take @n out"),
    ),
    (f"{HEAD}<body><p><note same='1 2'/></p></body>", ("attribute-value", "@same of <note> is “1 2”", "a name", "")),
)


@pytest.mark.parametrize(("inside", "mistakes"), [(case[0], case[1:]) for case in TOLD], ids=[case[0] for case in TOLD])
def test_a_mistake_is_told_once_with_what_is_allowed_there(found, inside, mistakes):
    said = told(found, inside)
    assert [each[0] for each in said] == [each[0] for each in mistakes]
    for words, wanted in zip(said, mistakes, strict=True):
        assert all(part in whole for part, whole in zip(wanted, words, strict=True)), words


def test_mistakes_that_have_nothing_to_do_with_each_other_are_all_told(found):
    inside = "<head><date/><wo/></head><body>a<p place='x'><note n='1'>b</note></p><list/><p><bold>c</bold></p></body>"
    assert sorted(each[0] for each in told(found, inside)) == [
        "attribute-missing", "attribute-value", "element-missing", "element-missing", "text-not-allowed", "text-not-allowed",
        "unknown-element", "unknown-element",
    ]  # fmt: skip


def test_what_stands_in_an_element_that_has_no_place_there_is_still_read(found):
    said = told(found, f"{HEAD}<body><p><list><item><note><p place='x'/></note></item></list></p></body>")
    assert [each[0] for each in said] == ["element-not-allowed", "element-not-allowed", "attribute-value"]


def test_another_root_is_told_alone_and_what_it_holds_is_read(found):
    root = etree.fromstring(f"<book xmlns='urn:doc'><doc>{HEAD}<body><p place='x'/></body></doc></book>")
    said = [(fault.rule, fault.message) for fault in explain(found, root)]
    assert said[0] == ("wrong-root", "a document may not begin with <book>")
    assert [rule for rule, _ in said[1:]] == ["attribute-value"]


def test_a_document_in_no_namespace_is_told_once(found):
    said = list(explain(found, etree.fromstring(f"<doc>{HEAD}<body><p/></body></doc>")))
    assert [fault.rule for fault in said] == ["wrong-namespace"]
    assert "urn:doc" in said[0].allowed
    assert 'xmlns="urn:doc"' in said[0].remedy
