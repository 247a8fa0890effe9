"""As IT would, on a computer that never saw the program: the policy is in place, and the first start asks nothing but a
password; then the window fills with what the team has."""

from __future__ import annotations

import asyncio
import os
import tomllib
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keyring
import platformdirs
import pytest
from PySide6.QtWidgets import QApplication

import lazi_desktop.app.session as session
import lazi_desktop.app.window as window_module
from lazi_desktop.app.application import run_application
from lazi_desktop.app.cli import main
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.exit_codes import DONE
from lazi_desktop.app.seat import Seat
from lazi_desktop.app.window import _Windows
from lazi_desktop.config.places import ProfilePlaces, default_config_file
from lazi_desktop.config.settings import load_settings
from lazi_desktop.ports.engine import Connection
from lazi_desktop.secrets import system_keyring
from lazi_desktop.store.hub.members import create_member, create_tenant
from lazi_desktop.ui.first_run.window import FirstRunWindow
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.first_run.playing import PATIENCE, fill, shown, until

pytestmark = pytest.mark.timeout(120)

PASSWORD = "a lantern by the pool"


@pytest.fixture
def team(unattended: Any, server: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Its hub is filled, by a computer that is not this one. Nothing of that is left here but the address."""
    assert main(["pull"]) == DONE
    whole = sum(len(unattended.items(kind)) for kind in ("material", "service", "equipment", "discount_fee"))
    tenant_id = create_tenant(server.admin_url, unattended.tenant, "custom")
    login = f"dana_{os.urandom(4).hex()}"
    create_member(server.admin_url, tenant_id, login, password=PASSWORD, level="estimator", label="Dana")
    for name in [name for name in os.environ if name.startswith("LAZI_")]:
        monkeypatch.delenv(name)
    at = server.admin_url.rpartition("@")[2]
    return SimpleNamespace(
        login=login, hub=f"postgresql://{at}", tenant=unattended.tenant, whole=whole, remote=unattended
    )


@pytest.fixture
def computer(
    tmp_path: Path,
    team: SimpleNamespace,
    memory_keyring: Any,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> Path:
    """Empty folders and an empty keyring; the policy is all there is."""
    apply_theme(qapp, "light")
    kind = type(keyring.get_keyring())
    monkeypatch.setattr(system_keyring, "TRUSTED", {f"{kind.__module__}.{kind.__qualname__}"})
    home = tmp_path / "new computer"
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(home / "settings"))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(home / "data"))
    monkeypatch.setattr(session, "account_name", lambda: team.login)
    policy = tmp_path / "policy.toml"
    policy.write_text(
        "[policy]\n"
        "locked = ['hub.url', 'servicetitan.tenant', 'servicetitan.environment', 'servicetitan.api_url']\n"
        "note = 'Ask it@example.com.'\n"
        f"[hub]\nurl = '{team.hub}'\n"
        f"[servicetitan]\ntenant = '{team.tenant}'\nenvironment = 'custom'\napi_url = '{team.remote.api_url}'\n"
    )
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    return home


class Program:
    """Started as by an icon; `desktop` is its window, once there is one."""

    def __init__(self, application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
        self.application = application
        self.first_runs = 0
        self._opened: list[weakref.ref[Desktop]] = []
        opened = self._opened

        class Watched(Desktop):
            def __init__(self, *arguments: Any, **more: Any) -> None:
                super().__init__(*arguments, **more)
                opened.append(weakref.ref(self))

        monkeypatch.setattr(window_module, "Desktop", Watched)

    @property
    def desktop(self) -> Desktop | None:
        return self._opened[-1]() if self._opened else None

    def run(self, password: str, whole: int) -> int:
        """The person types the password if that is asked for, looks at the filled grid, and closes the window."""
        settings = load_settings()
        crashes = CrashReports(ProfilePlaces(settings.profile).crashes)
        seat = Seat(default_config_file(), settings)
        assert seat.take(crashes)
        windows = _Windows(seat, crashes)

        async def person() -> int:
            running = asyncio.ensure_future(windows.run(None))
            try:
                async with asyncio.timeout(PATIENCE):
                    await until(lambda: bool(_asking()) or self.desktop is not None)
                    if asking := _asking():
                        await self._type(asking[0], password)
                    await until(lambda: self.desktop is not None and self.desktop.opened.window.isVisible())
                    assert self.desktop is not None
                    await _filled(self.desktop, whole)
                    self.desktop.opened.window.close()
                    return await running
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

        try:
            return run_application(self.application, person)
        finally:
            windows.seat.leave()
            crashes.end()

    async def _type(self, window: FirstRunWindow, password: str) -> None:
        self.first_runs += 1
        page = window.sign_in
        await shown(window, page)
        empty = {name for name, field in page.fields.items() if field.isVisible() and not field.text()}
        assert empty == {"password"}
        assert window.focusWidget() is page.fields["password"].input
        fill(page, password=password)
        page.submit()


def _asking() -> list[FirstRunWindow]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FirstRunWindow) and one.isVisible()
    ]


async def _filled(desktop: Desktop, whole: int) -> None:
    await until(lambda: desktop.opened.status.connection is Connection.ONLINE)
    await until(lambda: sum(desktop.context.queries.counts().skus.values()) == whole)
    await until(lambda: desktop.tasks.idle and len(desktop.opened.pricebook.grid.model.rows) > 0)


def test_the_first_start_asks_nothing_but_a_password_and_the_next_nothing(
    team, computer, qapp, monkeypatch, memory_keyring
) -> None:
    assert not computer.exists()
    program = Program(qapp, monkeypatch)
    assert program.run(PASSWORD, team.whole) == DONE
    assert program.first_runs == 1
    assert tomllib.loads(default_config_file().read_text()) == {"version": 1, "hub": {"login": team.login}}
    assert list(memory_keyring.values()) == [PASSWORD]
    assert program.run("", team.whole) == DONE
    assert program.first_runs == 1
