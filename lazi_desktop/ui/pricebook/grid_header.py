"""The grid's header: which columns are shown, in which order and how wide, and by which one the rows are sorted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.column_widths import SORT_ARROW, heading_width
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING, COLUMNS, PICTURE, POSITION
from lazi_desktop.ui.theme.icons import Glyph, paint_icon

_COLUMNS = "pricebook/{tree}/columns"
_SORT = "pricebook/{tree}/sort"
_HEIGHT = 36
_FILLING = next(place for place, column in enumerate(COLUMNS) if column.stretch)
_NARROWEST = 36
_ARROW = 12
_NAME_LEAST = 120
_PRICE = POSITION["price"]


class GridHeader(QHeaderView):
    """The name takes the room that the others leave. `sort_requested(key, descending)`; "" is the natural order."""

    sort_requested = Signal(str, bool)
    arranged = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.tree = Tree.MATERIALS
        self.sort_key = ""
        self.descending = False
        self._room = 0
        self._wanted: dict[int, int] = {}
        """Widths by what stands in the columns."""
        self._by_hand: set[int] = set()
        self._is_filling = False
        self.setAccessibleName(self.tr("Columns"))
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setStyleSheet(f"QHeaderView::section {{ padding: 0 {CELL_PADDING}px; }}")
        self.sectionClicked.connect(self._on_clicked)
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(lambda *_: self.arranged.emit())

    def sizeHint(self) -> QSize:
        return QSize(self.length(), _HEIGHT)

    def arrange(self, tree: Tree) -> None:
        """As declared, and as wide as what stands in them wants."""
        self.tree = tree
        self._by_hand.clear()
        self._is_filling = True
        for place, column in enumerate(COLUMNS):
            self.resizeSection(place, self._wanted.get(place, column.width))
            self.setSectionHidden(place, tree in column.hidden_in)
            if self.visualIndex(place) != place:
                self.moveSection(self.visualIndex(place), place)
        self.setSectionResizeMode(POSITION[PICTURE], QHeaderView.ResizeMode.Fixed)
        self._is_filling = False

    def shown_columns(self) -> list[int]:
        """From left to right."""
        inner = (self.logicalIndex(place) for place in range(self.count()))
        return [place for place in inner if not self.isSectionHidden(place)]

    def show_column(self, place: int, shown: bool) -> None:
        self._is_filling = True
        self.setSectionHidden(place, not shown)
        if shown and place not in self._by_hand:
            self.resizeSection(place, self._wanted.get(place, COLUMNS[place].width))
        self._is_filling = False
        self.fill(self._room)
        self.arranged.emit()

    @property
    def is_fitted(self) -> bool:
        return bool(self._wanted)

    def fit(self, wanted: Mapping[int, int]) -> None:
        """Columns become as wide as these, never narrower than they were; those sized by hand stay."""
        self._is_filling = True
        for place, width in wanted.items():
            self._wanted[place] = max(width, self._wanted.get(place, 0))
            if place not in self._by_hand and place != _FILLING and not self.isSectionHidden(place):
                self.resizeSection(place, self._wanted[place])
        self._is_filling = False
        self.fill(self._room)

    def fill(self, room: int) -> None:
        """The name takes what is left. Where too little is, it leaves the columns up to the price in sight."""
        self._room = room
        if _FILLING in self._by_hand:
            return
        shown = self.shown_columns()
        sizes = {place: self.sectionSize(place) for place in shown if place != _FILLING}
        essential = shown[: shown.index(_PRICE) + 1] if _PRICE in shown else shown
        in_sight = room - sum(sizes.get(place, 0) for place in essential)
        wanted = self._wanted.get(_FILLING, COLUMNS[_FILLING].width)
        self._is_filling = True
        self.resizeSection(_FILLING, max(room - sum(sizes.values()), min(wanted, in_sight), _NAME_LEAST))
        self._is_filling = False

    def _on_resized(self, place: int, _before: int, now: int) -> None:
        if not self._is_filling and now:
            self._by_hand.add(place)
            self.fill(self._room)
            self.arranged.emit()

    # ----------------------------------------------------------------------------------------------------- sort

    def show_sort(self, key: str, descending: bool) -> None:
        self.sort_key, self.descending = key, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """The arrow stands beside the word; styles draw it over the word's room."""
        super().paintSection(painter, rect, place)
        column = COLUMNS[place]
        if column.key == self.sort_key and rect.isValid():
            word = heading_width(column) - SORT_ARROW - CELL_PADDING
            x = rect.right() - word - _ARROW if column.number else rect.left() + word + 2
            box = QRect(x, rect.center().y() - _ARROW // 2, _ARROW, _ARROW)
            paint_icon(painter, box, Glyph.DOWN if self.descending else "caret-up", "accent")

    def _on_clicked(self, place: int) -> None:
        """Upwards, downwards, and back to the natural order."""
        column = COLUMNS[place]
        if not column.sort:
            return
        if column.key != self.sort_key:
            self.show_sort(column.key, False)
        elif not self.descending:
            self.show_sort(column.key, True)
        else:
            self.show_sort("", False)
        self.sort_requested.emit(self.sort_key, self.descending)
        self.arranged.emit()

    # ----------------------------------------------------------------------------------------------------- menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.pop_up_menu(event.globalPos())

    def pop_up_menu(self, at: QPoint) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(at)
        return menu

    def fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for place, column in enumerate(COLUMNS):
            if column.title:
                action = QAction(column.heading, menu)
                action.setCheckable(True)
                action.setChecked(not self.isSectionHidden(place))
                action.setEnabled(place != _FILLING)
                action.toggled.connect(lambda shown, place=place: self.show_column(place, shown))
                menu.addAction(action)
        menu.addSeparator()
        again = menu.addAction(self.tr("Reset columns"))
        again.triggered.connect(self._start_over)

    def _start_over(self) -> None:
        self.arrange(self.tree)
        self.fill(self._room)
        self.arranged.emit()

    # ----------------------------------------------------------------------------------------------- remembered

    def save(self, state: QSettings) -> None:
        words = []
        for place in range(self.count()):
            inner = self.logicalIndex(place)
            shown = "hidden" if self.isSectionHidden(inner) else "shown"
            sized = "hand" if inner in self._by_hand else "fit"
            width = self.sectionSize(inner) or COLUMNS[inner].width
            words.append(f"{COLUMNS[inner].key}:{width}:{shown}:{sized}")
        state.setValue(_COLUMNS.format(tree=self.tree), ",".join(words))
        state.setValue(_SORT.format(tree=self.tree), f"{self.sort_key}:{'down' if self.descending else 'up'}")

    def show_tree(self, tree: Tree, state: QSettings) -> None:
        """As this tree's columns were left. What is remembered of columns that are gone is skipped."""
        if tree is not self.tree:
            self._wanted.clear()
        self.arrange(tree)
        self._is_filling = True
        for place, word in enumerate(str(state.value(_COLUMNS.format(tree=tree), "")).split(",")):
            key, width, shown, sized = (*word.split(":"), "", "", "")[:4]
            if key not in POSITION or not width.isdigit():
                continue
            inner = POSITION[key]
            if self.visualIndex(inner) != place < self.count():
                self.moveSection(self.visualIndex(inner), place)
            if COLUMNS[inner].title:
                if sized == "hand":
                    self.resizeSection(inner, min(max(int(width), _NARROWEST), 2_000))
                    self._by_hand.add(inner)
                self.setSectionHidden(inner, shown == "hidden" and inner != _FILLING)
        self._is_filling = False
        key, _, way = str(state.value(_SORT.format(tree=tree), "")).partition(":")
        known = key in POSITION and COLUMNS[POSITION[key]].sort
        self.show_sort(key if known else "", way == "down")
        self.fill(self._room)
