"""The whole window over a real workspace on disk, without a network: to close it, and to open it again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.ports.hub_feed import FeedRow, ListedRow, ListMoment
from lazi_desktop.store.workspace import open_workspace
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.tasks import Tasks
from tests.fakes.feed import TENANT
from tests.fakes.ui_fakes import FakeEngine

_PATIENCE_MS = 30_000
_PAUSE_MS = 350  # no pause in which the window waits for more of the same is longer


class RealWindow:
    """`close` lets go of everything; another one on the same folder is the program started again."""

    def __init__(self, folder: Path, device_id: UUID, qtbot: Any) -> None:
        self._qtbot = qtbot
        self.workspace = open_workspace(
            folder / "workspace",
            tenant_id=TENANT,
            device_id=device_id,
            ids=OrderedIds(),
            clock=SystemClock(),
            migrations=migrations_folder(),
        )
        self.messages = Messages()
        self.engine = FakeEngine()
        self._readers = ThreadPoolExecutor(2, "reader")
        self.tasks = Tasks(self._readers, self.workspace.writer, self.messages)
        self.state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.context = UiContext(
            queries=self.workspace.queries,
            engine=self.engine,
            edits=Edits(self.workspace.workspace, self.engine, self.tasks),
            tasks=self.tasks,
            notifier=self.messages,
            drafts=self.workspace.drafts,
            state=self.state,
            place="demo",
        )

    def feed(self, rows: Sequence[FeedRow]) -> None:
        """As the exchange with the shared database brings them."""
        self.workspace.writer.submit(lambda: self.workspace.replica.apply_feed(rows)).result()

    def list(self, rows: Sequence[ListedRow]) -> None:
        """The reference lists, as the shared database has them."""
        replica, now = self.workspace.replica, ListMoment(SystemClock().now(), uuid4())
        self.workspace.writer.submit(lambda: replica.put_lists(rows, now, whole=True)).result()

    def show(self) -> None:
        self.opened = open_window(self.context, self.messages, version="1.0")
        self.window = self.opened.window
        self.page = self.opened.pricebook
        self.window.show()
        with self._qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self._is_settled, timeout=_PATIENCE_MS)

    def quiet(self) -> None:
        """Settled, and nothing is about to be read again: lists and actions are as they stay."""
        self._qtbot.waitUntil(lambda: self._is_settled and not self._is_pausing, timeout=_PATIENCE_MS)

    @property
    def _is_settled(self) -> bool:
        return self.tasks.idle and self.page.grid.loader.is_complete

    @property
    def _is_pausing(self) -> bool:
        return any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= _PAUSE_MS
            for timer in self.window.findChildren(QTimer)
        )

    def close(self) -> None:
        """The widgets go first, so that no timer of theirs asks for anything afterwards."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)
        self._qtbot.waitUntil(lambda: self.tasks.idle, timeout=_PATIENCE_MS)
        self._readers.shutdown()
        self.workspace.close()
        self.state.sync()
