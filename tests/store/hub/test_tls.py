"""Who answers in the hub's place and cannot prove to be the hub: told nothing, not even who asks, and told of.

The built-in server cannot speak TLS, so a front does it for the real one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import PostgresHub, check
from tests.certificates import Authority
from tests.networks import port_of
from tests.store.hub.team import Team
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

HOST = "db.lazi.test"
NOT_VERIFIED = "Its certificate is not good: certificate verify failed."
WORDS = {
    EXPIRED: NOT_VERIFIED,
    OTHER_HOST: 'Its certificate is not good: server certificate for "elsewhere.test" does not match host name '
    f'"{HOST}".',
    SELF_SIGNED: NOT_VERIFIED,
    UNKNOWN: NOT_VERIFIED,
    OLD: "The connection cannot be secured: tlsv1 alert protocol version.",
}
Address = Callable[[TlsFront], str]


@pytest.fixture
def port(team: Team) -> int:
    return port_of(team.url())


@pytest.fixture
def address(team: Team, authority: Authority) -> Address:
    """Of a hub elsewhere, as a settings file has it, by who trusts the authority. It says nothing of `sslmode`."""

    def of(front: TlsFront) -> str:
        there = {"hostaddr": "127.0.0.1", "sslrootcert": str(authority.file)}
        url = make_url(team.url()).set(host=HOST, port=front.port).update_query_dict(there)
        return url.render_as_string(hide_password=False)

    return of


async def connect(url: str, team: Team) -> PostgresHub:
    return await PostgresHub.connect(url, team.tenant_id, DeviceInfo(uuid4(), uuid4(), "PC"))


async def test_who_proves_to_be_the_hub_is_talked_to(
    team: Team, authority: Authority, port: int, address: Address
):
    with TlsFront(port, good_front(authority, HOST), postgresql=True) as front:
        hub = await connect(address(front), team)
        try:
            assert (await hub.state()).feed_seq == 0
        finally:
            await hub.close()
    assert b"ann" in front.heard


@pytest.mark.parametrize("variable", ["", "PGSSLMODE"])
@pytest.mark.parametrize("what", BAD)
async def test_who_cannot_prove_it_is_told_nothing(
    team: Team,
    authority: Authority,
    port: int,
    address: Address,
    tmp_path: Path,
    what: str,
    variable: str,
    monkeypatch: pytest.MonkeyPatch,
):
    if variable:
        monkeypatch.setenv(variable, "disable")  # which is what libpq does where an address says nothing
    with TlsFront(port, bad_front(what, authority, tmp_path, HOST), postgresql=True) as front:
        with pytest.raises(HubRefused) as told:
            await connect(address(front), team)
        with pytest.raises(HubRefused) as told_in_a_look:
            check(address(front))
    for one in (told, told_in_a_look):
        assert one.value.detail == WORDS[what]
    assert front.met >= 2
    assert front.heard == b""


async def test_an_authority_that_the_computer_does_not_know_is_none(
    team: Team, authority: Authority, port: int, address: Address
):
    with TlsFront(port, good_front(authority, HOST), postgresql=True) as front:
        unnamed = make_url(address(front)).difference_update_query(["sslrootcert"])
        with pytest.raises(HubRefused) as told:
            await connect(unnamed.render_as_string(hide_password=False), team)
    assert told.value.detail == NOT_VERIFIED
    assert front.heard == b""


async def test_who_offers_no_tls_is_told_nothing(team: Team, port: int, address: Address):
    with TlsFront(port, None, postgresql=True) as front, pytest.raises(HubRefused) as told:
        await connect(address(front), team)
    assert told.value.detail == "Server does not support SSL, but SSL was required."
    assert front.heard == b""


async def test_a_hub_that_is_replaced_under_way_is_told_nothing_more(
    team: Team, authority: Authority, port: int, address: Address, tmp_path: Path
):
    good = good_front(authority, HOST)
    with TlsFront(port, good, postgresql=True) as front:
        hub = await connect(address(front), team)
        try:
            front.show(bad_front(UNKNOWN, authority, tmp_path, HOST))
            heard = front.heard
            with pytest.raises(HubUnavailable):  # it was cut off
                await hub.state()
            with pytest.raises(HubRefused) as told:
                await hub.state()
            assert told.value.detail == NOT_VERIFIED
            assert front.heard == heard
            front.show(good)
            assert (await hub.state()).feed_seq == 0
        finally:
            await hub.close()
