"""From “Join” in the first run to the team's pricebook in the grid, beside a bare COPY out and `executemany` in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

TARGET_S = 10
TEN_THOUSAND = 1.2  # 10,158 SKUs
PASSWORD = "seven green lamps"
LOGIN = "joining.benchmark"


def measure(options: Options) -> Outcome:
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres
    from lazi_desktop.store.hub.members import create_member
    from tests.benchmarks.replicate import _bare, pulled_profile
    from tests.benchmarks.stage import say

    scale = options.usual if options.quick else TEN_THOUSAND
    profile = pulled_profile(options.folder / "joined", scale)
    runs, bare = [], []
    with EmbeddedPostgres(profile.places.hub) as server:
        create_member(
            server.admin_url, profile.tenant_id, LOGIN, password=PASSWORD, level="manager", label="Benchmark"
        )
        hub = f"postgresql://{server.admin_url.rpartition('@')[2]}"
        for turn in range(1 if options.quick else 4):
            bare.append(_bare(server, profile, options.folder / f"bare joined {turn}.db")["seconds"])
            runs.append(
                _joined(
                    options.folder / f"joins {turn}", hub, profile.servicetitan["LAZI_SERVICETITAN__TENANT"]
                )
            )
            say(f"  {runs[-1]['filled']:.1f} s, bare {bare[-1]:.1f} s")
    if not options.quick:
        runs, bare = runs[1:], bare[1:]  # the first one compiles
    outcome = Outcome()
    outcome.figures.append(
        Figure(
            name=f"joining a hub of scale {scale:g} until the grid is filled",
            value=statistics.median(run["filled"] for run in runs),
            unit="s",
            target=TARGET_S,
            baseline=statistics.median(bare),
            note="median; from “Join” to everything in the grid; the bare: COPY to stdout, executemany, one commit",
        )
    )
    outcome.details = {step: spread([run[step] for run in runs]) for step in ("opened", "rows", "filled")} | {
        "bare": spread(bare)
    }
    return outcome


def _joined(folder: Path, hub: str, tenant: str) -> dict[str, Any]:
    """One newcomer, in a process of their own."""
    from lazi_desktop.domain.invitation import Invitation
    from tests.benchmarks.stage import ENVIRONMENT, clean_environment, in_window

    folder.mkdir(parents=True)
    invitation = Invitation(hub=hub, tenant=tenant, environment=ENVIRONMENT, login=LOGIN)
    config = folder / "config.toml"
    config.write_text("version = 1\n", encoding="utf-8")
    places = {"LAZI_PROFILE": str(folder / "profile"), "LAZI_SECRETS_FILE": str(folder / "secrets.toml")}
    found = in_window(
        "joining",
        {},
        arguments=["--config", str(config), "--join", invitation.as_link()],
        environment={**clean_environment(), **places},
    )
    stamps: dict[str, float] = found["stamps"]
    return {step: stamps[step] - stamps["asked"] for step in ("opened", "rows", "filled")} | {
        "skus": found["skus"]
    }


def before() -> dict[str, float]:
    """In the newcomer's process: plays the person at the first run. Returns where the moment of “Join” is noted."""
    from PySide6.QtCore import QTimer

    import lazi_desktop.app.first_start as first_start

    noted: dict[str, float] = {}
    opening = first_start._open

    def opened(*arguments: Any) -> Any:
        window = opening(*arguments)

        def join() -> None:
            window.sign_in.fields["password"].input.setText(PASSWORD)
            noted["asked"] = time.time()
            window.sign_in.submit()

        QTimer.singleShot(200, window, join)
        return window

    vars(first_start)["_open"] = opened
    return noted


async def play(desktop: Desktop, _options: Mapping[str, Any]) -> dict[str, Any]:
    """In the window that opened then."""
    import os

    from tests.benchmarks.watching import Paints, until

    began = float(os.environ["BENCH_BEGAN"])
    stamps = {"opened": time.time() - began}
    grid = desktop.opened.pricebook.grid

    def on_grid(_at: float) -> None:
        if len(grid.model.rows):
            stamps.setdefault("rows", time.time() - began)

    watch = Paints(grid.grid.viewport(), on_grid)
    whole = []
    desktop.opened.signals.replicated.connect(lambda: whole.append(time.time()))
    desktop.show()
    await until(lambda: "rows" in stamps and desktop.opened.status.catching_up is None and bool(whole))
    await until(lambda: desktop.tasks.idle)
    stamps["filled"] = time.time() - began
    del watch
    return {"stamps": stamps, "skus": sum(desktop.context.queries.counts().skus.values())}
