"""The row of filter fields below the headings, each as wide as its column and where that is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.pricebook.filter_field import FilterField, PickedField, TypedField, is_picked
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.header_geometry import HeaderGeometry
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn
from lazi_desktop.ui.theme.tokens import color

STRIP_HEIGHT = 32
_INSET = 3


class FilterRow(QWidget):
    """`typed(key, text)`; `asked(key)`: for a column's values; `left(way)`: 1 to the rows, -1 to the headings."""

    typed = Signal(str, str)
    asked = Signal(str)
    left = Signal(int)

    def __init__(self, header: HeaderGeometry) -> None:
        super().__init__(header)
        self._header = header
        self._scrolling = QWidget(self)
        self._pinned = QWidget(self)
        self._fields: dict[str, FilterField] = {}
        self._filters = GridFilters()
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName(self.tr("Filters"))
        header.placed.connect(self.place)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(0, STRIP_HEIGHT)

    def field(self, key: str) -> FilterField:
        return self._fields[key]

    def focus_field(self, key: str) -> None:
        """That of this column, or the first one."""
        wanted = self._fields.get(key) or next(iter(self._fields.values()), None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_filters(self, filters: GridFilters) -> None:
        self._filters = filters
        for one in self._fields.values():
            one.show_filters(filters)

    def place(self) -> None:
        """Where the columns are now; fields of columns that are not shown go."""
        if self.isHidden():
            return
        header = self._header
        columns = [column for column in header.arrangement.columns if column.sort]
        wanted = {column.key for column in columns}
        for key in [key for key in self._fields if key not in wanted]:
            self._fields.pop(key).deleteLater()
        for column in columns:
            if column.key not in self._fields:
                self._fields[column.key] = self._make(column)
        self._lay_out()

    def _make(self, column: SkuColumn) -> FilterField:
        made: FilterField
        if is_picked(column):
            made = PickedField(column, self._scrolling)
            made.asked.connect(self.asked)
        else:
            made = TypedField(column, self._scrolling)
            made.typed.connect(self.typed)
        made.left.connect(self.left)
        made.show_filters(self._filters)
        return made

    def _lay_out(self) -> None:
        header, edge = self._header, self._header.pinned_width
        whole = QRect(0, 0, self.width(), self.height())
        mirrored = header.isRightToLeft()
        self._pinned.setGeometry(whole.width() - edge if mirrored else 0, 0, edge, whole.height())
        beside = whole.adjusted(0, 0, -edge, 0) if mirrored else whole.adjusted(edge, 0, 0, 0)
        self._scrolling.setGeometry(beside)
        before: QWidget | None = None
        for place, column in enumerate(header.arrangement.columns):
            one = self._fields.get(column.key)
            if one is None:
                continue
            holder = self._pinned if place < header.pinned else self._scrolling
            if one.parentWidget() is not holder:
                one.setParent(holder)
            x = header.left_of(place) - holder.x()
            one.setGeometry(x + 2, _INSET, header.sectionSize(place) - 4, STRIP_HEIGHT - 2 * _INSET)
            one.show()
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
        self._pinned.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface_alt"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("border"))
        painter.end()
