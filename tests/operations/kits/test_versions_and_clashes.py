"""Versions of kits, and choosing between what two people said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.kits.parts import Clash, KitId, PartId
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.groups import group_lines, set_group
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, set_quantity
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.versions import restore_version, save_version
from lazi_desktop.operations.kits.whole_kits import archive, rename
from lazi_desktop.operations.undo import undo
from tests.operations.kits.bench import Bench


def test_a_version_is_kept_once(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    save_version(bench.work, kit, "first")
    with pytest.raises(NothingToDo, match="as in version 1"):
        save_version(bench.work, kit)
    group_lines(bench.work, kit, [], "Suction")
    save_version(bench.work, kit)
    assert [(one.number, one.note) for one in bench.now(kit).versions] == [(1, "first"), (2, "")]
    assert bench.labels()[-1] == "Save version 2 of Pump pad"
    set_group(bench.work, kit, [bench.now(kit).groups[0].key], {"collapsed": True})
    archive(bench.work, [kit])
    with pytest.raises(NothingToDo):
        save_version(bench.work, kit)


def test_going_back_brings_the_kit_back_and_keeps_what_it_was(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "WIRE")
    pipe, wire = (bench.line(kit, code).key for code in ("PIPE", "WIRE"))
    save_version(bench.work, kit, "good")
    rename(bench.work, kit, "Other")
    set_quantity(bench.work, kit, [pipe], "9")
    remove_parts(bench.work, kit, [wire])
    add_lines(bench.work, kit, [NewLine(sku=bench.material("NEW"))])
    steps = bench.steps
    restore_version(bench.work, kit, bench.now(kit).versions[0].key)
    found = bench.now(kit)
    assert (found.name, bench.shown(kit), bench.line(kit, "PIPE").quantity) == (
        "Pump pad", ["PIPE", "WIRE"], Decimal(1),
    )  # fmt: skip
    assert [one.note for one in found.versions] == ["good", "Before version 1 was restored"]
    assert bench.steps == steps + 1
    restore_version(bench.work, kit, found.versions[1].key)
    assert bench.shown(kit) == ["PIPE", "NEW"]
    assert len(bench.now(kit).versions) == 3
    undo(bench.work)
    assert bench.shown(kit) == ["PIPE", "WIRE"]


def test_a_version_that_is_so_already_or_not_known_is_said(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    save_version(bench.work, kit)
    with pytest.raises(NothingToDo):
        restore_version(bench.work, kit, bench.now(kit).versions[0].key)
    with pytest.raises(InvalidValue, match="not known"):
        restore_version(bench.work, kit, PartId(bench.work.new_key()))


def clashing(bench: Bench, kit: KitId) -> PartId:
    key = bench.line(kit, "PIPE").key
    part = bench.part(key)
    clash = Clash(value=7, by="sam", at="2026-03-03T09:05:00Z")
    bench.fake.kits.tell(replace(part, clashes={"quantity": [clash]}))
    return key


@pytest.mark.parametrize("chosen", [1, 7])
def test_either_of_two_words_can_be_chosen(bench: Bench, chosen: int) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    key = clashing(bench, kit)
    choose_clash(bench.work, key, "quantity", chosen)
    assert bench.line(kit, "PIPE").quantity == chosen
    assert bench.line(kit, "PIPE").clashes == {}
    op = bench.fake.ledger[-1]
    assert (op.value, op.seen, op.base) == (chosen, 1, [7])
    assert bench.labels()[-1] == "Choose quantity of Pipe in Pump pad"


def test_what_is_not_there_to_choose_is_said(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    key = clashing(bench, kit)
    with pytest.raises(NothingToDo, match="something else"):
        choose_clash(bench.work, key, "quantity", 12)
    with pytest.raises(NothingToDo, match="chosen already"):
        choose_clash(bench.work, key, "note", "x")


def test_the_largest_kit_can_be_kept_and_what_is_longer_is_refused_in_words(bench: Bench) -> None:
    kit, sku = bench.kit("Plant"), bench.material("PIPE")
    add_lines(bench.work, kit, [NewLine(sku=sku, unit="ea", note="n" * 1_000) for _ in range(5_000)])
    save_version(bench.work, kit)
    lines = [one.key for one in bench.now(kit).lines]
    set_line(bench.work, kit, lines[:1_300], {"substitutes": [str(uuid4()) for _ in range(50)]})
    steps = bench.steps
    with pytest.raises(InvalidValue, match=r"8,\d{3},\d{3} characters, and 8,000,000 are the most"):
        save_version(bench.work, kit)
    assert bench.steps == steps
    assert len(bench.now(kit).versions) == 1


def test_going_back_leaves_what_a_newer_program_wrote(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    pipe = bench.line(kit, "PIPE").key
    save_version(bench.work, kit)
    set_line(bench.work, kit, [pipe], {"quantity": 9, "note": "new"})
    bench.somebody_sets(pipe, "supplier", "Ferguson")
    restore_version(bench.work, kit, bench.now(kit).versions[0].key)
    assert (bench.line(kit, "PIPE").quantity, bench.line(kit, "PIPE").note) == (Decimal(1), "")
    assert bench.part(pipe).fields["supplier"] == "Ferguson"


def test_going_back_never_puts_a_kit_into_itself(bench: Bench) -> None:
    kit, other = bench.kit("Pump pad", "PIPE"), bench.kit("Panel")
    include_kit(bench.work, kit, other)
    save_version(bench.work, kit)
    remove_parts(bench.work, kit, [bench.line(kit, "Panel").key])
    include_kit(bench.work, other, kit)
    steps = bench.steps
    with pytest.raises(InvalidValue, match="Pump pad › Panel › Pump pad"):
        restore_version(bench.work, kit, bench.now(kit).versions[0].key)
    assert bench.steps == steps
