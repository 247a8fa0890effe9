"""One category tree: several may be chosen, and what is open or chosen stays so when the tree is read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.pricebook.category_delegate import CategoryDelegate
from lazi_desktop.ui.pricebook.category_narrowing import CategoryNarrowing
from lazi_desktop.ui.pricebook.category_tree_model import DRAFT, NOWHERE, UNREAL, TreeRole
from lazi_desktop.ui.pricebook.dropping_tree import DroppingTree
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

Index = QModelIndex | QPersistentModelIndex

_INDENT = 14


class CategoryTree(DroppingTree):
    """`chosen_changed()`: other categories are chosen than before. `menu_wanted(place on the screen)`."""

    chosen_changed = Signal()
    menu_wanted = Signal(object)

    def __init__(self, tree: Tree, parent: QWidget | None = None) -> None:
        super().__init__(tree, parent)
        self._told: frozenset[EntityKey] = frozenset()
        self._open_later: set[EntityKey] = set()
        self._choose_later: set[EntityKey] = set()
        self._go_later: EntityKey | None = None
        self._before_reset: tuple[set[EntityKey], frozenset[EntityKey]] = (set(), frozenset())
        self.setAccessibleName(self.tr("{tree} categories").format(tree=tree_name(tree)))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # its rows are painted by ourselves
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.naming = CategoryDelegate(self)
        self.naming.problem_found.connect(self._on_problem)
        self.setItemDelegate(self.naming)
        self.narrowing = CategoryNarrowing(self, self.tree_model)
        self.setModel(self.tree_model)
        self.tree_model.modelAboutToBeReset.connect(self._remember)
        self.tree_model.modelReset.connect(self._restore)
        self.tree_model.rowsInserted.connect(self._open_what_came)
        theme_news.theme_changed.connect(self.viewport().update)
        self.choose(())

    # ------------------------------------------------------------------------------------------------- choosing

    @property
    def chosen(self) -> frozenset[EntityKey]:
        """The chosen categories; empty for all."""
        keys = {index.data(TreeRole.KEY) for index in self.selectionModel().selectedIndexes()}
        return frozenset() if None in keys else frozenset(keys)

    def chosen_keys(self) -> Sequence[EntityKey]:
        """In the order they are shown; none for all."""
        order = [NOWHERE, *(node.key for node in self.tree_model.nodes)]
        return [key for key in order if key in self._told]

    def targets(self) -> list[EntityKey]:
        """What keys and menus are about: the chosen ones or, where the keyboard is at another one, that."""
        current = self.currentIndex().data(TreeRole.KEY) if self.currentIndex().isValid() else None
        chosen = list(self.chosen_keys())
        wanted = chosen if current in chosen or current is None else [current]
        return [key for key in wanted if key not in UNREAL]

    def go_to(self, key: EntityKey) -> None:
        """The keyboard, to a category; what is chosen stays."""
        index = self.tree_model.index_of(key)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def go_to_when_there(self, key: EntityKey) -> None:
        """As soon as the tree that is read next brings it."""
        self._go_later = key
        self._arrive()

    def _arrive(self) -> None:
        if self._go_later is not None and self.tree_model.index_of(self._go_later).isValid():
            key, self._go_later = self._go_later, None
            self.go_to(key)

    def choose(self, keys: Iterable[EntityKey]) -> None:
        """Those of the categories that exist; all, where none does."""
        found = [index for index in map(self.tree_model.index_of, keys) if index.isValid()]
        indexes = found or [self.tree_model.index_of(None)]
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        select = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(indexes[0], select.NoUpdate)
        self.selectionModel().select(selection, select.ClearAndSelect)
        self.scrollTo(indexes[0])

    def choose_later(self, keys: Iterable[EntityKey]) -> None:
        """As soon as the categories are there."""
        self._choose_later = set(keys)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell()

    def _tell(self) -> None:
        if not self.selectionModel().hasSelection():
            return  # a click beside the rows; what was chosen stays in force
        chosen = self.chosen
        if chosen != self._told:
            self._told = chosen
            self.chosen_changed.emit()

    def keep_choice(self) -> None:
        """After the tree was read again: what is chosen may be gone."""
        if not self.selectionModel().hasSelection():
            self.choose(self._told)
        self._tell()
        self.narrow()
        self._arrive()

    @property
    def in_force(self) -> frozenset[EntityKey]:
        """What was chosen last."""
        return self._told

    # ----------------------------------------------------------------------------------------------- remembered

    def opened(self) -> set[EntityKey]:
        return self.narrowing.opened() | self._open_later

    def _remember(self) -> None:
        self._before_reset = (self.opened(), self._told)

    def _restore(self) -> None:
        opened, chosen = self._before_reset
        opened |= self._open_later
        self._open_later = {key for key in opened if not self.tree_model.index_of(key).isValid()}
        for key in opened:
            index = self.tree_model.index_of(key)
            if index.isValid():
                self.setExpanded(index, True)
        wanted = self._choose_later or chosen
        if any(self.tree_model.index_of(key).isValid() for key in wanted):
            self._choose_later = set()
        self.choose(wanted)

    def _open_what_came(self, parent: QModelIndex, _first: int, _last: int) -> None:
        key = parent.data(TreeRole.KEY) if parent.isValid() else None
        if key in self._open_later:
            self._open_later.discard(key)
            self.setExpanded(parent, True)

    def save(self, state: QSettings, page: str) -> None:
        state.setValue(f"{page}/{self.tree}/open", " ".join(sorted(map(str, self.opened()))))
        state.setValue(f"{page}/{self.tree}/chosen", " ".join(sorted(map(str, self._told))))

    def load(self, state: QSettings, page: str) -> None:
        """To be opened and chosen as soon as the categories are there."""
        self._open_later = _keys(state.value(f"{page}/{self.tree}/open", ""))
        self._choose_later = _keys(state.value(f"{page}/{self.tree}/chosen", ""))

    # ------------------------------------------------------------------------------------------------- narrowing

    def search(self, text: str) -> None:
        self.narrowing.search(text)
        self.naming.words = self.narrowing.words

    def narrow(self) -> None:
        """What is shown, by what is wanted now."""
        self.narrowing.apply(self._told)

    # --------------------------------------------------------------------------------------------------- naming

    def rename(self) -> None:
        """The name of the current category is typed at its place."""
        index = self.currentIndex()
        if index.isValid() and index.data(TreeRole.KEY) not in (None, NOWHERE):
            self.edit(index)

    def begin_new(self, parent: EntityKey | None) -> None:
        """A line for a new category below `parent`, to be named."""
        if parent is not None:
            self.setExpanded(self.tree_model.index_of(parent), True)
        index = self.tree_model.begin_draft(parent)
        if parent is not None:
            self.setExpanded(self.tree_model.index_of(parent), True)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)
        self.edit(index)

    def _on_problem(self, editor: QWidget, sentence: str) -> None:
        if sentence:
            self.bubble.say(sentence, editor.geometry())
        else:
            self.bubble.hide()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.bubble.hide()
        if self.tree_model.is_drafting:
            parent = self.tree_model.parent_of(DRAFT)
            self.tree_model.end_draft()
            back = self.tree_model.index_of(parent)
            self.selectionModel().setCurrentIndex(back, QItemSelectionModel.SelectionFlag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or at the current category where the key was pressed."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        if not by_key and not self.indexAt(at).isValid():
            self.setCurrentIndex(self.tree_model.index_of(None))
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    # ------------------------------------------------------------------------------------------------- painting

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Hover, choice and focus span the whole row, with round corners."""
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(option.rect).adjusted(4, 1, -4, -1)
        selected = self.selectionModel().isSelected(index)
        hovered = option.rect.contains(self.viewport().mapFromGlobal(self.cursor().pos()))
        if selected or (hovered and self.underMouse()):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("selection" if selected else "hover"))
            painter.drawRoundedRect(rect, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
            painter.restore()
        if self.hasFocus() and index == self.currentIndex():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics.RADIUS_SMALL, metrics.RADIUS_SMALL
            )
            painter.restore()
        self.drawBranches(painter, QRect(option.rect), index)
        option.rect = self.visualRect(index)
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        self.itemDelegate().paint(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self.tree_model.rowCount(index):
            return
        side = 12
        left = self.visualRect(index).left() - _INDENT + 1
        box = QRect(left, rect.center().y() - side // 2, side, side)
        paint_icon(painter, box, Glyph.DOWN if self.isExpanded(index) else Glyph.RIGHT, "text_muted")


def _keys(words: object) -> set[EntityKey]:
    found = set()
    for word in str(words or "").split():
        try:
            found.add(EntityKey(UUID(word)))
        except ValueError:
            continue
    return found
