"""A company's proxy on this machine: takes CONNECT, perhaps asks who it is, and looks into secured connections."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

from tests.certificates import Authority

HOSTS = ("api.servicetitan.test", "auth.servicetitan.test", "pictures.servicetitan.test")


class CompanyProxy:
    """Leads whatever host is asked for to `port` of this machine; it ends the secured connection itself.

    `pair`: "name:password" of who may use it, "" for everybody. `refuses`: the status of its answer, 0 for none.
    """

    def __init__(self, authority: Authority, port: int, *, pair: str = "", refuses: int = 0) -> None:
        self.asked: list[str] = []
        self._port, self._pair, self._refuses = port, pair, refuses
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(authority.server(*HOSTS))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._serve)]

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                line, _ = self._listening.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._answer, args=(line,))
            self._threads.append(thread)
            thread.start()

    def _answer(self, line: socket.socket) -> None:
        line.settimeout(10)
        with contextlib.suppress(OSError), line:
            head = b""
            while b"\r\n\r\n" not in head:
                more = line.recv(1)
                if not more:
                    return
                head += more
            first, *headers = head.decode().split("\r\n")
            self.asked.append(first.split()[1])
            known = f"Basic {base64.b64encode(self._pair.encode()).decode()}"
            signed = any(
                one.lower().startswith("proxy-authorization:") and one.partition(": ")[2] == known
                for one in headers
            )
            if self._pair and not signed:
                line.sendall(b'HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm="c"\r\n\r\n')
            elif self._refuses:
                line.sendall(f"HTTP/1.1 {self._refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
            else:
                line.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                with (
                    self._tls.wrap_socket(line, server_side=True) as secured,
                    socket.create_connection(("127.0.0.1", self._port)) as there,
                ):
                    self._lead(secured, there)

    def _lead(self, here: socket.socket, there: socket.socket) -> None:
        back = threading.Thread(target=_copy, args=(there, here, self._stopping))
        back.start()
        _copy(here, there, self._stopping)
        back.join()


def _copy(source: socket.socket, target: socket.socket, stopping: threading.Event) -> None:
    source.settimeout(0.1)
    with contextlib.suppress(OSError):
        while not stopping.is_set():
            try:
                content = source.recv(65_536)
            except TimeoutError:
                continue
            if not content:
                break
            target.sendall(content)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
