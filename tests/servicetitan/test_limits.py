"""Limits of one exchange, against a server that keeps to none of them."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from lazi_desktop.domain.errors import BadAnswer, LaziError, OutcomeUnknown, RemoteUnavailable
from lazi_desktop.servicetitan import http as limits
from lazi_desktop.servicetitan.http import Http

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@asynccontextmanager
async def server(behaviour: Behaviour) -> AsyncIterator[str]:
    """Reads each request's head and leaves the rest to `behaviour`."""
    met: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        met.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await behaviour(reader, writer)
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    running = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = running.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.close()
        for task in met:
            task.cancel()
        await asyncio.gather(*met, return_exceptions=True)


async def send(
    url: str, method: str = "GET", *, max_body: int = limits.MAX_BODY, content: bytes | None = None
):
    http = Http(max_body=max_body)
    try:
        return await http.send(method, url, headers={}, content=content)
    finally:
        await http.close()
        for _ in range(3):
            await asyncio.sleep(0)


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


def saying(*parts: bytes) -> Behaviour:
    async def behaviour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
        await writer.drain()
        await reader.read()

    return behaviour


async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never long enough without a byte for a read timeout."""
    writer.write(HEAD + b"Content-Length: 1000000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_each_request_has_the_times_of_its_sort():
    asked: dict[str, dict[str, float]] = {}

    def note(request: httpx.Request) -> httpx.Response:
        asked[request.method] = request.extensions["timeout"]
        return httpx.Response(200)

    http = Http(transport=httpx.MockTransport(note))
    for method in ("GET", "PATCH", "POST"):
        await http.send(method, "https://api.example.test/", headers={})
    await http.close()
    assert asked["GET"] == {"connect": 10.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    assert asked["PATCH"] == asked["POST"] == {"connect": 10.0, "read": 110.0, "write": 110.0, "pool": 110.0}
    assert limits.DEADLINE_SECONDS == 115.0
    assert limits.MAX_BODY == 64 * 1024 * 1024


@pytest.mark.parametrize("method, name", [("GET", "READ_SECONDS"), ("POST", "WRITE_SECONDS")])
async def test_a_server_that_says_nothing_is_given_up(monkeypatch, method, name):
    monkeypatch.setattr(limits, name, 0.05)
    async with server(silence) as url:
        with pytest.raises(OutcomeUnknown, match="in time"):
            await send(url, method)


@pytest.mark.parametrize("method", ["GET", "PATCH", "POST"])
async def test_the_deadline_ends_what_drips(monkeypatch, method):
    monkeypatch.setattr(limits, "DEADLINE_SECONDS", 0.1)
    async with server(dripping) as url:
        with pytest.raises(OutcomeUnknown, match="in time"):
            await send(url, method)


async def test_the_deadline_ends_a_head_that_never_ends(monkeypatch):
    monkeypatch.setattr(limits, "DEADLINE_SECONDS", 0.1)

    async def heads(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with server(heads) as url:
        with pytest.raises(OutcomeUnknown):
            await send(url, "POST")


async def test_nobody_there_means_that_nothing_left():
    async with server(silence) as url:
        pass
    with pytest.raises(RemoteUnavailable) as caught:
        await send(url, "POST")
    assert type(caught.value) is RemoteUnavailable


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off(coding):
    pack = gzip.compress if coding == "gzip" else zlib.compress
    packed = pack(b" " * 30_000_000)
    head = HEAD + f"Content-Encoding: {coding}\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    assert len(packed) < 100_000
    async with server(saying(head, packed)) as url:
        with pytest.raises(BadAnswer, match="larger"):
            await send(url, max_body=1024 * 1024)


BROKEN = {
    "shorter than said": [HEAD, b"Content-Length: 100\r\n\r\n{}"],
    "gzip that is none": [HEAD, b"Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\nnot packed"],
    "no HTTP": [b"220 mail.example.test ESMTP\r\n"],
    "two lengths": [HEAD, b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"],
    "chunk cut": [HEAD, b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc"],
}


@pytest.mark.parametrize("parts", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_broken_off_is_no_answer(parts):
    async def behaviour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"".join(parts))
        await writer.drain()
        writer.close()

    async with server(behaviour) as url:
        with pytest.raises(LaziError) as caught:
            await send(url, "POST")
    assert type(caught.value) is OutcomeUnknown


async def test_nobody_is_followed_elsewhere():
    async with server(silence) as elsewhere:
        redirect = f"HTTP/1.1 307 Temporary\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode()
        async with server(saying(redirect)) as url:
            assert (await send(url, "POST", content=b"{}")).status == 307
