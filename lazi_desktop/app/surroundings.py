"""What this computer is on, as far as the operating system tells it without a window."""

from __future__ import annotations

import psutil


class MachineSurroundings:
    """Implements `ports.system.Surroundings`. Of the network nothing is known here."""

    def on_battery(self) -> bool:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        return battery is not None and battery.power_plugged is False

    def metered(self) -> bool:
        return False

    def offline(self) -> bool:
        return False
