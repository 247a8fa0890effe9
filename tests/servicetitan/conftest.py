from __future__ import annotations

from collections.abc import Iterator

import pytest
import stamina

from lazi_desktop.servicetitan.connection import READ_ATTEMPTS
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings


@pytest.fixture(autouse=True)
def no_waiting_between_attempts() -> Iterator[None]:
    """All attempts are made, without the pauses between them."""
    with stamina.set_testing(True, attempts=READ_ATTEMPTS, cap=True):
        yield


@pytest.fixture(scope="module")
def running_simulator() -> Iterator[RunningSimulator]:
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7)) as running:
        yield running


@pytest.fixture
def simulator(running_simulator: RunningSimulator) -> RunningSimulator:
    """As if just started."""
    running_simulator.reset()
    return running_simulator
