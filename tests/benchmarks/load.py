"""20 desktops, a pull and a push of 5,000 changes at once on one hub: durations, the hub's CPU, waits for locks."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from typing import Any, cast

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.schema import upgrade
from tests.benchmarks.figures import Figure, Options, Outcome, spread
from tests.benchmarks.stage import SimulatorProcess, say
from tests.faults.conftest import pull
from tests.faults.desktops import Stage, run
from tests.faults.load import Load

LOCK_SECONDS = 5  # who waits longer for a lock is told that the hub is busy


class Far(SimulatorProcess):
    """The simulator in a process of its own, with the names a stage asks for."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self.about[name]
        except KeyError as error:
            raise AttributeError(name) from error


def measure(options: Options) -> Outcome:
    desktops, changes = (3, 20) if options.quick else (20, 5_000)
    with ExitStack() as stack:
        simulator = stack.enter_context(Far(0.02 if options.quick else 1))
        server = EmbeddedPostgres(options.folder / "load hub").start()
        stack.callback(server.destroy)
        upgrade(server.admin_url, migrations_folder())
        stage = stack.enter_context(
            Stage(server, cast("RunningSimulator", simulator), options.folder / "load desks")
        )
        run(pull(stage))
        say(f"  {len(stage.materials())} materials")
        found = run(
            Load(stage, desktops=desktops, changes=changes, pause=0.1 if options.quick else 2.0).run()
        )
    share = 100 * found.hub_cpu_seconds / found.seconds
    figures = [
        Figure(name="load: pull", value=found.pull_seconds, unit="s"),
        Figure(name=f"load: push of {found.changes} changes", value=found.push_seconds, unit="s"),
        Figure(
            name=f"load: {found.desktops} desktops level afterwards", value=found.drained_seconds, unit="s"
        ),
        Figure(name="load: CPU of the hub", value=share, unit="% of a core"),
        Figure(name="load: longest wait for a lock", value=found.longest_wait, unit="s", target=LOCK_SECONDS),
        Figure(name="load: deadlocks", value=found.deadlocks, unit="", target=0),
    ]
    details = asdict(found) | {"exchange_seconds": spread(found.exchange_seconds)}
    return Outcome(figures=figures, details=details)
