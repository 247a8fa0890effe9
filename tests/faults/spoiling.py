"""Stands between a client and the simulator and spoils answers on the wire, in ways that no well-behaved server can."""

from __future__ import annotations

import gzip
import http.client
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ENDLESS = 80 * 1024 * 1024
"""More than any page can be."""


@dataclass(slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What becomes of an answer. `applied`: whether the request goes on to the server first."""

    write: Callable[[BaseHTTPRequestHandler, Answer], None]
    applied: bool = True


@dataclass(slots=True)
class Spoiler:
    """`times`: how many of the matching answers are spoilt; None for all."""

    target: str
    method: str = ""
    path: str = "/materials"
    spoilt: Spoilt | None = None
    times: int | None = None
    struck: int = 0
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spoil(self, method: str, spoilt: Spoilt, *, times: int | None = None) -> None:
        with self._lock:
            self.method, self.spoilt, self.times, self.struck = method, spoilt, times, 0

    def heal(self) -> None:
        with self._lock:
            self.spoilt = None

    def take(self, method: str, path: str) -> Spoilt | None:
        with self._lock:
            if self.spoilt is None or method != self.method or self.path not in path:
                return None
            if self.times is not None and self.struck >= self.times:
                return None
            self.struck += 1
            return self.spoilt


@contextmanager
def spoiling(target: str) -> Iterator[Spoiler]:
    spoiler = Spoiler(target.removeprefix("http://"))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 0.5  # of an idle connection, so that the end waits for nobody

        def relay(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            spoilt = spoiler.take(self.command, self.path)
            answer = Answer(200, {}, b"") if spoilt and not spoilt.applied else self.forward(body)
            try:
                (spoilt.write if spoilt else plain)(self, answer)
            except OSError:
                self.close_connection = True  # the client has had enough

        do_GET = do_POST = do_PATCH = do_DELETE = relay  # noqa: N815 - the names that the server calls

        def forward(self, body: bytes) -> Answer:
            connection = http.client.HTTPConnection(spoiler.target, timeout=30)
            try:
                headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                connection.request(
                    self.command, self.path, body or None, {**headers, "Accept-Encoding": "identity"}
                )
                response = connection.getresponse()
                return Answer(response.status, dict(response.getheaders()), response.read())
            finally:
                connection.close()

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="spoiler")
    thread.start()
    spoiler.port = server.server_address[1]
    try:
        yield spoiler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# ------------------------------------------------------------------------------------------------------ whole answers


def put(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    given = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def plain(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response_only(answer.status)
    for name, value in answer.headers.items():
        if name.lower() not in ("transfer-encoding", "connection"):
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(answer.body)


def says(status: int, body: str = "", *, applied: bool = False, **headers: str) -> Spoilt:
    return Spoilt(lambda handler, answer: put(handler, status, body.encode(), **headers), applied)


def changed(change: Callable[[bytes], bytes]) -> Spoilt:
    """The body, changed."""
    return Spoilt(
        lambda handler, answer: put(handler, answer.status, change(answer.body), Date=_date(answer))
    )


def _date(answer: Answer) -> str:
    return {name.lower(): value for name, value in answer.headers.items()}["date"]


# ----------------------------------------------------------------------------------------------------- on the wire


def _wrong_length(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    put(handler, 200, answer.body, Content_Length=str(len(answer.body) + 100))
    handler.close_connection = True


def _cut_gzip(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    packed = gzip.compress(answer.body)
    put(handler, 200, packed[: len(packed) // 2], Content_Encoding="gzip")


def _no_gzip_at_all(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    put(handler, 200, answer.body, Content_Encoding="gzip")


@cache
def _packed() -> bytes:
    packing = zlib.compressobj(1, wbits=31)
    parts = [packing.compress(bytes(1024 * 1024)) for _ in range(ENDLESS // 1024 // 1024)]
    return b"".join([*parts, packing.flush()])  # never whole in memory, which somebody may measure


def _bomb(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    put(handler, 200, _packed(), Content_Encoding="gzip")


def _endless(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    put(handler, 200, b"[", Content_Length=str(8 * ENDLESS))
    for _ in range(2 * ENDLESS // 65_536):
        handler.wfile.write(b" " * 65_536)
    handler.close_connection = True


def _drop_by_drop(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    put(handler, 200, b"", Content_Length=str(len(answer.body) + 1000))
    for place in range(40):
        handler.wfile.write(answer.body[place : place + 1] or b" ")
        time.sleep(0.1)
    handler.close_connection = True


def _late(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    time.sleep(1)
    plain(handler, answer)
    handler.close_connection = True


def _reset(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True


WRONG_LENGTH = Spoilt(_wrong_length)
CUT_GZIP = Spoilt(_cut_gzip)
NO_GZIP = Spoilt(_no_gzip_at_all)
BOMB = Spoilt(_bomb)
ENDLESS_BODY = Spoilt(_endless)
DROP_BY_DROP = Spoilt(_drop_by_drop)
LATE = Spoilt(_late)
RESET_AFTER = Spoilt(_reset)
RESET_BEFORE = Spoilt(_reset, applied=False)
