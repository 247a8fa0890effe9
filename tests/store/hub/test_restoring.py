"""A hub that really goes back in time: what it then believes, forgets and forbids."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, HubUnavailable, LeaseLost
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedReplaced
from lazi_desktop.ports.hub_pull import PageEnd
from lazi_desktop.store.hub import EmbeddedPostgres
from lazi_desktop.store.hub.restoring import note_backup, note_restored
from tests.store.hub.team import MATERIAL, Team, Typist, entity, pull, whole_feed


class Backups:
    """Copies of the whole database, and ways back to them."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._url = make_url(server.admin_url)

    def take(self) -> str:
        name = f"backup_{uuid4().hex}"
        self._copy(self._url.database, name)
        return name

    def bring_back(self, name: str) -> None:
        self._run(f"drop database {self._url.database} with (force)")
        self._copy(name, self._url.database)

    def _copy(self, source: str | None, target: str | None) -> None:
        self._run(
            f"alter database {source} allow_connections false",
            f"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{source}'",
            f"create database {target} template {source} strategy file_copy",
            f"alter database {source} allow_connections true",
        )

    def _run(self, *statements: str) -> None:
        url = self._url.set(database="postgres").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture
def server(restorable_server: EmbeddedPostgres) -> EmbeddedPostgres:
    return restorable_server


@pytest_asyncio.fixture
async def team(server):
    async with Team(server) as team:
        yield team


@pytest.fixture
def backups(server):
    return Backups(server)


async def again(hub):
    """After its connections were cut, which the next call of each finds out."""
    for _ in range(4):
        with suppress(HubUnavailable):
            await hub.lacking([])
    await hub.lacking([])
    return hub


async def test_what_a_desktop_knows_shows_that_the_hub_went_back(team, hub, lease, backups):
    ann = Typist(team, hub)
    await pull(hub, lease, {1: {"price": 10}, 2: {"price": 20}})
    backup = backups.take()
    await again(hub)
    op = await ann.edit(1, "price", 12, seen=10)
    before = await hub.state()
    backups.bring_back(backup)
    await again(hub)
    back = await hub.state(before.feed_seq)
    assert (back.epoch, back.feed_seq, back.last_op_no, back.group_at) == (before.epoch, 2, 0, None)
    assert await hub.lacking([op.op_id]) == [op.op_id]
    await hub.report_rollback(epoch=before.epoch, cursor=before.feed_seq, group=None, acked=1)
    new = await hub.state(2)
    assert new.epoch != before.epoch
    assert new.group_at is not None
    [(held,)] = team.sql(
        "select create_hold_until - clock_timestamp() from sync.tenants where tenant_id = %s", team.tenant_id
    )
    assert timedelta(seconds=290) < held <= timedelta(seconds=300)
    # reported again, by one who does not know yet
    await hub.report_rollback(epoch=before.epoch, cursor=99, group=None, acked=99)
    assert (await hub.state()).epoch == new.epoch
    assert team.sql(
        "select actor, action, before ->> 'epoch', after ->> 'epoch' from audit.change_log"
        " where tenant_id = %s and action = 'restored'", team.tenant_id,
    ) == [("Ann", "restored", str(before.epoch), str(new.epoch))]  # fmt: skip
    assert team.sql("select audit.first_broken_link(%s)", team.tenant_id) == [(None,)]
    # and the op comes again, under its number
    [receipt] = await ann.send(op)
    assert receipt.outcome == "accepted"
    assert await hub.lacking([uuid4(), op.op_id]) != [op.op_id]


async def test_a_hub_that_has_grown_past_the_cursor_is_told_apart_by_the_group(team, hub, lease, backups):
    await pull(hub, lease, {1: {"price": 10}})
    backup = backups.take()
    await pull(await again(hub), lease, {1: {"price": 11}})
    seen = (await whole_feed(hub))[-1]
    backups.bring_back(backup)
    await again(hub)
    await pull(hub, await hub.acquire("servicetitan", 60), {1: {"price": 12}, 2: {"price": 1}})
    state = await hub.state(seen.seq)
    assert state.feed_seq > seen.seq
    assert state.group_at != seen.group
    await hub.report_rollback(epoch=state.epoch, cursor=seen.seq, group=seen.group, acked=0)
    assert (await hub.state()).epoch != state.epoch


async def test_who_slept_through_a_restore_gets_nothing_of_another_feed(team, hub, lease, backups):
    await pull(hub, lease, {1: {"price": 10}})
    backup = backups.take()
    await pull(await again(hub), lease, {1: {"price": 11}})
    seen = (await whole_feed(hub))[-1]
    snapshot = hub.snapshot()
    begun = await anext(snapshot)
    assert (begun.at_seq, begun.group) == (seen.seq, seen.group)
    assert await hub.feed_after(seen.seq, group=seen.group) == []
    backups.bring_back(backup)
    await again(hub)
    await pull(hub, await hub.acquire("servicetitan", 60), {1: {"price": 12}, 2: {"price": 1}})
    with pytest.raises(FeedReplaced):
        await hub.feed_after(seen.seq, group=seen.group)
    assert [row.seq for row in await hub.feed_after(seen.seq)] == [seen.seq + 1]
    with pytest.raises(HubUnavailable, match="started again"):
        async for _ in snapshot:
            pass


async def test_a_device_that_was_registered_after_the_backup_finds_out_by_its_ops(team, hub, lease, backups):
    await pull(hub, lease, {1: {"price": 10}})
    backup = backups.take()
    bob = await team.hub("bob")
    await Typist(team, bob).edit(1, "price", 12, seen=10)
    backups.bring_back(backup)
    with pytest.raises(HubRefused, match="may no longer work"):
        await (await again(bob)).state()
    bob = await team.hub("bob", bob.device)
    state = await bob.state()
    assert state.last_op_no == 0
    await bob.report_rollback(epoch=state.epoch, cursor=1, group=None, acked=1)
    assert (await bob.state()).epoch != state.epoch


async def test_the_same_backup_brought_back_twice(team, hub, lease, backups):
    """The hub itself cannot know the epoch that began after the backup; who was in it shows that it went back."""
    ann = Typist(team, hub)
    await pull(hub, lease, {1: {"price": 10}})
    await ann.submit(await ann.edit(1, "price", 11, seen=10))
    first = await hub.state()
    backup = backups.take()
    await again(hub)
    epochs = [first.epoch]
    for _ in range(2):
        backups.bring_back(backup)
        await again(hub)
        assert (await hub.state()).epoch == first.epoch
        await hub.report_rollback(epoch=epochs[-1], cursor=first.feed_seq + 1, group=None, acked=0)
        epochs.append((await hub.state()).epoch)
        for told in epochs[:-1]:  # others, who were in any of them
            await hub.report_rollback(epoch=told, cursor=first.feed_seq + 9, group=None, acked=99)
        assert (await hub.state()).epoch == epochs[-1]
        assert team.sql("select state from sync.outbound_queue where tenant_id = %s", team.tenant_id) == [
            ("ambiguous",)
        ]
    assert len(set(epochs)) == 3


async def test_of_who_may_only_look_one_report_in_ten_minutes_counts(team, hub):
    vera, epochs = await team.hub("vera"), []

    async def told_by(someone):
        state = await someone.state()
        await someone.report_rollback(epoch=state.epoch, cursor=state.feed_seq + 1, group=None, acked=0)
        await someone.report_rollback(epoch=uuid4(), cursor=0, group=None, acked=0)
        epochs.append((await someone.state()).epoch)

    for someone in (vera, vera, hub, vera):
        await told_by(someone)
    assert epochs[0] == epochs[1] != epochs[2] == epochs[3]
    team.sql(
        "update sync.epochs set left_at = left_at - interval '10 min' where tenant_id = %s", team.tenant_id
    )
    await told_by(vera)
    assert epochs[4] != epochs[3]


@pytest.mark.parametrize("level", ["ann", "vera"])
async def test_a_claim_that_is_not_true_changes_nothing(team, hub, lease, level):
    await pull(hub, lease, {1: {"price": 10}, 2: {"price": 20}})
    await Typist(team, hub).edit(1, "price", 12, seen=10)
    feed = await whole_feed(hub)
    someone = hub if level == "ann" else await team.hub(level)
    state = await someone.state(feed[-1].seq)
    assert state.group_at == feed[-1].group
    for cursor, group in ((feed[-1].seq, feed[-1].group), (feed[-1].seq, None), (0, None), (0, uuid4())):
        await someone.report_rollback(epoch=state.epoch, cursor=cursor, group=group, acked=state.last_op_no)
    # a row that was dropped for its age is no proof
    team.sql("delete from sync.change_feed where tenant_id = %s and seq = 1", team.tenant_id)
    await someone.report_rollback(epoch=state.epoch, cursor=1, group=uuid4(), acked=0)
    assert (await someone.state()).epoch == state.epoch


async def test_what_was_under_way_is_looked_for_before_it_is_sent_again(team, hub, lease, backups):
    ann = Typist(team, hub)
    await pull(hub, lease, {n: {"price": 10} for n in range(1, 5)})
    ops = [await ann.edit(n, "price", 10 + n, seen=10) for n in range(1, 5)]
    for op in ops:
        await ann.submit(op)
    [claimed, sending] = await hub.claim(lease, 2)
    await hub.intend(lease, sending, sending={"price": 12}, before={"price": 10}, path="material/2")
    team.sql(
        "update sync.outbound_queue set state = 'done' where tenant_id = %s and entity_key = %s",
        team.tenant_id, team.key(4),
    )  # fmt: skip
    backup = backups.take()
    backups.bring_back(backup)
    assert note_restored(team.server.admin_url) >= 1
    await again(hub)
    assert team.sql(
        "select entity_key, state, ambiguous_since is not null, not_before > clock_timestamp() + interval '100 s'"
        " from sync.outbound_queue where tenant_id = %s and state <> 'done'"
        " order by array_position(%s, entity_key)", team.tenant_id, [team.key(n) for n in range(1, 4)],
    ) == [(team.key(n), "ambiguous", True, True) for n in range(1, 4)]  # fmt: skip
    lease = await hub.acquire("servicetitan", 60)
    assert await hub.claim(lease, 10) == []
    team.sql("update sync.outbound_queue set not_before = '-infinity' where tenant_id = %s", team.tenant_id)
    jobs = await hub.claim(lease, 10)
    assert [job.state for job in jobs] == ["ambiguous"] * 3
    assert {job.fields[0].value for job in jobs} == {11, 12, 13}
    assert claimed.job_id in {job.job_id for job in jobs}


async def test_what_was_about_to_be_created_is_looked_for_when_it_would_show(team, hub, lease, backups):
    ann = Typist(team, hub)
    key = EntityKey(uuid4())
    code = ann.op(OpKind.SET, 0, "code", "NEW", key=key)
    await ann.send(ann.op(OpKind.CREATE, 0, key=key), code)
    await ann.submit(code)
    backups.bring_back(backups.take())
    note_restored(team.server.admin_url)
    await again(hub)
    lease = await hub.acquire("servicetitan", 60)
    assert await hub.claim(lease, 10) == []
    [(waits,)] = team.sql(
        "select not_before - clock_timestamp() from sync.outbound_queue where tenant_id = %s", team.tenant_id
    )
    assert timedelta(seconds=280) < waits <= timedelta(seconds=300)
    for column in ("tenants set create_hold_until", "outbound_queue set not_before"):
        assert await hub.claim(lease, 10) == []
        team.sql(f"update sync.{column} = '-infinity' where tenant_id = %s", team.tenant_id)
    [job] = await hub.claim(lease, 10)
    assert (job.state, job.remote_id) == ("ambiguous", None)
    with pytest.raises(HubRefused, match="looked for, not sent again"):
        await hub.intend(lease, job, sending={"code": "NEW"}, before={}, path="materials")


async def test_what_the_restored_hub_does_not_know_any_more_waits_until_a_pull_finds_it(team, hub, lease):
    ann = Typist(team, hub)
    op = await ann.edit(1, "price", 12, seen=None)
    await ann.submit(op)
    note_restored(team.server.admin_url)
    lease = await hub.acquire("servicetitan", 60)
    for column in ("tenants set create_hold_until", "outbound_queue set not_before"):
        team.sql(f"update sync.{column} = '-infinity' where tenant_id = %s", team.tenant_id)
    assert await hub.claim(lease, 10) == []
    assert team.sql("select state, detail from sync.outbound_queue where tenant_id = %s", team.tenant_id) == [
        ("blocked", "It is not known here yet. The next pull may find it.")
    ]
    await pull(hub, lease, {1: {"code": "A"}})
    [job] = await hub.claim(lease, 10)
    assert (job.state, job.remote_id, job.fields[0].value) == ("ambiguous", 1, 12), "it may have been sent"


async def test_one_whom_nothing_is_known_of_is_forgotten_with_the_edit(team, hub, lease):
    ann = Typist(team, hub)
    op = await ann.edit(1, "price", 12, seen=None)
    await ann.submit(op)
    note_restored(team.server.admin_url)
    lease = await hub.acquire("servicetitan", 60)
    assert await hub.claim(lease, 10) == []
    await ann.send(ann.op(OpKind.UNSET, 1, "price", seen=12))
    assert await hub.claim(lease, 10) == []
    assert team.sql("select state from sync.outbound_queue where tenant_id = %s", team.tenant_id) == [
        ("cancelled",)
    ]


async def test_the_hub_says_which_op_has_a_devices_last_number(team, hub):
    ann = Typist(team, hub)
    assert (await hub.state()).last_op_id is None
    await ann.edit(1, "price", 12, seen=None)
    op = await ann.edit(1, "price", 13, seen=12, base=None)
    state = await hub.state()
    assert (state.last_op_no, state.last_op_id) == (2, op.op_id)


async def test_tokens_of_before_count_no_more_and_pulls_begin_a_day_earlier(team, hub, lease, backups):
    run = await hub.begin_run(lease, what="material", full=True)
    mark = (await hub.state()).server_time
    end = PageEnd(
        page=1, token_before=None, token_after="2", watermark=mark, sha256=b"\1" * 32, remote_ids=[1]
    )
    await hub.ingest(lease, run, [entity(1, {"price": 10})], kind=MATERIAL, page_end=end)
    assert await hub.take_due({"pull": 0}) == "pull"
    backups.bring_back(backups.take())
    note_restored(team.server.admin_url)
    await again(hub)
    with pytest.raises(LeaseLost):
        await hub.ingest(lease, run, [entity(1, {"price": 11})], kind=MATERIAL)
    bob = await team.hub("bob")
    assert (await bob.acquire("servicetitan", 60)).token > lease.token + 1000
    cursor = await hub.pull_cursor(MATERIAL)
    assert (cursor.token, cursor.watermark) == (None, mark - timedelta(days=1))
    await bob.report_rollback(epoch=uuid4(), cursor=0, group=None, acked=0)
    assert (await hub.pull_cursor(MATERIAL)).watermark == cursor.watermark, "a day for one restore"
    assert await bob.take_due({"pull": 0}) == "pull"
    assert team.sql("select state from sync.inbound_log where run_id = %s", run) == [("interrupted",)]


async def test_a_verified_backup_is_noted_and_never_taken_back(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    assert (await hub.state()).durable_seq == 0
    note_backup(team.server.admin_url)
    assert (await hub.state()).durable_seq == 1
    await pull(hub, lease, {1: {"price": 11}})
    await pull(hub, lease, {1: {"price": 12}})
    team.sql(
        "update sync.change_feed set at = at - interval '1 h' where tenant_id = %s and seq = 2",
        team.tenant_id,
    )
    now = (await hub.state()).server_time
    note_backup(team.server.admin_url, now - timedelta(hours=2))
    assert (await hub.state()).durable_seq == 1
    note_backup(team.server.admin_url, now - timedelta(minutes=30))
    assert (await hub.state()).durable_seq == 2
    note_backup(team.server.admin_url, now)  # what was told a moment before may have been committed after it
    assert (await hub.state()).durable_seq == 2
    note_backup(team.server.admin_url)
    assert (await hub.state()).durable_seq == 3


async def test_members_do_not_declare_a_restore(team, hub):
    for statement in (
        "select sync.restored()",
        "select sync.note_backup(null)",
        "select sync.begin_restore_recovery(null)",
    ):
        with pytest.raises(HubRefused, match="permission denied"):
            await hub.database.rows(statement)
