"""One record at a time: exact, complete, and none spoils the others."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.field_tables import REMOTE_FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import same
from lazi_desktop.servicetitan.records import read_records, whole_characters
from tests.servicetitan.stage import material

MATERIAL, SERVICE, CATEGORY = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.CATEGORY


def read(kind: EntityKind, *texts: str | bytes | dict[str, Any]):
    raws = [
        msgspec.Raw(
            text
            if isinstance(text, bytes)
            else (text if isinstance(text, str) else json.dumps(text)).encode()
        )
        for text in texts
    ]
    return read_records(kind, raws)


def entity(kind: EntityKind, text: str | bytes | dict[str, Any]):
    (one,) = read(kind, text).entities
    return one


def test_numbers_are_exact_and_the_payload_is_as_it_came():
    text = (
        '{ "id":7,"price":24.990, "cost":1e2,"hours":0.00001,"bonus":19999999999999.99, "addOnPrice":125.00 }'
    )
    one = entity(MATERIAL, text)
    assert one.payload == text
    assert one.fields == {
        "price": Decimal("24.99"),
        "cost": 100,
        "hours": Decimal("0.00001"),
        "bonus": Decimal("19999999999999.99"),
        "add_on_price": 125,
    }
    assert isinstance(one.fields["add_on_price"], int)


def test_a_member_that_did_not_come_is_absent_and_null_is_none():
    assert entity(MATERIAL, '{"id":7,"price":null,"displayName":""}').fields == {
        "price": None,
        "display_name": None,
    }


def test_seven_digits_of_a_second_are_kept():
    one = entity(MATERIAL, material(modifiedOn="2026-01-02T03:04:05.1234567Z"))
    assert one.modified_on == one.fields["modified_on"] == "2026-01-02T03:04:05.1234567Z"


def test_unknown_members_are_counted_and_kept_in_the_payload():
    records = read(
        MATERIAL, material(1, colour="red", externalData=[]), material(2, colour="blue"), material(3, size=1)
    )
    assert records.unknown_members == {"colour": 2, "size": 1}
    assert '"red"' in records.entities[0].payload
    assert "colour" not in records.entities[0].fields


def test_an_unknown_enum_value_stays_as_it_is():
    one = entity(
        EntityKind.DISCOUNT_FEE, {"id": 1, "type": "Voucher", "assets": [{"type": "Hologram", "url": "x"}]}
    )
    assert not one.problem
    assert one.fields["type"] == "Voucher"


BAD = {
    "text as price": '{"id":7,"price":"24.99"}',
    "flag as price": '{"id":7,"price":true}',
    "number as code": '{"id":7,"code":5}',
    "no list": '{"id":7,"categories":5}',
    "fraction of an id": '{"id":7,"categories":[1.5]}',
    "vendor without an id": '{"id":7,"primaryVendor":{"cost":5}}',
    "vendor of another shape": '{"id":7,"otherVendors":[[1]]}',
    "no moment": '{"id":7,"modifiedOn":"yesterday"}',
    "half a cost type": '{"id":7,"costTypeId":1.5}',
    "number out of all proportion": '{"id":7,"price":1e999999999}',
    "not unicode": b'{"id":7,"code":"\xff"}',
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_one_bad_record_is_set_apart_and_the_page_goes_on(bad):
    records = read(MATERIAL, material(1), bad, material(2))
    one, set_apart, other = records.entities
    assert (one.remote_id, other.remote_id) == (1, 2)
    assert not one.problem
    assert not other.problem
    assert one.fields["code"] == "M-1"
    assert set_apart.problem
    assert set_apart.fields == {}
    assert set_apart.payload


@pytest.mark.parametrize(
    "bad",
    [
        '{"code":"x"}',
        '{"id":0}',
        '{"id":-5}',
        '{"id":"7"}',
        '{"id":true}',
        '{"id":9223372036854775808}',
        "[]",
        "5",
        "null",
    ],
)
def test_without_a_usable_id_a_record_is_kept_under_none(bad):
    one = entity(MATERIAL, bad)
    assert one.remote_id == 0
    assert one.problem
    assert one.payload == bad


def test_what_is_wrong_is_said_without_the_value():
    one = entity(MATERIAL, '{"id":7,"primaryVendor":{"vendorId":1,"cost":"secret price"}}')
    assert one.remote_id == 7
    assert "primaryVendor" in one.problem
    assert "secret" not in one.problem


def test_services_name_their_categories_in_full_and_the_others_by_id():
    full = [{"id": 9, "name": "B", "active": True}, {"id": 3, "name": "A", "active": False}]
    assert entity(SERVICE, {"id": 1, "categories": full}).fields["categories"] == [3, 9]
    assert entity(SERVICE, {"id": 1, "categories": [9, 3]}).fields["categories"] == [3, 9]
    assert entity(MATERIAL, {"id": 1, "categories": [9, 3, 9]}).fields["categories"] == [3, 9]


def test_the_primary_vendor_repeated_among_the_others_counts_once():
    vendor = {"id": 5, "vendorId": 2, "vendorName": "V", "cost": 1.5, "active": True, "memo": None}
    one = entity(
        MATERIAL, {"id": 1, "primaryVendor": vendor, "otherVendors": [vendor, vendor | {"vendorId": 1}]}
    )
    assert one.fields["primary_vendor"] == vendor | {"cost": Decimal("1.5")}
    assert [other["vendorId"] for other in one.fields["other_vendors"]] == [1, 2]


def test_half_an_emoji_does_not_cost_the_page():
    torn = rb'{"a":"cut \ud83d","b":"whole \ud83d\ude00","c":"\ude00","d":"a backslash \\ud83d"}'
    assert json.loads(whole_characters(torn)) == {
        "a": "cut \ufffd",
        "b": "whole \U0001f600",
        "c": "\ufffd",
        "d": r"a backslash \ud83d",
    }


# ------------------------------------------------------------------------------------------------------------ category


def node(remote_id: int, *below: dict[str, Any], parent: int | None = None, **members: Any) -> dict[str, Any]:
    return {
        "id": remote_id,
        "name": f"C{remote_id}",
        "parentId": parent,
        **members,
        "subcategories": list(below),
    }


def shape(*nodes: str | dict[str, Any]) -> list[tuple[int, int | None]]:
    return [(one.remote_id, one.fields.get("parent_id")) for one in read(CATEGORY, *nodes).entities]


NESTED = node(10, node(5, node(7, parent=5), parent=10), node(2, parent=10))
FLAT = [node(2, parent=10), node(5, parent=10), node(7, parent=5), node(10)]


def test_nested_categories_come_out_flat_with_parents_first():
    assert shape(NESTED, node(11)) == [(10, None), (5, 10), (7, 5), (2, 10), (11, None)]


def test_flat_categories_too():
    assert shape(*FLAT) == [(10, None), (2, 10), (5, 10), (7, 5)]


def test_a_node_named_nested_and_flat_comes_once():
    assert sorted(shape(NESTED, *FLAT)) == sorted(shape(NESTED))


def test_the_payload_of_a_category_is_its_own_members_as_they_came():
    text = '{"id":1, "name" : "A\\u00e9","position":1.0,"subcategories":[{"id":2,"parentId":1,"subcategories":null}]}'
    parent, child = read(CATEGORY, text).entities
    assert parent.payload == '{"id":1,"name":"A\\u00e9","position":1.0}'
    assert child.payload == '{"id":2,"parentId":1}'
    assert parent.fields["name"] == "Aé"
    assert parent.fields["position"] == 1


def test_where_a_child_does_not_name_its_parent_the_nesting_does():
    assert shape('{"id":1,"subcategories":[{"id":2,"name":"x"}]}') == [(1, None), (2, 1)]


def test_a_bad_category_does_not_take_its_children_along():
    text = '{"id":1,"name":5,"subcategories":[{"id":2,"parentId":1}]}'
    bad, child = read(CATEGORY, text).entities
    assert bad.problem
    assert (child.remote_id, child.problem) == (2, "")


@pytest.mark.parametrize(
    "text", ["[]", '{"id":1,"subcategories":{"x":1}}', '{"id":1,"subcategories":5}', "null"]
)
def test_no_category_at_all_is_set_apart(text):
    assert entity(CATEGORY, text).problem


def test_rings_and_bottomless_nesting_end():
    assert sorted(shape(node(1, parent=2), node(2, parent=1), node(3, parent=3))) == [(1, 2), (2, 1), (3, 3)]
    deep = node(200)
    for remote_id in range(199, 0, -1):
        deep = node(remote_id, deep)
    assert 0 < len(shape(deep)) < 200


# --------------------------------------------------------------------------------------------------------- translation

SCALARS: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: st.text(),
    FieldType.HTML: st.text(),
    FieldType.CHOICE: st.text(),
    FieldType.MONEY: st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=5),
    FieldType.NUMBER: st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=5),
    FieldType.INTEGER: st.integers(),
    FieldType.FLAG: st.booleans(),
    FieldType.MOMENT: st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    FieldType.IDS: st.lists(st.integers()),
}
VENDORS = st.lists(
    st.fixed_dictionaries(
        {"vendorId": st.integers(1, 99)},
        optional={
            "cost": SCALARS[FieldType.MONEY],
            "memo": st.none() | st.text(),
            "shelf": st.lists(st.text() | SCALARS[FieldType.MONEY] | st.none()),
            "otherSubAccounts": st.lists(st.fixed_dictionaries({"cost": SCALARS[FieldType.MONEY]})),
        },
    )
)


@given(st.data())
def test_the_short_ways_lead_to_what_canonical_says(data):
    table = REMOTE_FIELDS[MATERIAL]
    members = {"id": 1}
    for one in data.draw(st.lists(st.sampled_from(list(table.values())), unique=True)):
        if one.type in SCALARS:
            members[one.wire_name] = data.draw(st.none() | SCALARS[one.type])
        elif one.name == "other_vendors":
            members[one.wire_name] = data.draw(VENDORS)
    encoded = msgspec.json.Encoder(decimal_format="number").encode(members)
    (read_back,) = read(MATERIAL, encoded).entities
    assert not read_back.problem
    expected = {
        one.name: one.canonical(members[one.wire_name]) for one in table.values() if one.wire_name in members
    }
    assert same(read_back.fields, expected)
