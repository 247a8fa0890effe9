"""The bad network itself: a fault that does not strike proves nothing."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.proxy import HOLE, Gate, TcpProxy, Way, Weather, storm


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that gives back what it is sent."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(connected: socket.socket) -> None:
        with connected:
            try:
                while chunk := connected.recv(65_536):
                    connected.sendall(chunk)
            except OSError:
                pass  # the network is bad

    def serve() -> None:
        workers = []
        while True:
            try:
                connected, _ = listening.accept()
            except OSError:
                break
            workers.append(threading.Thread(target=answer, args=(connected,)))
            workers[-1].start()
        for worker in workers:
            worker.join()

    thread = threading.Thread(target=serve)
    thread.start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


@pytest.fixture
def proxy(echo: int) -> Iterator[TcpProxy]:
    with TcpProxy(echo) as proxy:
        yield proxy


def talk(proxy: TcpProxy, sent: bytes, *, timeout: float = 5) -> bytes:
    """What comes back before the other side ends."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=timeout) as client:
        client.sendall(sent)
        with contextlib.suppress(OSError):  # reset before that: reading tells
            client.shutdown(socket.SHUT_WR)
        back = b""
        while chunk := client.recv(65_536):
            back += chunk
        return back


def test_fair_weather_changes_nothing(proxy: TcpProxy):
    sent = bytes(range(256)) * 1000
    assert talk(proxy, sent) == sent
    assert len(proxy.attempts) == 1


def test_a_delay_and_a_thin_line_take_their_time(proxy: TcpProxy):
    proxy.turn(Weather(up=Way(delay=0.1), down=Way(bytes_per_second=10_000)))
    began = time.monotonic()
    assert talk(proxy, b"x" * 2_000) == b"x" * 2_000
    assert time.monotonic() - began >= 0.3


def test_an_answer_ends_early(proxy: TcpProxy):
    proxy.turn(Weather(down=Way(end_after=10)))
    assert talk(proxy, b"x" * 100) == b"x" * 10


def test_a_connection_is_reset_in_the_middle(proxy: TcpProxy):
    proxy.turn(Weather(down=Way(reset_after=10)))
    with pytest.raises(ConnectionResetError):
        talk(proxy, b"x" * 100)
        talk(proxy, b"x" * 100)


def test_a_hole_says_nothing(proxy: TcpProxy):
    for weather in (Weather(up=HOLE), Weather(down=HOLE)):
        proxy.turn(weather)
        with (
            socket.create_connection(("127.0.0.1", proxy.port), timeout=0.2) as client,
            pytest.raises(TimeoutError),
        ):
            client.sendall(b"x")
            client.recv(1)
    proxy.heal()
    assert talk(proxy, b"x") == b"x"


def test_a_gate_lets_one_request_pass_and_then_nobody(proxy: TcpProxy):
    gate = Gate(b"ask")
    proxy.turn(Weather(up=Way(gate=gate)))
    for sent in (b"hello", b"I ask", b"thanks"):
        assert talk(proxy, sent) == sent
    assert not gate.is_shut
    for sent in (b"I ask again", b"hello"):
        with pytest.raises(TimeoutError):
            talk(proxy, sent, timeout=0.2)
        assert gate.is_shut
    proxy.heal()
    assert talk(proxy, b"I ask") == b"I ask"


def test_a_cut_and_a_refusal(proxy: TcpProxy):
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as client:
        client.sendall(b"x")
        assert client.recv(1) == b"x"
        proxy.turn(Weather(refuses=True))
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    with pytest.raises(ConnectionError):
        talk(proxy, b"x")


def test_some_connections_are_lost(echo: int):
    with TcpProxy(echo, seed=3) as proxy:
        proxy.turn(Weather(broken_per_chunk=0.3))
        kept = 0
        for _ in range(20):
            try:
                kept += talk(proxy, b"x") == b"x"
            except OSError:
                continue
        assert 0 < kept < 20


def test_a_storm_is_told_from_patience():
    assert storm([0, 1, 2, 3], within=1, most=1) == []
    assert storm([0, 1, 1.2, 1.4, 3], within=1, most=2) == [1, 1.2, 1.4]
