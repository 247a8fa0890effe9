"""A stand-in ServiceTitan: one tenant's pricebook behind the API's own paths, rules and bad days."""

from lazi_desktop.simulator.command_line import main
from lazi_desktop.simulator.running import RunningSimulator
from lazi_desktop.simulator.settings import SimulatorSettings

__all__ = ["RunningSimulator", "SimulatorSettings", "main"]
