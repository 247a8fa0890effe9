"""A picture by its path: the client, the stand-in's two hosts, and hosts that mean no good."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import httpx
import pytest

from lazi_desktop.domain.errors import BadAnswer, RemoteUnavailable, ScopeMissing
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.servicetitan.picture_download import PictureDownload
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from tests.servicetitan.stage import FakeClock, Stage, answer, html

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
async def pricebook(simulator: RunningSimulator) -> AsyncIterator[ServiceTitanPricebook]:
    pricebook = ServiceTitanPricebook(
        Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
        Endpoints(simulator.api_url, simulator.auth_url),
        clock=FakeClock(),
    )
    yield pricebook
    await pricebook.close()


def path_of(simulator: RunningSimulator) -> str:
    """Of some picture that the tenant has."""
    return next(
        asset["url"]
        for item in simulator.items("service")
        for asset in item["assets"]
        if asset["type"] == "Image"
    )


def redirect(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"location": location})


async def flaw_of(fetching: Awaitable[object]) -> PictureFlaw:
    with pytest.raises(PictureProblem) as caught:
        await fetching
    assert caught.value.detail.endswith(".")
    return caught.value.flaw


# --------------------------------------------------------------------------------------------------- over real HTTP


async def test_a_picture_comes_from_the_second_host_which_sees_no_key(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook
) -> None:
    found = await pricebook.picture(path_of(simulator))
    assert found.startswith((b"\xff\xd8", b"\x89PNG"))
    asked = [one for one in simulator.requests() if "mages" in one["path"]]
    assert [one["status"] for one in asked] == [302, 200]  # it answers 403 to whoever shows a credential


async def test_what_the_tenant_does_not_have_is_said(pricebook: ServiceTitanPricebook) -> None:
    assert await flaw_of(pricebook.picture("Images/Service/never.jpg")) is PictureFlaw.NOT_THERE


async def test_attachments_are_not_asked_for(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook
) -> None:
    simulator.clear_requests()
    assert await flaw_of(pricebook.picture("Pricebook/Attachments/Service/a.pdf")) is PictureFlaw.NO_ADDRESS
    assert not simulator.requests()


async def test_without_the_scope_it_is_said_which_one(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook
) -> None:
    simulator.inject("deny_scope", scope="tn.pb.images:r")
    with pytest.raises(ScopeMissing, match=r"tn\.pb\.images:r"):
        await pricebook.picture(path_of(simulator))


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/router",
        "https://192.168.1.1/router",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://93.184.216.34/in-the-open",
        "ftp://127.0.0.1/a.jpg",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_into_a_private_network_is_not_followed(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook, location: str
) -> None:
    simulator.inject("status", status=302, headers={"location": location}, match={"path_contains": "/images"})
    found = await flaw_of(pricebook.picture(path_of(simulator)))
    assert found in (PictureFlaw.PRIVATE_ADDRESS, PictureFlaw.NO_ADDRESS)


async def test_the_second_host_refuses(simulator: RunningSimulator, pricebook: ServiceTitanPricebook) -> None:
    path = path_of(simulator)
    simulator.inject("status", status=403, match={"path": f"/{path}"})
    assert await flaw_of(pricebook.picture(path)) is PictureFlaw.REFUSED


async def test_the_second_host_is_out_of_order(
    simulator: RunningSimulator, pricebook: ServiceTitanPricebook
) -> None:
    path = path_of(simulator)
    simulator.inject("status", status=503, match={"path": f"/{path}"})
    with pytest.raises(RemoteUnavailable):
        await pricebook.picture(path)
    simulator.inject("reset_midway", match={"path": f"/{path}"})
    with pytest.raises(RemoteUnavailable):
        await pricebook.picture(path)
    assert await pricebook.picture(path)


@pytest.mark.parametrize("status", [404, 503])
async def test_of_an_address_on_the_web_nobody_says_it_were_servicetitans(
    simulator: RunningSimulator, status: int
) -> None:
    simulator.inject("status", status=status, match={"path": "/from-a-browser.jpg"})
    download = PictureDownload(is_own_machine=True)
    try:
        with pytest.raises((PictureProblem, RemoteUnavailable)) as caught:
            await download.fetch(f"{simulator.images_url}/from-a-browser.jpg")
    finally:
        await download.close()
    assert caught.value.detail
    assert "ServiceTitan" not in caught.value.detail


# ------------------------------------------------------------------------------------------- a body without an end


@contextlib.asynccontextmanager
async def a_host(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """One on this machine that does what a real one never should."""

    serving: list[asyncio.Future[None]] = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        done = asyncio.get_running_loop().create_future()
        serving.append(done)
        with contextlib.suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            await serve(reader, writer)
        writer.close()
        done.set_result(None)

    server = await asyncio.start_server(served, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/a.jpg"
        await asyncio.gather(*serving)
    finally:
        server.close()


async def test_a_body_that_never_ends_is_given_up() -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n")
        while True:
            writer.write(bytes(64 * 1024))
            await writer.drain()

    async with a_host(endless) as url:
        download = PictureDownload(is_own_machine=True, most_bytes=1024 * 1024)
        assert await flaw_of(download.fetch(url)) is PictureFlaw.TOO_MANY_BYTES
        await download.close()


async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    async def boasting(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        await writer.drain()

    async with a_host(boasting) as url:
        download = PictureDownload(is_own_machine=True)
        assert await flaw_of(download.fetch(url)) is PictureFlaw.TOO_MANY_BYTES
        await download.close()


async def test_a_body_that_drips_is_given_up() -> None:
    async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff")
        await writer.drain()
        await reader.read()  # until who asked goes away

    async with a_host(dripping) as url:
        download = PictureDownload(is_own_machine=True, seconds=0.3)
        with pytest.raises(RemoteUnavailable, match="in time"):
            await download.fetch(url)
        await download.close()


async def test_a_connection_that_was_proved_for_one_name_serves_no_other_one() -> None:
    names: list[list[str]] = []
    serving: list[asyncio.Future[None]] = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mine: list[str] = []
        names.append(mine)
        done = asyncio.get_running_loop().create_future()
        serving.append(done)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
                mine += [line.split(":")[1].strip() for line in lines if line.lower().startswith("host:")]
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        writer.close()
        done.set_result(None)

    async def here(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    server = await asyncio.start_server(served, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    download = PictureDownload(is_own_machine=True, resolve=here)
    for host in ("one", "one", *(f"other-{number}" for number in range(8)), "one"):
        assert await download.fetch(f"http://{host}.example:{port}/a.jpg") == b"x"
    await download.close()
    await asyncio.gather(*serving)
    server.close()
    assert ["one.example"] * 3 in names
    assert all(len(set(mine)) == 1 for mine in names)


# ------------------------------------------------------------------------------------------ hosts of the wide world


class Web:
    """Hosts by name, their addresses, and what they answer."""

    def __init__(self, handler: Handler, **addresses: str) -> None:
        self.requests: list[httpx.Request] = []
        self._handler = handler
        self._addresses = {name.replace("_", "."): address for name, address in addresses.items()}

    def download(self, *, is_own_machine: bool = False) -> PictureDownload:
        return PictureDownload(
            is_own_machine=is_own_machine, transport=httpx.MockTransport(self._answer), resolve=self._resolve
        )

    async def _resolve(self, host: str, port: int) -> Sequence[str]:
        return [self._addresses.get(host, host)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._handler(request)


def gives(content: bytes) -> Handler:
    return lambda _: httpx.Response(200, content=content)


async def test_the_connection_goes_to_the_address_that_was_checked_under_the_hosts_own_name() -> None:
    web = Web(gives(b"picture"), blob_example="93.184.216.34")
    assert await web.download().fetch("https://blob.example/a.jpg?sig=x%2Fy") == b"picture"
    (asked,) = web.requests
    assert asked.url == "https://93.184.216.34/a.jpg?sig=x%2Fy"
    assert asked.headers["host"] == "blob.example"
    assert asked.extensions["sni_hostname"] == "blob.example"
    assert not {"authorization", "st-app-key", "cookie"} & set(asked.headers)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "fe80::1",
                "::ffff:192.168.0.1", "64:ff9b::a00:1", "2002:a00:1::"],
)  # fmt: skip
async def test_a_name_that_stands_for_a_private_address_is_not_asked(address: str) -> None:
    web = Web(gives(b"secret"), blob_example=address)
    assert await flaw_of(web.download().fetch("https://blob.example/a.jpg")) is PictureFlaw.PRIVATE_ADDRESS
    assert not web.requests


async def test_a_redirect_of_the_second_host_is_checked_like_the_first() -> None:
    web = Web(
        lambda _: redirect("https://inside.example/"), blob_example="93.184.216.34", inside_example="10.0.0.1"
    )
    assert await flaw_of(web.download().fetch("https://blob.example/a.jpg")) is PictureFlaw.PRIVATE_ADDRESS
    assert len(web.requests) == 1


async def test_going_round_in_circles_ends() -> None:
    web = Web(lambda _: redirect("https://blob.example/again"), blob_example="93.184.216.34")
    with pytest.raises(BadAnswer, match="without end"):
        await web.download().fetch("https://blob.example/a.jpg")
    assert len(web.requests) == 4


async def test_the_real_servicetitan_cannot_send_us_to_this_machine() -> None:
    stage = Stage(redirect("http://127.0.0.1:8080/admin"))
    pricebook = stage.pricebook()
    assert await flaw_of(pricebook.picture("Images/Service/a.jpg")) is PictureFlaw.PRIVATE_ADDRESS
    assert len(stage.requests) == 1
    await pricebook.close()


@pytest.mark.parametrize("answered", [httpx.Response(302), answer(500), html(503)])
async def test_an_answer_without_a_place_is_no_picture(answered: httpx.Response) -> None:
    pricebook = Stage(answered).pricebook()
    with pytest.raises(RemoteUnavailable):
        await pricebook.picture("Images/Service/a.jpg")
    await pricebook.close()
