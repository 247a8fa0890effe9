"""A Windows library without code: its one name stands for another library's."""

from __future__ import annotations

import struct

_PAGE = 0x1000
_SECTOR = 0x200


def forwarder(library: str, name: str, target: str) -> bytes:
    """A 64-bit DLL called `library` that exports `name`; `target` is where it is really found, as `advapi32.Name`."""
    exports = _exports(library, name, target)
    headers = _headers(len(exports))
    return headers.ljust(_SECTOR, b"\0") + exports.ljust(_SECTOR, b"\0")


def _exports(library: str, name: str, target: str) -> bytes:
    table = 40
    texts = [text.encode("ascii") + b"\0" for text in (library, name, target)]
    functions, names, ordinals = (_PAGE + table + offset for offset in (0, 4, 8))
    at = [_PAGE + table + 12 + sum(map(len, texts[:number])) for number in range(len(texts))]
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, at[0], 1, 1, 1, functions, names, ordinals)
    return directory + struct.pack("<IIHH", at[2], at[1], 0, 0) + b"".join(texts)


def _headers(size: int) -> bytes:
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    file = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 0xF0, 0x2022)
    optional = struct.pack("<HBBIIIII", 0x20B, 0, 0, 0, _SECTOR, 0, 0, _PAGE)
    optional += struct.pack(
        "<QIIHHHHHHIIIIHH", 0x180000000, _PAGE, _SECTOR, 6, 0, 0, 0, 6, 0, 0, 2 * _PAGE, _SECTOR, 0, 2, 0x160
    )
    optional += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    directories = struct.pack("<II", _PAGE, size).ljust(16 * 8, b"\0")
    section = struct.pack("<8sIIIIIIHHI", b".rdata", size, _PAGE, _SECTOR, _SECTOR, 0, 0, 0, 0, 0x40000040)
    return dos + file + optional + directories + section
