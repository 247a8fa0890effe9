"""What a kit gives of every SKU: in no time however often a kit is in it, and with numbers of any size."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.kits.comparing import compare, line_side
from lazi_desktop.domain.kits.giving import given_by
from lazi_desktop.domain.kits.kit import Kit, Parameter
from lazi_desktop.domain.kits.material_list import Job, material_list
from lazi_desktop.domain.kits.outdated_uses import outdated_uses
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.replaced_lines import bought
from lazi_desktop.domain.kits.service_links import link_quantity
from lazi_desktop.domain.kits.totals import Lack
from tests.domain.kits.stock import book, key_of, kit, kit_id, line, part_id, sku

MOST = Decimal("99999999.99")


def tower(levels: int, *lowest: Kit) -> list[Kit]:
    """Each kit twice in the next one."""
    kits = [kit("0", line("pipe", 3, pack=Decimal(2)), line("bolt", 5)), *lowest]
    return kits + [
        kit(f"{at}", *(line(f"kit:{at - 1}", key=f"{at} {one}") for one in "ab")) for at in range(1, levels)
    ]


def test_a_kit_that_is_there_a_million_times_is_worked_out_once():
    known = book(*tower(25), sku("pipe"), sku("bolt"))
    given = given_by(known, known.roll(kit_id("24")), Decimal(2))
    assert [
        tuple(map(str, (one.sku, one.needed, one.quantity, one.pack))) for one in given.skus.values()
    ] == [
        (str(key_of("pipe")), str(2 * 3 * 2**24), str(2 * 4 * 2**24), "2"),
        (str(key_of("bolt")), str(2 * 5 * 2**24), str(2 * 5 * 2**24), "None"),
    ]
    assert not given.unclear


def test_what_is_given_follows_the_options_and_every_change():
    extra = part_id("extra")
    inner = kit("inner", line("pipe", 2), line("bolt", 4, key="extra", optional=True))
    beside, outer = kit("beside", line("pipe")), kit("outer", line("kit:inner", 3), line("kit:beside"))
    known = book(inner, beside, outer, sku("pipe"), sku("bolt"))

    def given(*options: PartId) -> list[Decimal]:
        found = given_by(known, known.roll(outer.key, None, options))
        return [found.quantity(key_of(name)) for name in ("pipe", "bolt")]

    assert given() == [7, 0]
    assert given(extra) == [7, 12]
    assert given(extra, part_id("unheard")) == [7, 12]
    assert known.roll(outer.key, None, [extra]).cost.amount == 38
    known.put_kits({beside.key: kit("beside", line("pipe", 11))})
    assert given() == [17, 0]
    assert given(extra) == [17, 12]
    known.put_skus({key_of("pipe"): sku("new pipe"), key_of("bolt"): None})
    found = given_by(known, known.roll(outer.key, None, [extra]))
    assert {key: one.quantity for key, one in found.skus.items()} == {
        key_of("new pipe"): 17,
        key_of("bolt"): 12,
    }


def test_too_much_to_be_worked_out_is_unclear(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lazi_desktop.domain.kits.taking.MOST_TAKEN", 500)
    known = book(*tower(9), sku("pipe"), sku("bolt"))
    given = given_by(known, known.roll(kit_id("8")))
    assert not given.skus
    assert [one.lack for one in given.unclear] == [Lack.TOO_DEEP]


def test_other_values_in_every_kit_are_not_worked_out_for_ever():
    x = Parameter(key=part_id("x"), name="x", default=Decimal(1))
    kits = [kit("0", line("pipe", "=[x]"), parameters=[x])]
    for at in range(1, 29):
        lines = [line(f"kit:{at - 1}", key=f"{at} {by}", values={"x": f"=[x]+{by}"}) for by in (2**at, 3**at)]
        kits.append(kit(f"{at}", *lines, parameters=[x]))
    known = book(*kits, sku("pipe"))
    roll = known.roll(kit_id("28"))
    assert [one.lack for one in given_by(known, roll).unclear] == [Lack.TOO_DEEP]


@pytest.mark.parametrize("many", [Decimal(10) ** 40, Decimal("1e-45"), MOST])
def test_no_number_is_too_large_or_too_small(many):
    kits = [kit("0", line("pipe", MOST, waste=Decimal("1e40"), pack=Decimal("1e-45")))]
    kits += [kit(f"{at}", line(f"kit:{at - 1}", MOST)) for at in range(1, 5)]
    known = book(*kits, sku("pipe"))
    roll = known.roll(kit_id("4"))
    given = given_by(known, roll, many)
    for one in given.skus.values():
        assert link_quantity(one.quantity) > 0
    list_ = material_list(known, [Job(kit=kit_id("4"), count=many)])
    assert all(row.packs is None or row.packs > 0 for row in list_.rows)
    assert not outdated_uses(known, known.kits[kit_id("4")])
    side = line_side(known.kits[kit_id("4")], roll, "")
    assert compare(side, side).cost.amount == 0


def test_whole_packs_of_a_pack_that_is_next_to_nothing():
    known = book(kit("k", line("pipe", 2, pack=Decimal("1e-45"))), sku("pipe"))
    (row,) = material_list(known, [Job(kit=kit_id("k"))]).rows
    assert row.needed == row.buy == 2
    assert row.packs == Decimal("2e45")
    assert bought(known.kits[kit_id("k")].lines[0], Decimal(2)) == 2


def test_differences_have_every_digit():
    tiny, price = Decimal("0.0000000001"), Decimal("123456789.01")
    skus = (sku("pipe", price), sku("tiny", tiny))
    less, more = kit("k", line("pipe", "=1/3")), kit("k", line("pipe", "=1/3"), line("tiny"))
    sides = [line_side(one, book(one, *skus).roll(one.key), "") for one in (less, more)]
    found = compare(sides[0], sides[1])
    assert found.cost.amount == tiny
    assert sum(row.cost.amount for row in found.rows) == tiny
