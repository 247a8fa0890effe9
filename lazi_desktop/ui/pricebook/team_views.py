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
        self._replaced: list[tuple[SavedView, SavedView]] = []
        """What goes when the team has what is to stand in its place."""
        self._own.listen(self._tell)
        self._again = QTimer(self)
        self._again.setInterval(_EVERY_MS)
        self._again.timeout.connect(engine.read_views)
        signals.views_read.connect(self._on_read)
        signals.connection_changed.connect(self._on_connection)

    # ---------------------------------------------------------------------------------------------------- the port

    def of(self, tree: Tree) -> Sequence[SavedView]:
        leaving = [former for former, _ in self._replaced]
        team = (view for view in self._team if view.tree is tree)
        views = [
            view
            for view in (*self._own.of(tree), *team)
            if not any(_is_same(view, one) and view.shared is one.shared for one in leaving)
        ]
        return sorted(views, key=lambda view: (view.name.casefold(), view.shared))

    def put(self, view: SavedView) -> None:
        self._replaced = [
            (former, new)
            for former, new in self._replaced
            if not (_is_same(former, view) and former.shared is view.shared)
        ]
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
        self._put_in_place(view, replace(view, name=name))

    def share(self, view: SavedView, shared: bool) -> None:
        self._put_in_place(view, replace(view, shared=shared))

    def _put_in_place(self, view: SavedView, new: SavedView) -> None:
        """The former one is let go of only when the new one is surely there."""
        begins = self.default_of(view.tree) == view.name
        self.put(new)
        if new.shared:
            self._replaced.append((view, new))
        else:
            self.drop(view)
        if begins:
            self.make_default(view.tree, new.name)

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
        replaced, self._replaced = self._replaced, []
        if event.views is not None:
            self._take(event.views)
            if event.error is None:
                self._let_go(replaced)
        elif event.error is not None:
            self._take(self._recalled())

    def _let_go(self, replaced: Sequence[tuple[SavedView, SavedView]]) -> None:
        for former, new in replaced:
            if any(_is_same(view, new) for view in self._team):
                self.drop(former)
            else:  # an answer to something asked before
                self._replaced.append((former, new))

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
