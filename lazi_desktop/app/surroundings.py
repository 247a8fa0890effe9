"""What this computer is on, as far as the operating system tells it without a window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

import psutil

from lazi_desktop.app import linux_power
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.ports.system import Surroundings

ON_LINUX = sys.platform == "linux"

BATTERY_NOT_KNOWN = (
    "Nothing should run by itself on battery, but this computer does not say whether it is on battery:"
    " what is due runs."
)
METERED_NOT_KNOWN = (
    "Nothing should run by itself on a metered network, but this computer does not say whether its network is metered:"
    " what is due runs."
)


class Network(Protocol):
    def metering(self) -> bool | None: ...

    def offline(self) -> bool: ...


class KnownSurroundings(Surroundings, Protocol):
    """They also tell what they do not know: None, where the port gives the harmless answer."""

    def battery(self) -> bool | None: ...

    def metering(self) -> bool | None: ...


class MachineSurroundings:
    """Implements `KnownSurroundings`. `network` is made by the thread that asks for it first, and asked there alone."""

    def __init__(self, network: Callable[[], Network] | None = None) -> None:
        self._make_network = network or _network_here

    @cached_property
    def _network(self) -> Network:
        return self._make_network()

    def battery(self) -> bool | None:
        if ON_LINUX:
            return linux_power.on_battery()
        return _battery_by_psutil()

    def metering(self) -> bool | None:
        return self._network.metering()

    def on_battery(self) -> bool:
        return self.battery() is True

    def metered(self) -> bool:
        return self.metering() is True

    def offline(self) -> bool:
        return self._network.offline()


class UnknownNetwork:
    """Implements `Network` where nobody knows it."""

    def metering(self) -> bool | None:
        return None

    def offline(self) -> bool:
        return False


def not_known(settings: SyncSettings, here: KnownSurroundings) -> list[str]:
    """What the settings ask for and this computer does not tell, in sentences."""
    found = []
    if settings.pause_on_battery and here.battery() is None:
        found.append(BATTERY_NOT_KNOWN)
    if settings.pause_on_metered and here.metering() is None:
        found.append(METERED_NOT_KNOWN)
    return found


def _battery_by_psutil() -> bool | None:
    ask: Callable[[], Any] | None = getattr(psutil, "sensors_battery", None)
    if ask is None:
        return None
    battery = ask()
    if battery is None:
        return False  # it has none
    plugged = battery.power_plugged
    return None if plugged is None else not plugged


def _network_here() -> Network:
    try:
        if ON_LINUX:
            from lazi_desktop.app.network_manager import NetworkManager

            return NetworkManager()
        from lazi_desktop.app.qt_network import QtNetwork

        return QtNetwork()
    except ImportError:  # a server without Qt's libraries
        return UnknownNetwork()
