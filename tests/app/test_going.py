"""From one window to the next, when what is done in between goes wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import lazi_desktop.app.first_start as first_start
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.exit_codes import DONE
from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.profiles.folders import ProfileKept
from lazi_desktop.app.profiles.going import Going
from lazi_desktop.app.seat import Seat
from lazi_desktop.app.window import _Windows
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings, load_settings
from lazi_desktop.domain.errors import LaziError, OurMistake


def fails(error: Exception) -> Callable[[], None]:
    def errand() -> None:
        raise error

    return errand


@pytest.mark.parametrize(
    ("error", "told"), [(ProfileKept("It is in use."), ProfileKept), (RuntimeError("a mistake"), OurMistake)]
)
def test_the_window_before_is_opened_again_and_says_why(
    qapp: object, tmp_path: Path, error: Exception, told: type[LaziError]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'profile = "{tmp_path / "profile"}"\nservicetitan.tenant = "1"\nservicetitan.client_id = "c"\n'
    )
    settings = load_settings(file)
    seat, crashes = Seat(file, settings), CrashReports(ProfilePlaces(settings.profile).crashes)
    assert seat.take()
    windows = _Windows(seat, crashes)
    try:
        assert not asyncio.run(windows._go(Going(lambda: file, "", fails(error))))
        assert windows.seat is not seat
        assert windows.seat.file == file
        assert type(windows._take_told()) is told
    finally:
        windows.seat.leave(crashes)


def test_a_keyring_that_waits_to_be_unlocked_lets_the_program_go_on(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'profile = "{tmp_path / "profile"}"\nhub.url = "postgresql://db.example/lazi"\nservicetitan.tenant = "1"\n'
    )
    unlocked, asked = threading.Event(), []

    def hub_password(settings: Settings, secrets: object) -> str:
        assert unlocked.wait(10), "nothing else ran meanwhile"
        return ""

    async def answer(settings: Settings, config: Path | None, **_: str) -> Choice:
        asked.append(config)
        return Choice()

    monkeypatch.setattr(first_start, "hub_password", hub_password)
    monkeypatch.setattr(first_start, "first_start", answer)
    settings = load_settings(file)
    seat, crashes = Seat(file, settings), CrashReports(ProfilePlaces(settings.profile).crashes)
    assert seat.take()
    windows = _Windows(seat, crashes)

    async def run() -> int:
        asyncio.get_running_loop().call_soon(unlocked.set)
        return await windows.run(None)

    try:
        assert asyncio.run(run()) == DONE
    finally:
        windows.seat.leave(crashes)
    assert asked == [file]
