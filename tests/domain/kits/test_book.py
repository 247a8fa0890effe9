"""All kits in memory: who uses whom, and what may differ after a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.domain.kits.stock import NOW, book, key_of, kit, kit_id, line
from tests.domain.kits.test_roll_up import PAD, SKUS, UNION

TOP = kit("top", line("kit:pad", values={"run_ft": Decimal(47)}), line("bolt", 5))
OTHER = kit("other", line("pipe", substitutes=(key_of("hose"),)))


def test_a_changed_cost_touches_every_kit_that_it_is_in_at_any_depth_and_no_other():
    all_ = book(UNION, PAD, TOP, OTHER, *SKUS)
    before = {key: all_.roll(key).cost.amount for key in all_.kits}
    changed = all_.put_skus({key_of("ring"): replace(SKUS[3], cost=Decimal(7))})
    assert changed == {UNION.key, PAD.key, TOP.key}
    after = {key: all_.roll(key).cost.amount for key in all_.kits}
    assert {key: after[key] - before[key] for key in all_.kits} == {
        UNION.key: Decimal("0.3"),
        PAD.key: Decimal("0.6"),
        TOP.key: Decimal("0.6"),
        OTHER.key: 0,
    }


def test_what_is_put_as_it_was_touches_nothing():
    all_ = book(UNION, PAD, *SKUS)
    assert all_.put_skus({SKUS[0].key: replace(SKUS[0]), key_of("unheard"): None}) == set()
    assert all_.put_kits({UNION.key: replace(UNION), kit_id("unheard"): None}) == set()


def test_a_kit_that_comes_later_completes_those_that_include_it():
    all_ = book(TOP, PAD, *SKUS)
    assert not all_.roll(TOP.key).cost.is_complete
    assert all_.put_kits({UNION.key: UNION}) == {UNION.key, PAD.key, TOP.key}
    assert all_.roll(TOP.key).cost.is_complete
    assert all_.put_kits({UNION.key: None}) == {UNION.key, PAD.key, TOP.key}
    assert not all_.roll(TOP.key).cost.is_complete
    assert UNION.key not in all_.kits


def test_kits_that_get_or_lose_a_user_are_told_too():
    all_ = book(UNION, PAD, OTHER, *SKUS)
    with_union = replace(OTHER, lines=[*OTHER.lines, line("kit:union"), line("kit:unheard")])
    assert all_.put_kits({OTHER.key: with_union}) == {OTHER.key, UNION.key}
    assert set(all_.users_of(UNION.key)) == {PAD.key, OTHER.key}
    twice = replace(with_union, lines=[*with_union.lines, line("kit:union", key="again")])
    assert all_.put_kits({OTHER.key: twice}) == {OTHER.key}
    assert all_.put_kits({OTHER.key: OTHER}) == {OTHER.key, UNION.key}
    all_.put_kits({OTHER.key: with_union})
    assert all_.put_kits({OTHER.key: replace(with_union, gone=True)}) == {OTHER.key, UNION.key}
    assert all_.put_kits({OTHER.key: None}) == {OTHER.key}


def test_other_defaults_of_an_included_kit_are_heeded():
    inner = replace(PAD, lines=PAD.lines[:1], parameters=[replace(PAD.parameters[0], default=Decimal(10))])
    outer = kit("outer", line("kit:pad"))
    all_ = book(inner, outer, *SKUS)
    assert all_.roll(outer.key).cost.amount == 2 * Decimal("7.42")
    longer = replace(inner, parameters=[replace(PAD.parameters[0], default=Decimal(47))])
    all_.put_kits({inner.key: longer})
    assert all_.roll(outer.key).cost.amount == 6 * Decimal("7.42") + 1 * 0


def test_who_uses_whom():
    all_ = book(UNION, PAD, TOP, OTHER, *SKUS)
    assert set(all_.users_of(UNION.key)) == {PAD.key}
    assert set(all_.users_of(TOP.key)) == set()
    assert set(all_.kits_with(key_of("bolt"))) == {UNION.key, TOP.key}
    assert set(all_.kits_with(key_of("hose"))) == set()
    assert all_.needs([PAD.key, OTHER.key]) == {
        key_of(name) for name in ("pipe", "slip", "bolt", "ring", "hose")
    }


def test_the_oldest_cost_is_that_of_any_depth_and_follows_changes():
    old = replace(SKUS[2], cost_at=NOW - timedelta(days=40))
    new = replace(SKUS[0], cost_at=NOW - timedelta(days=2))
    all_ = book(UNION, PAD, OTHER, new, SKUS[1], old, SKUS[3])
    assert all_.oldest_cost(PAD.key) == old.cost_at
    assert all_.oldest_cost(OTHER.key) == new.cost_at
    all_.put_skus({old.key: replace(old, cost_at=NOW)})
    assert all_.oldest_cost(PAD.key) == new.cost_at
    assert all_.oldest_cost(UNION.key) == NOW


def test_values_that_somebody_tries_out_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("lazi_desktop.domain.kits.worked_out.MOST_SETTINGS", 3)
    all_ = book(UNION, PAD, *SKUS)
    for feet in [*range(1, 20), *range(1, 20)]:
        roll = all_.roll(PAD.key, {"run_ft": Decimal(feet)})
        assert roll.lines[0].quantity == -(-feet * 11 // 100)
        assert roll.cost.is_complete
    memory = all_._reckoner.memory
    assert all(len(of) <= 3 for known in (memory.given, memory.own, memory.inside) for of in known.values())
