"""The words of PostgreSQL, libpq and Supabase, and the field that they are about."""

from __future__ import annotations

import pytest

from lazi_desktop.app.first_run.blame import blame
from lazi_desktop.domain.errors import HubRefused, HubSchemaMismatch, HubUnavailable, LaziError

TO = 'connection failed: connection to server at "192.0.2.7", port 5432 failed: '


@pytest.mark.parametrize(
    ("error", "field", "says"),
    [
        (
            HubUnavailable(
                "There is no server of its name. Check the address, and whether this computer is online."
            ),
            "hub",
            "no server of this name",
        ),
        (HubUnavailable("Nobody answers at its address."), "hub", "Nobody answers"),
        (HubUnavailable("It did not answer within 15 s."), "hub", "did not answer"),
        (HubRefused("Its certificate is not good: certificate verify failed."), "certificate", "vouches"),
        (
            HubUnavailable(f"{TO}SSL error: self-signed certificate in certificate chain"),
            "certificate",
            "vouches",
        ),
        (
            HubRefused(f'{TO}server certificate for "a" does not match host name "b"'),
            "certificate",
            "of another one",
        ),
        (
            HubUnavailable(f'{TO}root certificate file "/x.pem" does not exist'),
            "certificate",
            "holds no certificate",
        ),
        (HubRefused(f'{TO}FATAL:  no pg_hba.conf entry for host "192.0.2.9"'), "hub", "lets nobody in"),
        (
            HubRefused(
                f'{TO}authentication method requirement "!password" failed: server requested a cleartext password'
            ),
            "hub",
            "nothing was sent. Take “sslmode” out",
        ),
        (HubRefused(f"{TO}FATAL:  (ENOTFOUND) tenant/user dana.abcd not found"), "hub", "Supabase knows no"),
        (HubRefused(f"{TO}FATAL:  Tenant or user not found"), "hub", "Supabase knows no"),
        (
            HubRefused("A connection pooler in transaction mode stands in front of it."),
            "hub",
            "transaction mode",
        ),
        (HubSchemaMismatch("update LAZI Desktop."), "hub", "update LAZI Desktop"),
        (LaziError("Something else."), "", "Something else"),
    ],
)
def test_each_is_said_at_its_field(error: LaziError, field: str, says: str) -> None:
    found, words = blame(error)
    assert found == field
    assert says in words
