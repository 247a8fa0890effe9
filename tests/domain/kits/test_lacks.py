"""What kits lack, kept kit by kit and read as one list."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.kits.lacks import Lacks, kinds_of, of_kinds, without
from lazi_desktop.domain.kits.totals import FLAGGED, Lack, Missing
from tests.domain.kits.stock import book, kit, kit_id, line, part_id, sku


def missing(name: str, lack: Lack = Lack.NO_COST) -> Missing:
    return Missing(lack, (part_id(name),), name)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Lacks]:
    """Those of which a list was made."""
    found, make = list[Lacks](), Lacks._made

    def remembered(lacks: Lacks) -> tuple[Missing, ...]:
        found.append(lacks)
        return make(lacks)

    monkeypatch.setattr(Lacks, "_made", remembered)
    return found


def test_own_lines_come_first_and_then_what_is_below_with_the_way_to_it():
    inner = Lacks([missing("a")], [(part_id("deep"), (missing("b"),))])
    found = Lacks([missing("c")], [(part_id("one"), inner), (part_id("two"), inner)])
    assert [one.path for one in found] == [
        (part_id("c"),),
        (part_id("one"), part_id("a")),
        (part_id("one"), part_id("deep"), part_id("b")),
    ]
    assert len(found) == 3
    assert found[0] == missing("c")
    assert found == tuple(found)
    assert tuple(found) == found
    assert found != ()


def test_kinds_are_known_and_left_out():
    found = Lacks([missing("a", Lack.STALE_COST)], [(part_id("x"), (missing("b", Lack.NO_PRICE),))])
    assert kinds_of(found) == {Lack.STALE_COST, Lack.NO_PRICE}
    assert [one.name for one in without(found, FLAGGED)] == ["b"]
    assert without(found, FLAGGED | {Lack.NO_PRICE}) == ()
    assert without(found, frozenset((Lack.CYCLE,))) is found
    assert [one.name for one in of_kinds(found, [Lack.STALE_COST])] == ["a"]
    assert of_kinds(found, [Lack.CYCLE]) == ()


def test_totals_are_known_without_a_list_of_what_they_lack(made: list[Lacks]):
    kits = [kit("0", line("timer"), line("pipe"))]
    kits += [
        kit(f"{at}", line(f"kit:{at - 1}", key=f"{at} a"), line(f"kit:{at - 1}", key=f"{at} b"))
        for at in range(1, 25)
    ]
    known = book(*kits, sku("timer", None), sku("pipe", 2))
    roll = known.roll(kit_id("24"))
    assert not roll.cost.is_complete
    assert roll.cost.amount == 2 * 2**24
    known.put_skus({sku("pipe").key: sku("pipe", 3)})
    assert not known.roll(kit_id("24")).cost.is_complete
    assert made == []
    assert [(one.lack, len(one.path)) for one in roll.problems] == [
        (Lack.NO_COST, 25),
        (Lack.NO_PRICE, 25),
        (Lack.NO_PRICE, 25),
    ]
    assert len(made) == 1
