"""Lists of pictures as ServiceTitan keeps them, whatever is done to them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.assets import MEMBERS, cover_address
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.domain.picture_lists import (
    MOST_PICTURES,
    picture_field,
    with_added,
    with_alias,
    with_default,
    with_order,
    with_replaced,
    without,
)

SERVICE, FEE, CATEGORY = EntityKind.SERVICE, EntityKind.DISCOUNT_FEE, EntityKind.CATEGORY
ADDRESSES = [f"Images/Service/{name}.jpg" for name in "abcdef"]
NEW = [f"picture:{digit * 64}.jpg" for digit in "0123"]


def entry(
    address: str, kind: str = "Image", *, default: bool = False, alias: str | None = None
) -> dict[str, Any]:
    return {"alias": alias, "isDefault": default, "type": kind, "url": address}


entries = st.builds(
    entry,
    st.sampled_from(ADDRESSES),
    st.sampled_from(["Image", "Image", "Image", "Video", "Attachment"]),
    default=st.booleans(),
    alias=st.sampled_from([None, "Front"]),
)
lists = st.none() | st.lists(entries, max_size=8)
unique_lists = st.lists(entries, max_size=6, unique_by=lambda one: one["url"])
kinds = st.sampled_from(SKU_KINDS)
address = st.sampled_from(ADDRESSES)
changes = st.sampled_from([
    lambda kind, value, one: with_added(kind, "assets", value, [one, NEW[0]]),
    lambda kind, value, one: without(kind, "assets", value, one),
    lambda kind, value, one: with_replaced(kind, "assets", value, one, NEW[1]),
    lambda kind, value, one: with_default(kind, "assets", value, one),
    lambda kind, value, one: with_order(kind, "assets", value, [one]),
    lambda kind, value, one: with_alias(kind, "assets", value, one, "Side"),
])  # fmt: skip


def urls(value: Any) -> list[str]:
    return [one if isinstance(one, str) else one["url"] for one in value or ()]


def defaults(value: Any) -> list[str]:
    return [one["url"] for one in value or () if one["isDefault"]]


@given(kinds.filter(lambda kind: kind is not FEE), lists, st.lists(st.tuples(changes, address), min_size=1))
def test_of_pictures_exactly_one_is_the_default_and_it_comes_first(kind, value, steps) -> None:
    before = value
    for change, one in steps:
        value = change(kind, value, one)
    if value == before:
        return
    pictures = [one["url"] for one in value if one["type"] == "Image"]
    assert len(defaults(value)) == (1 if pictures else 0)
    if pictures:
        assert value[0]["isDefault"]
        assert value[0]["type"] == "Image"
        assert cover_address({"assets": value}) == value[0]["url"]


@given(kinds, lists, changes, address)
def test_what_comes_out_is_of_the_fields_form_and_nothing_else_is_touched(kind, value, change, one) -> None:
    before = [dict(entry) for entry in value or ()]
    after = change(kind, value, one)
    assert [dict(entry) for entry in value or ()] == before, "what was read is not changed"
    if after is not None:
        canonical = FIELDS[kind]["assets"].canonical(after)
        assert [set(entry) for entry in after] == [set(MEMBERS)] * len(after)
        assert urls(canonical) == urls(after)
    assert others_of(after, one) == others_of(before, one)


def others_of(value: Any, but: str) -> list[tuple[str, str]]:
    """What was there, beside one."""
    return sorted(
        (one["url"], one["type"]) for one in value or () if one["url"] in ADDRESSES and one["url"] != but
    )


@given(kinds, unique_lists, st.lists(st.sampled_from([*ADDRESSES, *NEW]), max_size=6))
def test_adding_twice_is_adding_once(kind, value, added) -> None:
    once = with_added(kind, "assets", value, added, alias="New")
    assert with_added(kind, "assets", once, added) == once
    assert set(urls(once)) == {*urls(value), *added}
    assert len(urls(once)) == len(set(urls(once)))


@given(kinds, unique_lists, st.permutations(ADDRESSES))
def test_an_order_is_kept_but_for_the_default_which_is_a_picture(kind, value, order) -> None:
    after = with_order(kind, "assets", value, order)
    wanted = [one for one in order if one in urls(value)]
    first = next((one["url"] for one in sorted(value, key=lambda one: order.index(one["url"]))
                  if one["type"] == "Image"), None)  # fmt: skip
    if kind is not FEE and first is not None:
        wanted = [first, *(one for one in wanted if one != first)]
    assert urls(after) == wanted
    assert defaults(after) == ([] if first is None else [first])


@given(kinds, unique_lists, address)
def test_taking_out_what_was_added_leaves_what_was_there(kind, value, one) -> None:
    added = with_added(kind, "assets", value, [NEW[2]])
    assert sorted(urls(without(kind, "assets", added, NEW[2]))) == sorted(urls(value))


@given(unique_lists, address)
def test_a_replaced_picture_keeps_its_place_and_name(value, one) -> None:
    settled = with_order(SERVICE, "assets", value, [])
    after = with_replaced(SERVICE, "assets", settled, one, NEW[3])
    assert urls(after) == [NEW[3] if found == one else found for found in urls(settled)]
    assert [found["alias"] for found in after] == [found["alias"] for found in settled]


def test_a_picture_replaced_by_one_that_is_there_already_is_there_once() -> None:
    value = [entry("a", default=True), entry("b"), entry("c")]
    assert urls(with_replaced(SERVICE, "assets", value, "a", "c")) == ["c", "b"]
    assert with_replaced(SERVICE, "assets", value, "gone", "c") == value


def test_a_video_cannot_stand_for_an_entry() -> None:
    value = [entry("a", default=True), entry("v", "Video")]
    assert with_default(SERVICE, "assets", value, "v") == value
    assert with_default(SERVICE, "assets", value, "gone") == value


def test_discounts_and_fees_keep_their_order() -> None:
    value = [entry("a"), entry("b")]
    assert with_added(FEE, "assets", value, ["c"]) == [*value, entry("c")]


def test_a_category_has_one_picture_of_its_own() -> None:
    assert picture_field(CATEGORY) == "image"
    assert with_added(CATEGORY, "image", None, ["a", "b"]) == "b"
    assert with_added(CATEGORY, "image", "a", ["a"]) == "a"
    assert without(CATEGORY, "image", "a", "a") is None
    assert without(CATEGORY, "image", "a", "b") == "a"
    assert with_replaced(CATEGORY, "image", "a", "a", "b") == "b"
    assert with_default(CATEGORY, "image", "a", "a") == "a"
    assert with_alias(CATEGORY, "image", "a", "a", "Front") == "a"


def test_pictures_that_a_category_gives_to_its_skus_are_addresses() -> None:
    value = ["a", "b"]
    assert with_added(CATEGORY, "sku_images", None, ["c", "a"], alias="x") == ["c", "a"]
    assert with_order(CATEGORY, "sku_images", value, ["b"]) == ["b", "a"]
    assert with_default(CATEGORY, "sku_images", value, "b") == ["b", "a"]
    assert with_replaced(CATEGORY, "sku_images", value, "a", "c") == ["c", "b"]
    assert without(CATEGORY, "sku_images", value, "a") == ["b"]
    assert with_alias(CATEGORY, "sku_images", value, "a", "Front") == value


def test_there_can_be_only_so_many() -> None:
    value = [entry(str(number)) for number in range(MOST_PICTURES)]
    assert with_added(SERVICE, "assets", value, ["0"]) is not None
    with pytest.raises(InvalidValue, match="at most 50"):
        with_added(SERVICE, "assets", value, ["new"])
