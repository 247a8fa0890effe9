"""A computer that IT has set up: the first start asks for the password and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

import lazi_desktop.app.session as session
from lazi_desktop.app.first_start import is_needed
from lazi_desktop.config.settings import load_settings
from lazi_desktop.ui.first_run.window import FirstRunWindow
from tests.app.first_run.conftest import PASSWORD
from tests.app.first_run.playing import answered, fill, play, shown


def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, team: SimpleNamespace, **more: str) -> None:
    said = {"url": team.hub, **more}
    hub = "".join(f"{name} = '{value}'\n" for name, value in said.items())
    file = tmp_path / "policy.toml"
    file.write_text(
        f"[policy]\nlocked = ['hub', 'servicetitan.tenant']\nnote = 'Ask it@example.com.'\n[hub]\n{hub}"
        f"[servicetitan]\ntenant = '{team.tenant}'\n"
    )
    monkeypatch.setenv("LAZI_POLICY", str(file))


def test_it_asks_for_nothing_but_the_password(qapp, computer, team, tmp_path, monkeypatch):
    policy(tmp_path, monkeypatch, team)
    monkeypatch.setattr(session, "account_name", lambda: team.login)
    assert is_needed(load_settings(None))

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        assert window.sign_in.fixed.text() == "Set by your organisation. Ask it@example.com."
        assert window.sign_in.fields["login"].text() == team.login
        assert window.sign_in.fields["login"].input.isEnabled()
        assert not window.sign_in.back.isVisible()
        assert window.focusWidget() is window.sign_in.fields["password"].input
        fill(window.sign_in, password="wrong")
        window.sign_in.submit()
        assert list(await answered(window.sign_in)) == ["password"]
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()

    computer.write_text("")
    assert play(qapp, computer, person).settings is not None
    assert tomllib.loads(computer.read_text()) == {"version": 1, "hub": {"login": team.login}}
    assert not is_needed(load_settings(computer))


def test_a_login_that_is_locked_cannot_be_changed(qapp, config, team, tmp_path, monkeypatch):
    policy(tmp_path, monkeypatch, team, login=team.login)

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        assert window.sign_in.fields["login"].text() == team.login
        assert not window.sign_in.fields["login"].input.isEnabled()
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()

    assert play(qapp, config, person).settings is not None
    assert tomllib.loads(config.read_text()) == {"version": 1}


def test_a_password_that_is_known_asks_for_nothing(config, team, tmp_path, monkeypatch):
    policy(tmp_path, monkeypatch, team)
    monkeypatch.setenv("LAZI_HUB__PASSWORD", PASSWORD)
    assert not is_needed(load_settings(config))


def test_who_has_worked_here_before_is_not_asked_again(config, team, tmp_path, monkeypatch):
    policy(tmp_path, monkeypatch, team)
    (tmp_path / "profile" / "workspace").mkdir(parents=True)
    assert not is_needed(load_settings(config))
