"""`--screenshot FILE`: a picture of the window once it is filled and at rest."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.sku_query import SkuQuery

PATIENCE_SECONDS = 300
_LOOK_EVERY = 0.1
_CALM_LOOKS = 5  # in a row
_ROW = 8
_SIZE = (1440, 900)
_MESSAGES_GO_SECONDS = 6.5


async def photograph(desktop: Desktop, file: Path) -> bool:
    """False, with a sentence on stderr, when the window did not fill or the file cannot be written."""
    problem = "The window did not come to rest."
    desktop.opened.window.resize(*_SIZE)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            problem = await _filled(desktop)
            await _at_rest(desktop)
            if not problem:
                _choose_something(desktop)
                await asyncio.sleep(_MESSAGES_GO_SECONDS)
                await _at_rest(desktop)
    except TimeoutError:
        pass
    if not problem:
        file.parent.mkdir(parents=True, exist_ok=True)
        if desktop.opened.window.grab().save(str(file)):
            print(f"Saved {file}", file=sys.stderr)
            return True
        problem = f"{file} cannot be written."
    print(problem, file=sys.stderr)
    return False


async def _filled(desktop: Desktop) -> str:
    """Waits for rows, or for the pull that brings them. Returns what went wrong, "" if nothing."""
    arrived: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def arrive(problem: str) -> None:
        if not arrived.done():
            arrived.set_result(problem)

    signals = desktop.opened.signals
    signals.pull_finished.connect(lambda report: arrive(""))
    signals.failed.connect(lambda failed: arrive(str(failed.error)))
    counts = await asyncio.to_thread(desktop.workspace.queries.counts)
    if sum(counts.skus.values()):
        arrive("")
    return await arrived


def _choose_something(desktop: Desktop) -> None:
    numbers = desktop.workspace.queries.find(SkuQuery(tree=Tree.MATERIALS), limit=_ROW)
    rows = desktop.workspace.queries.rows(numbers[-1:])
    if rows:
        desktop.opened.pricebook.show_entity(rows[0].key)


async def _at_rest(desktop: Desktop) -> None:
    calm = 0
    while calm < _CALM_LOOKS:
        await asyncio.sleep(_LOOK_EVERY)
        calm = calm + 1 if desktop.tasks.idle else 0
