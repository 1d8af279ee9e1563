"""Is it valid? Well-formed first, then by the schema, then by the rules that no schema can say; errors in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from digitize.faults import Fault, Level
from digitize.relaxng import explain
from digitize.tei.names import TEI
from digitize.tei.places import Places
from digitize.tei.rules import broken_rules
from digitize.tei.schemas import Schema, compiled_profile, matcher, profile
from digitize.tei.violation import Violation
from digitize.tei.xml_source import Opened, open_xml

# Roots that tell what kind of file it is; by local name.
_KNOWN_ROOTS = {
    "TEI.2": (
        "this is TEI P4, which ended in 2012",
        "turn it into P5 first, for example with the TEI Consortium's p4top5.xsl",
    ),
    "teiCorpus": ("this is a corpus of several documents", "give each <TEI> as a file of its own"),
    "html": ("this is HTML, not TEI", "give the TEI file"),
    "grammar": ("this is a schema, not a document", "give the TEI file, and the schema with --schema"),
}


def validate(data: bytes) -> tuple[Violation, ...]:
    """What makes a TEI file invalid by our profile; empty when nothing does. Never raises for bad input."""
    return tuple(each for each in check(data, (profile(),)) if each.level is Level.ERROR)


def validate_with(data: bytes, schema: Path) -> tuple[Violation, ...]:
    """What makes an XML file invalid by somebody's RELAX NG schema; raises UsageError where that is none."""
    return tuple(each for each in check(data, (Schema(schema.name, schema),)) if each.level is Level.ERROR)


def check(data: bytes, schemas: Sequence[Schema]) -> tuple[Violation, ...]:
    """Everything that is wrong with a file by the schemas and the rules, warnings too, in the order of the file.

    The rules of our profile are held against a file that is to be of our profile; of other TEI, those of all TEI are.
    Raises UsageError for a schema that is none.
    """
    opened = open_xml(data)
    if not isinstance(opened, Opened):
        return tuple(opened)
    root = opened.root
    is_ours = any(schema.is_profile for schema in schemas)
    by_rules = list(broken_rules(root, is_ours=is_ours)) if etree.QName(root).namespace == TEI else []
    by_schema = [(schema, list(_by_schema(root, schema))) for schema in schemas]
    if not by_rules and not any(faults for _, faults in by_schema):
        return ()
    places = Places(opened.data, root)
    found: list[Violation] = []
    for schema, faults in by_schema:
        found += places.violations(_unsaid(faults, by_rules), schema.name)
        by_rules = [
            fault for fault in by_rules if fault.level is Level.ERROR or _value(fault) not in map(_value, faults)
        ]
    found += places.violations(by_rules)
    return tuple(sorted(found, key=lambda each: (each.line, each.column)))


def _by_schema(root: etree._Element, schema: Schema) -> Iterable[Fault]:
    """Faults by a schema; of a root that it does not know, what kind of file that is."""
    if schema.is_profile and compiled_profile().validate(root):
        return
    for fault in explain(matcher(schema.path), root):
        known = _KNOWN_ROOTS.get(etree.QName(root).localname) if fault.rule == "wrong-root" else None
        yield replace(fault, message=f"{known[0]}: {fault.message}", remedy=known[1]) if known else fault


def _unsaid(faults: Iterable[Fault], by_rules: Iterable[Fault]) -> list[Fault]:
    """Faults by a schema, but for values that a rule has found wrong too: it has better words for them."""
    said = {_value(fault) for fault in by_rules if fault.attribute and fault.level is Level.ERROR}
    return [fault for fault in faults if fault.rule != "attribute-value" or _value(fault) not in said]


def _value(fault: Fault) -> tuple[etree._Element, str]:
    """The attribute that a fault is about; with none, a fault that is like no other."""
    return fault.element, fault.attribute or fault.rule
