"""The program's version; every header, ledger and package tells it."""

VERSION = "0.1.0"
