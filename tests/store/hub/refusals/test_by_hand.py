"""Tables and history, past the functions."""

from __future__ import annotations

import pytest

from tests.store.hub.refusals.place import refused

TABLES = (
    "raw.st_records", "raw.st_pricebook_materials", "master.pricebook_entities", "master.reference_rows",
    "crm.entities", "crm.pricebook_overrides", "crm.proposals", "crm.conflict_rules", "sync.members", "sync.tenants",
    "sync.devices", "sync.op_log", "sync.op_stage", "sync.change_feed", "sync.conflicts", "sync.locks",
    "sync.outbound_queue", "audit.change_log", "audit.links", "pricing.markup_tiers", "sync.handshake",
)  # fmt: skip
VERBS = {
    "insert": "insert into {table} default values",
    "update": "update {table} set {column} = {column}",
    "delete": "delete from {table}",
    "truncate": "truncate {table}",
    "lock": "begin; lock table {table} in access exclusive mode",
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_written_by_hand(place, table, verb):
    column = "only_row" if table == "sync.handshake" else "tenant_id"
    refused(place, "adam", VERBS[verb].replace("{table}", table).replace("{column}", column))


HISTORY = {
    "rewrite-a-line": "update audit.change_log set actor = 'Adam'",
    "drop-a-line": "delete from audit.change_log where n = 1",
    "drop-a-year": "drop table audit.change_log_other",
    "empty-a-part": "truncate audit.change_log_other",
    "detach-a-part": "alter table audit.change_log detach partition audit.change_log_other",
    "triggers-off": "alter table audit.change_log disable trigger all",
    "triggers-off-by-setting": "set session_replication_role = replica",
    "another-trigger": "create trigger quiet before insert on audit.links execute function audit.refuse()",
    "a-rule": "create rule nothing as on insert to audit.change_log do instead nothing",
    "add-a-line": "select audit.append('{ours}', '{mine}', null, null)",
    "chain-backwards": "update sync.tenants set audit_n = 0, audit_hash = '\\x00'",
    "rewrite-what-was-sent": "update sync.push_attempt set detail = ''",
    "rewrite-what-was-received": "update raw.st_records set payload = '{}'",
    "rewrite-an-op": "update sync.op_log set by = 'Ann'",
}


@pytest.mark.parametrize("deed", HISTORY)
def test_history_stays(place, deed):
    refused(place, "adam", HISTORY[deed])
