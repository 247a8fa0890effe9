"""Pictures, videos and files of an entry, to read. What stands on the web opens in the browser; a path in
ServiceTitan's storage is shown and never opened."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout

from lazi_desktop.domain.assets import Asset, read_assets
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress, in_card


class Column(IntEnum):
    DEFAULT = 0
    NAME = 1
    TYPE = 2
    ADDRESS = 3


_MOST_ROWS = 6


class AssetsControl(FieldControl):
    is_wide = True
    can_edit = False

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._assets: list[Asset] = []
        self.widget = self._marked = MarkedField(place.parent)
        self.table = QTableWidget(0, len(Column), self.widget)
        dress(self.table)
        self.table.setAccessibleName(place.title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        headings = {
            Column.DEFAULT: Heading("", 30),
            Column.NAME: Heading(self.tr("Name"), 80, 3),
            Column.TYPE: Heading(self.tr("Type"), 84),
            Column.ADDRESS: Heading(self.tr("Where"), 60, 4),
        }
        self.table.setHorizontalHeaderLabels([heading.title for heading in headings.values()])
        SharedRoom(self.table, {int(column): heading for column, heading in headings.items()})
        self.open = button(
            self.tr("Open"), "quiet", glyph=Glyph.EXTERNAL, name=self.tr("Open in the browser")
        )
        self.open.clicked.connect(self._open)
        self.said = label("", "small", wrap=True)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._tell)
        self.table.itemDoubleClicked.connect(lambda _item: self._open())
        self.table.installEventFilter(self)
        self._show([], "")

    def _lay_out(self) -> None:
        self._card = in_card(self.table, shows_focus=True)
        self._marked.mark_on(self._card)
        line = QHBoxLayout()
        line.setSpacing(metrics.GAP_TINY)
        line.addWidget(self.said, 1)
        line.addWidget(self.open)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(self._card)
        layout.addLayout(line)
        self.widget.setFocusProxy(self.table)

    def show_value(self, value: Value) -> None:
        self._show(read_assets(value), self.tr("None"))

    def show_different(self, words: str, common: Value = None) -> None:
        self._show([], words)

    def _show(self, assets: list[Asset], otherwise: str) -> None:
        if assets != self._assets:
            self._assets = assets
            self.table.setRowCount(len(assets))
            for row, asset in enumerate(assets):
                for column in Column:
                    self.table.setItem(row, column, self._item(asset, column))
        self._otherwise = otherwise
        self.table.setFixedHeight((min(len(assets), _MOST_ROWS) + 1) * metrics.ROW_HEIGHT + 2)
        self._card.setVisible(bool(assets))
        self._tell()

    def _item(self, asset: Asset, column: Column) -> QTableWidgetItem:
        text = {
            Column.DEFAULT: "●" if asset.is_default else "",
            Column.NAME: asset.name,
            Column.TYPE: self._types().get(asset.type, asset.type),
            Column.ADDRESS: asset.address,
        }[column]
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if column is Column.DEFAULT and asset.is_default:
            item.setToolTip(self.tr("The one that is shown first"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("The one that is shown first"))
        if column is Column.ADDRESS and not asset.is_on_the_web:
            item.setForeground(color("text_muted"))
        return item

    def _types(self) -> dict[str, str]:
        return {
            "Image": self.tr("Picture"),
            "Video": self.tr("Video"),
            "VideoFile": self.tr("Video file"),
            "Attachment": self.tr("File"),
            "Other": self.tr("Other"),
        }

    def _chosen(self) -> Asset | None:
        rows = self.table.selectionModel().selectedRows()
        return self._assets[rows[0].row()] if rows else None

    def _tell(self) -> None:
        chosen = self._chosen()
        self.open.setVisible(any(asset.is_on_the_web for asset in self._assets))
        self.open.setEnabled(chosen is not None and chosen.is_on_the_web)
        words = "" if self._assets else self._otherwise
        if chosen is not None and not chosen.is_on_the_web:
            words = self.tr("It lies in ServiceTitan's own storage, which no browser opens.")
        self.said.setText(words)
        self.said.setVisible(bool(words) or not self.open.isHidden())

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.is_on_the_web:
            QDesktopServices.openUrl(QUrl(chosen.address))

    def allow(self) -> None:
        """Stays as it is."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open()
            return True
        return False
