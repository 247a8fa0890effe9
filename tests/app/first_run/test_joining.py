"""Joining a team through the window: by file, link and hand, with wrong values, and after the program was closed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from psycopg import sql
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_start import is_needed
from lazi_desktop.app.session import hub_url, secrets_of
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.config.settings import load_settings
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.ui.first_run.window import FirstRunWindow
from tests.app.doctor.conftest import own_certificate
from tests.app.first_run.conftest import PASSWORD
from tests.app.first_run.playing import answered, drop, fill, play, shown, until

OWN = "an owl on the roof"


def kept(config: Path) -> dict[str, Any]:
    return tomllib.loads(config.read_text())


def test_an_invitation_and_a_password_are_all_it_takes(qapp: QApplication, config, team, tmp_path):
    file = tmp_path / "Fairview.lazi-invitation"
    file.write_text(team.invitation.as_text())

    async def person(window: FirstRunWindow) -> None:
        window.welcome.join.click()
        await shown(window, window.invitation)
        window.invitation.read_file(file)
        await shown(window, window.sign_in)
        assert window.sign_in.whose.text() == "Fairview Pools"
        assert window.sign_in.title.text() == "Welcome, Dana"
        assert window.sign_in.fields["login"].text() == team.login
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()

    choice = play(qapp, config, person)
    assert choice.settings is not None
    assert not choice.settings.asks_servicetitan
    settings = load_settings(config)
    assert not is_needed(settings)
    assert kept(config)["servicetitan"]["tenant"] == team.tenant
    assert kept(config)["hub"] == {"url": team.hub, "login": team.login}
    assert PASSWORD not in config.read_text()
    with psycopg.connect(hub_url(settings, secrets_of(settings))) as connection:
        assert connection.execute("select session_user::text").fetchone() == (team.login,)


def test_the_program_started_with_a_link_asks_for_the_password_at_once(qapp, config, team):
    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()

    assert play(qapp, config, person, invitation=team.invitation.as_link()).settings is not None


def test_a_pasted_link_goes_on_by_itself_also_broken_by_mail(qapp, config, team):
    link = team.invitation.as_link()

    async def person(window: FirstRunWindow) -> None:
        window.welcome.join.click()
        window.invitation.paste.setPlainText(link[: len(link) // 2])
        assert "only a part of one" in window.invitation.unreadable.text()
        window.invitation.paste.setPlainText(f" {link[:40]}\n{link[40:]} \n")
        await shown(window, window.sign_in)
        window.close()

    assert play(qapp, config, person).settings is None


def test_a_file_is_dropped_anywhere(qapp, config, team, tmp_path):
    file = tmp_path / "Fairview.lazi-invitation"
    file.write_text(team.invitation.as_text())

    async def person(window: FirstRunWindow) -> None:
        drop(window, file)
        await shown(window, window.sign_in)
        window.close()

    play(qapp, config, person)


@pytest.mark.skipif(sys.platform == "win32", reason="nobody sends signals there")
def test_a_signal_ends_the_program_from_the_welcome(qapp, config):
    before = signal.getsignal(signal.SIGTERM)

    async def person(window: FirstRunWindow) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    assert play(qapp, config, person) == Choice(leaves=True)
    assert signal.getsignal(signal.SIGTERM) is before


def test_one_that_is_opened_while_the_welcome_is_open_is_read_there(qapp, config, team, tmp_path):
    """A click on it starts the program once more."""
    lock = tmp_path / "profile" / "window.lock"
    first, second = SingleInstance(lock), SingleInstance(lock)
    assert first.acquire()

    async def person(window: FirstRunWindow) -> None:
        window.showMinimized()
        assert not second.acquire(team.invitation.as_link())
        await shown(window, window.sign_in)
        assert not window.isMinimized()
        window.close()

    try:
        play(qapp, config, person, started_again=first.raise_requested)
    finally:
        first.release()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "This is no invitation"),
        ("{}", "This is no invitation"),
        ('{"lazi-desktop invitation": 99}', "newer LAZI Desktop"),
        (
            '{"lazi-desktop invitation": 1, "hub": "postgresql://a:b@db/lazi", "tenant": "1", "environment": "demo"}',
            "Do not use it",
        ),
    ],
)
def test_what_is_no_invitation_is_said_beside_it(qapp, config, tmp_path, text, says):
    file = tmp_path / "wrong.lazi-invitation"
    file.write_text(text)

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.invitation)
        assert says in window.invitation.unreadable.text()
        window.invitation.read_file(tmp_path / "gone.lazi-invitation")
        assert "gone.lazi-invitation cannot be read" in window.invitation.unreadable.text()
        window.close()

    play(qapp, config, person, invitation=str(file))


def test_by_hand_says_what_is_missing_and_comes_to_the_same(qapp, config, team):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.join.click()
        page = window.invitation
        page.by_hand.click()
        page.submit()
        assert set(await answered(page)) == {"hub", "tenant"}
        fill(page, hub="db.example.com", tenant="12a")
        page.submit()
        found = await answered(page)
        assert "Say which database" in found["hub"]
        assert "is a number" in found["tenant"]
        fill(page, hub="aws-1-eu.pooler.supabase.com:6543/postgres", tenant=team.tenant)
        page.submit()
        assert "transaction pooler" in (await answered(page))["hub"]
        fill(page, hub=team.hub.removeprefix("postgresql://"))
        page.submit()
        await shown(window, window.sign_in)
        fill(window.sign_in, login=team.login, password=PASSWORD)
        window.sign_in.submit()

    assert play(qapp, config, person).settings is not None


async def sign_in(window: FirstRunWindow, **values: str) -> dict[str, str]:
    await shown(window, window.sign_in)
    fill(window.sign_in, **values)
    window.sign_in.submit()
    return await answered(window.sign_in)


def test_wrong_values_are_told_at_the_field_to_blame_and_nothing_is_kept(
    qapp, config, team, server: EmbeddedPostgres
):
    def as_owner(statement: str) -> None:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            login = sql.Literal(team.login) if "::text" in statement else sql.Identifier(team.login)
            connection.execute(sql.SQL(statement).format(login))

    async def person(window: FirstRunWindow) -> None:
        found = await sign_in(window, login="", password=PASSWORD)
        assert list(found) == ["login"]
        found = await sign_in(window, login=team.login, password="wrong")
        assert list(found) == ["password"]
        assert "does not take this login with this password" in found["password"]
        found = await sign_in(window, password="")
        assert found == {"password": "The database asks for a password. Type yours."}
        found = await sign_in(window, login="nobody.at.all", password="wrong")
        assert list(found) == ["password"]
        as_owner("update sync.members set disabled_at = now() where role_name = {}::text")
        found = await sign_in(window, login=team.login, password=PASSWORD)
        assert list(found) == ["login"]
        assert "ended this login's part" in found["login"]
        as_owner("alter role {} nologin")
        assert "switched off" in (await sign_in(window))["login"]
        as_owner("alter role {} login")
        as_owner("delete from sync.members where role_name = {}::text")
        assert "not a member of this team" in (await sign_in(window))["login"]
        window.close()

    assert play(qapp, config, person, invitation=team.invitation.as_link()).settings is None
    assert kept(config) == {"version": 1}
    assert not (config.parent / "secrets.toml").exists()


def replaced(team: SimpleNamespace, **members: str) -> str:
    from dataclasses import replace

    link: str = replace(team.invitation, **members).as_link()
    return link


@pytest.mark.parametrize(
    ("hub", "says"),
    [
        ("postgresql://127.0.0.1:1/lazi", "Nobody answers at this address"),
        ("{server}/none_such", "no such database"),
        ("{server}/lazi?sslmode=require", "offers no encryption"),
    ],
)
def test_a_wrong_place_is_said_at_the_bottom(qapp, config, team, hub, says):
    link = replaced(team, hub=hub.format(server=team.hub.rpartition("/")[0]))

    async def person(window: FirstRunWindow) -> None:
        found = await sign_in(window, password=PASSWORD)
        assert list(found) == [""]
        assert says in found[""]
        window.close()

    play(qapp, config, person, invitation=link)


def test_a_database_of_another_version_says_who_has_to_update(qapp, config, team, server, monkeypatch):
    import lazi_desktop.store.hub.schema as schema

    async def person(window: FirstRunWindow) -> None:
        monkeypatch.setattr(schema, "EXPECTED_REVISION", "0000")
        found = await sign_in(window, password=PASSWORD)
        assert "update LAZI Desktop" in found[""]
        monkeypatch.setattr(schema, "EXPECTED_REVISION", "9999")
        found = await sign_in(window, password=PASSWORD)
        assert "must be updated" in found[""]
        window.close()

    play(qapp, config, person, invitation=team.invitation.as_link())


def owe(team: SimpleNamespace, server: EmbeddedPostgres) -> None:
    """She was invited by somebody, who told her this password."""
    with psycopg.connect(server.admin_url) as connection:
        connection.execute(
            "update sync.members set owes_password = true where tenant_id = %s and role_name = %s",
            (team.tenant_id, team.login),
        )


def test_who_came_with_somebody_elses_password_chooses_their_own_before_anything_is_kept(
    qapp, config, team, server
):
    owe(team, server)

    async def person(window: FirstRunWindow) -> None:
        await sign_in(window, password=PASSWORD)
        page = window.own_password
        await shown(window, page)
        assert kept(config) == {"version": 1}
        for password, again, field in (
            ("short", "short", "password"),
            (PASSWORD, PASSWORD, "password"),
            (OWN, OWN + "!", "again"),
        ):
            fill(page, password=password, again=again)
            page.submit()
            assert list(await answered(page)) == [field]
        fill(page, password=OWN, again=OWN)
        page.submit()

    choice = play(qapp, config, person, invitation=team.invitation.as_link())
    assert choice.settings is not None
    settings = load_settings(config)
    url = hub_url(settings, secrets_of(settings))
    assert OWN.replace(" ", "%20") in url
    with psycopg.connect(url) as connection:
        assert connection.execute("select owes_password from sync.members").fetchall() == [(False,)]


def test_closed_before_the_password_was_chosen_it_is_asked_for_again(qapp, config, team, server):
    owe(team, server)

    async def leaves(window: FirstRunWindow) -> None:
        await sign_in(window, password=PASSWORD)
        await shown(window, window.own_password)
        window.close()

    async def comes_back(window: FirstRunWindow) -> None:
        assert window.welcome.begun.text() == "You were about to join Fairview Pools."
        window.welcome.resume.click()
        await sign_in(window, password=PASSWORD)
        await shown(window, window.own_password)
        fill(window.own_password, password=OWN, again=OWN)
        window.own_password.submit()

    assert play(qapp, config, leaves, invitation=team.invitation.as_link()).settings is None
    assert play(qapp, config, comes_back).settings is not None


def test_what_is_kept_meanwhile_holds_no_secret(qapp, config, team, tmp_path):
    async def person(window: FirstRunWindow) -> None:
        await sign_in(window, password="a wrong secret one")
        window.close()

    play(qapp, config, person, invitation=team.invitation.as_link())
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"a wrong secret one" not in file.read_bytes()


def test_a_sign_in_under_way_can_be_given_up(qapp, config, team, monkeypatch):
    import asyncio

    import lazi_desktop.app.first_run.joining as joining

    async def never(_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(joining, "meet", never)

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()
        assert window.sign_in.back.text() == "Cancel"
        window.sign_in.back.click()
        assert not window.sign_in.is_busy
        window.sign_in.back.click()
        await shown(window, window.invitation)
        window.sign_in.submit()
        await until(lambda: window.sign_in.is_busy)
        window.close()

    assert play(qapp, config, person, invitation=team.invitation.as_link()).settings is None


def test_without_a_place_for_secrets_nobody_types_one(qapp, config, team, monkeypatch):
    monkeypatch.delenv("LAZI_SECRETS_FILE")

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        await until(lambda: "no keyring" in window.sign_in.where.text())
        assert not window.sign_in.forward.isEnabled()
        window.close()

    play(qapp, config, person, invitation=team.invitation.as_link())


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """Who listens there speaks TLS as PostgreSQL does, and breaks off after it; the built-in server cannot speak it."""
    own = own_certificate(tmp_path / "own.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    stopping = threading.Event()

    def serve() -> None:
        while not stopping.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection, contextlib.suppress(OSError):
                connection.recv(8)
                connection.sendall(b"S")
                context.wrap_socket(connection, server_side=True).close()

    text = own.read_text()
    authority = tmp_path / "authority.pem"
    authority.write_text(text[text.index("-----BEGIN CERTIFICATE-----") :])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        server = threading.Thread(target=serve)
        server.start()
        yield SimpleNamespace(port=listening.getsockname()[1], authority=authority)
        stopping.set()
        server.join()


def test_a_server_that_only_its_own_authority_vouches_for_wants_the_certificate(
    qapp, config, team, secured, tmp_path
):
    other = own_certificate(tmp_path / "other.pem").read_text()
    link = replaced(
        team,
        hub=f"postgresql://localhost:{secured.port}/lazi",
        certificate=other[other.index("-----BEGIN CERTIFICATE-----") :],
    )

    async def person(window: FirstRunWindow) -> None:
        found = await sign_in(window, password=PASSWORD)
        assert list(found) == ["certificate"]
        assert "nothing was sent" in found["certificate"]
        assert window.sign_in.certificate.isVisible()
        (tmp_path / "no.pem").write_text("nothing")
        window.sign_in.certificate.read(tmp_path / "no.pem")
        assert "holds no certificate" in window.sign_in.certificate.problem.text()
        window.sign_in.certificate.read(secured.authority)
        found = await sign_in(window)
        assert list(found) == [""]
        assert "cannot be reached" in found[""]
        window.close()

    assert play(qapp, config, person, invitation=link).settings is None


def test_a_name_that_the_certificate_does_not_have_is_told(qapp, config, team, secured):
    """It is called localhost."""
    hub = f"postgresql://127.0.0.1:{secured.port}/lazi"
    link = replaced(team, hub=hub, certificate=secured.authority.read_text())

    async def person(window: FirstRunWindow) -> None:
        found = await sign_in(window, password=PASSWORD)
        assert "certificate of another one" in found["certificate"]
        window.close()

    play(qapp, config, person, invitation=link)


def test_the_certificate_of_the_invitation_is_kept_and_used(qapp, config, team, tmp_path):
    """Here with a server that needs none."""
    pem = own_certificate(tmp_path / "own.pem").read_text()
    pem = pem[pem.index("-----BEGIN CERTIFICATE-----") :]
    link = replaced(team, hub=f"{team.hub}?sslmode=disable", certificate=pem)

    async def person(window: FirstRunWindow) -> None:
        await shown(window, window.sign_in)
        fill(window.sign_in, password=PASSWORD)
        window.sign_in.submit()

    assert play(qapp, config, person, invitation=link).settings is not None
    settings = load_settings(config)
    kept_there = tmp_path / "profile" / "hub-authority.pem"
    assert settings.hub.certificate == kept_there
    assert kept_there.read_text() == pem
    assert "sslrootcert=" in hub_url(settings, secrets_of(settings))
