"""`lazi-desktop audit verify`: whoever owns the database doctors the log, and it is found."""

from __future__ import annotations

import json
import os
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.app.audit_witness import read_witness, witness_file
from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.store.hub.members import create_member, create_tenant

STEPS, LINES = 4, 3


class Log:
    """A tenant's log of some steps, and the superuser who may do anything to it."""

    def __init__(self, admin_url: str, tenant: str) -> None:
        self._url = admin_url
        self.tenant_id = create_tenant(admin_url, tenant, "custom")

    def grow(self, steps: int = 1) -> None:
        for _ in range(steps):
            self.doctor(
                "select audit.append(%s, %s, null, (select array_agg(('set', gen_random_uuid(), 'price', to_jsonb(n),"
                " to_jsonb(n + 1), null)::audit.entry) from generate_series(1, %s) n))",
                self.tenant_id, uuid4(), LINES,
            )  # fmt: skip

    def doctor(self, statement: str, *values: object) -> None:
        """With the triggers off."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(statement.encode(), values or (self.tenant_id,))

    def cut_off(self, after_link: int) -> None:
        """As somebody would who leaves no trace in the database itself."""
        self.doctor(
            "delete from audit.change_log where tenant_id = %s and link > %s", self.tenant_id, after_link
        )
        self.doctor("delete from audit.links where tenant_id = %s and link > %s", self.tenant_id, after_link)
        self.doctor(
            "update sync.tenants t set audit_link = l.link, audit_n = l.to_n, audit_hash = l.hash from audit.links l"
            " where t.tenant_id = %s and l.tenant_id = t.tenant_id and l.link = %s", self.tenant_id, after_link,
        )  # fmt: skip


@pytest.fixture
def log(server, tmp_path, monkeypatch) -> Log:
    number = str(int.from_bytes(os.urandom(4), "big") + 2)
    log = Log(server.admin_url, number)
    role = f"auditor_{number}"
    create_member(server.admin_url, log.tenant_id, role, password="a long password", level="viewer")
    at = server.admin_url.rpartition("@")[2]
    variables = {
        "LAZI_PROFILE": str(tmp_path / "profile"),
        "LAZI_SERVICETITAN__TENANT": number,
        "LAZI_SERVICETITAN__ENVIRONMENT": "custom",
        "LAZI_SERVICETITAN__API_URL": "http://127.0.0.1:1",
        "LAZI_SERVICETITAN__AUTH_URL": "http://127.0.0.1:1",
        "LAZI_HUB__URL": f"postgresql://{role}@{at}",
        "LAZI_HUB__PASSWORD": "a long password",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    log.grow(STEPS)
    return log


def verify(capsys, *more: str) -> tuple[int, str]:
    code = main(["audit", "verify", *more])
    return code, capsys.readouterr().out


def test_a_log_that_nobody_touched_is_whole(log, capsys):
    code, said = verify(capsys)
    assert (code, "is whole" in said, f"{STEPS * LINES} lines in {STEPS} steps" in said) == (DONE, True, True)


def test_an_empty_log_is_whole(log, capsys):
    log.cut_off(0)
    log.doctor(
        "update sync.tenants set audit_link = 0, audit_n = 0, audit_hash = '\\x00' where tenant_id = %s"
    )
    assert verify(capsys)[0] == DONE


def test_it_goes_lot_by_lot_and_says_the_same(log, capsys, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.audit.LOT", 1)
    assert verify(capsys)[0] == DONE
    log.doctor("update audit.change_log set after = '99' where tenant_id = %s and n = 8")
    code, said = verify(capsys)
    assert code == FAILED
    assert "does not hold is 3." in said


@pytest.mark.parametrize(
    "tampering, link, words",
    [
        ("update audit.change_log set after = '99' where tenant_id = %s and n = 5", 2, "lines 4 to 6"),
        ("update audit.change_log set actor = 'Bob' where tenant_id = %s and n = 12", 4, "lines 10 to 12"),
        (
            "update audit.change_log set at = at - interval '1 day' where tenant_id = %s and n = 1",
            1,
            "between",
        ),
        ("delete from audit.change_log where tenant_id = %s and n = 8", 3, "2 there"),
        ("delete from audit.change_log where tenant_id = %s and link = 4", 4, "0 there"),
        ("delete from audit.links where tenant_id = %s and link = 4", 4, "lines 10 to 12"),
        (
            (
                "insert into audit.change_log select tenant_id, 13, 5, at, actor, device_id, action, entity_key,"
                " field, before, after, op_id, cause from audit.change_log where tenant_id = %s and n = 12"
            ),
            5,
            "line 13",
        ),
    ],
)
def test_what_was_doctored_is_named(log, capsys, tampering, link, words):
    log.doctor(tampering)
    code, said = verify(capsys)
    assert code == FAILED
    assert "NOT as it was written" in said
    assert f"first step that does not hold is {link}." in said
    assert words in said
    code = main(["audit", "verify", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["holds"], told["broken"]["link"]) == (FAILED, False, link)


def test_a_tail_that_was_cut_off_is_found(log, capsys):
    log.doctor("delete from audit.change_log where tenant_id = %s and link = 4")
    log.doctor("delete from audit.links where tenant_id = %s and link = 4")
    code, said = verify(capsys)
    assert code == FAILED
    assert "first step that does not hold is 4." in said


def test_a_tail_cut_off_without_a_trace_is_missed_where_it_was_seen(log, capsys):
    assert verify(capsys)[0] == DONE
    log.cut_off(2)
    log.grow(5)  # and others went on
    code, said = verify(capsys)
    assert code == FAILED
    assert "Step 4, seen here on" in said
    assert verify(capsys)[0] == FAILED  # and is said until somebody answers for it
    assert verify(capsys, "--accept")[0] == DONE
    assert verify(capsys)[0] == DONE


def test_what_was_seen_is_noted_and_grows_with_the_log(log, capsys, tmp_path):
    file = witness_file(tmp_path / "profile", log.tenant_id)
    for steps in (STEPS, STEPS + 2):
        assert verify(capsys)[0] == DONE
        noted = read_witness(file)
        assert noted is not None
        assert noted.link == steps
        log.grow(2)
