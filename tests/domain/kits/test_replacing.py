"""One thing in the place of another everywhere: a plan with a ratio and a tick for each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.kits.replaced_links import LinkHolder
from lazi_desktop.domain.kits.replacement import Choice, Place, ReplacePlan, Spot
from lazi_desktop.domain.kits.replacing import plan_replacing
from lazi_desktop.domain.kits.skus import KitSku
from tests.domain.kits.stock import book, key_of, kit, kit_id, line, part_id, sku

D = Decimal
OLD, NEW, OTHER = sku("valve", 5), sku("ball valve", 7), sku("pipe", 3)
SWAP = (Thing(sku=OLD.key), Thing(sku=NEW.key))


def holder(
    name: str, links: dict[str, list[tuple[KitSku, int]]], kind: EntityKind = EntityKind.SERVICE
) -> LinkHolder:
    values = {
        field: [{"skuId": one.reference, "quantity": many} for one, many in of] for field, of in links.items()
    }
    return LinkHolder(key=key_of(name), kind=kind, code=name, name=name, links=values)


def planned(
    known: KitBook, *holders: LinkHolder, swap: tuple[Thing, Thing] = SWAP, **more: Any
) -> ReplacePlan:
    return plan_replacing(known, *swap, holders, **more)


def applied(known: KitBook, plan: ReplacePlan) -> dict[Any, Kit]:
    """The kits as they would be."""
    kits = dict(known.kits)
    for change in plan.lines:
        lines: Iterable[Line | None] = [
            change.after if one.key == change.before.key else one for one in kits[change.kit].lines
        ]
        kits[change.kit] = replace(kits[change.kit], lines=[one for one in lines if one is not None])
    return kits


def test_every_line_and_link_is_told_with_its_quantity_and_what_it_costs():
    known = book(kit("a", line("valve", 2)), kit("b", line("valve", "=1+2", key="f")), OLD, NEW)
    plan = planned(known, holder("svc", {"service_materials": [(OLD, 4)]}), ratio=D("1.5"))
    assert [(row.name, row.before, row.after, row.cost) for row in plan.rows] == [
        ("a", 2, 3, 11), ("b", "=1+2", "=(1+2)*1.5", D("16.5")), ("svc", 4, 6, 22),
    ]  # fmt: skip
    assert (plan.count, plan.cost) == (3, D("49.5"))
    assert [(one.field, one.after) for one in plan.links] == [
        ("service_materials", [{"skuId": NEW.reference, "quantity": 6}])
    ]


def test_each_row_can_have_its_own_ratio_or_none_of_it():
    known = book(kit("a", line("valve", 2)), kit("b", line("valve", 3, key="f")), OLD, NEW)
    places = {
        Place(kit_id("a"), Spot.LINE, part_id("valve")): Choice(ratio=D(2)),
        Place(kit_id("b"), Spot.LINE, part_id("f")): Choice(ticked=False),
    }
    plan = planned(known, choices=places)
    assert [(row.after, row.counts) for row in plan.rows] == [(D(4), True), (D(3), False)]
    assert [one.kit for one in plan.lines] == [kit_id("a")]
    assert plan.kits_left() == {kit_id("b")}


def test_where_the_new_one_is_there_already_quantities_come_together():
    known = book(kit("a", line("valve", 2), line("ball valve", "=3*2")), OLD, NEW)
    plan = planned(known, holder("svc", {"service_materials": [(OLD, 4), (NEW, 1), (OTHER, 9)]}), ratio=D(2))
    assert [(row.after, row.joins) for row in plan.rows] == [("=(3*2)+4", True), (9, True)]
    (left,) = applied(known, plan)[kit_id("a")].lines
    assert (left.sku, left.quantity) == (NEW.key, "=(3*2)+4")
    assert plan.links[0].after == [
        {"skuId": OTHER.reference, "quantity": 9}, {"skuId": NEW.reference, "quantity": 9},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"optional": True},
        {"waste": D("0.1")},
        {"unit": "ft"},
        {"group": part_id("g")},
        {"note": "torque 40"},
        {"substitutes": [OTHER.key]},
    ],
)
def test_lines_that_say_something_else_stay_two(other):
    groups = [Group(key=part_id("g"), name="G")]
    known = book(kit("a", line("valve", 2), line("ball valve", 3, **other), groups=groups), OLD, NEW)
    assert [one.quantity for one in applied(known, planned(known))[kit_id("a")].lines] == [2, 3]


def test_lines_that_are_taken_one_by_one_stay_two():
    known = book(kit("a", line("valve", 2, optional=True), line("ball valve", 3, optional=True)), OLD, NEW)
    assert [one.quantity for one in applied(known, planned(known))[kit_id("a")].lines] == [2, 3]


def test_substitutes_are_replaced_and_nothing_is_a_substitute_of_itself():
    known = book(
        kit("a", line("pipe", 1, substitutes=[OLD.key, NEW.key])),
        kit("b", line("valve", 1, key="b", substitutes=[NEW.key, OTHER.key])),
        kit("c", line("ball valve", 1, key="c", substitutes=[OLD.key])),
        OLD, NEW, OTHER,
    )  # fmt: skip
    plan = planned(known)
    assert [(row.name, row.place.spot) for row in plan.rows] == [
        ("a", Spot.SUBSTITUTE), ("b", Spot.LINE), ("c", Spot.SUBSTITUTE),
    ]  # fmt: skip
    kits = applied(known, plan)
    assert [tuple(kits[kit_id(name)].lines[0].substitutes) for name in "abc"] == [
        (NEW.key,),
        (OTHER.key,),
        (),
    ]


def test_a_sku_becomes_a_kit_and_a_kit_a_sku():
    union = kit("union", line("pipe", 4))
    known = book(kit("a", line("valve", 2, waste=D("0.1"))), union, OLD, NEW, OTHER)
    plan = planned(known, swap=(Thing(sku=OLD.key), Thing(kit=union.key)))
    made = applied(known, plan)[kit_id("a")].lines[0]
    assert (made.sku, made.includes, made.quantity, made.waste) == (None, union.key, D(2), D(0))
    assert plan.rows[0].cost == 2 * 12 - D("2.2") * 5
    known = book(kit("a", line("kit:union", 2, values={"run": D(3)})), union, OLD, NEW, OTHER)
    plan = planned(known, swap=(Thing(kit=union.key), Thing(sku=NEW.key)))
    made = applied(known, plan)[kit_id("a")].lines[0]
    assert (made.sku, made.includes, dict(made.values)) == (NEW.key, None, {})


def test_a_kit_is_never_put_into_itself():
    inner, outer = kit("inner", line("pipe")), kit("outer", line("kit:inner", key="i"))
    new = kit("new", line("kit:outer", key="o"))
    known = book(inner, outer, new, OTHER)
    plan = planned(known, swap=(Thing(kit=inner.key), Thing(kit=new.key)))
    assert [row.refused for row in plan.rows] == ["The kit would be in itself: outer › new › outer."]
    assert not plan.lines


def test_links_that_cannot_be_are_said():
    labour, lead = sku("labour", 0, EntityKind.SERVICE), sku("lead", 1, active=False)
    known = book(OLD, NEW, labour, lead, kit("k", line("pipe")), OTHER)
    service = holder("svc", {"service_materials": [(OLD, 4)]})
    why = {
        name: planned(known, service, swap=(Thing(sku=OLD.key), new)).rows[0].refused
        for name, new in (
            ("labour", Thing(sku=labour.key)), ("lead", Thing(sku=lead.key)), ("kit", Thing(kit=kit_id("k"))),
        )
    }  # fmt: skip
    assert why == {
        "labour": "labour cannot be one of the materials.",
        "lead": "lead is inactive.",
        "kit": "A kit cannot be linked: use it in the service instead.",
    }


def test_an_entry_is_not_linked_to_itself_and_lists_without_quantities_change_too():
    one, two = (sku(name, 1, EntityKind.EQUIPMENT) for name in ("pump", "heater"))
    known = book(one, two)
    itself = LinkHolder(
        key=two.key, kind=EntityKind.EQUIPMENT, code="heater", name="", links={"upgrades": [one.reference]}
    )
    other = LinkHolder(
        key=key_of("old pump"), kind=EntityKind.EQUIPMENT, code="old pump", name="",
        links={"upgrades": [one.reference]},
    )  # fmt: skip
    plan = planned(known, itself, other, swap=(Thing(sku=one.key), Thing(sku=two.key)))
    assert [row.refused for row in plan.rows] == ["heater cannot be linked to itself.", ""]
    assert [one.after for one in plan.links] == [[two.reference]]
    assert plan.rows[1].ratio is None


@pytest.mark.parametrize(
    "swap, ratio",
    [
        ((SWAP[0], SWAP[0]), D(1)),
        (SWAP, D(0)),
        ((SWAP[0], Thing(sku=key_of("unheard of"))), D(1)),
        ((SWAP[0], Thing(kit=kit_id("unheard of"))), D(1)),
        ((SWAP[0], Thing(sku=key_of("gone"))), D(1)),
    ],
)
def test_what_makes_no_sense_is_refused(swap, ratio):
    with pytest.raises(InvalidValue):
        plan_replacing(book(OLD, NEW, sku("gone", gone=True)), *swap, ratio=ratio)


def test_a_quantity_beyond_all_bounds_is_refused_in_its_row_alone():
    known = book(kit("a", line("valve", 90_000_000)), kit("b", line("valve", 1, key="b")), OLD, NEW)
    plan = planned(known, ratio=D(10))
    assert [bool(row.refused) for row in plan.rows] == [True, False]


# ------------------------------------------------------------------------------------------------------- properties

_LINES = st.lists(
    st.tuples(
        st.sampled_from(["valve", "ball valve", "pipe"]),
        st.integers(1, 20),
        st.booleans(),
        st.sampled_from([0, 10]),
    ),
    max_size=5,
)


@given(
    kits=st.lists(_LINES, min_size=1, max_size=4),
    ratio=st.decimals("0.1", "9", places=1),
    unticked=st.sets(st.integers(0, 20)),
)
def test_the_cost_of_the_kits_differs_by_what_the_rows_say(kits, ratio, unticked):
    made = [
        kit(
            f"k{number}",
            *(
                line(what, f"={many}+0" if is_formula else many, key=f"{number} {at}", waste=D(waste) / 100)
                for at, (what, many, is_formula, waste) in enumerate(lines)
            ),
        )
        for number, lines in enumerate(kits)
    ]
    known = book(*made, OLD, NEW, OTHER)
    places = [row.place for row in planned(known).rows]
    choices = {place: Choice(ticked=False) for at, place in enumerate(places) if at in unticked}
    plan = planned(known, ratio=ratio, choices=choices)
    after = book(*applied(known, plan).values(), OLD, NEW, OTHER)
    before_all = sum(known.roll(one.key).cost.amount for one in made)
    after_all = sum(after.roll(one.key).cost.amount for one in made)
    assert plan.cost == after_all - before_all
    left = {line.key for one in after.kits.values() for line in one.lines if line.sku == OLD.key}
    assert left == {place.line for place in choices}
