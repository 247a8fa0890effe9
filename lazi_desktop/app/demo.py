"""`lazi-desktop --demo`: a made-up pricebook in a folder of its own, gone when the window closes."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from lazi_desktop.app.demo_simulator import DemoSimulator
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Environment, Settings, environment_values
from lazi_desktop.domain.profile import COLOURS, DEMO, Profile

DEMO_TENANT = "1"
OWNER = "owner.pid"
_FOLDERS = "lazi-demo-"


def run_demo(*, scale: float = 1.0, screenshot: Path | None = None) -> int:
    with DemoFolder(scale=scale) as demo:
        from lazi_desktop.app.application import make_application, run_application
        from lazi_desktop.app.crash_reports import CrashReports
        from lazi_desktop.app.logs import start_logging

        start_logging(demo.places.logs)
        look = demo.settings()
        application = make_application(look.theme, look.language, look.density)
        return run_application(application, lambda: demo.show(screenshot), CrashReports(demo.places.crashes))


def clear_abandoned() -> None:
    """Takes away what demos left that were killed: their PostgreSQL and their folders."""
    import psutil

    from lazi_desktop.store.hub.embedded import EmbeddedPostgres

    for owner in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*/{OWNER}"):
        try:
            abandoned = not psutil.pid_exists(int(owner.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue  # somebody else's, or being made
        if abandoned:
            places = ProfilePlaces(owner.parent)
            if places.hub.is_dir():
                EmbeddedPostgres(places.hub).destroy()
            shutil.rmtree(owner.parent, ignore_errors=True)


class DemoFolder:
    """The demo's simulator and profile, which exist from `with` to its end."""

    def __init__(self, *, scale: float = 1.0) -> None:
        self._simulator = DemoSimulator(scale=scale)  # it makes its pricebook while the window opens
        self._folder = Path(tempfile.mkdtemp(prefix=_FOLDERS))
        (self._folder / OWNER).write_text(str(os.getpid()), encoding="utf-8")
        self._folder.chmod(0o711)  # root's PostgreSQL runs as somebody else, who must pass through
        self.places = ProfilePlaces(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._simulator.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        clear_abandoned()

    def settings(self) -> Settings:
        """How it looks and when it works by itself may be said by variables; where it works is its own."""
        given = environment_values() | {"profile": self._folder, "servicetitan": {}, "hub": {}, "tenants": []}
        return Settings(**given)

    async def show(self, screenshot: Path | None) -> int:
        from lazi_desktop.app.application import show_until_closed
        from lazi_desktop.app.demo_kits import DemoKits
        from lazi_desktop.app.desktop import Desktop, connection_facts
        from lazi_desktop.app.session import Session
        from lazi_desktop.secrets import EnvironmentSecrets

        session = Session(
            settings_now=self._settings_now,
            places=self.places,
            secrets=EnvironmentSecrets({}),
            tenant=DEMO_TENANT,
            environment=str(Environment.DEMO),
            role="window",
        )
        facts = connection_facts(self.settings(), session)
        settings = self.settings()
        desktop = Desktop(
            session,
            pull_at_start=True,
            facts=facts,
            alone=True,
            sync=settings.sync,
            units=settings.units,
            profile=self._profile(),
        )
        DemoKits(desktop.context, desktop.opened.signals, desktop.opened.window)
        return await show_until_closed(desktop, screenshot)

    def _profile(self) -> Profile:
        return Profile(
            slug="",
            name="Demo",
            colour=COLOURS[0],
            file=self._folder / "config.toml",
            folder=self._folder,
            tenant=DEMO_TENANT,
            environment=DEMO,
            is_configured=True,
        )

    def _settings_now(self) -> Settings:
        return Settings(profile=self._folder, servicetitan=self._simulator.settings())
