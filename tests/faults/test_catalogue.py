"""The catalogue of faults names every fault, and tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
FAULTS = 78
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(?:tests/)?([\w/]+\.py)::(\w+)`")


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(function.name for function in functions if function.name.startswith("test_"))


def rows() -> list[tuple[int, str]]:
    text = (TESTS / "faults" / "CATALOGUE.md").read_text(encoding="utf-8")
    return [(int(number), tests) for number, _, _, tests in ROW.findall(text)]


def test_every_fault_has_a_row():
    assert [number for number, _ in rows()] == list(range(1, FAULTS + 1))


def test_every_row_names_tests_or_says_whose_it_is():
    for number, tests in rows():
        assert NAMED.search(tests) or tests.startswith("*later: "), f"fault {number}"


def test_every_test_that_is_named_exists():
    missing = [
        f"{path}::{name}"
        for _, tests in rows()
        for path, name in NAMED.findall(tests)
        if not (TESTS / path).exists() or name not in names_in(TESTS / path)
    ]
    assert missing == []
