"""Pictures that were pushed from here are looked at once under the addresses that ServiceTitan gave them: from then on
they are on this computer, as they were before."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lazi_desktop.domain.assets import addresses_in
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ports.push import PushReport, PushResult
from lazi_desktop.ui.sync.engine_signals import EngineSignals

_SIDE = 256
"""As tiles are mostly seen."""


class PushedPictures(QObject):
    def __init__(self, pictures: Pictures, signals: EngineSignals) -> None:
        super().__init__(signals)
        self._pictures = pictures
        signals.push_finished.connect(self._on_pushed)

    def _on_pushed(self, report: PushReport) -> None:
        shown = {
            address
            for one in report.fields
            if one.result is PushResult.VERIFIED
            for address in addresses_in(one.field, one.found)
        }
        for address in sorted(shown):
            if local_digest(address) is None and self._pictures.at_hand(address, _SIDE) is None:
                self._pictures.ask(address, _SIDE, lambda _: None, visible=False)
