"""A D-Bus of our own with a NetworkManager on it that says what it is told to say."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import (
    DBusAddress,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME = "org.freedesktop.NetworkManager"


@contextmanager
def a_bus() -> Iterator[str]:
    """Its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        try:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def a_network_manager(address: str, properties: dict[str, int]) -> Iterator[None]:
    """`properties` may change meanwhile. Of what is not in there it knows nothing."""
    with open_dbus_connection(bus=address) as service:
        Proxy(message_bus, service).RequestName(NAME)
        answering = threading.Thread(target=_answer, args=(service, properties), daemon=True)
        answering.start()
        try:
            yield
        finally:
            with open_dbus_connection(bus=address) as other:
                other.send(_leave(service.unique_name))
            answering.join()


def _leave(to: str) -> Message:
    return new_method_call(DBusAddress("/", bus_name=to, interface=NAME), "Leave")


def _answer(service: DBusConnection, properties: dict[str, int]) -> None:
    while True:
        asked = service.receive()
        if asked.header.message_type is not MessageType.method_call:
            continue
        if asked.body == ():
            return
        _interface, what = asked.body
        if what in properties:
            service.send(new_method_return(asked, "v", (("u", properties[what]),)))
        else:
            service.send(new_error(asked, "org.freedesktop.DBus.Error.InvalidArgs"))
