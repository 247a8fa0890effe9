"""The version that a Windows library carries: the installer compares it with that of one that is there."""

from __future__ import annotations

import struct

_FIXED = b"\xbd\x04\xef\xfe\x00\x00\x01\x00"
"""How the numbers begin among a file's resources."""


def file_version(content: bytes) -> str:
    """As 6.11.3.0; empty where there is none."""
    at = content.find(_FIXED)
    if at < 0:
        return ""
    high, low = struct.unpack_from("<II", content, at + len(_FIXED))
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def python_version(library: bytes) -> str:
    """Of python3xx.dll, as 3.13.2: its third number holds the patch, the level and the serial."""
    major, minor, patch, _ = (int(number) for number in file_version(library).split("."))
    return f"{major}.{minor}.{patch // 1000}"
