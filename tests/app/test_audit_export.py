"""`lazi-desktop audit export`: what stands in the log, in a file."""

from __future__ import annotations

import csv
import os
import zipfile

import psycopg
import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, USAGE
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.store.hub.members import create_member, create_tenant

LINES = 1_203


@pytest.fixture
def log(server, tmp_path, monkeypatch):
    """Of a manager, by whom nothing is in it but what a superuser wrote for them."""
    number = str(int.from_bytes(os.urandom(4), "big") + 2)
    tenant_id = create_tenant(server.admin_url, number, "custom")
    role = f"auditor_{number}"
    create_member(server.admin_url, tenant_id, role, password="a long password", level="manager")
    variables = {
        "LAZI_PROFILE": str(tmp_path / "profile"),
        "LAZI_SERVICETITAN__TENANT": number,
        "LAZI_SERVICETITAN__ENVIRONMENT": "custom",
        "LAZI_SERVICETITAN__API_URL": "http://127.0.0.1:1",
        "LAZI_SERVICETITAN__AUTH_URL": "http://127.0.0.1:1",
        "LAZI_HUB__URL": f"postgresql://{role}@{server.admin_url.rpartition('@')[2]}",
        "LAZI_HUB__PASSWORD": "a long password",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(
            "select audit.append(%s, gen_random_uuid(), null, (select array_agg((case when n = 1 then 'pull' else 'set'"
            " end, gen_random_uuid(), case when n %% 2 = 0 then 'price' else 'cost' end, to_jsonb(n),"
            " jsonb_build_object('n', n), null)::audit.entry order by n) from generate_series(1, %s) n))",
            (tenant_id, LINES),
        )
    return tmp_path


def exported(folder, *more: str) -> list[list[str]]:
    file = folder / "audit.csv"
    assert main(["audit", "export", str(file), *more]) == DONE
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))[1:]


def test_every_line_is_there_once_the_newest_first(log, capsys):
    lines = exported(log)
    assert [int(line[0]) for line in lines] == list(range(LINES, 0, -1))
    assert lines[0][5:] == ["set", "", "", "cost", str(LINES), f'{{"n": {LINES}}}', ""]
    assert f"{LINES:,} lines in" in capsys.readouterr().out


def test_only_what_is_asked_for(log):
    assert len(exported(log, "--field", "price")) == LINES // 2
    assert [line[0] for line in exported(log, "--origin", "pull")] == ["1"]
    assert len(exported(log, "--from", "2020-01-01", "--to", "2999-12-31")) == LINES
    assert exported(log, "--to", "2020-01-01") == []
    assert exported(log, "--who", "somebody") == exported(log, "--entry", "NONE") == []


def test_rows_of_lists_are_called_by_their_names(log, server):
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        tenant = (tenant_id_of(os.environ["LAZI_SERVICETITAN__TENANT"], "custom"),)
        connection.execute(
            "insert into master.reference_rows (tenant_id, list, remote_id, name, active, payload, updated_at, run_id)"
            " values (%s, 'business_units', 12, 'Heater Service', true, '{}', now(), gen_random_uuid())",
            tenant,
        )
        connection.execute(
            "select audit.append(%s, gen_random_uuid(), null, array[('set', gen_random_uuid(), 'business_unit_id',"
            " to_jsonb(12), to_jsonb(99), null)::audit.entry])",
            tenant,
        )
    [line] = exported(log, "--field", "business_unit_id")
    assert line[9:11] == ["Heater Service (No. 12)", "No. 99, not in the list (yet)"]


def test_a_sheet_by_its_name(log):
    file = log / "audit.xlsx"
    assert main(["audit", "export", str(file), "--origin", "pull"]) == DONE
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize("wrong", [("--from", "31.1.2026"), ("--origin", "elsewhere")])
def test_what_is_wrong_is_said(log, capsys, wrong):
    assert main(["audit", "export", str(log / "x.csv"), *wrong]) == USAGE
    assert f"“{wrong[1]}” is no" in capsys.readouterr().err
    assert not (log / "x.csv").exists()
