"""The status file of `lazi-desktop sync` and what a health check makes of it; two workers that share two tenants."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from structlog.testing import capture_logs

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED, USAGE
from lazi_desktop.app.status_file import Health, StatusFile, TenantStatus, health_of
from lazi_desktop.domain.errors import HubUnavailable, LeaseHeld, PullStopped
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.ports.engine import Progress, ScheduleChanged, ScheduledJob
from lazi_desktop.sync.scheduler import JobRan
from tests.faults.desktops import until

pytestmark = pytest.mark.timeout(300)
PATIENCE = 120  # who finds a tenant held by somebody else looks again after half a minute
QUARTER = timedelta(minutes=15)


def told_by(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def schedule(paused: str = "") -> ScheduleChanged:
    at = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)
    return ScheduleChanged([ScheduledJob("pull", "Pull", "* * * * *", at, paused)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "status.json"


@pytest.fixture
def tenant(file: Path) -> TenantStatus:
    return StatusFile(file).tenant("77", "production")


def of_tenant(file: Path) -> dict[str, Any]:
    [one] = told_by(file)["tenants"]
    told: dict[str, Any] = one
    return told


def test_it_tells_what_is_done_when_it_was_and_what_comes(file: Path, tenant: TenantStatus):
    tenant.tell(schedule())
    assert of_tenant(file)["state"] == "idle"
    assert of_tenant(file)["next"] == {"pull": "2026-01-31T22:00:00+00:00"}
    tenant.tell(Progress("pull", "materials", 1, 2))
    assert (of_tenant(file)["state"], of_tenant(file)["doing"]) == ("working", "pull")
    assert told_by(file)["state"] == "working"
    tenant.ran(JobRan("pull", 1.0))
    told = of_tenant(file)
    assert (told["state"], told["doing"], told["last_push"]) == ("idle", "", None)
    assert datetime.fromisoformat(told["last_pull"]) <= datetime.fromisoformat(told_by(file)["heartbeat"])
    tenant.ran(JobRan("push", 1.0))
    assert of_tenant(file)["last_push"]


def test_a_pull_by_another_machine_counts(file: Path, tenant: TenantStatus):
    at = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)
    tenant.pulled(at)
    tenant.pulled(at - timedelta(hours=1))
    assert datetime.fromisoformat(of_tenant(file)["last_pull"]) == at


def test_a_problem_stands_until_the_same_thing_goes_well(file: Path, tenant: TenantStatus):
    tenant.ran(JobRan("pull", 1.0, PullStopped("Half of it would go.")))
    began = of_tenant(file)["problem_since"]
    tenant.ran(JobRan("push", 1.0))
    told = of_tenant(file)
    assert told["state"] == told_by(file)["state"] == "problem"
    assert "lazi-desktop pull --accept" in told["problem"]
    assert told["problem_since"] == began
    tenant.ran(JobRan("pull", 1.0))
    assert (of_tenant(file)["problem"], of_tenant(file)["problem_since"]) == ("", None)
    tenant.ran(JobRan("pull", 1.0, LeaseHeld("")))
    assert of_tenant(file)["state"] == "idle"


@pytest.mark.parametrize(
    "paused, state, problem",
    [
        ("on battery", "paused", ""),
        (HubUnavailable.title, "problem", HubUnavailable.title),
        ("no network", "problem", "no network"),
    ],
)
def test_a_pause_that_somebody_chose_is_no_problem(file: Path, tenant: TenantStatus, paused, state, problem):
    tenant.tell(schedule(paused))
    assert (of_tenant(file)["state"], of_tenant(file)["problem"]) == (state, problem)
    tenant.tell(schedule())
    assert (of_tenant(file)["state"], of_tenant(file)["paused"]) == ("idle", "")


def test_it_says_of_each_job_why_it_waits(file: Path, tenant: TenantStatus):
    at = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)
    pull, push = (ScheduledJob(name, name, "* * * * *", at) for name in ("pull", "push"))
    tenant.tell(ScheduleChanged([replace(pull, paused="stopped to ask: Half of it would go."), push]))
    assert of_tenant(file)["waits"] == {"pull": "stopped to ask: Half of it would go."}
    tenant.tell(ScheduleChanged([pull, push]))
    assert of_tenant(file)["waits"] == {}


def test_another_file_says_the_same(file: Path, tmp_path: Path):
    status = StatusFile(file)
    status.also_in(tmp_path / "other.json")
    status.tenant("77", "production").tell(schedule("on battery"))
    assert told_by(tmp_path / "other.json") == told_by(file)
    assert of_tenant(file)["waits"] == {"pull": "on battery"}


@pytest.mark.parametrize(
    "later, well, says",
    [
        (timedelta(0), True, "Well: problem."),
        (QUARTER + timedelta(seconds=1), False, "77 (production): The shared database cannot be reached"),
    ],
)
def test_a_problem_counts_once_it_lasts(
    file: Path, tenant: TenantStatus, later: timedelta, well: bool, says: str
):
    tenant.failed(HubUnavailable(""))
    told = told_by(file)
    now = datetime.fromisoformat(told["heartbeat"]) + later
    file.write_text(json.dumps(told | {"heartbeat": now.isoformat()}))
    assert health_of(file, now, QUARTER) == Health(well, says)


def test_what_does_not_beat_any_more_is_not_well(file: Path, tenant: TenantStatus, capsys):
    tenant.tell(schedule())
    now = datetime.now(UTC)
    assert health_of(file, now, QUARTER).well
    assert not health_of(file, now + timedelta(minutes=2), QUARTER).well
    assert main(["status", "--health", str(file)]) == DONE
    file.write_text("{")
    assert main(["status", "--health", str(file), "--json"]) == FAILED
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["well"] is False
    assert main(["status", "--health", str(file.with_name("none"))]) == FAILED


def test_a_file_that_cannot_be_written_stops_nothing_and_keeps_no_other_from_it(tmp_path: Path):
    folder = tmp_path / "gone"
    folder.mkdir()
    status = StatusFile(folder / "status.json")
    folder.rmdir()
    status.also_in(tmp_path / "other.json")
    with capture_logs() as logs:
        tenant = status.tenant("77", "production")
        for _ in range(3):
            tenant.tell(schedule())
    assert not folder.exists()
    assert of_tenant(tmp_path / "other.json")["state"] == "idle"
    [warned] = logs
    assert warned["path"] == str(folder / "status.json")
    folder.mkdir()
    tenant.tell(schedule())
    assert told_by(folder / "status.json") == told_by(tmp_path / "other.json")


def test_a_folder_that_is_not_there_is_said_at_once(unattended, tmp_path: Path, capsys):
    assert main(["sync", "--once", "--status-file", str(tmp_path / "none" / "status.json")]) == USAGE
    assert "There is no folder" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------ processes


@contextlib.contextmanager
def a_worker(status: Path, *arguments: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """What it says stands in a file beside `status`."""
    command = [sys.executable, "-m", "lazi_desktop", *arguments, "--json", "--status-file", str(status)]
    with (
        said_beside(status).open("w") as said,
        subprocess.Popen(command, stdout=said, env={**os.environ, **variables}) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def said_beside(status: Path) -> Path:
    return status.with_suffix(".said")


def jobs_done(status: Path) -> Iterator[tuple[str, str]]:
    """Also while it goes on."""
    for line in said_beside(status).read_text(encoding="utf-8").splitlines(keepends=True):
        said = json.loads(line) if line.endswith("\n") else {"event": "being written"}
        if said["event"] == "job" and not said["error"]:
            yield said["environment"], said["job"]


def told_to_end(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


@pytest.fixture
def two_tenants(second_tenant, unattended, server) -> Path:
    """The configuration of both; all their first jobs are due."""
    second, config = second_tenant
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        for tenant_id in (second, tenant_id_of(unattended.tenant, "custom")):
            connection.execute("delete from sync.due_jobs where tenant_id = %s", (tenant_id,))
            for job in ("pull", "lists"):
                connection.execute(
                    "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, %s, now())",
                    (tenant_id, job),
                )
    return config


def test_two_workers_share_two_tenants_and_stop_when_told_to(two_tenants: Path, tmp_path: Path):
    files = [tmp_path / "one.json", tmp_path / "other.json"]
    sync = ("--config", str(two_tenants), "sync", "--all")

    def done() -> Counter[tuple[str, str]]:
        """By what they say themselves: what the team pulled before stands in the status files, too."""
        return Counter(job for file in files for job in jobs_done(file) if job[1] in ("pull", "lists"))

    def both_serve_them() -> bool:
        told = [told_by(file) for file in files if file.exists()]
        coming = [{job for tenant in one["tenants"] for job in tenant["next"]} for one in told]
        return len([one for one in coming if one >= {"pull", "push", "sweep"}]) == 2

    with a_worker(files[0], *sync) as one, a_worker(files[1], *sync) as other:
        until(
            lambda: {("custom", "pull"), ("demo", "pull")} <= done().keys(),
            "both are pulled",
            seconds=PATIENCE,
        )
        until(both_serve_them, "both serve them", seconds=PATIENCE)
        for file, process in zip(files, (one, other), strict=True):
            assert told_by(file)["pid"] == process.pid
            assert main(["status", "--health", str(file)]) == DONE
        assert [told_to_end(process) for process in (one, other)] == [DONE, DONE]
    assert done()[("custom", "pull")] == done()[("demo", "pull")] == 1
    assert set(done().values()) == {1}
    for file in files:
        assert told_by(file)["state"] == "stopped"
        assert main(["status", "--health", str(file)]) == FAILED


def test_without_its_hub_it_goes_on_and_says_so(unattended, file: Path, monkeypatch):
    monkeypatch.setenv("LAZI_HUB__URL", "postgresql://somebody@127.0.0.1:1/lazi")
    with a_worker(file, "sync") as process:
        until(lambda: file.exists() and told_by(file)["state"] == "problem", "it says so", seconds=PATIENCE)
        assert of_tenant(file)["problem"] == HubUnavailable.title
        assert main(["status", "--health", str(file)]) == DONE
        assert main(["status", "--health", str(file), "--patience", "0"]) == FAILED
        assert told_to_end(process) == DONE


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: systemd is told; needs Linux")
def test_systemd_is_told(unattended, file: Path):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        address = f"{folder}/notify"
        link.bind(address)
        link.settimeout(PATIENCE)
        with a_worker(file, "sync", NOTIFY_SOCKET=address) as process:
            assert [link.recv(100), link.recv(100)] == [b"READY=1", b"WATCHDOG=1"]
            told_to_end(process)
        heard = b""
        while heard != b"STOPPING=1":
            heard = link.recv(100)
