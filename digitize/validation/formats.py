"""What was found, as text for people, JSON for programs, SARIF for tools, and commands for GitHub's pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from digitize.faults import Level
from digitize.tei.schemas import Schema
from digitize.tei.violation import Violation
from digitize.validation.run import Checked
from digitize.validation.sarif import sarif

Format = Callable[[Iterable[Checked], Sequence[Schema]], Iterator[str]]


def text(found: Iterable[Checked], _schemas: Sequence[Schema]) -> Iterator[str]:
    """Some lines for each violation, a line at the end; the first line of each is as compilers write it."""
    files = valid = errors = warnings = 0
    for checked in found:
        files += 1
        valid += checked.is_valid
        for violation in checked.violations:
            errors += violation.level is Level.ERROR
            warnings += violation.level is Level.WARNING
            yield from _as_text(str(checked.file), violation)
    counts = [_counted(errors, "error"), _counted(warnings, "warning")]
    said = f" ({', '.join(filter(None, counts))})" if errors or warnings else ""
    yield f"{valid} of {files} valid{said}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def _as_text(file: str, violation: Violation) -> Iterator[str]:
    place = f"{file}:{violation.line}:{violation.column}" if violation.column else f"{file}:{violation.line}"
    rule = f"{violation.schema}: {violation.rule}" if violation.schema else violation.rule
    yield f"{place}: {violation.level}: {violation.message} [{rule}]"
    for label, words in (("at", violation.place), ("allowed", violation.allowed), ("mend", violation.remedy)):
        if words:
            yield f"    {label}: {words.removeprefix('allowed: ')}"


def as_json(found: Iterable[Checked], schemas: Sequence[Schema]) -> Iterator[str]:
    """One JSON object: the schemas, and of every file whether it is valid, and its violations."""
    results = [_record(checked) for checked in found]
    whole = {
        "schemas": [{"name": schema.name} for schema in schemas],
        "files": len(results),
        "valid": sum(bool(each["valid"]) for each in results),
        "results": results,
    }
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def _record(checked: Checked) -> dict[str, object]:
    return {
        "file": str(checked.file),
        "valid": checked.is_valid,
        "error": None if checked.error is None else str(checked.error),
        "violations": [
            {
                "line": each.line,
                "column": each.column,
                "path": each.path,
                "id": each.block,
                "page": each.page,
                "note": each.note,
                "level": each.level.value,
                "schema": each.schema,
                "rule": each.rule,
                "message": each.message,
                "allowed": each.allowed,
                "remedy": each.remedy,
            }
            for each in checked.violations
        ],
    }


def github(found: Iterable[Checked], _schemas: Sequence[Schema]) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines they tell of; `::` and line ends are escaped as it asks."""
    for checked in found:
        file = _property(str(checked.file))
        if checked.error is not None:
            yield f"::error file={file}::{_data(str(checked.error))}"
        for each in checked.violations:
            words = "\n".join(filter(None, (each.message, each.place, each.allowed, each.remedy)))
            place = f"line={each.line}" + (f",col={each.column}" if each.column else "")
            title = _property(f"{each.schema}: {each.rule}" if each.schema else each.rule)
            yield f"::{each.level} file={file},{place},title={title}::{_data(words)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Format] = {"text": text, "json": as_json, "sarif": sarif, "github": github}
