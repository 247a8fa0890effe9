"""Saved views at work: which one is shown, whether it was changed since, and what its menu asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.saved_views import SavedView, SavedViews
from lazi_desktop.ui.pricebook.arrangement import first_arrangement
from lazi_desktop.ui.pricebook.column_rights import ColumnRights
from lazi_desktop.ui.pricebook.grid_head import GridHead
from lazi_desktop.ui.pricebook.grid_view import GridView, grid_view
from lazi_desktop.ui.pricebook.view_menu import NamePopup, ViewMenu

_CURRENT = "pricebook/{tree}/view"
_SHARED = "pricebook/{tree}/view-is-shared"


class GridViews(QObject):
    """`taken(view)`: the grid shall look like this. `now` says how it looks."""

    taken = Signal(object)

    def __init__(
        self,
        saved: SavedViews,
        state: QSettings,
        head: GridHead,
        now: Callable[[], GridView],
        rights: ColumnRights,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._saved = saved
        self._state = state
        self._head = head
        self._now = now
        self._rights = rights
        self.tree = Tree.MATERIALS
        self.current: SavedView | None = None
        head.views_button.clicked.connect(self.open_menu)
        saved.listen(self._on_others)

    # ----------------------------------------------------------------------------------------------- which one

    def begin(self, tree: Tree, *, at_start: bool) -> GridView | None:
        """The tree's current view by name; at the start of the program the one to begin with, to be shown."""
        self.tree = tree
        default = self._saved.default_of(tree) if at_start else ""
        name = default or str(self._state.value(_CURRENT.format(tree=tree), "") or "")
        self.current = self._named(name, self._state.value(_SHARED.format(tree=tree), "") == "yes")
        self.tell()
        return self._view_of(self.current) if default and self.current is not None else None

    @property
    def is_modified(self) -> bool:
        """Against the saved view; without one nothing is."""
        return self.current is not None and self._now() != self._rights.view(self._view_of(self.current))

    def tell(self) -> None:
        """The button says which view it is; a dot that it is shown otherwise than saved."""
        button, view = self._head.views_button, self.current
        name = view.name if view is not None else self.tr("Views")
        modified = self.is_modified
        button.setText(f"{name} •" if modified else name)
        said = self.tr("{name}, changed since it was saved") if modified else "{name}"
        button.setAccessibleName(said.format(name=name))

    def _named(self, name: str, shared: bool) -> SavedView | None:
        """Of two that have the name, the one that is shared or the one that is not."""
        found = [view for view in self._saved.of(self.tree) if name and view.name == name]
        return next((view for view in found if view.shared is shared), found[0] if found else None)

    def _view_of(self, view: SavedView) -> GridView:
        return grid_view(view.document, self.tree)

    def _use(self, view: SavedView | None) -> None:
        self.current = view
        self._state.setValue(_CURRENT.format(tree=self.tree), view.name if view is not None else "")
        self._state.setValue(
            _SHARED.format(tree=self.tree), "yes" if view is not None and view.shared else ""
        )
        self.tell()

    def _on_others(self) -> None:
        if self.current is not None:
            self.current = self._named(self.current.name, self.current.shared)
        self.tell()

    # -------------------------------------------------------------------------------------------------- the menu

    def open_menu(self) -> ViewMenu:
        menu = ViewMenu(
            self._saved.of(self.tree),
            self.current,
            modified=self.is_modified,
            default=self._saved.default_of(self.tree),
            parent=self._head,
        )
        menu.chosen.connect(self.show_view)
        menu.save_wanted.connect(self.save)
        menu.save_as_wanted.connect(lambda: self.ask_name(self.save_as))
        menu.rename_wanted.connect(lambda: self.ask_name(self.rename))
        menu.drop_wanted.connect(self.drop)
        menu.share_wanted.connect(self.share)
        menu.default_wanted.connect(self._on_default)
        menu.popup(self._head.below(self._head.views_button))
        return menu

    def ask_name(self, named: Callable[[str], None]) -> NamePopup:
        name = self.current.name if self.current is not None else ""
        renames = named == self.rename
        shared = renames and self.current is not None and self.current.shared
        others = {view.name for view in self._saved.of(self.tree) if view.shared is shared}
        popup = NamePopup(name, others - {name} if renames else others, self._head)
        popup.named.connect(named)
        popup.open_at(self._head.below(self._head.views_button))
        return popup

    def show_view(self, view: SavedView | None) -> None:
        """None: as in the beginning, without filters."""
        self._use(view)
        self.taken.emit(GridView(first_arrangement(self.tree)) if view is None else self._view_of(view))
        self.tell()

    def save(self) -> None:
        if self.current is not None:
            kept = self._rights.kept_view(self._now(), self._view_of(self.current))
            self._put(replace(self.current, document=kept.document()))

    def save_as(self, name: str) -> None:
        self._put(SavedView(self.tree, name, self._now().document()))

    def _put(self, view: SavedView) -> None:
        self._saved.put(view)
        self._use(self._named(view.name, view.shared))

    def rename(self, name: str) -> None:
        if self.current is not None and name != self.current.name:
            shared = self.current.shared
            self._saved.rename(self.current, name)
            self._use(self._named(name, shared))

    def share(self, shared: bool) -> None:
        """With the team, or no longer: then it is one's own."""
        view = self.current
        if view is None or view.shared is shared:
            return
        self._saved.share(view, shared)
        self._use(self._named(view.name, shared))

    def drop(self) -> None:
        """What is shown stays as it is."""
        view = self.current
        if view is not None:
            self._use(None)
            self._saved.drop(view)

    def _on_default(self, begins: bool) -> None:
        if self.current is not None:
            self._saved.make_default(self.tree, self.current.name if begins else "")
