"""What it means to let something go over a category tree: where it would go, in words, and why it cannot."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTreeView

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.move_category import topmost, why_not_below
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.dropped import has_pictures, sources_in
from lazi_desktop.ui.pricebook.category_mime import (
    CATEGORIES_MIME,
    ROWS_MIME,
    categories_in,
    rows_in,
    tree_in,
)
from lazi_desktop.ui.pricebook.category_pictures import OF_SKUS, OWN
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE, UNREAL, CategoryTreeModel, TreeRole

_EDGE = 7  # px at the top and bottom of a row that stand for the gap beside it


class Spot(Enum):
    ABOVE = "above"
    INTO = "into"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Drop:
    """`words` say what it comes to; `problem` why it cannot be."""

    rect: QRect
    spot: Spot
    words: str = ""
    problem: str = ""
    into: EntityKey | None = None
    before: EntityKey | None = None
    is_picture: bool = False
    """A picture from elsewhere, which stays there, too."""
    field: str = ""


class CategoryDrops(QObject):
    """`categories_dropped(keys, parent, before)`; `rows_dropped(numbers, key or None, add)`: without a key, out of the
    categories. `pictures_dropped(sources, key, field)`."""

    categories_dropped = Signal(object, object, object)
    rows_dropped = Signal(object, object, bool)
    pictures_dropped = Signal(object, object, str)

    def __init__(
        self, view: QTreeView, model: CategoryTreeModel, out_of: Callable[[], Sequence[EntityKey]]
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._out_of = view, model, out_of

    def meant(self, event: QDropEvent) -> Drop | None:
        """What letting go here would do; None for what does not belong here."""
        data, at = event.mimeData(), event.position().toPoint()
        if data.hasFormat(CATEGORIES_MIME):
            return self._of_categories(data, at)
        if data.hasFormat(ROWS_MIME):
            return self._of_rows(data, at, add=adds(event))
        return self._of_pictures(data, at, for_skus=adds(event)) if has_pictures(data) else None

    def let_go(self, event: QDropEvent) -> bool:
        drop, data = self.meant(event), event.mimeData()
        if drop is None or drop.problem:
            return False
        if data.hasFormat(CATEGORIES_MIME):
            self.categories_dropped.emit(categories_in(data), drop.into, drop.before)
        elif drop.is_picture:
            self.pictures_dropped.emit(sources_in(data), drop.into, drop.field)
        else:
            self.rows_dropped.emit(rows_in(data), drop.into, adds(event))
        return True

    # ------------------------------------------------------------------------------------------------- categories

    def _of_categories(self, data: QMimeData, at: QPoint) -> Drop:
        keys, model = categories_in(data), self._model
        index = self._view.indexAt(at)
        spot, parent, before, rect = self._place(index, at, set(keys))
        if tree_in(data) is not model.tree:
            return Drop(rect, spot, problem=self.tr("A category stays in its tree."))
        if index.isValid() and index.data(TreeRole.KEY) in UNREAL:
            words = self.tr("Nothing can hang here. Drop it onto a category or between two.")
            return Drop(rect, spot, problem=words)
        problem = why_not_below(model.nodes, keys, parent)
        if problem:
            return Drop(rect, spot, problem=problem)
        moving = topmost(model.nodes, keys)
        what = (
            moving[0].name
            if len(moving) == 1
            else self.tr("{count} categories").format(count=whole(len(moving)))
        )
        where = (
            self.tr("to the top")
            if parent is None
            else self.tr("into {name}").format(name=self._name(parent))
        )
        if before is not None:
            where += ", " + self.tr("before {name}").format(name=self._name(before))
        return Drop(
            rect, spot, self.tr("Move {what} {where}").format(what=what, where=where), "", parent, before
        )

    def _place(
        self, index: QModelIndex, at: QPoint, moving: set[EntityKey]
    ) -> tuple[Spot, EntityKey | None, EntityKey | None, QRect]:
        """Where they would hang, and in front of which of the children there."""
        model = self._model
        if not index.isValid():
            return Spot.BELOW, None, None, self._last_rect()
        key, rect = index.data(TreeRole.KEY), self._view.visualRect(index)
        if key is None:
            first = self._first(None, moving) if at.y() > rect.bottom() - _EDGE else None
            return (Spot.BELOW if first else Spot.INTO), None, first, rect
        if at.y() < rect.top() + _EDGE:
            parent = model.parent_of(key)
            return Spot.ABOVE, parent, self._from(parent, key, moving, itself=True), rect
        if at.y() <= rect.bottom() - _EDGE:
            return Spot.INTO, key, None, rect
        if self._view.isExpanded(index) and model.rowCount(index):
            return Spot.BELOW, key, self._first(key, moving), rect
        parent = model.parent_of(key)
        return Spot.BELOW, parent, self._from(parent, key, moving, itself=False), rect

    def _first(self, parent: EntityKey | None, moving: set[EntityKey]) -> EntityKey | None:
        children = self._model.children_of(parent)
        return next((key for key in children if key not in moving and key not in UNREAL), None)

    def _from(
        self, parent: EntityKey | None, key: EntityKey, moving: set[EntityKey], *, itself: bool
    ) -> EntityKey | None:
        """The child behind `key`, or that one, of those that stay."""
        children = self._model.children_of(parent)
        behind = children[children.index(key) + (not itself) :]
        return next((one for one in behind if one not in moving and one not in UNREAL), None)

    def _last_rect(self) -> QRect:
        last, view = self._model.index_of(None), self._view
        while (below := view.indexBelow(last)).isValid():
            last = below
        return view.visualRect(last)

    # ------------------------------------------------------------------------------------------------------- rows

    def _of_rows(self, data: QMimeData, at: QPoint, *, add: bool) -> Drop | None:
        index = self._view.indexAt(at)
        if not index.isValid():
            return None
        rect, key = self._view.visualRect(index), index.data(TreeRole.KEY)
        if tree_in(data) is not self._model.tree:
            return Drop(rect, Spot.INTO, problem=self.tr("They stay in their tree."))
        if key is None:
            return Drop(rect, Spot.INTO, problem=self.tr("Drop them onto one of the categories."))
        if [key] == list(self._out_of()) and not self._model.children_of(key):
            return Drop(rect, Spot.INTO, problem=self.tr("They hang there already."))
        count = data.data(ROWS_MIME).size() // array("q").itemsize
        return Drop(
            rect, Spot.INTO, self._row_words(count, key, add=add), into=None if key == NOWHERE else key
        )

    def _of_pictures(self, data: QMimeData, at: QPoint, *, for_skus: bool) -> Drop | None:
        """One becomes the category's own; several, or with Ctrl, are for its SKUs."""
        index = self._view.indexAt(at)
        if not index.isValid():
            return None
        rect, key = self._view.visualRect(index), index.data(TreeRole.KEY)
        if key is None or key in UNREAL:
            problem = self.tr("Drop pictures onto one of the categories.")
            return Drop(rect, Spot.INTO, problem=problem, is_picture=True)
        if for_skus or len(data.urls()) > 1:
            words, field = self.tr("Add pictures for the SKUs of {name}"), OF_SKUS
        else:
            words, field = self.tr("The picture of {name}. With Ctrl: for its SKUs."), OWN
        return Drop(
            rect, Spot.INTO, words.format(name=self._name(key)), into=key, is_picture=True, field=field
        )

    def _row_words(self, count: int, key: EntityKey, *, add: bool) -> str:
        what, left = counted(count, self.tr("entry"), self.tr("entries")), self._left(key)
        if key == NOWHERE:
            words = self.tr("Take {what} out of {left}")
        elif add:
            words = self.tr("Add {what} to {name}; they stay where they are too")
        elif left:
            words = self.tr("Move {what} to {name}, out of {left}. Ctrl only adds.")
        else:
            words = self.tr("Put {what} in {name}")
        return words.format(what=what, name=self._name(key), left=left)

    def _left(self, into: EntityKey) -> str:
        """What they are taken out of, in words."""
        chosen = self._out_of()
        if list(chosen) == [NOWHERE]:
            return ""
        below = self.tr("what is below {name}")
        names = [
            below.format(name=self._name(key)) if key == into else self._name(key)
            for key in chosen
            if key != NOWHERE
        ]
        if not names:
            return self.tr("every other category") if into != NOWHERE else self.tr("every category")
        return ", ".join(names[:2]) + (" …" if len(names) > 2 else "")

    def _name(self, key: EntityKey) -> str:
        node = self._model.node_of(key)
        return "" if node is None else node.name


def adds(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
