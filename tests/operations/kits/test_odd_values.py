"""Values that no desktop of ours writes, told by the hub: operations on kits go on, and large kits stay quick."""

from __future__ import annotations

import time
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.parts import Clash, Part, PartId
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.copying import copy_from_kit
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, step_quantity
from lazi_desktop.operations.kits.moving import move_lines, shift_lines
from lazi_desktop.operations.kits.parameters import add_parameter, set_parameter
from tests.operations.kits.bench import Bench


def test_a_line_with_an_odd_group_is_copied_into_none(bench: Bench) -> None:
    kit, other = bench.kit("Pad", "PIPE"), bench.kit("Other")
    line = bench.line(kit, "PIPE").key
    bench.somebody_sets(line, "group", ["x"])
    copy_from_kit(bench.work, other, kit, [line])
    assert bench.shown(other) == ["PIPE"]


def test_a_parameter_is_renamed_past_odd_values_and_bounds(bench: Bench) -> None:
    kit, other = bench.kit("Pad", "PIPE"), bench.kit("Other")
    key = PartId(uuid4())
    add_parameter(bench.work, kit, {"name": "run"}, parameter=key)
    include_kit(bench.work, kit, other, values={"x": "=[run]"})
    set_line(bench.work, kit, [bench.line(kit, "PIPE").key], {"quantity": "=[run]*2"})
    bench.somebody_sets(bench.line(kit, "Other").key, "values", [1])
    bench.somebody_sets(key, "least", "3")
    set_parameter(bench.work, kit, key, {"name": "length", "default": 5})
    assert bench.line(kit, "PIPE").quantity == "=[length]*2"
    assert bench.now(kit).parameters[0].default == 5


def test_an_odd_quantity_is_replaced_by_typing_not_stepped(bench: Bench) -> None:
    kit = bench.kit("Pad", "PIPE")
    line = bench.line(kit, "PIPE").key
    bench.somebody_sets(line, "quantity", {"a": 1})
    with pytest.raises(InvalidValue, match="Type a number"):
        step_quantity(bench.work, kit, [line], 1)
    set_line(bench.work, kit, [line], {"quantity": 4})
    assert bench.line(kit, "PIPE").quantity == Decimal(4)


def test_a_clash_of_a_field_from_a_newer_program_can_be_settled(bench: Bench) -> None:
    kit = bench.kit("Pad", "PIPE")
    part = bench.part(bench.line(kit, "PIPE").key)
    said = {"supplier": [Clash(value="x", by="sam", at="")]}
    bench.fake.kits.tell(
        Part(kind=part.kind, key=part.key, kit=kit, fields=part.fields, clashes=said, by="sam")
    )
    choose_clash(bench.work, part.key, "supplier", "x")
    assert bench.part(part.key).fields["supplier"] == "x"
    assert bench.labels()[-1] == "Choose supplier of Pipe in Pad"


def test_thousands_of_lines_move_at_once(bench: Bench) -> None:
    kit, sku = bench.kit("Pad"), bench.material("PIPE")
    add_lines(bench.work, kit, [NewLine(sku=sku) for _ in range(5_000)])
    keys = [one.key for one in bench.now(kit).lines]
    for act in (
        lambda: move_lines(bench.work, kit, keys[2_500:], before=keys[0]),
        lambda: shift_lines(bench.work, kit, keys[:2_500], -1),
        lambda: group_lines(bench.work, kit, keys[:2_500], "G"),
        lambda: copy_from_kit(bench.work, bench.kit("Other"), kit, keys[:2_500]),
    ):
        began = time.process_time()
        act()
        assert time.process_time() - began < 1  # 0.1 s; by lists it was several seconds
    assert [one.key for one in bench.now(kit).lines_of(None)][:2] == keys[2_500:2_502]
