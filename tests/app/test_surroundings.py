"""On battery, metered, offline: what is told, and the harmless answer where nothing is known."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication
from structlog.testing import capture_logs

from lazi_desktop.app import linux_power, surroundings
from lazi_desktop.app.by_itself import pauses_of
from lazi_desktop.app.qt_network import QtNetwork
from lazi_desktop.app.surroundings import (
    BATTERY_NOT_KNOWN,
    METERED_NOT_KNOWN,
    MachineSurroundings,
    UnknownNetwork,
    not_known,
)
from lazi_desktop.app.window_surroundings import WindowSurroundings
from lazi_desktop.config.settings import SyncSettings

Reach = QNetworkInformation.Reachability

# -------------------------------------------------------------------------------------------------------------- battery


@pytest.mark.parametrize(
    "battery, expected",
    [
        (None, False),  # a desktop computer
        (SimpleNamespace(power_plugged=True), False),
        (SimpleNamespace(power_plugged=None), None),  # it does not say
        (SimpleNamespace(power_plugged=False), True),
    ],
)
def test_on_battery_only_where_it_is_certain(monkeypatch, battery, expected):
    monkeypatch.setattr(surroundings, "ON_LINUX", False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    assert MachineSurroundings().battery() is expected
    assert MachineSurroundings().on_battery() is bool(expected)


def test_a_system_that_cannot_tell_is_on_mains(monkeypatch):
    monkeypatch.setattr(surroundings, "ON_LINUX", False)
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)
    here = MachineSurroundings(UnknownNetwork)
    assert (here.on_battery(), here.metered(), here.offline()) == (False, False, False)
    assert (here.battery(), here.metering()) == (None, None)


MAINS, UNPLUGGED = {"type": "Mains", "online": "1"}, {"type": "Mains", "online": "0"}
CHARGING, EMPTYING = {"type": "Battery", "status": "Charging"}, {"type": "Battery", "status": "Discharging"}
UNSURE = {"type": "Battery", "status": "Unknown"}
CHARGERS = ("USB", "USB_C", "USB_PD", "USB_DCP", "BrickID", "Wireless")  # plugged in, and still not enough
MOUSE = {"type": "Battery", "scope": "Device", "status": "Discharging"}


@pytest.mark.parametrize(
    "supplies, expected",
    [
        ([], False),
        ([MAINS], False),
        ([MOUSE], False),  # a wireless mouse does not run the computer
        ([MAINS, CHARGING], False),
        ([UNPLUGGED, EMPTYING], True),
        ([UNPLUGGED, UNSURE], True),
        *(([{"type": charger, "online": "1"}, UNPLUGGED, EMPTYING], False) for charger in CHARGERS),
        ([{"type": "USB_C", "online": "0"}, UNSURE], True),
        ([EMPTYING], True),
        ([EMPTYING, {"type": "Battery", "status": "Full"}], True),  # one after the other
        ([{"type": "Battery", "status": "Not charging"}], False),
        ([{"type": "UPS", "status": "Discharging"}], True),
        ([UNSURE], None),
    ],
)
def test_linux_is_asked_itself(tmp_path: Path, supplies, expected):
    for number, supply in enumerate(supplies):
        (tmp_path / f"supply{number}").mkdir()
        for name, said in supply.items():
            (tmp_path / f"supply{number}" / name).write_text(f"{said}\n")
    assert linux_power.on_battery(tmp_path) is expected


def test_where_linux_keeps_no_list_of_supplies_nobody_knows(tmp_path: Path):
    assert linux_power.on_battery(tmp_path / "none") is None


# -------------------------------------------------------------------------------------------------------------- network


class Network:
    """What Qt knows, as far as it is looked at."""

    features = QNetworkInformation.Feature.Metered
    backend = "networkmanager"
    metered = True

    def __init__(self) -> None:
        self.isMeteredChanged = Told()
        self.reachabilityChanged = Told()

    def supports(self, feature: QNetworkInformation.Feature) -> bool:
        return feature in self.features

    def backendName(self) -> str:
        return self.backend

    def isMetered(self) -> bool:
        return self.metered

    def reachability(self) -> Reach:
        return Reach.Disconnected


class Told:
    def connect(self, slot) -> None:
        self.tell = slot


@pytest.fixture
def network(qapp: QApplication, monkeypatch) -> Network:
    network = Network()
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: True)
    monkeypatch.setattr(QNetworkInformation, "instance", lambda: network)
    return network


def test_what_qt_tells_of_the_network_is_noted(network: Network):
    here = WindowSurroundings()
    assert (here.metered(), here.metering(), here.offline()) == (True, True, True)
    network.isMeteredChanged.tell(False)
    network.reachabilityChanged.tell(Reach.Local)
    assert (here.metered(), here.metering(), here.offline()) == (False, False, False)


def test_without_any_news_of_the_network_it_is_there(qapp: QApplication, monkeypatch):
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: False)
    here = WindowSurroundings()
    assert (here.metered(), here.metering(), here.offline()) == (False, None, False)


def test_glib_calls_every_network_unmetered_and_is_not_believed(network: Network):
    network.backend, network.metered = "glib", False
    assert WindowSurroundings().metering() is None


def test_elsewhere_qt_is_asked_without_a_window_and_hears_first_what_has_changed(
    network: Network, monkeypatch
):
    here = MachineSurroundings(QtNetwork)
    assert (here.metering(), here.metered(), here.offline()) == (True, True, True)
    monkeypatch.setattr(QCoreApplication, "processEvents", lambda *_: setattr(network, "metered", False))
    assert here.metering() is False
    network.features = QNetworkInformation.Feature.Reachability
    assert here.metering() is None


# ---------------------------------------------------------------------------------------------------- what is not known


class Nothing(MachineSurroundings):
    """Tells nothing."""

    def __init__(self) -> None:
        super().__init__(UnknownNetwork)

    def battery(self) -> bool | None:
        return None


@pytest.mark.parametrize(
    "asked, sentences",
    [
        ({}, []),
        ({"pause_on_battery": True}, [BATTERY_NOT_KNOWN]),
        ({"pause_on_metered": True}, [METERED_NOT_KNOWN]),
    ],
)
def test_what_is_asked_for_and_not_known_is_in_the_log_once(asked, sentences):
    settings = SyncSettings(**asked)
    assert not_known(settings, Nothing()) == sentences
    with capture_logs() as logs:
        pauses = pauses_of(settings, Nothing())
        assert [pauses.reason() for _ in range(3)] == [""] * 3
    assert [line["event"] for line in logs] == sentences


def test_what_is_known_is_not_complained_about():
    class Known(Nothing):
        def battery(self) -> bool | None:
            return True

        def metering(self) -> bool | None:
            return False

    settings = SyncSettings(pause_on_battery=True, pause_on_metered=True)
    assert not_known(settings, Known()) == []
    assert pauses_of(settings, Known()).reason() == "on battery"
