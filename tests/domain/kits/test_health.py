"""What is wrong with kits, and where things in them are used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from time import process_time

from lazi_desktop.domain.kits.health import Ailment, each_sku_once, health_of
from lazi_desktop.domain.kits.kit import Group, Kit, Sample, Use
from lazi_desktop.domain.kits.parts import Clash
from lazi_desktop.domain.kits.use_differences import differences_of
from lazi_desktop.domain.kits.where_used import kits_with_kit, kits_with_sku
from tests.domain.kits.stock import NOW, book, key_of, kit, kit_id, line, part_id, service, sku

D = Decimal
PIPE = sku("pipe", 3, cost_at=NOW)
CLASH = {"quantity": [Clash(value=3, by="sam", at="")]}


def ailments(what: Kit, *more: object, **asked: int) -> list[Ailment]:
    known = book(what, PIPE, *more)  # type: ignore[arg-type]
    return [one.ailment for one in health_of(known, what.key, **asked)]  # type: ignore[arg-type]


def test_a_kit_in_order_has_nothing_to_complain_of():
    assert ailments(kit("pad", line("pipe", 2))) == []


def test_everything_that_is_wrong_with_a_line_is_said_the_gravest_first():
    pad = kit(
        "pad",
        line("lead"), line("free"), line("unitless"), line("old"), line("gone"), line("pipe", "=1/0"),
        line("pipe", 1, key="other", clashes=CLASH, substitutes=[key_of("lead")]),
    )  # fmt: skip
    known = [
        sku("lead", 1, active=False), sku("free", None), sku("unitless", 1, unit=""),
        sku("old", 1, cost_at=NOW - timedelta(days=400)), sku("gone", 1, gone=True),
    ]  # fmt: skip
    assert ailments(pad, *known) == [
        Ailment.FORMULA, Ailment.VANISHED, Ailment.NO_COST, Ailment.CLASH, Ailment.INACTIVE, Ailment.INACTIVE,
        Ailment.STALE_COST, Ailment.NO_UNIT,
    ]  # fmt: skip


def test_each_sku_is_named_once_for_each_ailment():
    old = sku("old", 1, cost_at=NOW - timedelta(days=400), unit="")
    other = sku("other", 1, cost_at=NOW - timedelta(days=400))
    wrong = [line("pipe", "=1/0", key=one) for one in "cd"]
    pad = kit("pad", *(line("old", key=one) for one in "ab"), line("other"), *wrong)
    found = each_sku_once(health_of(book(pad, PIPE, old, other), pad.key))
    assert [(one.ailment, one.part) for one in found] == [
        (Ailment.FORMULA, part_id("c")),
        (Ailment.FORMULA, part_id("d")),
        (Ailment.STALE_COST, part_id("a")),
        (Ailment.STALE_COST, part_id("other")),
        (Ailment.NO_UNIT, part_id("a")),
    ]


def test_how_old_a_cost_may_be_can_be_asked_otherwise():
    older = sku("older", 1, cost_at=NOW - timedelta(days=40))
    pad = kit("pad", line("older"))
    assert ailments(pad, older) == []
    assert ailments(pad, older, stale_after_days=30) == [Ailment.STALE_COST]
    old = sku("older", 1, cost_at=NOW - timedelta(days=400))
    assert ailments(pad, old, stale_after_days=500) == []


def test_a_circle_is_told_of_every_kit_in_it():
    one, other = kit("one", line("kit:other", key="o")), kit("other", line("kit:one", key="i"))
    known = book(one, other)
    assert all(Ailment.CYCLE in [each.ailment for each in health_of(known, key)] for key in known.kits)


def test_trouble_of_an_included_kit_is_told_as_that():
    pad, union = kit("pad", line("kit:union", key="u")), kit("union", line("free"))
    (one,) = health_of(book(pad, union, sku("free", None)), pad.key)
    assert (one.ailment, one.part, one.within) == (Ailment.NO_COST, part_id("u"), True)


def test_a_sample_that_fails_and_clashes_of_the_kit_itself_and_its_groups():
    sample = Sample(key=part_id("s"), name="47 ft", values={}, quantities={part_id("pipe"): D(6)})
    group = Group(key=part_id("g"), name="Suction", clashes=CLASH)
    pad = kit("pad", line("pipe", 2), samples=[sample], groups=[group], clashes=CLASH)
    found = health_of(book(pad, PIPE), pad.key)
    assert [(one.ailment, one.part, one.name) for one in found] == [
        (Ailment.SAMPLE, part_id("s"), "47 ft"), (Ailment.CLASH, None, "pad"), (Ailment.CLASH, part_id("g"), "Suction"),
    ]  # fmt: skip
    assert "6 expected, 2 found" in found[0].detail


def test_services_that_differ_from_it():
    use = Use(key=part_id("use"), service=key_of("svc"), version=None, applied={PIPE.key: D(2)})
    pad = kit("pad", line("pipe", 2), uses=[use])
    known = book(pad, PIPE)
    by_hand = differences_of(known, pad.key, use, service("svc", {PIPE: 3}))
    assert [one.ailment for one in health_of(known, pad.key, [by_hand])] == [Ailment.DIFFERS]
    known.put_kits({pad.key: kit("pad", line("pipe", 4), uses=[use])})
    changed = differences_of(known, pad.key, use, service("svc", {PIPE: 2}))
    assert [one.ailment for one in health_of(known, pad.key, [changed])] == [Ailment.CHANGED]


def test_removed_kits_are_left_in_peace():
    known = book(kit("a", line("x"), gone=True))
    assert health_of(known, kit_id("a")) == ()


def test_a_thousand_kits_are_looked_through_in_a_moment():
    skus = [sku(f"m{number}", 1, cost_at=NOW) for number in range(200)]
    kits = [
        kit(
            f"k{number}", *(line(f"m{(number + at) % 200}", at + 1, key=f"{number} {at}") for at in range(40))
        )
        for number in range(1_000)
    ]
    known = book(*kits, *skus, replace(skus[0], active=False))
    began = process_time()
    found = [one for one in known.kits if health_of(known, one)]
    assert process_time() - began < 2  # it takes a tenth of it
    assert len(found) == 1_000 * 40 // 200


# ----------------------------------------------------------------------------------------------------------- where used


def test_where_a_sku_and_a_kit_are_used():
    use = Use(key=part_id("use"), service=key_of("svc"), version=None)
    union = kit("union", line("pipe", 4), uses=[use])
    pad = kit("pad", line("kit:union", 2), line("bolt", 1, substitutes=[PIPE.key]))
    gone = kit("gone", line("pipe", 1, key="g"), gone=True)
    known = book(union, pad, gone, PIPE)
    assert [(one.kit.name, one.quantity, one.is_substitute) for one in kits_with_sku(known, PIPE.key)] == [
        ("pad", D(1), True), ("union", D(4), False),
    ]  # fmt: skip
    assert [(one.kit.name, one.quantity) for one in kits_with_kit(known, union.key)] == [("pad", D(2))]
