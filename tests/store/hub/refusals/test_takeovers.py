"""Logins that are not an admin's to take, and admins that there must be."""

from __future__ import annotations

import pytest

from tests.store.hub.refusals.place import refused

VERIFIER = "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy"
INVITED = "select sync.invite('{ours}', '{mine}', 'LOGIN', 'New', 'admin', 'V')"
DEEDS = {
    "renew-of-another-team": "select sync.renew_password('{ours}', '{mine}', '{mallory}', 'V')",
    "disable-of-another-team": "select sync.disable_member('{ours}', '{mine}', '{mallory}')",
    "enable-of-another-team": "select sync.enable_member('{ours}', '{mine}', '{mallory}')",
    "change-of-another-team": "select sync.change_member('{ours}', '{mine}', '{mallory}', 'M', 'viewer')",
    "invite-the-superuser": INVITED.replace("LOGIN", "lazi_superuser"),
    "invite-the-owner": INVITED.replace("LOGIN", "lazi_owner"),
    "invite-who-makes-logins": INVITED.replace("LOGIN", "lazi_people"),
    "invite-the-group": INVITED.replace("LOGIN", "lazi_desktop"),
    "invite-a-role-of-postgres": INVITED.replace("LOGIN", "pg_monitor"),
    "invite-a-new-role-of-ours": INVITED.replace("LOGIN", "lazi_new"),
    "invite-a-colleague-again": INVITED.replace("LOGIN", "ann"),
    "invite-nobody": INVITED.replace("LOGIN", ""),
    "invite-with-sql": INVITED.replace("LOGIN", 'x" superuser --'),
    "invite-with-a-password": "select sync.invite('{ours}', '{mine}', 'newcomer', 'New', 'admin', 'plain')",
    "invite-without-a-password": "select sync.invite('{ours}', '{mine}', 'newcomer', 'New', 'admin', null)",
    "invite-under-anothers-name": "select sync.invite('{ours}', '{mine}', 'newcomer', 'ann', 'admin', 'V')",
    "invite-without-a-name": "select sync.invite('{ours}', '{mine}', 'newcomer', ' ', 'admin', 'V')",
    "renew-with-a-password": "select sync.renew_password('{ours}', '{mine}', 'ed', 'plain')",
    "reassign-to-another-team": "select sync.reassign('{ours}', '{mine}', 'ann', '{mallory}')",
    "reassign-to-a-viewer": "select sync.reassign('{ours}', '{mine}', 'ann', 'vera')",
    "reassign-edits-to-an-estimator": "select sync.reassign('{ours}', '{mine}', 'ann', 'ed')",
    "demote-the-last-admin": "select sync.change_member('{ours}', '{mine}', 'adam', 'Adam', 'manager')",
    "disable-the-last-admin": "select sync.disable_member('{ours}', '{mine}', 'adam')",
    "an-unknown-level": "select sync.change_member('{ours}', '{mine}', 'ed', 'Ed', 'owner')",
    "no-level": "select sync.change_member('{ours}', '{mine}', 'ed', 'Ed', null)",
    "hide-costs-from-managers": (
        "select sync.put_team_settings('{ours}', '{mine}', '{\"hidden_costs\": [\"manager\"]}')"
    ),
    "settings-of-another-shape": "select sync.put_team_settings('{ours}', '{mine}', '[]')",
    "no-settings": "select sync.put_team_settings('{ours}', '{mine}', null)",
}


@pytest.mark.parametrize("deed", DEEDS)
def test_an_admin_is_refused(place, deed):
    refused(place, "adam", DEEDS[deed].replace("'V'", f"'{VERIFIER}'"))
