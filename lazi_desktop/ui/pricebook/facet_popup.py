"""Picking rows by the values of a column: which ones there are among the matching rows, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.ports.sku_query import Facet
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.filter_words import facet_word
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn

FACETS_SHOWN = 500


class FacetPopup(PopupList):
    """`values_chosen(key, values)`: at every tick; no values mean all rows."""

    values_chosen = Signal(str, object)

    def __init__(self, column: SkuColumn, chosen: frozenset[str], parent: QWidget) -> None:
        title = QCoreApplication.translate("FacetPopup", "Find a value of {column}")
        super().__init__(title.format(column=column.heading), parent)
        self.column = column
        self._chosen = set(chosen)
        self._facets: Sequence[Facet] = ()
        self.ticked.connect(self._on_ticked)
        self.add_button(self.tr("All values")).clicked.connect(self._on_all)
        self._offer()

    def know(self, facets: Sequence[Facet]) -> None:
        """The values with their counts; chosen ones are listed also where no row has them any more."""
        self._facets = facets
        self._offer()
        self._fit()

    def _offer(self) -> None:
        counts = {facet.value: facet.count for facet in self._facets}
        values = [*counts, *sorted(self._chosen - counts.keys())]
        self.offer(
            [
                Choice(
                    value, facet_word(self.column, value), value in self._chosen, whole(counts.get(value, 0))
                )
                for value in values
            ]
        )

    def _on_ticked(self, value: str, on: bool) -> None:
        self._chosen = self._chosen | {value} if on else self._chosen - {value}
        self.values_chosen.emit(self.column.key, frozenset(self._chosen))

    def _on_all(self) -> None:
        self._chosen = set()
        self._offer()
        self.values_chosen.emit(self.column.key, frozenset())
