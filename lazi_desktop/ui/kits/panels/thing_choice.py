"""A field that finds a SKU or a kit: what can stand in a line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.linked.sku_search import SkuSearch
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.kit_choice import KitChoice
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

_KINDS = (EntityKind.MATERIAL, EntityKind.EQUIPMENT, EntityKind.SERVICE)


class ThingChoice(QWidget):
    """`chosen()`: another one, or none yet."""

    chosen = Signal()

    def __init__(self, context: UiContext, kits: Kits, title: str) -> None:
        super().__init__()
        self._context = context
        self._kits = kits
        self.thing: Thing | None = None
        self.kind = QComboBox()
        self.kind.addItems([self.tr("SKU"), self.tr("Kit")])
        self.kind.setAccessibleName(self.tr("{title}: a SKU or a kit").format(title=title))
        self.sku = SkuSearch(context, _KINDS, self)
        self.sku.setPlaceholderText(self.tr("Find by code or name"))
        self.sku.setAccessibleName(title)
        self.kit = KitChoice(kits)
        self._fields = QStackedWidget()
        self._fields.addWidget(self.sku)
        self._fields.addWidget(self.kit)
        self._fields.setFixedHeight(metrics.CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(label(title))
        row.addWidget(self.kind)
        row.addWidget(self._fields, 1)
        self.kind.activated.connect(self._on_kind)
        self.sku.picked.connect(self._on_sku)
        self.kit.picked.connect(lambda kit: self._choose(Thing(kit=kit)))

    def show_thing(self, thing: Thing | None) -> None:
        """Without telling."""
        self.thing = thing
        is_kit = thing is not None and thing.kit is not None
        self.kind.setCurrentIndex(1 if is_kit else 0)
        self._fields.setCurrentIndex(self.kind.currentIndex())
        self._show()
        self.setFocusProxy(self.kit if self.kind.currentIndex() else self.sku)

    def _show(self) -> None:
        thing = self.thing
        self.kit.show_kit(thing.kit if thing is not None else None)
        sku = self._kits.book.skus.get(thing.sku) if thing is not None and thing.sku is not None else None
        self.sku.setText(" · ".join(filter(None, (sku.code, sku.name))) if sku is not None else "")
        self.sku.setCursorPosition(0)

    def _on_kind(self, place: int) -> None:
        self._fields.setCurrentIndex(place)
        self.setFocusProxy(self.kit if self.kind.currentIndex() else self.sku)
        self.sku.clear()
        self.kit.clear()
        if self.thing is not None:
            self.thing = None
            self.chosen.emit()
        self.setFocus()

    def _on_sku(self, row: SkuRow) -> None:
        self.sku.setText(" · ".join(filter(None, (row.code, row.name))))
        self.sku.setCursorPosition(0)
        self._choose(Thing(sku=row.key))

    def _choose(self, thing: Thing) -> None:
        self.thing = thing
        self.chosen.emit()
