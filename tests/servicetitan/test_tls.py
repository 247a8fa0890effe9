"""Who answers in ServiceTitan's place and cannot prove to be ServiceTitan: told nothing, and told of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import RemoteUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from tests.certificates import Authority
from tests.networks import port_of
from tests.servicetitan.stage import FakeClock, freely
from tests.tls_front import (
    BAD,
    EXPIRED,
    OLD,
    OTHER_HOST,
    SELF_SIGNED,
    UNKNOWN,
    TlsFront,
    bad_front,
    good_front,
)

MATERIAL = EntityKind.MATERIAL
WORDS = {
    EXPIRED: "Its certificate is not good: certificate has expired.",
    OTHER_HOST: "Its certificate is not good: Hostname mismatch, certificate is not valid for 'localhost'.",
    SELF_SIGNED: "Its certificate is not good: self-signed certificate.",
    UNKNOWN: "Its certificate is not good: unable to get local issuer certificate.",
    OLD: "The connection cannot be secured.",
}
Connect = Callable[[TlsFront], AbstractAsyncContextManager[ServiceTitanPricebook]]


@pytest.fixture
def port(simulator: RunningSimulator) -> int:
    return port_of(simulator.api_url)


@pytest.fixture
def connect(simulator: RunningSimulator, authority: Authority) -> Connect:
    """A pricebook behind a front, by who trusts the authority."""

    @asynccontextmanager
    async def connected(front: TlsFront) -> AsyncIterator[ServiceTitanPricebook]:
        url = f"https://localhost:{front.port}"
        pricebook = ServiceTitanPricebook(
            Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
            Endpoints(url, url),
            clock=FakeClock(),
            way=Way(certificate=authority.file),
        )
        try:
            yield pricebook
        finally:
            await pricebook.close()

    return connected


async def test_who_proves_to_be_servicetitan_is_asked(
    simulator: RunningSimulator, authority: Authority, port: int, connect: Connect
):
    [wanted] = simulator.items("material")[:1]
    with TlsFront(port, good_front(authority, "localhost")) as front:
        async with connect(front) as pricebook:
            [found] = await pricebook.read_many(MATERIAL, [wanted["id"]])
    assert found.remote_id == wanted["id"]
    assert simulator.client_secret.encode() in front.heard


@pytest.mark.parametrize("what", BAD)
async def test_who_cannot_prove_it_is_told_nothing(
    simulator: RunningSimulator,
    authority: Authority,
    port: int,
    connect: Connect,
    tmp_path: Path,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
):
    for name in ("PYTHONHTTPSVERIFY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, "0")  # no way round
    with TlsFront(port, bad_front(what, authority, tmp_path, "localhost")) as front:
        async with connect(front) as pricebook:
            with pytest.raises(RemoteUnavailable) as read:
                await pricebook.read_many(MATERIAL, [1])
            with pytest.raises(RemoteUnavailable) as written:
                await pricebook.patch(MATERIAL, 1, {"price": Decimal(5)}, {}, may_send=freely)
    for told in (read, written):
        assert type(told.value) is RemoteUnavailable, "nothing of it has left"
        assert told.value.detail == WORDS[what]
    assert front.met >= 2
    assert front.heard == b""
    assert simulator.requests() == []


@pytest.mark.parametrize("what", BAD)
async def test_who_is_replaced_under_way_is_told_nothing_more(
    simulator: RunningSimulator,
    authority: Authority,
    port: int,
    connect: Connect,
    tmp_path: Path,
    what: str,
):
    """The token is there already; whoever comes next to this network shows something else."""
    [wanted] = simulator.items("material")[:1]
    good = good_front(authority, "localhost")
    with TlsFront(port, good) as front:
        async with connect(front) as pricebook:
            await pricebook.read_many(MATERIAL, [wanted["id"]])
            front.show(bad_front(what, authority, tmp_path, "localhost"))
            heard = front.heard
            with pytest.raises(RemoteUnavailable) as told:
                await pricebook.patch(MATERIAL, wanted["id"], {"price": Decimal(5)}, {}, may_send=freely)
            assert told.value.detail == WORDS[what]
            assert front.heard == heard
            front.show(good)
            [found] = await pricebook.read_many(MATERIAL, [wanted["id"]])
    assert found.fields["price"] != Decimal(5)
