"""Windows' own installer, which asks for an administrator where it needs one, and the package that it is given."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Protocol

from lazi_desktop.domain.errors import UpdateUnavailable


@dataclass(frozen=True, slots=True)
class Held:
    """An open package, which others may only read. `place` names it without links, which they could turn elsewhere."""

    handle: int
    place: Path


class Installer(Protocol):
    def holding(self, package: Path) -> AbstractContextManager[Held]:
        """Nobody writes, removes or moves it meanwhile, nor the folders above it. Raises UpdateUnavailable."""

    def start(self, held: Held, log: Path) -> None:
        """It goes on when this program has ended, and holds the package, too. Raises UpdateUnavailable."""


class WindowsInstaller:
    """Implements `Installer`. What is proved of the package counts until an administrator's rights have taken it."""

    @contextmanager
    def holding(self, package: Path) -> Iterator[Held]:
        try:
            handle = open_for_reading_alone(package)
        except OSError as error:
            raise UpdateUnavailable(f"{package.name} cannot be read: {error.strerror}.") from error
        try:
            yield Held(handle, place_of_handle(handle))
        finally:
            close_handle(handle)

    def start(self, held: Held, log: Path) -> None:
        try:
            start_with_handle(installer_command(held.place, log), held.handle)
        except OSError as error:
            raise UpdateUnavailable(f"Windows' installer does not start: {error.strerror}.") from error


def installer_command(package: Path | PureWindowsPath, log: Path | PureWindowsPath) -> Sequence[str]:
    """With a bar that shows how far it is and without questions; the computer is not restarted."""
    system = PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "msiexec.exe"
    return [str(system), "/i", str(package), "/passive", "/norestart", "/l*v", str(log)]


def without_prefix(name: str) -> str:
    r"""As msiexec takes it: `\\?\C:\a` is `C:\a`, `\\?\UNC\server\a` is `\\server\a`."""
    if name.startswith("\\\\?\\UNC\\"):
        return "\\\\" + name.removeprefix("\\\\?\\UNC\\")
    return name.removeprefix("\\\\?\\")


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _READ, _SHARED_FOR_READING, _OPEN_EXISTING, _NORMAL = 0x8000_0000, 0x1, 3, 0x80
    _LONGEST = 32_768
    _NONE = wintypes.HANDLE(-1).value

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.GetFinalPathNameByHandleW.argtypes = [
        wintypes.HANDLE,
        wintypes.LPWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
    ]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]

    def open_for_reading_alone(package: Path) -> int:
        """Raises OSError."""
        handle: int | None = _kernel.CreateFileW(
            str(package), _READ, _SHARED_FOR_READING, None, _OPEN_EXISTING, _NORMAL, None
        )
        if handle is None or handle == _NONE:
            raise ctypes.WinError(ctypes.get_last_error())
        return handle

    def place_of_handle(handle: int) -> Path:
        """Raises OSError."""
        name = ctypes.create_unicode_buffer(_LONGEST)
        length = _kernel.GetFinalPathNameByHandleW(handle, name, _LONGEST, 0)
        if not 0 < length < _LONGEST:
            raise ctypes.WinError(ctypes.get_last_error())
        return Path(without_prefix(name.value))

    def close_handle(handle: int) -> None:
        _kernel.CloseHandle(handle)

    def start_with_handle(command: Sequence[str], handle: int) -> None:
        """Which has it until it ends. Raises OSError."""
        os.set_handle_inheritable(handle, True)
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP,
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
        )

else:
    _ONLY_THERE = "only Windows installs it"

    def open_for_reading_alone(package: Path) -> int:
        """Raises OSError."""
        raise OSError(0, _ONLY_THERE)

    def place_of_handle(handle: int) -> Path:
        """Raises OSError."""
        raise OSError(0, _ONLY_THERE)

    def close_handle(handle: int) -> None:
        """There is none."""

    def start_with_handle(command: Sequence[str], handle: int) -> None:
        """Raises OSError."""
        raise OSError(0, _ONLY_THERE)
