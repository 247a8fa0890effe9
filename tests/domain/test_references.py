"""References to what ServiceTitan does not have yet, inside the values of fields."""

from __future__ import annotations

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS, field_of
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import merge_sets
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references, numbered
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import same

CATEGORIES = field_of(EntityKind.MATERIAL, "categories")
PARENT = field_of(EntityKind.CATEGORY, "parent_id")
LINKS = field_of(EntityKind.SERVICE, "service_materials")
REFERENCES = [field for table in FIELDS.values() for field in table.values() if field.is_reference]

keys = st.uuids().map(EntityKey)
references = st.integers(1, 2**40) | keys.map(str)


def values_of(field):
    """Canonical or not: what may be written into a reference field."""
    if field.type is FieldType.INTEGER:
        return references
    if field.type is FieldType.IDS:
        return st.lists(references)
    return st.lists(st.fixed_dictionaries({field.entry_key: references, "quantity": st.integers(0, 9)}))


reference_values = st.sampled_from(REFERENCES).flatmap(
    lambda field: st.tuples(st.just(field), values_of(field))
)


def test_every_reference_field_is_a_field_and_nothing_else_is():
    assert {field.name for field in REFERENCES} == set(REFERENCE_FIELDS)
    assert not field_of(EntityKind.MATERIAL, "other_vendors").is_reference


def test_numbers_come_first_in_their_order_then_keys_in_theirs():
    late, early = "ffffffff-0000-7000-8000-000000000000", "00000000-0000-7000-8000-00000000000a"
    assert CATEGORIES.canonical([late, 10, early.upper(), 9, early]) == [9, 10, early, late]
    assert PARENT.canonical(early.upper()) == early
    assert LINKS.canonical([{"skuId": early.upper(), "quantity": 1}, {"skuId": early, "quantity": 2}]) == [
        {"skuId": early, "quantity": 2}
    ]


@given(reference_values, st.randoms(use_true_random=False))
def test_the_canonical_form_is_one_whatever_the_order(case, rng: random.Random):
    field, value = case
    canonical = field.canonical(value)
    assert same(field.canonical(canonical), canonical)
    if field.type is FieldType.IDS:
        shuffled = rng.sample(value, len(value))
        assert same(field.canonical(shuffled), canonical)
    assert {str(key) for key in local_references(field.name, canonical)} == set(_texts(field, value))


def _texts(field, value):
    for one in value if isinstance(value, list) else [value]:
        reference = one[field.entry_key] if isinstance(one, dict) else one
        if isinstance(reference, str):
            yield reference


@given(reference_values, st.data())
def test_numbers_take_the_place_of_keys(case, data):
    field, value = case
    value = field.canonical(value)
    known = data.draw(
        st.sets(st.sampled_from(sorted(local_references(field.name, value)) or [EntityKey(uuid.UUID(int=0))]))
    )
    numbers = {key: 2**41 + number for number, key in enumerate(sorted(known))}
    after = field.canonical(numbered(field.name, value, numbers))
    assert local_references(field.name, after) == local_references(field.name, value) - known
    assert isinstance(value, list) is isinstance(after, list)
    if isinstance(value, list):
        assert len(after) == len(value)


@given(
    st.lists(references, unique=True), st.lists(references, unique=True), st.lists(references, unique=True)
)
def test_sets_with_keys_in_them_merge_like_others(seen, ours, theirs):
    seen, ours, theirs = map(CATEGORIES.canonical, (seen, ours, theirs))
    merged = merge_sets(CATEGORIES, seen=seen, ours=ours, current=theirs)
    assert merged is not None
    assert same(CATEGORIES.canonical(merged), merged)
    assert set(merged) == (set(ours) & set(theirs)) | ((set(ours) ^ set(theirs)) - set(seen))


@pytest.mark.parametrize(
    "kind, name, wrong",
    [
        (EntityKind.MATERIAL, "categories", ["Copper"]),
        (EntityKind.MATERIAL, "categories", [True]),
        (EntityKind.CATEGORY, "parent_id", "12"),
        (EntityKind.CATEGORY, "business_unit_ids", ["0198aa00-0000-7000-8000-000000000001"]),
        (EntityKind.CATEGORY, "position", "0198aa00-0000-7000-8000-000000000001"),
        (EntityKind.SERVICE, "service_materials", [{"skuId": "M-1", "quantity": 1}]),
        (EntityKind.SERVICE, "service_materials", [{"skuId": None, "quantity": 1}]),
    ],
)
def test_what_is_neither_number_nor_key_is_refused(kind, name, wrong):
    with pytest.raises(ValueError, match="expected"):
        field_of(kind, name).canonical(wrong)


def test_a_control_may_give_a_key_where_a_person_types_a_number():
    key = str(uuid.uuid4())
    assert check_value(PARENT, key) == key
    assert check_value(CATEGORIES, [key, 4]) == [4, key]
    with pytest.raises(InvalidValue):
        check_value(PARENT, "somewhere")
