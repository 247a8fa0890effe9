"""The panel at the left: Services and Materials, each with its tree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import CategoryNode, SkuState, WorkspaceCounts
from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, kind_title
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_pictures import CategoryPictures
from lazi_desktop.ui.pricebook.category_search import CategorySearch
from lazi_desktop.ui.pricebook.category_tree import CategoryTree
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.sku_loader import BURST_PAUSE
from lazi_desktop.ui.widgets.basics import button

Read = tuple[dict[Tree, Sequence[CategoryNode]], WorkspaceCounts]


class CategoryPanel(QFrame):
    """`chosen_changed()`: another tree or other categories. `counted(counts)`: how much there is in all."""

    chosen_changed = Signal()
    counted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._read = LatestRead(context.tasks, context.notifier, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BURST_PAUSE)
        self._soon.timeout.connect(self.refresh)
        self.setProperty("surface", "card")
        self.trees = {tree: CategoryTree(tree) for tree in Tree}
        self.names: dict[int | str, str] = {}
        """What categories are called, by what SKUs name them by: ServiceTitan's number, or our key."""
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Trees"))
        self._stack = QStackedWidget()
        for tree in Tree:
            self.tabs.addTab(tree_name(tree))
            self._stack.addWidget(self.trees[tree])
            self.trees[tree].chosen_changed.connect(lambda tree=tree: self._on_chosen(tree))
        self.tabs.setCurrentIndex(list(Tree).index(Tree.MATERIALS))
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._on_tab)
        self.search = CategorySearch()
        self.search.searched.connect(self._on_searched)
        self.search.left_downwards.connect(self._on_left_downwards)
        self.search.taken.connect(self._on_search_taken)
        self.pictures = CategoryPictures(context, lambda: self.view.targets(), self)
        for view in self.trees.values():
            view.drops.pictures_dropped.connect(self.pictures.add)
        self.inactive_button = button("", "link")
        self.inactive_button.clicked.connect(lambda: self.hide_inactive(not self.hides_inactive))
        self._lay_out()
        self.setFocusProxy(self._stack)

    def _lay_out(self) -> None:
        around = QHBoxLayout()
        around.setContentsMargins(8, 0, 8, 0)
        around.addWidget(self.search)
        told = QHBoxLayout()
        told.setContentsMargins(12, 0, 8, 0)
        told.addWidget(self.pictures.line)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(self.inactive_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 6)
        layout.setSpacing(6)
        layout.addWidget(self.tabs)
        layout.addLayout(around)
        layout.addWidget(self._stack, 1)
        layout.addLayout(told)
        layout.addLayout(foot)

    @property
    def tree(self) -> Tree:
        return list(Tree)[self.tabs.currentIndex()]

    @property
    def view(self) -> CategoryTree:
        return self.trees[self.tree]

    @property
    def chosen(self) -> frozenset[EntityKey]:
        return self.view.in_force

    def show_tree(self, tree: Tree) -> None:
        self.tabs.setCurrentIndex(list(Tree).index(tree))

    def path(self, key: EntityKey) -> tuple[str, ...]:
        return self.view.tree_model.path(key)

    def use_actions(self, actions: Actions, menu: Sequence[str]) -> None:
        """The menu of the trees."""
        for view in self.trees.values():
            view.menu_wanted.connect(lambda at: self._open_menu(actions, menu, at))

    def _open_menu(self, actions: Actions, names: Sequence[str], at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name:
                actions.put_into(menu, name)
            else:
                menu.addSeparator()
        menu.popup(at)

    # ------------------------------------------------------------------------------------------------ narrowing

    @property
    def hides_inactive(self) -> bool:
        return self.view.narrowing.hides_inactive

    def hide_inactive(self, hidden: bool) -> None:
        for view in self.trees.values():
            view.narrowing.hides_inactive = hidden
            view.narrow()
        self._tell_inactive()

    def _tell_inactive(self) -> None:
        """How many inactive ones there are, and what can be done about it."""
        count = self.view.narrowing.inactive
        what = counted(count, self.tr("inactive category"), self.tr("inactive categories"))
        words = self.tr("Show {what}") if self.hides_inactive else self.tr("Hide {what}")
        self.inactive_button.setText(words.format(what=what))
        self.inactive_button.setAccessibleName(words.format(what=what))
        self.inactive_button.setVisible(bool(count))

    def _on_searched(self, text: str) -> None:
        for view in self.trees.values():
            view.search(text)
        self.search.tell(found=self.view.narrowing.first_found() is not None)

    def _on_left_downwards(self) -> None:
        """From the field into the tree: to the first one found, or back to where the keyboard was."""
        found = self.view.narrowing.first_found() if self.search.text().strip() else None
        if found is not None:
            self.view.go_to(found)
        self.view.setFocus()

    def _on_search_taken(self) -> None:
        found = self.view.narrowing.first_found() if self.search.text().strip() else None
        if found is not None:
            self.view.choose([found])
            self.view.setFocus()

    def find_category(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # ------------------------------------------------------------------------------------------------- choosing

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._tell_inactive()
        self.chosen_changed.emit()

    def _on_chosen(self, tree: Tree) -> None:
        self.pictures.line.rest()
        if tree is self.tree:
            self.chosen_changed.emit()

    # -------------------------------------------------------------------------------------------------- reading

    def refresh(self) -> None:
        queries = self._queries
        self._read.ask(
            lambda: ({tree: queries.categories(tree) for tree in Tree}, queries.counts()), self._take
        )

    def follow(self, changes: Changes, *, own: bool) -> None:
        """What we changed is shown at once; replication brings change after change, shown in steps."""
        if not changes.aspects & {Aspect.CATEGORIES, Aspect.EVERYTHING} and not self._shows_any(changes):
            return
        if own:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def _shows_any(self, changes: Changes) -> bool:
        return any(view.tree_model.knows_any(changes.keys) for view in self.trees.values())

    def _take(self, read: Read) -> None:
        nodes, counts = read
        self.names = {
            str(node.key) if node.remote_id is None else node.remote_id: node.name
            for tree in Tree
            for node in nodes[tree]
        }
        for tree, view in self.trees.items():
            loose = self._loose(tree, counts.uncategorised.get(tree, 0))
            of_kinds = {kind: count for kind in tree.sku_kinds if (count := counts.skus.get(kind, 0))}
            words = " · ".join(
                f"{whole(count)} {kind_title(kind, count)}" for kind, count in of_kinds.items()
            )
            total = sum(of_kinds.values())
            view.tree_model.take([*loose, *nodes[tree]], total, made_of=words if len(of_kinds) > 1 else "")
            view.keep_choice()
        self._tell_inactive()
        self.counted.emit(counts)

    def _loose(self, tree: Tree, count: int) -> list[CategoryNode]:
        """What hangs nowhere is listed like a category, so that it can be found."""
        name = self.tr("Without category")
        return (
            [CategoryNode(NOWHERE, None, None, tree, name, -1, True, count, SkuState.NONE)] if count else []
        )

    # ----------------------------------------------------------------------------------------------- remembered

    def save(self, state: QSettings, page: str = "pricebook") -> None:
        """Each page remembers its own."""
        state.setValue(f"{page}/tree", str(self.tree))
        state.setValue(f"{page}/inactive_categories", "hidden" if self.hides_inactive else "shown")
        for view in self.trees.values():
            view.save(state, page)

    def load(self, state: QSettings, page: str = "pricebook") -> None:
        for view in self.trees.values():
            view.load(state, page)
        self.hide_inactive(state.value(f"{page}/inactive_categories") == "hidden")
        remembered = str(state.value(f"{page}/tree", ""))
        if remembered in set(map(str, Tree)):
            self.show_tree(Tree(remembered))
