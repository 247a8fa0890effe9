"""The order of lines, and groups of them."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import InvalidValue, NoLongerThere
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.groups import group_lines, set_group, ungroup
from lazi_desktop.operations.kits.moving import move_groups, move_lines, shift_lines
from lazi_desktop.operations.kits.removing import remove_parts, restore_parts
from tests.operations.kits.bench import Bench


@pytest.fixture
def kit(bench: Bench) -> KitId:
    """A, B in no group; C, D in the first, E, F in the second."""
    kit = bench.kit("Pump pad", "A", "B", "C", "D", "E", "F")
    group_lines(bench.work, kit, keys(bench, kit, "C", "D"), "One")
    group_lines(bench.work, kit, keys(bench, kit, "E", "F"), "Two", colour="violet")
    return kit


def keys(bench: Bench, kit: KitId, *codes: str) -> list[PartId]:
    return [bench.line(kit, code).key for code in codes]


def shown(bench: Bench, kit: KitId) -> str:
    return " ".join(bench.shown(kit))


def test_a_group_takes_its_lines_in_the_order_they_have(bench: Bench, kit: KitId) -> None:
    assert shown(bench, kit) == "A B One: C D Two: E F"
    group_lines(bench.work, kit, keys(bench, kit, "E", "C", "A"), "Three")
    assert shown(bench, kit) == "B One: D Two: F Three: A C E"
    assert bench.now(kit).groups[1].colour == "violet"
    assert bench.labels()[-1] == "Group Three in Pump pad"


def test_a_group_comes_behind_that_of_its_first_line(bench: Bench, kit: KitId) -> None:
    group_lines(bench.work, kit, keys(bench, kit, "D"), "New")
    assert shown(bench, kit) == "A B One: C New: D Two: E F"


def test_groups_are_told_apart_by_more_than_their_names(bench: Bench, kit: KitId) -> None:
    group_lines(bench.work, kit, [], "One")
    assert shown(bench, kit) == "A B One: C D Two: E F One:"


def test_a_group_needs_a_name(bench: Bench, kit: KitId) -> None:
    group = bench.now(kit).groups[0].key
    for name in ("", " ", "g" * 201):
        with pytest.raises(InvalidValue):
            group_lines(bench.work, kit, keys(bench, kit, "A"), name)
        with pytest.raises(InvalidValue):
            set_group(bench.work, kit, [group], {"name": name})
    set_group(bench.work, kit, [group], {"name": "Suction & discharge"})
    assert bench.now(kit).groups[0].name == "Suction & discharge"
    set_group(bench.work, kit, [one.key for one in bench.now(kit).groups], {"colour": "green"})
    assert {one.colour for one in bench.now(kit).groups} == {"green"}


def test_ungrouped_lines_stay_in_order_and_together(bench: Bench, kit: KitId) -> None:
    ungroup(bench.work, kit, [one.key for one in bench.now(kit).groups])
    assert shown(bench, kit) == "A B C D E F"
    assert bench.now(kit).groups == ()


@pytest.mark.parametrize(
    "moved, beside, result",
    [
        ("F", {"before": "A"}, "F A B One: C D Two: E"),
        ("A", {"after": "C"}, "B One: C A D Two: E F"),
        ("E A", {"after": "D"}, "B One: C D A E Two: F"),
        ("A B", {"before": "B"}, "A B One: C D Two: E F"),
        ("D", {}, "A B D One: C Two: E F"),
    ],
)
def test_lines_go_where_they_are_put(
    bench: Bench, kit: KitId, moved: str, beside: dict[str, str], result: str
) -> None:
    named = {name: bench.line(kit, code).key for name, code in beside.items()}
    move_lines(
        bench.work,
        kit,
        keys(bench, kit, *moved.split()),
        before=named.get("before"),
        after=named.get("after"),
    )
    assert shown(bench, kit) == result


def test_lines_go_to_the_end_of_a_group(bench: Bench, kit: KitId) -> None:
    move_lines(bench.work, kit, keys(bench, kit, "A", "E"), group=bench.now(kit).groups[0].key)
    assert shown(bench, kit) == "B One: C D A E Two: F"


def test_what_is_where_it_should_be_is_no_step(bench: Bench, kit: KitId) -> None:
    steps = bench.steps
    move_lines(bench.work, kit, keys(bench, kit, "B"), after=bench.line(kit, "A").key)
    move_groups(bench.work, kit, [bench.now(kit).groups[1].key])
    assert bench.steps == steps


def test_where_two_people_used_one_place_there_is_room_all_the_same(bench: Bench, kit: KitId) -> None:
    first, second, third = keys(bench, kit, "A", "B", "C")
    bench.somebody_sets(second, "place", bench.now(kit).lines[0].place)
    before = bench.shown(kit)[:2]
    move_lines(bench.work, kit, [third], after=bench.line(kit, before[0]).key)
    assert bench.shown(kit)[:3] == [before[0], "C", before[1]]
    assert first != second


@pytest.mark.parametrize(
    "moved, steps, result",
    [
        ("B", [-1], "B A One: C D Two: E F"),
        ("B", [1], "A One: B C D Two: E F"),
        ("B", [1, 1], "A One: C B D Two: E F"),
        ("C", [-1], "A B C One: D Two: E F"),
        ("C", [-1, -1, -1, -1], "C A B One: D Two: E F"),
        ("F", [1], "A B One: C D Two: E F"),
        ("A B", [1], "One: A B C D Two: E F"),
        ("A D", [1], "B One: C Two: A D E F"),
        ("D E", [1], "A B One: C Two: F D E"),
    ],
)
def test_lines_are_moved_one_by_one_over_the_edges_of_groups(
    bench: Bench, kit: KitId, moved: str, steps: list[int], result: str
) -> None:
    for by in steps:
        shift_lines(bench.work, kit, keys(bench, kit, *moved.split()), by)
    assert shown(bench, kit) == result


def test_groups_are_moved(bench: Bench, kit: KitId) -> None:
    one, two = (group.key for group in bench.now(kit).groups)
    move_groups(bench.work, kit, [two], before=one)
    assert shown(bench, kit) == "A B Two: E F One: C D"
    move_groups(bench.work, kit, [two], after=one)
    assert shown(bench, kit) == "A B One: C D Two: E F"


def test_removed_lines_and_groups_come_back_where_they_were(bench: Bench, kit: KitId) -> None:
    group, lines = bench.now(kit).groups[0].key, keys(bench, kit, "C", "D", "E")
    remove_parts(bench.work, kit, [group, lines[2]])
    assert shown(bench, kit) == "A B Two: F"
    with pytest.raises(NoLongerThere):
        move_lines(bench.work, kit, lines[:1])
    restore_parts(bench.work, kit, [group, *lines])
    assert shown(bench, kit) == "A B One: C D Two: E F"
