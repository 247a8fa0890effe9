"""The Kits page: the list of kits, the builder of the one that was opened, and the panels that take their place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.kit import Version
from lazi_desktop.domain.kits.material_list import Job
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.adding_rows import AddingRows
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.builder import KitBuilder
from lazi_desktop.ui.kits.kit_header import KitHeader
from lazi_desktop.ui.kits.kit_uses import KitUses
from lazi_desktop.ui.kits.listing.kits_list import KitsList
from lazi_desktop.ui.kits.panels.kit_panels import KitPanels
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
        self.uses = KitUses(self.kits, self)
        """For the pricebook."""
        self.list = KitsList(context, self.kits)
        self.header = KitHeader(context, self.shown)
        self.builder = KitBuilder(context, signals, self.shown)
        self.panels = KitPanels(context, self.kits)
        self._before_panel: QWidget = self.list
        self.adding = AddingRows(context, self.kits, self)
        self.actions_by_name = self.builder.actions_by_name
        self._wanted: KitId | None = None
        """To be opened as soon as it is here, unless the person goes elsewhere first."""
        self._is_unnamed = False
        """That one is new, and its name is typed first."""
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
        self.stack.addWidget(self.panels)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _listen(self) -> None:
        self.list.kit_opened.connect(self.open_kit)
        self.list.kit_made.connect(self._open_new)
        back = QShortcut(QKeySequence("Alt+Left"), self._whole, self.show_list)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list.handling.use_wanted.connect(self.panels.use)
        self.list.handling.compare_wanted.connect(self.panels.compare)
        self.list.handling.material_wanted.connect(
            lambda kits: self.panels.list_materials([Job(kit=kit) for kit in kits])
        )
        self.header.list_wanted.connect(self.show_list)
        self.header.left.connect(self._leave_header)
        self.header.versions_wanted.connect(lambda: self.builder.pane.tabs.setCurrentIndex(1))
        pane = self.builder.pane
        pane.kit_wanted.connect(self.open_kit)
        pane.service_wanted.connect(self.show_wanted)
        pane.field_wanted.connect(self.editor_wanted)
        pane.review_wanted.connect(self.panels.review)
        pane.compare_wanted.connect(self._compare_version)
        self.header.use_wanted.connect(self._use)
        self.header.compare_wanted.connect(self._compare)
        self.header.replace_wanted.connect(self._replace)
        self.header.material_wanted.connect(self._list_materials)
        self.panels.opened.connect(self._on_panel)
        self.panels.closed.connect(self._on_panel_closed)
        self.kits.changed.connect(lambda _: self._on_kits())

    # ------------------------------------------------------------------------------------------------------ going about

    def open_kit(self, key: KitId) -> None:
        """In the builder, as soon as it is here."""
        self._wanted, self._is_unnamed = key, False
        self.kits.ensure()
        self._on_kits()

    def _open_new(self, key: KitId) -> None:
        """It was made while the list is not seen: it opens, and what is typed is its name."""
        self._wanted, self._is_unnamed = key, True
        self.kits.ensure()
        self._on_kits()

    def _on_kits(self) -> None:
        if self._wanted is not None and self._wanted in self.kits.book.kits:
            key, self._wanted = self._wanted, None
            self.shown.show(key)
            self.stack.setCurrentWidget(self._whole)
            if self._is_unnamed:
                self.header.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.header.name.selectAll()
            else:
                self.builder.take_keys()

    def _leave_header(self) -> None:
        """To the lines; where there are none, to what could become one."""
        if self.shown.kit is not None and not self.shown.kit.lines:
            self.builder.take_keys()
        else:
            self.builder.enter_lines()

    # --------------------------------------------------------------------------------------------------------- panels

    def _use(self) -> None:
        if self.shown.key is not None:
            self.panels.use(self.shown.key, values=self.shown.values, options=self.shown.options)

    def _compare(self) -> None:
        if self.shown.key is not None:
            self.panels.compare(self.shown.key, values=self.shown.values)

    def _compare_version(self, version: Version) -> None:
        if self.shown.key is not None:
            self.panels.compare(self.shown.key, version=version.key, values=self.shown.values)

    def _replace(self) -> None:
        """What the line that is looked at holds."""
        kit, way = self.shown.kit, self.shown.line
        line = kit.line(way[0]) if kit is not None and len(way) == 1 else None
        self.panels.replace(None if line is None else Thing(sku=line.sku, kit=line.includes))

    def _list_materials(self) -> None:
        if self.shown.key is not None:
            values, options = self.shown.values, self.shown.options
            self.panels.list_materials([Job(kit=self.shown.key, values=values, options=options)])

    def _on_panel(self) -> None:
        self._wanted = None
        now = self.stack.currentWidget()
        if now is not None and now is not self.panels:
            self._before_panel = now
        self.stack.setCurrentWidget(self.panels)

    def _on_panel_closed(self) -> None:
        self.stack.setCurrentWidget(self._before_panel)
        self.take_keys()

    def show_list(self) -> None:
        self._wanted = None
        self.stack.setCurrentWidget(self.list)
        self.list.take_keys()

    def take_keys(self) -> None:
        if self.stack.currentWidget() is self._whole:
            self.builder.take_keys()
        elif self.stack.currentWidget() is self.list:
            self.list.take_keys()

    def set_search(self, text: str) -> None:
        """Of all kits."""
        self._wanted = None
        if text:
            self.stack.setCurrentWidget(self.list)
        self.list.set_search(text)

    def enter_results(self) -> None:
        self.show_list()

    def flush(self) -> None:
        """What is typed is handed over, before something is pushed."""
        self.header.flush()
        self.builder.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing in the builder wanted for itself."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Backspace and plain and self.stack.currentWidget() is self._whole:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.kits.ensure()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._wanted = None
        self.flush()
