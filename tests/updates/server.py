"""An update server on loopback that can be slow, cut off, wrong and led elsewhere. It remembers what it was asked."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Page:
    """`cut`: the connection ends after so many bytes of an answer, once for each number. `says`: another length."""

    content: bytes
    status: int = 200
    location: str = ""
    etag: str = "yes"
    takes_range: bool = True
    cut: list[int] = field(default_factory=list)
    says: int | None = None
    packed: str = ""
    range_from: int | None = None
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    range: str
    if_range: str


class UpdateServer:
    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[UpdateServer]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def put(self, path: str, content: bytes, **other: object) -> Page:
        page = self.pages[path] = Page(content, **other)  # type: ignore[arg-type] # whatever a page has
        return page

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                given = self.headers.get
                server.asked.append(Asked(self.path, given("Range", ""), given("If-Range", "")))
                page = server.pages.get(self.path, Page(b"", status=404))
                self.close_connection = True
                _answer(self, page)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        return Handler


def etag_of(page: Page) -> str:
    if page.etag == "yes":
        return f'"{hashlib.md5(page.content).hexdigest()}"'
    return page.etag


def _answer(handler: BaseHTTPRequestHandler, page: Page) -> None:
    content, status, etag = page.content, page.status, etag_of(page)
    asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    headers = {"Connection": "close"}
    if asked and page.takes_range and handler.headers.get("If-Range", etag) == etag:
        start = int(asked[1])
        if start >= len(content):
            status, content = 416, b""
        else:
            told = start if page.range_from is None else page.range_from
            headers["Content-Range"] = f"bytes {told}-{len(content) - 1}/{len(content)}"
            status, content = 206, content[start:]
    if etag:
        headers["ETag"] = etag
    if page.location:
        headers["Location"] = page.location
    if page.packed:
        headers["Content-Encoding"] = page.packed
    if page.chunked:
        headers["Transfer-Encoding"] = "chunked"
    elif page.says != -1:
        headers["Content-Length"] = str(len(content) if page.says is None else page.says)
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if page.cut:
        content = content[: page.cut.pop(0)]
    if page.chunked:
        content = f"{len(content):x}\r\n".encode() + content + b"\r\n0\r\n\r\n"
    try:
        handler.wfile.write(content)
    except OSError:
        return  # who asked has gone
