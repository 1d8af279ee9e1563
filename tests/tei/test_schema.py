"""The profile's schema stays quick to compile: libxml2 needs minutes, or for ever, for some that look harmless."""

from __future__ import annotations

import subprocess
import sys

from digitize.tei.schemas import schema_path

LIMIT = 1.0  # seconds of processor time; it takes some milliseconds


def test_libxml2_compiles_the_profile_in_under_a_second():
    program = (
        "import sys, time; from lxml import etree; begun = time.process_time();"
        "etree.RelaxNG(etree.parse(sys.argv[1])); print(time.process_time() - begun)"
    )
    command = [sys.executable, "-c", program, str(schema_path())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert float(done.stdout) < LIMIT
