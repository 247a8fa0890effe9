"""Kits as a whole: made, named, copied, put away and brought back, one step each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.errors import InvalidValue, NoLongerThere, NothingToDo
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import include_kit, set_quantity
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.removing import remove_parts, restore_parts
from lazi_desktop.operations.kits.samples import add_sample
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import (
    KitCopy,
    archive,
    create_kit,
    duplicate_kit,
    remove_kit,
    rename,
    restore,
    set_kit_field,
)
from tests.operations.kits.bench import Bench


def test_a_new_kit_has_its_name_and_category(bench: Bench) -> None:
    changes = create_kit(bench.work, "  Pump   pad ", path=["Plumbing", "Equipment pads"])
    (key,) = changes.keys
    found = bench.now(KitId(key))
    assert (found.name, list(found.path)) == ("Pump pad", ["Plumbing", "Equipment pads"])
    assert bench.labels() == ["New kit Pump pad"]


def test_two_kits_may_be_called_the_same(bench: Bench) -> None:
    assert bench.kit("Pump pad") != bench.kit("Pump pad")


@pytest.mark.parametrize("name, words", [("", "empty"), (" \t", "empty"), ("k" * 201, "201 characters")])
def test_a_name_that_is_none_is_refused(bench: Bench, name: str, words: str) -> None:
    with pytest.raises(InvalidValue, match=words):
        create_kit(bench.work, name)
    kit = bench.kit("Pump pad")
    with pytest.raises(InvalidValue, match=words):
        rename(bench.work, kit, name)
    assert bench.now(kit).name == "Pump pad"


@pytest.mark.parametrize(
    "field, typed, stored",
    [
        ("path", "Plumbing › Pads > Large", ["Plumbing", "Pads", "Large"]),
        ("path", "", []),
        ("tags", "pool, heater; pool", ["pool", "heater"]),
        ("labour_hours", "2,5", Decimal("2.5")),
        ("note", "two\nlines \n", "two\nlines"),
    ],
)
def test_a_field_of_several_kits_is_one_step(bench: Bench, field: str, typed: str, stored: object) -> None:
    kits = [bench.kit("Pump pad"), bench.kit("Heater pad")]
    steps = bench.steps
    set_kit_field(bench.work, kits, field, typed)
    for kit in kits:
        value = getattr(bench.now(kit), field)
        assert (list(value) if isinstance(stored, list) else value) == stored
    assert bench.steps - steps == (1 if stored else 0)


@pytest.mark.parametrize(
    "field, typed, words",
    [
        ("labour_hours", "-1", "below 0"),
        ("labour_hours", "many", "not a number"),
        ("path", "›".join("abcdefghi"), "8 levels"),
        ("tags", "t" * 61, "61 characters"),
    ],
)
def test_what_does_not_fit_a_kit_is_refused(bench: Bench, field: str, typed: str, words: str) -> None:
    with pytest.raises(InvalidValue, match=words):
        set_kit_field(bench.work, [bench.kit("Pump pad")], field, typed)


def test_archived_and_removed_kits_come_back_as_they_were(bench: Bench) -> None:
    kit, other = bench.kit("Pump pad", "PIPE"), bench.kit("Heater pad")
    archive(bench.work, [kit, other])
    assert bench.labels()[-1] == "Archive 2 kits"
    assert bench.now(kit).archived
    with pytest.raises(NothingToDo):
        archive(bench.work, [kit])
    remove_kit(bench.work, [kit])
    assert bench.now(kit).gone
    with pytest.raises(NoLongerThere):
        rename(bench.work, kit, "Other")
    restore(bench.work, [kit])
    assert (bench.now(kit).gone, bench.now(kit).archived) == (False, False)
    assert bench.shown(kit) == ["PIPE"]


def test_a_copy_has_all_of_its_own_and_nothing_of_the_other(bench: Bench) -> None:
    kit, union = bench.kit("Pump pad", "PIPE", "WIRE", "OLD"), bench.kit("Union set")
    include_kit(bench.work, kit, union)
    add_parameter(bench.work, kit, {"name": "run_ft"})
    pipe = bench.line(kit, "PIPE").key
    set_quantity(bench.work, kit, [pipe], "=[run_ft]/10")
    group_lines(bench.work, kit, [pipe], "Suction", colour="blue")
    remove_parts(bench.work, kit, [bench.line(kit, "OLD").key])
    add_sample(bench.work, kit, "47 ft", {"run_ft": Decimal(47)}, {pipe: Decimal("4.7")})
    save_version(bench.work, kit)
    copy = KitId(bench.work.new_key())
    duplicate_kit(bench.work, [KitCopy(kit, "2.7 HP pad", copy)])
    found = bench.now(copy)
    assert found.name == "2.7 HP pad"
    assert bench.shown(copy) == bench.shown(kit) == ["WIRE", "Union set", "Suction:", "PIPE"]
    assert {line.key for line in found.lines}.isdisjoint(line.key for line in bench.now(kit).lines)
    assert dict(found.samples[0].quantities) == {bench.line(copy, "PIPE").key: Decimal("4.7")}
    assert bench.count(copy, KitPart.VERSION) == 0
    set_quantity(bench.work, copy, [bench.line(copy, "PIPE").key], "9")
    assert bench.line(kit, "PIPE").quantity == "=[run_ft]/10"


def test_several_copies_are_one_step_and_are_called_copies(bench: Bench) -> None:
    kits = [bench.kit("Pump pad", "PIPE"), bench.kit("Heater pad")]
    archive(bench.work, kits[:1])
    steps = bench.steps
    changes = duplicate_kit(bench.work, [KitCopy(kit) for kit in kits])
    made = [bench.now(KitId(key)) for key in changes.keys]
    assert {(one.name, one.archived) for one in made} == {
        ("Pump pad copy", False),
        ("Heater pad copy", False),
    }
    assert bench.steps == steps + 1


def test_a_removed_kit_cannot_be_copied(bench: Bench) -> None:
    kit = bench.kit("Pump pad")
    remove_kit(bench.work, [kit])
    with pytest.raises(NoLongerThere):
        duplicate_kit(bench.work, [KitCopy(kit)])
    assert bench.part(PartId(kit)).is_gone


def test_removed_kits_and_lines_come_back_only_where_no_kit_is_in_itself(bench: Bench) -> None:
    pad, panel, third = (bench.kit(name) for name in ("Pad", "Panel", "Third"))
    include_kit(bench.work, pad, panel)
    include_kit(bench.work, third, pad)
    remove_kit(bench.work, [pad])
    include_kit(bench.work, panel, third)
    with pytest.raises(InvalidValue, match="Pad › Panel › Third › Pad"):
        restore(bench.work, [pad])
    remove_kit(bench.work, [panel, third])
    with pytest.raises(InvalidValue, match="already"):
        restore(bench.work, [pad, panel, third])
    restore(bench.work, [pad, panel])
    line = bench.line(panel, "Third").key
    remove_parts(bench.work, panel, [line])
    restore(bench.work, [third])
    with pytest.raises(InvalidValue, match="Panel › Third › Pad › Panel"):
        restore_parts(bench.work, panel, [line])
