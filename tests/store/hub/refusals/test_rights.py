"""Rights that nobody gains."""

from __future__ import annotations

import psycopg
import pytest

from tests.store.hub.refusals.place import nothing_changes, refused

ESCALATIONS = {
    "superuser": "alter role adam superuser",
    "bypass-row-security": "alter role adam bypassrls",
    "make-roles": "alter role adam createrole",
    "make-databases": "alter role adam createdb",
    "anothers-password": "alter role ann password 'mine'",
    "anothers-settings": "alter role ann set search_path = evil",
    "settings-of-the-database": "alter database lazi set search_path = evil",
    "rename-another": "alter role ann rename to ann2",
    "drop-another": "drop role ann",
    "new-role": "create role friend login superuser",
    "grant-the-owner": "grant lazi_owner to adam",
    "grant-who-makes-logins": "grant lazi_people to adam",
    "grant-the-group": 'grant lazi_desktop to "{mallory}"',
    "grant-files": "grant pg_read_server_files to adam",
    "grant-everything": "grant pg_read_all_data to adam",
    "set-role-owner": "set role lazi_owner",
    "set-role-people": "set role lazi_people",
    "set-role-superuser": "set role lazi_superuser",
    "set-role-colleague": "set role ann",
    "set-session-authorization": "set session authorization ann",
    "set-session-authorization-superuser": "set session authorization lazi_superuser",
    "role-by-setting": "select set_config('role', 'lazi_owner', false)",
    "session-by-setting": "select set_config('session_authorization', 'ann', false)",
    "reassign-what-is-owned": "reassign owned by lazi_owner to adam",
    "drop-what-is-owned": "drop owned by lazi_owner",
    "own-a-table": "alter table sync.members owner to adam",
    "own-a-function": "alter function sync.my_tenants() owner to adam",
    "rights-to-a-closed-table": "grant select on audit.change_log to adam",
    "rights-by-default": "alter default privileges for role lazi_owner grant all on tables to adam",
}


@pytest.mark.parametrize("deed", ESCALATIONS)
def test_no_rights_are_gained(place, deed):
    refused(place, "adam", ESCALATIONS[deed])


@pytest.mark.parametrize("right", ["select", "insert", "all"])
def test_rights_are_not_passed_on(place, right):
    """Who may read a table is told so by a warning."""
    with nothing_changes(place), place.login("adam") as login:
        told: list[str | None] = []
        login.add_notice_handler(lambda notice: told.append(notice.sqlstate))
        login.execute(f"grant {right} on sync.members to adam".encode())
        assert told == ["01007"]


def test_anothers_connection_is_not_ended(place):
    with psycopg.connect(place.urls["ann"], autocommit=True) as hers:
        for deed in ("terminate", "cancel"):
            refused(place, "adam", f"select pg_{deed}_backend({hers.info.backend_pid})")
        assert hers.execute("select 1").fetchone() == (1,)


INNER = {
    "take-ops": "select sync.take_ops('{ours}', '{mine}', 'admin', null, null)",
    "emit": "select sync.emit('{ours}', null)",
    "apply-sets": "select sync.apply_sets('{ours}', '{mine}', 'Ann', null)",
    "submit": "select sync.submit('{ours}', null)",
    "propose": "select sync.propose('{ours}', 'Ann', null)",
    "answer": "select sync.answer('{ours}', 'Ann', null)",
    "file": "select sync.file('{ours}', 'admin', null)",
    "resolve": "select sync.resolve('{ours}', '{mine}', 'Ann', null)",
    "require": "select sync.require('{ours}', '{mine}', 'viewer')",
    "member": "select sync.member_of('{theirs}', '{mallory}')",
    "demand-admin": "select sync.demand_admin('{ours}', '{mine}')",
    "make-a-login": "select people.make('friend', 'V')",
    "let-a-login-in": "select people.let_in('{mallory}')",
    "shut-a-login-out": "select people.shut_out('{mallory}')",
    "renew-a-login": "select people.renew('{mallory}', 'V')",
    "limits-of-a-login": "select people.set_limits('{mallory}')",
    "make-a-part": "select audit.make_part(1999)",
}


@pytest.mark.parametrize("deed", INNER)
def test_inner_functions_are_not_called(place, deed):
    assert "permission denied" in str(refused(place, "adam", INNER[deed]))
