"""The open window with everything behind it: workspace, engine, hub; and how they leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import QSettings, QTimer

from lazi_desktop import __version__
from lazi_desktop.app.by_itself import pauses_of, schedule_of
from lazi_desktop.app.collector import settle_collector
from lazi_desktop.app.desktop_pictures import DesktopPictures
from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.session import Session, hub_place
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.app.window_surroundings import WindowSurroundings
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.config.settings import Settings, SyncSettings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.engine import EngineParts, EngineThread
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.settings.cards import Fact
from lazi_desktop.ui.tasks import Tasks

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
        sync: SyncSettings | None = None,
        web_page: str = "",
    ) -> None:
        """`alone`: the hub is the built-in one, which nobody shares. `sync`: what runs by itself; None for nothing.

        `web_page`: as in the window's context.
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
        self.doctor = InstallationDoctor(lambda: Patient.of_session(session))
        self.context = self._context(web_page)
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
        )
        self.opened.signals.connection_changed.connect(self._on_connection)
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

    def _context(self, web_page: str) -> UiContext:
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
            me=self._me,
            web_page=web_page,
            pace=self._session.pace,
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
        QTimer.singleShot(_ENGINE_AFTER_MS, self.opened.window, self._start_engine)

    def raise_window(self) -> None:
        window = self.opened.window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    async def closed(self) -> None:
        """Returns when the person has closed the window."""
        done = asyncio.Event()
        self.opened.window.closed.connect(done.set)
        await done.wait()

    async def leave(self) -> None:
        """Stops the engine, writes everything down, and lets go of the hub. Requests under way end first."""
        self.opened.window.hide()
        self.doctor.close()
        self.opened.pricebook.leave()
        self.tasks.close()
        self.workspace.picture_facts.tell = lambda _: None  # what is found out now is seen the next time
        await asyncio.to_thread(self.pictures.close)
        await asyncio.to_thread(self.engine.stop)
        await asyncio.to_thread(self.workspace.close)
        await asyncio.to_thread(self._session.close)
        await asyncio.to_thread(self._readers.shutdown)
        self._state.sync()
        self.opened.window.deleteLater()

    def _start_engine(self) -> None:
        self.engine.start()
        if self._pull_at_start:
            self.engine.pull()
        self._readers.submit(self.pictures.tidy, self.workspace.queries.named_pictures)
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
    member = urlsplit(settings.hub.url).username
    me = session.device.label
    return [
        Fact("ServiceTitan tenant", f"{session.tenant} ({session.environment})"),
        Fact("Shared database", hub_place(settings)),
        Fact("You are", f"{member} on {me}" if member and member != me else me),
        Fact("Profile folder", str(session.places.folder)),
    ]
