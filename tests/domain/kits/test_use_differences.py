"""A kit changed after it was put into services: what follows, what somebody did by hand, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kits.kit import Kit, Merge, Use
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.use_differences import (
    Stand,
    UseDifference,
    accepted,
    differences_of,
    open_differences,
    others_after,
    use_after,
    use_left,
)
from lazi_desktop.domain.kits.using import Wanted, plan_use
from tests.domain.kits.stock import book, kit, kit_id, line, part_id, service, sku

D = Decimal
SKUS = {name: sku(name) for name in ("pipe", "bolt", "union", "wire")}
PIPE, BOLT, UNION, WIRE = SKUS.values()


def pad(quantities: Mapping[str, int | str], *uses: Use) -> Kit:
    return kit("pad", *(line(name, many) for name, many in quantities.items()), uses=uses)


def put_in(what: Kit, before: ServiceNow, merge: Merge = Merge.ADD, **wanted: Any) -> tuple[ServiceNow, Use]:
    plan = plan_use(book(what, *SKUS.values()), what.key, [before], Wanted(merge=merge, **wanted))
    one = plan.services[0]
    return one.after, replace(one.use, key=part_id("use"))


def difference(now: Kit, use: Use, stands: ServiceNow) -> UseDifference:
    return differences_of(book(now, *SKUS.values()), now.key, use, stands)


def with_(stands: ServiceNow, **quantities: int) -> ServiceNow:
    return stands.with_quantities(
        {SKUS[name].key: D(many) for name, many in quantities.items()},
        {one.key: one for one in SKUS.values()},
    )


def stands_of(found: UseDifference) -> dict[str, Stand]:
    return {row.sku.code: row.stand for row in found.rows}


def follow(found: UseDifference, over_hand: tuple[KitSku, ...] = ()) -> tuple[ServiceNow, Use]:
    wanted = accepted(found, [one.key for one in over_hand])
    after = found.service.with_quantities(wanted, {row.sku.key: row.sku for row in found.rows})
    return after, use_after(found)


def test_an_unchanged_kit_asks_nothing():
    stands, use = put_in(pad({"pipe": 2}), service("svc", {}))
    found = difference(pad({"pipe": 2}), use, stands)
    assert not found.is_open
    assert not found.differs
    assert stands_of(found) == {"pipe": Stand.SAME}


def test_what_the_kit_changed_follows_and_what_was_done_by_hand_stays():
    stands, use = put_in(pad({"pipe": 2, "bolt": 4, "union": 1}), service("svc", {}))
    by_hand = with_(stands, bolt=6, union=3)
    found = difference(pad({"pipe": 5, "bolt": 4, "union": 2, "wire": 7}), use, by_hand)
    assert stands_of(found) == {
        "pipe": Stand.FOLLOWS, "bolt": Stand.BY_HAND, "union": Stand.CLASH, "wire": Stand.FOLLOWS,
    }  # fmt: skip
    after, remembered = follow(found)
    assert [after.quantity(one) for one in SKUS.values()] == [5, 6, 3, 7]
    again = difference(pad({"pipe": 5, "bolt": 4, "union": 2, "wire": 7}), remembered, after)
    assert not again.is_open
    assert stands_of(again)["union"] is Stand.BY_HAND
    over, _ = follow(found, (UNION,))
    assert over.quantity(UNION) == 2


def test_what_the_kit_gives_no_longer_is_taken_out_but_for_what_was_there_before():
    stands, use = put_in(pad({"pipe": 2, "bolt": 4}), service("svc", {BOLT: 3}))
    found = difference(pad({"pipe": 2}), use, stands)
    after, _ = follow(found)
    assert after.quantity(BOLT) == 3
    stands, use = put_in(pad({"pipe": 2, "bolt": 4}), service("svc", {}))
    after, _ = follow(difference(pad({"pipe": 2}), use, stands))
    assert not after.has(BOLT)


def test_a_formula_that_broke_takes_nothing_out():
    stands, use = put_in(pad({"pipe": 2, "bolt": 4}), service("svc", {}))
    found = difference(pad({"pipe": 3, "bolt": "=1/0"}), use, stands)
    assert stands_of(found) == {"pipe": Stand.FOLLOWS, "bolt": Stand.SAME}
    assert found.unclear


def test_a_change_that_was_left_asks_again_only_when_the_kit_gives_something_else():
    stands, use = put_in(pad({"pipe": 2}), service("svc", {}))
    found = difference(pad({"pipe": 3}), use, stands)
    assert found.is_open
    left = use_left(found)
    assert not difference(pad({"pipe": 3}), left, stands).is_open
    assert difference(pad({"pipe": 3}), left, stands).differs
    assert difference(pad({"pipe": 4}), left, stands).is_open


def test_a_change_of_an_included_kit_is_one_too():
    union = kit("union", line("bolt", 4))
    what = kit("pad", line("kit:union", 2))
    known = book(what, union, BOLT)
    one = plan_use(known, what.key, [service("svc", {})], Wanted()).services[0]
    known.put_kits({union.key: kit("union", line("bolt", 5))})
    found = differences_of(known, what.key, one.use, one.after)
    assert [(row.then, row.now, row.stand) for row in found.rows] == [(D(8), D(10), Stand.FOLLOWS)]


def test_somebody_who_was_quicker_than_the_kit_is_agreed_with():
    stands, use = put_in(pad({"pipe": 2}), service("svc", {}))
    found = difference(pad({"pipe": 4, "bolt": 3}), use, with_(stands, pipe=4, bolt=3))
    assert stands_of(found) == {"pipe": Stand.AGREES, "bolt": Stand.AGREES}
    assert not found.is_open


def test_two_kits_in_one_service_do_not_take_each_other_for_handwork():
    first, second = pad({"pipe": 2}), kit("hookup", line("pipe", 5, key="second"))
    stands, use = put_in(first, service("svc", {}))
    first = pad({"pipe": 2}, use)
    plan = plan_use(book(first, second, PIPE), second.key, [stands], Wanted()).services[0]
    other, mine = plan.beside[0], replace(plan.use, key=part_id("mine"))
    changed = pad({"pipe": 3}, other)
    known = book(changed, replace(second, uses=[mine]), PIPE)
    found = open_differences(known, [plan.after])
    assert [(one.kit, stands_of(one)) for one in found] == [(kit_id("pad"), {"pipe": Stand.FOLLOWS})]
    assert accepted(found[0]) == {PIPE.key: 8}
    (moved,) = others_after(found[0], accepted(found[0]))
    assert not differences_of(known, second.key, moved, with_(plan.after, pipe=8)).differs


# ------------------------------------------------------------------------------------------------------- properties

_MANY = st.dictionaries(st.sampled_from(sorted(SKUS)), st.integers(1, 9), max_size=4)


@given(
    before=_MANY,
    then=_MANY.filter(bool),
    now=_MANY,
    by_hand=st.dictionaries(st.sampled_from(sorted(SKUS)), st.integers(0, 9), max_size=3),
    merge=st.sampled_from(list(Merge)),
)
def test_accepting_gives_what_the_kit_gives_and_keeps_what_was_done_by_hand(
    before, then, now, by_hand, merge
):
    start = service("svc", {SKUS[name]: many for name, many in before.items()})
    stood, use = put_in(pad(then), start, merge)
    stands = with_(stood, **by_hand)
    found = difference(pad(now), use, stands)
    after, remembered = follow(found)
    for name, one in SKUS.items():
        touched = stands.quantity(one) != stood.quantity(one)
        given_now, there = D(now.get(name, 0)), D(before.get(name, 0))
        if touched or (name not in then and name not in now):
            assert after.quantity(one) == stands.quantity(one)
        elif name in then:
            kept = there if merge is not Merge.REPLACE else D(0)
            wanted = max(kept, given_now) if merge is Merge.LARGER else kept + given_now
            assert after.quantity(one) == wanted
        else:
            assert after.quantity(one) in (stands.quantity(one), given_now)  # there before: a person must say
    assert not difference(pad(now), remembered, after).is_open


@given(then=_MANY.filter(bool), now=_MANY, times=st.integers(1, 4))
def test_a_service_that_nobody_touched_ends_up_as_if_the_kit_were_used_anew(then, now, times):
    stands, use = put_in(pad(then), service("svc", {}), multiplier=D(times))
    after, remembered = follow(difference(pad(now), use, stands))
    assert {name: after.quantity(one) for name, one in SKUS.items() if after.has(one)} == {
        name: D(many) * times for name, many in now.items()
    }
    assert not difference(pad(now), remembered, after).differs


@pytest.mark.parametrize("merge", list(Merge))
def test_accepting_twice_changes_nothing_more(merge):
    stands, use = put_in(pad({"pipe": 2}), service("svc", {PIPE: 1}), merge)
    after, remembered = follow(difference(pad({"pipe": 4, "wire": 1}), use, stands))
    assert accepted(difference(pad({"pipe": 4, "wire": 1}), remembered, after)) == {}
