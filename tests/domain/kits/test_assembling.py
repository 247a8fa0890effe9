"""Kits put together from their parts, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.assembling import (
    content_of,
    fields_of_group,
    fields_of_kit,
    fields_of_line,
    fields_of_parameter,
    fields_of_sample,
    fields_of_use,
    kit_of_content,
    kits_of,
    part_of,
)
from lazi_desktop.domain.kits.kit import Choice, Group, Kit, Merge, Parameter, Sample, Use
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import GONE, Clash, KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.totals import Lack
from lazi_desktop.domain.values import same
from tests.domain.kits.stock import book, key_of, kit_id, line, part_id, sku

ENDS = part_id("ends")
FULL = Kit(
    key=kit_id("pad"),
    name="Pump pad",
    path=("Plumbing", "Pads"),
    labour_hours=Decimal("1.5"),
    tags=("pump",),
    note="Level it.",
    archived=True,
    lines=(
        line("kit:union", Decimal("2.5"), values={"run_ft": "=[run_ft]", "rows": Decimal(2)}),
        line("pipe", "=[run_ft]*1.1", unit="ft", waste=Decimal("0.1"), pack=Decimal(10), optional=True,
             substitutes=(key_of("hose"),), note="along the wall", group=ENDS),
    ),
    groups=(Group(key=ENDS, name="Ends", colour="blue", collapsed=True, place="A"),),
    parameters=(
        Parameter(key=part_id("run"), name="run_ft", unit="ft", default=Decimal(47), least=Decimal(0),
                  most=Decimal(100), choices=(Choice("long", Decimal(47)),), place="A"),
    ),
    samples=(
        Sample(key=part_id("usual"), name="Usual", values={"run_ft": Decimal(47)},
               quantities={part_id("pipe"): Decimal(60)}, hours=Decimal(0), place="A"),
    ),
    uses=(
        Use(key=part_id("use"), service=key_of("install"), version=part_id("v1"), multiplier=Decimal(2),
            values={"run_ft": Decimal(5)}, options=frozenset((part_id("pipe"),)), merge=Merge.LARGER,
            applied={key_of("pipe"): Decimal(6)}, beside={key_of("pipe"): Decimal(1)},
            least={key_of("bolt"): Decimal(3)}, left={}),
    ),
)  # fmt: skip


def parts_of(kit: Kit) -> list[Part]:
    of = [(KitPart.KIT, PartId(kit.key), fields_of_kit(kit))]
    of += [(KitPart.GROUP, one.key, fields_of_group(one)) for one in kit.groups]
    of += [
        (KitPart.INCLUDE if one.is_include else KitPart.ITEM, one.key, fields_of_line(one))
        for one in kit.lines
    ]
    of += [(KitPart.PARAMETER, one.key, fields_of_parameter(one)) for one in kit.parameters]
    of += [(KitPart.SAMPLE, one.key, fields_of_sample(one)) for one in kit.samples]
    of += [(KitPart.USE, one.key, fields_of_use(one)) for one in kit.uses]
    return [part_of(kit.key, kind, key, fields) for kind, key, fields in of]


def test_a_kit_comes_back_from_its_parts_whatever_their_order():
    assert kits_of(parts_of(FULL)) == {FULL.key: FULL}
    assert kits_of(reversed(parts_of(FULL))) == {FULL.key: FULL}


def test_a_version_keeps_what_the_kit_is_and_not_how_it_is_shown():
    content = content_of(FULL)
    back = kit_of_content(content, FULL.key)
    shown = replace(FULL, archived=False, uses=(), groups=(replace(FULL.groups[0], collapsed=False),))
    assert back == shown
    assert same(content_of(back), content)
    assert not same(content_of(replace(FULL, lines=FULL.lines[1:])), content)


def test_lines_are_in_the_order_of_their_places_and_ties_in_that_of_their_keys():
    lines = [replace(line("a"), place="B"), replace(line("b"), place="A"), replace(line("c"), place="A")]
    found = kits_of(parts_of(replace(FULL, lines=lines)))[FULL.key].lines
    assert [one.place for one in found] == ["A", "A", "B"]
    assert [one.key for one in found[:2]] == sorted((lines[1].key, lines[2].key), key=lambda key: key.int)


def test_removed_parts_are_left_out_and_come_back_unchanged():
    parts = parts_of(FULL)
    gone = [replace(one, fields={**one.fields, GONE: True}) for one in parts]
    kit = kits_of([parts[0], *gone[1:]])[FULL.key]
    assert (kit.lines, kit.groups, kit.parameters, kit.samples, kit.uses) == ((), (), (), (), ())
    assert not kit.gone
    whole = kits_of(gone[:1] + parts[1:])[FULL.key]
    assert whole == replace(FULL, gone=True)


def test_a_line_of_a_removed_group_is_in_none():
    parts = [one for one in parts_of(FULL) if one.kind is not KitPart.GROUP]
    kit = kits_of(parts)[FULL.key]
    assert [one.key for one in kit.lines_of(None)] == [one.key for one in FULL.lines]


def test_what_two_people_said_stays_with_its_part():
    clash = {"quantity": [Clash(value=3, by="Ann", at="2026-03-03T00:00:00Z")]}
    parts = [
        replace(one, clashes=clash, by="Bob", at="2026-03-04T00:00:00Z")
        if one.key == part_id("pipe")
        else one
        for one in parts_of(FULL)
    ]
    kit = kits_of(parts)[FULL.key]
    assert kit.lines[1].clashes == clash
    assert (kit.changed_by, kit.changed_at) == ("Bob", "2026-03-04T00:00:00Z")


def test_parts_of_a_kit_that_nobody_told_of_are_left_out():
    assert kits_of(parts_of(FULL)[1:]) == {}


def test_a_quantity_that_is_none_is_never_taken_for_nothing():
    for odd in ("lots", [3], True, "=(", ""):
        parts = [
            replace(one, fields={**one.fields, "quantity": odd, "optional": None})
            if one.key == part_id("pipe")
            else one
            for one in parts_of(FULL)
        ]
        kit = kits_of(parts)[FULL.key]
        roll = book(kit, sku("pipe", price=Decimal(1))).roll(kit.key)
        assert (Lack.FORMULA, "Pipe") in [(one.lack, one.name) for one in roll.problems], odd


@pytest.mark.parametrize(
    "field, value, lack",
    [
        ("waste", Decimal("1e40"), "Waste: more than 1,000 % cannot be meant."),
        ("pack", Decimal("1e60"), "Pack: it is more than 99,999,999.99."),
        ("quantity", 10**4_000, "Quantity: it comes to more than 99,999,999.99."),
        ("quantity", Decimal("-1e70"), "Quantity: it comes to -1"),
        ("pack", Decimal("1e-500"), ""),
        ("waste", Decimal("1e-500"), ""),
    ],
)
def test_a_number_that_nobody_can_mean_is_a_problem_of_its_line(field, value, lack):
    parts = [
        Part(kind=KitPart.KIT, key=PartId(UUID(int=1)), kit=KitId(UUID(int=1)), fields={"name": "k"}),
        Part(
            kind=KitPart.ITEM,
            key=PartId(UUID(int=2)),
            kit=KitId(UUID(int=1)),
            fields={"sku": str(sku("pipe").key), "quantity": 2, field: value},
        ),
    ]
    (kit,) = kits_of(parts).values()
    roll = book(kit, sku("pipe", price=Decimal(1))).roll(kit.key)
    if not lack:
        assert roll.cost.amount == 4
        assert roll.problems == ()
        return
    (problem,) = roll.problems
    assert problem.lack is Lack.FORMULA
    assert problem.detail.startswith(lack)


def test_included_kits_have_neither_waste_nor_packs():
    inner = kit_of_content(content_of(FULL), KitId(UUID(int=5)))
    fields = {"includes": str(inner.key), "quantity": 3, "waste": Decimal("0.1"), "pack": 4}
    parts = [
        Part(kind=KitPart.KIT, key=PartId(UUID(int=1)), kit=KitId(UUID(int=1)), fields={"name": "k"}),
        Part(kind=KitPart.INCLUDE, key=PartId(UUID(int=2)), kit=KitId(UUID(int=1)), fields=fields),
    ]
    (outer,) = kits_of(parts).values()
    assert outer.lines[0].waste == 0
    assert outer.lines[0].pack is None
    odd = replace(outer, lines=[replace(outer.lines[0], waste=Decimal("0.1"), pack=Decimal(4))])
    rolled = book(inner, odd).roll(odd.key)
    assert rolled.lines[0].needed == rolled.lines[0].quantity == 3
    assert rolled.lines[0].waste == 0
    assert rolled.lines[0].pack is None


@pytest.mark.parametrize("typed", ["0." + "0" * 44 + "1", Decimal("1e-45"), "1e-45", "1.12345678901"])
@pytest.mark.parametrize("field", ["pack", "waste", "quantity"])
def test_numbers_with_endless_places_are_refused(field, typed):
    with pytest.raises(InvalidValue):
        check_part_field(KitPart.ITEM, field, typed)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6) | st.sampled_from([str(one.key) for one in FULL.lines] + ["=[run_ft]", "A", "quantities"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
names = sorted({name for part in parts_of(FULL) for name in part.fields} | {GONE, "number", "content"})


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KitPart), st.integers(0, 5), st.dictionaries(st.sampled_from(names), json, max_size=6)
        ),
        max_size=8,
    )
)  # fmt: skip
def test_whatever_is_told_of_a_kit_it_can_be_shown_and_rolled_up(told):
    parts = [
        Part(kind=kind, key=PartId(UUID(int=key)), kit=KitId(UUID(int=0)), fields=fields)
        for kind, key, fields in told
    ]
    kits = kits_of([*parts_of(FULL), *parts])
    all_ = book(*kits.values())
    for kit in kits.values():
        roll = all_.roll(kit.key)
        assert len(roll.lines) == len(kit.lines)
        assert kit_of_content(content_of(kit), kit.key).lines == kit.lines or any(
            one.clashes for one in kit.lines
        )
