"""PostgreSQL stopped, killed, full, read-only or crowded: desktops go on, say why, and catch up by themselves."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.ports.engine import ConnectionChanged, PushFinished
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub import connection
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.schema import upgrade
from tests.faults.conftest import admin, pull
from tests.faults.desktops import Desktop, Stage, run, until
from tests.faults.disks import fill, small_disk
from tests.faults.held_calls import HeldCall, Midway, Unanswered
from tests.faults.test_network_in_pull_and_push import check_pushed, edit_and_submit, ended, push_to_the_end
from tests.networks import port_of

pytestmark = pytest.mark.usefixtures("impatient", "looks_again_soon")
CUT = {
    "It is being stopped or started again.",
    "It stopped in the middle of its work.",
    "The connection broke off.",
}


def control(server: EmbeddedPostgres, *words: str) -> None:
    server._call(server.program("pg_ctl"), "-D", str(server._data), "-w", *words)


def start_again(server: EmbeddedPostgres) -> None:
    control(
        server, "-l", os.devnull, "-o", f"-p {port_of(server.admin_url)} -c listen_addresses=127.0.0.1", "start"
    )  # fmt: skip


@pytest.fixture
def frail(hub_server: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """The server, which runs again after the test whatever the test did to it."""
    yield hub_server
    if hub_server.pid is None:
        start_again(hub_server)
    with admin(hub_server) as connection:
        connection.execute("alter system reset default_transaction_read_only")
        connection.execute("select pg_reload_conf()")


@pytest.fixture
def patient(impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Desktops wait for an answer for as long as they really do: whoever is cut off had not given up before."""
    monkeypatch.setattr(connection, "CALL_SECONDS", 60.0)


def level(*desks: Desktop) -> None:
    """By themselves: nobody nudges them."""
    until(lambda: all(desk.is_level() for desk in desks), "everybody is level")


def check_all(stage: Stage, *desks: Desktop) -> None:
    for desk in desks:
        desk.check_nothing_lost()
    stage.check_the_hub()


def why_offline(desk: Desktop, *, after: int) -> str:
    told = desk.listener.wait(ConnectionChanged, lambda event: event.error is not None, after=after)
    assert told.error is not None
    assert told.error.may_retry
    return told.detail


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_stopped_hub_is_missed_and_found_again(stage: Stage, frail: EmbeddedPostgres, how: str):
    desks = [stage.desktop(name) for name in ("one", "two")]
    level(*desks)
    heard = [len(desk.listener.heard) for desk in desks]
    control(frail, "-m", how, "stop")
    for place, remote_id in enumerate(stage.materials()[:6]):
        desks[0].edit(remote_id, "price", 100 + place)
        desks[1].edit(remote_id, "cost", 50 + place)
    for desk, before in zip(desks, heard, strict=True):
        assert why_offline(desk, after=before)
        assert desk.unsent()
    for desk in desks:
        desk.wait_in_vain()
    start_again(frail)
    level(*desks)
    check_all(stage, *desks)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("how", ["its backend is ended", "the server is killed"])
@pytest.mark.parametrize("where", [Midway, Unanswered])
def test_a_call_that_is_cut_off_counts_once(
    stage: Stage, frail: EmbeddedPostgres, where: type[Midway | Unanswered], how: str
):
    """In the middle of its transaction, or when that is committed and the answer is not out yet."""
    desk, other = stage.desktop("desk"), stage.desktop("other")
    level(desk, other)
    heard, ids, edits = len(desk.listener.heard), iter(stage.materials()), 0

    def catch(hold: Midway | Unanswered) -> HeldCall | None:
        nonlocal edits
        if not desk.unsent():
            edits += 1
            desk.edit(next(ids), "price", 100 + edits)
        return hold.found()

    with where(frail) as hold:
        call = until(lambda: catch(hold), "a call is held")
        in_doubt = {op.op_id for op in desk.unsent()}
        if how == "the server is killed":
            hold.outlive()
            control(frail, "-m", "immediate", "stop")
            start_again(frail)
        else:
            assert stage.sql("select pg_terminate_backend(%(pid)s, 10000)", pid=call.pid) == [(True,)]
        assert why_offline(desk, after=heard) in CUT
        if where is Unanswered:  # the others can have come to the ledger only afterwards: it was locked
            came = stage.sql("select op_id from sync.op_log where xmin = %(xid)s", xid=call.xid)
            assert {op_id for (op_id,) in came} == in_doubt
    other.edit(next(ids), "cost", 50)
    level(desk, other)
    check_all(stage, desk, other)
    assert stage.sql(
        "select count(*), count(distinct op_id) from sync.op_log where tenant_id = %(t)s and device_id = %(d)s",
        d=desk.device.device_id,
    ) == [(edits, edits)]


def test_edits_go_on_under_restarts(stage: Stage, frail: EmbeddedPostgres):
    desks = [stage.desktop(name) for name in ("one", "two")]
    level(*desks)
    ids, number = stage.materials(), 0

    def restart() -> None:
        for _ in range(2):
            control(frail, "-m", "immediate", "-l", os.devnull, "restart")

    restarts = threading.Thread(target=restart)
    restarts.start()
    while restarts.is_alive():
        number += 1
        desks[0].edit(ids[number % 7], "price", number)
        desks[1].edit(ids[number % 7], "cost", number)
        time.sleep(0.02)
    restarts.join()
    level(*desks)
    check_all(stage, *desks)
    assert number > 10


def test_a_push_whose_hub_dies_under_it_sends_nothing_twice(stage: Stage, frail: EmbeddedPostgres):
    desk = stage.desktop("desk")
    level(desk)
    names = edit_and_submit(desk)
    stage.simulator.inject("slow", seconds=1, times=None, match={"method": "PATCH"})
    heard = len(desk.listener.heard)
    assert desk.engine is not None
    desk.engine.push()
    until(lambda: any(entry["method"] == "PATCH" for entry in stage.simulator.requests()), "it sends")
    control(frail, "-m", "immediate", "stop")
    event = ended(desk, "push", after=heard)
    error = event.report.stopped if isinstance(event, PushFinished) else getattr(event, "error", None)
    assert error is not None
    assert error.may_retry
    start_again(frail)
    stage.simulator.clear_faults()
    level(desk)
    stage.time_passes()
    push_to_the_end(desk)
    check_pushed(stage, names)


def test_edits_go_on_while_connections_are_cut_again_and_again(stage: Stage):
    desks = [stage.desktop(name) for name in ("one", "two")]
    level(*desks)
    ids = stage.materials()
    with admin(stage.server) as connection:
        for number in range(60):
            desks[number % 2].edit(ids[number % 9], ("price", "cost")[number % 2], 100 + number)
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lazi-desktop'"
                " and pid <> pg_backend_pid()"
            )
            time.sleep(0.02)
    level(*desks)
    check_all(stage, *desks)


def test_a_hub_that_only_allows_reading_says_so(stage: Stage, frail: EmbeddedPostgres):
    desk = stage.desktop("desk")
    level(desk)
    heard = len(desk.listener.heard)
    with admin(frail) as connection:
        connection.execute("alter system set default_transaction_read_only = on")
        connection.execute("select pg_reload_conf()")
    desk.edit(stage.materials()[0], "price", 100)
    assert why_offline(desk, after=heard) == "It only allows reading at the moment."
    assert desk.shown(stage.materials()[0], "price") == 100
    with admin(frail) as connection:
        connection.execute("set default_transaction_read_only = off")
        connection.execute("alter system reset default_transaction_read_only")
        connection.execute("select pg_reload_conf()")
    level(desk)
    check_all(stage, desk)


def test_a_hub_without_a_free_connection_says_so(stage: Stage):
    desk = stage.desktop("desk")
    level(desk)
    with ExitStack() as crowd:
        with pytest.raises(psycopg.OperationalError, match=r"too many|remaining connection slots"):
            while True:
                crowd.enter_context(psycopg.connect(stage.hub_url()))
        late = stage.desktop("late")
        assert why_offline(late, after=0) == "It has too many connections."
        desk.edit(stage.materials()[0], "price", 100)
    level(desk, late)
    check_all(stage, desk)
    assert late.shown(stage.materials()[0], "price") == 100


def test_a_dead_desktop_that_holds_the_tenant_does_not_hold_up_the_others(
    stage: Stage, frail: EmbeddedPostgres
):
    """Somebody's transaction holds the tenant's row: others wait a few seconds, say so, and go on when it is over."""
    desk = stage.desktop("desk")
    level(desk)
    heard = len(desk.listener.heard)
    with admin(frail) as connection, connection.transaction():
        connection.execute("select from sync.tenants where tenant_id = %s for update", (stage.tenant_id,))
        desk.edit(stage.materials()[0], "price", 100)
        assert why_offline(desk, after=heard)
        desk.edit(stage.materials()[1], "price", 101)
    level(desk)
    check_all(stage, desk)


def test_roles_are_cut_off_before_they_hold_anything_for_long(stage: Stage):
    """A desktop that dies inside a transaction frees what it held within ten seconds."""
    with psycopg.connect(stage.hub_url()) as connection:
        limits = {
            name: connection.execute(f"show {name}".encode()).fetchone()
            for name in ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
        }
    assert limits == {
        "idle_in_transaction_session_timeout": ("10s",),
        "lock_timeout": ("5s",),
        "statement_timeout": ("30s",),
    }


# ------------------------------------------------------------------------------------------------- its disk is full


def test_a_hub_whose_disk_is_full_says_so(remote: RunningSimulator, tmp_path: Path):
    with small_disk(megabytes=300, what="a full disk of the hub") as disk:
        check_full_disk(disk, remote, tmp_path)


def check_full_disk(disk: Path, remote: RunningSimulator, tmp_path: Path) -> None:
    server = EmbeddedPostgres(disk / "hub").start()
    try:
        upgrade(server.admin_url, migrations_folder())
        with Stage(server, remote, tmp_path) as stage:
            run(pull(stage))
            desk = stage.desktop("desk")
            level(desk)
            ids, heard, filler = stage.materials(), len(desk.listener.heard), disk / "filler"
            fill(filler)
            number = 0
            while not desk.is_offline():
                number += 1
                assert number < 400
                desk.edit(ids[number % 9], "description", f"{number} " * 400)
                time.sleep(0.02)
            assert "disk" in why_offline(desk, after=heard)
            desk.edit(ids[0], "price", 100)
            filler.unlink()
            if server.pid is None:  # a log of transactions that cannot be written stops the server
                start_again(server)
            level(desk)
            check_all(stage, desk)
    finally:
        server.destroy()
