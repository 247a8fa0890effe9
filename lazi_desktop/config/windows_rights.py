"""Who keeps a file on Windows, administrators alone or others too: told from its security descriptor, as SDDL."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

_WINDOWS_OWN: Final = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
"""Of what installs Windows' own parts."""
_KEEPERS: Final = {"SY", "BA", "LA", "DA", "EA", _WINDOWS_OWN}
"""The system, the machine's and the domain's administrators."""
_MEANT_OF_THE_OWNER: Final = {"CO", "OW"}
_WRITES: Final = 0x2 | 0x4 | 0x40 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x1000_0000 | 0x4000_0000
"""To write or append, to make or delete what is inside, to delete it, to give other rights or another owner, or all."""
_BITS: Final = {
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100,
    "SD": 0x1_0000, "RC": 0x2_0000, "WD": 0x4_0000, "WO": 0x8_0000,
    "GA": 0x1000_0000, "GX": 0x2000_0000, "GW": 0x4000_0000, "GR": 0x8000_0000,
    "FA": 0x1F_01FF, "FR": 0x12_0089, "FW": 0x12_0116, "FX": 0x12_00A0,
}  # fmt: skip
_OWNER: Final = re.compile(r"O:(S-[0-9-]+|[A-Z]{2})")
_LIST: Final = re.compile(r"D:([A-Z_]*)((?:\(.*?\))*)(?=S:|$)")
_DENIES: Final = {"D", "OD", "XD"}


def belongs_to_administrators(descriptor: str) -> bool:
    owner = _OWNER.search(descriptor)
    return owner is not None and owner[1] in _KEEPERS


def only_administrators_write(descriptor: str) -> bool:
    """What is not understood is taken for somebody else's right."""
    rights = _LIST.search(descriptor)
    if rights is None or rights[1] == "NO_ACCESS_CONTROL":
        return False
    return not any(_lets_write(entry) for entry in _entries(rights[2]))


def _entries(text: str) -> list[str]:
    return text.removeprefix("(").removesuffix(")").split(")(") if text else []


def _lets_write(entry: str) -> bool:
    parts = entry.split(";")
    if len(parts) < 6:
        return True
    kind, flags, rights, who = parts[0], parts[1], parts[2], parts[5]
    if kind in _DENIES or "IO" in re.findall("..", flags) or who in _KEEPERS | _MEANT_OF_THE_OWNER:
        return False
    return bool(_mask(rights) & _WRITES)


def _mask(rights: str) -> int:
    if rights.startswith("0x"):
        return int(rights, 16)
    mask = 0
    for word in re.findall("..?", rights):
        mask |= _BITS.get(word, _WRITES)
    return mask


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _FILE, _OWNER_AND_RIGHTS, _FIRST_REVISION = 1, 0x1 | 0x4, 1

    def descriptor_of(place: Path) -> str:
        """Raises OSError where Windows does not tell."""
        security = ctypes.WinDLL("advapi32", use_last_error=True)
        found, text = wintypes.LPVOID(), wintypes.LPWSTR()
        code = security.GetNamedSecurityInfoW(
            wintypes.LPCWSTR(str(place)),
            _FILE,
            _OWNER_AND_RIGHTS,
            None,
            None,
            None,
            None,
            ctypes.byref(found),
        )
        if code:
            raise ctypes.WinError(code)
        free = ctypes.WinDLL("kernel32").LocalFree
        free.argtypes = [wintypes.LPVOID]
        try:
            if not security.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                found, _FIRST_REVISION, _OWNER_AND_RIGHTS, ctypes.byref(text), None
            ):
                raise ctypes.WinError(ctypes.get_last_error())
            return text.value or ""
        finally:
            free(ctypes.cast(text, wintypes.LPVOID))
            free(found)

else:

    def descriptor_of(place: Path) -> str:
        """Raises OSError: only Windows has one."""
        raise OSError(f"{place} has no security descriptor")
