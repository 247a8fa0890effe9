"""A push is taken back a week later, over real parts: the office's change since stays, all else is as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.revert import LeftOut, RevertPlan
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.revert import read_plan, stage_revert
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from tests.sync.making import VENDOR
from tests.world import World

M, S, C = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.CATEGORY
SET = UUID(int=5)


@pytest.fixture(scope="module")
def running_simulator() -> Iterator[RunningSimulator]:
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7, hard_delete=True)) as simulator:
        yield simulator


@pytest.fixture
async def filled(world: World) -> World:
    await world.pull()
    await world.replicate()
    return world


async def last_push(world: World) -> Sequence[Pushed]:
    [newest, *_] = await world.hub.pushes()
    return await world.hub.push_results(newest.run.run_id)


def stage(world: World, results: Sequence[Pushed]) -> tuple[RevertPlan, Changes]:
    plan, gone = read_plan(world.desk.queries, results)

    def work() -> Changes:
        with world.desk.workspace.unit_of_work() as unit:
            return stage_revert(unit, results, SET, "Revert of push of Friday", gone=gone)

    return plan, world.desk.writer.submit(work).result()


def compared(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "modifiedOn"}


async def test_the_records_are_as_before_but_for_what_the_office_changed(filled: World):
    materials, [service] = filled.some(M, 5), filled.some(S)
    category = filled.simulator.item("category", filled.some(C)[0])["id"]
    touched = [("material", one) for one in materials] + [("service", service)]
    before = {place: compared(filled.simulator.item(*place)) for place in touched}
    for number, remote_id in enumerate(materials[:4]):
        filled.edit(M, remote_id, {"price": 500 + number, "display_name": f"Spring {number}"})
    filled.edit(M, materials[4], {"active": False})
    filled.edit(S, service, {"hours": "3.25", "categories": [category]})
    filled.submit()
    assert (await filled.push()).count(PushResult.VERIFIED) == 11
    filled.simulator.office_edit("material", materials[0], {"price": 777.5})
    await filled.pull()
    await filled.replicate()

    results = await last_push(filled)
    assert {one.result for one in results} == {Result.VERIFIED}
    plan, _ = stage(filled, results)
    [left] = plan.left_out
    assert (left.key, left.field, left.left_out) == (
        filled.key(M, materials[0]),
        "price",
        LeftOut.CHANGED_THERE,
    )
    assert (float(left.before), left.pushed, float(left.now)) == (
        before["material", materials[0]]["price"], 500, 777.5,
    )  # fmt: skip
    [change_set] = [one for one in filled.desk.queries.change_sets() if one.set_id == SET]
    assert (change_set.message, change_set.changes) == ("Revert of push of Friday", 10)

    filled.submit()
    assert (await filled.push()).count(PushResult.VERIFIED) == 10
    after = {place: compared(filled.simulator.item(*place)) for place in touched}
    before["material", materials[0]]["price"] = 777.5
    assert after == before


def create(world: World, key: EntityKey, code: str, like: int) -> None:
    values = {
        "code": code, "display_name": "New", "price": 5, "categories": world.effective(M, like, "categories"),
        "primary_vendor": VENDOR,
    }  # fmt: skip

    def make() -> Changes:
        with world.desk.workspace.unit_of_work() as unit:
            return create_entity(unit, key, M, values)

    world.desk.writer.submit(make).result()


async def test_what_was_made_is_switched_off_and_what_is_gone_is_said(filled: World):
    [kept, lost] = filled.some(M, 2)
    key = EntityKey(UUID(int=4711))
    create(filled, key, "NEW-77", kept)
    filled.edit(M, lost, {"price": 9})
    filled.submit()
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == len(report.fields)
    await filled.replicate()
    filled.simulator.office_delete("material", lost)
    await filled.pull(full=True)
    await filled.pull(full=True)
    await filled.replicate()

    results = await last_push(filled)
    assert {one.entity_key for one in results if one.created} == {key}
    plan, _ = stage(filled, results)
    assert [(one.key, one.field, one.before) for one in plan.put_back] == [(key, "active", False)]
    assert [(one.key, one.left_out) for one in plan.left_out] == [(filled.key(M, lost), LeftOut.GONE)]
    filled.submit()
    await filled.push()
    made = next(one for one in filled.simulator.items("material") if one["code"] == "NEW-77")
    assert made["active"] is False


async def test_a_push_that_was_refused_does_not_take_back_what_the_next_one_made(filled: World):
    [kept] = filled.some(M, 1)
    create(filled, EntityKey(UUID(int=4712)), "NEW-78", kept)
    filled.simulator.inject(
        "status", status=400, match={"method": "POST"}, times=1, body='{"title":"No.","status":400}',
        headers={"content-type": "application/json"},
    )  # fmt: skip
    filled.submit()
    await filled.push()
    await filled.replicate()
    refused = await last_push(filled)
    assert {(one.created, one.result) for one in refused} == {(True, Result.REJECTED)}
    filled.submit()
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == len(report.fields)
    await filled.pull()
    await filled.replicate()

    plan, _ = read_plan(filled.desk.queries, refused)
    assert (plan.put_back, [one.left_out for one in plan.left_out]) == ([], [LeftOut.NEVER_ARRIVED])
