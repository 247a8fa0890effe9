from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from tests.simulator.client import Caller

VENDOR = {"vendorId": 701, "cost": 4.5, "active": True}


@pytest.fixture(scope="session")
def shared_simulator() -> Iterator[RunningSimulator]:
    """One tenant for all tests; its time stands still."""
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7, frozen_clock=True)) as simulator:
        yield simulator


@pytest.fixture
def simulator(shared_simulator: RunningSimulator) -> RunningSimulator:
    """In its first state, whatever the test before did."""
    shared_simulator.reset()
    return shared_simulator


@pytest.fixture
def api(simulator: RunningSimulator) -> Iterator[Caller]:
    caller = Caller(simulator)
    yield caller
    caller.close()


@pytest.fixture
def tenant_with() -> Iterator[Callable[..., Caller]]:
    """Starts a tenant of its own with the settings given."""
    with ExitStack() as stack:

        def start(**settings: Any) -> Caller:
            chosen = {"scale": 0.02, "seed": 7, "frozen_clock": True} | settings
            simulator = stack.enter_context(RunningSimulator(SimulatorSettings(**chosen)))
            caller = Caller(simulator)
            stack.callback(caller.close)
            return caller

        yield start
