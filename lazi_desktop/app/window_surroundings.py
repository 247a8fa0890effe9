"""What this computer is on, with what Qt knows of the network."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from lazi_desktop.app.surroundings import MachineSurroundings

_Reach = QNetworkInformation.Reachability


class WindowSurroundings(QObject):
    """Implements `app.surroundings.KnownSurroundings`.

    Lives on the UI thread, where Qt tells what has changed; the engine's thread reads what was noted last.
    """

    def __init__(self) -> None:
        super().__init__()
        self._machine = MachineSurroundings()
        self._metered = False
        self._offline = False
        self._tells_metered = False
        network = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        if network is not None:
            # Where NetworkManager does not run, GLib stands in on Linux, and calls every network unmetered.
            has_feature = network.supports(QNetworkInformation.Feature.Metered)
            self._tells_metered = has_feature and network.backendName() != "glib"
            network.isMeteredChanged.connect(self._on_metered_changed)
            network.reachabilityChanged.connect(self._on_reachability_changed)
            self._on_metered_changed(network.isMetered())
            self._on_reachability_changed(network.reachability())

    def battery(self) -> bool | None:
        return self._machine.battery()

    def metering(self) -> bool | None:
        return self._metered if self._tells_metered else None

    def on_battery(self) -> bool:
        return self._machine.on_battery()

    def metered(self) -> bool:
        return self._metered

    def offline(self) -> bool:
        return self._offline

    def _on_metered_changed(self, metered: bool) -> None:
        self._metered = metered

    def _on_reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        self._offline = reachability == _Reach.Disconnected
