"""The command line as an unattended machine uses it: configured by the environment, against real parts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED, USAGE, WAITS
from lazi_desktop.app.surroundings import METERED_NOT_KNOWN
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.store.hub.members import create_member, create_tenant
from tests.app.being_here import Here


def run_json(capsys, *arguments: str) -> tuple[int, dict]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_pull_then_status_then_push(unattended, capsys):
    code, said = run_json(capsys, "pull", "--full")
    assert code == DONE
    assert said["version"] == 1
    assert {kind["kind"] for kind in said["report"]["kinds"]} == {
        "category", "material", "service", "equipment", "discount_fee"
    }  # fmt: skip
    code, said = run_json(capsys, "status")
    assert code == DONE
    assert said["status"]["mirrored"]["material"] == len(unattended.items("material"))
    assert said["status"]["last_pull"]
    assert said["status"]["syncing_on"] == ""
    assert {run["what"] for run in said["runs"]} >= {"category", "material", "service"}
    assert said["runs"][0]["state"] == "done"
    assert [job["name"] for job in said["schedule"]] == ["push", "pull", "lists", "sweep", "tend"]
    assert said["feed"]["position"] > 0
    assert said["feed"]["epoch"]
    assert said["conflicts"] == {}
    assert abs(said["clock_ahead"]) < 60
    assert main(["status"]) == DONE
    words = capsys.readouterr().out
    assert "Ran:" in words
    assert f"Tenant:     {unattended.tenant} (custom)" in words
    assert "Hub:        127.0.0.1/lazi" in words
    assert "Next:" in words
    assert "The whole pricebook" in words
    code, said = run_json(capsys, "push")
    assert code == DONE
    assert said["report"]["fields"] == []
    assert main(["push", "--dry-run"]) == DONE
    assert "Nothing to push." in capsys.readouterr().out


def test_status_says_why_jobs_wait_and_only_of_those_that_come(unattended, capsys, monkeypatch):
    monkeypatch.setattr("lazi_desktop.app.status.MachineSurroundings", Here)
    assert {job["paused"] for job in run_json(capsys, "status")[1]["schedule"]} == {""}
    monkeypatch.setattr("lazi_desktop.app.status.MachineSurroundings", partial(Here, battery=True))
    monkeypatch.setenv("LAZI_SYNC__PAUSE_ON_BATTERY", "true")
    monkeypatch.setenv("LAZI_SYNC__SWEEP", "")
    said = run_json(capsys, "status")[1]
    assert {job["name"]: job["paused"] for job in said["schedule"]} == {
        **dict.fromkeys(("push", "pull", "lists", "tend"), "on battery"),
        "sweep": "",  # it never comes
    }
    assert said["not_known"] == []
    main(["status"])
    assert "Changes of the pricebook, waits: on battery" in capsys.readouterr().out


def test_status_says_which_pause_nobody_can_keep(unattended, capsys, monkeypatch):
    monkeypatch.setattr("lazi_desktop.app.status.MachineSurroundings", partial(Here, metering=None))
    assert run_json(capsys, "status")[1]["not_known"] == []
    monkeypatch.setenv("LAZI_SYNC__PAUSE_ON_METERED", "true")
    said = run_json(capsys, "status")[1]
    assert said["not_known"] == [METERED_NOT_KNOWN]
    assert {job["paused"] for job in said["schedule"]} == {""}
    main(["status"])
    assert f"Not known:  {METERED_NOT_KNOWN}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "variable, wrong, kind, says",
    [
        ("LAZI_SERVICETITAN__CLIENT_SECRET", "wrong", "SignInFailed", "refused to sign in"),
        ("LAZI_SERVICETITAN__APP_KEY", "wrong", "AppKeyRefused", "app key"),
        ("LAZI_HUB__PASSWORD", "wrong", "HubRefused", "refused"),
        ("LAZI_HUB__URL", "postgresql://me@127.0.0.1:1/lazi", "HubUnavailable", "cannot be reached"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_as_json(
    unattended, capsys, monkeypatch, variable, wrong, kind, says
):
    monkeypatch.setenv(variable, wrong)
    code, said = run_json(capsys, "pull")
    assert code == FAILED
    assert said["error"]["kind"] == kind
    assert main(["pull"]) == FAILED
    complaint = capsys.readouterr().err
    assert says in complaint
    assert "Traceback" not in complaint


def test_a_tenant_that_is_not_ours_is_refused_by_the_hub(unattended, capsys, monkeypatch):
    monkeypatch.setenv("LAZI_SERVICETITAN__TENANT", "99")
    code, said = run_json(capsys, "pull")
    assert (code, said["error"]["kind"]) == (FAILED, "MayNotDoThat")


def test_a_tenant_that_is_not_ours_is_refused_by_servicetitan(unattended, server, capsys, monkeypatch):
    monkeypatch.setenv("LAZI_SERVICETITAN__TENANT", "98")
    role = os.environ["LAZI_HUB__URL"].split("//")[1].split("@")[0]
    create_member(
        server.admin_url, create_tenant(server.admin_url, "98", "custom"), role, password=None, level="admin"
    )
    code, said = run_json(capsys, "pull")
    assert (code, said["error"]["kind"]) == (FAILED, "TenantRefused")


def test_the_tripwire_waits_for_a_person(unattended, capsys):
    assert main(["pull", "--full", "--accept"]) == DONE
    for item in unattended.items("material"):
        unattended.office_edit("material", item["id"], {"active": False})
    code, said = run_json(capsys, "pull", "--full")
    assert (code, said["error"]["kind"]) == (WAITS, "PullStopped")
    assert main(["pull", "--full"]) == WAITS
    assert "lazi-desktop pull --accept" in capsys.readouterr().err
    code, said = run_json(capsys, "status")
    assert code == WAITS
    assert "materials" in said["stopped_pull"]
    assert main(["pull", "--full", "--accept"]) == DONE
    capsys.readouterr()
    assert run_json(capsys, "status")[1]["stopped_pull"] == ""


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["pul"], "No such command"),
        (["pull", "--fast"], "No such option"),
        (["db", "add-member", "dana", "--level", "boss"], "is no level"),
        (["--config", "/nowhere/config.toml", "status"], "There is no file"),
    ],
)
def test_wrong_usage_is_two(arguments, says, capsys):
    assert main(arguments) == USAGE
    assert says in capsys.readouterr().err


def test_nothing_configured_says_how_to_configure(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path))
    assert main(["status"]) == USAGE
    assert "LAZI_SERVICETITAN__TENANT" in capsys.readouterr().err


def test_secrets_of_a_run_are_written_nowhere(unattended, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LAZI_SERVICETITAN__CLIENT_SECRET", "canary-secret-4711")
    assert main(["pull"]) == FAILED
    said = capsys.readouterr()
    written = [file.read_bytes() for file in (tmp_path / "profile").rglob("*") if file.is_file()]
    assert written
    for text in (said.out.encode(), said.err.encode(), *written):
        assert b"canary-secret-4711" not in text
        assert b"a long password" not in text


def test_the_built_in_database_is_checked_upgraded_and_stopped(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("LAZI_SERVICETITAN__TENANT", "5")
    try:
        code, said = run_json(capsys, "db", "check")
        assert (code, said["state"]) == (FAILED, "empty")
        code, said = run_json(capsys, "db", "upgrade")
        assert (code, said["state"]) == (DONE, "fits")
        assert main(["db", "add-tenant"]) == DONE
        assert str(tenant_id_of("5", "production")) in capsys.readouterr().out
        monkeypatch.setenv("LAZI_MEMBER_PASSWORD", "another long password")
        assert main(["db", "add-member", "dana", "--level", "manager"]) == DONE
        code, said = run_json(capsys, "db", "members")
        assert [(one["login"], one["level"], one["state"]) for one in said["members"]] == [
            ("dana", "manager", "invited")
        ]
        assert main(["db", "add-member", "dana", "--level", "admin"]) == DONE
        assert main(["db", "add-member", "dana"]) == DONE  # another password; all else stays
        assert [one["owes_password"] for one in run_json(capsys, "db", "members")[1]["members"]] == [True]
        assert [one["level"] for one in run_json(capsys, "db", "members")[1]["members"]] == ["admin"]
        assert main(["db", "members"]) == DONE
        assert "never" in capsys.readouterr().out
        assert main(["status"]) == DONE
        capsys.readouterr()
        assert main(["db", "note-backup", "--begun", "yesterday"]) == USAGE
        assert "is no moment" in capsys.readouterr().err
        assert main(["db", "note-backup", "--begun", "2026-01-31T22:00:00Z"]) == DONE
        assert main(["db", "restored"]) == DONE
        assert capsys.readouterr().out.count("1 tenant: ") == 2
    finally:
        from lazi_desktop.store.hub.embedded import EmbeddedPostgres

        EmbeddedPostgres(tmp_path / "profile" / "hub").destroy()


def test_the_program_starts_as_a_module():
    run = subprocess.run(
        [sys.executable, "-m", "lazi_desktop", "--version"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.startswith("lazi-desktop ")
