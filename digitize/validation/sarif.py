"""What was found in SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from digitize.tei.schemas import Schema
from digitize.tei.violation import Violation
from digitize.validation.run import Checked
from digitize.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(found: Iterable[Checked], _schemas: Sequence[Schema]) -> Iterator[str]:
    """One SARIF log with one run: a rule for each kind of mistake, a result for each violation."""
    results: list[dict[str, object]] = []
    troubles: list[dict[str, object]] = []
    rules: dict[str, int] = {}
    for checked in found:
        if checked.error is not None:
            troubles.append(
                {"level": "error", "message": {"text": str(checked.error)}, "locations": [_location(checked.file)]}
            )
        for violation in checked.violations:
            rule = _rule(violation)
            rules.setdefault(rule, len(rules))
            results.append(_result(checked.file, violation, rule, rules[rule]))
    driver = {"name": "digitize", "version": VERSION, "rules": [_described(rule) for rule in rules]}
    invocation: dict[str, object] = {"executionSuccessful": not troubles}
    if troubles:
        invocation["toolExecutionNotifications"] = troubles
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(violation: Violation) -> str:
    return f"{violation.schema}/{violation.rule}" if violation.schema else violation.rule


def _described(rule: str) -> dict[str, object]:
    schema, _, kind = rule.rpartition("/")
    words = kind.replace("-", " ").capitalize()
    return {"id": rule, "shortDescription": {"text": f"{words} (by the schema {schema})" if schema else words}}


def _result(file: Path, violation: Violation, rule: str, index: int) -> dict[str, object]:
    words = "; ".join(filter(None, (violation.message, violation.allowed, violation.remedy)))
    where = f" ({violation.place})" if violation.place else ""
    location = _location(file, violation)
    if violation.path != "/":
        location["logicalLocations"] = [{"fullyQualifiedName": violation.path, "kind": "element"}]
    return {
        "ruleId": rule,
        "ruleIndex": index,
        "level": violation.level.value,
        "message": {"text": words + where},
        "locations": [location],
    }


def _location(file: Path, violation: Violation | None = None) -> dict[str, object]:
    """Where: a file as it was named, a URI; and of a violation the line and column, both from 1."""
    path = file.as_posix()
    place: dict[str, object] = {
        "artifactLocation": {"uri": f"file://{quote(path)}" if file.is_absolute() else quote(path)}
    }
    if violation is not None and violation.line:
        place["region"] = {"startLine": violation.line} | (
            {"startColumn": violation.column} if violation.column else {}
        )
    return {"physicalLocation": place}
