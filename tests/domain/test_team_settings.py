"""What holds for everybody in a tenant: read from whatever the hub keeps, written as it is read."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lazi_desktop.domain.team import HIDEABLE, LEVELS, Level, TeamSettings, team_settings_of

USUAL = TeamSettings()
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    margin=some.decimals(0, Decimal("0.9999"), places=4),
    rounding=some.decimals(0, 1000, places=2),
    hidden=some.sets(some.sampled_from(HIDEABLE)),
)
def test_what_is_kept_is_read_again(margin: Decimal, rounding: Decimal, hidden: set[Level]) -> None:
    settings = TeamSettings(margin_floor=margin, round_to=rounding, hidden_costs=frozenset(hidden))
    assert team_settings_of(json.loads(json.dumps(settings.as_values()))) == settings


def test_nothing_said_is_as_usual() -> None:
    assert team_settings_of({}) == USUAL
    assert (USUAL.margin_floor, USUAL.round_to, USUAL.hidden_costs) == (
        Decimal("0.10"),
        Decimal("0.01"),
        frozenset(),
    )


@pytest.mark.parametrize(
    "said",
    ["", " ", "ten", "10 %", "0,1", "NaN", "sNaN", "Infinity", "-Infinity", "-0.1", "1", "1.0", "2", 1, 5, -1, None,
     True, [], {}, ["0.1"], float("nan"), float("inf"), "9" * 5000, "1e999999999", "0x1"],
)  # fmt: skip
def test_a_margin_that_is_none_is_the_usual_one(said: Any) -> None:
    assert team_settings_of({"margin_floor": said}).margin_floor == USUAL.margin_floor


@pytest.mark.parametrize(
    "said", ["", "NaN", "Infinity", "-1", "a dime", None, True, False, [], {}, float("inf")]
)
def test_a_rounding_that_is_none_is_the_usual_one(said: Any) -> None:
    assert team_settings_of({"round_to": said}).round_to == USUAL.round_to


@pytest.mark.parametrize(
    ("said", "read"), [(0, "0"), ("0", "0"), (0.25, "0.25"), ("0.999", "0.999"), (" 0.2 ", "0.2")]
)
def test_numbers_however_json_has_them(said: Any, read: str) -> None:
    assert team_settings_of({"margin_floor": said}).margin_floor == Decimal(read)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (["viewer"], {"viewer"}),
        (["estimator", "viewer", "viewer"], {"viewer", "estimator"}),
        (["viewer", "manager", "admin"], {"viewer"}),
        (["Viewer", "VIEWER", " viewer"], set()),
        (["viewer", None, 3, ["estimator"], {"a": 1}], {"viewer"}),
        ("viewer", set()),
        ({"viewer": True}, set()),
        (None, set()),
        (True, set()),
        ([], set()),
    ],
)
def test_costs_are_hidden_from_those_only_who_can_do_without(said: Any, read: set[str]) -> None:
    settings = team_settings_of({"hidden_costs": said})
    assert settings.hidden_costs == read
    assert [level for level in LEVELS if settings.hides_costs_from(level)] == [
        one for one in LEVELS if one in read
    ]
    assert not settings.hides_costs_from("")


@given(
    some.dictionaries(some.sampled_from(["margin_floor", "round_to", "hidden_costs", "of_later"]), ANYTHING)
)
def test_whatever_stands_there_something_sound_is_read(said: dict[str, Any]) -> None:
    settings = team_settings_of(said)
    assert 0 <= settings.margin_floor < 1
    assert settings.round_to >= 0
    assert settings.round_to.is_finite()
    assert settings.hidden_costs <= set(HIDEABLE)
