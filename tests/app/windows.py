"""The whole program in its window, over a simulator and a PostgreSQL; and what people do with it in every test."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.session import Session
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import (
    Environment,
    HubSettings,
    ServiceTitanSettings,
    Settings,
    SyncSettings,
)
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.ports.engine import PullReport
from lazi_desktop.secrets import EnvironmentSecrets
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.ui.push.preview_dialog import PushPreviewDialog

PATIENCE_MS = 30_000


@contextmanager
def a_desktop(
    simulator: RunningSimulator,
    server: EmbeddedPostgres,
    profile: Path,
    environment: str,
    *,
    login: str = "window_test",
    person: str = "",
    sync: SyncSettings | None = None,
    hub_port: int | None = None,
    servicetitan_port: int | None = None,
) -> Iterator[Desktop]:
    """Of a tenant that exists; `login` is made at first use, and edits in the name of `person`.

    The ports are of what stands between, where something does.
    """
    member = _through(
        server.member_url(tenant_id_of(simulator.tenant, environment), login, label=person), hub_port
    )
    settings = Settings(
        profile=profile,
        servicetitan=ServiceTitanSettings(
            tenant=simulator.tenant,
            environment=Environment.DEMO,
            client_id=simulator.client_id,
            client_secret=SecretStr(simulator.client_secret),
            app_key=SecretStr(simulator.app_key),
            api_url=_through(simulator.api_url, servicetitan_port),
            auth_url=_through(simulator.auth_url, servicetitan_port),
            requests_per_second=60,
            send_together=True,
        ),
        hub=HubSettings(url=member),
    )
    session = Session(
        settings_now=lambda: settings,
        places=ProfilePlaces(settings.profile),
        secrets=EnvironmentSecrets({}),
        tenant=simulator.tenant,
        environment=environment,
        role="window",
    )
    desktop = Desktop(session, sync=sync)
    desktop.show()
    try:
        yield desktop
    finally:
        asyncio.run(desktop.leave())


def _through(url: str, port: int | None) -> str:
    """The same place by another door."""
    if port is None:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{parts.netloc.rpartition(':')[0]}:{port}"))


def pull(desktop: Desktop, qtbot) -> PullReport:
    with qtbot.waitSignal(desktop.opened.signals.pull_finished, timeout=PATIENCE_MS) as finished:
        desktop.opened.window.pull()
    qtbot.waitUntil(lambda: desktop.tasks.idle, timeout=PATIENCE_MS)
    return finished.args[0]


def previewed(desktop: Desktop, qtbot) -> PushPreviewDialog:
    """A person says "push" to everything."""
    desktop.opened.window.push()
    qtbot.waitUntil(lambda: desktop.opened.push.preview is not None, timeout=PATIENCE_MS)
    preview = desktop.opened.push.preview
    assert preview is not None
    return preview
