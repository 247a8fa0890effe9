"""Saved views, a person's own and the team's, as one list. Those of the team are kept as they were read last."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, QTimer

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.engine import Connection, ConnectionChanged, SyncEngine, ViewsRead
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ports.system import Notifier
from lazi_desktop.ui.pricebook.private_views import PrivateViews
from lazi_desktop.ui.sync.engine_signals import EngineSignals

_EVERY_MS = 300_000  # others share now and then
_TEAM = "pricebook/team-views"
_DEFAULT = "pricebook/{tree}/default-view"


class TeamViews(QObject):
    """The port's SavedViews. What is done to a shared view shows at once; when the database has answered, the list is
    what it says, and what it refused is told."""

    def __init__(
        self,
        engine: SyncEngine,
        signals: EngineSignals,
        state: QSettings,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._state = state
        self._notifier = notifier
        self._own = PrivateViews(state)
        self._listeners: list[Callable[[], None]] = []
        self._team = self._recalled()
        self._asked_to_change = False
        self._own.listen(self._tell)
        self._again = QTimer(self)
        self._again.setInterval(_EVERY_MS)
        self._again.timeout.connect(engine.read_views)
        signals.views_read.connect(self._on_read)
        signals.connection_changed.connect(self._on_connection)

    # ---------------------------------------------------------------------------------------------------- the port

    def of(self, tree: Tree) -> Sequence[SavedView]:
        mine = self._own.of(tree)
        team = [view for view in self._team if view.tree is tree]
        return sorted((*mine, *team), key=lambda view: (view.name.casefold(), view.shared))

    def put(self, view: SavedView) -> None:
        if not view.shared:
            self._own.put(view)
            return
        self._asked_to_change = True
        self._take([*(one for one in self._team if not _is_same(one, view)), view])
        self._engine.put_view(view)

    def rename(self, view: SavedView, name: str) -> None:
        if not view.shared:
            self._own.rename(view, name)
            return
        was_default = self.default_of(view.tree) == view.name
        self.put(replace(view, name=name))
        self.drop(view)
        if was_default:
            self.make_default(view.tree, name)

    def drop(self, view: SavedView) -> None:
        if not view.shared:
            self._own.drop(view)
            return
        self._asked_to_change = True
        self._take([one for one in self._team if not _is_same(one, view)])
        self._engine.drop_view(view.tree, view.name)

    def default_of(self, tree: Tree) -> str:
        name = str(self._state.value(_DEFAULT.format(tree=tree), "") or "")
        return name if any(view.name == name for view in self.of(tree)) else ""

    def make_default(self, tree: Tree, name: str) -> None:
        self._own.make_default(tree, name)

    def listen(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    # ---------------------------------------------------------------------------------------------------- the team's

    def _on_connection(self, event: ConnectionChanged) -> None:
        if event.connection is Connection.ONLINE:
            self._engine.read_views()
            self._again.start()
        elif event.connection is Connection.OFFLINE:
            self._again.stop()

    def _on_read(self, event: ViewsRead) -> None:
        if event.error is not None and self._asked_to_change:
            self._notifier.problem(event.error)
        self._asked_to_change = False
        if event.views is not None:
            self._take(event.views)
        elif event.error is not None:
            self._take(self._recalled())

    def _take(self, views: Sequence[SavedView]) -> None:
        if list(views) != self._team:
            self._team = list(views)
            self._tell()
        if not self._asked_to_change:
            self._remember()

    def _remember(self) -> None:
        kept = [{"tree": view.tree.value, "name": view.name, "body": view.document} for view in self._team]
        self._state.setValue(_TEAM, json.dumps(kept))

    def _recalled(self) -> list[SavedView]:
        try:
            kept = json.loads(str(self._state.value(_TEAM, "[]") or "[]"))
            return [
                SavedView(Tree(one["tree"]), str(one["name"]), dict(one["body"]), shared=True) for one in kept
            ]
        except (ValueError, TypeError, KeyError):  # somebody wrote into the file
            return []

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def _is_same(one: SavedView, other: SavedView) -> bool:
    return (one.tree, one.name) == (other.tree, other.name)
