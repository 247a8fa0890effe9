"""Small pictures in the cells of a table: asked for when scrolling rests, given up when they are scrolled away."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import Asked, Pictures, Thumbnail
from lazi_desktop.ui.shown_picture import pixels_for, squared

REST = 60  # ms; what flies past is not asked for
_KEPT = 1_500
_RADIUS = 5

_Place = tuple[str, float]


class CellPictures(QObject):
    """`changed(addresses)`: these can be painted now. `visible` tells those on the screen, "" among them for none."""

    changed = Signal(object)
    _arrived = Signal(str, float, object)

    def __init__(
        self,
        pictures: Pictures,
        side: int,
        visible: Callable[[], Iterable[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._side = side
        self._visible = visible
        self._ratio = 1.0
        self._kept: OrderedDict[_Place, QPixmap] = OrderedDict()
        self._asked: dict[_Place, Asked] = {}
        self._broken: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, address: str, ratio: float) -> QPixmap | None:
        """None where there is none (yet); it is asked for soon. Never waits."""
        if not address:
            return None
        found = self._kept.get((address, ratio))
        if found is not None:
            self._kept.move_to_end((address, ratio))
        elif address not in self._broken:
            self._ratio = ratio
            if not self._rest.isActive():
                self._rest.start()
        return found

    def look(self) -> None:
        """Others are on the screen."""
        if self._asked and not self._rest.isActive():
            self._rest.start()

    # --------------------------------------------------------------------------------------------------------- asking

    def _ask(self) -> None:
        ratio = self._ratio
        wanted = {address: None for address in self._visible() if address}
        for place in [place for place in self._asked if place[0] not in wanted or place[1] != ratio]:
            self._asked.pop(place).cancel()
        found = []
        for address in wanted:
            place = address, ratio
            if place in self._kept or place in self._asked or address in self._broken:
                continue
            held = self._pictures.at_hand(address, pixels_for(self._side, ratio))
            if held is None:
                self._asked[place] = self._ask_for(address, ratio)
            else:
                self._keep(place, held)
                found.append(address)
        if found:
            self.changed.emit(found)

    def _ask_for(self, address: str, ratio: float) -> Asked:
        def arrived(answer: Thumbnail | LaziError) -> None:
            if isValid(self):
                self._arrived.emit(address, ratio, answer)

        return self._pictures.ask(address, pixels_for(self._side, ratio), arrived)

    def _on_arrived(self, address: str, ratio: float, answer: Thumbnail | LaziError) -> None:
        self._asked.pop((address, ratio), None)
        if isinstance(answer, Thumbnail):
            self._keep((address, ratio), answer)
            self.changed.emit([address])
        else:
            self._broken.add(address)

    def _keep(self, place: _Place, found: Thumbnail) -> None:
        self._kept[place] = squared(found, self._side, place[1], _RADIUS)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
