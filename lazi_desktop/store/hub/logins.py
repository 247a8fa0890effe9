"""What a person's login may be called, and what a server is told of its password."""

from __future__ import annotations

import re
from typing import Final

from psycopg.pq.abc import PGconn

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.secrecy import keep_secret

_LONGEST: Final = 63  # bytes
_RESERVED: Final = frozenset(("public", "none", "postgres"))


def check_login(login: str) -> None:
    """Raises InvalidValue for what cannot be the name of a person's login. The hub demands the same."""
    if (
        not re.fullmatch(r"[^\W_][\w.@+-]*", login)
        or len(login.encode()) > _LONGEST
        or login.lower().startswith(("pg_", "lazi_"))
        or login in _RESERVED
    ):
        raise InvalidValue(
            f"“{login}” cannot be a login's name: use letters, digits and . _ - @, at most 63, beginning with a letter."
        )


def verifier_of(connection: PGconn, login: str, password: str) -> str:
    """What proves a password without being it. Made here, so that none can end up in a server's log."""
    keep_secret(password)
    return connection.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
