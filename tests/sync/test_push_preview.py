"""What a push would do is told as the push decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.ports.overrides import HubConflict, OverrideRow, OverrideState
from lazi_desktop.ports.remote import Look, RemotePricebook
from lazi_desktop.sync.preview import preview_push
from tests.sync.creating import C, M, NotingHub, ScriptedTitan, a_job, entity, push
from tests.world import World

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Told = Mapping[str, tuple[str, str]]


class PendingHub:
    """What stands of these jobs, and the fields that are asked about."""

    def __init__(self, *jobs: PushJob, conflicted: Sequence[str] = ()) -> None:
        self.jobs = jobs
        self.conflicted = conflicted

    async def pending(self) -> Sequence[OverrideRow]:
        return [
            OverrideRow(
                entity_key=job.entity_key, entity_kind=job.entity_kind, remote_id=job.remote_id, code=job.code,
                name=job.name, field=one.field, value=one.value, base=one.base, mirror=None, by="Ann", at=NOW,
                op_id=one.op_id, state=OverrideState.PENDING,
            )
            for job in self.jobs
            for one in job.fields
        ]  # fmt: skip

    async def open_conflicts(self) -> Sequence[HubConflict]:
        return [
            HubConflict(
                conflict_id=uuid4(), entity_key=job.entity_key, entity_kind=job.entity_kind, field=name,
                kind="override_vs_st", base=None, ours=None, theirs=None, state="open", by="Ann", at=NOW,
            )
            for job in self.jobs
            for name in self.conflicted
        ]  # fmt: skip


async def told(titan: ScriptedTitan, *jobs: PushJob, conflicted: Sequence[str] = ()) -> Told:
    hub = cast(Hub, PendingHub(*jobs, conflicted=conflicted))
    shown = await preview_push(hub, cast(RemotePricebook, titan))
    assert titan.sent == []
    return {field.field: (field.result.value, field.detail) for field in shown}


async def results(titan: ScriptedTitan, *jobs: PushJob, conflicted: Sequence[str] = ()) -> dict[str, str]:
    return {name: result for name, (result, _) in (await told(titan, *jobs, conflicted=conflicted)).items()}


async def pushed(titan: ScriptedTitan, job: PushJob, conflicted: Sequence[str] = ()) -> dict[str, str]:
    """What the push says of it; what it sent is still to be seen."""
    hub = NotingHub([job])
    hub.conflicted = {job.entity_key: frozenset(conflicted)}
    report = await push(hub, titan)
    sent = {name for one in titan.sent for name in one}
    return {one.field: "waiting" if one.field in sent else one.result.value for one in report.fields}


def a_change(**fields: Any) -> PushJob:
    return a_job(remote_id=7, **fields)


@pytest.mark.parametrize("conflicted", [(), ("price",), ("member_price",), ("description",), ("deleted",)])
@pytest.mark.parametrize(
    "there",
    [
        {"price": None, "member_price": None, "description": None},
        {"price": 9, "member_price": None, "description": None},
        {"price": 5, "member_price": None, "description": "Neither"},
    ],
    ids=["as it was", "another price", "half of it done"],
)
async def test_fields_that_go_together_are_told_as_they_will_go(there, conflicted):
    job = a_change(price=5, member_price=4, description="New")
    shown = await results(ScriptedTitan(there=[entity(7, **there)]), job, conflicted=conflicted)
    assert shown == await pushed(ScriptedTitan(there=[entity(7, **there)]), job, conflicted)


async def test_what_is_held_says_why():
    job = a_change(price=5, description="New")
    titan = ScriptedTitan(there=[entity(7, price=None, description=None)])
    shown = await told(titan, job, conflicted=["deleted"])
    assert shown == dict.fromkeys(("price", "description"), ("conflict", "An open conflict holds it back."))
    shown = await told(ScriptedTitan(there=[entity(7, price=9, description=None)]), job)
    assert shown == {"price": ("conflict", ""), "description": ("waiting", "")}


async def test_what_cannot_be_read_or_is_gone_is_told_apart():
    job = a_change(price=5)
    assert await results(ScriptedTitan(), job) == await pushed(ScriptedTitan(), job) == {"price": "conflict"}
    broken = entity(7, problem="not readable")
    assert (
        await results(ScriptedTitan(there=[broken]), job)
        == await pushed(ScriptedTitan(there=[broken]), job)
        == {"price": "failed"}
    )


async def test_what_names_something_that_is_not_there_yet_goes_later():
    titan = ScriptedTitan(there=[entity(7, categories=None)])
    shown = await told(titan, a_change(categories=[str(uuid4())]))
    assert "once ServiceTitan has what it names" in shown["categories"][1]


@pytest.mark.parametrize(
    "kind, fields, conflicted, look",
    [
        (M, {"code": "A", "description": "d", "price": 1}, (), None),
        (M, {"code": "A", "description": "d", "price": 1}, ("price",), None),
        (M, {"code": "A", "description": "d", "price": 1}, ("code",), None),
        (M, {"code": "A", "description": "d", "price": 1}, ("deleted",), None),
        (M, {"code": "A", "price": 1}, (), None),
        (M, {"code": "A", "price": 1}, ("code",), None),
        (M, {"code": "A", "description": "d"}, (), Look([], [entity(9)], True)),
        (M, {"code": "A", "description": "d"}, (), Look([entity(8), entity(9)], [], True)),
        (M, {"code": "A", "description": "d", "price": 1}, ("price",), Look([], [entity(9)], True)),
        (M, {"code": "A", "description": "d"}, (), BadAnswer("It was cut off.")),
        (C, {"name": "Tees", "category_type": "Materials"}, (), None),
        (C, {"category_type": "Materials"}, (), None),
    ],
)
async def test_what_is_new_is_told_as_it_will_go(kind: EntityKind, fields, conflicted, look):
    job = a_job(kind, **fields)

    def titan() -> ScriptedTitan:
        return ScriptedTitan(looks=[] if look is None else [look])

    shown = await results(titan(), job, conflicted=conflicted)
    happened = await pushed(titan(), job, conflicted)
    assert shown == {**dict.fromkeys(shown, "conflict"), **happened}


async def test_a_preview_is_what_the_push_then_does(world: World):
    await world.pull()
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711, "member_price": 4700})
    await world.replicate()
    world.simulator.office_edit("material", one, {"price": 4999})
    shown = {field.field: field.result for field in await preview_push(world.hub, world.remote)}
    world.submit()
    report = await world.push()
    assert shown == {field.field: field.result for field in report.fields}
