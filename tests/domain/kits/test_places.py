"""Places between places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kits.places import places_between

places = st.text("0123456789ABCXYZabcxyz", max_size=6).map(lambda text: text.rstrip("0"))


@given(places, places, st.integers(1, 40))
def test_places_lie_between_in_order(one, other, count):
    before, after = sorted((one, other))
    if before == after:
        after = ""
    found = places_between(before, after, count)
    assert len(found) == count
    in_order = [before, *found, *([after] if after else [])]
    assert in_order == sorted(set(in_order))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 5)), max_size=80))
def test_a_list_keeps_its_order_however_often_something_is_put_into_it(steps):
    found: list[str] = []
    for share, count in steps:
        at = round(share * len(found))
        before, after = found[at - 1] if at else "", found[at] if at < len(found) else ""
        found[at:at] = places_between(before, after, count)
    assert found == sorted(set(found))


def test_five_hundred_in_a_row_stay_short():
    one_by_one = [""]
    for _ in range(500):
        one_by_one += places_between(one_by_one[-1], "", 1)
    assert one_by_one == sorted(set(one_by_one))
    assert max(map(len, one_by_one)) < 15
    assert max(map(len, places_between("A", "B", 500))) < 5


@given(st.text(max_size=4), st.text(max_size=4))
def test_places_that_nobody_gave_still_have_one_behind_them(before, after):
    assert places_between(before, after, 1)[0] > before


def test_where_two_have_one_place_the_next_is_behind_them():
    assert places_between("V", "V", 1)[0] > "V"
    assert places_between("b", "a", 1)[0] > "b"
