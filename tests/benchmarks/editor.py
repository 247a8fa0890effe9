"""Opening an editor tab: from the wish to its fields on the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop
    from lazi_desktop.domain.keys import EntityKey
    from lazi_desktop.domain.kinds import EntityKind
    from lazi_desktop.ui.editors.subject import Subject

TARGET_MS = 80
EACH_MATERIALS, EACH_OTHERS = 3, 1
PAUSE = 0.15  # s between two of somebody who opens one after the other


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    found = profile.in_window("editor", {"rounds": 2 if options.quick else 20})
    return Outcome(
        figures=[
            Figure(
                name=f"open an editor tab to painted, p95, scale {options.large:g}",
                value=percentile(found["opened"], 0.95),
                unit="ms",
                target=TARGET_MS,
                baseline=percentile(found["bare"], 0.95),
                note="materials, services, equipment, discounts in turn; the bare: reading the entity's details alone",
            ),
        ],
        details={
            "opened": spread(found["opened"]),
            "the first one, before its form was made": rounded(found["cold"]),
            "between tabs that are open": spread(found["switched"]),
            "details read": spread(found["bare"]),
        },
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import EntityKind
    from tests.benchmarks.watching import Paints, at_rest, until

    page, queries = desktop.opened.pricebook, desktop.workspace.queries
    editors = page.editors
    shown: list[EntityKey] = []
    painted: list[float] = []

    def on_shown(subject: Subject) -> None:
        shown[:] = subject.keys

    def on_painted(at: float) -> None:
        if shown:
            painted.append(at)

    editors.panel.shown.connect(on_shown)
    desktop.show()
    await until(lambda: page.grid.loader.is_complete)
    await at_rest(desktop)

    async def open_one(key: EntityKey) -> float:
        shown.clear()
        painted.clear()
        began = time.perf_counter()
        editors.open(key)
        await until(partial(_is_painted, shown, painted, key))
        return 1000 * (painted[-1] - began)

    rounds = options["rounds"]
    materials = _some(desktop, EntityKind.MATERIAL, EACH_MATERIALS * rounds + 1)
    watch = Paints(editors.panel, on_painted)
    cold = await open_one(materials.pop())
    editors.close_current()
    await until(lambda: editors.is_warm)
    await at_rest(desktop)

    others = [
        _some(desktop, kind, rounds)
        for kind in (EntityKind.SERVICE, EntityKind.EQUIPMENT, EntityKind.DISCOUNT_FEE)
    ]
    opened, switched, bare = [], [], []
    for turn in range(rounds):
        keys = materials[turn * EACH_MATERIALS : (turn + 1) * EACH_MATERIALS]
        keys += [of_kind[turn % len(of_kind)] for of_kind in others if of_kind]
        for key in keys:
            opened.append(await open_one(key))
            await asyncio.sleep(PAUSE)
            began = time.perf_counter()
            queries.detail(key)
            bare.append(1000 * (time.perf_counter() - began))
        for key in (keys[0], keys[-1]):
            switched.append(await open_one(key))
            await asyncio.sleep(PAUSE)
        while editors.key is not None:
            editors.close_current()
        await at_rest(desktop)
    del watch
    return {"opened": opened, "switched": switched, "bare": bare, "cold": cold}


def _some(desktop: Desktop, kind: EntityKind, count: int) -> list[EntityKey]:
    from lazi_desktop.domain.kinds import tree_of
    from lazi_desktop.ports.sku_query import SkuQuery

    queries = desktop.workspace.queries
    numbers = queries.find(SkuQuery(tree=tree_of(kind), kinds=frozenset((kind,))), limit=count)
    return [row.key for row in queries.rows(numbers)]


def _is_painted(shown: list[Any], painted: list[float], key: Any) -> bool:
    return shown == [key] and bool(painted)
