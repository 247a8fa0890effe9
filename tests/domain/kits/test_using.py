"""A kit put into services: what they have then, what cannot be linked, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Kit, Merge, Parameter, Use
from lazi_desktop.domain.kits.using import LinkStep, PlannedService, Wanted, plan_use
from tests.domain.kits.stock import book, key_of, kit, kit_id, line, part_id, service, sku

D = Decimal
PIPE, BOLT, PUMP = sku("pipe", 3), sku("bolt", "0.5"), sku("pump", 400, EntityKind.EQUIPMENT)
UNION = kit("union", line("bolt", 4))
PAD = kit("pad", line("pipe", 2), line("pump"), line("kit:union", 3), line("bolt", 1, key="loose"))


def used(what: Kit, quantities: dict, *others: Kit, **wanted: object) -> PlannedService:
    known = book(what, *others, PIPE, BOLT, PUMP)
    plan = plan_use(known, what.key, [service("svc", quantities)], Wanted(**wanted))  # type: ignore[arg-type]
    return plan.services[0]


def quantities(one: PlannedService) -> dict[str, Decimal]:
    return {sku.code: one.after.quantity(sku) for sku in (PIPE, BOLT, PUMP) if one.after.has(sku)}


def test_everything_in_the_kit_goes_into_the_service_once():
    one = used(PAD, {}, UNION)
    assert quantities(one) == {"pipe": 2, "bolt": 13, "pump": 1}
    assert {link.step for link in one.links} == {LinkStep.ADDED}
    assert one.use.applied == {PIPE.key: 2, BOLT.key: 13, PUMP.key: 1}


def test_the_multiplier_counts_for_all_of_it():
    assert quantities(used(PAD, {}, UNION, multiplier=D("1.5"))) == {
        "pipe": 3,
        "bolt": D("19.5"),
        "pump": D("1.5"),
    }


@pytest.mark.parametrize(
    "merge, pipes, steps",
    [
        (Merge.ADD, 7, LinkStep.CHANGED),
        (Merge.REPLACE, 2, LinkStep.CHANGED),
        (Merge.LARGER, 5, LinkStep.UNCHANGED),
    ],
)
def test_what_is_there_is_added_to_replaced_or_stays_if_larger(merge, pipes, steps):
    one = used(kit("pad", line("pipe", 2)), {PIPE: 5, BOLT: 9}, merge=merge)
    assert quantities(one) == {"pipe": pipes, "bolt": 9}
    assert one.links[0].step is steps


def test_alone_nothing_else_stays():
    one = used(kit("pad", line("pipe", 2)), {PIPE: 5, BOLT: 9, PUMP: 1}, alone=True)
    assert quantities(one) == {"pipe": 2}
    assert {link.sku.code: link.step for link in one.links if link.sku} == {
        "pipe": LinkStep.CHANGED, "bolt": LinkStep.REMOVED, "pump": LinkStep.REMOVED,
    }  # fmt: skip


def test_values_of_parameters_and_optional_lines_count():
    run = Parameter(key=part_id("run"), name="run ft", default=D(10))
    pad = kit("pad", line("pipe", "=[run_ft]/10"), line("bolt", 4, optional=True), parameters=[run])
    assert quantities(used(pad, {})) == {"pipe": 1}
    with_both = used(pad, {}, values={"run ft": D(50)}, options=frozenset((part_id("bolt"),)))
    assert quantities(with_both) == {"pipe": 5, "bolt": 4}


def test_what_a_service_cannot_have_is_said():
    labour = sku("labour", 0, EntityKind.SERVICE)
    old, inactive = sku("old", gone=True), sku("lead", active=False)
    pad = kit("pad", line("pipe"), line("labour", 2), line("old"), line("lead"), line("unheard of"))
    plan = plan_use(book(pad, PIPE, labour, old, inactive), pad.key, [service("svc", {})], Wanted())
    assert {one.key: one.reason for one in plan.services[0].not_linked} == {
        labour.key: "A service cannot be linked in a service.",
        old.key: "ServiceTitan does not have it any more.",
        inactive.key: "It is inactive.",
        key_of("unheard of"): "ServiceTitan does not have it any more.",
    }
    assert plan.services[0].use.applied == {PIPE.key: 1}


def test_an_inactive_one_that_is_linked_already_gets_its_quantity():
    lead = sku("lead", active=False)
    pad = kit("pad", line("lead", 2))
    plan = plan_use(book(pad, lead), pad.key, [service("svc", {lead: 1})], Wanted())
    assert plan.services[0].after.quantity(lead) == 3


def test_a_line_that_cannot_be_worked_out_is_told():
    pad = kit("pad", line("pipe", 2), line("bolt", "=1/0"))
    plan = plan_use(book(pad, PIPE, BOLT), pad.key, [service("svc", {})], Wanted())
    assert [one.path for one in plan.unclear] == [(part_id("bolt"),)]
    assert quantities(plan.services[0]) == {"pipe": 2}


def test_quantities_of_links_have_two_digits_and_are_never_rounded_to_nothing():
    pad = kit("pad", line("pipe", "=1/3"), line("bolt", D("0.001")))
    assert quantities(used(pad, {})) == {"pipe": D("0.33"), "bolt": D("0.01")}


def test_links_keep_what_else_they_hold_and_a_key_is_known_again_by_its_number():
    pad = kit("pad", line("pipe", 2))
    before = service("svc", {})
    before = replace(before, links={"service_materials": [{"skuId": str(PIPE.key), "quantity": 1, "id": 7}]})
    plan = plan_use(book(pad, PIPE), pad.key, [before], Wanted())
    assert plan.services[0].after.links["service_materials"] == [
        {"skuId": str(PIPE.key), "quantity": 3, "id": 7}
    ]


def test_what_has_no_number_yet_is_counted_once():
    new = sku("new", 1, reference=str(key_of("new")))
    pad = kit("pad", line("new", 2))
    plan = plan_use(book(pad, new), pad.key, [service("svc", {new: 3})], Wanted())
    assert plan.services[0].links[0].before == 3
    assert plan.services[0].after.links["service_materials"] == [{"skuId": str(new.key), "quantity": 5}]


def test_used_again_it_takes_the_place_of_what_it_gave_before():
    earlier = Use(key=part_id("use"), service=key_of("svc"), version=None, applied={PIPE.key: D(2)})
    pad = kit("pad", line("pipe", 3), uses=[earlier])
    again = used(pad, {PIPE: 6}, merge=Merge.LARGER)  # four are of somebody else
    assert quantities(again) == {"pipe": 4}
    assert again.over == [earlier]
    added = used(pad, {PIPE: 6})
    assert quantities(added) == {"pipe": 9}
    assert not added.over
    assert added.beside[0].beside == {PIPE.key: 3}


@pytest.mark.parametrize(
    "what, wanted",
    [
        (kit("empty"), Wanted()),
        (kit("pad", line("pipe")), Wanted(multiplier=D(0))),
        (kit("pad", line("pipe", optional=True)), Wanted()),
        (kit("pad", *(line(f"m{number}") for number in range(2_001))), Wanted()),
    ],
)
def test_what_gives_nothing_or_too_much_is_refused(what, wanted):
    with pytest.raises(InvalidValue):
        plan_use(book(what, PIPE), what.key, [service("svc", {})], wanted)


def test_a_kit_that_is_not_there_is_refused():
    with pytest.raises(InvalidValue, match="not there"):
        plan_use(book(PIPE), kit_id("pad"), [], Wanted())
