"""Steps on kits taken back and done again, alone and with edits of SKUs; what somebody changed since is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.assembling import content_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of, values_for
from lazi_desktop.operations.kits.copying import copy_from_kit
from lazi_desktop.operations.kits.groups import group_lines, set_group, ungroup
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, step_quantity
from lazi_desktop.operations.kits.moving import move_lines, shift_lines
from lazi_desktop.operations.kits.parameters import add_parameter, set_parameter
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.samples import add_sample
from lazi_desktop.operations.kits.versions import restore_version, save_version
from lazi_desktop.operations.kits.whole_kits import archive, create_kit, remove_kit, rename, set_kit_field
from lazi_desktop.operations.proposals import proposing
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from lazi_desktop.ports.change_sets import ProposalState
from tests.operations.kits.bench import Bench

Act = Callable[[Bench, KitId], object]


def filled(bench: Bench) -> KitId:
    """A kit with three lines, two of them in a group, a parameter, a version and a name that came later."""
    kit = bench.kit("Pad", "PIPE", "ELBOW", "WIRE")
    group_lines(bench.work, kit, [bench.line(kit, "PIPE").key, bench.line(kit, "ELBOW").key], "Suction")
    add_parameter(bench.work, kit, {"name": "run_ft", "default": "10"})
    set_line(bench.work, kit, [bench.line(kit, "PIPE").key], {"quantity": "=[run_ft]/10"})
    save_version(bench.work, kit, "first")
    rename(bench.work, kit, "Pump pad")
    return kit


ACTS: dict[str, Act] = {
    "rename": lambda b, kit: rename(b.work, kit, "Other"),
    "path": lambda b, kit: set_kit_field(b.work, [kit], "path", "Plumbing › Pads"),
    "archive": lambda b, kit: archive(b.work, [kit]),
    "add": lambda b, kit: add_lines(b.work, kit, [NewLine(sku=b.material("NEW")), NewLine(sku=b.material("NEWER"))]),
    "set": lambda b, kit: set_line(b.work, kit, [b.line(kit, "PIPE").key], {"unit": "ft", "note": "cut"}),
    "step": lambda b, kit: step_quantity(b.work, kit, [b.line(kit, "WIRE").key], 4),
    "remove": lambda b, kit: remove_parts(b.work, kit, [b.line(kit, "WIRE").key]),
    "remove a group": lambda b, kit: remove_parts(b.work, kit, [b.now(kit).groups[0].key]),
    "move": lambda b, kit: move_lines(
        b.work, kit, [b.line(kit, "WIRE").key], before=b.line(kit, "ELBOW").key
    ),
    "shift": lambda b, kit: shift_lines(b.work, kit, [b.line(kit, "WIRE").key], 1),
    "group": lambda b, kit: group_lines(b.work, kit, [b.line(kit, "WIRE").key], "Electrical", colour="blue"),
    "ungroup": lambda b, kit: ungroup(b.work, kit, [b.now(kit).groups[0].key]),
    "rename a group": lambda b, kit: set_group(b.work, kit, [b.now(kit).groups[0].key], {"name": "Discharge"}),
    "copy": lambda b, kit: copy_from_kit(b.work, kit, b.kit("Other", "A", "B")),
    "parameter": lambda b, kit: set_parameter(
        b.work, kit, b.now(kit).parameters[0].key, {"name": "length", "default": "12"}
    ),
    "sample": lambda b, kit: add_sample(
        b.work, kit, "47 ft", {"run_ft": Decimal(47)}, {b.line(kit, "PIPE").key: Decimal(6)}
    ),
    "restore": lambda b, kit: restore_version(b.work, kit, b.now(kit).versions[0].key),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_a_step_is_taken_back_whole_and_done_again(bench: Bench, name: str) -> None:
    kit = filled(bench)
    before = comparable(bench.now(kit))
    ACTS[name](bench, kit)
    after = comparable(bench.now(kit))
    assert after != before
    undo(bench.work)
    assert comparable(bench.now(kit)) == before
    redo(bench.work)
    assert comparable(bench.now(kit)) == after
    undo(bench.work)
    assert comparable(bench.now(kit)) == before


def comparable(kit: Kit) -> object:
    return content_of(kit), kit.archived, kit.gone, [one.number for one in kit.versions]


def test_a_made_kit_is_removed_and_comes_back(bench: Bench) -> None:
    kit = KitId(bench.work.new_key())
    create_kit(bench.work, "Pump pad", kit=kit)
    undo(bench.work)
    assert bench.now(kit).gone
    redo(bench.work)
    assert not bench.now(kit).gone
    remove_kit(bench.work, [kit])
    undo(bench.work)
    assert not bench.now(kit).gone


def test_a_part_that_is_not_known_any_more_is_made_again(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    line = bench.line(kit, "PIPE")
    undo(bench.work)
    del bench.fake.kits.now[line.key]
    redo(bench.work)
    assert bench.shown(kit) == ["PIPE"]


def test_what_somebody_changed_since_is_said_and_stays_unless_meant(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE", "ELBOW")
    keys = [line.key for line in bench.now(kit).lines]
    set_line(bench.work, kit, keys, {"quantity": "5"})
    bench.somebody_sets(keys[0], "quantity", 7)
    with pytest.raises(ChangedSince, match="Quantity of Pipe in Pump pad was changed by somebody else since"):
        undo(bench.work)
    assert [line.quantity for line in bench.now(kit).lines] == [7, 5]
    bench.somebody_sets(keys[1], "quantity", 8)
    with pytest.raises(ChangedSince, match="Pump pad and 1 more was changed"):
        undo(bench.work)
    undo(bench.work, anyway=True)
    assert [line.quantity for line in bench.now(kit).lines] == [1, 1]


def test_another_field_of_the_same_line_is_nobodys_concern(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    (line,) = bench.now(kit).lines
    set_line(bench.work, kit, [line.key], {"quantity": "5"})
    bench.somebody_sets(line.key, "note", "glue it")
    undo(bench.work)
    assert [(one.quantity, one.note) for one in bench.now(kit).lines] == [(Decimal(1), "glue it")]


def test_a_new_line_that_somebody_went_on_with_is_not_just_removed(bench: Bench) -> None:
    kit = bench.kit("Pump pad", "PIPE")
    (line,) = bench.now(kit).lines
    bench.somebody_sets(line.key, "place", "Zz")
    undo(bench.work)
    redo(bench.work)
    bench.somebody_sets(line.key, "note", "glue it")
    with pytest.raises(ChangedSince, match="Note of Pipe"):
        undo(bench.work)
    undo(bench.work, anyway=True)
    assert bench.shown(kit) == []


def test_a_group_that_is_collapsed_is_no_step(bench: Bench) -> None:
    kit = filled(bench)
    steps = bench.steps
    set_group(bench.work, kit, [bench.now(kit).groups[0].key], {"collapsed": True})
    assert bench.now(kit).groups[0].collapsed
    assert bench.steps == steps


def test_kits_and_skus_in_one_step(bench: Bench) -> None:
    kit, sku = bench.kit("Pump pad", "PIPE"), bench.material("PUMP", price=10)
    record_both(bench, kit, [FieldEdit(sku, "price", 12, 10)])
    undo(bench.work)
    assert (bench.now(kit).name, bench.fake.effective(sku, "price")) == ("Pump pad", 10)
    redo(bench.work)
    assert (bench.now(kit).name, bench.fake.effective(sku, "price")) == ("Other", 12)


def test_what_an_estimator_does_to_kits_is_done_and_what_goes_with_it_is_proposed(bench: Bench) -> None:
    kit, sku = bench.kit("Pump pad", "PIPE"), bench.material("PUMP", price=10)
    bench.work = proposing(bench.work)
    rename(bench.work, kit, "Their own")
    assert bench.labels()[-1] == "Name of Pump pad"
    record_both(bench, kit, [FieldEdit(sku, "price", 12, 10)])
    assert (bench.now(kit).name, bench.fake.effective(sku, "price")) == ("Other", 10)
    undo(bench.work)
    assert bench.now(kit).name == "Their own"
    assert [one.state for one in bench.fake.proposals()] == [ProposalState.WITHDRAWN]
    redo(bench.work)
    assert [one.state for one in bench.fake.proposals()][-1] is ProposalState.OPEN
    undo(bench.work)
    undo(bench.work)
    assert bench.now(kit).name == "Pump pad"
    assert ProposalState.OPEN not in [one.state for one in bench.fake.proposals()]


def test_proposals_alone_are_still_no_step(bench: Bench) -> None:
    sku = bench.material("PUMP", price=10)
    work = proposing(bench.work)
    work.record(drafts_of(work, [FieldEdit(sku, "price", 12, 10)]), label="Change price")
    assert bench.steps == 0


def record_both(bench: Bench, kit: KitId, fields: list[FieldEdit]) -> None:
    edits = PartEdits(bench.work, [kit])
    edits.set(next(one for one in edits.parts.values() if one.kind is KitPart.KIT), "name", "Other")
    drafts: list[OpDraft] = [*edits.drafts, *drafts_of(bench.work, fields)]
    assert {draft.kind for draft in drafts} == {OpKind.KIT, OpKind.SET}
    bench.work.record(drafts, label="Use Pump pad")


def somebodys_line(bench: Bench, kit: KitId) -> PartId:
    key = PartId(uuid4())
    fields = {"sku": str(bench.material("SAM")), "quantity": 3, "place": "V"}
    bench.fake.kits.tell(Part(kind=KitPart.ITEM, key=key, kit=kit, fields=fields, by="sam"))
    return key


def test_a_new_kit_with_somebodys_line_in_it_is_not_just_removed(bench: Bench) -> None:
    kit = bench.kit("Pad")
    line = somebodys_line(bench, kit)
    with pytest.raises(ChangedSince, match="Somebody else put something into Pad since"):
        undo(bench.work)
    assert not bench.now(kit).gone
    bench.somebody_sets(line, "gone", True)
    undo(bench.work)
    assert bench.now(kit).gone


def test_that_somebody_removed_the_line_is_said(bench: Bench) -> None:
    kit = bench.kit("Pad", "PIPE{3/4}")
    line = bench.line(kit, "PIPE{3/4}").key
    set_line(bench.work, kit, [line], {"quantity": 9})
    bench.somebody_sets(line, "gone", True)
    with pytest.raises(ChangedSince, match=re.escape("Pipe{3/4} in Pad was removed by somebody else since.")):
        undo(bench.work)
    undo(bench.work, anyway=True)
    assert bench.part(line).fields["quantity"] == 1


def test_a_name_with_braces_is_a_name(bench: Bench) -> None:
    key = bench.material("PIPE{3/4}")
    edit = [FieldEdit(key, "cost", Decimal(5), Decimal(2))]
    bench.work.record(drafts_of(bench.work, edit, values_for(bench.work, edit)), label="Cost")
    later = [FieldEdit(key, "cost", Decimal(7), Decimal(5))]
    drafts = drafts_of(bench.work, later, values_for(bench.work, later))
    bench.work.record(drafts, label="Cost", undoable=False)
    with pytest.raises(ChangedSince, match=re.escape("PIPE{3/4}")):
        undo(bench.work)


def test_undo_never_puts_a_kit_into_itself(bench: Bench) -> None:
    kit, other, third = bench.kit("Pad"), bench.kit("Panel"), bench.kit("Third")
    include_kit(bench.work, kit, other)
    remove_parts(bench.work, kit, [bench.line(kit, "Panel").key])
    tell_include(bench, other, kit)
    with pytest.raises(InvalidValue, match="Pad › Panel › Pad"):
        undo(bench.work)
    remove_kit(bench.work, [third])
    tell_include(bench, kit, third)
    tell_include(bench, third, other)
    with pytest.raises(InvalidValue, match="already"):
        undo(bench.work, anyway=True)
    assert bench.now(third).gone


def tell_include(bench: Bench, kit: KitId, held: KitId) -> None:
    fields = {"includes": str(held), "place": "V"}
    bench.fake.kits.tell(Part(kind=KitPart.INCLUDE, key=PartId(uuid4()), kit=kit, fields=fields, by="sam"))
