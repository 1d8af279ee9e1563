"""The subcommands, one file each: `register` names its options, the rest parses, calls, prints, returns a code."""

from __future__ import annotations

from digitize.commands import clean, convert, decide, doctor, explain, export, manifest, passes, validate, verify

COMMANDS = (convert, validate, verify, clean, passes, manifest, doctor, explain, decide, export)
