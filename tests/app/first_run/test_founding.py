"""Setting up a new team through the window: on a server and built in, with wrong values, and killed at each step."""

from __future__ import annotations

import threading
import tomllib
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.first_start import is_needed
from lazi_desktop.app.session import hub_url, secrets_of
from lazi_desktop.config.settings import load_settings
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.ui.first_run.check_list import Mark
from lazi_desktop.ui.first_run.founding_forms import Kind
from lazi_desktop.ui.first_run.window import FirstRunWindow
from tests.app.first_run.playing import answered, drop, fill, play, shown, until

PASSWORD = "seven green lamps"
SERVER = ("host", "port", "database", "login", "password")


def fill_place(window: FirstRunWindow, database: SimpleNamespace, /, **values: str) -> None:
    window.place.kinds[Kind.POSTGRESQL].setChecked(True)
    fill(window.place, **{name: getattr(database, name) for name in SERVER} | values)


async def pass_place(window: FirstRunWindow, database: SimpleNamespace | None) -> None:
    await shown(window, window.place)
    if database is not None:
        fill_place(window, database)
    window.place.submit()
    await shown(window, window.team)


def fill_team(window: FirstRunWindow, simulator: RunningSimulator, login: str = "", /, **values: str) -> None:
    window.team.environment.choose("custom")
    usual = {"tenant": simulator.tenant, "api_url": simulator.api_url, "auth_url": simulator.auth_url}
    if login:
        usual |= {"team": "Fairview", "name": "Dana Reyes", "login": login, "password": PASSWORD}
        usual |= {"again": PASSWORD}
    fill(window.team, **usual | values)


async def pass_team(window: FirstRunWindow, simulator: RunningSimulator, login: str = "") -> None:
    fill_team(window, simulator, login)
    window.team.submit()
    await shown(window, window.keys)


def fill_keys(window: FirstRunWindow, simulator: RunningSimulator, **values: str) -> None:
    usual = {
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "app_key": simulator.app_key,
    }
    fill(window.keys, **usual | values)


@pytest.fixture
def login(database: SimpleNamespace, server: EmbeddedPostgres):
    """A name that nobody has on the server; the login is taken away with its database."""
    return f"dana.{database.database}"


def test_from_an_empty_database_to_a_filled_hub(
    qapp: QApplication, config: Path, database, simulator: RunningSimulator, login: str
):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        assert set(window.place.checks.marks.values()) == {Mark.DONE}
        assert "PostgreSQL 1" in window.place.checks.said["version"].text()
        await pass_team(window, simulator, login)
        assert set(window.team.steps.marks.values()) == {Mark.DONE}
        fill_keys(window, simulator)
        window.keys.submit()
        await shown(window, window.pull)
        await until(lambda: window.pull.estimate.whole > 0)
        whole = sum(len(simulator.items(kind)) for kind in ("material", "service", "equipment"))
        assert window.pull.estimate.whole >= whole

    choice = play(qapp, config, person)
    assert choice.settings is not None
    assert not choice.pull
    settings = load_settings(config)
    assert not is_needed(settings)
    assert settings.hub.login == login
    for secret in (PASSWORD, database.password):
        assert secret not in config.read_text()
    secrets = tomllib.loads((config.parent / "secrets.toml").read_text())
    assert set(secrets.values()) == {PASSWORD, simulator.client_secret, simulator.app_key}
    with psycopg.connect(hub_url(settings, secrets_of(settings))) as connection:
        assert connection.execute("select level, label from sync.members").fetchall() == [
            ("admin", "Dana Reyes")
        ]
        found = connection.execute("select count(*) from master.pricebook_materials").fetchone()
        assert found == (len(simulator.items("material")),)


def test_the_built_in_database_asks_for_the_tenant_and_the_keys_alone(qapp, config, simulator):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, None)
        assert not window.team.fields["login"].isVisible()
        await pass_team(window, simulator)
        assert not window.keys.later.isVisible()
        fill_keys(window, simulator)
        window.keys.submit()

    choice = play(qapp, config, person)
    assert choice.settings is not None
    assert choice.settings.hub.url == ""
    assert not is_needed(load_settings(config))


async def place_answer(window: FirstRunWindow, database: SimpleNamespace, /, **values: str) -> dict[str, str]:
    fill_place(window, database, **values)
    window.place.submit()
    return await answered(window.place)


def test_what_is_wrong_with_the_server_is_told_at_its_field(qapp, config, database, server):
    def as_owner(statement: str) -> None:
        with psycopg.connect(database.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        assert set(await place_answer(window, SimpleNamespace(**dict.fromkeys(SERVER, "")))) == {
            "host", "database", "login", "password",
        }  # fmt: skip
        wrong = {
            "host": ("postgresql://db/lazi", "only the server's name"),
            "port": ("54x2", "a number"),
            "password": ("wrong", "does not take this login"),
            "database": ("none_such", "no such database"),
        }
        for name, (value, says) in wrong.items():
            found = await place_answer(window, database, **{name: value})
            assert list(found) == [name]
            assert says in " ".join(found.values())
        assert "Nobody answers" in (await place_answer(window, database, port="1"))["host"]
        pooler = await place_answer(window, database, host="aws-1-eu.pooler.supabase.com", port="6543")
        assert "5432, the session pooler" in pooler["port"]
        assert "the project, too" in pooler["login"]
        name = f"poor_{database.database}"
        as_owner(f"create role {name} login password 'seven green lamps'")
        try:
            found = await place_answer(window, database, login=name, password=PASSWORD)
            assert "may not make logins" in found["login"]
            as_owner(f"alter role {name} createrole")
            found = await place_answer(window, database, login=name, password=PASSWORD)
            assert "may not make schemas" in found["login"]
        finally:
            as_owner(f"drop role {name}")
        as_owner("create schema audit")
        as_owner("create table audit.theirs (a int)")
        found = await place_answer(window, database)
        assert "somebody else's tables in “audit”" in found["database"]
        as_owner("drop schema audit cascade")
        window.place.submit()
        await shown(window, window.team)
        window.close()

    play(qapp, config, person)


def test_an_older_server_and_a_newer_hub_are_told(qapp, config, database, server, monkeypatch):
    import lazi_desktop.store.hub.schema as schema
    import lazi_desktop.store.hub.surveying as surveying

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        monkeypatch.setattr(surveying, "LEAST_VERSION", 99)
        assert "LAZI needs 99 or newer" in (await place_answer(window, database))["host"]
        monkeypatch.setattr(surveying, "LEAST_VERSION", 15)
        there = SimpleNamespace(**{**vars(database), "database": server.admin_url.rpartition("/")[2]})
        found = await place_answer(window, there)
        assert found == {"": "Next adds your team to what is there."}
        assert "set up here already" in window.place.checks.said["content"].text()
        monkeypatch.setattr(schema, "EXPECTED_REVISION", "0000")
        found = await place_answer(window, there, login=f"{there.login} ")
        assert "update LAZI Desktop" in found["database"]
        window.close()

    play(qapp, config, person)


def test_a_pasted_string_is_taken_apart_and_shows_no_password(qapp, config, database):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        page = window.place
        page.kinds[Kind.POSTGRESQL].setChecked(True)
        page.connection.input.setText("my database")
        page.connection.input.textEdited.emit("my database")
        assert "no connection string" in page.connection.problem.text()
        page.connection.input.setText(database.url)
        page.connection.input.textEdited.emit(database.url)
        assert database.password not in page.connection.text()
        assert {name: page.fields[name].text() for name in SERVER} == {
            name: getattr(database, name) for name in SERVER
        }
        page.submit()
        await shown(window, window.team)
        window.close()

    play(qapp, config, person)


def test_a_string_can_be_typed_too(qapp, config, database):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        page = window.place
        page.kinds[Kind.POSTGRESQL].setChecked(True)
        page.connection.input.setFocus()
        QTest.keyClicks(page.connection.input, database.url)
        assert page.connection.text() == database.url
        QTest.keyClick(page.connection.input, Qt.Key.Key_Tab)
        assert database.password not in page.connection.text()
        assert {name: page.fields[name].text() for name in SERVER} == {
            name: getattr(database, name) for name in SERVER
        }
        window.close()

    play(qapp, config, person)


def test_by_the_keyboard_from_the_welcome_to_a_team_beside_another(qapp, config, database, server):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.setFocus()
        QTest.keyClick(window.welcome.found, Qt.Key.Key_Return)
        await shown(window, window.place)
        there = SimpleNamespace(**{**vars(database), "database": server.admin_url.rpartition("/")[2]})
        fill_place(window, there)
        QTest.keyClick(window.place.fields["password"].input, Qt.Key.Key_Return)
        assert "Next adds your team" in (await answered(window.place))[""]
        held = window.focusWidget()
        assert held is window.place.forward
        QTest.keyClick(held, Qt.Key.Key_Return)
        await shown(window, window.team)
        window.close()

    play(qapp, config, person)


def test_an_invitation_that_is_dropped_ends_what_was_being_set_up(
    qapp, config, team, database, simulator, login, tmp_path, monkeypatch
):
    import asyncio

    import lazi_desktop.app.first_run.founding as founding

    went_on, ended = threading.Event(), []

    async def set_up(*_: object) -> None:
        went_on.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("set_up")
            raise

    monkeypatch.setattr(founding, "set_up", set_up)
    file = tmp_path / "Fairview.lazi-invitation"
    file.write_text(team.invitation.as_text())

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        fill_team(window, simulator, login)
        window.team.submit()
        await until(went_on.is_set)
        drop(window, file)
        await shown(window, window.sign_in)
        await until(lambda: bool(ended))
        assert not window.team.is_busy
        window.close()

    assert play(qapp, config, person).settings is None


def test_the_teams_form_says_what_is_missing(qapp, config, database, simulator, login):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        window.team.submit()
        assert set(await answered(window.team)) == {"tenant", "name", "login", "password"}
        for values, field in (
            ({"tenant": "12a"}, "tenant"),
            ({"api_url": "nowhere"}, "api_url"),
            ({"login": database.login}, "login"),
            ({"login": "pg_me"}, "login"),
            ({"password": "short", "again": "short"}, "password"),
            ({"again": "another one altogether"}, "again"),
        ):
            fill_team(window, simulator, login, **values)
            window.team.submit()
            assert list(await answered(window.team)) == [field]
        window.close()

    play(qapp, config, person)


def test_a_login_that_exists_keeps_its_password(qapp, config, database, simulator, login):
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(f"create role \"{login}\" login password 'another password'".encode())

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        fill_team(window, simulator, login)
        window.team.submit()
        assert "this is not its password" in (await answered(window.team))["login"]
        fill_team(window, simulator, login, password="another password", again="another password")
        window.team.submit()
        await shown(window, window.keys)
        window.close()

    play(qapp, config, person)


@pytest.mark.parametrize(
    ("name", "field", "says"),
    [
        ("client_id", "client_secret", "refused to sign in"),
        ("client_secret", "client_secret", "refused to sign in"),
        ("app_key", "app_key", "app key"),
    ],
)
def test_wrong_keys_are_told_at_the_field_to_blame(qapp, config, simulator, name, field, says):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, None)
        await pass_team(window, simulator)
        window.keys.submit()
        assert set(await answered(window.keys)) == {"client_id", "client_secret", "app_key"}
        fill_keys(window, simulator, **{name: "wrong"})
        window.keys.submit()
        found = await answered(window.keys)
        assert list(found) == [field]
        assert says in found[field]
        window.close()

    play(qapp, config, person)
    assert not (config.parent / "secrets.toml").exists()


@pytest.mark.parametrize("closed_meanwhile", [False, True])
def test_a_mistyped_tenant_can_be_mended(qapp, config, database, simulator, login, closed_meanwhile):
    async def mistypes(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        fill_team(window, simulator, login, tenant=f"{simulator.tenant}9")
        window.team.submit()
        await shown(window, window.keys)
        if closed_meanwhile:
            window.close()
        else:
            await mends(window)

    async def mends(window: FirstRunWindow) -> None:
        await shown(window, window.keys)
        assert f"{simulator.tenant}9" in window.keys.about.text()
        fill_keys(window, simulator)
        window.keys.submit()
        assert "Check the tenant id" in (await answered(window.keys))[""]
        window.keys.back.click()
        if closed_meanwhile:
            await shown(window, window.place)
            fill_place(window, database)
            window.place.submit()
            await until(lambda: not window.place.is_busy)
            window.place.submit()
        await shown(window, window.team)
        await pass_team(window, simulator, login)
        fill_keys(window, simulator)
        window.keys.submit()
        await shown(window, window.pull)

    choice = play(qapp, config, mistypes)
    if closed_meanwhile:
        choice = play(qapp, config, mends)
    assert choice.settings is not None
    assert load_settings(config).servicetitan.tenant == simulator.tenant
    assert not is_needed(load_settings(config))


def test_a_missing_scope_is_told_by_its_part_and_can_be_gone_on_without(qapp, config, simulator):
    simulator.inject(kind="deny_scope", scope="tn.pb.materials:r", times=1000)

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, None)
        await pass_team(window, simulator)
        fill_keys(window, simulator)
        window.keys.submit()
        await answered(window.keys)
        parts = window.keys.parts
        assert parts is not None
        assert {name for name, mark in parts.marks.items() if mark is Mark.FAILED} == {"materials"}
        assert "tn.pb.materials:r" in parts.said["materials"].text()
        window.keys.anyway.click()
        await shown(window, window.pull)
        await until(lambda: window.pull.forward.isVisible())
        assert window.pull.kinds.marks["material"] is Mark.FAILED
        assert window.pull.kinds.marks["service"] is Mark.DONE
        window.pull.background.click()

    assert play(qapp, config, person).pull


def test_keys_can_wait_where_the_database_is_shared(qapp, config, database, simulator, login):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        await pass_team(window, simulator, login)
        window.keys.later.click()

    choice = play(qapp, config, person)
    assert choice.settings is not None
    assert not choice.settings.asks_servicetitan
    assert not is_needed(load_settings(config))


def test_killed_at_each_step_it_goes_on_there_and_does_nothing_twice(
    qapp, config, database, simulator, login
):
    async def at_the_place(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, database)
        fill_team(window, simulator, login)
        window.close()

    async def at_the_team(window: FirstRunWindow) -> None:
        assert window.welcome.begun.text() == "You were about to set up a new team."
        window.welcome.resume.click()
        await shown(window, window.place)
        assert window.place.fields["host"].text() == database.host
        assert window.place.fields["password"].text() == ""
        await pass_place(window, database)
        await pass_team(window, simulator, login)
        window.close()

    async def at_the_keys(window: FirstRunWindow) -> None:
        await shown(window, window.keys)
        fill_keys(window, simulator)
        window.keys.submit()
        await shown(window, window.pull)
        window.close()

    async def at_the_pull(window: FirstRunWindow) -> None:
        await shown(window, window.pull)

    assert play(qapp, config, at_the_place).settings is None
    for file in (config.parent / "profile").glob("first-run.*"):
        assert database.password not in file.read_text()
        assert PASSWORD not in file.read_text()
    assert play(qapp, config, at_the_team).settings is None
    assert is_needed(load_settings(config))
    assert play(qapp, config, at_the_keys).settings is None
    assert is_needed(load_settings(config))
    assert play(qapp, config, at_the_pull).settings is not None
    assert not is_needed(load_settings(config))
    with psycopg.connect(database.url) as connection:
        assert connection.execute("select count(*) from sync.tenants").fetchone() == (1,)
        assert connection.execute("select count(*) from sync.members").fetchone() == (1,)


def test_set_up_twice_ends_the_same(qapp, config, database, simulator, login):
    """As after a crash between the last table and the note of it."""

    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        for _ in range(2):
            window.show_page(window.place)
            fill_place(window, database)
            window.place.submit()
            await until(lambda: not window.place.is_busy)
            window.place.submit()
            await shown(window, window.team)
            await pass_team(window, simulator, login)
        window.close()

    play(qapp, config, person)
    with psycopg.connect(database.url) as connection:
        assert connection.execute("select count(*) from sync.members").fetchone() == (1,)


def test_a_pull_goes_on_in_the_background_of_the_window(qapp, config, simulator):
    async def person(window: FirstRunWindow) -> None:
        window.welcome.found.click()
        await pass_place(window, None)
        await pass_team(window, simulator)
        fill_keys(window, simulator)
        window.keys.submit()
        await shown(window, window.pull)
        window.pull.background.click()

    choice = play(qapp, config, person)
    assert choice.pull
    assert choice.settings is not None
