"""A field of the filter row: where a column's filter is typed, or its values are picked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from lazi_desktop.domain.fields import FieldType
from lazi_desktop.ui.pricebook.filter_text import read_filter
from lazi_desktop.ui.pricebook.filter_words import chosen_words
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import set_property

_NUMBERS = "> < –"


def is_picked(column: SkuColumn) -> bool:
    """Whether its values are few enough to pick from."""
    return column.type in (FieldType.FLAG, FieldType.CHOICE)


class TypedField(QLineEdit):
    """`typed(key, text)`; `left(way)`: 1 down to the rows, -1 up to the headings."""

    typed = Signal(str, str)
    left = Signal(int)

    def __init__(self, column: SkuColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setProperty("filter", True)
        self.setMaxLength(200)
        self.setAccessibleName(self.tr("Filter by {column}").format(column=column.heading))
        self.setPlaceholderText(_NUMBERS if column.number else "")
        if column.number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda text: self.typed.emit(column.key, text))
        self._tell(bad=False)

    def show_filters(self, filters: GridFilters) -> None:
        text = filters.typed.get(self.column.key, "")
        values = filters.chosen.get(self.column.key)
        if values:
            self.setPlaceholderText(chosen_words(self.column, values))
        else:
            self.setPlaceholderText(_NUMBERS if self.column.number else "")
        if self.text().strip() != text.strip():
            self.setText(text)
        try:
            read_filter(self.column, self.text())
        except ValueError:
            self._tell(bad=True)
        else:
            self._tell(bad=False)
        set_property(self, "active", bool(text.strip() or values))

    def _tell(self, *, bad: bool) -> None:
        set_property(self, "invalid", bad)
        if self.column.number:
            how = self.tr("Numbers: 10, >10, <=5, 10-20, = for nothing, * for anything")
        else:
            how = self.tr("Words in it, =exactly, ^begins, !without, = for nothing, * for anything")
        self.setToolTip(self.tr("This is not a number.") + "\n" + how if bad else how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(1)
        elif key == Qt.Key.Key_Up:
            self.left.emit(-1)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.typed.emit(self.column.key, "")
        elif key == Qt.Key.Key_Escape:
            self.left.emit(1)
        else:
            super().keyPressEvent(event)


class PickedField(QPushButton):
    """`asked(key)`: for its values; `left` as above."""

    asked = Signal(str)
    left = Signal(int)

    def __init__(self, column: SkuColumn, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setProperty("filter", True)
        self.setAutoDefault(False)
        self.setIcon(icon(Glyph.DOWN, "text_muted"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(lambda: self.asked.emit(column.key))
        self.show_filters(GridFilters())

    def show_filters(self, filters: GridFilters) -> None:
        values = filters.chosen.get(self.column.key)
        words = chosen_words(self.column, values) if values else self.tr("All")
        self.setText(words)
        self.setToolTip(words)
        name = self.tr("Filter by {column}: {values}")
        self.setAccessibleName(name.format(column=self.column.heading, values=words))
        set_property(self, "active", bool(values))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Up:
            self.left.emit(-1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit(1)
        else:
            super().keyPressEvent(event)


FilterField = TypedField | PickedField
