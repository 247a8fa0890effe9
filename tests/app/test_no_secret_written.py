"""Everything that is done with secrets, at once; and then a search for them in all that was written meanwhile.

They may stand in the file for secrets, which was named, and in hub-secrets.json of the built-in database: nowhere else.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
import stamina
import structlog
from psycopg import sql
from PySide6.QtWidgets import QApplication
from sqlalchemy import make_url

from lazi_desktop.app.cli import main
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.exit_codes import DONE, FAILED, WAITS
from lazi_desktop.app.logs import log_bug, start_logging
from lazi_desktop.app.profiles import archive
from lazi_desktop.app.session import Session, hub_url, secrets_of
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import profile_of
from lazi_desktop.config.settings import Settings, load_settings
from lazi_desktop.domain.invitation import read_invitation
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.pictures import PictureFor, add_pictures
from lazi_desktop.ports.engine import Connection, PushResult
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.simulator.tokens import Tokens
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.ui.first_run.founding_forms import Kind
from lazi_desktop.ui.first_run.window import FirstRunWindow
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.backups import remove_hubs
from tests.app.first_run.playing import fill, play, shown
from tests.app.photo_files import a_photo
from tests.app.secret_hunt import Children, Hunt
from tests.app.windows import PATIENCE_MS, previewed, pull
from tests.conftest import HOME
from tests.real_parts import a_server
from tests.sync.picturing import prepared

pytestmark = pytest.mark.timeout(300)

CLIENT_SECRET = "Wandering/Heron+48=Zq"
APP_KEY = 'Vermilion "Quokka" 19%'
OWNERS_LOGIN = "Ocelot & Tamarind: 7/3"
FOUNDERS = "seven Plum-Lanterns? #8"
HER_OWN = "a Narwhal in Ünterwald 5"
EXTRA = "Hearsay~Pangolin|66"

LIBRARIES = ("httpx", "httpcore", "alembic", "psycopg")


@pytest.fixture
def hunt() -> Hunt:
    return Hunt(
        {
            "the client secret": CLIENT_SECRET,
            "the app key": APP_KEY,
            "the login of the database's owner": OWNERS_LOGIN,
            "the founder's password": FOUNDERS,
            "her own password": HER_OWN,
            "a client secret that is wrong": EXTRA,
        }
    )


@pytest.fixture
def simulator(hunt: Hunt, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSimulator]:
    """Tokens are noted as they are handed out; every other one has no form that could be known."""
    issue = Tokens._issue

    def noted(tokens: Tokens) -> str:
        token = issue(tokens)
        if tokens._count % 2:
            token, known = f"Marmoset-{os.urandom(12).hex()}", tokens._expiry.pop(token)
            tokens._expiry[token] = known
        hunt.secrets[f"access token {len(hunt.secrets)}"] = token
        return token

    monkeypatch.setattr(Tokens, "_issue", noted)
    settings = SimulatorSettings(scale=0.002, seed=7, client_secret=CLIENT_SECRET, app_key=APP_KEY)
    with RunningSimulator(settings) as simulator, stamina.set_testing(True, attempts=6, cap=True):
        yield simulator


@pytest.fixture(scope="module")
def talkative_server() -> Iterator[EmbeddedPostgres]:
    """Its log has every statement with its values, and everything that it says itself."""
    said = {
        "log_statement": "all",
        "log_min_messages": "debug1",
        "log_min_error_statement": "debug5",
        "log_connections": "on",
        "log_parameter_max_length": "-1",
        "log_parameter_max_length_on_error": "-1",
        "track_activity_query_size": "1MB",
    }
    with a_server() as server:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            for setting, value in said.items():
                connection.execute(f"alter system set {setting} = '{value}'".encode())
            connection.execute("select pg_reload_conf()")
        yield server


@pytest.fixture
def database(talkative_server: EmbeddedPostgres) -> Iterator[SimpleNamespace]:
    """An empty one, whose owner's login has a password of its own."""
    name = f"secrecy_{os.urandom(4).hex()}"
    owner = f"owner_{name}"
    with psycopg.connect(talkative_server.admin_url, autocommit=True) as connection:
        verifier = connection.pgconn.encrypt_password(OWNERS_LOGIN.encode(), owner.encode(), b"scram-sha-256")
        made = sql.SQL("create role {} superuser login password {}")
        connection.execute(made.format(sql.Identifier(owner), sql.Literal(verifier.decode())))
        connection.execute(sql.SQL("create database {} owner {}").format(*map(sql.Identifier, (name, owner))))
    url = make_url(talkative_server.admin_url)
    yield SimpleNamespace(
        server=talkative_server,
        admin_url=url.set(database=name).render_as_string(hide_password=False),
        log=talkative_server._data / "server.log",
        form={
            "host": str(url.host), "port": str(url.port), "database": name, "login": owner, "password": OWNERS_LOGIN,
        },
    )  # fmt: skip
    with psycopg.connect(talkative_server.admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    """A folder for all that is written, with a place for what is passing; the file for secrets lies beside it."""
    apply_theme(qapp, "light")
    tmp_path.chmod(0o711)
    written = tmp_path / "written"
    (written / "passing").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(written / "passing"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("LAZI_SECRETS_FILE", str(tmp_path / "secrets.toml"))
    return written


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, usual in levels.items():
        logging.getLogger(name).setLevel(usual)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    structlog.reset_defaults()


def tell_everything(folder: Path) -> None:
    """The log with what is below its usual level, and with what libraries tell."""
    start_logging(folder)
    for name in ("", *LIBRARIES):
        logging.getLogger(name).setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))


class Firm:
    """Its people, each with a computer: settings and a profile of their own."""

    def __init__(self, simulator: RunningSimulator, written: Path, qapp: QApplication, qtbot: Any) -> None:
        self.simulator, self.written, self.qapp, self.qtbot = simulator, written, qapp, qtbot

    def config(self, who: str) -> Path:
        os.environ["LAZI_PROFILE"] = str(self.written / who / "profile")
        tell_everything(self.written / who / "profile" / "logs")
        file = self.written / who / "config.toml"
        if not file.exists():
            file.write_text("version = 1\n")
        return file

    def wait(self, condition: Any) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def founds(self, database: SimpleNamespace) -> Settings:
        async def person(window: FirstRunWindow) -> None:
            window.welcome.found.click()
            await shown(window, window.place)
            window.place.kinds[Kind.POSTGRESQL].setChecked(True)
            fill(window.place, **database.form)
            window.place.submit()
            await shown(window, window.team)
            window.team.environment.choose("custom")
            remote = self.simulator
            fill(
                window.team, tenant=remote.tenant, api_url=remote.api_url, auth_url=remote.auth_url, team="Fairview",
                name="Olga Owner", login=f"olga_{database.form['database']}", password=FOUNDERS, again=FOUNDERS,
            )  # fmt: skip
            window.team.submit()
            await shown(window, window.keys)
            fill(window.keys, client_id=remote.client_id, client_secret=CLIENT_SECRET, app_key=APP_KEY)
            window.keys.submit()
            await shown(window, window.pull)

        choice = play(self.qapp, self.config("owner"), person)
        assert choice.settings is not None
        return load_settings(self.config("owner"))

    def joins(self, link: str, first: str) -> Settings:
        async def person(window: FirstRunWindow) -> None:
            await shown(window, window.sign_in)
            fill(window.sign_in, password=first)
            window.sign_in.submit()
            await shown(window, window.own_password)
            fill(window.own_password, password=HER_OWN, again=HER_OWN)
            window.own_password.submit()

        choice = play(self.qapp, self.config("estimator"), person, invitation=link)
        assert choice.settings is not None
        return load_settings(self.config("estimator"))

    @contextmanager
    def window(self, settings: Settings) -> Iterator[Desktop]:
        desktop = Desktop(Session.of(settings, role="window"))
        desktop.show()
        try:
            self.wait(lambda: desktop.opened.status.connection is Connection.ONLINE)
            yield desktop
        finally:
            asyncio.run(desktop.leave())

    def invites(self, desktop: Desktop, name: str) -> tuple[str, str]:
        page = desktop.opened.team
        desktop.opened.window.open_page("team")
        self.wait(lambda: page.work.is_now and not page.work.is_reading)
        page.invite.click()
        form = page.side.invite
        form.name.input.insert(name)
        form.invite.click()
        welcome = page.side.welcome
        self.wait(welcome.isVisible)
        handing = welcome.handing
        assert handing is not None
        self.wait(lambda: handing.invitation is not None)
        assert handing.invitation is not None
        link, password = handing.invitation.as_link(), welcome.secret.secret
        (self.written / "owner" / "for her.lazi-invitation").write_text(handing.invitation.as_text())
        assert read_invitation(link).login
        welcome.done_button.click()
        return link, password

    def materials(self, desktop: Desktop) -> list[EntityKey]:
        items = [one for one in self.simulator.items("material") if one["active"]]
        keys = [pulled_key(desktop.tenant_id, EntityKind.MATERIAL, one["id"]) for one in items]
        self.wait(lambda: all(desktop.context.queries.detail(key) is not None for key in keys))
        return keys

    def edits(self, desktop: Desktop, key: EntityKey, picture: bytes = b"") -> None:
        edits, done = desktop.context.edits, list[object]()
        detail = desktop.context.queries.detail(key)
        assert detail is not None
        seen = detail.effective["display_name"]
        change = FieldEdit(key, "display_name", f"{seen}, new", seen)
        edits.edit_many(
            [change], label="New name", initiator=desktop.opened.window, done=done.append, failed=_raise
        )
        self.wait(lambda: len(done) == 1)
        if picture:
            address = desktop.pictures.added.keep(prepared(picture))
            one = PictureFor(key, address)
            edits.do(
                lambda work: add_pictures(work, [one]),
                initiator=desktop.opened.window, done=done.append, failed=_raise,
            )  # fmt: skip
            self.wait(lambda: len(done) == 2)

    def pushes(self, desktop: Desktop) -> set[PushResult]:
        preview = previewed(desktop, self.qtbot)
        self.wait(lambda: preview.look is Look.READ)
        with self.qtbot.waitSignal(desktop.opened.signals.push_finished, timeout=PATIENCE_MS) as finished:
            preview.push.click()
        return {field.result for field in finished.args[0].fields}

    def echoes(self, hunt: Hunt, status: int, **match: str) -> None:
        """ServiceTitan, or what stands before it, repeats what it was sent."""
        said = " ".join(secret for name, secret in hunt.secrets.items() if name.startswith("access token"))
        words = f"Refused: Authorization: Bearer {said} ST-App-Key: {APP_KEY} client_secret={CLIENT_SECRET}"
        body = json.dumps({"title": words, "errors": {"price": [words], "": [words]}})
        headers = {"Content-Type": "application/json", "X-Echo": CLIENT_SECRET}
        self.simulator.inject("status", status=status, body=body, headers=headers, match=match)


def _raise(error: Exception) -> None:
    raise error


def crashes(settings: Settings, hunt: Hunt) -> None:
    """Mistakes of ours, with secrets at hand and in what they say."""
    kept = CrashReports(ProfilePlaces(settings.profile).crashes)
    log = structlog.get_logger("a part of ours")
    for name, secret in hunt.secrets.items():
        if secret == EXTRA:
            continue  # nobody has it yet
        held = {"password": secret, "url": hub_url(settings, secrets_of(settings))}
        try:
            raise KeyError(held["password"], f"{held['url']} of {name}")
        except KeyError as error:
            kept.keep(error)
            log_bug(error)
            log.info("went wrong", reason=str(error), value=secret, url=held["url"])
            logging.getLogger("a library").exception("With %s: %r", secret, held)


def test_none_of_them_is_written_anywhere(
    qapp: QApplication, qtbot: Any, computer: Path, database: SimpleNamespace, simulator: RunningSimulator,
    hunt: Hunt, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    children = Children(monkeypatch)
    monkeypatch.setenv("LAZI_PROFILE", "")
    firm = Firm(simulator, computer, qapp, qtbot)
    for who in ("owner", "estimator"):
        (computer / who).mkdir()
    owners = firm.founds(database)
    with firm.window(owners) as desktop:
        pull(desktop, qtbot)
        link, first = firm.invites(desktop, "Esther Estimator")
        hunt.secrets["her first password"] = first
        one, other, *_ = firm.materials(desktop)
        firm.edits(desktop, one, a_photo(5))
        assert firm.pushes(desktop) == {PushResult.VERIFIED}
        firm.edits(desktop, other)
        firm.echoes(hunt, 400, method="PATCH")
        assert firm.pushes(desktop) == {PushResult.FAILED}
        firm.echoes(hunt, 401, method="GET", path_contains="/materials")
        firm.echoes(hunt, 500, method="GET", path_contains="/services")
        pull(desktop, qtbot)
    firm.echoes(hunt, 403, method="GET")
    assert main(["--config", str(firm.config("owner")), "pull", "--full"]) == FAILED
    simulator.clear_faults()
    hers = firm.joins(link, first)
    with firm.window(hers) as desktop:
        firm.edits(desktop, firm.materials(desktop)[2])
    _all_commands(firm, hunt, owners)
    assert stat.S_IMODE((computer.parent / "secrets.toml").stat().st_mode) == 0o600
    found = hunt.in_files(computer, HOME)
    found += hunt.in_database(database.admin_url)
    found += hunt.in_bytes("the log of the server", database.log.read_bytes())
    printed = capfd.readouterr()
    found += hunt.in_text("what commands print", printed.out + printed.err)
    for name, told in children.told:
        found += hunt.in_text(f"what {name} was told", told)
    assert found == []
    assert hunt.looked_at > 1_000_000
    _is_found_where_it_is(hunt, computer, database)


def test_nor_are_those_of_the_built_in_database(
    computer: Path, simulator: RunningSimulator, hunt: Hunt, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """An unattended computer, whose secrets are all given by the environment."""
    children, folder = Children(monkeypatch), computer / "alone"
    folder.mkdir()
    for name, value in {
        "PROFILE": str(folder / "profile"),
        "SERVICETITAN__TENANT": simulator.tenant,
        "SERVICETITAN__ENVIRONMENT": "custom",
        "SERVICETITAN__API_URL": simulator.api_url,
        "SERVICETITAN__AUTH_URL": simulator.auth_url,
        "SERVICETITAN__CLIENT_ID": simulator.client_id,
        "SERVICETITAN__CLIENT_SECRET": CLIENT_SECRET,
        "SERVICETITAN__APP_KEY": APP_KEY,
    }.items():
        monkeypatch.setenv(f"LAZI_{name}", value)
    monkeypatch.delenv("LAZI_SECRETS_FILE")
    places = ProfilePlaces(folder / "profile")
    tell_everything(places.logs)
    server = EmbeddedPostgres(places.hub)
    try:
        with server:  # so that it runs on between the commands
            for arguments in (["pull"], ["backup", str(folder / "backup.zip")], ["doctor", "--json"]):
                assert main(arguments) == DONE, arguments
                tell_everything(places.logs)
            kept = places.hub / "hub-secrets.json"
            assert stat.S_IMODE(kept.stat().st_mode) == 0o600
            hunt.secrets |= {f"{role}'s password": one for role, one in json.loads(kept.read_text()).items()}
            found = hunt.in_database(server.admin_url)
            found += hunt.in_dumps(folder / "backup.zip", server)
        found += hunt.in_files(computer, HOME, *server.folders, besides=[kept])
        assert main(["restore", str(folder / "backup.zip")]) == DONE
        now = json.loads(kept.read_text())
        hunt.secrets |= {f"{role}'s password after it": one for role, one in now.items()}
        found += hunt.in_files(computer, *server.folders, besides=[*folder.rglob("hub-secrets.json")])
    finally:
        remove_hubs(places)
    printed = capfd.readouterr()
    found += hunt.in_text("what commands print", printed.out + printed.err)
    for name, told in children.told:
        found += hunt.in_text(f"what {name} was told", told)
    assert {"initdb", "pg_ctl", "pg_dump", "pg_dumpall", "pg_restore", "psql"} <= children.names
    assert found == []


def _all_commands(firm: Firm, hunt: Hunt, owners: Settings) -> None:
    config, folder = firm.config("owner"), firm.written / "owner"
    crashes(owners, hunt)
    at = ["--config", str(config)]
    for arguments, code in (
        (["doctor", "--bundle", str(folder / "bundle.zip")], DONE),
        (["doctor", "--json"], DONE),
        (["backup", str(folder / "backup.zip")], DONE),
        (["settings", "--json"], DONE),
        (["settings"], DONE),
        (["status", "--json"], WAITS),
        (["sync", "--once", "--json", "--status-file", str(folder / "status.json")], DONE),
        (["push", "--yes", "--json"], DONE),
    ):
        assert main([*at, *arguments]) == code, arguments
        tell_everything(folder / "profile" / "logs")
    archive.export(profile_of(config), folder / "Main.lazi-profile")
    os.environ["LAZI_SERVICETITAN__CLIENT_SECRET"] = EXTRA  # a wrong one, of the environment
    try:
        for arguments in (["doctor", "--bundle", str(folder / "red.zip")], ["pull"], ["settings", "--json"]):
            main([*at, *arguments])
    finally:
        del os.environ["LAZI_SERVICETITAN__CLIENT_SECRET"]


def _is_found_where_it_is(hunt: Hunt, computer: Path, database: SimpleNamespace) -> None:
    """The same search, with one planted."""
    (computer / "planted.bin").write_bytes(b"\0" + FOUNDERS.encode("utf-16-le"))
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("create schema planted")
        connection.execute("create table planted.one as select convert_to(%s, 'UTF8') as b", (HER_OWN,))
        connection.commit()
    assert hunt.in_files(computer) == ["the founder's password in written/planted.bin"]
    assert "her own password in planted.one" in hunt.in_database(database.admin_url)
    assert "her own password in the log" in hunt.in_bytes("the log", database.log.read_bytes())
