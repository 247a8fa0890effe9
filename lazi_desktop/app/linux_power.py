"""Whether Linux says that this computer runs on battery.

Read here and not by psutil, which takes the battery of a wireless mouse for the computer's own, and fails where the
kernel keeps no list of supplies.
"""

from __future__ import annotations

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
_MAINS = ("Mains", "Wireless", "BrickID")
_USB = "USB"  # and USB_C, USB_PD, USB_DCP …: by what the charger says of itself
_STORED = ("Battery", "UPS")


def on_battery(supplies: Path = SUPPLIES) -> bool | None:
    """None where it does not say."""
    try:
        found = [_Supply(folder) for folder in sorted(supplies.iterdir())]
    except OSError:
        return None
    own = [one for one in found if one.says("scope") != "Device"]
    batteries = [one for one in own if one.says("type") in _STORED]
    if not batteries:
        return False
    outlets = [one.says("online") for one in own if _is_outlet(one.says("type")) and one.says("online")]
    if any(online != "0" for online in outlets):
        return False
    states = {one.says("status") for one in batteries}
    if "Discharging" in states:
        return True
    if states & {"Charging", "Full", "Not charging"}:
        return False
    return True if outlets else None


def _is_outlet(kind: str) -> bool:
    return kind in _MAINS or kind.startswith(_USB)


class _Supply:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def says(self, what: str) -> str:
        """ "" where it does not."""
        try:
            return (self._folder / what).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
