"""Pictures in the hub: bytes, copies of ServiceTitan's, and where ServiceTitan has ours."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pictures import MOST_KEPT_BYTES
from lazi_desktop.store.hub.hub import PostgresHub
from tests.faults.proxy import TcpProxy, Way, Weather

JPEG = "image/jpeg"
PATH = "Images/Service/well.jpg"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


ONE, OTHER = b"one picture", b"another picture"
D1, D2 = digest_of(ONE), digest_of(OTHER)


async def test_bytes_are_kept_once_and_read_by_everybody(team, hub):
    assert await hub.missing_blobs([D1, D2]) == {D1, D2}
    await hub.keep_blob(D1, JPEG, ONE)
    bob, vera = await team.hub("bob"), await team.hub("vera")
    await bob.keep_blob(D1, "image/png", ONE)
    assert await bob.missing_blobs([D1, D2]) == {D2}
    assert await hub.missing_blobs([]) == frozenset()
    assert (await vera.blob(D1), await vera.blob(D2)) == (ONE, None)
    assert team.sql("select media_type, by from sync.blobs where tenant_id = %s", team.tenant_id) == [
        (JPEG, "Ann")
    ]


async def test_who_asked_for_a_picture_can_count_on_it(team, hub):
    await hub.keep_blob(D1, JPEG, ONE)
    team.sql(
        "update sync.blobs set asked_at = asked_at - interval '40 days' where tenant_id = %s", team.tenant_id
    )
    assert await hub.missing_blobs([D1]) == frozenset()
    assert team.sql(
        "select asked_at > clock_timestamp() - interval '1 hour' from sync.blobs where tenant_id = %s",
        team.tenant_id,
    ) == [(True,)]


async def test_what_was_received_from_servicetitan_is_there_for_the_team(team, hub):
    vera = await team.hub("vera")
    assert await vera.picture(PATH) is None
    await hub.keep_picture(PATH, JPEG, ONE)
    await hub.keep_picture(PATH, JPEG, ONE)
    assert await vera.picture(PATH) == ONE
    await hub.keep_picture(PATH, JPEG, OTHER)
    assert await vera.picture(PATH) == OTHER
    assert team.sql(
        "select digest, size, media_type from raw.pricebook_images where tenant_id = %s order by fetched_at",
        team.tenant_id,
    ) == [(D1, len(ONE), JPEG), (D2, len(OTHER), JPEG)]


async def test_ours_stands_for_servicetitans_once_it_is_proved(hub, lease):
    await hub.keep_blob(D1, JPEG, ONE)
    await hub.note_upload(lease, D1, PATH)
    assert await hub.picture(PATH) is None
    [upload] = (await hub.uploads([D1, D2]))[D1]
    assert (upload.path, upload.digest, upload.is_proved) == (PATH, D1, False)
    await hub.prove_picture(lease, D1, PATH)
    await hub.prove_picture(lease, D1, PATH)
    assert await hub.picture(PATH) == ONE
    [upload] = (await hub.uploads([D1]))[D1]
    assert upload.is_proved
    await hub.keep_picture(PATH, JPEG, OTHER)  # packed anew there
    assert await hub.picture(PATH) == OTHER


async def test_of_several_uploads_the_latest_comes_first_and_what_is_gone_is_not_named(team, hub, lease):
    for path in ("a.jpg", "b.jpg", "c.jpg"):
        await hub.note_upload(lease, D1, path)
    await hub.note_upload(lease, D1, "a.jpg")
    assert [one.path for one in (await hub.uploads([D1]))[D1]] == ["a.jpg", "c.jpg", "b.jpg"]
    await hub.forget_upload(lease, D1, "c.jpg")
    await hub.forget_upload(lease, D1, "never was")
    assert [one.path for one in (await hub.uploads([D1]))[D1]] == ["a.jpg", "b.jpg"]
    await hub.prove_picture(lease, D1, "c.jpg")  # it is there after all
    assert [one.path for one in (await hub.uploads([D1]))[D1]] == ["a.jpg", "c.jpg", "b.jpg"]
    assert await hub.uploads([D2]) == {}
    told = team.sql(
        "select action, count(*) from audit.change_log where tenant_id = %s group by action", team.tenant_id
    )
    assert dict(told) == {"picture uploaded": 4, "picture gone": 1, "picture proved": 1}
    assert team.sql("select audit.first_broken_link(%s)", team.tenant_id) == [(None,)]


async def test_what_is_too_large_or_not_what_it_says_is_refused_by_the_database(team, hub):
    for digest, media_type, content in (
        (D2, JPEG, ONE),
        (D1.upper(), JPEG, ONE),
        (D1, "text/html", ONE),
        (digest_of(b""), JPEG, b""),
        (digest_of(too_large := bytes(MOST_KEPT_BYTES + 1)), JPEG, too_large),
    ):
        with pytest.raises(HubRefused):
            await hub.keep_blob(digest, media_type, content)
    with pytest.raises(HubRefused):
        await hub.keep_picture("", JPEG, ONE)
    just = bytes(MOST_KEPT_BYTES)
    await hub.keep_blob(digest_of(just), JPEG, just)
    assert team.sql("select digest from sync.blobs where tenant_id = %s", team.tenant_id) == [
        (digest_of(just),)
    ]


async def test_pictures_may_be_long_on_their_way(team):
    """The hub counts from when a call begins to arrive until its answer has left."""
    content = bytes(200_000)
    digest = digest_of(content)
    address = make_url(team.url("ann"))
    assert address.port is not None
    with TcpProxy(address.port) as proxy:
        timeouts = "".join(
            f"-c {name}=1s " for (name,) in team.sql(
                "select name from pg_settings where name in ('statement_timeout', 'transaction_timeout')")
        )  # fmt: skip
        thin = address.set(port=proxy.port).update_query_dict({"options": timeouts})
        device = DeviceInfo(uuid4(), uuid4(), "Ann's laptop")
        hub = await PostgresHub.connect(thin.render_as_string(hide_password=False), team.tenant_id, device)
        line = Way(bytes_per_second=150_000)
        proxy.turn(Weather(up=line, down=line))
        try:
            await hub.keep_blob(digest, JPEG, content)
            assert await hub.blob(digest) == content
            await hub.keep_picture(PATH, JPEG, content)
            assert await hub.picture(PATH) == content
            assert await hub.database.value("show statement_timeout") == "1s"
        finally:
            await hub.close()


async def test_who_may_propose_may_keep_pictures_and_who_may_only_look_may_not(team, hub):
    ed, vera = await team.hub("ed"), await team.hub("vera")
    await ed.keep_blob(D1, JPEG, ONE)
    await ed.keep_picture(PATH, JPEG, ONE)
    for keep in (vera.keep_blob(D2, JPEG, OTHER), vera.keep_picture(PATH, JPEG, OTHER)):
        with pytest.raises(HubRefused):
            await keep
    assert await vera.missing_blobs([D1, D2]) == {D2}
    assert (await vera.blob(D1), await vera.picture(PATH)) == (ONE, ONE)


async def test_only_who_holds_the_lease_says_where_servicetitan_has_them(team, hub, lease):
    bob, ed = await team.hub("bob"), await team.hub("ed")
    old = Lease(lease.name, lease.token - 1, 180)
    for say in (hub.note_upload, hub.forget_upload, hub.prove_picture):
        with pytest.raises(LeaseLost):
            await say(old, D1, PATH)
    for say in (bob.note_upload, bob.forget_upload, bob.prove_picture):
        with pytest.raises(LeaseLost):
            await say(lease, D1, PATH)
    for say in (ed.note_upload, ed.forget_upload, ed.prove_picture):
        with pytest.raises(HubRefused):
            await say(lease, D1, PATH)
    assert await hub.uploads([D1]) == {}


@pytest.mark.parametrize("person", ["vera", "ed", "ann", "adam"])
async def test_nobody_writes_to_the_tables_themselves(team, hub, lease, person):
    await hub.keep_picture(PATH, JPEG, ONE)
    await hub.note_upload(lease, D1, PATH)
    with psycopg.connect(team.url(person), autocommit=True) as connection:
        for statement in (
            "update sync.blobs set content = 'x', digest = 'y'",
            "update sync.blobs set media_type = 'image/png'",
            "delete from sync.blobs",
            "update raw.pricebook_images set path = 'elsewhere'",
            "delete from raw.pricebook_images",
            "update sync.picture_uploads set proved_at = now()",
            "delete from sync.picture_uploads",
            "truncate sync.blobs cascade",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
        for statement in (
            "insert into sync.blobs (tenant_id, digest, media_type, content, by) values (%s, %s, 'image/jpeg', %s, '')",
            "insert into sync.picture_uploads (tenant_id, digest, path) values (%s, %s, %s)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode(), (team.tenant_id, D2, OTHER.decode()))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(b"select sync.put_blob(%s, %s, 'image/jpeg', %s)", (team.tenant_id, D2, OTHER))


async def test_pictures_of_another_tenant_are_out_of_sight(team, hub, lease, hub_server):
    await hub.keep_picture(PATH, JPEG, ONE)
    await hub.note_upload(lease, D1, PATH)
    async with type(team)(hub_server) as others:
        stranger = await others.hub("adam")
        assert await stranger.missing_blobs([D1]) == {D1}
        assert (await stranger.blob(D1), await stranger.picture(PATH)) == (None, None)
        assert await stranger.uploads([D1]) == {}
        with psycopg.connect(others.url("adam"), autocommit=True) as connection:
            for table in ("sync.blobs", "raw.pricebook_images", "sync.picture_uploads"):
                where = f"from {table} where tenant_id = %s"
                assert team.sql(f"select count(*) {where}", team.tenant_id) == [(1,)]
                found = connection.execute(f"select count(*) {where}".encode(), (team.tenant_id,)).fetchone()
                assert found == (0,)
            device = stranger.device.device_id
            for call in (
                "keep_blob(%s, %s, %s, 'image/jpeg', %s)",
                "keep_picture(%s, %s, 'x', %s, 'image/jpeg', %s)",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"select sync.{call}".encode(), (team.tenant_id, device, D2, OTHER))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(b"select sync.missing_blobs(%s, %s, %s)", (team.tenant_id, device, [D1]))


def test_the_owner_himself_cannot_put_what_the_database_refuses(team):
    for digest, content in ((D2, ONE), (digest_of(large := bytes(MOST_KEPT_BYTES + 1)), large)):
        with pytest.raises(psycopg.errors.CheckViolation):
            team.sql(
                "insert into sync.blobs (tenant_id, digest, media_type, content, by)"
                " values (%s, %s, 'image/jpeg', %s, '')",
                team.tenant_id,
                digest,
                content,
            )
