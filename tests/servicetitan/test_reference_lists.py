"""Lists of ServiceTitan's: where they are, how they are read, whole or what has changed, and who may not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.errors import BadAnswer, ListAbsent, ScopeMissing, TenantRefused
from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.servicetitan.reference_lists import REFERENCE_LISTS, ReferenceList
from tests.servicetitan.stage import Stage, answer, page, problem
from tests.servicetitan.test_against_simulator import connect

__all__ = ["connect"]

LONG_AGO = datetime(2026, 3, 1, 12, tzinfo=UTC)


def documented(shared: Path, wanted: ReferenceList) -> tuple[dict[str, Any], dict[str, Any]]:
    """The endpoint of a list, and the members of one of its rows, as ServiceTitan's own documents have them."""
    modules = json.loads((shared / "servicetitan" / "endpoints.json").read_text())["modules"]
    path = f"/{wanted.module}/tenant/{{tenant}}/{wanted.path}"
    ((module, endpoint),) = (
        (name, one) for name, module in modules.items() for one in module["reads"] if one["path"] == path
    )
    document = json.loads((shared / "servicetitan" / "openapi" / f"{module}.json").read_text())
    return endpoint, document["components"]["schemas"][endpoint["item"]]["properties"]


@pytest.mark.parametrize("wanted", REFERENCE_LISTS.values(), ids=lambda one: one.name)
def test_lists_are_where_servicetitans_documents_say(shared: Path, wanted: ReferenceList):
    endpoint, members = documented(shared, wanted)
    assert endpoint["scope"] == f"{wanted.scope}:r"
    assert endpoint["paging"] == "page"
    assert endpoint.get("active", False) is wanted.has_active
    if wanted.cursor:
        assert wanted.cursor in endpoint["cursor"]
    else:
        assert not endpoint.get("cursor"), "it tells what has changed"
    sorts = endpoint.get("sort")
    assert wanted.sort.lstrip("+") in sorts if isinstance(sorts, list) and wanted.sort else not wanted.sort
    assert {wanted.number, *wanted.kept} <= members.keys()
    assert not wanted.has_active or wanted.name == "client_specific_pricing" or "active" in members
    assert wanted.name in LIST_TITLES


async def test_what_has_changed_is_asked_for_where_a_list_can_tell():
    stage = Stage(page([{"id": 7, "name": "Watts", "active": False}]))
    pricebook = stage.pricebook()
    try:
        came = await pricebook.reference_rows("vendors", modified_from=LONG_AGO)
        whole = await pricebook.reference_rows("cost_types", modified_from=LONG_AGO)
    finally:
        await pricebook.close()
    assert (came.is_whole, came.server_time) == (False, datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert [(row.name, row.active) for row in came.rows] == [("Watts", False)]
    asked, plain = stage.requests
    assert asked.url.path == "/inventory/v2/tenant/1/vendors"
    assert asked.url.params["modifiedOnOrAfter"].startswith("2026-03-01T12:00:00")
    assert (asked.url.params["active"], asked.url.params["sort"]) == ("Any", "+Id")
    assert (whole.is_whole, whole.server_time, dict(plain.url.params)) == (True, None, {})


async def test_of_people_only_what_a_pricebook_needs_is_taken_in():
    person = {
        "id": 3,
        "userId": 4100,
        "name": "Dana",
        "active": True,
        "email": "d@example.test",
        "phoneNumber": "1",
    }
    (row,) = await rows_of(Stage(page([person])), "employees")
    assert (row.remote_id, row.name) == (4100, "Dana")
    assert json.loads(row.payload) == {"id": 3, "userId": 4100, "name": "Dana", "active": True}


async def test_an_account_goes_by_its_number_and_name():
    accounts = [{"id": 1, "number": "4000", "name": "Sales"}, {"id": 2, "number": None, "name": "Other"}]
    assert [row.name for row in await rows_of(Stage(page(accounts)), "gl_accounts")] == [
        "4000 Sales",
        "Other",
    ]


async def test_a_list_that_is_not_there_says_so():
    with pytest.raises(ListAbsent, match=r"no warehouses for this tenant \(inventory/v2/warehouses\)"):
        await rows_of(Stage(problem(404, "Not found")), "warehouses")


async def test_another_module_that_is_closed_to_us_is_one_list_alone():
    with pytest.raises(ScopeMissing, match=r"vendors.*tn\.inv\.vendors:r"):
        await rows_of(Stage(problem(403, "Forbidden")), "vendors")
    with pytest.raises(TenantRefused):
        await rows_of(Stage(problem(403, "Forbidden")), "markup")


async def rows_of(stage: Stage, name: str, *, since: datetime | None = None):
    pricebook = stage.pricebook(page_size=2)
    try:
        return (await pricebook.reference_rows(name, modified_from=since)).rows
    finally:
        await pricebook.close()


async def test_every_list_of_the_simulator_comes_whole(simulator, connect):
    async with connect(page_size=2) as pricebook:
        lists = {name: (await pricebook.reference_rows(name)).rows for name in pricebook.reference_lists()}
    assert set(lists) == set(LIST_TITLES)
    for name, rows in lists.items():
        number = REFERENCE_LISTS[name].number
        ids = [row.remote_id for row in rows]
        assert len(ids) > 2, name
        assert len(set(ids)) == len(ids)
        assert all(row.name and f'"{number}":{row.remote_id}' in row.payload.replace(" ", "") for row in rows)


async def test_a_step_of_the_ladder_is_called_by_what_it_does():
    stage = Stage(page([{"id": 1, "from": 0, "to": 10.50, "percent": 120.0}]))
    (row,) = await rows_of(stage, "markup")
    assert (row.name, row.active) == ("0–10.5: 120 %", True)
    assert '"to":10.5' in row.payload


async def test_pages_are_read_to_the_end_and_a_row_met_twice_counts_once():
    stage = Stage(
        page([{"id": 1, "exceptions": []}, {"id": 2, "exceptions": []}], has_more=True),
        page([{"id": 2, "exceptions": []}, {"id": 3, "exceptions": [], "active": False}], number=2),
    )
    rows = await rows_of(stage, "client_specific_pricing")
    assert [(row.remote_id, row.active) for row in rows] == [(1, True), (2, True), (3, False)]
    assert [request.url.params["page"] for request in stage.requests] == ["1", "2"]
    assert stage.requests[0].url.params["active"] == "Any"


@pytest.mark.parametrize(
    "broken",
    [
        [page([{"name": "no number"}])],
        [page([{"id": True, "name": "x"}])],
        [page(["text"])],
        [page([{"id": 1}, {"id": 2}, {"id": 3}])],
        [answer(200, page([{"id": 1}]).content.replace(b'"id"', b'"id":2,"id"'))],
        [page([{"id": 1}], has_more=True), page([{"id": 1}], number=2, has_more=True)],
        [page([{"id": 1}], has_more=True), page([{"id": 2}])],
    ],
)
async def test_half_a_list_is_none(broken):
    with pytest.raises(BadAnswer):
        await rows_of(Stage(*broken), "markup")


async def test_cost_types_take_no_pages():
    stage = Stage(page([{"id": n, "name": f"Type {n}"} for n in range(1, 6)]))
    assert len(await rows_of(stage, "cost_types")) == 5
    assert not stage.requests[0].url.params
    with pytest.raises(BadAnswer, match="end"):
        await rows_of(Stage(page([{"id": 1, "name": "x"}], has_more=True)), "cost_types")


async def test_a_refused_list_names_its_scope():
    with pytest.raises(ScopeMissing, match=r"rate sheets.*tn\.pb\.csp:r"):
        await rows_of(Stage(problem(403, "Scope validation failed")), "client_specific_pricing")


def test_the_readme_names_each_list_with_its_scope():
    lines = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8").splitlines()
    told = [line.rpartition(" | ")[0] for line in lines if line.startswith("| ") and ":r` | " in line]
    assert told == [
        f"| {one.words} | `{one.module}/{one.path}` | `{one.scope}:r` | "
        f"{'what has changed' if one.cursor else 'whole'}"
        for one in REFERENCE_LISTS.values()
    ]
