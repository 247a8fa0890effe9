"""Another connection from the settings: the window stays until there is one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

import lazi_desktop.app.first_start as first_start
from lazi_desktop.app.first_start import Choice
from lazi_desktop.app.window import _Opener
from lazi_desktop.config.settings import Settings, load_settings


class Asked:
    """Plays the person at the form."""

    def __init__(self, monkeypatch, tmp_path) -> None:
        self.closed = 0
        self.stays = False
        self.changing: list[bool] = []
        self.choice = Choice()
        self.opener = _Opener(load_settings(), tmp_path / "config.toml", instance=None)  # type: ignore[arg-type]
        self.opener._leave = self.leave
        monkeypatch.setattr(first_start, "first_start", self.answer)

    def leave(self, before: Callable[[], None]) -> None:
        if self.stays:
            return
        before()
        self.closed += 1

    async def answer(
        self, settings: Settings, config: object, *, changing: bool = False, over: object = None
    ) -> Choice:
        self.changing.append(changing)
        await asyncio.sleep(0)
        return self.choice

    def ask(self) -> None:
        async def twice() -> None:
            self.opener._change_connection()
            self.opener._change_connection()  # a second click while the form is open
            assert self.opener._asking is not None
            await self.opener._asking

        asyncio.run(twice())


@pytest.fixture
def asked(monkeypatch, tmp_path) -> Asked:
    return Asked(monkeypatch, tmp_path)


def test_cancel_leaves_the_window_open(asked: Asked) -> None:
    asked.ask()
    assert asked.changing == [True]
    assert (asked.closed, asked.opener.chosen) == (0, None)


def test_another_connection_closes_the_window_for_it(asked: Asked) -> None:
    asked.choice = Choice(settings=load_settings())
    asked.ask()
    assert (asked.closed, asked.opener.chosen) == (1, asked.choice.settings)


def test_what_was_set_counts_when_the_window_is_opened_again(asked: Asked, tmp_path) -> None:
    asked.opener._book.change("servicetitan.requests_per_second", 5)
    asked.opener._reopen()
    assert asked.closed == 1
    assert asked.opener.chosen is not None
    assert asked.opener.chosen.servicetitan.requests_per_second == 5
    assert load_settings(tmp_path / "config.toml").servicetitan.requests_per_second == 5


def test_who_stays_at_the_window_has_chosen_nothing(asked: Asked) -> None:
    asked.stays = True
    asked.opener._reopen()
    asked.choice = Choice(settings=load_settings())
    asked.ask()
    assert (asked.closed, asked.opener.chosen) == (0, None)
