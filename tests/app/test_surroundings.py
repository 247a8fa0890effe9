"""On battery, metered, offline: what is told, and the harmless answer where nothing is known."""

from __future__ import annotations

from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.surroundings import MachineSurroundings
from lazi_desktop.app.window_surroundings import WindowSurroundings

Reach = QNetworkInformation.Reachability


@pytest.mark.parametrize(
    "battery, expected",
    [
        (None, False),  # a desktop computer
        (SimpleNamespace(power_plugged=True), False),
        (SimpleNamespace(power_plugged=None), False),  # it does not say
        (SimpleNamespace(power_plugged=False), True),
    ],
)
def test_on_battery_only_where_it_is_certain(monkeypatch, battery, expected):
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    assert MachineSurroundings().on_battery() is expected


def test_a_system_that_cannot_tell_is_on_mains(monkeypatch):
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)
    here = MachineSurroundings()
    assert (here.on_battery(), here.metered(), here.offline()) == (False, False, False)


class Network:
    """What Qt knows, as far as it is looked at."""

    def __init__(self) -> None:
        self.isMeteredChanged = Told()
        self.reachabilityChanged = Told()

    def isMetered(self) -> bool:
        return True

    def reachability(self) -> Reach:
        return Reach.Disconnected


class Told:
    def connect(self, slot) -> None:
        self.tell = slot


def test_what_qt_tells_of_the_network_is_noted(qapp: QApplication, monkeypatch):
    network = Network()
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: True)
    monkeypatch.setattr(QNetworkInformation, "instance", lambda: network)
    here = WindowSurroundings()
    assert (here.metered(), here.offline()) == (True, True)
    network.isMeteredChanged.tell(False)
    network.reachabilityChanged.tell(Reach.Local)
    assert (here.metered(), here.offline()) == (False, False)


def test_without_any_news_of_the_network_it_is_there(qapp: QApplication, monkeypatch):
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: False)
    here = WindowSurroundings()
    assert (here.metered(), here.offline()) == (False, False)
