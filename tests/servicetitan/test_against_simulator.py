"""The client and the stand-in ServiceTitan over real HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    BadAnswer,
    LaziError,
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.field_tables import REMOTE_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.ports.remote import RemoteEntity, RemotePage, RemotePricebook
from lazi_desktop.servicetitan.connection import READ_ATTEMPTS
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from tests.servicetitan.stage import freely

CATEGORY, MATERIAL, SERVICE, EQUIPMENT, DISCOUNT_FEE = EntityKind
every_kind = pytest.mark.parametrize("kind", list(EntityKind))
Json = dict[str, Any]


class UnhurriedClock:
    """Real time, but no pause is really made."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    async def sleep(self, seconds: float) -> None:
        self._skipped += seconds
        await asyncio.sleep(0)


Connect = Callable[..., AbstractAsyncContextManager[ServiceTitanPricebook]]


@pytest.fixture
def connect(simulator: RunningSimulator) -> Connect:
    """Opens a pricebook; what is given replaces the right credentials or the settings."""

    @asynccontextmanager
    async def opened(*, page_size: int = 1000, **wrong: str) -> AsyncIterator[ServiceTitanPricebook]:
        right = Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key)
        pricebook = ServiceTitanPricebook(
            replace(right, **wrong),
            Endpoints(simulator.api_url, simulator.auth_url),
            clock=UnhurriedClock(),
            page_size=page_size,
        )
        try:
            yield pricebook
        finally:
            await pricebook.close()

    return opened


async def all_pages(pricebook: RemotePricebook, kind: EntityKind, **window: Any) -> list[RemotePage]:
    async with aclosing(pricebook.pages(kind, **window)) as pages:  # type: ignore[type-var]
        return [page async for page in pages]


async def everything(pricebook: RemotePricebook, kind: EntityKind, **window: Any) -> list[RemoteEntity]:
    return [entity for page in await all_pages(pricebook, kind, **window) for entity in page.entities]


def in_simulator(simulator: RunningSimulator, kind: EntityKind) -> dict[int, Json]:
    return {item["id"]: item for item in simulator.items(kind)}


# ---------------------------------------------------------------------------------------------------------------- read


@every_kind
async def test_every_entity_comes_once_with_its_exact_values(simulator, connect, kind):
    there = in_simulator(simulator, kind)
    async with connect(page_size=20) as pricebook:
        found = await everything(pricebook, kind)
    assert not [entity.problem for entity in found if entity.problem]
    assert sorted(entity.remote_id for entity in found) == sorted(there)
    for entity in found:
        item = there[entity.remote_id]
        for field in REMOTE_FIELDS[kind].values():
            if field.wire_name not in item or field.name in (
                "categories",
                "calculated_price",
                "use_static_prices",
            ):
                continue
            assert entity.fields[field.name] == field.canonical(item[field.wire_name]), field.name
        assert entity.modified_on == item["modifiedOn"]


@pytest.mark.parametrize("kind", [MATERIAL, SERVICE, EQUIPMENT, DISCOUNT_FEE])
async def test_pages_come_in_the_order_of_ids(connect, kind):
    async with connect(page_size=10) as pricebook:
        pages = await all_pages(pricebook, kind)
    ids = [entity.remote_id for page in pages for entity in page.entities]
    assert ids == sorted(ids)
    assert {page.total for page in pages} == {len(ids)}
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


async def test_parents_come_before_their_children(connect):
    async with connect() as pricebook:
        found = await everything(pricebook, CATEGORY)
    seen: set[int] = set()
    for entity in found:
        parent_id = entity.fields["parent_id"]
        assert parent_id is None or parent_id in seen
        seen.add(entity.remote_id)
        assert '"subcategories"' not in entity.payload
    assert any(entity.fields["parent_id"] for entity in found)


async def test_a_window_brings_what_changed_since(simulator, connect):
    async with connect() as pricebook:
        (before,) = await all_pages(pricebook, MATERIAL)
        changed = before.entities[0]
        simulator.advance(3600)
        simulator.office_edit("material", changed.remote_id, {"price": 77.77})
        moment = parse_moment(simulator.item("material", changed.remote_id)["modifiedOn"])
        (found,) = await everything(pricebook, MATERIAL, modified_from=moment - timedelta(minutes=1))
        assert found.remote_id == changed.remote_id
        assert found.fields["price"] == Decimal("77.77")
        later = {"modified_from": moment + timedelta(minutes=1)}
        assert await everything(pricebook, MATERIAL, **later) == []


@every_kind
async def test_many_are_read_by_their_ids(simulator, connect, kind):
    wanted = list(in_simulator(simulator, kind))[: 10 if kind is CATEGORY else 70]
    async with connect() as pricebook:
        found = await pricebook.read_many(kind, [*wanted, 99_999_999])
    assert sorted(entity.remote_id for entity in found) == sorted(wanted)


# --------------------------------------------------------------------------------------------------------------- write


async def one_with_vendor(pricebook: ServiceTitanPricebook) -> RemoteEntity:
    return next(
        entity for entity in await everything(pricebook, MATERIAL) if entity.fields.get("primary_vendor")
    )


CHANGES: dict[EntityKind, Json] = {
    CATEGORY: {"name": "Renamed", "position": 99, "description": None},
    MATERIAL: {"price": Decimal("24.99"), "display_name": "½″ Elbow", "taxable": True, "account": None},
    SERVICE: {
        "hours": Decimal("1.25"),
        "categories": [],
        "warranty": {"duration": 12, "description": "A year"},
    },
    EQUIPMENT: {"manufacturer": "Acme", "dimensions": {"height": 1, "width": Decimal("2.5"), "depth": 3}},
    DISCOUNT_FEE: {"amount": Decimal("0.1"), "limit": 50, "exclude_from_payroll": True},
}


@every_kind
async def test_what_is_sent_is_there_afterwards_and_nothing_else_changed(connect, kind):
    async with connect() as pricebook:
        before = (await everything(pricebook, kind))[0]
        await pricebook.patch(kind, before.remote_id, CHANGES[kind], before.fields, may_send=freely)
        (after,) = await pricebook.read_many(kind, [before.remote_id])
    assert {**before.fields, **CHANGES[kind], "modified_on": after.modified_on} == after.fields


async def test_a_cost_changes_its_vendor_along(connect):
    async with connect() as pricebook:
        before = await one_with_vendor(pricebook)
        await pricebook.patch(
            MATERIAL, before.remote_id, {"cost": Decimal("24.99")}, before.fields, may_send=freely
        )
        (after,) = await pricebook.read_many(MATERIAL, [before.remote_id])
    changed = {name for name in after.fields if after.fields[name] != before.fields[name]}
    assert changed == {"cost", "modified_on", "primary_vendor", "other_vendors"}
    assert after.fields["cost"] == after.fields["primary_vendor"]["cost"] == Decimal("24.99")
    assert "24.99" in after.payload


@pytest.mark.parametrize(
    "fault, applied",
    [
        ({"kind": "reset_before_apply"}, False),
        ({"kind": "reset_after_apply"}, True),
        ({"kind": "reset_midway"}, True),
        ({"kind": "truncate"}, True),
        ({"kind": "html", "status": 503}, False),
        ({"kind": "status", "status": 500, "body": "Oops"}, False),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
async def test_a_lost_answer_is_settled_by_looking(simulator, connect, fault, applied):
    async with connect() as pricebook:
        before = (await everything(pricebook, MATERIAL))[0]
        simulator.inject(match={"method": "PATCH"}, **fault)
        with pytest.raises(OutcomeUnknown):
            await pricebook.patch(
                MATERIAL, before.remote_id, {"price": Decimal("77.77")}, before.fields, may_send=freely
            )
        (after,) = await pricebook.read_many(MATERIAL, [before.remote_id])
    assert (after.fields["price"] == Decimal("77.77")) == applied
    assert [request["method"] for request in simulator.requests()].count("PATCH") == 1


async def test_a_write_to_what_is_gone(connect):
    async with connect() as pricebook:
        with pytest.raises(RemoteGone):
            await pricebook.patch(MATERIAL, 99_999_999, {"price": 5}, {}, may_send=freely)


async def test_a_write_during_a_429_was_not_applied(simulator, connect):
    async with connect() as pricebook:
        before = (await everything(pricebook, MATERIAL))[0]
        simulator.inject("rate_limit", match={"method": "PATCH"}, retry_after=30)
        with pytest.raises(RateLimited) as caught:
            await pricebook.patch(
                MATERIAL, before.remote_id, {"price": Decimal("77.77")}, before.fields, may_send=freely
            )
        assert caught.value.retry_after == 30
        (after,) = await pricebook.read_many(MATERIAL, [before.remote_id])
    assert after.fields["price"] == before.fields["price"]


# -------------------------------------------------------------------------------------------------------------- create


def new_fields(kind: EntityKind) -> Json:
    """Canonical values of a new entity."""
    if kind is CATEGORY:
        return {"name": "Brand new", "category_type": "Materials"}
    fields: Json = {
        "code": "BRAND-NEW",
        "description": "<b>New</b>",
        "display_name": "Brand new",
        "active": True,
    }
    if kind in (MATERIAL, EQUIPMENT):
        fields["primary_vendor"] = {"vendorId": 700, "cost": Decimal("2.5"), "active": True}
    if kind is DISCOUNT_FEE:
        fields |= {"type": "Fee", "amount_type": "Fixed", "amount": 5}
    return fields


@every_kind
async def test_what_is_created_is_there_and_found_again(simulator, connect, kind):
    key, wanted = EntityKey(uuid4()), new_fields(kind)
    async with connect() as pricebook:
        assert not (await pricebook.look_for(kind, key, wanted)).alike
        made = await pricebook.create(kind, key, wanted, may_send=freely)
        (after,) = await pricebook.read_many(kind, [made])
        found = await pricebook.look_for(kind, key, wanted)
        another = await pricebook.look_for(kind, EntityKey(uuid4()), wanted)
    for name, value in wanted.items():
        if name != "primary_vendor":
            assert after.fields[name] == value
    ids = [[one.remote_id for one in ones] for ones in (found.marked, found.alike)]
    assert ids == ([[], [made]] if kind is CATEGORY else [[made], []])
    assert ([one.remote_id for one in another.alike], another.marked) == ([made], [])


async def test_a_created_category_hangs_where_it_was_wanted(connect):
    async with connect() as pricebook:
        top = await pricebook.create(CATEGORY, EntityKey(uuid4()), new_fields(CATEGORY), may_send=freely)
        below = {**new_fields(CATEGORY), "parent_id": top}
        key = EntityKey(uuid4())
        assert not (await pricebook.look_for(CATEGORY, key, below)).alike
        made = await pricebook.create(CATEGORY, key, below, may_send=freely)
        (found,) = (await pricebook.look_for(CATEGORY, key, below)).alike
    assert (found.remote_id, found.fields["parent_id"]) == (made, top)


# ------------------------------------------------------------------------------------------------------------ bad days


async def test_an_expired_token_is_renewed_on_the_way(simulator, connect):
    async with connect(page_size=50) as pricebook:
        await everything(pricebook, MATERIAL)
        simulator.inject("expire_tokens")
        assert len(await everything(pricebook, MATERIAL)) == len(in_simulator(simulator, MATERIAL))
    assert sum("/connect/token" in request["path"] for request in simulator.requests()) == 2
    assert [request["status"] for request in simulator.requests()].count(401) >= 1


@pytest.mark.parametrize(
    "wrong, error, word",
    [
        ({"client_secret": "guess"}, SignInFailed, "client secret"),
        ({"client_id": "guess"}, SignInFailed, "client id"),
        ({"app_key": "guess"}, AppKeyRefused, "app key"),
        ({"tenant": "999"}, TenantRefused, "tenant"),
    ],
)
async def test_wrong_credentials_are_told_apart(connect, wrong, error, word):
    async with connect(**wrong) as pricebook:
        with pytest.raises(error, match=word) as caught:
            await everything(pricebook, MATERIAL)
    assert not caught.value.may_retry
    assert "guess" not in str(caught.value)


async def test_a_refused_scope_names_its_part_and_the_others_work(simulator, connect):
    simulator.inject("deny_scope", scope="tn.pb.materials:r")
    async with connect() as pricebook:
        with pytest.raises(ScopeMissing, match="materials"):
            await everything(pricebook, MATERIAL)
        assert await everything(pricebook, SERVICE)


async def test_a_truncated_page_is_not_used_and_the_next_attempt_goes_on(simulator, connect):
    simulator.inject("truncate", match={"path_contains": "/materials"})
    async with connect() as pricebook:
        with pytest.raises(LaziError) as caught:
            await everything(pricebook, MATERIAL)
        assert caught.value.may_retry
        assert await everything(pricebook, MATERIAL)
    assert isinstance(caught.value, BadAnswer)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "html", "status": 500},
        {"kind": "html", "status": 503},
        {"kind": "rate_limit", "retry_after": 2},
        {"kind": "rate_limit"},
        {"kind": "reset_before_apply"},
        {"kind": "reset_midway"},
    ],
    ids=lambda fault: fault["kind"],
)
async def test_a_read_outlives_three_bad_answers(simulator, connect, fault):
    simulator.inject(match={"path_contains": "/services"}, times=3, **fault)
    async with connect() as pricebook:
        assert len(await everything(pricebook, SERVICE)) == len(in_simulator(simulator, SERVICE))


async def test_a_storm_ends_in_words(simulator, connect):
    simulator.inject("rate_limit", retry_after=900, times=None)
    async with connect() as pricebook:
        with pytest.raises(RateLimited):
            await everything(pricebook, SERVICE)
    assert [request["status"] for request in simulator.requests()].count(429) == READ_ATTEMPTS


async def test_an_unknown_enum_value_is_kept(simulator, connect):
    simulator.inject(
        "replace_value", match={"path_contains": "/discounts-and-fees"}, field="type", value="Voucher"
    )
    async with connect() as pricebook:
        found = await everything(pricebook, DISCOUNT_FEE)
    assert {entity.fields["type"] for entity in found} == {"Voucher"}


async def test_a_price_of_text_sets_the_record_apart(simulator, connect):
    simulator.inject("replace_value", match={"path_contains": "/services"}, field="price", value="1,234.50 $")
    async with connect() as pricebook:
        found = await everything(pricebook, SERVICE)
    assert found
    assert all(entity.problem and entity.remote_id > 0 for entity in found)


async def test_nobody_there_is_said_plainly(simulator):
    nowhere = Endpoints("http://127.0.0.1:9", "http://127.0.0.1:9")
    pricebook = ServiceTitanPricebook(Credentials("1", "a", "b", "c"), nowhere, clock=UnhurriedClock())
    with pytest.raises(RemoteUnavailable, match="No connection"):
        await pricebook.read_many(MATERIAL, [1])
    await pricebook.close()
