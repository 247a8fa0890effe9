"""The services that were chosen, each with a way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.elided_label import ElidedLabel


class ServicesChosen(QWidget):
    """`removed(key)`"""

    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[EntityKey, str]] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_services(self, services: Sequence[ServiceNow]) -> None:
        shown = [(one.key, " · ".join(filter(None, (one.code, one.name)))) for one in services]
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(key, words) for key, words in shown]
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, key: EntityKey, words: str) -> QWidget:
        line = QWidget()
        name = ElidedLabel()
        name.setText(words)
        out = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Leave out {name}").format(name=words))
        out.clicked.connect(lambda: self.removed.emit(key))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(name, 1)
        row.addWidget(out)
        return line
