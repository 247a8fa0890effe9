"""A hub that goes back in time around a create: ServiceTitan has it once, and the hub learns of it again."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
import pytest_asyncio

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.resolve_conflict import resolve_conflict
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.restoring import note_restored
from tests.store.hub.test_restoring import Backups
from tests.sync.making import Maker
from tests.world import a_world

C, M = EntityKind.CATEGORY, EntityKind.MATERIAL


@pytest.fixture
def server(restorable_server: EmbeddedPostgres) -> EmbeddedPostgres:
    return restorable_server


class Story:
    """A create that is on its way while the hub is brought back to a backup."""

    def __init__(self, maker: Maker, server: EmbeddedPostgres) -> None:
        self.maker = maker
        self.server = server
        self.backups = Backups(server)
        self.backup = ""

    async def back_up(self) -> None:
        self.maker.admin.close()
        self.backup = self.backups.take()
        await self._open()

    async def restore(self) -> None:
        self.maker.admin.close()
        self.backups.bring_back(self.backup)
        await self._open()

    async def _open(self) -> None:
        self.maker.admin = psycopg.connect(self.server.admin_url, autocommit=True)
        with contextlib.suppress(HubUnavailable):  # a connection that was cut is found out by the next call
            await self.maker.world.hub.lacking([])

    async def push_that_the_restore_meets(self) -> None:
        """ServiceTitan has answered; before the hub hears of it, it is an older one."""
        hub = self.maker.world.hub
        answered = hub.answered

        async def too_late(*args: Any, **more: Any) -> None:
            hub.answered = answered  # type: ignore[method-assign]
            await self.restore()
            raise HubUnavailable("it was restored")

        hub.answered = too_late  # type: ignore[method-assign]
        report = await self.maker.world.push()
        assert report.stopped is not None
        assert len(self.maker.posts()) == 1


@pytest_asyncio.fixture
async def story(simulator, server, tmp_path) -> AsyncIterator[Story]:
    async with a_world(simulator, server, tmp_path / "desk") as world:
        await world.pull()
        world.simulator.clear_requests()
        with contextlib.closing(psycopg.connect(server.admin_url, autocommit=True)) as admin:
            story = Story(Maker(world, admin), server)
            yield story
            story.maker.admin.close()


async def make(maker: Maker, kind: EntityKind):
    key = maker.category("NEW-9") if kind is C else maker.create(kind, code="NEW-9")
    maker.world.submit()
    return key


async def ends_well(maker: Maker, kind: EntityKind, key) -> None:
    [there] = maker.there(kind, "NEW-9")
    assert maker.number(key) == there["id"]
    assert maker.detail(key).overrides == {}
    assert maker.live_jobs() == []
    assert len(maker.posts()) == 1
    await maker.world.pull(full=True)
    assert [row.key for row in maker.rows() if row.code == "NEW-9"] == ([key] if kind is M else [])


async def test_nobody_noticed_and_the_marker_shows_what_was_made(story: Story):
    key = await make(story.maker, M)
    await story.maker.world.replicate()
    await story.back_up()
    await story.push_that_the_restore_meets()
    assert set((await story.maker.push()).values()) == {PushResult.VERIFIED}
    await ends_well(story.maker, M, key)


async def test_nobody_noticed_and_a_category_that_is_there_is_asked_about(story: Story):
    await make(story.maker, C)
    await story.maker.world.replicate()
    await story.back_up()
    await story.push_that_the_restore_meets()
    assert set((await story.maker.push()).values()) == {PushResult.FAILED}
    assert len(story.maker.there(C, "NEW-9")) == len(story.maker.posts()) == 1


@pytest.mark.parametrize("kind", [C, M])
async def test_who_restored_it_said_so_and_nothing_is_made_before_it_must_show(
    story: Story, kind: EntityKind
):
    maker = story.maker
    key = await make(maker, kind)
    await maker.world.replicate()
    await story.back_up()
    maker.world.simulator.lag_lists(180)
    await story.push_that_the_restore_meets()
    note_restored(story.server.admin_url)
    assert await maker.push() == {}
    maker.pass_time()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    await ends_well(maker, kind, key)


@pytest.mark.parametrize("kind", [C, M])
async def test_a_backup_older_than_the_edit_itself_brings_nothing_twice(story: Story, kind: EntityKind):
    maker = story.maker
    await story.back_up()
    key = await make(maker, kind)
    await story.push_that_the_restore_meets()
    for _ in range(4):
        report = await maker.world.push()
        assert report.stopped is None, report.stopped
        maker.pass_time()
    assert len(maker.there(kind, "NEW-9")) == len(maker.posts()) == 1
    if kind is M:
        await ends_well(maker, kind, key)


async def test_a_category_that_got_another_name_since_the_backup_is_not_made_again_unasked(story: Story):
    maker = story.maker
    world = maker.world
    await story.back_up()
    key = await make(maker, C)
    await maker.push()
    world.simulator.office_edit("category", maker.number(key), {"name": "NEW-10"})
    await story.restore()
    for _ in range(4):
        await maker.push()
        maker.pass_time()
    assert len(maker.posts()) == 1
    detail = maker.detail(key).overrides["name"].detail
    assert detail.startswith("The shared database went back to an earlier state.")
    world.submit()
    await maker.push()
    assert len(maker.posts()) == 2
    assert maker.number(key) == maker.there(C, "NEW-9")[0]["id"]


async def test_what_stood_in_the_backup_and_was_made_since_is_not_made_again_unasked(story: Story):
    maker = story.maker
    world = maker.world
    key = await make(maker, C)
    await world.replicate()
    await story.back_up()
    await maker.push()
    await world.replicate()
    world.simulator.office_edit("category", maker.number(key), {"name": "NEW-10"})
    await story.restore()
    for _ in range(5):
        await maker.push()
        maker.pass_time()
    assert len(maker.posts()) == 1
    assert "earlier state" in maker.detail(key).overrides["name"].detail


async def renamed_since(story: Story):
    """A category that was made and then renamed here, and the hub knows of neither; its number, and what is asked."""
    maker = story.maker
    world = maker.world
    await story.back_up()
    key = await make(maker, C)
    await maker.push()
    number = maker.number(key)
    maker.work(lambda unit: edit_fields(unit, [FieldEdit(key, "name", "NEW-10", "NEW-9")]))
    world.submit()
    await world.replicate()
    await story.restore()
    await maker.push()
    [conflict] = world.desk.queries.conflicts()  # it was called otherwise in what the hub has forgotten
    maker.work(lambda unit: resolve_conflict(unit, conflict, Resolution.OURS))
    for _ in range(4):
        world.submit()
        await maker.push()
        maker.pass_time()
    assert len(maker.posts()) == 1
    [question] = await world.hub.questions()
    return key, number, question


async def test_a_category_that_is_there_under_an_earlier_name_is_asked_about(story: Story):
    key, number, question = await renamed_since(story)
    maker = story.maker
    assert [(one.remote_id, one.name) for one in question.found] == [(number, "NEW-9")]
    assert "earlier name" in maker.detail(key).overrides["name"].detail
    assert await maker.world.hub.answer_create(question.question_id, number)
    for _ in range(3):
        maker.pass_time()
        await maker.push()
    assert len(maker.posts()) == 1
    assert maker.number(key) == number


async def test_one_that_is_none_of_them_is_made_once_it_is_submitted_again(story: Story):
    key, number, question = await renamed_since(story)
    maker = story.maker
    assert await maker.world.hub.answer_create(question.question_id, None)
    maker.pass_time()
    await maker.push()
    assert len(maker.posts()) == 1
    assert "earlier state" in maker.detail(key).overrides["name"].detail
    maker.world.submit()
    await maker.push()
    assert len(maker.posts()) == 2
    assert maker.number(key) not in (None, number)
