"""Lists without a change filter are read whole, or not at all."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import BadAnswer, ScopeMissing
from tests.servicetitan.stage import Stage, answer, page, problem
from tests.servicetitan.test_against_simulator import connect

__all__ = ["connect"]


async def rows_of(stage: Stage, name: str):
    pricebook = stage.pricebook(page_size=2)
    try:
        return await pricebook.reference_rows(name)
    finally:
        await pricebook.close()


async def test_every_list_of_the_simulator_comes_whole(simulator, connect):
    async with connect(page_size=2) as pricebook:
        lists = {name: await pricebook.reference_rows(name) for name in pricebook.reference_lists()}
    assert set(lists) == {"markup", "client_specific_pricing", "cost_types"}
    for name, rows in lists.items():
        ids = [row.remote_id for row in rows]
        assert len(ids) > 2, name
        assert len(set(ids)) == len(ids)
        assert all(row.name and f'"id":{row.remote_id}' in row.payload.replace(" ", "") for row in rows)


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
