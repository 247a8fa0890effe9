"""Two tenants side by side, for real: one window after the other in one process, and nothing of one in the other."""

from __future__ import annotations

import asyncio
import gc
import itertools
import threading
import tomllib
import weakref
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import keyring
import platformdirs
import psutil
import pytest
import stamina
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

import lazi_desktop.app.window as window_module
from lazi_desktop.app.application import run_application
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.exit_codes import DONE
from lazi_desktop.app.remote import APP_KEY, CLIENT_SECRET, secret_name
from lazi_desktop.app.seat import Seat
from lazi_desktop.app.session import hub_password_name
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.app.window import _Windows
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import create_profile, last_used, list_profiles, profile_of
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.keys import pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.profile import Profile, ProfileColour
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.engine import Connection
from lazi_desktop.secrets import KeyringSecrets, system_keyring
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub.members import create_member, create_tenant
from lazi_desktop.ui.first_run.window import FirstRunWindow
from lazi_desktop.ui.leaving import Leaving
from lazi_desktop.ui.profiles.guard import Guard
from lazi_desktop.ui.theme.apply import apply_theme
from lazi_desktop.ui.widgets.dialog import Dialog

pytestmark = pytest.mark.timeout(300)  # whole windows, one after the other, on a machine that has more to do
PATIENCE = 90.0
_numbers = itertools.count(1)
_tenants = itertools.count(2_718_281)


@contextmanager
def a_tenant(seed: int) -> Iterator[RunningSimulator]:
    """In a shared database that other tests use, too, it is one that they do not know."""
    with (
        RunningSimulator(SimulatorSettings(scale=0.005, seed=seed, tenant=str(next(_tenants)))) as simulator,
        stamina.set_testing(True, attempts=6, cap=True),
    ):
        yield simulator


@pytest.fixture
def simulator() -> Iterator[RunningSimulator]:
    with a_tenant(7) as simulator:
        yield simulator


@pytest.fixture
def other_simulator() -> Iterator[RunningSimulator]:
    with a_tenant(8) as simulator:
        yield simulator


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path, memory_keyring) -> Path:
    kind = type(keyring.get_keyring())
    monkeypatch.setattr(system_keyring, "TRUSTED", {f"{kind.__module__}.{kind.__qualname__}"})
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "settings"))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    return tmp_path


@dataclass
class Office:
    """Somebody with profiles in front of the screen."""

    server: Any
    application: QApplication
    desktops: list[weakref.ref[Desktop]] = field(default_factory=list)
    windows: list[weakref.ref[QWidget]] = field(default_factory=list)

    def profile(self, name: str, colour: ProfileColour, simulator: RunningSimulator) -> Profile:
        """Connected, with its secrets in the keyring."""
        login = f"office_{next(_numbers)}"
        tenant_id = create_tenant(self.server.admin_url, simulator.tenant, "custom")
        create_member(self.server.admin_url, tenant_id, login, password=f"password of {name}", level="admin")
        made = create_profile(
            name,
            colour,
            {
                "theme": "light",
                "servicetitan": {
                    "tenant": simulator.tenant,
                    "environment": "custom",
                    "client_id": simulator.client_id,
                    "api_url": simulator.api_url,
                    "auth_url": simulator.auth_url,
                    "requests_per_second": 60.0,
                },
                "hub": {"url": f"postgresql://{login}@{self.server.admin_url.rpartition('@')[2]}"},
                "sync": {"pull": "", "lists": "", "sweep": "", "tend": ""},
            },
        )
        assert not made.problem
        settings, secrets = load_settings(made.file), KeyringSecrets()
        secrets.write(secret_name(settings.servicetitan, CLIENT_SECRET), simulator.client_secret)
        secrets.write(secret_name(settings.servicetitan, APP_KEY), simulator.app_key)
        secrets.write(hub_password_name(settings), f"password of {name}")
        return made

    @property
    def desktop(self) -> Desktop:
        found = self.desktops[-1]()
        assert found is not None
        return found

    @property
    def current(self) -> Profile | None:
        return self.desktop.context.profile

    def work(self, first: Profile, person: Callable[[], Awaitable[None]]) -> int:
        """Opens the first one's window; the person closes the last."""
        settings = load_settings(first.file)
        crashes = CrashReports(ProfilePlaces(settings.profile).crashes)
        seat = Seat(first.file, settings)
        assert seat.take(crashes)
        windows = _Windows(seat, crashes)

        async def both() -> int:
            running = asyncio.ensure_future(windows.run(None))
            acting = asyncio.ensure_future(self._act(first, person))
            try:
                await asyncio.wait([running, acting], return_when=asyncio.FIRST_COMPLETED)
                if not acting.done():  # nobody waits for a window that will not come
                    pytest.fail(f"The windows ended by themselves: {await running}")
                await acting
                self.desktop.opened.window.close()
                return await asyncio.wait_for(running, PATIENCE)
            finally:
                running.cancel()
                acting.cancel()
                await asyncio.gather(running, acting, return_exceptions=True)

        try:
            return run_application(self.application, both)
        finally:
            windows.seat.leave()
            crashes.end()

    async def _act(self, first: Profile, person: Callable[[], Awaitable[None]]) -> None:
        await until(lambda: bool(self.desktops) and self.is_open(first))
        await person()

    def shows(self, profile: Profile) -> bool:
        """Whatever it is reading or writing meanwhile."""
        found = self.desktops[-1]()
        return (
            found is not None
            and found.context.profile is not None
            and found.context.profile.slug == profile.slug
            and found.opened.window.isVisible()
        )

    def is_open(self, profile: Profile) -> bool:
        return self.shows(profile) and self.desktop.tasks.idle

    async def online(self) -> None:
        await until(lambda: self.desktop.opened.status.connection is Connection.ONLINE)

    async def pull(self) -> None:
        done: list[object] = []
        self.desktop.opened.signals.pull_finished.connect(done.append)
        self.desktop.opened.window.pull()
        await until(lambda: bool(done) and self.desktop.tasks.idle)

    async def switch(self, to: Profile) -> None:
        self.desktop.profiles.switcher.switch(to)
        await until(lambda: self.is_open(to))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - of widgets, threads and databases alike
            await asyncio.sleep(0.01)


@pytest.fixture
def office(qapp, server, monkeypatch) -> Office:
    apply_theme(qapp, "light")
    made = Office(server, qapp)

    class Watched(Desktop):
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            made.desktops.append(weakref.ref(self))
            made.windows.append(weakref.ref(self.opened.window))

    monkeypatch.setattr(window_module, "Desktop", Watched)
    return made


@pytest.fixture
def reef(office, simulator) -> Profile:
    return office.profile("Blue Reef", "teal", simulator)


@pytest.fixture
def peak(office, other_simulator) -> Profile:
    return office.profile("Red Peak", "magenta", other_simulator)


def test_the_only_copy_of_the_teams_data_goes_only_when_its_name_was_typed(office, peak, simulator) -> None:
    """The shared database is the built-in one, in the profile's folder."""
    made = create_profile(
        "Alone",
        "slate",
        {
            "servicetitan": {
                "tenant": simulator.tenant,
                "environment": "custom",
                "client_id": simulator.client_id,
                "api_url": simulator.api_url,
                "auth_url": simulator.auth_url,
            },
            "sync": {"pull": "", "lists": "", "sweep": "", "tend": ""},
        },
    )
    made.folder.mkdir(parents=True)
    for folder in (made.folder, *itertools.islice(made.folder.parents, 4)):
        folder.chmod(0o711)  # root's PostgreSQL runs as somebody else, who must pass through

    async def person() -> None:
        await office.online()
        manage = office.desktop.profiles.manage
        manage._look_over(made, manage._ask_to_forget)
        await until(lambda: manage.guard is not None)
        guard = manage.guard
        assert guard is not None
        assert guard.typed is not None
        assert not guard.go_on.isEnabled()
        guard.typed.setText("alone")
        guard.go_on.click()
        del guard
        await until(lambda: office.is_open(peak))

    office.work(made, person)
    assert not made.folder.exists()
    assert not made.file.exists()


def codes(desktop: Desktop) -> set[str]:
    from lazi_desktop.ports.sku_query import SkuQuery

    queries = desktop.context.queries
    return {row.code for row in queries.rows(queries.find(SkuQuery()))}


def test_each_profile_shows_its_own_rows_and_keeps_its_own_edits(
    office, reef, peak, simulator, other_simulator, memory_keyring
) -> None:
    item = next(one for one in simulator.items("material") if one["active"])
    key = pulled_key(tenant_id_of(simulator.tenant, "custom"), EntityKind.MATERIAL, item["id"])
    seen: dict[str, set[str]] = {}

    async def person() -> None:
        await office.online()
        await office.pull()
        assert office.desktop.opened.window.windowTitle() == "LAZI Desktop – Blue Reef · another address"
        seen["reef"] = codes(office.desktop)
        edits, window = office.desktop.context.edits, office.desktop.opened.window
        was = office.desktop.context.queries.detail(key)
        assert was is not None
        edits.edit([FieldEdit(key, "price", Decimal("77.25"), was.effective["price"])], initiator=window)
        del edits, window
        await until(lambda: office.desktop.context.queries.counts().pending_fields == 1)
        await office.switch(peak)
        assert office.desktop.opened.window.windowTitle() == "LAZI Desktop – Red Peak · another address"
        await office.online()
        await office.pull()
        seen["peak"] = codes(office.desktop)
        assert office.desktop.context.queries.counts().pending_fields == 0
        assert office.desktop.context.queries.detail(key) is None
        await office.switch(reef)
        detail = office.desktop.context.queries.detail(key)
        assert detail is not None
        assert detail.overrides["price"].value == Decimal("77.25")
        assert codes(office.desktop) == seen["reef"]

    assert office.work(reef, person) == DONE
    assert seen["reef"]
    assert seen["peak"]
    assert seen["reef"] != seen["peak"]
    assert last_used() == reef.slug
    kept = {name for _, name in memory_keyring}
    assert len(kept) == 6  # three each, none shared
    for profile in (reef, peak):
        written = b"".join(one.read_bytes() for one in profile.folder.rglob("*") if one.is_file())
        assert not any(secret.encode() in written for secret in memory_keyring.values())


def test_five_switches_leave_no_widget_thread_file_or_window_behind(office, reef, peak) -> None:
    """How many there are says nothing: a window goes on making forms and connections while it is open."""
    process = psutil.Process()
    connections: list[set[object]] = []
    threads: list[set[threading.Thread]] = []

    def is_gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        left = [one() is not None for one in (*office.desktops, *office.windows)]
        return sum(left) == 2 and not seen_before()

    async def settled(left: Profile) -> None:
        """The one that was left is gone."""
        await office.online()
        await until(lambda: office.desktop.tasks.idle)
        await until(is_gone)
        assert not [one.path for one in process.open_files() if Path(one.path).is_relative_to(left.folder)]
        of_the_left = set().union(*connections[-1:]) - set().union(*connections[:-1])
        await until(lambda: not of_the_left & connections_of(process))
        for widget in QApplication.allWidgets():
            widget.setProperty(_SEEN, True)
        connections.append(connections_of(process))
        threads.append({one for one in threading.enumerate() if not isinstance(one, threading._DummyThread)})

    async def person() -> None:
        await settled(peak)
        for number in range(5):
            await office.switch(reef if number % 2 else peak)
            await settled(peak if number % 2 else reef)

    office.work(reef, person)
    staying = {one.name for before, after in itertools.pairwise(threads) for one in before & after}
    assert staying == {"MainThread", "watchdog", "simulator"}


_SEEN = "seen in a window before"


def seen_before() -> list[QWidget]:
    return [one for one in QApplication.allWidgets() if one.property(_SEEN)]


def connections_of(process: psutil.Process) -> set[object]:
    """To servers and by servers in this process, from one port to another."""
    opened = (one for one in process.net_connections("tcp") if one.status != psutil.CONN_LISTEN)
    return {(one.laddr, one.raddr) for one in opened}


def test_one_that_is_open_elsewhere_comes_to_the_front_there(office, reef, peak, qtbot) -> None:
    elsewhere = SingleInstance(ProfilePlaces(peak.folder).lock)
    assert elsewhere.acquire()
    raised: list[None] = []
    elsewhere.raise_requested.connect(lambda: raised.append(None))

    async def person() -> None:
        office.desktop.profiles.switcher.switch(peak)
        await until(lambda: bool(raised))
        await until(lambda: "comes to the front" in office.desktop.opened.window.toast.words.text())
        assert office.shows(reef)

    try:
        office.work(reef, person)
    finally:
        elsewhere.release()


def test_a_broken_profile_does_not_take_the_window_away(office, reef, peak) -> None:
    async def person() -> None:
        peak.file.write_text("tenant = [", encoding="utf-8")
        office.desktop.profiles.switcher.switch(peak)
        await until(lambda: "not valid TOML" in office.desktop.opened.window.toast.words.text())
        assert office.shows(reef)

    office.work(reef, person)


def test_what_is_half_typed_is_asked_about_before_the_window_goes(office, reef, peak, monkeypatch) -> None:
    async def asked_in(leaving: Leaving) -> Dialog:
        await until(lambda: leaving.question is not None)
        assert leaving.question is not None
        return leaving.question

    async def person() -> None:
        leaving = office.desktop.opened.window.leaving
        monkeypatch.setattr(leaving, "_lost", lambda: "A price is half-typed.")
        for answer in (Dialog.reject, Dialog.accept):
            office.desktop.profiles.switcher.switch(peak)
            question = await asked_in(leaving)
            assert "half-typed" in question.text.text()
            assert office.shows(reef)
            answer(question)
        del leaving, question
        await until(lambda: office.is_open(peak))

    office.work(reef, person)
    assert last_used() == peak.slug


def test_who_does_not_set_up_a_new_profile_is_back_at_the_one_before(office, reef) -> None:
    new = create_profile("Third", "violet")

    def first_run() -> FirstRunWindow | None:
        found = (one for one in QApplication.topLevelWidgets() if isinstance(one, FirstRunWindow))
        return next((one for one in found if one.isVisible()), None)

    async def person() -> None:
        office.desktop.profiles.switcher.switch(new)
        await until(lambda: first_run() is not None)
        window = first_run()
        assert window is not None
        before = len(office.desktops)
        window.close()
        del window
        await until(lambda: len(office.desktops) > before and office.is_open(reef))

    office.work(reef, person)
    assert last_used() == reef.slug
    assert not profile_of(new.file).is_configured


def test_a_new_name_stays_when_the_window_is_opened_again(office, reef) -> None:
    async def person() -> None:
        manage = office.desktop.profiles.manage
        manage._rename(reef, "Green Reef")
        await until(lambda: "Green Reef" in office.desktop.opened.window.windowTitle())
        before = len(office.desktops)
        office.desktop.opened.settings.reopen_wanted.emit()
        del manage
        await until(lambda: len(office.desktops) > before and office.is_open(reef))
        assert office.desktop.opened.window.windowTitle() == "LAZI Desktop – Green Reef · another address"

    office.work(reef, person)
    assert profile_of(reef.file).name == "Green Reef"


def test_resetting_the_open_profile_fills_it_again_and_keeps_what_was_there(office, reef, simulator) -> None:
    async def person() -> None:
        await office.online()
        await office.pull()
        before = codes(office.desktop)
        first = office.desktops[-1]
        manage = office.desktop.profiles.manage
        manage._look_over(reef, manage._ask_to_reset)
        await until(lambda: manage.guard is not None)
        guard = manage.guard
        assert isinstance(guard, Guard)
        assert guard.typed is None  # everything is shared
        guard.go_on.click()
        await until(lambda: office.desktops[-1] is not first and office.is_open(reef))
        await until(lambda: codes(office.desktop) == before)

    office.work(reef, person)
    (aside,) = ProfilePlaces(reef.folder).set_aside.iterdir()
    assert (aside / "workspace" / "workspace.sqlite3").is_file()


def test_forgetting_the_open_profile_opens_another_one(office, reef, peak, memory_keyring) -> None:
    async def person() -> None:
        await office.online()
        manage = office.desktop.profiles.manage
        manage._look_over(reef, manage._ask_to_forget)
        await until(lambda: manage.guard is not None)
        guard = manage.guard
        assert isinstance(guard, Guard)
        guard.go_on.click()
        await until(lambda: office.is_open(peak))
        await office.online()

    office.work(reef, person)
    assert [one.name for one in list_profiles()] == ["Red Peak"]
    assert not reef.folder.exists()
    tenant = profile_of(peak.file).tenant
    assert {name for _, name in memory_keyring if "hub" not in name} == {
        f"{CLIENT_SECRET}, custom {tenant}",
        f"{APP_KEY}, custom {tenant}",
    }
    assert tomllib.loads(peak.file.read_text(encoding="utf-8"))["name"] == "Red Peak"
