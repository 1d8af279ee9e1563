"""PREMIS 3 of a document: its files, what the program did to them, pass by pass, and the program as the agent.

Shaped as Archivematica reads it (User manual, “Import metadata”, “Importing event metadata with premis.xml”): objects of
the type `premis:file`, tied to files by `originalName`, the path from `objects/` on; every object with an event, every
event with one agent and a time in ISO 8601. Archivematica gives events without a time it can read the time of its own
import, which would be a false record, so the day of the conversion must be told.

Identifiers are UUIDs of version 5, made from checksums: the same document gives the same, and Archivematica keeps them.
Event types are those of the Library of Congress's vocabulary “Event Type”.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from lxml import etree

from digitize.archive.conversion import PassRun
from digitize.archive.deposit import Deposit, Kind, Part
from digitize.archive.names import in_words
from digitize.edits import State

_PREMIS = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{_PREMIS} https://www.loc.gov/standards/premis/premis.xsd"
_AGENT_TYPE = "software"
_FORMATS = {
    "application/pdf": "Portable Document Format",
    "text/plain": "Plain Text File",
    "application/tei+xml": "TEI P5 (Text Encoding Initiative), XML",
    "application/x-ndjson": "JSON Lines",
    "image/png": "Portable Network Graphics",
}


def premis(deposit: Deposit, day: str) -> bytes:
    """The document's PREMIS; `day` is when it was converted, YYYY-MM-DD."""
    root = etree.Element(
        _name("premis"), {f"{{{_XSI}}}schemaLocation": _SCHEMA, "version": "3.0"}, {"premis": _PREMIS, "xsi": _XSI}
    )
    events = (_creation(deposit, day), *(_pass(deposit, each, day) for each in deposit.conversion.passes))
    changed = [_event_id(deposit, each.name) for each in deposit.conversion.passes]
    for part in deposit.parts:
        linked = [_event_id(deposit, "creation"), *(changed if part.kind is Kind.TEI else ())]
        root.append(_object(part, linked))
    root.extend(events)
    root.append(_agent(deposit))
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _object(part: Part, events: Iterable[str]) -> etree._Element:
    """A file: its fixity, size and format, its path in the transfer, and the events that it took part in."""
    node = etree.Element(_name("object"), {f"{{{_XSI}}}type": "premis:file"})
    _identifier(node, "objectIdentifier", "UUID", _object_id(part))
    facts = _add(node, "objectCharacteristics")
    fixity = _add(facts, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-256")
    _add(fixity, "messageDigest", part.sha256)
    _add(facts, "size", str(part.size))
    _add(_add(_add(facts, "format"), "formatDesignation"), "formatName", _FORMATS[part.media_type])
    _add(node, "originalName", f"objects/{part.path}")
    for event in events:
        _identifier(node, "linkingEventIdentifier", "UUID", event)
    return node


def _creation(deposit: Deposit, day: str) -> etree._Element:
    """The conversion: from the source, all other files were made."""
    source = f"“{in_words(deposit.conversion.source)}”, SHA-256 {deposit.catalogue.sha256}"
    missing = "" if deposit.has_source else ", which is not in this transfer"
    node = _event(
        deposit, "creation", "creation", day, f'program="{deposit.conversion.program}"; source={source}{missing}'
    )
    renamed = [part for part in deposit.parts if part.path != part.original]
    notes = "; ".join(f"{part.path} was called “{in_words(part.original)}”" for part in renamed)
    _outcome(node, "success", notes or "all files have their original names")
    _link_agent(node, deposit)
    for part in deposit.parts:
        _link_object(node, part, "source" if part.kind is Kind.SOURCE else "outcome")
    return node


def _pass(deposit: Deposit, run: PassRun, day: str) -> etree._Element:
    """What one pass did: how many edits the ledger has of it, in each state."""
    detail = f'program="{deposit.conversion.program}"; pass="{run.name}"; version="{run.version}"; {run.summary}'
    node = _event(deposit, run.name, "modification", day, detail)
    counts = "; ".join(f"edits {state.value}: {run.edits[state]}" for state in State)
    _outcome(node, "success", f"{counts}; {deposit.slug}.ledger.jsonl has each edit with its reason and inverse")
    _link_agent(node, deposit)
    _link_object(node, deposit.tei, "outcome")
    return node


def _event(deposit: Deposit, key: str, kind: str, day: str, detail: str) -> etree._Element:
    node = etree.Element(_name("event"))
    _identifier(node, "eventIdentifier", "UUID", _event_id(deposit, key))
    _add(node, "eventType", kind)
    _add(node, "eventDateTime", day)
    _add(_add(node, "eventDetailInformation"), "eventDetail", detail)
    return node


def _outcome(event: etree._Element, outcome: str, note: str) -> None:
    information = _add(event, "eventOutcomeInformation")
    _add(information, "eventOutcome", outcome)
    _add(_add(information, "eventOutcomeDetail"), "eventOutcomeDetailNote", note)


def _link_agent(event: etree._Element, deposit: Deposit) -> None:
    _identifier(event, "linkingAgentIdentifier", _AGENT_TYPE, deposit.conversion.program.replace(" ", "-"))


def _link_object(event: etree._Element, part: Part, role: str) -> None:
    _add(_identifier(event, "linkingObjectIdentifier", "UUID", _object_id(part)), "linkingObjectRole", role)


def _agent(deposit: Deposit) -> etree._Element:
    name, _, version = deposit.conversion.program.partition(" ")
    node = etree.Element(_name("agent"))
    _identifier(node, "agentIdentifier", _AGENT_TYPE, deposit.conversion.program.replace(" ", "-"))
    _add(node, "agentName", name)
    _add(node, "agentType", "software")
    _add(node, "agentVersion", version)
    return node


def _identifier(parent: etree._Element, name: str, kind: str, value: str) -> etree._Element:
    node = _add(parent, name)
    _add(node, f"{name}Type", kind)
    _add(node, f"{name}Value", value)
    return node


def _object_id(part: Part) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{part.sha256}#{part.path}"))


def _event_id(deposit: Deposit, key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{deposit.tei.sha256}#{key}"))


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _name(name))
    child.text = text
    return child


def _name(name: str) -> str:
    return f"{{{_PREMIS}}}{name}"
