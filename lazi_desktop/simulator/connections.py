"""Lets the application cut a connection the hard way."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from starlette.types import Receive, Scope
from uvicorn.protocols.http.auto import AutoHTTPProtocol

_Protocol: Any = AutoHTTPProtocol
_open: dict[tuple[Any, Any], asyncio.Transport] = {}


class CuttableProtocol(_Protocol):  # type: ignore[misc]  # which protocol it is depends on what is installed
    """Uvicorn's protocol, remembered by its two addresses."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._ends = _ends(transport.get_extra_info("sockname"), transport.get_extra_info("peername"))
        _open[self._ends] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        _open.pop(self._ends, None)
        super().connection_lost(exc)


async def cut(scope: Scope, receive: Receive) -> None:
    """Resets the connection of this request; returns when the server has noticed."""
    transport = _open.get(_ends(scope["server"], scope["client"]))
    if transport is None:
        raise RuntimeError("this connection cannot be cut")
    raw = transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if _is_windows() else "ii", 1, 0))
    transport.abort()
    message = await receive()
    while message["type"] != "http.disconnect":
        message = await receive()


def _is_windows() -> bool:
    return hasattr(socket, "SIO_RCVALL")


def _ends(own: Any, peer: Any) -> tuple[Any, Any]:
    return tuple(own[:2]), tuple(peer[:2])
