"""The Kits page: the list of kits, the builder of the one that was opened, and the panels that take their place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.builder import KitBuilder
from lazi_desktop.ui.kits.kit_header import KitHeader
from lazi_desktop.ui.kits.plain_list import PlainKitsList
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics


class KitsPage(QWidget):
    """`show_wanted(key)`: a SKU, in the pricebook; `editor_wanted(key, field)`: its field's own editor."""

    show_wanted = Signal(object)
    editor_wanted = Signal(object, str)

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self.kits = Kits(context, self)
        self.shown = ShownKit(self.kits, self)
        self.list = PlainKitsList(context, self.kits)
        self.header = KitHeader(context, self.shown)
        self.builder = KitBuilder(context, signals, self.shown)
        self.actions_by_name = self.builder.actions_by_name
        self._wanted: KitId | None = None
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(self.header)
        column.addWidget(self.builder, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self._whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _listen(self) -> None:
        self.list.kit_opened.connect(self.open_kit)
        self.header.list_wanted.connect(self.show_list)
        self.header.left.connect(self.builder.enter_lines)
        self.header.versions_wanted.connect(lambda: self.builder.pane.tabs.setCurrentIndex(1))
        pane = self.builder.pane
        pane.kit_wanted.connect(self.open_kit)
        pane.service_wanted.connect(self.show_wanted)
        pane.field_wanted.connect(self.editor_wanted)
        self.kits.changed.connect(lambda _: self._on_kits())

    # ------------------------------------------------------------------------------------------------------ going about

    def open_kit(self, key: KitId) -> None:
        """In the builder, as soon as it is here."""
        self._wanted = key
        self.kits.ensure()
        self._on_kits()

    def _on_kits(self) -> None:
        if self._wanted is not None and self._wanted in self.kits.book.kits:
            key, self._wanted = self._wanted, None
            self.shown.show(key)
            self.stack.setCurrentWidget(self._whole)
            self.builder.take_keys()

    def show_list(self) -> None:
        self.stack.setCurrentWidget(self.list)
        self.list.take_keys()

    def take_keys(self) -> None:
        if self.stack.currentWidget() is self._whole:
            self.builder.take_keys()
        elif self.stack.currentWidget() is self.list:
            self.list.take_keys()

    def flush(self) -> None:
        """What is typed is handed over, before something is pushed."""
        self.builder.flush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.kits.ensure()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()
