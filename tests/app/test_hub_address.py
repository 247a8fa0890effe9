"""Where the shared database is and who signs in there: put together from the settings and what is kept secret."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from pydantic import SecretStr

from lazi_desktop.app.session import hub_login, hub_password_name, hub_url
from lazi_desktop.config.settings import HubSettings, Settings
from lazi_desktop.secrets import EnvironmentSecrets

NONE = EnvironmentSecrets({})


def settings(**hub: object) -> Settings:
    return Settings(hub=HubSettings.model_validate(hub))


@pytest.mark.parametrize(
    ("hub", "address"),
    [
        ({"url": "postgresql://dana@db.example/lazi"}, "postgresql://dana@db.example/lazi"),
        (
            {"url": "postgresql://db.example:6432/lazi", "login": "dana", "password": "a b"},
            "postgresql://dana:a%20b@db.example:6432/lazi",
        ),
        (
            {"url": "postgresql://d%40x:p%2Fw@db.example/lazi", "login": "other"},
            "postgresql://d%40x:p%2Fw@db.example/lazi",
        ),
        ({"url": "postgresql://db.example/lazi"}, "postgresql://pat@db.example/lazi"),
        (
            {"url": "postgresql://db.example/lazi?connect_timeout=3", "certificate": "/a b/root.pem"},
            "postgresql://pat@db.example/lazi?sslmode=verify-full&sslrootcert=%2Fa%20b%2Froot.pem&connect_timeout=3",
        ),
        (
            {"url": "postgresql://db.example/lazi?sslmode=verify-ca", "certificate": "/root.pem"},
            "postgresql://pat@db.example/lazi?sslmode=verify-ca&sslrootcert=%2Froot.pem",
        ),
        (
            {
                "url": "postgresql://aws-1-eu.pooler.supabase.com:5432/postgres?options=reference%3Dabcd",
                "login": "dana",
                "password": "x",
            },
            "postgresql://dana.abcd:x@aws-1-eu.pooler.supabase.com:5432/postgres",
        ),
    ],
)
def test_the_address_names_who_signs_in(monkeypatch, hub: dict[str, object], address: str) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "OFFICE\\Pat")
    assert hub_url(settings(**hub), NONE) == address


def test_the_driver_finds_the_certificate_of_a_path_with_blanks() -> None:
    from lazi_desktop.store.hub.connection import hub_url as parsed

    given = settings(url="postgresql://dana@db.example/lazi", certificate=Path("/a b/root.pem"))
    assert parsed(hub_url(given, NONE)).query["sslrootcert"] == "/a b/root.pem"


def test_a_password_is_kept_under_the_login_and_the_server(monkeypatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "pat")
    assert hub_login(settings(url="postgresql://db.example/lazi")) == "pat"
    assert (
        hub_password_name(settings(url="postgresql://db.example/lazi", login="dana", password=SecretStr("x")))
        == "hub password, dana at db.example"
    )


def test_passwords_for_two_projects_of_one_pooler_are_kept_apart() -> None:
    place = "postgresql://aws-1-eu.pooler.supabase.com:5432/postgres?options=reference%3D"
    names = {hub_password_name(settings(url=f"{place}{one}", login="dana")) for one in ("abcd", "efgh")}
    assert len(names) == 2


def test_nobody_knows_who_this_is(monkeypatch) -> None:
    def nameless() -> str:
        raise OSError("no such user")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert hub_login(settings(url="postgresql://db.example/lazi")) == ""
