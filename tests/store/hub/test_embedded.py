"""The server of our own: made once, shared by processes, stopped by the last, adopted when orphaned."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
import pytest
from filelock import FileLock

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import EmbeddedHub, EmbeddedPostgres, PostgresHub, system_user
from lazi_desktop.store.hub.system_user import RunAs, reachable
from tests.store.hub.team import MIGRATIONS

ROOT = Path(__file__).resolve().parents[3]
USER = """
import sys
from pathlib import Path
from lazi_desktop.store.hub import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1])).start()
print(server.pid, flush=True)
sys.stdin.readline()
server.stop()
"""


@pytest.fixture(scope="session")
def used(roomy) -> Iterator[Path]:
    """Making a server takes a second: these tests use one folder, one after the other."""
    folder = roomy / "profile"
    with EmbeddedPostgres(folder):
        pass
    yield folder
    EmbeddedPostgres(folder).destroy()


@pytest.fixture
def folder(used: Path) -> Iterator[Path]:
    yield used
    left = EmbeddedPostgres(used)
    assert left.pid is None, "a server runs on"


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lives(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def told_pid(process):
    return int(process.stdout.readline())


def leave(process):
    process.communicate("\n")
    assert process.returncode == 0


async def test_a_newcomer_gets_a_hub(folder):
    hub = EmbeddedHub(folder, migrations=MIGRATIONS)
    hub.start()
    try:
        tenant = hub.prepare(1, "demo", label="Me")
        connected = await PostgresHub.connect(hub.member_url, tenant, DeviceInfo(uuid4(), uuid4(), "PC"))
        assert (await connected.state()).level == "admin"
        await connected.close()
        assert hub.prepare(1, "demo") == tenant
    finally:
        hub.stop()
    assert hub.server.pid is None


def test_processes_share_it_and_the_last_one_stops_it(folder):
    with (
        EmbeddedPostgres(folder) as ours,
        another_process(folder) as first,
        another_process(folder) as second,
    ):
        server = ours.pid
        assert {told_pid(first), told_pid(second)} == {server}
        notes = json.loads((folder / "hub.json").read_text())
        assert notes["pid"] == server
        assert {user["pid"] for user in notes["users"]} == {os.getpid(), first.pid, second.pid}
        leave(first)
        assert ours.pid == server
        ours.stop()
        assert ours.pid == server
        leave(second)
        assert ours.pid is None
    assert json.loads((folder / "hub.json").read_text())["users"] == []


def test_two_users_in_one_process_count_twice(folder):
    with EmbeddedPostgres(folder) as first:
        with EmbeddedPostgres(folder) as second:
            assert second.pid == first.pid
        assert first.pid is not None
    assert first.pid is None


def test_an_orphan_is_adopted(folder):
    with another_process(folder) as process:
        server = told_pid(process)
    assert lives(server)
    with EmbeddedPostgres(folder) as ours:
        assert ours.pid == server
        with psycopg.connect(ours.admin_url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    assert not lives(server)


def test_a_server_that_was_killed_is_started_again_with_its_data(folder):
    with EmbeddedPostgres(folder) as ours:
        with psycopg.connect(ours.admin_url) as connection:
            connection.execute("drop table if exists kept; create table kept as select 42 as n")
        server = psutil.Process(ours.pid)
        family = [server, *server.children(recursive=True)]
        server.kill()
        psutil.wait_procs(family, timeout=20)
        with EmbeddedPostgres(folder) as again:
            assert again.pid != server.pid
            with psycopg.connect(again.admin_url) as connection:
                assert connection.execute("select n from kept").fetchone() == (42,)


def test_a_server_whose_name_the_system_does_not_tell_is_joined_and_stopped(folder, monkeypatch):
    def untold(_process: psutil.Process) -> str:
        raise OSError("invalid parameter")

    monkeypatch.setattr(psutil.Process, "name", untold)
    with EmbeddedPostgres(folder) as first:
        pid = first.pid
        assert pid is not None
        with EmbeddedPostgres(folder) as second:
            assert second.pid == pid
    assert not lives(pid)


def test_a_number_used_again_is_not_mistaken_for_a_user(folder):
    with EmbeddedPostgres(folder) as ours:
        notes = json.loads((folder / "hub.json").read_text())
        notes["users"].append({"pid": os.getpid(), "started": 1.0, "token": "gone"})
        (folder / "hub.json").write_text(json.dumps(notes))
    assert ours.pid is None


def test_stopping_without_a_start_is_nothing(roomy):
    EmbeddedPostgres(roomy / "never").stop()
    assert not (roomy / "never").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_secrets_are_ours_alone_and_differ(folder):
    with EmbeddedPostgres(folder) as server:
        assert stat.S_IMODE((folder / "hub-secrets.json").stat().st_mode) == 0o600
        kept = json.loads((folder / "hub-secrets.json").read_text())
        assert all(len(password) >= 32 for password in kept.values())
        assert not list(server._base.glob("*password*"))
        with psycopg.connect(server.admin_url) as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
            rules = connection.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        assert rules == [("scram-sha-256",)]


def test_a_server_that_cannot_be_made_is_told(roomy, monkeypatch):
    monkeypatch.setattr(EmbeddedPostgres, "program", lambda self, name: str(roomy / "missing"))
    with pytest.raises(HubUnavailable, match="could not be made"):
        EmbeddedPostgres(roomy / "hopeless").start()
    assert not list((roomy / "hopeless").glob("*password*"))


async def test_it_is_a_context_for_coroutines_too(folder):
    async with EmbeddedPostgres(folder) as server:
        assert server.pid is not None
    assert server.pid is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_for_root_a_closed_home_stays_closed(roomy, monkeypatch):
    monkeypatch.setattr(system_user, "ROOTS_BASE", roomy / "base")
    home = roomy / "home"
    (home / "profile").mkdir(parents=True)
    (home / "installed" / "bin").mkdir(parents=True)
    (home / "installed" / "bin" / "initdb").touch()
    home.chmod(0o700)
    root = RunAs(1234, 1234)
    assert not reachable(home / "profile")
    assert root.base_for(home / "profile").parent == roomy / "base"
    copy = root.programs(home / "installed")
    assert (copy / "bin" / "initdb").exists()
    assert root.programs(home / "installed") == copy
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [path.name for path in (roomy / "base").iterdir()] == [copy.name]
    assert RunAs().base_for(home / "profile") == home / "profile"
    assert RunAs().programs(home / "installed") == home / "installed"


def test_a_lock_that_is_never_free_is_told(roomy, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.embedded.LOCK_SECONDS", 0.01)
    (roomy / "busy").mkdir()
    with FileLock(roomy / "busy" / "hub.lock"), pytest.raises(HubUnavailable, match="too long"):
        EmbeddedPostgres(roomy / "busy").start()
