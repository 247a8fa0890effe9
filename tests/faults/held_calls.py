"""A call of a desktop to its hub, held where a cut hurts most.

A cut that strikes while nothing is under way proves nothing.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg

from lazi_desktop.store.hub.embedded import EmbeddedPostgres

_FIND = """
select pid, backend_xid::text from pg_stat_activity
where application_name = 'lazi-desktop' and query like '%sync.apply_ops(%' and backend_xid is not null
"""


@dataclass(frozen=True, slots=True)
class HeldCall:
    pid: int
    xid: str
    """Of its transaction."""


class _Hold:
    _wait_event = ""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._stack = ExitStack()
        self._admin: psycopg.Connection

    def __enter__(self) -> Self:
        self._admin = self._connect()
        self._admin.execute("set synchronous_commit = local")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _connect(self, *, autocommit: bool = True) -> psycopg.Connection:
        """Closed at the end, without a commit: the server may have been killed."""
        connection = psycopg.connect(self._server.admin_url, autocommit=autocommit)
        self._stack.callback(connection.close)
        return connection

    def found(self) -> HeldCall | None:
        """The call of ops that is held now."""
        row = self._admin.execute(f"{_FIND} and {self._wait_event}".encode()).fetchone()
        return None if row is None else HeldCall(*row)


class Midway(_Hold):
    """It has written everything but the ledger itself, for which it waits."""

    _wait_event = "wait_event_type = 'Lock' and wait_event = 'relation'"

    def __enter__(self) -> Self:
        super().__enter__()
        holder = self._connect(autocommit=False)
        holder.execute("lock table sync.op_log in share row exclusive mode")
        return self

    def outlive(self) -> None:
        """A killed server holds nobody any more."""


class Unanswered(_Hold):
    """It is committed, and says so only when a standby has it, too; there is none."""

    _wait_event = "wait_event = 'SyncRep'"

    def __enter__(self) -> Self:
        super().__enter__()
        self._admin.execute("alter system set synchronous_standby_names = 'nobody'")
        self._stack.callback(self._leave)
        self._admin.execute("select pg_reload_conf()")
        return self

    def _leave(self) -> None:
        admin = self._connect()
        admin.execute("alter system reset synchronous_standby_names")
        admin.execute("select pg_reload_conf()")

    def outlive(self) -> None:
        """Whoever is started anew waits for nobody."""
        self._admin.execute("alter system reset synchronous_standby_names")
