"""A folder of 400 photos of 12 megapixels, matched in the window with 100,000 SKUs: until the review stands there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.figures import Figure, Options, Outcome

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop
    from lazi_desktop.ports.pricebook import SkuRow

SECONDS = 20.0
COMPARED_SECONDS = 1.0
STRETCH_MS = 50.0
PHOTOS, KINDS = 400, 8
WIDTH, HEIGHT = 4000, 3000


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    photos = _photos(options.folder / "photos", options)
    found = profile.in_window(
        "matching", {"quick": options.quick, "photos": str(photos), "to": str(options.folder / "to match")}
    )
    return Outcome(
        figures=[
            Figure(
                name=f"a folder of {found['photos']} photos of 12 megapixels proposed, scale {options.large:g}",
                value=found["seconds"],
                unit="s",
                target=SECONDS,
            ),
            Figure(
                name="the same, the processors' time shared by two cores",
                value=found["worked"] / 2,
                unit="s",
                target=SECONDS,
                note="of the window and of the processes that decode; tells of a machine that does other things, too",
            ),
            Figure(
                name=f"names compared with those of {found['skus']:,} SKUs",
                value=found["compared"],
                unit="s of a core",
                target=COMPARED_SECONDS,
            ),
            Figure(
                name="longest piece of work of the window's thread meanwhile",
                value=found["worked at a stretch"],
                unit="ms",
                target=STRETCH_MS,
            ),
        ],
        details={
            name: found[name] for name in ("photos", "proposed", "right", "skus read", "waited at most, ms")
        },
    )


def _photos(folder: Path, options: Options) -> Path:
    """A few that are as hard to read as photographs."""
    from tests.images.samples import photo, saved

    folder.mkdir(parents=True, exist_ok=True)
    width, height = (400, 300) if options.quick else (WIDTH, HEIGHT)
    for number in range(2 if options.quick else KINDS):
        path = folder / f"{number}.jpg"
        if not path.is_file():
            path.write_bytes(saved(photo(width, height), quality=85))
    return folder


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from lazi_desktop.domain.matching.photos import Photo
    from lazi_desktop.domain.matching.proposing import propose
    from lazi_desktop.domain.matching.review import Part
    from lazi_desktop.ports.sku_query import SkuQuery
    from lazi_desktop.ui.gallery.matching.joining import FolderMatching
    from lazi_desktop.ui.gallery.matching.known_skus import named_skus
    from tests.benchmarks.watching import at_rest, show_unconnected

    queries, count = desktop.workspace.queries, 12 if options["quick"] else PHOTOS
    show_unconnected(desktop)
    desktop.opened.window.open_page("gallery")
    await at_rest(desktop)
    numbers = queries.find(SkuQuery(tree=Tree.MATERIALS))
    rows = queries.rows(numbers[:: max(1, len(numbers) // count)][:count])
    names = _names(rows)
    folder = Path(options["to"])
    _lay_out(Path(options["photos"]), folder, list(names))
    matching = desktop.opened.gallery.findChild(FolderMatching)
    assert matching is not None
    matching.open()
    panel = matching.panel
    assert panel is not None
    await at_rest(desktop)
    work, waits = Work(), Waits()
    began = time.perf_counter()
    panel.open_folder(folder)
    while panel.review.files is None:
        work.note()
        await asyncio.sleep(0.05)
    seconds = time.perf_counter() - began
    waits.stop()
    review = panel.review.decisions.review
    right = sum(line.sku == names[line.proposal.photo.name] for line in review.lines)
    began = time.perf_counter()
    skus = named_skus(queries, lambda: None)
    read = time.perf_counter() - began
    photos = [Photo((folder.name, name)) for name in names]
    started = time.thread_time()
    propose(photos, skus)
    return {
        "seconds": seconds,
        "worked": work.seconds,
        "worked at a stretch": 1000 * waits.worked,
        "waited at most, ms": 1000 * waits.longest,
        "photos": len(review.lines),
        "proposed": review.count(Part.PROPOSED),
        "right": right,
        "skus": len(skus),
        "skus read": f"{read:.2f} s",
        "compared": time.thread_time() - started,
    }


def _names(rows: Sequence[SkuRow]) -> dict[str, Any]:
    """As people name files: mostly by the code, some by the vendor's part or by the name, some not at all."""
    names: dict[str, Any] = {}
    for number, row in enumerate(rows):
        name = "".join(sign if sign.isalnum() or sign in " -." else " " for sign in row.name)
        chosen = {7: row.vendor_part or row.code, 8: name.strip() or row.code, 9: ""}.get(
            number % 10, row.code
        )
        stem = chosen.replace("/", "-") if chosen else f"IMG_{1000 + number}"
        names[f"{stem}.jpg" if f"{stem}.jpg" not in names else f"{stem} ({number}).jpg"] = (
            row.key if chosen else None
        )
    return names


def _lay_out(photos: Path, folder: Path, names: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(photos.iterdir())
    for number, name in enumerate(names):
        path = folder / name
        if not path.is_file():
            path.write_bytes(there[number % len(there)].read_bytes())


class Work:
    """What this process and those that decode for it have worked since."""

    def __init__(self) -> None:
        self._began = _worked()
        self._now: dict[int, float] = {}
        self.note()

    def note(self) -> None:
        self._now |= _worked()

    @property
    def seconds(self) -> float:
        return sum(now - self._began.get(process, 0.0) for process, now in self._now.items())


def _worked() -> dict[int, float]:
    own = psutil.Process()
    found = {}
    for process in (own, *own.children(recursive=True)):
        with suppress(psutil.Error):  # it has just ended
            times = process.cpu_times()
            found[process.pid] = times.user + times.system
    return found


class Waits:
    """How long the window was not looked after, at most; and how long its thread worked without looking up."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest = self.worked = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_time(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.worked = max(self.worked, worked - self._worked)
        self._last, self._worked = now, worked
