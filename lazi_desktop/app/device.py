"""Who this machine is to the hub: one device for the window, one for the command line."""

from __future__ import annotations

import getpass
import json
import os
import socket
from pathlib import Path
from uuid import UUID, uuid4

from lazi_desktop import __version__
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.ports.hub import DeviceInfo


def device_of(file: Path, role: str) -> DeviceInfo:
    """The device of `role` ("window", "command line"), made at first use. The incarnation is new every time."""
    known = _read(file)
    if role not in known:
        known[role] = str(uuid4())
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(known, indent=1), encoding="utf-8")
        draft.replace(file)
    label = f"{_person()} on {socket.gethostname()}"
    return DeviceInfo(
        UUID(known[role]), uuid4(), label if role == "window" else f"{label} ({role})", __version__
    )


def _read(file: Path) -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise ConfigurationProblem(
            f"{file} is damaged. Move it away, and this computer gets a new one."
        ) from None
    return known


def _person() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
