"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast

import pytest

from digitize.errors import ExitCode
from tests.conftest import ROOT

PACKAGE = ROOT / "digitize"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Each part may use what stands before it, never what stands behind it.
ORDER = ("read", "layout", "passes", "enrich", "relaxng", "tei", "validation", "export", "archive", "commands")


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_holds_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("part", ORDER)
def test_parts_use_only_what_stands_before_them(part):
    behind = {f"digitize.{name}" for name in ORDER[ORDER.index(part) + 1 :]}
    for path in (PACKAGE / part).rglob("*.py"):
        used = {".".join(name.split(".")[:2]) for name in _imports(path)}
        assert not used & behind, path.name


def test_only_one_module_knows_pymupdf():
    assert [path.name for path in MODULES if "pymupdf" in set(_imports(path))] == ["pdf.py"]


def test_the_readme_names_every_exit_code():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{code.value}`" in readme or f"| {code.value} |" in readme for code in ExitCode)
