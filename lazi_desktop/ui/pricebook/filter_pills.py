"""The pills in the grid's head: filters in force, each taken away by a click, and flags with their counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.filter_words import FLAG_TITLES, chosen_words, flag_title
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_LONGEST = 40


class FilterPills(QWidget):
    """`flag_toggled(flag, on)`, `removed(key)`: of a column's filter, `cleared()`: all of them."""

    flag_toggled = Signal(object, bool)
    removed = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filters = GridFilters()
        self._counts: Mapping[SkuFlag, int] = {}
        self._columns: dict[str, QPushButton] = {}
        self._flags = {flag: self._flag_pill(flag) for flag in FLAG_TITLES}
        self.clear_button = button(self.tr("Clear filters"), "link")
        self.clear_button.setProperty("pill", True)
        self.clear_button.setToolTip(self.tr("Show all rows again"))
        self.clear_button.clicked.connect(self.cleared)
        self._flow = FlowLayout(self, gap=4)
        for one in (self.clear_button, *self._flags.values()):
            one.hide()
            self._flow.addWidget(one)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Filters in force"))

    def _flag_pill(self, flag: SkuFlag) -> QPushButton:
        made = button(flag_title(flag))
        made.setProperty("pill", True)
        made.setCheckable(True)
        made.clicked.connect(lambda on: self.flag_toggled.emit(flag, on))
        return made

    def flag(self, flag: SkuFlag) -> QPushButton:
        return self._flags[flag]

    def pill(self, key: str) -> QPushButton:
        """Of a column's filter."""
        return self._columns[key]

    def show_filters(self, filters: GridFilters) -> None:
        self._filters = filters
        keys = [*filters.typed, *filters.chosen]
        for key in [key for key in self._columns if key not in keys]:
            gone = self._columns.pop(key)
            self._flow.removeWidget(gone)
            gone.deleteLater()
        for key in keys:
            if key not in self._columns:
                self._columns[key] = self._column_pill(key)
            self._say(self._columns[key], key)
        self.clear_button.setVisible(bool(filters))
        self._show_flags()

    def show_counts(self, counts: Mapping[SkuFlag, int]) -> None:
        """A flag that no row has is not offered."""
        self._counts = counts
        self._show_flags()

    def _column_pill(self, key: str) -> QPushButton:
        made = QPushButton(self)
        made.setProperty("pill", True)
        made.setAutoDefault(False)
        made.setCheckable(True)
        made.setIcon(icon(Glyph.CLOSE, "accent"))
        made.setIconSize(QSize(10, 10))
        made.clicked.connect(lambda: self.removed.emit(key))
        self._flow.insert(len(self._columns), made)
        made.show()
        return made

    def _say(self, pill: QPushButton, key: str) -> None:
        column, filters = COLUMN[key], self._filters
        typed = filters.typed.get(key, "").strip()
        words = typed or chosen_words(column, filters.chosen.get(key, frozenset()))
        pill.setChecked(True)
        pill.setText(f"{column.heading}: {words[:_LONGEST]}".replace("&", "&&"))
        pill.setToolTip(self.tr("Take this filter away"))
        pill.setAccessibleName(
            self.tr("Take the filter away: {filter}").format(filter=f"{column.heading} {words}")
        )

    def _show_flags(self) -> None:
        for flag, pill in self._flags.items():
            count, wanted = self._counts.get(flag, 0), flag in self._filters.flags
            pill.setChecked(wanted)
            pill.setText(f"{flag_title(flag)} {whole(count)}")
            entries = counted(count, self.tr("entry"), self.tr("entries"))
            pill.setAccessibleName(f"{flag_title(flag)}, {entries}")
            pill.setToolTip(self.tr("{entries} of this list").format(entries=entries))
            pill.setVisible(wanted or bool(count))
        self._flow.invalidate()
        self.setVisible(any(not one.isHidden() for one in (self.clear_button, *self._flags.values())))
        self.updateGeometry()
