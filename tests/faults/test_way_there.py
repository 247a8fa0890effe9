"""The way to ServiceTitan and to the hub: names that nobody knows, addresses that say nothing, somebody in between.

Whatever it is, it is said in words, nothing of it is taken in, nothing is lost, and it goes on once the way is free.
"""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import HubRefused, HubUnavailable, RemoteUnavailable
from lazi_desktop.ports.engine import Connection, ConnectionChanged, EngineEvent, PushFinished
from lazi_desktop.store.hub import connection
from tests.certificates import Authority
from tests.faults import spoiling
from tests.faults.desktops import Desktop, Stage
from tests.faults.patience import impatient_client
from tests.faults.proxy import FAIR, HOLE, TcpProxy, Weather
from tests.faults.test_answers import PORTAL, error_of, mirrored
from tests.faults.test_network_in_pull_and_push import (
    check_pushed,
    check_the_mirror,
    edit_and_submit,
    pull,
    push,
    push_to_the_end,
)
from tests.networks import port_of
from tests.tls_front import UNKNOWN, TlsFront, bad_front, good_front

REMOTE, HUB = "servicetitan.lazi.test", "hub.lazi.test"
SILENCE = Weather(up=HOLE, down=HOLE)
HERE = "127.0.0.1"


class Names:
    """What the computer's resolver knows; of these two names only what is said here."""

    def __init__(self) -> None:
        self.known = {REMOTE: [HERE], HUB: [HERE]}
        self._others = socket.getaddrinfo

    def forget(self, name: str) -> None:
        self.known[name] = []

    def look_up(self, host: Any, port: Any, *more: Any, **options: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name not in self.known:
            return self._others(host, port, *more, **options)
        if not self.known[name]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            found
            for address in self.known[name]
            for found in self._others(address, port, type=socket.SOCK_STREAM)
        ]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    return names


@dataclass
class Road:
    """To one of the two, by its name. `line` can fall silent, `front` can be somebody else."""

    line: TcpProxy
    front: TlsFront
    authority: Authority
    good: ssl.SSLContext


@pytest.fixture
def road(stage: Stage, tmp_path: Path) -> Iterator[Road]:
    """To ServiceTitan."""
    authority = Authority(tmp_path)
    good = good_front(authority, REMOTE)
    port = port_of(stage.simulator.api_url)
    with TlsFront(port, good) as front, TcpProxy(front.port) as line:
        yield Road(line, front, authority, good)


@pytest.fixture
def desk(stage: Stage, road: Road, names: Names) -> Desktop:
    """ServiceTitan has changed since it was pulled."""
    address, way = f"https://{REMOTE}:{road.line.port}", Way(certificate=road.authority.file)
    desk = stage.desktop("desk", open_remote=lambda: stage.remote(address=address, way=way))
    desk.wait_level()
    for item in stage.simulator.items("service")[:3]:
        stage.simulator.office_edit("service", item["id"], {"displayName": f"Office {item['id']}"})
    stage.simulator.clear_requests()
    return desk


def check_refused(event: EngineEvent, words: str) -> None:
    if isinstance(event, PushFinished):
        error = event.report.stopped
    else:
        error = error_of(event)
    assert type(error) is RemoteUnavailable, event
    assert error.may_retry
    assert words in error.detail


def check_all_well(stage: Stage, desk: Desktop, submitted: dict[int, str]) -> None:
    assert error_of(pull(desk, full=True)) is None
    check_the_mirror(stage)
    stage.time_passes()
    push_to_the_end(desk)
    check_pushed(stage, submitted)
    desk.wait_level()
    assert [desk.shown(one, "display_name") for one in submitted] == list(submitted.values())


# ------------------------------------------------------------------------------------------------------- ServiceTitan


@pytest.mark.parametrize("what", ["no such name", "silence"])
def test_servicetitan_that_cannot_be_found_or_says_nothing(
    stage: Stage, desk: Desktop, road: Road, names: Names, what: str
):
    submitted, before = edit_and_submit(desk, 3), mirrored(stage)
    if what == "silence":
        road.line.turn(SILENCE)
    else:
        names.forget(REMOTE)
    with impatient_client():
        pulled, pushed = pull(desk, full=True), push(desk)
    for event in (pulled, pushed):
        check_refused(event, "No connection could be made")
    assert mirrored(stage) == before
    assert stage.simulator.requests() == []
    assert desk.is_online(), "the hub is another matter"
    names.known[REMOTE] = [HERE]
    road.line.turn(FAIR)
    check_all_well(stage, desk, submitted)


def test_who_looks_into_connections_is_told_nothing_and_nothing_of_it_is_stored(
    stage: Stage, desk: Desktop, road: Road, tmp_path: Path
):
    submitted, before = edit_and_submit(desk, 3), mirrored(stage)
    road.front.show(bad_front(UNKNOWN, road.authority, tmp_path, REMOTE))
    pulled, pushed = pull(desk, full=True), push(desk)
    for event in (pulled, pushed):
        check_refused(event, "Its certificate is not good: unable to get local issuer certificate.")
    assert road.front.met > 0
    assert road.front.heard == b""
    assert stage.simulator.requests() == []
    assert mirrored(stage) == before
    assert desk.is_online()
    road.front.show(road.good)
    check_all_well(stage, desk, submitted)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/connect/token"), ("GET", "/materials")], ids=["sign-in", "page"]
)
def test_the_page_of_a_captive_portal_is_told_of_and_nothing_of_it_is_stored(
    stage: Stage, method: str, path: str
):
    with spoiling.spoiling(stage.simulator.api_url) as spoiler:
        desk = stage.desktop("desk", remote_port=spoiler.port)
        desk.wait_level()
        submitted, before = edit_and_submit(desk, 3), mirrored(stage)
        spoiler.path = path
        spoiler.spoil(method, PORTAL)
        event = pull(desk, full=True)
        error = error_of(event)
        assert isinstance(error, RemoteUnavailable), event
        assert error.detail == "Something between here and ServiceTitan answers with a page of its own."
        assert spoiler.struck > 0
        assert mirrored(stage) == before
        assert desk.is_online()
        spoiler.heal()
        check_all_well(stage, desk, submitted)


# ------------------------------------------------------------------------------------------------------------ the hub


def by_name(stage: Stage, port: int, **query: str) -> str:
    url = make_url(stage.hub_url(port)).set(host=HUB).update_query_dict(query)
    return url.render_as_string(hide_password=False)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("no such name", "There is no server of its name."),
        ("silence", "It does not answer."),
    ],
)
def test_a_hub_that_cannot_be_found_or_says_nothing(
    stage: Stage, names: Names, to_hub: TcpProxy, what: str, words: str
):
    here = stage.desktop("here", hub_url=by_name(stage, to_hub.port, sslmode="disable"))
    there = stage.desktop("there")
    here.wait_level()
    there.wait_level()
    told = len(here.listener.heard)
    if what == "silence":
        to_hub.turn(SILENCE)
    else:
        names.forget(HUB)
    to_hub.cut()
    ids = stage.materials()[:3]
    for place, remote_id in enumerate(ids):
        here.edit(remote_id, "price", 100 + place)
        there.edit(remote_id, "display_name", f"Name {place}")
    gone = here.listener.wait(
        ConnectionChanged, lambda event: event.error is not None and words in event.detail, after=told
    )
    assert isinstance(gone.error, HubUnavailable)
    assert gone.error.may_retry
    here.edit(ids[0], "cost", 7)
    assert here.shown(ids[0], "cost") == 7
    names.known[HUB] = [HERE]
    to_hub.heal()
    here.wake()
    here.wait_level()
    there.wait_level()
    here.check_nothing_lost()
    there.check_nothing_lost()
    assert here.shown(ids[0], "display_name") == "Name 0"
    stage.check_the_hub()


def test_who_answers_in_the_hubs_place_is_told_nothing(stage: Stage, names: Names, tmp_path: Path):
    authority = Authority(tmp_path)
    good = good_front(authority, HUB)
    with TlsFront(port_of(stage.server.admin_url), good, postgresql=True) as front, ExitStack() as stack:
        url = by_name(stage, front.port, sslrootcert=str(authority.file))
        here = stack.enter_context(Desktop(stage, "here", hub_url=url))
        here.wait_level()
        told = len(here.listener.heard)
        front.show(bad_front(UNKNOWN, authority, tmp_path, HUB))
        heard, remote_id = front.heard, stage.materials()[0]
        here.edit(remote_id, "price", 100)
        gone = here.listener.wait(
            ConnectionChanged, lambda event: isinstance(event.error, HubRefused), after=told
        )
        assert gone.connection is Connection.OFFLINE
        assert gone.detail == "Its certificate is not good: certificate verify failed."
        here.edit(remote_id, "cost", 7)
        assert here.shown(remote_id, "cost") == 7
        assert front.heard == heard
        front.show(good)
        here.wake()
        here.wait_level()
        here.check_nothing_lost()


# ------------------------------------------------------------------------------------------------------- black holes


@contextmanager
def black_hole(port: int) -> Iterator[str]:
    """An address of this machine, of IPv6 where it has that, at whose `port` every packet is swallowed."""
    for family, host in ((socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.3")):
        with ExitStack() as stack:
            hole = stack.enter_context(socket.socket(family))
            try:
                hole.bind((host, port))
            except OSError:
                continue
            hole.listen(0)  # and nobody accepts: Linux no longer answers once there is no room to wait in
            for _ in range(3):
                waiting = stack.enter_context(socket.socket(family))
                waiting.setblocking(False)
                waiting.connect_ex((host, port))
            with pytest.raises(TimeoutError):
                socket.create_connection((host, port), timeout=0.3)
            yield host
            return
    raise AssertionError("no address to be had")


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a full queue refuses, or loopback has one address"
)
def test_of_two_addresses_the_one_that_swallows_everything_is_passed_by(
    stage: Stage, desk: Desktop, road: Road, names: Names, to_hub: TcpProxy, monkeypatch: pytest.MonkeyPatch
):
    """As where IPv6 is promised, and leads nowhere."""
    monkeypatch.setitem(connection.CONNECT_ARGUMENTS, "connect_timeout", 2)
    with black_hole(road.line.port) as one, black_hole(to_hub.port) as other:
        names.known[REMOTE].insert(0, one)
        names.known[HUB].insert(0, other)
        assert error_of(pull(desk, full=True)) is None
        check_the_mirror(stage)
        here = stage.desktop("here", hub_url=by_name(stage, to_hub.port, sslmode="disable"))
        here.wait_level()
        here.edit(stage.materials()[0], "price", 100)
        here.wait_level()
        here.check_nothing_lost()
