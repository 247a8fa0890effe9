"""What in an MSI's summary is new at every build is set: its times to the commit's, its code to that of its content."""

from __future__ import annotations

import struct
from pathlib import Path

from source import stop

_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_HEAD = 28
"""So long is what stands before the summary's name, from which its places are counted."""
_CODE, _CREATED, _SAVED = 9, 12, 13
_IS_TEXT, _IS_TIME = 0x1E, 0x40
_1601_TO_1970 = 11_644_473_600


def stamp(msi: Path, *, epoch: int, package_code: str) -> None:
    content = bytearray(msi.read_bytes())
    name = content.find(_SUMMARY)
    if name < 0:
        stop(f"{msi} has no summary.")
    [place] = struct.unpack_from("<I", content, name + len(_SUMMARY))
    section = name - _HEAD + place
    [count] = struct.unpack_from("<I", content, section + 4)
    written = set()
    for number in range(count):
        kind, offset = struct.unpack_from("<II", content, section + 8 + 8 * number)
        at = section + offset
        if kind in (_CREATED, _SAVED) and content[at] == _IS_TIME:
            struct.pack_into("<Q", content, at + 4, (epoch + _1601_TO_1970) * 10_000_000)
            written.add(kind)
        if kind == _CODE and content[at] == _IS_TEXT:
            code = f"{{{package_code}}}".encode()
            content[at + 8 : at + 8 + len(code)] = code
            written.add(kind)
    if written != {_CODE, _CREATED, _SAVED}:
        stop(f"The summary of {msi} is not as wixl writes it.")
    msi.write_bytes(content)
