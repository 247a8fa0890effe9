"""Tells systemd, where that started the program, that it is ready, alive and about to end."""

from __future__ import annotations

import os
import socket

import structlog

log = structlog.get_logger("service manager")

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(news: str) -> None:
    """Does nothing where nobody asked to be told."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
            link.connect(address)
            link.send(news.encode())
    except OSError as error:  # it then judges by what it sees
        log.warning("systemd could not be told", news=news, reason=str(error))
