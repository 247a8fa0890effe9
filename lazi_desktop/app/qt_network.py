"""What Qt knows of the network where no window runs Qt's loop: before each answer Qt hears what has changed.

For Windows and macOS. Qt keeps up with changes on the main thread; elsewhere it only says what it could tell.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QNetworkInformation


class QtNetwork:
    """Implements `app.surroundings.Network`."""

    def __init__(self) -> None:
        self._application = QCoreApplication.instance()
        if self._application is None and threading.current_thread() is threading.main_thread():
            self._application = QCoreApplication([])
        self._network = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None

    def metering(self) -> bool | None:
        network = self._heard()
        if network is None or not network.supports(QNetworkInformation.Feature.Metered):
            return None
        return network.isMetered()

    def offline(self) -> bool:
        network = self._heard()
        return network is not None and network.reachability() == QNetworkInformation.Reachability.Disconnected

    def _heard(self) -> QNetworkInformation | None:
        if self._application is not None:
            self._application.processEvents()
        return self._network
