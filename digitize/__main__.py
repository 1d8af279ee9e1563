"""Lets `python -m digitize` open the same door as the `digitize` command."""

import sys

from digitize.cli import main

sys.exit(main())
