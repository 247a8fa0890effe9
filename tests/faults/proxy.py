"""A TCP proxy on loopback that is a bad network: slow, thin, lossy, one-way, gone and back again.

It runs in a thread of its own, so that a test, an engine's thread or a child process may be its client.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import time
from dataclasses import dataclass, field

from tests.own_loop import OwnLoop

CHUNK = 16_384
LATE = 0.4


class Gate:
    """Lets one request with these words pass and shuts before the next: from there on nothing arrives at all."""

    def __init__(self, words: bytes) -> None:
        self._words, self._met = words, 0

    @property
    def is_shut(self) -> bool:
        return self._met > 1

    def lets(self, chunk: bytes) -> bool:
        self._met += self._words in chunk
        return not self.is_shut


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of every connection."""

    delay: float = 0.0
    bytes_per_second: float | None = None
    swallowed: bool = False
    """Nothing arrives, and nobody is told."""
    gate: Gate | None = None
    """Once it is shut, as if swallowed."""
    end_after: int | None = None
    """So many bytes arrive on each connection, then the other side hears that there is no more."""
    reset_after: int | None = None
    """So many bytes arrive on each connection, then it is reset."""


CLEAR = Way()
HOLE = Way(swallowed=True)


@dataclass(frozen=True, slots=True)
class Weather:
    """What the network does from now on, to connections old and new."""

    up: Way = CLEAR
    down: Way = CLEAR
    refuses: bool = False
    """New connections are reset at once."""
    broken_per_chunk: float = 0.0
    """The chance that a connection breaks with each chunk that passes."""
    late_per_chunk: float = 0.0
    """The chance that a chunk is lost and sent again, LATE seconds later."""


FAIR = Weather()


@dataclass(eq=False, slots=True)
class _Connection:
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    passed: dict[str, int] = field(default_factory=lambda: {"up": 0, "down": 0})

    async def end(self) -> None:
        """In good order: what was still on its way arrives."""
        for writer in (self.client, self.server):
            if writer is not None:
                writer.close()
                await writer.wait_closed()

    def reset(self) -> None:
        for writer in (self.client, self.server):
            if writer is not None:
                _reset(writer)


class TcpProxy(OwnLoop):
    def __init__(self, port: int, *, seed: int = 0) -> None:
        super().__init__("tcp proxy")
        self._target = port
        self._random = random.Random(seed)
        self._weather = FAIR
        self._connections: set[_Connection] = set()
        self._attempts: list[float] = []

    @property
    def attempts(self) -> list[float]:
        """When each connection was asked for, by the monotonic clock."""
        return list(self._attempts)

    @property
    def open_connections(self) -> int:
        return len(self._connections)

    def attempts_since(self, moment: float) -> list[float]:
        return [at for at in self._attempts if at >= moment]

    def turn(self, weather: Weather) -> None:
        self._weather = weather

    def heal(self) -> None:
        """Fair weather; what was swallowed stays lost, so old connections may hang until their owners give up."""
        self._weather = FAIR

    def cut(self) -> None:
        """Resets every connection there is."""
        self._do(self._reset_all())

    # ---------------------------------------------------------------------------------------------- in its own thread

    async def _reset_all(self) -> None:
        for connection in list(self._connections):
            connection.reset()

    async def _start(self) -> asyncio.Server:
        return await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=CHUNK)

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._reset_all()
        await self._part()
        await self._loop.shutdown_default_executor()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._attempts.append(time.monotonic())
        connection = _Connection(writer)
        self._connections.add(connection)
        try:
            if not self._weather.refuses:
                await self._serve(connection, reader)
                await connection.end()
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # whoever broke it off knows
        finally:
            connection.reset()
            self._connections.discard(connection)
            self._tasks.discard(task)

    async def _serve(self, connection: _Connection, reader: asyncio.StreamReader) -> None:
        back, connection.server = await asyncio.open_connection("127.0.0.1", self._target, limit=CHUNK)
        ways = [
            asyncio.ensure_future(self._carry(connection, reader, connection.server, "up")),
            asyncio.ensure_future(self._carry(connection, back, connection.client, "down")),
        ]
        try:
            await asyncio.gather(*ways)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(
        self, connection: _Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, name: str
    ) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(1_000)
        reading = asyncio.ensure_future(self._read(reader, under_way, name))
        try:
            while True:
                due, chunk = await under_way.get()
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                if not chunk or not await self._deliver(connection, chunk, writer, name):
                    break
            if writer.can_write_eof():
                with contextlib.suppress(OSError):
                    writer.write_eof()
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(
        self, reader: asyncio.StreamReader, under_way: asyncio.Queue[tuple[float, bytes]], name: str
    ) -> None:
        """Notes when each chunk is due; the one that is empty is the end."""
        due, chunk = 0.0, b"."
        while chunk:
            try:
                chunk = await reader.read(CHUNK)
            except OSError:
                chunk = b""  # reset: the other way hears of it by itself
            way: Way = getattr(self._weather, name)
            late = LATE if self._random.random() < self._weather.late_per_chunk else 0.0
            due = max(due, self._loop.time() + way.delay + late)
            if not way.swallowed and (way.gate is None or way.gate.lets(chunk)):
                await under_way.put((due, chunk))

    async def _deliver(
        self, connection: _Connection, chunk: bytes, writer: asyncio.StreamWriter, name: str
    ) -> bool:
        """False when there is no more to come."""
        way: Way = getattr(self._weather, name)
        if self._random.random() < self._weather.broken_per_chunk:
            raise ConnectionResetError
        if way.bytes_per_second is not None:
            await asyncio.sleep(len(chunk) / way.bytes_per_second)
        limit = way.reset_after if way.end_after is None else way.end_after
        room = len(chunk) if limit is None else max(0, limit - connection.passed[name])
        writer.write(chunk[:room])
        connection.passed[name] += len(chunk[:room])
        await writer.drain()
        if room < len(chunk) and way.end_after is None:
            raise ConnectionResetError
        return room == len(chunk)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ends the connection with RST instead of FIN."""
    connected = writer.get_extra_info("socket")
    if connected is not None and not writer.is_closing():
        with contextlib.suppress(OSError):
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def storm(attempts: list[float], *, within: float, most: int) -> list[float]:
    """The first window of `within` seconds with more than `most` attempts; empty where there is none."""
    for place, at in enumerate(attempts):
        window = [other for other in attempts[place:] if other - at < within]
        if len(window) > most:
            return window
    return []
