"""The subcommands, one file each: `register` names its options, the rest parses, calls, prints, returns a code."""

from __future__ import annotations

from digitize.commands import (
    clean,
    convert,
    decide,
    doctor,
    explain,
    export,
    manifest,
    package,
    passes,
    validate,
    verify,
    verify_package,
)

COMMANDS = (
    convert,
    validate,
    verify,
    export,
    package,
    verify_package,
    clean,
    passes,
    manifest,
    doctor,
    explain,
    decide,
)
