"""Lists and lots: what is asked, what is trusted, what is fetched ahead."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lazi_desktop.domain.errors import BadAnswer, RemoteUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.connection import READ_ATTEMPTS
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from tests.servicetitan.stage import DATE, Stage, answer, html, material, page, problem

MATERIAL, CATEGORY = EntityKind.MATERIAL, EntityKind.CATEGORY


async def all_pages(stage: Stage, kind: EntityKind = MATERIAL, **window: Any):
    pricebook = stage.pricebook(page_size=2)
    try:
        async with aclosing(pricebook.pages(kind, **window)) as pages:
            return [one async for one in pages]
    finally:
        await pricebook.close()


def asked(stage: Stage, at: int = 0) -> dict[str, str]:
    return dict(stage.requests[at].url.params)


async def test_pages_are_read_to_the_end():
    stage = Stage(
        page([material(1), material(2)], has_more=True, total=3),
        page([material(3)], number=2),
    )
    one, two = await all_pages(stage)
    assert [entity.remote_id for entity in (*one.entities, *two.entities)] == [1, 2, 3]
    assert (one.number, one.has_more, one.total) == (1, True, 3)
    assert (two.number, two.has_more, two.total) == (2, False, 3)
    assert one.server_time == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert len(one.sha256) == 32
    assert one.sha256 != two.sha256
    assert [asked(stage, at)["page"] for at in (0, 1)] == ["1", "2"]


async def test_the_hash_is_that_of_the_answer():
    stage = Stage(page([]))
    (only,) = await all_pages(stage)
    assert only.sha256 == hashlib.sha256(page([]).content).digest()


@pytest.mark.parametrize(
    "kind, path, sort",
    [
        (EntityKind.CATEGORY, "categories", "+Id"),
        (EntityKind.MATERIAL, "materials", "+Id"),
        (EntityKind.SERVICE, "services", "+Id"),
        (EntityKind.EQUIPMENT, "equipment", "+Id"),
        (EntityKind.DISCOUNT_FEE, "discounts-and-fees", "+Id"),
    ],
)
async def test_everything_is_asked_for_in_a_stable_order(kind, path, sort):
    stage = Stage(page([]))
    await all_pages(stage, kind)
    assert stage.requests[0].url.path == f"/pricebook/v2/tenant/1/{path}"
    expected = {"active": "Any", "sort": sort, "page": "1", "pageSize": "2", "includeTotal": "true"}
    if kind is EntityKind.SERVICE:
        expected["calculatePrices"] = "true"
    assert asked(stage) == expected
    assert b"sort=%2B" in stage.requests[0].url.query


async def test_a_window_and_a_later_start():
    stage = Stage(page([], number=5))
    window: Any = {
        "modified_from": datetime(2026, 1, 2, tzinfo=UTC),
    }
    await all_pages(stage, first_page=5, **window)
    assert asked(stage)["modifiedOnOrAfter"] == "2026-01-02T00:00:00.000000Z"
    assert asked(stage)["page"] == "5"


async def test_of_categories_the_total_would_count_roots_alone():
    (only,) = await all_pages(Stage(page([{"id": 1}], total=1)), CATEGORY)
    assert only.total is None


BROKEN = {
    "cut off": answer(200, page([material()]).content[:-10]),
    "empty": answer(200, b""),
    "not json": httpx.Response(200, headers={"content-type": "text/html", "date": DATE}, content=b"<html>"),
    "html called json": answer(200, b"<html>"),
    "bare list": answer(200, [material()]),
    "no data": answer(200, {"page": 1, "hasMore": False}),
    "no end in sight": answer(200, {"page": 1, "data": []}),
    "another page": page([], number=2),
    "larger than asked": page([material(1), material(2), material(3)]),
    "empty but more": page([], has_more=True),
    "a member of the page twice": answer(
        200, page([material()]).content.replace(b'"page"', b'"data":[],"page"')
    ),
    "a member of a record twice": answer(200, page([material()]).content.replace(b'"id"', b'"id":6,"id"')),
    "undated": httpx.Response(200, headers={"content-type": "application/json"}, content=page([]).content),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_cannot_be_trusted_is_not_used(broken):
    stage = Stage(broken)
    with pytest.raises(BadAnswer) as caught:
        await all_pages(stage)
    assert caught.value.may_retry
    assert len(stage.requests) == 1


async def test_a_list_that_does_not_end_is_noticed():
    def stuck(request: httpx.Request) -> httpx.Response:
        return page([material(1), material(2)], number=int(request.url.params["page"]), has_more=True)

    with pytest.raises(BadAnswer, match="end"):
        await all_pages(Stage(stuck))


class Gate:
    """Answers pages endlessly; every page after the first waits until the gate opens."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.asked = asyncio.Event()
        self.stage = Stage(self.answer)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        if number > 1:
            self.asked.set()
            await self.open.wait()
        return page([material(number)], number=number, has_more=number < 3)

    def pricebook(self) -> ServiceTitanPricebook:
        return self.stage.pricebook()


async def test_the_next_page_is_fetched_while_the_caller_works():
    gate = Gate()
    pricebook = gate.pricebook()
    async with aclosing(pricebook.pages(MATERIAL)) as pages:
        assert (await anext(pages)).number == 1
        await asyncio.wait_for(gate.asked.wait(), 5)  # asked for before we came back for it
        gate.open.set()
        assert [one.number async for one in pages] == [2, 3]
    await pricebook.close()


async def test_who_stops_early_leaves_nothing_running():
    gate = Gate()
    pricebook = gate.pricebook()
    before = asyncio.all_tasks()
    async with aclosing(pricebook.pages(MATERIAL)) as pages:
        await anext(pages)
        await gate.asked.wait()
        assert asyncio.all_tasks() - before
    assert asyncio.all_tasks() == before
    await pricebook.close()


async def test_cancelling_the_caller_cancels_what_is_under_way():
    gate = Gate()
    pricebook = gate.pricebook()

    async def work() -> None:
        async with aclosing(pricebook.pages(MATERIAL)) as pages:
            async for _ in pages:
                pass

    before = asyncio.all_tasks()
    working = asyncio.create_task(work())
    await gate.asked.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert asyncio.all_tasks() == before
    await pricebook.close()


async def test_a_failure_ahead_waits_until_its_page_is_wanted():
    stage = Stage(page([material(1)], has_more=True), html(500))
    pricebook = stage.pricebook()
    async with aclosing(pricebook.pages(MATERIAL)) as pages:
        assert (await anext(pages)).number == 1
        with pytest.raises(RemoteUnavailable):
            await anext(pages)
    await pricebook.close()


async def test_a_failure_ahead_that_nobody_wants_is_not_reported():
    stage = Stage(page([material(1)], has_more=True), html(500))
    pricebook = stage.pricebook()
    async with aclosing(pricebook.pages(MATERIAL)) as pages:
        await anext(pages)
        for _ in range(1000):  # let what is fetched ahead run into its end
            await asyncio.sleep(0)
    assert len(stage.requests) == 1 + READ_ATTEMPTS
    await pricebook.close()


# ---------------------------------------------------------------------------------------------------------------- lots


async def read_many(stage: Stage, kind: EntityKind, remote_ids: list[int]):
    pricebook = stage.pricebook()
    try:
        return await pricebook.read_many(kind, remote_ids)
    finally:
        await pricebook.close()


def by_ids(request: httpx.Request) -> httpx.Response:
    return page([material(int(one)) for one in request.url.params["ids"].split(",") if int(one) % 10])


async def test_skus_are_read_in_lots_of_fifty():
    stage = Stage(by_ids)
    found = await read_many(stage, MATERIAL, [*range(1, 121), 5, 6])
    assert [entity.remote_id for entity in found] == [one for one in range(1, 121) if one % 10]
    assert [len(asked(stage, at)["ids"].split(",")) for at in range(3)] == [50, 50, 20]
    assert asked(stage)["active"] == "Any"
    assert asked(stage)["pageSize"] == "50"


async def test_nothing_wanted_is_nothing_asked():
    stage = Stage(by_ids)
    assert await read_many(stage, MATERIAL, []) == []
    assert not stage.requests


@pytest.mark.parametrize("odd", [page([material(99)]), page([material(7)], has_more=True)])
async def test_an_ignored_filter_is_noticed(odd):
    with pytest.raises(BadAnswer, match="asked for"):
        await read_many(Stage(odd), MATERIAL, [7])


async def test_categories_are_read_one_by_one_without_their_subtrees():
    def single(request: httpx.Request) -> httpx.Response:
        remote_id = int(request.url.path.rpartition("/")[2])
        if remote_id == 2:
            return problem(404, "Not found")
        return answer(200, {"id": remote_id, "name": "A", "subcategories": [{"id": 50, "name": "B"}]})

    stage = Stage(single)
    found = await read_many(stage, CATEGORY, [1, 2, 3])
    assert [entity.remote_id for entity in found] == [1, 3]
    assert [request.url.path[-13:] for request in stage.requests] == [
        "/categories/1",
        "/categories/2",
        "/categories/3",
    ]


async def test_another_category_than_asked_for_is_not_used():
    with pytest.raises(BadAnswer):
        await read_many(Stage(answer(200, {"id": 2})), CATEGORY, [1])
