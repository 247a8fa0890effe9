"""What lies between desktops and the servers that they talk to, for tests: bad networks, and who vouches for whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.certificates import Authority
from tests.faults.proxy import TcpProxy


def port_of(url: str) -> int:
    port = make_url(url).port
    assert port is not None
    return port


@pytest.fixture
def to_hub(hub_server: EmbeddedPostgres) -> Iterator[TcpProxy]:
    with TcpProxy(port_of(hub_server.admin_url), seed=11) as proxy:
        yield proxy


@pytest.fixture
def to_servicetitan(simulator: RunningSimulator) -> Iterator[TcpProxy]:
    with TcpProxy(port_of(simulator.api_url), seed=5) as proxy:
        yield proxy


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)
