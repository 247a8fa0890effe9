"""The open window with everything behind it: workspace, engine, hub; and how they leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QSettings, QTimer

from lazi_desktop import __version__
from lazi_desktop.app.backup.in_window import WindowBackups
from lazi_desktop.app.by_itself import pauses_of, schedule_of
from lazi_desktop.app.collector import settle_collector
from lazi_desktop.app.composition import composition
from lazi_desktop.app.desktop_pictures import DesktopPictures
from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.membership import OwnMembership
from lazi_desktop.app.profiles.folders import tidy_aside
from lazi_desktop.app.session import Session, hub_login, hub_place
from lazi_desktop.app.single_instance import show_in_front
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.app.updates.in_window import WindowUpdates
from lazi_desktop.app.window_surroundings import WindowSurroundings
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.config.settings import Settings, SyncSettings, UnitsSettings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.domain.profile import Profile
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.profiles import Profiles
from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.ports.system import Surroundings
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.engine import EngineParts, EngineThread
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.joining_profiles import join_profiles
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.settings.cards import Fact
from lazi_desktop.ui.tasks import Tasks
from lazi_desktop.ui.units import Units

_READERS = 2
_ME = "hub/me"
_ENGINE_AFTER_MS = 150  # the window paints its rows first; the engine's imports would slow that down


class Desktop:
    """Opens at once from the local workspace; the hub and ServiceTitan join when they answer.

    Raises WorkspaceProblem when the workspace cannot be opened.
    """

    def __init__(
        self,
        session: Session,
        *,
        pull_at_start: bool = False,
        facts: Sequence[Fact] = (),
        book: SettingsBook | None = None,
        reopen: Callable[[], None] | None = None,
        change_connection: Callable[[], None] | None = None,
        alone: bool = False,
        profile: Profile | None = None,
        profiles: Profiles | None = None,
        sync: SyncSettings | None = None,
        units: UnitsSettings | None = None,
        web_page: str = "",
        has_keys: bool = True,
        password_changed: Callable[[str], None] = lambda _: None,
        backups: WindowBackups | None = None,
        updates: Callable[[Surroundings], WindowUpdates] | None = None,
    ) -> None:
        """`profile`: whose pricebook it is, for people; with `profiles` they get to others from there.

        `alone`: the hub is the built-in one, which nobody shares. `sync`: what runs by itself; None for nothing.

        `web_page`, `has_keys`: as in the window's context. `password_changed`: this person's own, of the shared
        database. `updates`: looks for new versions of the program; None where nobody does.
        """
        self._session = session
        self._pull_at_start = pull_at_start
        self._is_offline = False
        self._surroundings = WindowSurroundings()
        self.messages = Messages()
        self.workspace: OpenWorkspace = _opened(session)
        self.workspace.keeper.tell = (
            self.messages.to_be_read.emit
        )  # Qt carries it over from the keeper's thread
        self.pictures = DesktopPictures(
            session.places, self.messages.to_be_read.emit, self.workspace.picture_facts
        )
        self.engine = EngineThread(self._parts(sync))
        self.pictures.come_from(self.engine)
        self._readers = ThreadPoolExecutor(_READERS, "reader")
        self.tasks = Tasks(self._readers, self.workspace.writer, self.messages)
        self._state = QSettings(str(session.places.window_state), QSettings.Format.IniFormat)
        self._me = {session.device.label, str(self._state.value(_ME, "") or session.device.label)}
        self._backups = backups
        self.updates = updates(self._surroundings) if updates is not None else None
        self.doctor = InstallationDoctor(lambda: Patient.of_session(session))
        self.context = self._context(web_page, profile, has_keys, units or UnitsSettings())
        self.opened: Opened = open_window(
            self.context,
            self.messages,
            facts=facts,
            version=__version__,
            book=book,
            reopen=reopen,
            change_connection=change_connection,
            alone=alone,
            doctor=self.doctor,
            backups=backups,
            updates=self.updates,
            membership=None if alone else OwnMembership(session, password_changed),
        )
        if profiles is not None:
            self.profiles = join_profiles(self.opened, self.context, profiles)
        self.opened.signals.connection_changed.connect(self._on_connection)
        if pull_at_start:
            self.opened.window.first_fill.expect_pull()
        self._engine_soon = QTimer(self.opened.window)
        self._engine_soon.setSingleShot(True)
        self._engine_soon.setInterval(_ENGINE_AFTER_MS)
        self._engine_soon.timeout.connect(self._start_engine)
        # Qt carries it over from the store's side.
        self.workspace.picture_facts.tell = self.context.edits.pictures_changed.emit

    def _parts(self, sync: SyncSettings | None) -> EngineParts:
        session = self._session
        parts = EngineParts(
            open_hub=session.open_hub,
            open_remote=session.open_remote,
            replica=self.workspace.replica,
            writer=self.workspace.replication,
            clock=SystemClock(),
            new_device=session.new_device,
            workspace=self.workspace.workspace,
            queries=self.workspace.queries,
            added_pictures=self.pictures.at_hand,
            picture_tools=self.pictures.tools,
            open_web=session.open_web,
        )
        if sync is None:
            return parts
        return replace(
            parts,
            schedule=schedule_of(sync, session.device.device_id, session.tenant_id),
            pauses=pauses_of(sync, self._surroundings),
        )

    def _context(
        self, web_page: str, profile: Profile | None, has_keys: bool, units: UnitsSettings
    ) -> UiContext:
        return UiContext(
            queries=self.workspace.queries,
            engine=self.engine,
            edits=Edits(self.workspace.workspace, self.engine, self.tasks),
            tasks=self.tasks,
            notifier=self.messages,
            drafts=self.workspace.drafts,
            state=self._state,
            pictures=self.pictures.chain,
            picture_tools=self.pictures.tools,
            added_pictures=self.pictures.added,
            picture_gatherer=self.pictures.gatherer,
            place=self._session.environment,
            has_keys=has_keys,
            me=self._me,
            units=Units(units.measures, units.new_entries),
            web_page=web_page,
            profile=profile,
            pace=self._session.pace,
            composition=composition,
        )

    def _on_connection(self, event: ConnectionChanged) -> None:
        """The shared database tells by what name it shows what this person does; pictures wait for it."""
        if event.connection is Connection.OFFLINE:
            self._is_offline = True
        elif event.connection is Connection.ONLINE and self._is_offline:
            self._is_offline = False
            self.pictures.try_again()
        if event.me and event.me not in self._me:
            self._me.add(event.me)
            self._state.setValue(_ME, event.me)

    @property
    def tenant_id(self) -> TenantId:
        return self._session.tenant_id

    def show(self) -> None:
        self.opened.window.show()
        if self.workspace.notice:
            self.messages.to_be_read.emit(
                LaziError(self.workspace.notice, title="About your local workspace")
            )
        self._engine_soon.start()

    def raise_window(self) -> None:
        show_in_front(self.opened.window)

    async def closed(self) -> None:
        """Returns when the person has closed the window."""
        done = asyncio.Event()
        self.opened.window.closed.connect(done.set)
        await done.wait()

    async def leave(self) -> None:
        """Stops the engine, writes everything down, and lets go of the hub. Requests under way end first."""
        self._engine_soon.stop()  # whoever closes the window at once starts none behind it
        self.opened.window.hide()
        self.doctor.close()
        if self.updates is not None:
            await asyncio.to_thread(self.updates.close)
        self.opened.pricebook.leave()
        self.tasks.close()
        self.workspace.picture_facts.tell = lambda _: None  # what is found out now is seen the next time
        if self._backups is not None:
            await asyncio.to_thread(self._backups.close)
        await asyncio.to_thread(self.pictures.close)
        await asyncio.to_thread(self.engine.stop)
        await asyncio.to_thread(self.workspace.close)
        await asyncio.to_thread(self._session.close)
        await asyncio.to_thread(self._readers.shutdown)
        self._state.sync()
        self.opened.window.deleteLater()

    def _start_engine(self) -> None:
        self.engine.start()
        if self.updates is not None:
            self.updates.start()
        if self._pull_at_start:
            self.engine.pull()
        self._readers.submit(self.pictures.tidy, self.workspace.queries.named_pictures)
        self._readers.submit(tidy_aside, self._session.places, datetime.now(UTC))
        # Modules, widgets and the first rows stay: the collector need not walk them again and again.
        settle_collector()


def _opened(session: Session) -> OpenWorkspace:
    return open_workspace(
        session.places.workspace,
        tenant_id=session.tenant_id,
        device_id=session.device.device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )


def connection_facts(settings: Settings, session: Session) -> list[Fact]:
    """What the Settings page says about where this window is connected."""
    member = hub_login(settings) if settings.hub.url else ""
    me = session.device.label
    who = _tr("{member}, on this computer as {me}").format(member=member, me=me) if member else me
    return [
        Fact(_tr("ServiceTitan tenant"), f"{session.tenant} ({session.environment})"),
        Fact(
            _tr("Shared database"),
            hub_place(settings) if settings.hub.url else _tr("built in, on this computer"),
        ),
        Fact(_tr("You are"), me if member == me else who),
        Fact(_tr("Profile folder"), str(session.places.folder)),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Connection", text)
