"""Uses that gave something else then than the kit gives now, without a look at the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Line, Parameter, Use
from lazi_desktop.domain.kits.outdated_uses import outdated_uses
from lazi_desktop.domain.kits.use_differences import Stand, accepted, differences_of
from lazi_desktop.domain.kits.using import uses_by_service
from tests.domain.kits.stock import NOW, book, key_of, kit, line, part_id, service, sku

PIPE, BOLT = sku("pipe"), sku("bolt")
X = Parameter(key=part_id("x"), name="x", default=Decimal(3))


def use(applied: Mapping[str, int], **more: Any) -> Use:
    gave = {key_of(name): Decimal(many) for name, many in applied.items()}
    return Use(key=part_id("use"), service=key_of("svc"), version=None, applied=gave, **more)


def is_outdated(what: Kit, *others: Any) -> bool:
    known = book(what, PIPE, BOLT, *others)
    return bool(outdated_uses(known, what))


@pytest.mark.parametrize(
    "applied, more, expected",
    [
        ({"pipe": 2, "bolt": 4}, {}, False),
        ({"pipe": 4, "bolt": 8}, {"multiplier": Decimal(2)}, False),
        ({"pipe": 2, "bolt": 4}, {"multiplier": Decimal(2)}, True),
        ({"pipe": 3, "bolt": 4}, {}, True),
        ({"pipe": 2}, {}, True),
        ({"pipe": 2, "bolt": 4, "wire": 1}, {}, False),  # nobody knows what wire is
        ({"pipe": 1}, {"left": {PIPE.key: Decimal(2), BOLT.key: Decimal(4)}}, False),
        ({"pipe": 1}, {"left": {PIPE.key: Decimal(3), BOLT.key: Decimal(4)}}, True),
    ],
)
def test_a_use_is_outdated_where_the_kit_gives_something_else(applied, more, expected):
    assert is_outdated(kit("k", line("pipe", 2), line("bolt", 4), uses=[use(applied, **more)])) is expected


def test_what_no_service_can_have_makes_no_use_outdated():
    lines = [line(name) for name in ("pipe", "fee", "old", "sold")]
    others = [sku("fee", 2, EntityKind.SERVICE), sku("old", active=False), sku("sold", gone=True)]
    assert not is_outdated(kit("k", *lines, uses=[use({"pipe": 1})]), *others)
    assert is_outdated(kit("k", *lines, uses=[use({"pipe": 1, "old": 2})]), *others)
    assert not is_outdated(kit("k", *lines, uses=[use({"pipe": 1, "old": 1, "sold": 2})]), *others)


def test_quantities_are_compared_as_links_hold_them():
    assert not is_outdated(
        kit("k", line("pipe", "=200/3"), uses=[replace(use({}), applied={PIPE.key: Decimal("66.67")})])
    )


def test_a_use_is_known_by_the_own_keys_of_its_skus():
    old = key_of("old")
    used = Use(key=part_id("u"), service=key_of("svc"), version=None, applied={old: Decimal(2)})
    what = kit("k", Line(key=part_id("l"), sku=old, quantity=Decimal(2)), uses=[used])
    known = KitBook({what.key: what}, {old: PIPE, PIPE.key: PIPE}, now=NOW)
    assert not outdated_uses(known, what)
    known.put_kits(
        {what.key: kit("k", Line(key=part_id("l"), sku=PIPE.key, quantity=Decimal(2)), uses=[used])}
    )
    assert not outdated_uses(known, known.kits[what.key])
    stays = differences_of(
        known, what.key, uses_by_service(known)[key_of("svc")][0][1], service("svc", {PIPE: 2})
    )
    assert [row.stand for row in stays.rows] == [Stand.SAME]


def test_it_is_kept_up():
    inner, used = kit("inner", line("pipe", 2)), use({"pipe": 2})
    what = kit("k", line("kit:inner"), uses=[used])
    known = book(inner, what, PIPE)
    assert not outdated_uses(known, what)
    known.put_skus({PIPE.key: sku("pipe", 99)})
    assert not outdated_uses(known, what)
    known.put_kits({inner.key: kit("inner", line("pipe", 3))})
    assert outdated_uses(known, what) == [used]
    known.put_skus({PIPE.key: None})
    assert not outdated_uses(known, what)
    known.put_skus({PIPE.key: PIPE})
    assert outdated_uses(known, what) == [used]
    assert not outdated_uses(known, replace(what, uses=()))


@pytest.mark.parametrize("default", [None, Decimal(3)])
def test_nothing_unclear_is_followed(default):
    lines = [line("pipe", 5, key="a"), line("pipe", "=[x]", key="b"), line("bolt", 4)]
    x = replace(X, default=default)
    used = use({"pipe": 8, "bolt": 4})
    what = kit("k", *lines, parameters=[x], uses=[used])
    known = book(what, PIPE, BOLT)
    found = differences_of(known, what.key, used, service("svc", {PIPE: 8, BOLT: 4}))
    assert [row.now for row in found.rows] == [8, 4]
    assert {row.stand for row in found.rows} == {Stand.SAME}
    assert accepted(found) == {}
    assert not outdated_uses(known, what)
    assert bool(found.unclear) is (default is None)
    more = replace(what, lines=[line("pipe", 50, key="a"), *lines[1:]])
    assert bool(outdated_uses(book(more, PIPE, BOLT), more)) is (default is not None)


def test_an_included_kit_that_nobody_can_reckon_could_hold_anything():
    used = use({"pipe": 5, "bolt": 4})
    what = kit("k", line("pipe", 3), line("bolt", 5), line("kit:gone"), uses=[used])
    known = book(what, PIPE, BOLT)
    found = differences_of(known, what.key, used, service("svc", {PIPE: 5, BOLT: 4}))
    assert {row.stand for row in found.rows} == {Stand.SAME}
    assert found.unclear
    assert not outdated_uses(known, what)
    mended = replace(what, lines=what.lines[:2])
    assert outdated_uses(book(mended, PIPE, BOLT), mended) == [used]
