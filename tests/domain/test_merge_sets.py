"""Merging what two people did to one set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import merge_sets

CATEGORIES = field_of(EntityKind.MATERIAL, "categories")
LINKS = field_of(EntityKind.SERVICE, "service_materials")
ids = st.lists(st.integers(1, 12), unique=True).map(sorted)


def link(sku, quantity):
    return {"skuId": sku, "quantity": quantity}


@pytest.mark.parametrize(
    "seen, ours, current, merged",
    [
        ([1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 3, 4]),
        ([1, 2], [1], [1, 2, 4], [1, 4]),
        ([1, 2], [2], [1], []),
        (None, [1], [2], [1, 2]),
        ([1], [], [1], []),
    ],
)
def test_additions_and_removals_of_both_sides_count(seen, ours, current, merged):
    assert merge_sets(CATEGORIES, seen=seen, ours=ours, current=current) == merged


def test_tags_of_both_sides_count_also_where_none_is_left():
    tags = field_of(EntityKind.SERVICE, "tags")
    assert merge_sets(tags, seen=["a"], ours=["a", "b"], current=["a", "c"]) == ["a", "b", "c"]
    assert merge_sets(tags, seen=["a", "b"], ours=["b"], current=["a"]) == []


def test_one_link_changed_on_both_sides_is_for_a_person():
    seen = [link(1, 1), link(2, 1)]
    assert merge_sets(LINKS, seen=seen, ours=[link(1, 5), link(2, 1)], current=[link(1, 1), link(2, 9)]) == [
        link(1, 5), link(2, 9)
    ]  # fmt: skip
    assert (
        merge_sets(LINKS, seen=seen, ours=[link(1, 5), link(2, 1)], current=[link(1, 7), link(2, 1)]) is None
    )
    assert merge_sets(LINKS, seen=seen, ours=[link(2, 1)], current=[link(1, 7), link(2, 1)]) is None


def test_a_price_is_no_set():
    assert merge_sets(field_of(EntityKind.MATERIAL, "price"), seen=1, ours=2, current=3) is None


@given(ids, ids, ids)
def test_merging_sets_of_ids_is_commutative_and_loses_nothing(seen, ours, theirs):
    merged = merge_sets(CATEGORIES, seen=seen, ours=ours, current=theirs)
    assert merged is not None
    assert merged == merge_sets(CATEGORIES, seen=seen, ours=theirs, current=ours)
    assert set(merged) == (set(ours) & set(theirs)) | ((set(ours) ^ set(theirs)) - set(seen))
