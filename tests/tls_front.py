"""A server's front that speaks TLS before one that does not, on this machine; it may be a bad one on purpose.

It runs in a thread of its own, so that a test or an engine's thread may be its client.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tests.certificates import Authority, self_signed
from tests.own_loop import OwnLoop

CHUNK = 16_384
T = TypeVar("T")

EXPIRED, OTHER_HOST, SELF_SIGNED, UNKNOWN, OLD = (
    "expired",
    "of another host",
    "vouches for itself",
    "of an authority that nobody knows",
    "nothing newer than TLS 1.1",
)
BAD = (EXPIRED, OTHER_HOST, SELF_SIGNED, UNKNOWN, OLD)


def good_front(authority: Authority, *names: str) -> ssl.SSLContext:
    return _context(authority.server(*names))


def bad_front(what: str, authority: Authority, folder: Path, *names: str) -> ssl.SSLContext:
    """One of BAD; in all else as good as `good_front`."""
    match what:
        case "expired":
            return _context(authority.server(*names, until=datetime.now(UTC) - timedelta(hours=1)))
        case "of another host":
            return _context(authority.server("elsewhere.test"))
        case "vouches for itself":
            return _context(self_signed(folder, *names))
        case "of an authority that nobody knows":
            return _context(Authority(folder, "Another Authority").server(*names))
    context = _context(authority.server(*names))
    with old_protocols():
        allow_old(context)
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


@contextmanager
def old_protocols() -> Iterator[None]:
    """Where Python need not warn of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def allow_old(context: ssl.SSLContext) -> None:
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")


def _context(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


class TlsFront(OwnLoop):
    """Serves from entering the context to leaving it. `heard` is what clients have said to it under TLS.

    `postgresql`: clients ask for TLS first, as libpq does; without a `context` they are told that there is none.
    """

    def __init__(
        self,
        port: int,
        context: ssl.SSLContext | None,
        *,
        postgresql: bool = False,
        host: str = "127.0.0.1",
        at: int = 0,
    ) -> None:
        super().__init__("tls front")
        self.context = context
        self.heard = b""
        self.met = 0
        self._target, self._host, self._at = port, host, at
        self._postgresql = postgresql

    def show(self, context: ssl.SSLContext) -> None:
        """To everybody from now on; whoever was connected no longer is."""
        self.context = context
        self._do(self._part())

    # ---------------------------------------------------------------------------------------------- in its own thread

    async def _start(self) -> asyncio.Server:
        return await asyncio.start_server(self._accept, self._host, self._at)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.met += 1
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):  # whoever broke it off knows
            await self._serve(reader, writer)
        writer.close()
        self._tasks.discard(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._postgresql:
            await reader.readexactly(8)  # SSLRequest
            writer.write(b"N" if self.context is None else b"S")
            await writer.drain()
        if self.context is None:
            self.heard += await reader.read(4096)
            return
        line = _Secured(self.context, reader, writer)
        await line.shake_hands()
        back, there = await asyncio.open_connection("127.0.0.1", self._target)
        ways = [
            asyncio.ensure_future(self._ask(line, there)),
            asyncio.ensure_future(_answer(back, line)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            there.transport.abort()

    async def _ask(self, line: _Secured, there: asyncio.StreamWriter) -> None:
        while chunk := await line.read():
            self.heard += chunk
            there.write(chunk)
            await there.drain()


async def _answer(back: asyncio.StreamReader, line: _Secured) -> None:
    while chunk := await back.read(CHUNK):
        await line.write(chunk)


class _Secured:
    """TLS over a line. asyncio's own says nothing of a handshake that fails to the other side, as servers do."""

    def __init__(
        self, context: ssl.SSLContext, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader, self._writer = reader, writer
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=True)

    async def shake_hands(self) -> None:
        await self._done(self._tls.do_handshake)

    async def read(self) -> bytes:
        return await self._done(lambda: self._tls.read(CHUNK))

    async def write(self, chunk: bytes) -> None:
        await self._done(lambda: self._tls.write(chunk))

    async def _done(self, work: Callable[[], T]) -> T:
        while True:
            try:
                return work()
            except ssl.SSLWantReadError:
                pass
            finally:
                self._writer.write(self._out.read())
                await self._writer.drain()
            chunk = await self._reader.read(CHUNK)
            if not chunk:
                raise EOFError
            self._in.write(chunk)
