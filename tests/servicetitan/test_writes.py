"""A change goes out once, exactly as meant, and what comes back is told apart with care."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    LeaseLost,
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.bodies import patch_body
from tests.servicetitan.stage import Stage, answer, freely, html, material, problem, token

CATEGORY, MATERIAL, SERVICE, EQUIPMENT, DISCOUNT_FEE = EntityKind


async def patch(stage: Stage, changes: dict[str, Any], known: dict[str, Any] | None = None) -> None:
    pricebook = stage.pricebook()
    try:
        await pricebook.patch(MATERIAL, 7, changes, known or {}, may_send=freely)
    finally:
        await pricebook.close()


async def test_these_fields_and_no_others():
    stage = Stage(answer(200, material(7)))
    await patch(
        stage, {"display_name": "Elbow ½″", "price": Decimal("24.99")}, {"code": "M-7", "active": True}
    )
    (request,) = stage.requests
    assert (request.method, request.url.path) == ("PATCH", "/pricebook/v2/tenant/1/materials/7")
    assert request.url.query == b""
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"displayName": "Elbow ½″", "price": 24.99}


@pytest.mark.parametrize("content, shown", [(material(7, price=25), 25), ({"id": 7, "price": "odd"}, None)])
async def test_the_answer_shows_what_became_of_it(content, shown):
    pricebook = Stage(answer(200, content)).pricebook()
    try:
        answered = await pricebook.patch(MATERIAL, 7, {"price": Decimal("24.99")}, {}, may_send=freely)
    finally:
        await pricebook.close()
    assert (answered or {}).get("price") == shown


async def test_nothing_changed_is_nothing_sent():
    stage = Stage(answer(200, material(7)))
    await patch(stage, {})
    assert not stage.requests


NEVER_LEFT = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("full"),
    httpx.ProxyError("no"),
    httpx.UnsupportedProtocol("gopher"),
]


@pytest.mark.parametrize("trouble", NEVER_LEFT, ids=lambda trouble: type(trouble).__name__)
async def test_what_never_left_can_be_sent_again(trouble):
    stage = Stage(trouble)
    with pytest.raises(RemoteUnavailable) as caught:
        await patch(stage, {"price": 5})
    assert type(caught.value) is RemoteUnavailable
    assert len(stage.requests) == 1


MAY_HAVE_ARRIVED = {
    "read timeout": httpx.ReadTimeout("slow"),
    "write timeout": httpx.WriteTimeout("slow"),
    "reset": httpx.ReadError("reset"),
    "reset while sending": httpx.WriteError("reset"),
    "closed": httpx.RemoteProtocolError("closed"),
    "408": problem(408, "Timeout"),
    "500 in HTML": html(500),
    "502": html(502),
    "503": problem(503, "Service unavailable"),
    "504": html(504),
    "520": html(520),
    "cut off": answer(200, b'{"id":7,"code":"M'),
    "no body": answer(200, b""),
    "no content": httpx.Response(204),
    "HTML as success": html(200),
    "another record": answer(200, material(8)),
    "a list": answer(200, [material(7)]),
}


@pytest.mark.parametrize("lost", MAY_HAVE_ARRIVED.values(), ids=MAY_HAVE_ARRIVED)
async def test_what_may_have_arrived_is_never_sent_again(lost):
    stage = Stage(lost)
    with pytest.raises(OutcomeUnknown) as caught:
        await patch(stage, {"price": 5})
    assert len(stage.requests) == 1
    assert "<" not in str(caught.value)


@pytest.mark.parametrize("status", [400, 405, 409, 413, 415, 422, 302])
async def test_a_no_is_a_no(status):
    stage = Stage(problem(status, "There must be exactly one vendor selected as Primary"))
    with pytest.raises(RemoteRejected, match="exactly one vendor") as caught:
        await patch(stage, {"price": 5})
    assert caught.value.status == status
    assert not caught.value.may_retry
    assert len(stage.requests) == 1


async def test_errors_are_told_by_our_names_in_its_words():
    errors = {
        "price": ["Too low.", "Really."],
        "PrimaryVendor.Cost": ["No cents."],
        "$.assets[0].url": ["Not an image."],
        "request": ["The request field is required."],
        "colour": ["Unknown."],
    }
    with pytest.raises(RemoteRejected, match="One or more") as caught:
        await patch(
            Stage(problem(400, "One or more errors.", errors)),
            {"price": 5, "cost": 1, "assets": []},
            {"primary_vendor": {"vendorId": 1, "cost": 2, "active": True}},
        )
    assert caught.value.field_errors == {
        "price": "Too low. Really.",
        "cost": "No cents.",
        "assets": "Not an image.",
    }


async def test_a_refusal_in_html_is_told_by_its_status():
    with pytest.raises(RemoteRejected, match=r"413 \(Request Entity Too Large\)") as caught:
        await patch(Stage(html(413)), {"price": 5})
    assert "<" not in caught.value.detail


@pytest.mark.parametrize("status", [404, 410])
async def test_gone_is_gone(status):
    with pytest.raises(RemoteGone):
        await patch(Stage(problem(status, "Not found")), {"price": 5})


async def test_a_429_is_not_waited_out():
    stage = Stage(problem(429, "Too many", retry_after="30"))
    with pytest.raises(RateLimited) as caught:
        await patch(stage, {"price": 5})
    assert caught.value.retry_after == 30
    assert not isinstance(caught.value, OutcomeUnknown)
    assert stage.clock.slept == []


async def test_a_missing_scope_names_what_may_not_be_done():
    with pytest.raises(ScopeMissing, match=r"change materials.*tn\.pb\.materials:w"):
        await patch(Stage(problem(403, "Scope validation failed")), {"price": 5})


async def test_other_refusals_are_those_of_reads():
    with pytest.raises(TenantRefused):
        await patch(Stage(html(403)), {"price": 5})
    with pytest.raises(AppKeyRefused):
        await patch(
            Stage(problem(401, "Application key not present, check ST-App-Key header value.")), {"price": 5}
        )
    with pytest.raises(SignInFailed):
        await patch(Stage(problem(401, "Unauthorized")), {"price": 5})


async def test_an_expired_token_is_renewed_for_a_write_too():
    stage = Stage(problem(401, "Unauthorized"), answer(200, material(7)))
    await patch(stage, {"price": 5})
    assert len(stage.requests) == 2


# ---------------------------------------------------------------------------------------------------------------- body


def body(kind: EntityKind, changes: dict[str, Any], known: dict[str, Any] | None = None) -> str:
    return patch_body(kind, changes, known or {}).content.decode()


@pytest.mark.parametrize(
    "value, text",
    [
        (Decimal("24.99"), "24.99"),
        (Decimal("0.1"), "0.1"),
        (Decimal("-12345678901234.56"), "-12345678901234.56"),
        (125, "125"),
        (0, "0"),
    ],
)
def test_numbers_go_out_exactly(value, text):
    assert body(MATERIAL, {"price": value}) == f'{{"price":{text}}}'


def test_nothing_is_said_in_the_way_each_member_takes_it():
    changes = {"display_name": None, "cost_type_id": None, "categories": None, "other_vendors": None}
    sent = json.loads(body(MATERIAL, changes))
    assert sent == {"displayName": "", "costTypeId": None, "categories": [], "otherVendors": []}
    assert json.loads(body(CATEGORY, {"parent_id": None, "image": None})) == {"parentId": None, "image": ""}
    assert json.loads(body(SERVICE, {"warranty": None})) == {"warranty": {"duration": 0, "description": ""}}


@pytest.mark.parametrize(
    "kind, field",
    [(MATERIAL, "price"), (MATERIAL, "active"), (MATERIAL, "primary_vendor"), (DISCOUNT_FEE, "type")],
)
def test_what_cannot_be_emptied_is_said_before_anything_is_sent(kind, field):
    with pytest.raises(RemoteRejected, match="cannot be emptied") as caught:
        patch_body(kind, {field: None}, {})
    assert field in caught.value.field_errors


@pytest.mark.parametrize("field", ["modified_on", "source", "colour", "created_by_id"])
def test_what_servicetitan_would_silently_ignore_is_not_sent(field):
    with pytest.raises(RemoteRejected) as caught:
        patch_body(MATERIAL, {field: 5}, {})
    assert field in caught.value.field_errors


VENDOR = {
    "id": 50,
    "vendorId": 2,
    "vendorName": "V",
    "cost": Decimal("1.5"),
    "active": True,
    "memo": None,
    "vendorPart": "P-1",
    "primarySubAccount": {"id": 3, "cost": 1, "accountName": "A"},
    "otherSubAccounts": [{"id": 4, "cost": 2, "accountName": "B"}],
    "rebate": 5,
}
SENT_VENDOR = {
    "vendorId": 2,
    "memo": None,
    "vendorPart": "P-1",
    "cost": 1.5,
    "active": True,
    "primarySubAccount": {"cost": 1, "accountName": "A"},
    "otherSubAccounts": [{"cost": 2, "accountName": "B"}],
}


@pytest.mark.parametrize("kind", [MATERIAL, EQUIPMENT])
def test_a_cost_travels_in_its_vendor(kind):
    known = {"cost": Decimal("1.5"), "primary_vendor": VENDOR}
    one = patch_body(kind, {"cost": Decimal("24.99")}, known)
    assert json.loads(one.content) == {"primaryVendor": SENT_VENDOR | {"cost": 24.99}}
    assert b'"cost":24.99' in one.content
    assert one.wire_fields == {"primaryVendor": "cost"}


def test_without_a_vendor_a_cost_travels_alone():
    assert body(MATERIAL, {"cost": 5}, {"primary_vendor": None}) == '{"cost":5}'
    assert body(MATERIAL, {"cost": 5}) == '{"cost":5}'


def test_a_new_vendor_takes_the_new_cost_along_and_so_does_its_repetition():
    other = VENDOR | {"vendorId": 9}
    changes = {"cost": 7, "primary_vendor": VENDOR, "other_vendors": [VENDOR, other]}
    sent = json.loads(body(MATERIAL, changes, {"primary_vendor": other}))
    assert sent == {
        "primaryVendor": SENT_VENDOR | {"cost": 7},
        "otherVendors": [SENT_VENDOR | {"cost": 7}, SENT_VENDOR | {"vendorId": 9}],
    }


def test_a_vendor_alone_brings_its_own_cost():
    assert json.loads(body(MATERIAL, {"primary_vendor": VENDOR})) == {"primaryVendor": SENT_VENDOR}


def test_budget_code_and_type_go_together():
    known = {"budget_cost_code": "100", "budget_cost_type": None}
    assert json.loads(body(SERVICE, {"budget_cost_code": "200"}, known)) == {
        "budgetCostCode": "200",
        "budgetCostType": "",
    }
    assert json.loads(body(SERVICE, {"budget_cost_type": "L"}, known)) == {
        "budgetCostCode": "100",
        "budgetCostType": "L",
    }


def test_objects_go_out_in_the_shape_of_requests():
    asset = {"url": "Images/x.jpg", "type": "Image", "alias": None, "isDefault": True, "fileName": "x.jpg"}
    link = {"skuId": 5, "quantity": Decimal("0.25"), "note": "x"}
    assert json.loads(body(SERVICE, {"assets": [asset], "service_materials": [link]})) == {
        "assets": [{"type": "Image", "alias": None, "url": "Images/x.jpg", "isDefault": True}],
        "serviceMaterials": [{"skuId": 5, "quantity": 0.25}],
    }
    assert json.loads(body(SERVICE, {"categories": [3, 9], "recommendations": [4]})) == {
        "categories": [3, 9],
        "recommendations": [4],
    }
    assert json.loads(body(EQUIPMENT, {"recommendations": [{"skuId": 4, "type": "Service", "x": 1}]})) == {
        "recommendations": [{"skuId": 4, "type": "Service"}]
    }


# ------------------------------------------------------------------------------------------------------ at the wire


class Guard:
    """Says no from so many questions on."""

    def __init__(self, stage: Stage, allowed: int = 0) -> None:
        self.stage = stage
        self.allowed = allowed
        self.asked_at: list[tuple[float, int]] = []

    def __call__(self) -> None:
        self.asked_at.append((self.stage.clock.seconds, len(self.stage.requests)))
        if len(self.asked_at) > self.allowed:
            raise LeaseLost("This computer was away for too long.")


@pytest.mark.parametrize("creates", [False, True])
async def test_who_may_not_send_any_more_is_asked_at_the_wire_and_nothing_is_sent(creates):
    stage = Stage(answer(200, material(7)))
    guard = Guard(stage)

    def slow_sign_in(_: httpx.Request) -> httpx.Response:
        stage.clock.seconds += 100
        return token()

    stage.tokens = slow_sign_in
    pricebook = stage.pricebook()
    with pytest.raises(LeaseLost):
        if creates:
            await pricebook.create(
                MATERIAL, EntityKey(uuid4()), {"code": "A", "description": "d"}, may_send=guard
            )
        else:
            await pricebook.patch(MATERIAL, 7, {"price": 5}, {}, may_send=guard)
    await pricebook.close()
    assert guard.asked_at == [(1100.0, 0)]
    assert not stage.requests


async def test_who_may_send_is_asked_again_when_it_had_to_sign_in_again():
    stage = Stage(problem(401, "The token has expired"), answer(200, material(7)))
    guard, pricebook = Guard(stage, allowed=1), stage.pricebook()
    with pytest.raises(LeaseLost):
        await pricebook.patch(MATERIAL, 7, {"price": 5}, {}, may_send=guard)
    await pricebook.close()
    assert [sent for _, sent in guard.asked_at] == [0, 1]
    assert len(stage.requests) == 1
