"""Who this machine is to the hub: one device for the window, one for the command line, each in a file of its own."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from uuid import UUID, uuid4

from lazi_desktop import __version__
from lazi_desktop.ports.hub import DeviceInfo

WINDOW = "window"


def device_of(
    file: Path, role: str, *, known_elsewhere: Callable[[], UUID | None] = lambda: None
) -> DeviceInfo:
    """The device of `role` ("window", "command line"), made at first use. The incarnation is new every time.

    `known_elsewhere` is asked where the file is missing or damaged.
    """
    found = _read(file)
    if isinstance(found, UUID):
        return _info(found, role)
    return _info(_write(file, known_elsewhere() or uuid4(), replace=found is _Unreadable.DAMAGED), role)


def new_device(file: Path, role: str) -> DeviceInfo:
    """Another device from now on."""
    return _info(_write(file, uuid4(), replace=True), role)


def _info(device_id: UUID, role: str) -> DeviceInfo:
    label = f"{_person()} on {socket.gethostname()}"
    is_window = role == WINDOW  # a profile has one at a time
    label = label if is_window else f"{label} ({role})"
    return DeviceInfo(device_id, uuid4(), label, __version__, alone=is_window)


class _Unreadable(Enum):
    MISSING = auto()
    DAMAGED = auto()


def _read(file: Path) -> UUID | _Unreadable:
    """In one look: a file that another program makes meanwhile must not be taken for a damaged one."""
    try:
        return UUID(json.loads(file.read_text(encoding="utf-8"))["device_id"])
    except FileNotFoundError:
        return _Unreadable.MISSING
    except (ValueError, LookupError, TypeError, AttributeError):
        return _Unreadable.DAMAGED


def _write(file: Path, device_id: UUID, *, replace: bool) -> UUID:
    """Whole or not at all. Returns the id that counts: of two programs that start together, the first one's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{uuid4()}")
    draft.write_text(json.dumps({"device_id": str(device_id)}), encoding="utf-8")
    try:
        if not replace:
            try:
                os.link(draft, file)
            except FileExistsError:
                found = _read(file)
                return found if isinstance(found, UUID) else device_id
            except OSError:
                pass  # a disk without links
            else:
                return device_id
        draft.replace(file)
        return device_id
    finally:
        draft.unlink(missing_ok=True)


def _person() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
