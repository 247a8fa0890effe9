"""Export feeds: everything once in the order of change, then only what changed."""

from __future__ import annotations

from typing import Any

import pytest

from lazi_desktop.simulator.clock import to_ticks
from tests.simulator.client import Caller

KINDS = {"categories": "category", "services": "service", "materials": "material", "equipment": "equipment"}


def drain(api: Caller, path: str, start: str | None = None, **query: Any) -> tuple[list[dict[str, Any]], str]:
    rows: list[dict[str, Any]] = []
    token, more = start, True
    while more:
        page = api.page(f"export/{path}", **query, **({} if token is None else {"from": token}))
        assert set(page) == {"hasMore", "continueFrom", "data"}
        rows += page["data"]
        token, more = page["continueFrom"], page["hasMore"]
    assert token is not None
    return rows, token


@pytest.mark.parametrize("path", KINDS)
def test_a_feed_holds_every_row_once_by_time_of_change(tenant_with, path):
    api = tenant_with(export_page_size=7)
    rows, token = drain(api, path)
    assert sorted(rows, key=lambda row: row["id"]) == api.simulator.items(KINDS[path])
    times = [to_ticks(row["modifiedOn"]) for row in rows]
    assert times == sorted(times)
    assert drain(api, path, token) == ([], token)


def test_services_come_without_their_calculated_members(api: Caller):
    rows, _ = drain(api, "services")
    assert not {"calculatedPrice", "useStaticPrices"} & set(rows[0])


def test_only_changes_come_after_the_token(api: Caller):
    rows, token = drain(api, "materials")
    first, second = rows[0]["id"], rows[1]["id"]
    api.simulator.office_edit("material", second, {"price": 1.25})
    api.delete(f"materials/{first}")
    created = api.simulator.office_create("material", {"code": "N", "description": ""})["id"]
    changed, token = drain(api, "materials", token)
    assert [row["id"] for row in changed] == [second, first, created]
    assert changed[1]["active"] is False
    assert drain(api, "materials", token)[0] == []


def test_a_date_is_taken_and_includes_itself(api: Caller):
    rows, _ = drain(api, "services")
    middle = rows[len(rows) // 2]
    since, _ = drain(api, "services", middle["modifiedOn"])
    assert since == rows[len(rows) // 2 :]
    assert drain(api, "services", "2030-01-01")[0] == []
    assert drain(api, "services", "2000-01-01")[0] == rows


@pytest.mark.parametrize("start", ["rubbish", "c3QxOjE6", "2020-13-01"])
def test_other_starts_are_refused(api: Caller, start):
    answer = api.get("export/services", **{"from": start})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["from"])


def test_young_changes_are_withheld_until_they_come_of_age(tenant_with):
    api = tenant_with(export_delay=300)
    rows, token = drain(api, "services")
    api.simulator.office_edit("service", rows[0]["id"], {"price": 5})
    assert drain(api, "services", token) == ([], token)
    api.simulator.advance(301)
    assert [row["id"] for row in drain(api, "services", token)[0]] == [rows[0]["id"]]


def test_recent_changes_come_early_and_come_again(tenant_with):
    api = tenant_with(export_delay=300)
    rows, token = drain(api, "services")
    sku = rows[0]["id"]
    api.simulator.office_edit("service", sku, {"price": 5})
    for _ in range(2):
        again, token = drain(api, "services", token, includeRecentChanges="true")
        assert [row["id"] for row in again] == [sku]
    api.simulator.advance(301)
    again, token = drain(api, "services", token, includeRecentChanges="true")
    assert drain(api, "services", token, includeRecentChanges="true")[0] == []


def test_a_removed_row_is_in_no_feed(tenant_with):
    api = tenant_with(hard_delete=True)
    rows, _ = drain(api, "services")
    api.delete(f"services/{rows[0]['id']}")
    assert rows[0]["id"] not in [row["id"] for row in drain(api, "services")[0]]
