"""Where updates may come from: secured addresses, and this computer itself."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

WANTED: Final = "an address that begins with https://"
_OWN: Final = ("localhost", "127.0.0.1", "::1")


def is_secure(address: str) -> bool:
    """Without a name and a password, which would be sent to whoever answers."""
    try:
        parts = urlsplit(address)
        host, is_odd = parts.hostname, parts.port == 0 or "@" in parts.netloc
    except ValueError:
        return False
    if not host or is_odd:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _OWN)


def host_of(address: str) -> str:
    """For people."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
