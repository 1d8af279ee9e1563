"""`digitize doctor`: what is installed and what would work."""

from __future__ import annotations

import argparse

from digitize import doctor
from digitize.commands.arguments import Commands
from digitize.errors import ExitCode


def register(commands: Commands) -> None:
    """The command and its options."""
    checkup = commands.add_parser("doctor", help="say what is installed and what would work")
    checkup.set_defaults(command=_doctor)


def _doctor(chosen: argparse.Namespace) -> ExitCode:
    del chosen
    sound = True
    for name, state, is_needed in doctor.findings():
        print(f"{name}: {state}")
        sound = sound and not (is_needed and state.startswith("missing"))
    return ExitCode.DONE if sound else ExitCode.MISSING_DEPENDENCY
