"""The variations of a configurable SKU, or the configurable ones that it is a variation of: their codes and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout

from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.linked.model import Column, LinkedModel, Reference
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress, in_card

_COLUMNS = {Column.CODE: (96, 2), Column.NAME: (90, 5), Column.PRICE: (84, 0)}
_FLAGS = ("is_configurable_material", "is_configurable_equipment")
_MOST_ROWS = 8


class VariationsControl(FieldControl):
    is_wide = True
    can_edit = False

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._kind = place.kind
        self._queries = place.context.queries
        self._reads = LatestRead(place.context.tasks, place.context.notifier, self)
        self._is_configurable = False
        self.widget = MarkedField(place.parent)
        self.model = LinkedModel(list(_COLUMNS), self)
        self.model.is_fixed = True
        self.table = QTableView(self.widget)
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(place.title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        SharedRoom(self.table, {at: Heading("", *sizes) for at, sizes in enumerate(_COLUMNS.values())})
        self.said = label("", "small", wrap=True)
        self._card = in_card(self.table, shows_focus=True)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(self.said)
        layout.addWidget(self._card)
        self.widget.setFocusProxy(self.table)

    def know(self, subject: Subject) -> None:
        self._is_configurable = any(subject.values.get(name) is True for name in _FLAGS)

    def show_value(self, value: Value) -> None:
        ids: list[Reference] = list(value or ())
        words = self.tr("None")
        if ids and self._is_configurable:
            words = self.tr("It is sold as one of these:")
        elif ids:
            words = self.tr("It is a variation of these:")
        self._show(ids, words)

    def show_different(self, words: str, common: Value = None) -> None:
        self._show([], words)

    def _show(self, ids: list[Reference], words: str) -> None:
        self.said.setText(words)
        self._put_in_order(ids)
        self.table.setFixedHeight((min(len(ids), _MOST_ROWS) + 1) * metrics.ROW_HEIGHT + 2)
        self._card.setVisible(bool(ids))
        if ids:
            queries, kind = self._queries, self._kind
            self._reads.ask(
                lambda: queries.rows_by_reference(kind, ids), lambda found: self._learn(ids, found)
            )
        else:
            self._reads.drop()

    def _learn(self, ids: Sequence[Reference], found: Mapping[Reference, SkuRow]) -> None:
        self.model.know({one: found.get(one) for one in ids})
        self._put_in_order(ids)

    def _put_in_order(self, ids: Sequence[Reference]) -> None:
        """By code; those that are not here come last."""

        def code(one: Reference) -> tuple[bool, str]:
            row = self.model.row_of(one)
            return row is None, "" if row is None else row.code.casefold()

        self.model.show_links(sorted(ids, key=code))

    def allow(self) -> None:
        """Stays as it is."""
