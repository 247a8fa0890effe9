"""What NetworkManager says of the network, where it runs: asked over D-Bus, each time anew."""

from __future__ import annotations

import psutil
from jeepney import DBusAddress, MessageFlag, MessageType, Properties
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_NAME = "org.freedesktop.NetworkManager"
_OURS = DBusAddress("/org/freedesktop/NetworkManager", bus_name=_NAME, interface=_NAME)
_SECONDS = 1.0
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
        with open_dbus_connection(bus="SYSTEM", auth_timeout=_SECONDS) as bus:
            return _answer(bus, what)
    except (OSError, ValueError, RuntimeError):  # no bus here, or not for this account
        return 0


def _answer(bus: DBusConnection, what: str) -> int:
    question = Properties(_OURS).get(what)
    question.header.flags |= MessageFlag.no_auto_start
    reply = bus.send_and_get_reply(question, timeout=_SECONDS)
    if reply.header.message_type is not MessageType.method_return:
        return 0
    [(_, value)] = reply.body
    return int(value)


def _other_link() -> bool:
    """Whether a link carries anything, the computer's own loop aside."""
    return any(link.isup and "loopback" not in link.flags for link in psutil.net_if_stats().values())
