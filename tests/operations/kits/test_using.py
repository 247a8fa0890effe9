"""Kits put into services and followed there: one step for the service's links and what is remembered of them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import content_of, kits_of
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Merge, Use
from lazi_desktop.domain.kits.parts import KitId, KitPart
from lazi_desktop.domain.kits.use_differences import UseDifference, open_differences
from lazi_desktop.domain.kits.using import UsePlan, Wanted, plan_use
from lazi_desktop.domain.ops import Aspect, OpKind
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.using import (
    SERVICE_FIELDS,
    ChangedMeanwhile,
    accept_kit_changes,
    forget_uses,
    leave_kit_changes,
    services_now,
    use_in_services,
)
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import create_kit, remove_kit
from lazi_desktop.operations.proposals import proposing
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.change_sets import ProposalState
from tests.operations.kits.bench import Bench

D = Decimal


def service(bench: Bench, code: str, **links: Any) -> EntityKey:
    return bench.fake.add(EntityKind.SERVICE, code=code, display_name=code.title(), **links)


def book(bench: Bench) -> KitBook:
    kits = kits_of(bench.work.kit_parts())
    return KitBook(kits, bench.work.kit_skus(list(bench.fake.mirror)), now=datetime(2026, 3, 3, tzinfo=UTC))


def now_of(bench: Bench, services: list[EntityKey]) -> Any:
    return services_now(bench.work.values(services, SERVICE_FIELDS))


def planned(bench: Bench, kit: KitId, *services: EntityKey, **wanted: Any) -> UsePlan:
    return plan_use(book(bench), kit, now_of(bench, list(services)), Wanted(**wanted))


def changed(bench: Bench, *services: EntityKey) -> list[UseDifference]:
    return list(open_differences(book(bench), now_of(bench, list(services))))


def links(bench: Bench, service: EntityKey) -> dict[str, Decimal]:
    codes = {number: bench.fake.effective(key, "code") for key, number in bench.fake.numbers.items()}
    held = bench.fake.effective(service, "service_materials") or []
    return {codes[one["skuId"]]: one["quantity"] for one in held}


def uses(bench: Bench, kit: KitId) -> list[Use]:
    return list(bench.now(kit).uses)


def test_links_use_and_version_are_one_step_that_undo_takes_back_whole(bench):
    kit = bench.kit("Pad", "PIPE", "BOLT")
    one, other = service(bench, "S-1"), service(bench, "S-2")
    steps = bench.steps
    changes = use_in_services(bench.work, planned(bench, kit, one, other, multiplier=D(2)))
    assert links(bench, one) == links(bench, other) == {"PIPE": 2, "BOLT": 2}
    assert {use.service for use in uses(bench, kit)} == {one, other}
    assert [version.number for version in bench.now(kit).versions] == [1]
    assert uses(bench, kit)[0].version == bench.now(kit).versions[0].key
    assert bench.work.kit_version(bench.now(kit).versions[0].key) == content_of(bench.now(kit))
    assert changes.aspects >= {Aspect.FIELDS, Aspect.KITS}
    assert (bench.steps, bench.labels()[-1]) == (steps + 1, "Use Pad in 2 services")

    undo(bench.work)
    assert links(bench, one) == links(bench, other) == {}
    assert not bench.fake.overrides
    assert not uses(bench, kit)
    assert not bench.now(kit).versions

    redo(bench.work)
    assert links(bench, one) == links(bench, other) == {"PIPE": 2, "BOLT": 2}
    assert len(uses(bench, kit)) == 2


def test_a_kit_that_is_as_in_its_version_needs_no_other(bench):
    kit = bench.kit("Pad", "PIPE")
    save_version(bench.work, kit, "first")
    use_in_services(bench.work, planned(bench, kit, service(bench, "S-1")))
    use_in_services(bench.work, planned(bench, kit, service(bench, "S-2")))
    assert [version.number for version in bench.now(kit).versions] == [1]


def test_a_service_that_was_changed_meanwhile_stops_it_all(bench):
    kit, one, other = bench.kit("Pad", "PIPE"), service(bench, "S-1"), service(bench, "S-2")
    plan = planned(bench, kit, one, other)
    pipe = bench.fake.numbers[bench.line(kit, "PIPE").sku]
    edit_fields(bench.work, [FieldEdit(other, "service_materials", [{"skuId": pipe, "quantity": 9}], None)])
    with pytest.raises(ChangedMeanwhile, match="S-2"):
        use_in_services(bench.work, plan)
    assert not uses(bench, kit)
    assert links(bench, one) == {}


def test_nothing_that_can_be_linked_is_refused(bench):
    kit = KitId(uuid4())
    create_kit(bench.work, "Labour only", kit=kit)
    labour = service(bench, "LAB")
    add_lines(bench.work, kit, [NewLine(sku=labour)])
    plan = planned(bench, kit, service(bench, "S-1"))
    assert [one.reason for one in plan.services[0].not_linked] == ["A service cannot be linked in a service."]
    with pytest.raises(NothingToDo):
        use_in_services(bench.work, plan)


def test_equipment_goes_where_equipment_is_linked(bench):
    kit = bench.kit("Pad")
    pump = bench.fake.add(EntityKind.EQUIPMENT, code="PUMP")
    add_lines(bench.work, kit, [NewLine(sku=pump)])
    one = service(bench, "S-1")
    use_in_services(bench.work, planned(bench, kit, one))
    assert bench.fake.effective(one, "service_equipment") == [
        {"skuId": bench.fake.numbers[pump], "quantity": 1}
    ]
    assert (one, "service_materials") not in bench.fake.overrides


def test_an_estimator_proposes_the_links_and_the_use_is_remembered(bench):
    kit, one = bench.kit("Pad", "PIPE"), service(bench, "S-1")
    use_in_services(proposing(bench.work), planned(bench, kit, one))
    assert links(bench, one) == {}
    (proposal,) = bench.work.proposals()
    assert (proposal.entity_key, proposal.field) == (one, "service_materials")
    assert [use.service for use in uses(bench, kit)] == [one]
    undo(bench.work)
    assert [one.state for one in bench.work.proposals()] == [ProposalState.WITHDRAWN]
    assert not uses(bench, kit)


def test_used_again_the_earlier_use_ends(bench):
    kit, one = bench.kit("Pad", "PIPE"), service(bench, "S-1")
    use_in_services(bench.work, planned(bench, kit, one))
    use_in_services(bench.work, planned(bench, kit, one, merge=Merge.REPLACE, multiplier=D(5)))
    assert links(bench, one) == {"PIPE": 5}
    assert [use.multiplier for use in uses(bench, kit)] == [5]


# ------------------------------------------------------------------------------------------------- when the kit changes


def used_and_changed(bench: Bench, *codes: str) -> tuple[KitId, list[EntityKey]]:
    kit = bench.kit("Pad", "PIPE", "BOLT")
    services = [service(bench, code) for code in codes]
    use_in_services(bench.work, planned(bench, kit, *services))
    set_quantity(bench.work, kit, [bench.line(kit, "PIPE").key], D(4))
    return kit, services


def test_a_changed_kit_is_followed_in_one_step(bench):
    kit, services = used_and_changed(bench, "S-1", "S-2")
    differences = changed(bench, *services)
    assert len(differences) == 2
    steps = bench.steps
    accept_kit_changes(bench.work, differences)
    assert [links(bench, one) for one in services] == [{"PIPE": 4, "BOLT": 1}] * 2
    assert not changed(bench, *services)
    assert [version.number for version in bench.now(kit).versions] == [1, 2]
    assert {use.version for use in uses(bench, kit)} == {bench.now(kit).versions[1].key}
    assert (bench.steps, bench.labels()[-1]) == (steps + 1, "Follow changed kits in 2 services")
    undo(bench.work)
    assert [links(bench, one) for one in services] == [{"PIPE": 1, "BOLT": 1}] * 2
    assert changed(bench, *services) == differences


def test_what_was_done_by_hand_stays_unless_it_is_ticked(bench):
    kit, (one,) = used_and_changed(bench, "S-1")
    held = bench.fake.effective(one, "service_materials")
    edit_fields(
        bench.work,
        [FieldEdit(one, "service_materials", [{**link, "quantity": 7} for link in held], held)],
    )
    (difference,) = changed(bench, one)
    accept_kit_changes(bench.work, [difference])
    assert links(bench, one) == {"PIPE": 7, "BOLT": 7}
    assert not changed(bench, one)
    undo(bench.work)
    pipe = bench.line(kit, "PIPE").sku
    assert pipe is not None
    accept_kit_changes(bench.work, changed(bench, one), {(difference.use.key, pipe)})
    assert links(bench, one) == {"PIPE": 4, "BOLT": 7}


def test_two_kits_that_changed_in_one_service_are_followed_together(bench):
    pad, hookup = bench.kit("Pad", "PIPE"), bench.kit("Hook-up")
    pipe = bench.line(pad, "PIPE").sku
    add_lines(bench.work, hookup, [NewLine(sku=pipe, quantity=D(3))])
    one = service(bench, "S-1")
    for kit in (pad, hookup):
        use_in_services(bench.work, planned(bench, kit, one))
    assert links(bench, one) == {"PIPE": 4}
    set_quantity(bench.work, pad, [bench.line(pad, "PIPE").key], D(2))
    set_quantity(bench.work, hookup, [bench.line(hookup, "PIPE").key], D(5))
    differences = changed(bench, one)
    assert len(differences) == 2
    accept_kit_changes(bench.work, differences)
    assert links(bench, one) == {"PIPE": 7}
    known, (now,) = book(bench), now_of(bench, [one])
    assert not changed(bench, one)
    set_quantity(bench.work, pad, [bench.line(pad, "PIPE").key], D(1))
    accept_kit_changes(bench.work, changed(bench, one))
    assert links(bench, one) == {"PIPE": 6}
    assert now.quantity(known.skus[pipe]) == 7


def test_left_it_is_not_asked_again_and_undo_asks(bench):
    kit, (one,) = used_and_changed(bench, "S-1")
    leave_kit_changes(bench.work, changed(bench, one))
    assert links(bench, one) == {"PIPE": 1, "BOLT": 1}
    assert not changed(bench, one)
    set_quantity(bench.work, kit, [bench.line(kit, "PIPE").key], D(6))
    assert changed(bench, one)
    undo(bench.work)
    undo(bench.work)
    assert changed(bench, one)


def test_a_use_that_is_forgotten_leaves_the_service_alone(bench):
    kit, (one,) = used_and_changed(bench, "S-1")
    forget_uses(bench.work, [uses(bench, kit)[0].key])
    assert not changed(bench, one)
    assert links(bench, one) == {"PIPE": 1, "BOLT": 1}
    undo(bench.work)
    assert len(uses(bench, kit)) == 1


def test_what_is_remembered_of_a_use_is_no_reason_to_ask_before_undo(bench):
    kit, (one,) = used_and_changed(bench, "S-1")
    accept_kit_changes(bench.work, changed(bench, one))
    pipe = bench.line(kit, "PIPE").sku
    bench.somebody_sets(uses(bench, kit)[0].key, "applied", {str(pipe): 9})
    undo(bench.work)
    assert set(uses(bench, kit)[0].applied.values()) == {D(1)}


def test_services_of_a_removed_kit_are_asked_nothing(bench):
    kit, (one,) = used_and_changed(bench, "S-1")
    remove_kit(bench.work, [kit])
    assert not changed(bench, one)


def test_a_service_changed_since_the_differences_were_shown_stops_them(bench):
    _, (one,) = used_and_changed(bench, "S-1")
    differences = changed(bench, one)
    edit_fields(
        bench.work,
        [FieldEdit(one, "service_materials", [], bench.fake.effective(one, "service_materials"))],
    )
    with pytest.raises(InvalidValue):
        accept_kit_changes(bench.work, differences)


def test_a_removed_use_takes_no_part(bench):
    kit, _ = used_and_changed(bench, "S-1")
    assert bench.count(kit, KitPart.USE) == 1
    undo(bench.work)
    undo(bench.work)
    assert bench.count(kit, KitPart.USE) == 0
    assert {op.kind for op in bench.fake.ledger} >= {OpKind.KIT, OpKind.SET, OpKind.UNSET}
