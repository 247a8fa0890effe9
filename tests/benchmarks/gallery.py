"""The gallery: how long a frame of scrolling takes, and how soon pictures are there that nobody saw before."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

MOST_FRAME_MS = 16.0
MOST_SCREEN_MS = 700.0
NOTCHES = (1, 1, 1, 1, 1, 1, 1, 8, 8, -8)
"""Thirds of a row of tiles per frame: a wheel that turns, then pages."""
_KNOWN_SCREENS = 12
_SIZE = (1440, 900)


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile
    from tests.benchmarks.stage import Profile, SimulatorProcess

    made = filled_profile(options.folder / "large", options.large)
    shutil.rmtree(made.places.pictures, ignore_errors=True)
    with SimulatorProcess(options.large) as simulator:
        profile = Profile(made.folder, simulator.settings())
        asked = {"frames": 20 if options.quick else 400, "screens": 2 if options.quick else 12}
        found = profile.in_window("gallery", asked)
    outcome = Outcome(
        figures=[
            Figure(
                name=f"scrolling frame of tiles, their pictures in memory, p95, scale {options.large:g}",
                value=percentile(found["known"], 0.95),
                unit="ms",
                target=MOST_FRAME_MS,
            ),
            Figure(
                name=f"scrolling frame of tiles, what the window's thread worked, p95, scale {options.large:g}",
                value=percentile(found["unknown, worked"] + found["known, worked"], 0.95),
                unit="ms",
                target=MOST_FRAME_MS,
                note="also while pictures come, which keeps the other processes busy",
            ),
            Figure(
                name=f"the page opened until all pictures of its screen are there, scale {options.large:g}",
                value=found["first screen"],
                unit="ms",
                target=MOST_SCREEN_MS,
                note="from a simulator on this computer; nothing of them was here before",
            ),
            Figure(
                name="a screen far away until all its pictures are there, p95",
                value=percentile(found["screens"], 0.95),
                unit="ms",
                target=MOST_SCREEN_MS,
            ),
        ],
        details={
            name: spread(taken)
            for name, taken in found.items()
            if name != "tiles" and isinstance(taken, list)
        },
    )
    outcome.details["tiles on a screen, with pictures"] = found["tiles"]
    outcome.details["entries"] = found["entries"]
    return outcome


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from tests.benchmarks.watching import at_rest, until

    sheet, window = desktop.opened.gallery.sheet, desktop.opened.window
    window.resize(*_SIZE)
    desktop.show()
    await until(lambda: desktop.opened.pricebook.grid.loader.is_complete)
    await _until_pictures_come(desktop)
    await at_rest(desktop)
    began = time.perf_counter()
    window.open_page("gallery")
    found: dict[str, Any] = {}
    await until(lambda: sheet.loader.is_complete and _is_all_there(desktop))
    found["first screen"] = 1000 * (time.perf_counter() - began)
    await at_rest(desktop)
    bar, found["screens"] = sheet.view.verticalScrollBar(), []
    for number in range(1, options["screens"] + 1):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * number // (options["screens"] + 1))
        await until(lambda: _is_all_there(desktop))
        found["screens"].append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(0.1)
    found["tiles"], found["entries"] = _tiles(desktop), len(sheet.model.rows)
    bar.setValue(0)
    found["unknown"], found["unknown, worked"] = await _frames(desktop, options["frames"], most=bar.maximum())
    most = min(bar.maximum(), _KNOWN_SCREENS * sheet.view.viewport().height())
    for at in range(0, most, sheet.view.viewport().height() // 2):
        bar.setValue(at)
        await until(lambda: _is_all_there(desktop))
    found["known"], found["known, worked"] = await _frames(desktop, options["frames"], most=most)
    return found


async def _until_pictures_come(desktop: Desktop) -> None:
    """The engine, and the process that decodes, take their time to start."""
    from lazi_desktop.ports.engine import Connection
    from lazi_desktop.ui.gallery.tiles_model import FIELDS, cover_of
    from tests.benchmarks.watching import PATIENCE, until

    pictures, status = desktop.context.pictures, desktop.opened.status
    assert pictures is not None
    await until(lambda: status.connection is Connection.ONLINE)
    numbers = list(desktop.opened.pricebook.grid.model.rows.numbers[-200:])
    covers = [cover for row in desktop.workspace.queries.rows(numbers, FIELDS) if (cover := cover_of(row))]
    end = time.perf_counter() + PATIENCE
    while covers and time.perf_counter() < end:
        answers: list[Any] = []
        for cover in covers[-2:]:  # one for each process
            pictures.ask(cover, 64, answers.append)
        await until(lambda: len(answers) == min(len(covers), 2))  # noqa: B023
        if not any(isinstance(one, Exception) for one in answers):
            return
        await asyncio.sleep(1)
    if covers:
        raise TimeoutError("no pictures came")


def _tiles(desktop: Desktop) -> tuple[int, int]:
    """How many are on the screen, and how many of them have a picture."""
    from lazi_desktop.ui.gallery.tiles_model import cover_of

    sheet = desktop.opened.gallery.sheet
    rows = [sheet.model.rows.at(position) for position in sheet.view.seen()]
    return len(rows), sum(bool(row is not None and cover_of(row)) for row in rows)


def _is_all_there(desktop: Desktop) -> bool:
    from lazi_desktop.ui.gallery.tiles_model import cover_of

    sheet = desktop.opened.gallery.sheet
    rows = [sheet.model.rows.at(position) for position in sheet.view.seen()]
    if not rows or any(row is None for row in rows):
        return False
    covers = [cover for row in rows if row is not None and (cover := cover_of(row))]
    return all(sheet.pictures.known(cover) is not None for cover in covers)


async def _frames(desktop: Desktop, count: int, *, most: int) -> tuple[list[float], list[float]]:
    """Each from the turn of the bar to the painted viewport; between them whatever else there is to do. And what of it
    the window's thread worked, which a busy machine does not lengthen."""
    view = desktop.opened.gallery.sheet.view
    bar, taken, worked = view.verticalScrollBar(), [], []
    bar.setValue(0)
    await asyncio.sleep(0.3)
    for number in range(count):
        at = bar.value() + NOTCHES[number % len(NOTCHES)] * bar.singleStep()
        began, idle = time.perf_counter(), time.thread_time()
        bar.setValue(at if 0 <= at <= most else 0)
        view.viewport().repaint()
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.thread_time() - idle))
        await asyncio.sleep(0.012)
    return taken, worked
