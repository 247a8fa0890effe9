"""The built-in database: it may crash or be stopped while the program is open, and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lazi_desktop.app.session import Session
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import HubStopped
from lazi_desktop.secrets import EnvironmentSecrets
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.sync.connections import Connections

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    settings = Settings(profile=tmp_path / "profile")
    session = Session(
        settings_now=lambda: settings,
        places=ProfilePlaces(settings.profile),
        secrets=EnvironmentSecrets({}),
        tenant="5",
        environment="built in",
        role="window",
    )
    yield session
    session.close()
    EmbeddedPostgres(session.places.hub).destroy()


def kill(server: EmbeddedPostgres) -> None:
    """As a crash does it: without a word to anybody."""
    pid = server.pid
    assert pid is not None
    main = psutil.Process(pid)
    processes = [main, *main.children()]
    main.kill()
    for one in processes[1:]:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            pass  # it has noticed by itself
    psutil.wait_procs(processes, timeout=30)


def test_it_is_started_again_after_it_was_gone(session: Session):
    server = EmbeddedPostgres(session.places.hub)

    async def work() -> None:
        connections = Connections(session.open_hub, session.open_remote)
        try:
            epoch = (await (await connections.hub()).state()).epoch
            for end in (kill, EmbeddedPostgres._halt):
                end(server)
                assert server.pid is None
                with pytest.raises(HubStopped) as gone:
                    await (await connections.hub()).state()
                assert str(gone.value) == "The built-in database has stopped. It is started again."
                assert gone.value.may_retry
                assert connections.doubt(gone.value)
                await connections.tidy()
                assert (await (await connections.hub()).state()).epoch == epoch
                assert server.pid is not None
        finally:
            await connections.close()

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(work())
    session.close()
    assert server.pid is None  # each start was counted once
