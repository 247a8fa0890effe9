"""Lines of kits: added where they are wanted, changed and stepped; a kit is never put into itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NoLongerThere
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import (
    NewLine,
    add_lines,
    include_kit,
    set_line,
    set_quantity,
    step_quantity,
)
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.whole_kits import remove_kit
from tests.operations.kits.bench import Bench


def test_lines_come_in_order_at_the_end_and_are_one_step(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "ELBOW")
    steps = bench.steps
    new = [NewLine(sku=bench.material("UNION"), quantity=Decimal(2)), NewLine(sku=bench.material("GLUE"))]
    changes = add_lines(bench.work, kit, new)
    assert bench.shown(kit) == ["PIPE", "ELBOW", "UNION", "GLUE"]
    assert bench.steps == steps + 1
    assert bench.labels()[-1] == "Add 2 lines to Pump pad"
    assert changes.keys == {kit}


def test_lines_come_behind_the_line_that_is_named_and_into_its_group(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "ELBOW", "WIRE")
    group_lines(bench.work, kit, [bench.line(kit, "PIPE").key, bench.line(kit, "ELBOW").key], "Suction")
    add_lines(bench.work, kit, [NewLine(sku=bench.material("UNION"))], after=bench.line(kit, "PIPE").key)
    add_lines(bench.work, kit, [NewLine(sku=bench.material("TEE"))], before=bench.line(kit, "PIPE").key)
    assert bench.shown(kit) == ["WIRE", "Suction:", "TEE", "PIPE", "UNION", "ELBOW"]
    group = bench.now(kit).groups[0].key
    add_lines(bench.work, kit, [NewLine(sku=bench.material("LAST"))], group=group)
    assert bench.shown(kit)[-1] == "LAST"


def test_a_line_keeps_all_that_it_is_given(bench: Bench) -> None:
    kit, other = bench.kit("Pump pad"), bench.material("SUB")
    sku, key = bench.material("PIPE"), PartId(uuid4())
    line = NewLine(
        key=key, sku=sku, quantity="=[run_ft]*1.1/10", unit=" stick ", waste=Decimal("0.10"), pack=Decimal(10),
        optional=True, substitutes=(other,), note="glue\nit ",
    )  # fmt: skip
    add_lines(bench.work, kit, [line])
    (made,) = bench.now(kit).lines
    assert made == replace(
        made, key=key, sku=sku, quantity="=[run_ft]*1.1/10", unit="stick", waste=Decimal("0.1"),
        pack=Decimal(10), optional=True, substitutes=(other,), note="glue\nit",
    )  # fmt: skip
    assert bench.labels()[-1] == "Add Pipe to Pump pad"


@pytest.mark.parametrize(
    "typed, quantity",
    [
        ("2", Decimal(2)),
        ("1/2", Decimal("0.5")),
        ("1 1/2", Decimal("1.5")),
        ("½", Decimal("0.5")),
        ("1,5", Decimal("1.5")),
        ("= [run_ft] / 10", "= [run_ft] / 10"),
    ],
)
def test_a_quantity_is_read_as_people_type_it(bench: Bench, typed: str, quantity: Quantity) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    set_quantity(bench.work, kit, [bench.line(kit, "PIPE").key], typed)
    assert bench.line(kit, "PIPE").quantity == quantity


@pytest.mark.parametrize(
    "values, words",
    [
        ({"quantity": "-1"}, "below"),
        ({"quantity": ""}, "empty"),
        ({"quantity": "=" + "(" * 200}, "nested"),
        ({"quantity": "=" + "1+" * 5_000 + "1"}, "characters"),
        ({"quantity": Decimal(-1)}, "below 0"),
        ({"quantity": Decimal("NaN")}, "not a number"),
        ({"waste": "2000 %"}, "cannot be meant"),
        ({"waste": "some"}, "not a number"),
        ({"pack": 0}, "more than nothing"),
        ({"unit": "u" * 41}, "41 characters"),
        ({"note": "n" * 1_001}, "1,001 characters"),
        ({"note": "\ud800"}, "damaged"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(bench: Bench, values: dict[str, object], words: str) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    steps = bench.steps
    with pytest.raises(InvalidValue) as refused:
        set_line(bench.work, kit, [bench.line(kit, "PIPE").key], values)
    assert words in refused.value.detail
    assert bench.steps == steps


def test_waste_is_typed_per_cent_and_given_as_a_share(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    key = bench.line(kit, "PIPE").key
    for typed in ("12.5", "12.5 %", Decimal("0.125")):
        set_line(bench.work, kit, [key], {"waste": typed})
        assert bench.line(kit, "PIPE").waste == Decimal("0.125")
    set_line(bench.work, kit, [key], {"waste": "0"})
    assert "waste" not in bench.part(key).fields


def test_several_lines_change_as_one_step_with_what_was_there_as_seen(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "ELBOW")
    keys = [line.key for line in bench.now(kit).lines]
    set_line(bench.work, kit, keys[:1], {"unit": "ft"})
    set_line(bench.work, kit, keys, {"unit": "stick"})
    assert bench.labels()[-1] == "Unit of 2 lines in Pump pad"
    assert [(op.field, op.value, op.seen) for op in bench.fake.undo_list[-1].ops] == [
        ("unit", "stick", "ft"),
        ("unit", "stick", None),
    ]
    before = len(bench.fake.ledger)
    assert not set_line(bench.work, kit, keys, {"unit": "stick"})
    assert len(bench.fake.ledger) == before


def test_stepping_leaves_formulas_and_stops_at_nothing(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "WIRE")
    pipe, wire = (bench.line(kit, code).key for code in ("PIPE", "WIRE"))
    set_quantity(bench.work, kit, [wire], "=[run_ft]")
    step_quantity(bench.work, kit, [pipe, wire], 2)
    assert bench.line(kit, "PIPE").quantity == 3
    assert bench.line(kit, "WIRE").quantity == "=[run_ft]"
    step_quantity(bench.work, kit, [pipe], -5)
    assert bench.line(kit, "PIPE").quantity == 0
    with pytest.raises(InvalidValue, match="formula"):
        step_quantity(bench.work, kit, [wire], 1)


def test_a_sku_that_is_not_there_is_refused(bench: Bench) -> None:
    kit = bench.kit("Pump pad")
    with pytest.raises(NoLongerThere):
        add_lines(bench.work, kit, [NewLine(sku=EntityKey(uuid4()))])
    with pytest.raises(NoLongerThere):
        add_lines(bench.work, kit, [NewLine(includes=KitId(uuid4()))])
    assert bench.shown(kit) == []


def test_a_line_that_somebody_removed_is_not_changed(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    key = bench.line(kit, "PIPE").key
    bench.somebody_sets(key, "gone", True)
    with pytest.raises(NoLongerThere):
        set_quantity(bench.work, kit, [key], "3")
    remove_kit(bench.work, [kit])
    with pytest.raises(NoLongerThere):
        add_lines(bench.work, kit, [NewLine(sku=bench.material("ELBOW"))])


def test_a_kit_in_itself_is_refused_with_the_path(bench: Bench) -> None:
    pad, union, valve = bench.kit("Pump pad"), bench.kit("Union set"), bench.kit("Valve set")
    include_kit(bench.work, pad, union)
    include_kit(bench.work, union, valve)
    steps = bench.steps
    with pytest.raises(InvalidValue, match="Valve set › Pump pad › Union set › Valve set"):
        include_kit(bench.work, valve, pad)
    with pytest.raises(InvalidValue, match="Valve set › Union set › Valve set"):
        add_lines(bench.work, valve, [NewLine(sku=bench.material("X")), NewLine(includes=union)])
    with pytest.raises(InvalidValue, match="Pump pad cannot hold itself"):
        include_kit(bench.work, pad, pad)
    assert bench.steps == steps


def test_a_removed_line_or_kit_makes_no_cycle(bench: Bench) -> None:
    pad, union = bench.kit("Pump pad"), bench.kit("Union set")
    include_kit(bench.work, pad, union)
    remove_parts(bench.work, pad, [bench.line(pad, "Union set").key])
    include_kit(bench.work, union, pad)
    assert bench.shown(union) == ["Pump pad"]


def test_a_cycle_that_two_people_made_ends_the_search(bench: Bench) -> None:
    one, other, third = bench.kit("One"), bench.kit("Other"), bench.kit("Third")
    include_kit(bench.work, one, other)
    line = NewLine(key=PartId(uuid4()), includes=third)
    add_lines(bench.work, other, [line])
    assert line.key is not None
    bench.somebody_sets(line.key, "includes", str(one))
    include_kit(bench.work, third, one)
    assert bench.shown(third) == ["One"]


def test_an_included_kit_gets_the_parameters_that_are_called_the_same(bench: Bench) -> None:
    pad, union = bench.kit("Pump pad"), bench.kit("Union set")
    for name in ("Run ft", "Breaker"):
        add_parameter(bench.work, pad, {"name": name})
    for name in ("run_ft", "size"):
        add_parameter(bench.work, union, {"name": name})
    include_kit(bench.work, pad, union, quantity="2")
    (line,) = bench.now(pad).lines
    assert (line.quantity, dict(line.values)) == (Decimal(2), {"run_ft": "=[Run ft]"})
    assert bench.part(line.key).kind is KitPart.INCLUDE
    assert {op.kind for op in bench.fake.ledger} == {OpKind.KIT}
