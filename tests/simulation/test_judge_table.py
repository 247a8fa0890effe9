"""The judge's table of invariants names what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation import actions, judge, judge_kits, judge_pictures
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.world import World

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INVARIANTS = 23
ROW = re.compile(r"^I(\d+) +(\S.*(?:\n .*)*)", re.MULTILINE)
FILE = re.compile(r"((?:\w+/)*)(\w+\.py)\b")
NAME = re.compile(r"\b(?:(\w+)\.)?(\w+)\b")
OWNERS = {
    owner.__name__.rpartition(".")[2]: owner
    for owner in (judge.Judge, judge_kits, judge_pictures, actions, World, ModelHub, ModelWorkspace)
}
ROWS = {int(number): text for number, text in ROW.findall(judge.__doc__ or "")}


def files(row: str) -> Iterator[Path]:
    """A file without a folder lies in that of the file before it, the first one here."""
    folder = HERE
    for path, name in FILE.findall(row):
        folder = ROOT / path if path else folder
        yield folder / name


def names(row: str) -> Iterator[tuple[str, str]]:
    """With their owners, where they are told. The words around them have neither points nor underscores inside."""
    for owner, name in NAME.findall(FILE.sub("", row)):
        if owner or "_" in name:
            yield owner, name


def is_there(owner: str, name: str) -> bool:
    return any(callable(getattr(one, name, None)) for known, one in OWNERS.items() if owner in ("", known))


def test_every_invariant_has_a_row():
    assert list(ROWS) == list(range(1, INVARIANTS + 1))


@pytest.mark.parametrize("row", ROWS.values(), ids=[f"I{number}" for number in ROWS])
def test_what_a_row_names_exists(row: str):
    named, lying = list(names(row)), list(files(row))
    assert named or lying
    assert [name for name in named if not is_there(*name)] == []
    assert [path for path in lying if not path.is_file()] == []
