"""The panel at the left: Services and Materials, each with its tree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.workspace import CategoryNode, SkuState, WorkspaceCounts
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.category_tree import CategoryTree
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.sku_loader import BURST_PAUSE

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 6)
        layout.setSpacing(6)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self._stack)

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

    def _on_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.chosen_changed.emit()

    def _on_chosen(self, tree: Tree) -> None:
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
        return any(
            view.tree_model.index_of(key).isValid() for view in self.trees.values() for key in changes.keys
        )

    def _take(self, read: Read) -> None:
        nodes, counts = read
        for tree, view in self.trees.items():
            loose = self._loose(tree, counts.uncategorised.get(tree, 0))
            view.tree_model.take(
                [*loose, *nodes[tree]], sum(counts.skus.get(kind, 0) for kind in tree.sku_kinds)
            )
            view.keep_choice()
        self.counted.emit(counts)

    def _loose(self, tree: Tree, count: int) -> list[CategoryNode]:
        """What hangs nowhere is listed like a category, so that it can be found."""
        name = self.tr("Without category")
        return (
            [CategoryNode(NOWHERE, None, None, tree, name, -1, True, count, SkuState.NONE)] if count else []
        )

    # ----------------------------------------------------------------------------------------------- remembered

    def save(self, state: QSettings) -> None:
        state.setValue("pricebook/tree", str(self.tree))
        for view in self.trees.values():
            view.save(state)

    def load(self, state: QSettings) -> None:
        for view in self.trees.values():
            view.load(state)
        remembered = str(state.value("pricebook/tree", ""))
        if remembered in set(map(str, Tree)):
            self.show_tree(Tree(remembered))
