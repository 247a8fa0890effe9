"""A pooler in front of the hub: a real one, in all its modes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import PostgresHub
from lazi_desktop.store.hub.pooler import Backend, check_pooler
from tests.store.hub.team import pull

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
needs_pgbouncer = pytest.mark.skipif(
    PGBOUNCER is None,
    reason="pgbouncer is not installed (apt-get install pgbouncer): no real pooler was tried",
)


@contextmanager
def pooler(url: str, folder: Path, *, more: str = "", database: str = "") -> Iterator[str]:
    """pgbouncer in front of the server that `url` names. Gives the address to use instead."""
    direct = make_url(url)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = folder / f"pooler-{uuid4().hex}"
    place.mkdir()
    (place / "users.txt").write_text(f'"{direct.username}" "{direct.password}"\n', encoding="utf-8")
    (place / "pgbouncer.ini").write_text(
        f"[databases]\n"
        f"{direct.database} = host=127.0.0.1 port={direct.port} {database}\n"
        f"[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {place}/users.txt\n{more}\n",
        encoding="utf-8",
    )
    account = "nobody" if os.geteuid() == 0 else None  # it does not run as root
    assert PGBOUNCER is not None
    with (place / "log").open("w") as log:
        process = subprocess.Popen(
            [PGBOUNCER, str(place / "pgbouncer.ini")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, user=account,
        )  # fmt: skip
    try:
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                said = (place / "log").read_text()
                assert process.poll() is None, said
                assert time.monotonic() < until, said
                time.sleep(0.01)
        yield direct.set(port=port).render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait(10)


async def connect(url: str, team) -> PostgresHub:
    return await PostgresHub.connect(url, team.tenant_id, DeviceInfo(uuid4(), uuid4(), "PC"))


@needs_pgbouncer
@pytest.mark.parametrize(
    "more",
    [
        "pool_mode = transaction",
        "pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 3",
        "pool_mode = statement",
    ],
)
async def test_a_pooler_that_changes_backends_is_refused(team, roomy, more):
    with (
        pooler(team.url(), roomy, more=more) as url,
        pytest.raises(HubRefused, match=r"in transaction mode .* session mode"),
    ):
        await connect(url, team)


@needs_pgbouncer
@pytest.mark.parametrize("wait", [2, 60])
async def test_a_pooler_with_one_connection_for_all_is_named(team, roomy, monkeypatch, wait):
    monkeypatch.setattr("lazi_desktop.store.hub.pooler.WAIT_SECONDS", 3)
    more = f"pool_mode = transaction\ndefault_pool_size = 1\nquery_wait_timeout = {wait}"
    with (
        pooler(team.url(), roomy, more=more) as url,
        pytest.raises(HubUnavailable, match="no connection to spare"),
    ):
        await connect(url, team)


@needs_pgbouncer
async def test_a_pooler_that_logs_everybody_in_as_one_is_refused(team, roomy):
    pool = make_url(team.url("bob"))
    forced = f"user={pool.username} password={pool.password}"
    with (
        pooler(team.url("ann"), roomy, more="pool_mode = session", database=forced) as url,
        pytest.raises(HubRefused, match="logs everybody in as “bob”"),
    ):
        await connect(url, team)


@needs_pgbouncer
async def test_a_pooler_in_session_mode_is_as_good_as_none(team, roomy):
    with pooler(team.url(), roomy, more="pool_mode = session") as url:
        hub = await connect(url, team)
        try:
            await hub.wait_for_feed(0)
            lease = await hub.acquire("servicetitan", 60)
            await pull(hub, lease, {1: {"price": 10}})
            await hub.wait_for_feed(20)
            assert (await hub.state()).feed_seq == 1
        finally:
            await hub.close()


async def test_a_direct_connection_passes_in_no_time(hub):
    started = time.monotonic()
    for _ in range(20):
        await check_pooler(hub.database)
    assert (time.monotonic() - started) / 20 < 0.1


@pytest.mark.parametrize(
    "seen, words",
    [
        ([(1, "ann"), (1, "ann"), (1, "ann")], "session mode"),  # the idle one lost its backend to the other
        ([(1, "ann"), (2, "ann"), (3, "ann")], "session mode"),  # and here got another one
        ([(1, "ann"), (2, "pool"), (1, "ann")], "as “pool”"),
        ([(1, "pool"), (2, "pool"), (1, "pool")], "as “pool”"),
    ],
)
async def test_what_is_refused(hub, monkeypatch, seen, words):
    answers = iter([Backend(pid, login, "ann") for pid, login in seen])

    async def backend(_connection):
        return next(answers)

    monkeypatch.setattr("lazi_desktop.store.hub.pooler._backend", backend)
    with pytest.raises(HubRefused, match=words):
        await check_pooler(hub.database)


@pytest.mark.parametrize(
    "asked_as, own", [("ann", True), ("ann.project", True), ("anna", False), ("bob.ann", False)]
)
def test_supabases_pooler_is_asked_for_a_login_of_a_project(asked_as, own):
    assert Backend(1, "ann", asked_as).is_own_login is own
