"""NetworkManager is asked over a real D-Bus; whoever answers there is ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import psutil
import pytest

pytest.importorskip("jeepney", reason="NOT TESTED: what NetworkManager says; needs Linux")

from jeepney import new_error

from lazi_desktop.app.cli import main
from lazi_desktop.app.surroundings import MachineSurroundings
from lazi_desktop.config.places import ProfilePlaces
from tests.app.network_managers import a_bus, a_network_manager, a_troubled_bus
from tests.faults.desktops import until

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="NOT TESTED: what NetworkManager says; needs dbus-daemon"
)


@pytest.fixture
def bus(monkeypatch) -> Iterator[str]:
    with a_bus() as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.mark.parametrize("said, expected", [(0, None), (1, True), (2, False), (3, True), (4, False)])
def test_without_a_window_networkmanager_is_asked_about_metering(bus: str, said, expected):
    with a_network_manager(bus, {"Metered": said}):
        assert MachineSurroundings().metering() is expected
        assert MachineSurroundings().metered() is bool(expected)


def test_each_time_it_is_asked_anew(bus: str):
    says = {"Metered": 2}
    here = MachineSurroundings()
    with a_network_manager(bus, says):
        assert here.metering() is False
        says["Metered"] = 1
        assert here.metering() is True
    assert here.metering() is None  # it has left


@pytest.mark.parametrize(
    "state, wired, expected",
    [
        (20, False, True),
        (10, False, True),
        (20, True, False),  # somebody else looks after that link
        (70, False, False),
        (0, False, False),
    ],
)
def test_offline_is_what_has_no_link_at_all(bus: str, monkeypatch, state, wired, expected):
    links = {
        "lo": SimpleNamespace(isup=True, flags="up,loopback,running"),
        "eth0": SimpleNamespace(isup=wired, flags="up,broadcast"),
    }
    monkeypatch.setattr(psutil, "net_if_stats", lambda: links)
    with a_network_manager(bus, {"State": state}):
        assert MachineSurroundings().offline() is expected


def test_who_does_not_understand_the_question_knows_nothing(bus: str):
    with a_network_manager(bus, {}):
        assert MachineSurroundings().metering() is None


def test_where_nobody_is_asked_nobody_knows(bus: str, monkeypatch):
    assert MachineSurroundings().metering() is None
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus")
    here = MachineSurroundings()
    assert (here.metering(), here.metered(), here.offline()) == (None, False, False)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "greeted",
    [
        lambda hello: None,
        lambda hello: new_error(hello, "org.freedesktop.DBus.Error.LimitsExceeded", "s", ("Too many.",)),
    ],
    ids=["stands still", "refuses"],
)
def test_a_bus_that_lets_one_in_and_no_further_holds_nobody_up(tmp_path, monkeypatch, greeted):
    with a_troubled_bus(tmp_path / "bus", greeted) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        here, began = MachineSurroundings(), time.monotonic()
        assert (here.metering(), here.offline()) == (None, False)
        assert time.monotonic() - began < 20


def waits_by_status(capsys) -> dict[str, str]:
    main(["status", "--json"])
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    return {job["name"]: job["paused"] for job in said["schedule"] if job["paused"]}


@pytest.mark.timeout(300)
def test_a_sync_pauses_on_a_metered_network_and_status_says_so(unattended, bus: str, tmp_path, capsys):
    """Only the one that runs was told to: `status` has it from there."""
    file = ProfilePlaces(tmp_path / "profile").sync_status("sync")
    says = {"Metered": 1, "State": 70}
    told = {**os.environ, "LAZI_SYNC__PAUSE_ON_METERED": "true"}
    command = [sys.executable, "-m", "lazi_desktop", "sync", "--json"]
    with (
        a_network_manager(bus, says),
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(command, stdout=said, env=told) as worker,
    ):
        try:
            until(
                lambda: file.exists() and '"paused": "on a metered' in file.read_text(),
                "it waits",
                seconds=120,
            )
            assert waits_by_status(capsys) == dict.fromkeys(
                ("push", "pull", "lists", "sweep", "tend"), "on a metered connection"
            )
        finally:
            worker.terminate()
            worker.wait(120)
    assert '"event": "job"' not in (tmp_path / "said").read_text()
    assert waits_by_status(capsys) == {}
