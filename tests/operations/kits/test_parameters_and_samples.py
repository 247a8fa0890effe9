"""Parameters, whose names are in formulas, and samples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Choice
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.lines import include_kit, set_line
from lazi_desktop.operations.kits.parameters import (
    add_parameter,
    move_parameter,
    remove_parameter,
    set_parameter,
)
from lazi_desktop.operations.kits.removing import remove_parts, restore_parts
from lazi_desktop.operations.kits.samples import add_sample, remove_sample, set_sample
from lazi_desktop.operations.undo import undo
from tests.operations.kits.bench import Bench


@pytest.fixture
def kit(bench: Bench) -> KitId:
    kit = bench.kit("Pump pad", "PIPE", "WIRE")
    add_parameter(
        bench.work, kit, {"name": "run_ft", "unit": "ft", "default": "47", "least": "1", "most": 500}
    )
    set_line(
        bench.work,
        kit,
        [bench.line(kit, "PIPE").key],
        {"quantity": "=ROUNDUP([Run ft]*1.1/10)+MAX(run_ft,2)"},
    )
    return kit


def parameter(bench: Bench, kit: KitId, name: str) -> PartId:
    return next(one.key for one in bench.now(kit).parameters if one.name == name)


def test_a_parameter_keeps_what_it_is_given(bench: Bench, kit: KitId) -> None:
    choices = [Choice('1-1/2"', Decimal("1.5")), Choice('2"', Decimal(2))]
    add_parameter(bench.work, kit, {"name": "pipe_dia", "choices": choices, "default": "2"})
    first, second = bench.now(kit).parameters
    assert (first.name, first.unit) == ("run_ft", "ft")
    assert [first.default, first.least, first.most] == [Decimal(47), Decimal(1), Decimal(500)]
    assert (list(second.choices), second.default) == (choices, Decimal(2))


@pytest.mark.parametrize(
    "values, words",
    [
        ({"name": ""}, "empty"),
        ({"name": "a+b"}, "cannot be the name"),
        ({"name": "Run FT"}, "a parameter “run_ft” already"),
        ({"name": "p" * 81}, "81 characters"),
        ({"name": "a", "least": 5, "most": 4}, "more than the greatest"),
        ({"name": "a", "least": 5, "default": 4}, "between"),
        ({"name": "a", "default": "some"}, "not a number"),
        ({"name": "a", "default": 3, "choices": [Choice("x", Decimal(1))]}, "none of the choices"),
        ({"name": "a", "choices": [Choice("x", Decimal(1)), Choice("X", Decimal(2))]}, "Two choices"),
    ],
)
def test_what_does_not_go_together_is_refused(
    bench: Bench, kit: KitId, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidValue, match=words):
        add_parameter(bench.work, kit, values)
    assert len(bench.now(kit).parameters) == 1


def test_bounds_are_looked_at_with_what_is_there_already(bench: Bench, kit: KitId) -> None:
    key = parameter(bench, kit, "run_ft")
    with pytest.raises(InvalidValue):
        set_parameter(bench.work, kit, key, {"most": "10"})
    set_parameter(bench.work, kit, key, {"most": "10", "default": "5"})
    assert bench.now(kit).parameters[0].most == 10


def test_a_new_name_is_put_into_formulas_samples_and_other_kits(bench: Bench, kit: KitId) -> None:
    other = bench.kit("Pool")
    include_kit(bench.work, other, kit, values={"RUN_FT": "=[length]*2"})
    add_sample(bench.work, kit, "47 ft", {"run_ft": Decimal(47)}, {bench.line(kit, "PIPE").key: Decimal(6)})
    set_parameter(bench.work, kit, parameter(bench, kit, "run_ft"), {"name": "Run length"})
    assert bench.line(kit, "PIPE").quantity == "=ROUNDUP([Run length]*1.1/10)+MAX([Run length],2)"
    assert dict(bench.now(kit).samples[0].values) == {"Run length": Decimal(47)}
    assert dict(bench.now(other).lines[0].values) == {"Run length": "=[length]*2"}
    undo(bench.work)
    assert bench.now(kit).parameters[0].name == "run_ft"
    assert dict(bench.now(other).lines[0].values) == {"RUN_FT": "=[length]*2"}


def test_a_function_is_no_parameter(bench: Bench, kit: KitId) -> None:
    add_parameter(bench.work, kit, {"name": "max"})
    set_parameter(bench.work, kit, parameter(bench, kit, "max"), {"name": "greatest"})
    assert "MAX(run_ft,2)" in str(bench.line(kit, "PIPE").quantity)


def test_a_needed_parameter_stays(bench: Bench, kit: KitId) -> None:
    key = parameter(bench, kit, "run_ft")
    with pytest.raises(InvalidValue, match="Pipe is worked out with “run_ft”"):
        remove_parameter(bench.work, kit, [key])
    remove_parts(bench.work, kit, [key, bench.line(kit, "PIPE").key])
    assert bench.now(kit).parameters == ()


def test_parameters_are_moved(bench: Bench, kit: KitId) -> None:
    add_parameter(bench.work, kit, {"name": "breaker"})
    move_parameter(bench.work, kit, parameter(bench, kit, "breaker"), before=parameter(bench, kit, "run_ft"))
    assert [one.name for one in bench.now(kit).parameters] == ["breaker", "run_ft"]
    move_parameter(bench.work, kit, parameter(bench, kit, "breaker"))
    assert [one.name for one in bench.now(kit).parameters] == ["run_ft", "breaker"]


def test_samples_expect_something_of_lines_that_are_there(bench: Bench, kit: KitId) -> None:
    pipe, wire = bench.line(kit, "PIPE").key, bench.line(kit, "WIRE").key
    with pytest.raises(InvalidValue, match="expects"):
        add_sample(bench.work, kit, "Nothing", {}, {})
    add_sample(bench.work, kit, "47 ft", {"run_ft": Decimal(47)}, {pipe: Decimal(6)}, hours=Decimal("1.5"))
    (sample,) = bench.now(kit).samples
    assert (dict(sample.values), dict(sample.quantities), sample.hours) == (
        {"run_ft": Decimal(47)}, {pipe: Decimal(6)}, Decimal("1.5"),
    )  # fmt: skip
    set_sample(bench.work, kit, sample.key, name="Long", quantities={pipe: Decimal(7), wire: Decimal(1)})
    (sample,) = bench.now(kit).samples
    assert (sample.name, dict(sample.quantities)) == ("Long", {pipe: Decimal(7), wire: Decimal(1)})
    assert (dict(sample.values), sample.hours) == ({"run_ft": Decimal(47)}, Decimal("1.5"))
    set_sample(bench.work, kit, sample.key, values={}, hours=None)
    (cleared,) = bench.now(kit).samples
    assert (dict(cleared.values), cleared.hours, cleared.quantities) == ({}, None, sample.quantities)
    with pytest.raises(InvalidValue, match="name of a sample"):
        set_sample(bench.work, kit, sample.key, name=" ")
    remove_parts(bench.work, kit, [wire])
    with pytest.raises(InvalidValue, match="not in the kit any more"):
        set_sample(bench.work, kit, sample.key, quantities={wire: Decimal(1)})
    remove_sample(bench.work, kit, [sample.key])
    assert bench.now(kit).samples == ()


def test_a_parameter_comes_back_only_where_its_name_is_free(bench: Bench) -> None:
    kit = bench.kit("Pad")
    add_parameter(bench.work, kit, {"name": "run"})
    key = parameter(bench, kit, "run")
    remove_parts(bench.work, kit, [key])
    add_parameter(bench.work, kit, {"name": "Run"})
    with pytest.raises(InvalidValue, match="has a parameter “run” already"):
        restore_parts(bench.work, kit, [key])
    assert [one.name for one in bench.now(kit).parameters] == ["Run"]
