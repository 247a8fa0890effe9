"""What a level may not do, tried with a login of it."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest

from tests.store.hub.refusals.place import nothing_changes, refused

FOR_ALL = {
    "apply_ops", "apply_txn", "audit_check", "audit_hash", "audit_people", "audit_search", "enrol", "history_of",
    "history_of_kit", "missing_blobs", "note_cursor", "own_password_chosen", "pulled",
    "pulled_counts", "report_rollback", "stage_ops", "team",
}  # fmt: skip
FOR_ESTIMATORS = {"drop_view", "keep_blob", "keep_picture", "put_view"}
FOR_ADMINS = {
    "change_member", "disable_member", "enable_member", "invite", "put_team_settings", "reassign", "renew_password",
}  # fmt: skip


@pytest.mark.parametrize("person", ["vera", "ed", "ann"])
def test_every_function_asks_for_its_level(place, person):
    """Called with nothing but who asks: what lets them in complains of something else, or does nothing."""
    refusing, calls = set(), dict(place.entrances())
    with nothing_changes(place), place.login(person) as login:
        for name, call in calls.items():
            try:
                with login.transaction(force_rollback=True):
                    login.execute(call.encode(), {"t": place.ours.tenant_id, "d": place.device(person)})
            except psycopg.errors.InsufficientPrivilege as error:
                if "needs the level" in str(error):
                    refusing.add(name)
            except psycopg.DatabaseError:
                continue
    letting_in = {"vera": FOR_ALL, "ed": FOR_ALL | FOR_ESTIMATORS, "ann": set(calls) - FOR_ADMINS}
    assert set(calls) - refusing == letting_in[person]


DEEDS = {
    "invite": "select sync.invite('{ours}', '{mine}', 'newcomer', 'New', 'admin', '')",
    "raise-myself": "select sync.change_member('{ours}', '{mine}', session_user::text, 'Me', 'admin')",
    "disable-an-admin": "select sync.disable_member('{ours}', '{mine}', 'adam')",
    "renew-an-admins-password": "select sync.renew_password('{ours}', '{mine}', 'adam', '')",
    "take-anothers-edits": "select sync.reassign('{ours}', '{mine}', 'ann', session_user::text)",
    "show-me-costs": "select sync.put_team_settings('{ours}', '{mine}', '{\"hidden_costs\": []}')",
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("person", ["vera", "ed", "ann"])
def test_who_is_no_admin_manages_nobody(place, person, deed):
    assert "needs the level" in str(refused(place, person, DEEDS[deed]))


MONEY = (
    "price",
    "member_price",
    "add_on_price",
    "add_on_member_price",
    "cost",
    "primary_vendor",
    "bonus",
    "taxable",
)
WORDS = {
    "propose": "Prices are set by managers: your role (estimator) can propose everything else.",
    "set": "Your role (estimator) can propose but not change.",
    "unset": "Your role (estimator) can propose but not change.",
    "resolve": "Your role (estimator) can propose but not change.",
}


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("field", MONEY)
def test_an_estimator_moves_no_money(place, field, kind):
    """Told op by op: the op and why it was refused are all that is noted."""
    unchanged = (
        "crm.proposals",
        "crm.pricebook_overrides",
        "sync.change_feed",
        "audit.change_log",
        "sync.conflicts",
    )
    before = place.fingerprint()
    with place.login("ed") as login:
        ids = (place.ours.tenant_id, place.device("ed"))
        had = login.execute("select last_op_no from sync.devices where device_id = %s", ids[1:]).fetchone()
        assert had is not None
        op = {
            "op_id": str(uuid4()), "op_no": had[0] + 1, "txn_id": str(uuid4()), "kind": kind, "field": field,
            "entity_kind": "material", "entity_key": str(place.ours.key(1)), "value": 1, "seen": None,
        }  # fmt: skip
        row = login.execute("select sync.apply_ops(%s, %s, %s)", (*ids, json.dumps([op]))).fetchone()
    assert row is not None
    [[_, outcome, *_, words]] = row[0]
    assert (outcome, words) == ("rejected", WORDS[kind])
    after = place.fingerprint()
    assert [name for name in unchanged if before[name] != after[name]] == []


def test_shut_out_while_connected(place):
    """From then on every function refuses and every row is gone, without another login."""
    tables = ("crm.entities", "sync.tenants", "sync.change_feed", "master.pricebook_entities", "sync.op_log")
    disable, enable = (
        place.named(f"select sync.{deed}_member('{{ours}}', '{{mine}}', '{place.victor}')", "adam")
        for deed in ("disable", "enable")
    )
    with place.login("victor") as victor, place.login("adam") as adam:
        assert victor.execute("select count(*) from crm.entities").fetchone() != (0,)
        adam.execute(disable)
        try:
            for table in tables:
                assert victor.execute(f"select count(*) from {table}".encode()).fetchone() == (0,), table
            for _, call in place.entrances():
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    victor.execute(call.encode(), {"t": place.ours.tenant_id, "d": place.device("victor")})
            with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
                psycopg.connect(place.urls["victor"]).close()
        finally:
            adam.execute(enable)
        assert victor.execute("select count(*) from crm.entities").fetchone() != (0,)
