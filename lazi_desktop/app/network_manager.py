"""What NetworkManager says of the network, where it runs: asked over D-Bus, each time anew."""

from __future__ import annotations

import socket

import psutil
from jeepney import DBusAddress, DBusErrorResponse, Message, MessageFlag, MessageType, Properties
from jeepney.bus import get_bus
from jeepney.io.blocking import DBusConnection, prep_socket

_NAME = "org.freedesktop.NetworkManager"
_OURS = DBusAddress("/org/freedesktop/NetworkManager", bus_name=_NAME, interface=_NAME)
_SECONDS = 1.0
"""For each step: the bus may stand still, and who asks has other work to do."""
_NOT_TOLD = (OSError, ValueError, RuntimeError, DBusErrorResponse)
"""No bus here, or not for this account, or it does not answer in time."""
_ASLEEP, _DISCONNECTED = 10, 20
_METERED = {1: True, 2: False, 3: True, 4: False}
"""Said by a person, or guessed; 0 is not known."""


class NetworkManager:
    """Implements `app.surroundings.Network`."""

    def metering(self) -> bool | None:
        return _METERED.get(_asked("Metered"))

    def offline(self) -> bool:
        """It knows nothing of links that others look after, so none of these may be up either."""
        return _asked("State") in (_ASLEEP, _DISCONNECTED) and not _other_link()


def _asked(what: str) -> int:
    """0, which is NetworkManager's own word for what it does not know, also where it does not answer."""
    try:
        with _Bus(prep_socket(get_bus("SYSTEM"), timeout=_SECONDS)) as bus:
            return _answer(bus, what)
    except _NOT_TOLD:
        return 0


class _Bus(DBusConnection):  # type: ignore[misc]  # jeepney has no types
    """Also greeted with patience that ends: jeepney would wait for ever."""

    def __init__(self, sock: socket.socket) -> None:
        sock.settimeout(_SECONDS)
        try:
            super().__init__(sock)
        except BaseException:
            self.close()
            raise

    def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message:
        return super().send_and_get_reply(message, timeout=_SECONDS if timeout is None else timeout)


def _answer(bus: DBusConnection, what: str) -> int:
    question = Properties(_OURS).get(what)
    question.header.flags |= MessageFlag.no_auto_start
    reply = bus.send_and_get_reply(question)
    if reply.header.message_type is not MessageType.method_return:
        return 0
    [(_, value)] = reply.body
    return int(value)


def _other_link() -> bool:
    """Whether a link carries anything, the computer's own loop aside."""
    return any(link.isup and "loopback" not in link.flags for link in psutil.net_if_stats().values())
