"""Lists that both sides changed, merged row by row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import merge_sets
from lazi_desktop.domain.row_merge import Side, has_rows, merge_rows, merged_value

MATERIALS = field_of(EntityKind.SERVICE, "service_materials")


def link(number: int, quantity: int) -> dict[str, int]:
    return {"skuId": number, "quantity": quantity}


def test_what_one_side_alone_changed_is_proposed() -> None:
    base = [link(1, 1), link(2, 1), link(3, 1)]
    ours = [link(1, 5), link(2, 1), link(3, 1), link(4, 2)]
    theirs = [link(1, 1), link(2, 9)]
    rows = {row.key: row for row in merge_rows(MATERIALS, base=base, ours=ours, theirs=theirs)}
    assert {key: row.proposed for key, row in rows.items()} == {
        "1": Side.OURS,
        "2": Side.THEIRS,
        "3": Side.THEIRS,
        "4": Side.OURS,
    }
    assert merged_value(MATERIALS, list(rows.values()), {}) == [link(1, 5), link(2, 9), link(4, 2)]


def test_a_row_that_both_changed_waits_for_a_person() -> None:
    rows = merge_rows(MATERIALS, base=[link(1, 1)], ours=[link(1, 2)], theirs=[link(1, 3)])
    assert rows[0].is_clash
    assert merged_value(MATERIALS, rows, {}) is None
    assert merged_value(MATERIALS, rows, {"1": Side.OURS}) == [link(1, 2)]
    assert merged_value(MATERIALS, rows, {"1": Side.THEIRS}) == [link(1, 3)]


def test_removed_here_and_changed_there_is_a_clash() -> None:
    rows = merge_rows(MATERIALS, base=[link(1, 1)], ours=[], theirs=[link(1, 3)])
    assert rows[0].is_clash
    assert merged_value(MATERIALS, rows, {"1": Side.OURS}) == []


def test_what_servicetitan_fills_in_is_no_change() -> None:
    theirs = [{**link(1, 1), "id": 77}]
    (row,) = merge_rows(MATERIALS, base=[link(1, 1)], ours=[link(1, 2)], theirs=theirs)
    assert not row.they_changed
    assert row.proposed is Side.OURS


def test_only_sets_have_rows() -> None:
    assert has_rows(field_of(EntityKind.MATERIAL, "categories"))
    assert not has_rows(field_of(EntityKind.MATERIAL, "price"))


LISTS = st.dictionaries(st.integers(1, 5), st.integers(1, 3)).map(
    lambda found: [link(number, quantity) for number, quantity in sorted(found.items())]
)


@given(base=LISTS, ours=LISTS, theirs=LISTS)
def test_without_a_clash_it_is_what_the_hub_would_merge(base, ours, theirs) -> None:
    rows = merge_rows(MATERIALS, base=base, ours=ours, theirs=theirs)
    merged = merge_sets(MATERIALS, seen=base, ours=ours, current=theirs)
    assert merged_value(MATERIALS, rows, {}) == merged
    for side, whole in ((Side.OURS, ours), (Side.THEIRS, theirs)):
        assert merged_value(MATERIALS, rows, {row.key: side for row in rows}) == whole
