"""Which field of a form an error is about, and what to say there: the database's words mean little to most people."""

from __future__ import annotations

import re
from typing import Final

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    HubRefused,
    HubSchemaMismatch,
    HubUnavailable,
    LaziError,
    SignInFailed,
    TenantRefused,
)

HUB, DATABASE, LOGIN, PASSWORD, CERTIFICATE = "hub", "database", "login", "password", "certificate"
WHOLE = ""

# Of what PostgreSQL, libpq and the hub say, in the order in which they are looked for.
_SAID: Final = (
    ("password authentication failed", PASSWORD, "wrong password"),
    ("no password supplied", PASSWORD, "no password"),
    ("not permitted to log in", LOGIN, "switched off"),
    ("role .* does not exist", LOGIN, "no login"),
    ("does not belong to this tenant", LOGIN, "no member"),
    ("was shut out of this tenant", LOGIN, "shut out"),
    ("administrator's login cannot be used", LOGIN, "owner"),
    ("permission denied for database", LOGIN, "no right"),
    ("tenant.* not found", HUB, "no project"),
    ("database .* does not exist", DATABASE, "no database"),
    ("authentication method requirement", HUB, "unproved"),
    ("no pg_hba.conf entry", HUB, "kept out"),
    ("server does not support SSL", HUB, "no encryption"),
    ("does not match (host|server)|server certificate for .* does not match", CERTIFICATE, "another server"),
    ("root certificate|no certificate or crl", CERTIFICATE, "no certificate"),
    ("certificate verify failed|self.signed|unable to get (local )?issuer", CERTIFICATE, "not trusted"),
    ("There is no server of its name", HUB, "no server"),
    ("Nobody answers at its address", HUB, "nobody"),
)
_WORDS: Final = {
    "wrong password": "The database does not take this login with this password. Capital letters count.",
    "no password": "The database asks for a password. Type yours.",
    "switched off": "This login has been switched off. Ask your administrator.",
    "shut out": "An administrator has ended this login's part in the team. Ask them if that is a mistake.",
    "owner": "This login owns the database; nobody works with it. Sign in with your own.",
    "no login": "The database knows no such login. Ask your administrator.",
    "no member": "This login is not a member of this team. Ask your administrator to invite you.",
    "no right": "This login may not use this database. Ask your administrator.",
    "no project": "Supabase knows no such project there. Copy the server's name once more.",
    "no database": "The server has no such database. Check its name.",
    "kept out": "The server lets nobody in from this network. Ask whoever looks after it.",
    "no encryption": "The server offers no encryption, so nothing was sent to it. Ask whoever looks after it.",
    "unproved": (
        "The server wants the password in the clear, and its address lets it go without proving who it is, so nothing"
        " was sent. Take “sslmode” out of the address, or ask whoever looks after the server."
    ),
    "another server": "The server shows the certificate of another one. Check the address; nothing was sent.",
    "no certificate": "This file holds no certificate. Give one in the PEM form.",
    "not trusted": (
        "Nobody whom this computer trusts vouches for the server's certificate. Give the file of the authority that"
        " does; nothing was sent."
    ),
    "no server": "There is no server of this name. Check the address, and whether this computer is online.",
    "nobody": "Nobody answers at this address. Check the name and the port; the server may be off.",
}
_KINDS: Final[tuple[tuple[type[LaziError], str], ...]] = (
    (SignInFailed, "client_secret"),
    (AppKeyRefused, "app_key"),
    (TenantRefused, "tenant"),
    (HubUnavailable, HUB),
    (HubRefused, HUB),
    (HubSchemaMismatch, HUB),
)


def blame(error: LaziError) -> tuple[str, str]:
    """The field, `WHOLE` where it is about none, and a sentence for it."""
    if isinstance(error, HubRefused | HubUnavailable):
        for pattern, field, words in _SAID:
            if re.search(pattern, error.detail, re.IGNORECASE):
                return field, _WORDS[words]
    field = next((field for kind, field in _KINDS if isinstance(error, kind)), WHOLE)
    return field, str(error)
