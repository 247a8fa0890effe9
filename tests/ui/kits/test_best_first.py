"""Which part is offered first for what was typed: Enter takes it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.ui.kits.browser.best_first import best_first
from lazi_desktop.ui.kits.browser.found_part import FoundPart


def part(name: str, code: str = "") -> FoundPart:
    return FoundPart(name, code, Decimal(1))


def first(text: str, *names: str) -> str:
    return best_first([part(name) for name in names], text)[0].name


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ('2" elbow', ('3/4" PVC Conduit Elbow', '2-1/2" PVC Elbow', '2" PVC Elbow'), '2" PVC Elbow'),
        ('ball valve 2"', ('1/4" Ball Valve', '1-1/2" Ball Valve', '2" Ball Valve'), '2" Ball Valve'),
        ("ball valve 2", ("Ball valve 20 mm", '1/2" Ball Valve', '2" Ball Valve'), '2" Ball Valve'),
        ("3/4 in tee", ('1-3/4" Tee', '3/4" Tee'), '3/4" Tee'),
        ('3/4" tee', ("1 3/4 in Tee", "3/4 in Tee"), "3/4 in Tee"),
        ('1-1/2" union', ('1/2" Union', '1" Union', "1½ in Union"), "1½ in Union"),
        ("1.5 union", ('15" Union', '1 1/2" Union'), '1 1/2" Union'),
        ('2" pump', ("Pump, 2 pole", '2" Pump'), '2" Pump'),
        ("tee", ("Teeth for a saw", "Copper tee"), "Copper tee"),
        ("tee", ("Copper tee", "Tee, copper"), "Tee, copper"),
        ("filter 16x20", ("Filter 16x25", "Filter 1620", "Filter 20 x 16"), "Filter 20 x 16"),
        ("ball val", ("Valve with ball", "Ball valve"), "Ball valve"),
        ("cafe", ("Cafeteria sign", "Café crème"), "Café crème"),
    ],
)
def test_whole_words_and_sizes_stand_first(text: str, names: tuple[str, ...], expected: str) -> None:
    assert first(text, *names) == expected


def test_all_words_whole_stand_before_some() -> None:
    names = ('2" Elbows, box', '20" Elbow', '2" Copper elbow')
    assert first('2" elbow', *names) == names[2]


def test_a_code_stands_before_names() -> None:
    parts = [part("EL-30 adapter", "AD-1"), part("Elbow", "EL-301"), part("Bend", "EL-30")]
    assert [one.code for one in best_first(parts, "el-30")] == ["EL-30", "EL-301", "AD-1"]


def test_equal_ones_stay_as_they_were_found() -> None:
    parts = [part("Fitting b"), part("Fitting a"), part("Fitting c")]
    assert best_first(parts, "fitting") == parts
    assert best_first(parts, "") == parts


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=6))
def test_nothing_typed_loses_a_part(text: str, names: list[str]) -> None:
    parts = [part(name, name[:3]) for name in names]
    assert sorted(map(id, best_first(parts, text))) == sorted(map(id, parts))
