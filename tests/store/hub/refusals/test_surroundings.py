"""What stands around the rows: policies, functions, files, the server."""

from __future__ import annotations

import pytest

from tests.store.hub.refusals.place import MAY_NOT, refused

SURROUNDINGS = {
    "row-security-off": "alter table crm.entities disable row level security",
    "row-security-not-forced": "alter table crm.entities no force row level security",
    "row-security-off-by-setting": "set row_security = off; select from crm.entities",
    "a-policy-dropped": "drop policy own_tenants on crm.entities",
    "a-policy-widened": "alter policy own_tenants on crm.entities using (true)",
    "a-policy-added": "create policy everything on crm.entities using (true)",
    "a-trigger": "create trigger mine before insert on crm.entities execute function audit.refuse()",
    "an-index": "create index mine on crm.entities (kind)",
    "a-schema": "create schema mine",
    "a-table": "create table public.mine (n int)",
    "a-table-among-ours": "create table sync.mine (n int)",
    "a-copy-of-a-table": "create table public.mine as select * from crm.entities",
    "a-function-among-ours": "create function sync.same(text) returns boolean language sql as 'select true'",
    "a-function-in-public": "create function public.mine() returns int language sql as 'select 1'",
    "a-function-replaced": (
        "create or replace function sync.my_tenants() returns uuid[] language sql as 'select null::uuid[]'"
    ),
    "a-function-altered": "alter function sync.my_tenants() reset search_path",
    "a-function-in-c": "create function pg_temp.mine() returns int language c as 'libc', 'system'",
    "an-extension": "create extension dblink",
    "a-trusted-extension": "create extension hstore",
    "an-event-trigger": "create event trigger mine on ddl_command_start execute function audit.refuse()",
    "a-publication": "create publication mine for table crm.entities",
    "a-setting-of-the-server": "alter system set log_statement = 'all'",
    "a-setting-for-superusers": "set log_statement = 'none'",
    "a-library": "load 'auto_explain'",
    "a-comment": "comment on table crm.entities is 'mine'",
    "a-view-replaced": "create or replace view sync.pending_overrides as select 1",
    "copy-to-a-program": "copy (select 1) to program 'true'",
    "copy-from-a-program": "create temp table t (x text); copy t from program 'true'",
    "copy-to-a-file": "copy (select 1) to '/nowhere/x'",
    "copy-from-a-file": "create temp table t (x text); copy t from '/etc/hostname'",
    "copy-into-a-table": "copy pricing.markup_tiers from stdin",
    "a-large-object-from-a-file": "select lo_import('/etc/hostname')",
    "a-large-object-to-a-file": "select lo_export(1, '/nowhere/x')",
    "a-file": "select pg_read_file('/etc/hostname')",
    "a-file-in-bytes": "select pg_read_binary_file('pg_hba.conf')",
    "a-folder": "select pg_ls_dir('.')",
    "the-servers-log": "select pg_ls_logdir()",
    "passwords": "select rolpassword from pg_authid",
    "passwords-by-another-name": "select passwd from pg_shadow",
    "who-may-connect": "select * from pg_hba_file_rules",
    "the-servers-settings": "select pg_reload_conf()",
    "another-log": "select pg_rotate_logfile()",
    "values-in-statistics": "select * from pg_statistic",
}


@pytest.mark.parametrize("deed", SURROUNDINGS)
def test_what_surrounds_the_rows_stays(place, deed):
    refused(place, "adam", SURROUNDINGS[deed], MAY_NOT)
