"""`lazi-desktop sync` as a service runs it: processes of their own, real hub, real HTTP, signals."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED, USAGE, WAITS
from lazi_desktop.app.worker_role import worker_role
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.keys import TenantId, tenant_id_of

PATIENCE = 60
pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def tenant(unattended, server) -> Iterator[TenantId]:
    """Nothing is known of its schedule."""
    tenant_id = tenant_id_of(unattended.tenant, "custom")
    sql(server, "delete from sync.due_jobs where tenant_id = %s", tenant_id)
    yield tenant_id
    sql(server, "delete from sync.due_jobs where tenant_id = %s", tenant_id)


def sql(server, statement: str, *values) -> list[tuple]:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else []


def make_due(server, tenant_id: TenantId, *jobs: str) -> None:
    for job in jobs:
        sql(
            server,
            "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, %s, now())"
            " on conflict (tenant_id, job) do update set due_at = now(), taken_until = '-infinity'",
            tenant_id,
            job,
        )


def lines_of(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def jobs_in(lines: list[dict]) -> list[str]:
    return [line["job"] for line in lines if line["event"] == "job"]


def once(capsys, *arguments: str) -> tuple[int, list[dict]]:
    code = main([*arguments, "sync", "--once", "--json"])
    return code, lines_of(capsys.readouterr().out)


@contextlib.contextmanager
def a_process(*arguments: str, as_json: bool = True) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "lazi_desktop", "sync", *(["--json"] if as_json else []), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_once_does_what_is_due_and_leaves(tenant, unattended, server, capsys):
    code, lines = once(capsys)
    assert code == DONE
    assert sorted(jobs_in(lines)) == ["lists", "pull", "push"]
    [pulled] = [line for line in lines if line["event"] == "pull"]
    assert pulled["counts"]["received"] > 0
    assert (pulled["version"], pulled["command"], pulled["tenant"]) == (1, "sync", unattended.tenant)
    code, lines = once(capsys)
    assert (code, set(jobs_in(lines)) - {"push"}) == (DONE, set())  # a push is due every minute
    make_due(server, tenant, "sweep", "tend")
    code, lines = once(capsys)
    assert (code, set(jobs_in(lines)) - {"push"}) == (DONE, {"sweep", "tend"})


def test_for_people_it_says_a_line_for_each_thing(tenant, unattended, capsys):
    assert main(["sync", "--once"]) == DONE
    said = capsys.readouterr().out
    assert "pull: materials …" in said
    assert " read, " in said
    assert "lists: done" in said
    assert "lists: rate sheets …" in said
    assert "client_specific_pricing" not in said
    first = said.splitlines()[0]
    assert f"Serving tenant {unattended.tenant} of 127.0.0.1/lazi from " in first
    assert main(["sync", "--once"]) == DONE
    assert capsys.readouterr().out.splitlines()[-1].endswith("Nothing was due.")


def test_a_push_with_nothing_to_send_is_not_worth_a_line(tenant, capsys):
    assert main(["pull"]) == DONE
    assert main(["push", "--yes"]) == DONE
    capsys.readouterr()
    assert main(["sync", "--once"]) == DONE
    assert "push" not in capsys.readouterr().out


def test_until_it_is_stopped_it_says_what_comes_next_and_that_it_ends(tenant):
    with a_process(as_json=False) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, problems = process.communicate(timeout=PATIENCE)
    assert "; next: " in first
    assert re.search(r"pull \d\d:\d\d", first)
    assert rest.splitlines()[-1].endswith("Stopped. What was not done is done the next time.")
    assert (process.returncode, problems) == (DONE, "")


def test_a_pull_that_the_tripwire_stopped_waits_for_a_person_and_is_not_tried_again(
    tenant, unattended, server, capsys
):
    assert main(["pull", "--full", "--accept"]) == DONE
    for item in unattended.items("material"):
        unattended.office_edit("material", item["id"], {"active": False})
    capsys.readouterr()
    make_due(server, tenant, "sweep")
    code, lines = once(capsys)
    assert code == WAITS
    [swept] = [line for line in lines if line["event"] == "job" and line["job"] == "sweep"]
    assert "stopped to ask" in swept["error"]
    unattended.clear_requests()
    make_due(server, tenant, "sweep", "pull")
    code, lines = once(capsys)
    assert not {"sweep", "pull"} & set(jobs_in(lines))
    assert any("stopped to ask" in line["reason"] for line in lines if line["event"] == "paused")
    assert code == WAITS
    assert not [call for call in unattended.requests() if "/materials" in call["path"]]
    assert main(["sync", "--once"]) == WAITS
    said = capsys.readouterr().out
    assert said.count("stopped to ask") == 1
    assert "lazi-desktop pull --accept" in said
    assert main(["pull", "--full", "--accept"]) == DONE
    capsys.readouterr()
    make_due(server, tenant, "pull")
    assert "pull" in jobs_in(once(capsys)[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_in_the_middle_of_a_page(tenant, unattended, server, number):
    unattended.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    make_due(server, tenant, "pull")
    with a_process() as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = json.loads(line)
            if said["event"] == "progress" and said["text"] == "materials":
                break
        began = time.monotonic()
        process.send_signal(number)
        _, problems = process.communicate(timeout=PATIENCE)
    assert process.returncode == DONE, problems
    assert time.monotonic() - began < 10
    assert problems == ""
    [(held,)] = sql(server, "select count(*) from sync.locks where tenant_id = %s and until > now()", tenant)
    assert held == 0
    [(due_in,)] = sql(
        server,
        "select extract(epoch from due_at - now()) from sync.due_jobs where tenant_id = %s and job = 'pull'",
        tenant,
    )
    assert due_in < 10  # somebody else goes on with it


def test_several_programs_share_the_work(tenant, server):
    with a_process("--once") as one, a_process("--once") as other:
        said = [lines_of(process.communicate(timeout=PATIENCE)[0]) for process in (one, other)]
        assert (one.returncode, other.returncode) == (DONE, DONE)
    done = [line["job"] for line in said[0] + said[1] if line["event"] == "job" and not line["error"]]
    assert sorted(done) == ["lists", "pull", "push"]
    held = [line["error"] for line in said[0] + said[1] if line["event"] == "job" and line["error"]]
    assert all("Somebody else is syncing" in words for words in held)


def test_each_program_of_a_profile_is_a_device_of_its_own(tmp_path):
    places = ProfilePlaces(tmp_path / "profile")
    with worker_role(places) as one:
        with worker_role(places) as other:
            assert places.device(one) != places.device(other)
        with worker_role(places) as third:
            assert third == other
    with worker_role(places) as again:
        assert again == one


def test_all_tenants_of_the_settings_are_kept_up_to_date(tenant, second_tenant, server, capsys):
    second, config = second_tenant
    sql(server, "delete from sync.due_jobs where tenant_id = %s", second)
    code = main(["--config", str(config), "sync", "--once", "--all", "--json"])
    lines = lines_of(capsys.readouterr().out)
    assert code == DONE
    for environment in ("custom", "demo"):
        of_one = [line for line in lines if line["environment"] == environment]
        assert sorted(jobs_in(of_one)) == ["lists", "pull", "push"]


def test_one_tenant_that_is_refused_does_not_keep_the_others_waiting(tenant, unattended, tmp_path, capsys):
    config = tmp_path / "config.toml"
    config.write_text(
        '[[tenants]]\ntenant = "99"\nenvironment = "demo"\nclient_id = "x"\napi_url = "http://localhost:9"\n'
    )
    code = main(["--config", str(config), "sync", "--once", "--all", "--json"])
    lines = lines_of(capsys.readouterr().out)
    assert code != DONE
    assert "pull" in jobs_in([line for line in lines if line["tenant"] == unattended.tenant])
    assert [line["event"] for line in lines if line["tenant"] == "99"] == ["begins", "failed"]


@pytest.mark.parametrize(
    "variable, value, code",
    [
        ("LAZI_SERVICETITAN__CLIENT_SECRET", "", USAGE),
        ("LAZI_HUB__URL", "postgresql://me@127.0.0.1:1/lazi", FAILED),
        ("LAZI_SERVICETITAN__CLIENT_SECRET", "wrong", FAILED),
        ("LAZI_SYNC__PULL", "every now and then", USAGE),
    ],
)
def test_what_is_wrong_is_said_and_the_exit_code_tells(tenant, monkeypatch, capsys, variable, value, code):
    monkeypatch.setenv(variable, value)
    assert main(["sync", "--once", "--json"]) == code
    assert [line for line in lines_of(capsys.readouterr().out) if line.get("error")]


@pytest.mark.parametrize("scope, job", [("tn.pb.services:r", "pull"), ("tn.pb.csp:r", "lists")])
def test_once_fails_where_a_part_is_refused_as_a_pull_does(tenant, unattended, server, capsys, scope, job):
    unattended.inject(kind="deny_scope", scope=scope, times=9)
    code, lines = once(capsys)
    unattended.clear_faults()
    assert code == FAILED
    assert job in jobs_in(lines)
