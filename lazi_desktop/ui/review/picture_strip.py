"""The pictures of one side of a change, small and side by side: those that come or go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.shown_picture import ShownPicture
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

SIDE = 44
_MOST = 8


class PictureStrip(QWidget):
    def __init__(self, pictures: Pictures | None) -> None:
        super().__init__()
        self._has_any = pictures is not None
        self.places = [_Place(pictures) for _ in range(_MOST)]
        self._flow = FlowLayout(self, gap=4)
        for place in self.places:
            self._flow.addWidget(place)
        self.hide()

    def show_pictures(self, shown: Sequence[tuple[str, str]]) -> None:
        """By address and name; the first so many."""
        for number, place in enumerate(self.places):
            address, name = shown[number] if number < len(shown) else ("", "")
            place.take(address, name)
        self.setVisible(bool(shown) and self._has_any)


class _Place(QLabel):
    def __init__(self, pictures: Pictures | None) -> None:
        super().__init__()
        self.setFixedSize(SIDE, SIDE)
        self._shown = ShownPicture(pictures, self)
        self._shown.changed.connect(self._renew)
        self.hide()

    def take(self, address: str, name: str) -> None:
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setVisible(bool(address))
        self._shown.show(address, SIDE, self.devicePixelRatioF())

    def _renew(self) -> None:
        self.setPixmap(self._shown.pixmap or QPixmap())
