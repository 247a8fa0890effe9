"""A D-Bus of our own with a NetworkManager on it that says what it is told to say."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jeepney import (
    DBusAddress,
    Message,
    MessageType,
    Parser,
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


@contextmanager
def a_troubled_bus(path: Path, greeted: Callable[[Message], Message | None]) -> Iterator[str]:
    """Lets everybody in. `greeted` is given what is said first, and has the answer to it; None is none, ever."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        serving = threading.Thread(target=_serve, args=(door, greeted), daemon=True)
        serving.start()
        try:
            yield f"unix:path={path}"
        finally:
            door.shutdown(socket.SHUT_RDWR)
            serving.join(10)  # a guest may hang on it still


def _serve(door: socket.socket, greeted: Callable[[Message], Message | None]) -> None:
    with suppress(OSError):  # the door was shut
        while True:
            guest, _ = door.accept()
            with guest:
                _let_in(guest, greeted)


def _let_in(guest: socket.socket, greeted: Callable[[Message], Message | None]) -> None:
    """Until the guest leaves."""
    said, parser = b"", Parser()
    while not said.endswith(b"\r\n"):
        said += guest.recv(1024)
    assert said.startswith(b"\0AUTH EXTERNAL")
    guest.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
    assert guest.recv(len(b"BEGIN\r\n"), socket.MSG_WAITALL) == b"BEGIN\r\n"
    while said := guest.recv(1024):
        parser.add_data(said)
        while (message := parser.get_next_message()) is not None:
            if (answer := greeted(message)) is not None:
                guest.sendall(answer.serialise(serial=1))
