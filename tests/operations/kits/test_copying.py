"""Lines copied from kits, and pasted after they were cut."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.copying import copy_from_kit
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import include_kit, set_line
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.removing import remove_parts
from tests.operations.kits.bench import Bench


@pytest.fixture
def source(bench: Bench) -> KitId:
    """PIPE and ELBOW, which need parameters, in a group; GLUE in none."""
    kit = bench.kit("Heater pad", "GLUE", "PIPE", "ELBOW")
    pipe, elbow = bench.line(kit, "PIPE").key, bench.line(kit, "ELBOW").key
    group_lines(bench.work, kit, [pipe, elbow], "Suction", colour="blue")
    for name in ("run_ft", "Elbows", "unused"):
        add_parameter(bench.work, kit, {"name": name, "default": 10})
    set_line(bench.work, kit, [pipe], {"quantity": "=[run_ft]/10", "note": "cut"})
    set_line(bench.work, kit, [elbow], {"quantity": "=[elbows]"})
    return kit


def test_all_of_a_kit_comes_with_its_groups_and_the_parameters_it_needs(bench: Bench, source: KitId) -> None:
    kit = bench.kit("Pump pad", "WIRE")
    add_parameter(bench.work, kit, {"name": "Run ft", "default": 47})
    steps = bench.steps
    copy_from_kit(bench.work, kit, source)
    assert bench.shown(kit) == ["WIRE", "GLUE", "Suction:", "PIPE", "ELBOW"]
    assert bench.line(kit, "PIPE").note == "cut"
    assert bench.now(kit).groups[0].colour == "blue"
    assert [(one.name, one.default) for one in bench.now(kit).parameters] == [
        ("Run ft", Decimal(47)),
        ("Elbows", Decimal(10)),
    ]
    assert bench.steps == steps + 1
    assert bench.labels()[-1] == "Copy 3 lines to Pump pad"
    copy_from_kit(bench.work, kit, source, [bench.line(source, "PIPE").key])
    assert bench.shown(kit) == ["WIRE", "GLUE", "Suction:", "PIPE", "ELBOW", "PIPE"]


def test_lines_go_where_a_person_wants_them(bench: Bench, source: KitId) -> None:
    kit = bench.kit("Pump pad", "WIRE", "CLAMP")
    lines = [bench.line(source, code).key for code in ("PIPE", "GLUE")]
    fresh = PartId(uuid4())
    copy_from_kit(bench.work, kit, source, lines, after=bench.line(kit, "WIRE").key, keys={lines[0]: fresh})
    assert bench.shown(kit) == ["WIRE", "GLUE", "PIPE", "CLAMP"]
    assert bench.line(kit, "PIPE").key == fresh


def test_copies_within_a_kit_come_behind_the_last_of_them(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "A", "B", "C")
    copy_from_kit(bench.work, kit, kit, [bench.line(kit, code).key for code in ("A", "B")])
    assert bench.shown(kit) == ["A", "B", "A", "B", "C"]
    assert len({line.key for line in bench.now(kit).lines}) == 5


def test_what_was_cut_is_pasted(bench: Bench, source: KitId) -> None:
    cut = [bench.line(source, "ELBOW").key, bench.line(source, "PIPE").key]
    remove_parts(bench.work, source, [bench.now(source).groups[0].key])
    assert bench.shown(source) == ["GLUE"]
    copy_from_kit(bench.work, source, source, cut)
    assert bench.shown(source) == ["GLUE", "Suction:", "PIPE", "ELBOW"]


def test_copied_kits_make_no_cycle(bench: Bench) -> None:
    pad, union, other = bench.kit("Pump pad"), bench.kit("Union set"), bench.kit("Other")
    include_kit(bench.work, pad, union)
    include_kit(bench.work, other, pad)
    with pytest.raises(InvalidValue, match="Union set › Pump pad › Union set"):
        copy_from_kit(bench.work, union, other)
    with pytest.raises(NothingToDo):
        copy_from_kit(bench.work, pad, union)
