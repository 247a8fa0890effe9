"""One thing replaced by another in kits and in what SKUs link: one step, as planned."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.kits.replacement import Choice, ReplacePlan
from lazi_desktop.domain.kits.replacing import plan_replacing
from lazi_desktop.domain.kits.samples import failed_samples
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, set_quantity
from lazi_desktop.operations.kits.replacing import (
    HOLDER_FIELDS,
    ReplacedMeanwhile,
    holders_of,
    replace_everywhere,
)
from lazi_desktop.operations.kits.samples import add_sample
from lazi_desktop.operations.kits.using import use_in_services
from lazi_desktop.operations.proposals import proposing
from lazi_desktop.operations.undo import redo, undo
from tests.operations.kits.bench import Bench
from tests.operations.kits.test_using import book, changed, links, planned, service

D = Decimal


def replacing(bench: Bench, old: Thing, new: Thing, **more: Any) -> ReplacePlan:
    holders = [key for key, (kind, _) in bench.fake.mirror.items() if kind is not EntityKind.MATERIAL]
    return plan_replacing(
        book(bench), old, new, holders_of(bench.work.values(holders, HOLDER_FIELDS)), **more
    )


def lines(bench: Bench, kit: KitId) -> list[tuple[str, object]]:
    return [(bench.called(line), line.quantity) for line in bench.now(kit).lines]


def valves(bench: Bench) -> tuple[EntityKey, EntityKey]:
    return bench.material("OLD"), bench.material("NEW")


def with_line(bench: Bench, name: str, *new: NewLine) -> KitId:
    kit = bench.kit(name)
    add_lines(bench.work, kit, new)
    return kit


def test_kits_services_and_equipment_change_in_one_step_and_back(bench):
    old, new = valves(bench)
    number, other = bench.fake.numbers[old], bench.fake.numbers[new]
    pad = with_line(
        bench, "Pad", NewLine(sku=old, quantity=D(2)), NewLine(sku=new), NewLine(sku=old, unit="ea")
    )
    hookup = with_line(bench, "Hook-up", NewLine(sku=new, substitutes=[old], quantity=D(3)))
    svc = service(bench, "S-1", service_materials=[{"skuId": number, "quantity": 4}])
    pump = bench.fake.add(
        EntityKind.EQUIPMENT, code="PUMP", equipment_materials=[{"skuId": number, "quantity": 1}]
    )
    before = [bench.now(kit).lines for kit in (pad, hookup)]
    steps = bench.steps

    plan = replacing(bench, Thing(sku=old), Thing(sku=new), ratio=D(2))
    assert plan.count == 5
    replace_everywhere(bench.work, plan, book(bench))
    assert lines(bench, pad) == [("NEW", 5), ("NEW", 2)]
    assert bench.now(hookup).lines[0].substitutes == ()
    assert bench.fake.effective(svc, "service_materials") == [{"skuId": other, "quantity": 8}]
    assert bench.fake.effective(pump, "equipment_materials") == [{"skuId": other, "quantity": 2}]
    assert (bench.steps, bench.labels()[-1]) == (steps + 1, "Replace OLD by NEW in 5 places")

    undo(bench.work)
    assert [bench.now(kit).lines for kit in (pad, hookup)] == before
    assert not bench.fake.overrides
    redo(bench.work)
    assert lines(bench, pad) == [("NEW", 5), ("NEW", 2)]


def test_what_is_unticked_stays(bench):
    old, new = valves(bench)
    pad = with_line(bench, "Pad", NewLine(sku=old))
    svc = service(bench, "S-1", service_materials=[{"skuId": bench.fake.numbers[old], "quantity": 4}])
    places = [row.place for row in replacing(bench, Thing(sku=old), Thing(sku=new)).rows]
    off = {place: Choice(ticked=False) for place in places}
    with pytest.raises(NothingToDo):
        plan = replacing(bench, Thing(sku=old), Thing(sku=new), choices=off)
        replace_everywhere(bench.work, plan, book(bench))
    plan = replacing(bench, Thing(sku=old), Thing(sku=new), choices={places[0]: Choice(ticked=False)})
    replace_everywhere(bench.work, plan, book(bench))
    assert lines(bench, pad) == [("OLD", 1)]
    assert links(bench, svc) == {"NEW": 4}


def test_a_sku_becomes_a_kit_at_the_same_place_and_back(bench):
    old, _ = valves(bench)
    union = bench.kit("Union", "BOLT")
    pad = with_line(
        bench, "Pad", NewLine(sku=bench.material("A")), NewLine(sku=old), NewLine(sku=bench.material("B"))
    )
    replace_everywhere(bench.work, replacing(bench, Thing(sku=old), Thing(kit=union)), book(bench))
    assert bench.shown(pad) == ["A", "Union", "B"]
    undo(bench.work)
    assert bench.shown(pad) == ["A", "OLD", "B"]
    include_kit(bench.work, pad, union)
    replace_everywhere(bench.work, replacing(bench, Thing(kit=union), Thing(sku=old)), book(bench))
    assert bench.shown(pad) == ["A", "OLD", "B"]
    assert bench.line(pad, "OLD").quantity == 2


def test_a_circle_that_came_about_meanwhile_is_refused(bench):
    old, _ = valves(bench)
    pad, union = with_line(bench, "Pad", NewLine(sku=old)), bench.kit("Union", "BOLT")
    plan = replacing(bench, Thing(sku=old), Thing(kit=union))
    known = book(bench)
    include_kit(bench.work, union, pad)
    with pytest.raises(Exception, match="Pad"):
        replace_everywhere(bench.work, plan, known)
    assert bench.shown(pad) == ["OLD"]


@pytest.mark.parametrize("where", ["kit", "service"])
def test_what_was_changed_meanwhile_stops_it_all(bench, where):
    old, new = valves(bench)
    pad = with_line(bench, "Pad", NewLine(sku=old))
    held = [{"skuId": bench.fake.numbers[old], "quantity": 4}]
    svc = service(bench, "S-1", service_materials=held)
    plan, known = replacing(bench, Thing(sku=old), Thing(sku=new)), book(bench)
    if where == "kit":
        set_quantity(bench.work, pad, [bench.line(pad, "OLD").key], D(3))
    else:
        bench.fake.mirror[svc][1]["service_materials"] = []
    steps = bench.steps
    with pytest.raises(ReplacedMeanwhile):
        replace_everywhere(bench.work, plan, known)
    assert bench.steps == steps


def test_services_that_use_the_kit_do_not_differ_from_it_afterwards(bench):
    old, new = valves(bench)
    pad, svc = with_line(bench, "Pad", NewLine(sku=old, quantity=D(2))), service(bench, "S-1")
    use_in_services(bench.work, planned(bench, pad, svc))
    plan = replacing(bench, Thing(sku=old), Thing(sku=new), ratio=D(3))
    replace_everywhere(bench.work, plan, book(bench))
    assert links(bench, svc) == {"NEW": 6}
    assert dict(bench.now(pad).uses[0].applied) == {new: 6}
    assert not changed(bench, svc)
    undo(bench.work)
    assert dict(bench.now(pad).uses[0].applied) == {old: 2}
    assert not changed(bench, svc)


def test_services_left_as_they_are_say_that_the_kit_changed(bench):
    old, new = valves(bench)
    pad, svc = with_line(bench, "Pad", NewLine(sku=old, quantity=D(2))), service(bench, "S-1")
    use_in_services(bench.work, planned(bench, pad, svc))
    rows = replacing(bench, Thing(sku=old), Thing(sku=new)).rows
    off = {row.place: Choice(ticked=False) for row in rows if row.code == "S-1"}
    plan = replacing(bench, Thing(sku=old), Thing(sku=new), choices=off)
    replace_everywhere(bench.work, plan, book(bench))
    assert changed(bench, svc)


def test_an_estimator_changes_kits_and_proposes_the_rest(bench):
    old, new = valves(bench)
    pad = with_line(bench, "Pad", NewLine(sku=old))
    svc = service(bench, "S-1", service_materials=[{"skuId": bench.fake.numbers[old], "quantity": 4}])
    replace_everywhere(proposing(bench.work), replacing(bench, Thing(sku=old), Thing(sku=new)), book(bench))
    assert lines(bench, pad) == [("NEW", 1)]
    assert links(bench, svc) == {"OLD": 4}
    assert [one.field for one in bench.work.proposals()] == ["service_materials"]


def test_eighty_five_places_are_one_step(bench):
    old, new = valves(bench)
    kits = [with_line(bench, f"K{number}", NewLine(sku=old)) for number in range(60)]
    held = [{"skuId": bench.fake.numbers[old], "quantity": 1}]
    for number in range(25):
        service(bench, f"S-{number}", service_materials=held)
    plan = replacing(bench, Thing(sku=old), Thing(sku=new))
    assert plan.count == 85
    steps = bench.steps
    replace_everywhere(bench.work, plan, book(bench))
    assert bench.steps == steps + 1
    found: list[Line] = [line for kit in kits for line in bench.now(kit).lines]
    assert {line.sku for line in found} == {new}


def test_what_services_took_and_samples_expect_follows_to_the_new_line(bench):
    inner, (old, new) = bench.kit("Inner", "PIPE"), valves(bench)
    pad = with_line(bench, "Pad", NewLine(sku=new, quantity=D(3)), NewLine(sku=old, quantity=D(2)))
    include_kit(bench.work, pad, inner, quantity=D(2))
    included, there, going = (bench.line(pad, name).key for name in ("Inner", "NEW", "OLD"))
    set_line(bench.work, pad, [included], {"optional": True})
    add_sample(bench.work, pad, "Both", {}, {included: D(2), there: D(3), going: D(2)})
    use_in_services(bench.work, planned(bench, pad, service(bench, "SVC"), options=frozenset([included])))
    assert not failed_samples(bench.now(pad), book(bench))
    replace_everywhere(
        bench.work, replacing(bench, Thing(kit=inner), Thing(sku=bench.material("BOX"))), book(bench)
    )
    assert not failed_samples(bench.now(pad), book(bench))
    assert bench.now(pad).uses[0].options == {bench.line(pad, "BOX").key}
    replace_everywhere(bench.work, replacing(bench, Thing(sku=old), Thing(sku=new), ratio=D(4)), book(bench))
    assert lines(bench, pad) == [("NEW", D(11)), ("BOX", D(2))]
    assert not failed_samples(bench.now(pad), book(bench))
    undo(bench.work)
    undo(bench.work)
    assert not failed_samples(bench.now(pad), book(bench))
    assert bench.now(pad).uses[0].options == {included}
