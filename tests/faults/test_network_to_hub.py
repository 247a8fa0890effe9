"""A bad network between a desktop and its hub: editing goes on, and when it heals everything is exchanged by itself."""

from __future__ import annotations

import time

import pytest

from lazi_desktop.ports.engine import Connection, ConnectionChanged, EngineEvent
from lazi_desktop.store.hub import listening
from lazi_desktop.sync import exchange, replication
from tests.faults.desktops import LONG, Desktop, Stage, until
from tests.faults.proxy import HOLE, Gate, TcpProxy, Way, Weather, storm

GONE = {
    "refused": Weather(refuses=True),
    "nothing arrives either way": Weather(up=HOLE, down=HOLE),
    "nothing reaches the hub": Weather(up=HOLE),
    "nothing comes back": Weather(down=HOLE),
    "answers end early": Weather(down=Way(end_after=700)),
    "answers are reset midway": Weather(down=Way(reset_after=700)),
    "requests are reset midway": Weather(up=Way(reset_after=900)),
    "requests end early": Weather(up=Way(end_after=900)),
}
POOR = {
    "slow": Weather(up=Way(delay=0.1), down=Way(delay=0.1)),
    "64 kbit/s": Weather(up=Way(bytes_per_second=8_000), down=Way(bytes_per_second=8_000)),
    "5 % of everything sent again": Weather(late_per_chunk=0.05),
    "a connection breaks now and then": Weather(broken_per_chunk=0.01),
}

THIN, SHARES = 10_000, b"sync.apply_ops("
BATCH, MANY, FLAPS = 5, 40, 3
WINDOW = 6.0


def check_patience(to_hub: TcpProxy, since: float) -> None:
    """Nobody hammers at a hub that does not answer. A desktop may use a few connections at once when it begins."""
    assert not storm(to_hub.attempts_since(since), within=WINDOW, most=exchanges(WINDOW) + listens(WINDOW))


def exchanges(seconds: float) -> int:
    """How many may be tried within so many seconds, whatever a person edits meanwhile: each that failed is followed by
    a pause."""
    return int(seconds / exchange.LEAST_SECONDS) + 1


def listens(seconds: float) -> int:
    """How often who listens may connect while nobody answers."""
    many, at, pause = 0, 0.0, listening.LEAST_PAUSE
    while at <= seconds:
        many, at, pause = many + 1, at + pause, min(2 * pause, listening.MOST_PAUSE)
    return many


MIDWAY = ("nothing comes back", "answers end early") if LONG else ("answers end early",)
GONE_MIDWAY = {f"{name}, midway": (GONE[name], False) for name in MIDWAY}
CASES = {name: (weather, True) for name, weather in GONE.items()} | GONE_MIDWAY


@pytest.mark.usefixtures("impatient", "looks_again_soon")
@pytest.mark.parametrize(("weather", "cut_first"), CASES.values(), ids=CASES.keys())
def test_without_the_hub_editing_goes_on_and_all_is_exchanged_when_it_is_back(
    stage: Stage, to_hub: TcpProxy, weather: Weather, cut_first: bool
):
    here, there = stage.desktop("here", hub_port=to_hub.port), stage.desktop("there")
    here.wait_level()
    there.wait_level()
    ids = stage.materials()[:8]
    to_hub.turn(weather)
    if cut_first:
        to_hub.cut()
    began, told = time.monotonic(), len(here.listener.heard)
    for place, remote_id in enumerate(ids):
        here.edit(remote_id, "price", 100 + place)
        there.edit(remote_id, "display_name", f"Name {place}")
    gone = here.listener.wait(ConnectionChanged, lambda event: event.error is not None, after=told)
    assert gone.error is not None
    assert gone.error.may_retry
    assert gone.detail
    there.wait_level()
    here.edit(ids[0], "cost", 7)
    here.wait_in_vain()
    check_patience(to_hub, began)
    to_hub.heal()  # and nobody nudges it
    here.wait_level()
    there.wait_level()
    here.check_nothing_lost()
    there.check_nothing_lost()
    assert there.shown(ids[0], "cost") == 7
    assert here.shown(ids[0], "display_name") == "Name 0"
    stage.check_the_hub()


@pytest.mark.parametrize("weather", POOR.values(), ids=POOR.keys())
def test_over_a_poor_line_the_exchange_goes_on(stage: Stage, to_hub: TcpProxy, weather: Weather):
    here, there = stage.desktop("here", hub_port=to_hub.port), stage.desktop("there")
    here.wait_level()
    there.wait_level()
    to_hub.turn(weather)
    began = time.monotonic()
    for place, remote_id in enumerate(stage.materials()[:10]):
        here.edit(remote_id, "price", 100 + place)
        there.edit(remote_id, "display_name", f"Name {place}")
    until(lambda: here.is_level() and there.is_level(), "both are level")
    here.check_nothing_lost()
    there.check_nothing_lost()
    stage.check_the_hub()
    check_patience(to_hub, began)


@pytest.mark.skipif(not LONG, reason="takes minutes: LONG_TESTS=1 runs it")
@pytest.mark.timeout(600)
def test_two_seconds_there_and_back_are_long_and_enough(stage: Stage, to_hub: TcpProxy):
    to_hub.turn(Weather(up=Way(delay=1), down=Way(delay=1)))
    here = stage.desktop("here", hub_port=to_hub.port)
    until(here.is_level, "everything came", seconds=500)
    here.edit(stage.materials()[0], "price", 100)
    until(here.is_level, "everything went", seconds=100)
    here.check_nothing_lost()


@pytest.mark.usefixtures("looks_again_soon")
def test_a_flapping_link_is_neither_a_storm_nor_a_standstill(
    stage: Stage, to_hub: TcpProxy, monkeypatch: pytest.MonkeyPatch
):
    """What waits to be sent takes several ways of the link to and fro; each time a part of it arrives."""
    monkeypatch.setattr(replication, "BATCH", BATCH)
    here, there = stage.desktop("here", hub_port=to_hub.port), stage.desktop("there")
    here.wait_level()
    there.wait_level()
    to_hub.turn(GONE["refused"])
    to_hub.cut()
    for place, remote_id in enumerate(stage.materials()[: MANY // 2]):
        here.edit(remote_id, "price", 100 + place)
        here.edit(remote_id, "cost", 50 + place)
        there.edit(remote_id, "display_name", f"Name {place}")
    here.wait_in_vain()
    began, told = time.monotonic(), len(here.listener.heard)
    for _ in range(FLAPS):
        flap(to_hub)
    left = MANY - received(stage, here)
    assert left == MANY - FLAPS * BATCH
    assert len(here.unsent()) >= left
    assert not any(is_online(event) for event in here.listener.heard[told:]), "it was one exchange"
    # besides, once each time that something arrived, it tells the others
    assert not storm(to_hub.attempts_since(began), within=WINDOW, most=exchanges(WINDOW) + FLAPS)
    to_hub.heal()
    here.wait_level()
    there.wait_level()
    here.check_nothing_lost()
    there.check_nothing_lost()
    stage.check_the_hub()


def is_online(event: EngineEvent) -> bool:
    return isinstance(event, ConnectionChanged) and event.connection is Connection.ONLINE


def flap(to_hub: TcpProxy) -> None:
    """The link comes until one batch has arrived and the next is under way, and goes."""
    gate = Gate(SHARES)
    to_hub.turn(Weather(up=Way(bytes_per_second=THIN, gate=gate)))
    until(lambda: gate.is_shut, "the next is under way")
    to_hub.turn(GONE["refused"])
    to_hub.cut()
    asked = len(to_hub.attempts)
    until(lambda: len(to_hub.attempts) > asked, "it asks again")


def received(stage: Stage, desk: Desktop) -> int:
    """How many ops of this desktop the hub has."""
    [[ops]] = stage.sql(
        "select count(*) from sync.op_log where tenant_id = %(t)s and device_id = %(device)s",
        device=desk.device.device_id,
    )
    return int(ops)


@pytest.mark.usefixtures("looks_again_soon")
def test_typing_while_the_hub_is_away_does_not_hammer_at_it(stage: Stage, to_hub: TcpProxy):
    here = stage.desktop("here", hub_port=to_hub.port)
    here.wait_level()
    to_hub.turn(Weather(refuses=True))
    to_hub.cut()
    until(here.is_offline, "it is noticed")
    began = time.monotonic()
    for number in range(25):
        here.edit(stage.materials()[number % 5], "price", 100 + number)
        time.sleep(0.1)
    assert len(to_hub.attempts_since(began)) <= time.monotonic() - began + 1
    here.wait_in_vain()
    to_hub.heal()
    here.wait_level()
    here.check_nothing_lost()
