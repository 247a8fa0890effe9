"""Whether a write may still go out is asked once there is a connection: on the way there a laptop may sleep."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import LeaseLost, RemoteUnavailable
from lazi_desktop.servicetitan.http import Http
from lazi_desktop.simulator import RunningSimulator
from tests.certificates import Authority
from tests.company_proxy import HOSTS, CompanyProxy


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        yield door


def address(door: socket.socket) -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}/materials"


async def test_it_is_asked_when_there_is_a_connection_and_before_anything_leaves(door: socket.socket) -> None:
    somebody_came = []

    def too_late() -> None:
        somebody_came.append(bool(select.select([door], [], [], 0)[0]))
        raise LeaseLost("This computer was away for too long.")

    http = Http()
    try:
        with pytest.raises(LeaseLost):
            await http.send("POST", address(door), headers={}, content=b"{}", may_send=too_late)
    finally:
        await http.close()
    assert somebody_came == [True]
    caller, _ = door.accept()
    with closing(caller):
        assert caller.recv(1) == b"", "it hung up and said nothing"


async def test_nobody_is_asked_where_there_is_no_connection(door: socket.socket) -> None:
    nowhere = address(door)
    door.close()
    asked: list[bool] = []
    http = Http()
    try:
        with pytest.raises(RemoteUnavailable):
            await http.send("POST", nowhere, headers={}, content=b"{}", may_send=lambda: asked.append(True))
    finally:
        await http.close()
    assert asked == []


async def test_each_request_over_a_kept_connection_is_asked_about(simulator: RunningSimulator) -> None:
    asked: list[bool] = []
    http = Http()
    try:
        for _ in range(3):
            await http.send(
                "POST", simulator.api_url, headers={}, content=b"{}", may_send=lambda: asked.append(True)
            )
    finally:
        await http.close()
    assert asked == [True] * 3


async def test_by_a_proxy_it_is_asked_once_and_not_for_the_tunnel(
    tmp_path: Path, simulator: RunningSimulator
) -> None:
    authority = Authority(tmp_path)
    asked: list[int] = []
    with CompanyProxy(authority, int(simulator.images_url.rpartition(":")[2])) as proxy:
        http = Http(way=Way(proxy.url, "", authority.file))
        try:
            await http.send(
                "POST",
                f"https://{HOSTS[2]}/none",
                headers={},
                content=b"{}",
                may_send=lambda: asked.append(len(proxy.asked)),
            )
        finally:
            await http.close()
    assert asked == [1], "once the tunnel was there"
