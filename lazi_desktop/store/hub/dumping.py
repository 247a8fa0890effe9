"""The built-in hub as one file and back, by the programs that come with its server.

A dump holds no roles and no passwords: roles go along as text, and whoever logs in is given a new password.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from lazi_desktop.config.children import variables_for_children
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.store.hub.embedded import DATABASE, HOST, SUPERUSER, EmbeddedPostgres
from lazi_desktop.store.hub.schema import READ_REVISION, admin_connection

LOOK_SECONDS = 0.05
_ENDING_SECONDS = 10
_OTHER_LOGINS = """
select r.rolname from pg_roles r
where r.rolcanlogin and not r.rolsuper and r.rolname <> 'lazi_me' and r.rolname not like 'pg\\_%'
order by r.rolname
"""


@dataclass(frozen=True, slots=True)
class HubFacts:
    """`size`: of the database on the disk. `now`: the moment by its clock. `logins`: besides our own."""

    revision: str
    server: str
    size: int
    now: datetime
    tenants: dict[str, tuple[str, int]]
    """By its id, the epoch and the head of each one's feed."""
    logins: tuple[str, ...]


def facts_of(admin_url: str) -> HubFacts:
    with admin_connection(admin_url) as connection:
        found = connection.execute(READ_REVISION.encode()).fetchone()
        size, now, server = connection.execute(
            "select pg_database_size(current_database()), clock_timestamp(), current_setting('server_version')"
        ).fetchone() or (0, None, "")
        tenants = connection.execute("select tenant_id, feed_epoch, feed_seq from sync.tenants").fetchall()
        logins = connection.execute(_OTHER_LOGINS.encode()).fetchall()
    return HubFacts(
        revision=str(found[0]) if found else "",
        server=str(server),
        size=int(size),
        now=now,
        tenants={str(tenant): (str(epoch), int(seq)) for tenant, epoch, seq in tenants},
        logins=tuple(name for (name,) in logins),
    )


def dump(server: EmbeddedPostgres, to: Path, between: Callable[[int], None]) -> None:
    """In PostgreSQL's custom format, one state of it, while others may work. `between` hears the size so far."""
    _run(server, "pg_dump", "--format=custom", "--file", str(to), watch=lambda: between(_size(to)))


def roles(server: EmbeddedPostgres, to: Path) -> None:
    """Who there is and who belongs to whom, as SQL without passwords, for a server that has only its superuser."""
    _run(server, "pg_dumpall", "--roles-only", "--no-role-passwords", "--file", str(to))
    own = f"ROLE {SUPERUSER}"
    lines = to.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith((f"CREATE {own};", f"ALTER {own} "))]
    to.write_text("".join(kept), encoding="utf-8")


def check_dump(server: EmbeddedPostgres, file: Path) -> None:
    """That it can be read. The server need not run.

    Raises:
        HubUnavailable: it cannot, in PostgreSQL's words.
    """
    _run(server, "pg_restore", "--list", str(file), "--file", os.devnull, connected=False)


def load(server: EmbeddedPostgres, dump_file: Path, roles_file: Path, between: Callable[[], None]) -> None:
    """Into a server that was just made: all of it or nothing."""
    _run(
        server,
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        f"--file={roles_file}",
        watch=between,
    )
    _run(
        server, "pg_restore", f"--dbname={DATABASE}", "--exit-on-error", "--single-transaction", str(dump_file),
        watch=between,
    )  # fmt: skip
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute("analyze")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _run(
    server: EmbeddedPostgres,
    program: str,
    *arguments: str,
    watch: Callable[[], None] = lambda: None,
    connected: bool = True,
) -> None:
    """Ends the program where `watch`, which is asked all along, raises."""
    with ExitStack() as stack:
        way_in = stack.enter_context(_way_in(server)) if connected else {}
        variables = variables_for_children(LC_ALL="C", **way_in)
        process = stack.enter_context(
            subprocess.Popen(
                [server.program(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=variables,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                encoding="utf-8",
                errors="replace",
            )
        )
        stack.callback(_end, process)
        said = None
        while said is None:
            watch()
            try:
                said = process.communicate(timeout=LOOK_SECONDS)[1]
            except subprocess.TimeoutExpired:
                continue
        if process.returncode:
            reason = (said.strip().splitlines() or ["no reason given"])[-1]
            raise HubUnavailable(
                f"{program} says: {reason}",
                title="The built-in database could not be copied",
                may_retry=False,
            )


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    end = time.monotonic() + _ENDING_SECONDS
    while process.poll() is None and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
    process.kill()


@contextmanager
def _way_in(server: EmbeddedPostgres) -> Iterator[dict[str, str]]:
    """The password is in no argument, which everybody may see, and in no variable, which some systems show, too."""
    with server.password_file() as file:
        yield {
            "PGHOST": HOST,
            "PGPORT": str(make_url(server.admin_url).port),
            "PGUSER": SUPERUSER,
            "PGPASSFILE": str(file),
            "PGDATABASE": DATABASE,
        }
