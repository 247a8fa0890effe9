"""A create goes out once and marked as ours; before and after it, what is there is looked for."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from lazi_desktop.domain.errors import (
    BadAnswer,
    ConfigurationProblem,
    OutcomeUnknown,
    RateLimited,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
)
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.remote import Look
from lazi_desktop.servicetitan.marks import APPLICATION
from tests.servicetitan.stage import Stage, answer, freely, material, page, problem
from tests.servicetitan.test_writes import MAY_HAVE_ARRIVED, NEVER_LEFT

CATEGORY, MATERIAL, SERVICE, EQUIPMENT, DISCOUNT_FEE = EntityKind
KEY = EntityKey(UUID("0190a0a0-0000-7000-8000-000000000001"))
NEW = {"code": "NEW-1", "description": "New", "price": Decimal("24.99"), "display_name": None}


async def create(
    stage: Stage, wanted: dict[str, Any] = NEW, kind: EntityKind = MATERIAL, **settings: Any
) -> int:
    pricebook = stage.pricebook(**settings)
    try:
        return await pricebook.create(kind, KEY, wanted, may_send=freely)
    finally:
        await pricebook.close()


async def look(
    stage: Stage, wanted: dict[str, Any] = NEW, kind: EntityKind = MATERIAL, **settings: Any
) -> Look:
    pricebook = stage.pricebook(**settings)
    try:
        return await pricebook.look_for(kind, KEY, wanted)
    finally:
        await pricebook.close()


# -------------------------------------------------------------------------------------------------------------- create


async def test_what_is_wanted_goes_out_once_with_our_marker():
    stage = Stage(answer(201, material(77)))
    assert await create(stage) == 77
    (request,) = stage.requests
    assert (request.method, request.url.path) == ("POST", "/pricebook/v2/tenant/1/materials")
    assert json.loads(request.content) == {
        "code": "NEW-1",
        "description": "New",
        "price": 24.99,
        "externalData": {
            "applicationGuid": str(APPLICATION),
            "externalData": [{"key": "lazi_id", "value": str(KEY)}],
        },
    }


async def test_the_application_can_be_another_or_none():
    other = UUID("11111111-2222-4333-8444-555555555555")
    stage = Stage(answer(200, material(77)))
    await create(stage, application=other)
    assert json.loads(stage.requests[0].content)["externalData"]["applicationGuid"] == str(other)
    stage = Stage(answer(200, material(77)))
    await create(stage, application=None)
    assert "externalData" not in json.loads(stage.requests[0].content)


async def test_a_category_carries_no_marker_and_names_its_parent():
    stage = Stage(answer(201, {"id": 5, "name": "Tees"}))
    assert await create(stage, {"name": "Tees", "category_type": "Materials", "parent_id": 3}, CATEGORY) == 5
    assert json.loads(stage.requests[0].content) == {
        "name": "Tees",
        "categoryType": "Materials",
        "parentId": 3,
    }


async def test_what_can_be_given_only_at_the_beginning_is_given():
    stage = Stage(answer(201, material(77)))
    vendor = {"vendorId": 700, "cost": 1}
    await create(
        stage, {**NEW, "is_other_direct_cost": True, "cost": Decimal("2.5"), "primary_vendor": vendor}
    )
    sent = json.loads(stage.requests[0].content)
    assert sent["isOtherDirectCost"] is True
    assert sent["primaryVendor"] == {"vendorId": 700, "cost": 2.5, "active": True}
    assert "cost" not in sent


@pytest.mark.parametrize(
    "kind, field, value",
    [
        (SERVICE, "is_other_direct_cost", True),
        (MATERIAL, "source", "us"),
        (MATERIAL, "categories", [str(KEY)]),
        (SERVICE, "service_materials", [{"skuId": str(KEY), "quantity": 1}]),
        (CATEGORY, "parent_id", str(KEY)),
    ],
)
async def test_what_cannot_be_said_is_not_sent(kind, field, value):
    stage = Stage(answer(201, material(77)))
    with pytest.raises(RemoteRejected) as caught:
        await create(stage, {field: value}, kind)
    assert field in caught.value.field_errors
    assert not stage.requests


@pytest.mark.parametrize("trouble", NEVER_LEFT, ids=lambda trouble: type(trouble).__name__)
async def test_what_never_left_can_be_sent_again(trouble):
    stage = Stage(trouble)
    with pytest.raises(RemoteUnavailable) as caught:
        await create(stage)
    assert type(caught.value) is RemoteUnavailable
    assert len(stage.requests) == 1


LOST = {name: lost for name, lost in MAY_HAVE_ARRIVED.items() if name != "another record"} | {
    "no id": answer(201, {"code": "NEW-1"}),
    "id 0": answer(201, material(0)),
    "id of text": answer(201, {"id": "77"}),
    "id true": answer(201, {"id": True}),
    "accepted": answer(202, b""),
}


@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
async def test_what_may_have_arrived_is_never_sent_again(lost):
    stage = Stage(lost)
    with pytest.raises(OutcomeUnknown):
        await create(stage)
    assert len(stage.requests) == 1


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422, 302])
async def test_a_no_is_a_no(status):
    stage = Stage(problem(status, "No.", {"code": ["Taken."]}))
    with pytest.raises(RemoteRejected) as caught:
        await create(stage)
    assert (caught.value.status, caught.value.field_errors) == (status, {"code": "Taken."})
    assert len(stage.requests) == 1


async def test_a_missing_primary_vendor_is_told_at_its_field():
    title = "There must be exactly one vendor selected as Primary"
    with pytest.raises(RemoteRejected) as caught:
        await create(Stage(problem(400, title)))
    assert caught.value.field_errors == {"primary_vendor": title}


async def test_nowhere_to_create_is_a_wrong_address():
    with pytest.raises(ConfigurationProblem, match="no materials at this address"):
        await create(Stage(problem(404, "Not found")))


async def test_other_refusals_are_those_of_changes():
    with pytest.raises(ScopeMissing, match=r"tn\.pb\.materials:w"):
        await create(Stage(problem(403, "Scope validation failed")))
    with pytest.raises(RateLimited):
        await create(Stage(problem(429, "Slow down", retry_after="3")))


async def test_a_change_never_touches_external_data():
    stage = Stage(answer(200, material(7)))
    pricebook = stage.pricebook()
    await pricebook.patch(
        MATERIAL, 7, {"price": 5}, {"external_data": [{"key": "theirs", "value": "x"}]}, may_send=freely
    )
    with pytest.raises(RemoteRejected):
        await pricebook.patch(MATERIAL, 7, {"external_data": []}, {}, may_send=freely)
    await pricebook.close()
    assert [json.loads(request.content) for request in stage.requests] == [{"price": 5}]


# ---------------------------------------------------------------------------------------------------------------- look


def marked(remote_id: int, key: Any = KEY, **members: Any) -> dict[str, Any]:
    return material(remote_id, externalData=[{"key": "lazi_id", "value": str(key)}]) | members


def params(request: httpx.Request) -> dict[str, str]:
    return dict(request.url.params)


async def test_both_the_marker_and_the_code_are_looked_for_active_or_not():
    stage = Stage(
        page([marked(7)]), page([material(7), material(8, code=" new-1"), material(9, code="NEW-10")])
    )
    found = await look(stage)
    assert ([one.remote_id for one in found.marked], [one.remote_id for one in found.alike]) == ([7], [8])
    assert found.can_mark
    first, second = map(params, stage.requests)
    assert first["active"] == second["active"] == "Any"
    assert (first["externalDataApplicationGuid"], first["externalDataKey"]) == (str(APPLICATION), "lazi_id")
    assert first["externalDataValues"] == str(KEY)
    assert second["searchText"] == "NEW-1"


async def test_all_pages_are_looked_through():
    many = [material(number, code="X") for number in range(1, 4)]
    stage = Stage(
        page([marked(7)], has_more=True),
        page([marked(8)], number=2),
        page(many, has_more=True),
        page([material(9, code="NEW-1")], number=2),
    )
    found = await look(stage)
    assert [one.remote_id for one in found.marked] == [7, 8]
    assert [one.remote_id for one in found.alike] == [9]


@pytest.mark.parametrize(
    "others",
    [
        [material(7)],
        [marked(7), material(8)],
        [marked(7, "another")],
        [material(7, externalData="?")],
        [material(7, externalData=[{"key": "other", "value": str(KEY)}])],
    ],
)
async def test_a_filter_that_was_not_applied_is_noticed(others):
    with pytest.raises(BadAnswer, match="marker"):
        await look(Stage(page(others), page([])))


async def test_without_marks_only_the_code_tells():
    stage = Stage(page([material(8, code="NEW-1")]))
    found = await look(stage, application=None)
    assert not found.can_mark
    assert [one.remote_id for one in found.alike] == [8]
    assert len(stage.requests) == 1


@pytest.mark.parametrize("code", ["7", "x" * 201])
async def test_a_code_that_cannot_be_searched_for_is_looked_up_in_the_list(code):
    stage = Stage(page([]), page([material(8, code=code), material(9)]))
    found = await look(stage, {"code": code})
    assert [one.remote_id for one in found.alike] == [8]
    assert "searchText" not in params(stage.requests[1])


def category(remote_id: int, name: str, **members: Any) -> dict[str, Any]:
    return {
        "id": remote_id, "name": name, "active": True, "parentId": None, "categoryType": "Materials",
        "subcategories": [],
    } | members  # fmt: skip


TREE = [
    category(
        1,
        "Fittings",
        subcategories=[category(2, "Tees", parentId=1), category(3, "tees ", parentId=1, active=False)],
    ),
    category(4, "Tees"),
    category(5, "Tees", categoryType="Services"),
]


@pytest.mark.parametrize("parent, found", [(1, [2, 3]), (None, [4]), (0, [4]), (9, [])])
async def test_a_category_is_known_by_its_name_in_its_place(parent, found):
    stage = Stage(page(TREE))
    wanted = {"name": "Tees", "category_type": "Materials", "parent_id": parent}
    seen = await look(stage, wanted, CATEGORY)
    assert [one.remote_id for one in seen.alike] == found
    assert (seen.marked, seen.can_mark) == ([], False)
    assert params(stage.requests[0])["active"] == "Any"


async def test_a_look_is_tried_again_like_every_read():
    stage = Stage(problem(503, "Busy"), page([marked(7)]), page([]))
    assert [one.remote_id for one in (await look(stage)).marked] == [7]


# ------------------------------------------------------------------------------------------------ all that are marked


async def test_all_that_are_marked_are_asked_for_and_told_by_their_mark():
    other = EntityKey(UUID(int=9))
    stage = Stage(
        page([marked(7), marked(8, key=other), marked(9), material(10), material(11, externalData="?")])
    )
    pricebook = stage.pricebook()
    found = await pricebook.marked(MATERIAL)
    assert found is not None
    assert {mark: [one.remote_id for one in ones] for mark, ones in found.items()} == {
        str(KEY): [7, 9],
        str(other): [8],
    }
    asked = dict(stage.requests[0].url.params)
    assert (asked["externalDataApplicationGuid"], asked["externalDataKey"]) == (str(APPLICATION), "lazi_id")
    assert asked["active"] == "Any"
    assert "externalDataValues" not in asked
    await pricebook.close()


async def test_of_what_is_not_marked_nothing_is_asked():
    stage = Stage(page([]))
    pricebook, unmarking = stage.pricebook(), stage.pricebook(application=None)
    assert await pricebook.marked(EntityKind.CATEGORY) is None
    assert await unmarking.marked(MATERIAL) is None
    assert not stage.requests
    await pricebook.close()
    await unmarking.close()
