"""The schemas that documents are held against: our profile, and whatever RELAX NG a user gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from digitize.errors import UsageError
from digitize.relaxng import Grammar, Matcher, SchemaError

# What is given in place of a RELAX NG schema in XML syntax, by the ends of file names.
_OTHER_KINDS = {
    ".rnc": ("is in the compact syntax", "turn it into XML syntax first: trang {name} {stem}.rng"),
    ".xsd": ("is an XML Schema", "give the RELAX NG of the same release, or turn it into one"),
    ".dtd": ("is a DTD", "turn it into RELAX NG first: trang {name} {stem}.rng"),
    ".sch": ("is Schematron", "give the .rng file"),
    ".odd": ("is an ODD", "make RELAX NG of it first, for example with Roma"),
}


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema by the name that messages give it."""

    name: str
    path: Path

    @property
    def is_profile(self) -> bool:
        """True for the TEI that this program writes."""
        return self.path == schema_path()


@cache
def schema_path() -> Path:
    """The profile: package data in a wheel, `schemas/tei.rng` in a checkout."""
    inside = Path(__file__).with_name("tei.rng")
    return inside if inside.exists() else Path(__file__).parents[2] / "schemas" / "tei.rng"


def profile() -> Schema:
    """The profile as a schema."""
    return Schema("profile", schema_path())


@cache
def matcher(path: Path) -> Matcher:
    """A schema, read once in each process; raises UsageError with the remedy where it is none."""
    message, remedy = _OTHER_KINDS.get(path.suffix.lower(), ("", ""))
    if message:
        raise UsageError(message, where=str(path), remedy=remedy.format(name=path.name, stem=path.stem))
    try:
        return Matcher(Grammar(path))
    except SchemaError as error:
        raise UsageError(
            f"is not a RELAX NG schema that can be used: {error}", where=str(path), remedy="give a sound .rng file"
        ) from None


@cache
def compiled_profile() -> etree.RelaxNG:
    """The profile as libxml2 has it: the quickest to say that a document is valid."""
    return etree.RelaxNG(etree.parse(str(schema_path())))
