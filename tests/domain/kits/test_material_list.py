"""What several kits take together: each SKU once, in whole packs, by vendor."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kits.kit import Parameter
from lazi_desktop.domain.kits.material_list import Job, material_list
from lazi_desktop.domain.kits.whole_units import sold_whole
from tests.domain.kits.stock import book, key_of, kit, kit_id, line, part_id, sku

D = Decimal
PIPE = sku("pipe", 3, vendor="Ferguson", unit="ft")
BOLT = sku("bolt", "0.5", vendor="Acme", unit="lb")
TAPE = sku("tape", None)
GUARD = Parameter(key=part_id("guard"), name="guard", default=D(0))


def test_what_is_needed_of_one_sku_is_rounded_to_packs_once():
    one = kit("one", line("pipe", D("5.17"), pack=D(1), key="a"))
    other = kit("other", line("pipe", D("3.30"), pack=D(1), key="b"))
    found = material_list(book(one, other, PIPE), [Job(kit=one.key), Job(kit=other.key)])
    (row,) = found.rows
    assert (row.needed, row.buy, row.packs) == (D("8.47"), D(9), D(9))
    assert row.extended.amount == 27
    assert row.jobs == [("one", D("5.17")), ("other", D("3.30"))]


def test_nested_kits_counts_and_waste_are_in_what_is_needed():
    union = kit("union", line("bolt", 4, waste=D("0.1")))
    pad = kit("pad", line("kit:union", 2), line("bolt", 1, key="loose"))
    (row,) = material_list(book(pad, union, BOLT), [Job(kit=pad.key, count=D(3))]).rows
    assert row.needed == row.buy == D("29.4")


def test_vendors_come_by_name_and_what_has_none_last():
    pad = kit("pad", line("pipe"), line("bolt"), line("tape"))
    found = material_list(book(pad, PIPE, BOLT, TAPE), [Job(kit=pad.key)])
    assert [(one.vendor, [row.key for row in one.rows]) for one in found.vendors] == [
        ("Acme", [BOLT.key]), ("Ferguson", [PIPE.key]), ("", [TAPE.key]),
    ]  # fmt: skip
    assert found.vendors[0].cost.is_complete
    assert not found.cost.is_complete
    assert found.cost.missing[0].sku == TAPE.key
    assert found.cost.amount == D("3.5")


def test_what_cannot_be_worked_out_or_is_not_there_is_said():
    pad = kit("pad", line("pipe", "=1/0"), line("unheard of"))
    found = material_list(book(pad, PIPE), [Job(kit=pad.key), Job(kit=kit_id("gone"), title="Old pad")])
    assert [one.name for one in found.unclear][1:] == ["Old pad"]
    assert found.unclear[0].path == (part_id("pipe"),)
    assert [row.key for row in found.rows] == [key_of("unheard of")]
    assert not found.cost.is_complete


def test_of_different_packs_the_smallest_counts():
    pad = kit("pad", line("pipe", 3, pack=D(10), key="a"), line("pipe", 3, pack=D(2), key="b"))
    (row,) = material_list(book(pad, PIPE), [Job(kit=pad.key)]).rows
    assert (row.pack, row.buy) == (D(2), D(6))


def test_what_nobody_needs_is_not_bought():
    pad = kit("pad", line("pipe", 2), line("tape", "=IF([guard]>0, 1, 0)"), parameters=[GUARD])
    bare, guarded = Job(kit=pad.key, title="Smith"), Job(kit=pad.key, values={"guard": D(1)}, title="Jones")
    known = book(pad, PIPE, TAPE)
    assert [row.key for row in material_list(known, [bare]).rows] == [PIPE.key]
    assert material_list(known, [bare]).cost.is_complete
    _, tape = material_list(known, [bare, guarded]).rows
    assert (tape.key, list(tape.jobs)) == (TAPE.key, [("Jones", D(1))])


def test_what_is_counted_is_bought_whole_once_for_all_jobs():
    tee, wire = sku("tee", 4, unit="EA"), sku("wire", "0.5", unit="ft")
    pad = kit("pad", line("tee", D("0.5")), line("wire", D("0.5")))
    found = material_list(book(pad, tee, wire), [Job(kit=pad.key), Job(kit=pad.key, count=D(2))])
    by_key = {row.key: row for row in found.rows}
    assert (by_key[tee.key].needed, by_key[tee.key].buy) == (D("1.5"), D(2))
    assert (by_key[wire.key].needed, by_key[wire.key].buy) == (D("1.5"), D("1.5"))
    assert found.cost.amount == D("8.75")


@pytest.mark.parametrize("unit", ["EA", "each", "ea.", "Pcs", "boxes", "Stick", " set "])
def test_units_that_are_counted(unit: str):
    assert sold_whole(D("3.5"), unit) == 4
    assert sold_whole(D("3.00"), unit) == 3


@pytest.mark.parametrize("unit", ["", "ft", "LB", "gal", "qt", "pint", "oz", "hr", "hrs", "furlong", "s"])
def test_units_that_keep_their_fractions(unit: str):
    assert sold_whole(D("3.5"), unit) == D("3.5")


_QUANTITIES = st.lists(
    st.tuples(st.sampled_from(["pipe", "bolt"]), st.decimals("0.1", "9", places=2)), min_size=1, max_size=5
)


@given(
    kits=st.lists(_QUANTITIES, min_size=1, max_size=4),
    counts=st.lists(st.integers(1, 5), min_size=4, max_size=4),
)
def test_merging_keeps_every_quantity(kits, counts):
    made = [
        kit(f"k{number}", *(line(what, many, key=f"{number} {at}") for at, (what, many) in enumerate(lines)))
        for number, lines in enumerate(kits)
    ]
    jobs = [Job(kit=one.key, count=D(count)) for one, count in zip(made, counts, strict=False)]
    known = book(*made, PIPE, BOLT)
    found = material_list(known, jobs)
    for row in found.rows:
        code = row.sku.code if row.sku else ""
        wanted = sum(
            many * count
            for lines, count in zip(kits, counts, strict=False)
            for what, many in lines
            if what == code
        )
        assert row.needed == row.buy == wanted == sum(many for _, many in row.jobs)
    assert found.cost.amount == sum(
        known.roll(one.key).cost.amount * count for one, count in zip(made, counts, strict=False)
    )
    assert {(row.key, row.needed) for row in material_list(known, jobs[::-1]).rows} == {
        (row.key, row.needed) for row in found.rows
    }


@given(needs=st.lists(st.decimals("0.01", "50", places=2), min_size=1, max_size=5), pack=st.integers(1, 12))
def test_packs_are_whole_enough_and_not_one_too_many(needs, pack):
    made = [kit(f"k{at}", line("pipe", many, pack=D(pack), key=str(at))) for at, many in enumerate(needs)]
    (row,) = material_list(book(*made, PIPE), [Job(kit=one.key) for one in made]).rows
    assert row.buy % pack == 0
    assert row.buy - pack < sum(needs) <= row.buy
