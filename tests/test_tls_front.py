"""The front itself: that nobody could speak with it would prove nothing."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

import pytest

from tests.certificates import Authority
from tests.tls_front import OLD, TlsFront, allow_old, bad_front, old_protocols

HOST = "db.lazi.test"
NOBODY_BEHIND = 0


@pytest.mark.parametrize("postgresql", [False, True])
def test_the_old_protocol_would_be_spoken(authority: Authority, tmp_path: Path, postgresql: bool):
    """By others: it is us who refuse it."""
    bad = bad_front(OLD, authority, tmp_path, HOST)
    context = ssl.create_default_context(cafile=authority.file)
    with old_protocols():
        allow_old(context)
    with (
        TlsFront(NOBODY_BEHIND, bad, postgresql=postgresql) as front,
        socket.create_connection(("127.0.0.1", front.port)) as line,
    ):
        if postgresql:
            line.sendall((8).to_bytes(4) + (80877103).to_bytes(4))
            assert line.recv(1) == b"S"
        with context.wrap_socket(line, server_hostname=HOST) as secured:
            assert secured.version() == "TLSv1.1"
