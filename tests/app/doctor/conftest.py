"""Looking an unattended machine over: all of its parts are real, and broken one by one."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import psycopg
import pytest

from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.doctor import CheckResult, CheckState
from lazi_desktop.secrets import system_keyring
from tests.certificates import self_signed

Examine = Callable[[], Mapping[str, CheckResult]]


class ShiftedClock(SystemClock):
    """The wall clock, wrong by `by`."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
def examine(clock: ShiftedClock) -> Examine:
    """Everything, by the environment as it is now."""

    def examine() -> Mapping[str, CheckResult]:
        doctor = InstallationDoctor(lambda: Patient.of_file(None, clock))
        return {result.name: result for result in doctor.examine()}

    return examine


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Connections are taken there, and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def dead_port() -> int:
    """Where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


def bad(found: Mapping[str, CheckResult]) -> set[str]:
    """Names of what is red. Whatever is not well says what mends it, in one sentence."""
    for result in found.values():
        assert result.words.endswith((".", "upgrade")), result
        if result.state in (CheckState.BAD, CheckState.WARNING):
            assert result.mend, result
    return {name for name, result in found.items() if result.state is CheckState.BAD}


@pytest.fixture
def admin_rows(server) -> Callable[..., list[tuple]]:
    """What the database's superuser sees."""

    def rows(statement: str, *values: object) -> list[tuple]:
        with psycopg.connect(server.admin_url) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    return rows


@pytest.fixture
def trusted(memory_keyring, monkeypatch) -> None:
    """The keyring of this test counts as one of an operating system."""
    kind = type(keyring.get_keyring())
    monkeypatch.setattr(system_keyring, "TRUSTED", {f"{kind.__module__}.{kind.__qualname__}"})


@pytest.fixture
def untrusted_port(tmp_path: Path) -> Iterator[int]:
    """Who listens there shows a certificate that it made itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path / "own.pem"))
    stopping = threading.Event()

    def serve() -> None:
        while not stopping.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection, contextlib.suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        server = threading.Thread(target=serve)
        server.start()
        yield listening.getsockname()[1]
        stopping.set()
        server.join()


def own_certificate(file: Path) -> Path:
    return self_signed(file.parent, "localhost").rename(file)
