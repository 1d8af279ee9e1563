"""Schemas are read as RELAX NG says: includes, overriding, combining, nesting, name classes, inherited attributes."""

from __future__ import annotations

import pytest
from lxml import etree

from digitize.relaxng import Grammar, Matcher, SchemaError, TooAmbiguous, explain, patterns

NS = 'xmlns="http://relaxng.org/ns/structure/1.0"'
TYPES = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def matcher(folder, schema, **beside):
    for name, text in beside.items():
        (folder / f"{name}.rng").write_text(text, encoding="utf-8")
    path = folder / "schema.rng"
    path.write_text(schema, encoding="utf-8")
    return Matcher(Grammar(path))


def is_valid(found, document):
    root = etree.fromstring(document)
    verdict = found.is_valid(root, found.fits(root))
    assert verdict == (not list(explain(found, root))), "a document is invalid exactly when something is told"
    return verdict


def grammar(body, start='<start><ref name="a"/></start>'):
    return f"<grammar {NS} {TYPES}>{start}{body}</grammar>"


def el(name, body="<empty/>"):
    return f'<element name="{name}">{body}</element>'


def at(name, body="<text/>"):
    return f'<attribute name="{name}">{body}</attribute>'


def put(kind, *parts, **attributes):
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{kind}{said}>{''.join(parts)}</{kind}>"


def define(named, *parts, **attributes):
    return put("define", *parts, name=named, **attributes)


def a(*parts):
    return define("a", el("a", "".join(parts)))


def value(text):
    return put("value", text)


def named(name, *parts):
    return f'<element name="{name}" ns="urn:x">{"".join(parts)}</element>'


# name, schema, documents that are valid, documents that are not
SCHEMAS = (
    ("a schema that is one element", f'<element name="a" {NS}><empty/></element>', ("<a/>",), ("<b/>", "<a>x</a>")),
    (
        "elements mingled",
        grammar(a(put("interleave", el("b"), put("oneOrMore", el("c"))))),
        ("<a><b/><c/></a>", "<a><c/><b/><c/></a>"),
        ("<a><b/></a>", "<a><b/><b/><c/></a>"),
    ),
    (
        "text around elements",
        grammar(a(put("mixed", put("optional", el("b"))))),
        ("<a/>", "<a>x<b/>y</a>", "<a>x<!-- c --></a>"),
        ("<a><b/><b/></a>",),
    ),
    (
        "any name but those of a namespace",
        grammar(a(put("zeroOrMore", put("element", put("anyName", put("except", '<nsName ns="urn:x"/>')), "<text/>")))),
        ("<a><b/><c xmlns='urn:y'/></a>",),
        ("<a><c xmlns='urn:x'/></a>",),
    ),
    (
        "any attribute of a namespace but one",
        grammar(a(put("zeroOrMore", put("attribute", put("nsName", put("except", "<name>z</name>"), ns="urn:x"))))),
        ("<a xmlns:x='urn:x' x:p='1'/>",),
        ("<a p='1'/>", "<a xmlns:x='urn:x' x:z='1'/>"),
    ),
    (
        "an attribute or an element",
        grammar(a(put("choice", at("b"), el("b", "<text/>")))),
        ("<a b='1'/>", "<a><b>1</b></a>"),
        ("<a/>", "<a b='1'><b/></a>"),
    ),
    (
        "content that depends on an attribute",
        grammar(
            a(put("choice", put("group", at("t", value("1")), "<text/>"), put("group", at("t", value("2")), el("b"))))
        ),
        ("<a t='1'>x</a>", "<a t='2'><b/></a>"),
        ("<a t='1'><b/></a>", "<a t='2'>x</a>", "<a t='3'/>"),
    ),
    (
        "namespaces and datatypes taken from around",
        grammar(define("a", named("a", at("n", '<data type="integer"/>'), el("b")))),
        ("<a xmlns='urn:x' n='1'><b/></a>",),
        ("<a n='1'><b/></a>", "<a xmlns='urn:x' n='x'><b/></a>", "<a xmlns='urn:x' n='1'><b xmlns=''/></a>"),
    ),
    (
        "lists",
        grammar(a(at("n", put("list", put("oneOrMore", put("choice", value("x"), value("y"))))))),
        ("<a n='x'/>", "<a n=' x  y '/>"),
        ("<a n=''/>", "<a n='x q'/>"),
    ),
    (
        "facets and exceptions of datatypes",
        grammar(
            a('<data type="token"><param name="pattern">[0-9]{2}</param><except><value>13</value></except></data>')
        ),
        ("<a>12</a>", "<a> 12 </a>"),
        ("<a>1</a>", "<a>13</a>", "<a/>"),
    ),
    ("an empty value", grammar(a(at("n", put("choice", "<value/>", value("x"))))), ("<a n=''/>",), ("<a n='y'/>",)),
    (
        "what is not allowed is as if it were not there",
        grammar(a(put("choice", "<notAllowed/>", el("b")))),
        ("<a><b/></a>",),
        ("<a/>",),
    ),
    (
        "definitions combined by choice",
        grammar(a('<ref name="b"/>') + define("b", el("b"), combine="choice") + define("b", el("c"), combine="choice")),
        ("<a><b/></a>", "<a><c/></a>"),
        ("<a><b/><c/></a>",),
    ),
    (
        "definitions combined by interleave",
        grammar(a('<ref name="b"/>') + define("b", el("b")) + define("b", el("c"), combine="interleave")),
        ("<a><b/><c/></a>", "<a><c/><b/></a>"),
        ("<a><b/></a>",),
    ),
    (
        "a grammar in a grammar",
        grammar(
            a(grammar(define("b", el("b", '<parentRef name="b"/>')), start='<start><ref name="b"/></start>'))
            + define("b", el("c"))
        ),
        ("<a><b><c/></b></a>",),
        ("<a><b/></a>", "<a><c/></a>"),
    ),
    (
        "elements in themselves",
        grammar(a('<optional><ref name="a"/></optional>')),
        ("<a/>", "<a><a><a/></a></a>"),
        ("<a><a/><a/></a>",),
    ),
    (
        "one name with several definitions, told apart by what stands beside",
        grammar(a(put("choice", put("group", el("b", at("x")), el("b", at("y"))), el("b")))),
        ("<a><b x='1'/><b y='1'/></a>", "<a><b/></a>"),
        ("<a><b y='1'/><b x='1'/></a>", "<a><b x='1'/></a>"),
    ),
)


@pytest.mark.parametrize(
    ("schema", "valid", "invalid"), [case[1:] for case in SCHEMAS], ids=[case[0] for case in SCHEMAS]
)
def test_is_read_as_relax_ng_says(tmp_path, schema, valid, invalid):
    found = matcher(tmp_path, schema)
    assert [document for document in valid if not is_valid(found, document)] == []
    assert [document for document in invalid if is_valid(found, document)] == []


def test_an_include_brings_definitions_and_what_stands_in_it_replaces_them(tmp_path):
    brought = grammar(a('<ref name="b"/><ref name="c"/>') + define("b", el("b")) + define("c", el("c")))
    schema = put("include", put("div", define("c", el("d"))), href="other.rng")
    found = matcher(tmp_path, f"<grammar {NS}>{schema}</grammar>", other=brought)
    assert is_valid(found, "<a><b/><d/></a>")
    assert not is_valid(found, "<a><b/><c/></a>")


def test_an_external_reference_is_a_schema_of_its_own(tmp_path):
    other = f'<element name="b" {NS}><text/></element>'
    found = matcher(tmp_path, grammar(a('<externalRef href="other.rng"/>')), other=other)
    assert is_valid(found, "<a><b>x</b></a>")
    assert not is_valid(found, "<a/>")


WRONG = (
    ("an undefined name", grammar(a('<ref name="nothing"/>')), "“nothing” is not defined"),
    ("a definition of itself", grammar('<define name="a"><ref name="a"/></define>'), "refers to itself"),
    ("no start", f"<grammar {NS}/>", "“start” is not defined"),
    ("an unknown pattern", grammar(a("<several/>")), "<several> is no pattern"),
    ("an unknown datatype", grammar(a('<data type="colour"/>')), "the datatype “colour” is not known"),
    ("two definitions, not combined", grammar(a("<empty/>") + a("<text/>")), "defined more than once"),
    ("an undeclared prefix", grammar(a('<element name="x:b"><empty/></element>')), "the prefix “x” is not declared"),
    ("no name", grammar(a("<element><empty/></element>")), "<empty> is no name"),
    (
        "another language",
        '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>',
        "begins with <schema>, which is not RELAX NG",
    ),
    ("broken XML", f"<grammar {NS}>", "not well-formed XML"),
    (
        "an include that is not there",
        f'<grammar {NS}><include href="nothing.rng"/></grammar>',
        "nothing.rng cannot be read",
    ),
    ("an include of itself", f'<grammar {NS}><include href="schema.rng"/></grammar>', "without end"),
    (
        "an include from a network",
        f'<grammar {NS}><include href="http://x.example/a.rng"/></grammar>',
        "nothing is fetched",
    ),
    ("a reference to nothing around", grammar(a('<parentRef name="b"/>')), "“b” is not defined"),
)


@pytest.mark.parametrize(("schema", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_schema_that_is_wrong_is_refused_with_the_reason(tmp_path, schema, said):
    with pytest.raises(SchemaError, match=said):
        matcher(tmp_path, schema)


def test_a_schema_that_leaves_too_many_ways_open_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "MOST", 20_000)
    one = '<element name="b"><empty/></element>'
    several = "".join(f"<group>{f'<optional>{one}</optional>' * count}</group>" for count in range(1, 15))
    found = matcher(tmp_path, grammar(a(f"<interleave>{several}</interleave>")))
    with pytest.raises(TooAmbiguous):
        found.fits(etree.fromstring(f"<a>{'<b/>' * 40}</a>"))
