"""Pictures: how many thumbnails a core makes, 400 photos prepared, and what memory all processes take meanwhile.

A bare Pillow loop over the same files stands beside.
"""

from __future__ import annotations

import io
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import psutil
from PIL import Image, ImageChops

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.images.chain import PictureChain
from lazi_desktop.images.decoder import Decoder
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.images.shelf import PictureShelf
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.pictures import FULL_SIDE, Thumbnail
from tests.benchmarks.figures import Figure, Options, Outcome, rounded
from tests.benchmarks.stage import say
from tests.images.samples import photo, saved

SIDE = 128
USUAL_MS = 6.6  # 150 in a second
LARGE_MS = 100.0  # 400 photos in 20 seconds on two cores
KINDS = {
    "typical": (1280, 960, USUAL_MS, 200),
    "small": (480, 360, USUAL_MS, 60),
    "of 12 megapixels": (4000, 3000, LARGE_MS, 20),
}
PHOTOS, DIFFERENT = 400, 16
PREPARED_SECONDS = 20.0
MOST_MB = 200.0
SHOWN, IN_FULL = 1_000, 20
PATIENCE = 600.0


def measure(options: Options) -> Outcome:
    outcome = Outcome()
    _thumbnails(options, outcome)
    photos = _photos(options)
    tools = DecoderTools()
    try:
        with Memory() as memory:
            _prepared(options, tools, photos, outcome)
            outcome.details["memory while photos are prepared, MB above the base"] = memory.told()
            _shown(options, photos, outcome)
    finally:
        tools.close()
    outcome.figures.append(
        Figure(
            name=f"memory above the base: {SHOWN:,} pictures shown, {IN_FULL} in full, after {PHOTOS} were prepared",
            value=memory.peak,
            unit="MB",
            target=MOST_MB,
            note="of this process and the four that decode, pages they share counted once",
        )
    )
    outcome.details["memory at its peak, MB"] = memory.told()
    return outcome


# ---------------------------------------------------------------------------------------------------------- thumbnails


def _thumbnails(options: Options, outcome: Outcome) -> None:
    decoder = Decoder()
    try:
        for kind, (width, height, target, pictures) in KINDS.items():
            content = saved(photo(width, height), quality=85)
            decoder.thumbnail(content, SIDE)
            ours, bare = [], []
            for _ in range(
                1 if options.quick else 5
            ):  # in turn, so that what else the machine does concerns both
                count = 8 if options.quick else pictures
                ours.append(_ms(lambda: decoder.thumbnail(content, SIDE), count, decoder.process_id))  # noqa: B023
                bare.append(_ms(lambda: _bare(content), count, None))  # noqa: B023
            outcome.figures.append(
                Figure(
                    name=f"a thumbnail of {SIDE} pixels, {kind} picture ({width} × {height})",
                    value=median(ours),
                    unit="ms of a core",
                    target=target,
                    baseline=median(bare),
                    note="the bare: Pillow in a loop, without limits, packing, looks or another process",
                )
            )
            outcome.details[f"{kind}: per second and core"] = {
                "here": round(1000 / median(ours)),
                "bare": round(1000 / median(bare)),
                "bytes of the file": len(content),
            }
    finally:
        decoder.close()


def _bare(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        return picture.convert("RGBA").tobytes()


def _ms(work: Callable[[], object], times: int, beside: int | None) -> float:
    """Of the processor, in this process and the one beside it, each."""
    before = _worked([] if beside is None else [beside])
    for _ in range(times):
        work()
    return 1000 * (_worked([] if beside is None else [beside]) - before) / times


def _worked(beside: Sequence[int]) -> float:
    times = [psutil.Process(number).cpu_times() for number in beside]
    return time.process_time() + sum(one.user + one.system for one in times)


# ------------------------------------------------------------------------------------------------------------ preparing


def _photos(options: Options) -> list[Path]:
    """As heavy as those of a phone: soft shapes, and the grain of a sensor."""
    folder = options.folder / "photos with grain"
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (1000, 750) if options.quick else (4000, 3000)
    files = [folder / f"{number}.jpg" for number in range(2 if options.quick else DIFFERENT)]
    for number, file in enumerate(files):
        if file.is_file():
            continue
        say(f"photo {number + 1} of {len(files)}")
        shapes = Image.frombytes("RGB", (60, 45), Random(number).randbytes(60 * 45 * 3))
        grain = Image.effect_noise((width, height), 16).convert("RGB")
        picture = ImageChops.add(shapes.resize((width, height), Image.Resampling.BICUBIC), grain, 1, -128)
        file.write_bytes(saved(picture, quality=75))
    return files


def _prepared(options: Options, tools: DecoderTools, files: Sequence[Path], outcome: Outcome) -> None:
    count = 4 if options.quick else PHOTOS
    for warm in [tools.look(file) for file in files[:2]]:
        warm.result(PATIENCE)
    worked, began = _worked(tools.processes), time.monotonic()
    waiting = deque(tools.prepare(files[number % len(files)]) for number in range(count))
    sizes = []
    while waiting:  # as they come, and none is held longer
        sizes.append(waiting.popleft().result(PATIENCE).look.size)
    seconds, worked = time.monotonic() - began, _worked(tools.processes) - worked
    megapixels = "12 megapixels" if not options.quick else "less than a megapixel"
    name = f"{count} photos of {megapixels} prepared and looked at"
    outcome.figures += [
        Figure(name=f"{name}, on two cores", value=seconds, unit="s", target=PREPARED_SECONDS),
        Figure(
            name=f"{name}, the processors' time shared by two cores",
            value=worked / 2,
            unit="s",
            target=PREPARED_SECONDS,
            note="tells of a machine that does other things, too",
        ),
    ]
    outcome.details["photos"] = {
        "different ones": len(files),
        "bytes of each": sum(file.stat().st_size for file in files) // len(files),
        "bytes of each, prepared": sum(sizes) // len(sizes),
    }


# -------------------------------------------------------------------------------------------------------------- showing


class _Folder:
    """A place that answers at once."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._contents = [file.read_bytes() for file in files[:2]]
        self._small = saved(photo(1280, 960), quality=85)

    def fetch_picture(self, address: str) -> Future[bytes]:
        answer: Future[bytes] = Future()
        number = int(address.rpartition("/")[2].removesuffix(".jpg"))
        large = number >= SHOWN
        answer.set_result(self._contents[number % 2] if large else self._small)
        return answer


def _shown(options: Options, files: Sequence[Path], outcome: Outcome) -> None:
    """Asked for a screen at a time, then one after the other in full."""
    count, in_full = (8, 2) if options.quick else (SHOWN, IN_FULL)
    told: list[LaziError] = []
    chain = PictureChain(
        _Folder(files), PictureShelf(PictureDisk(options.folder / "pictures shown"), told.append)
    )
    try:
        began = time.monotonic()
        _wait_for(chain, [f"Images/{number}.jpg" for number in range(count)], 2 * SIDE)
        outcome.details["thumbnails shown through the chain, per second"] = rounded(
            count / (time.monotonic() - began)
        )
        for number in range(SHOWN, SHOWN + in_full):
            _wait_for(chain, [f"Images/{number}.jpg"], FULL_SIDE)
    finally:
        chain.close()


def _wait_for(chain: PictureChain, addresses: Sequence[str], side: int) -> None:
    all_came = threading.Semaphore(0)

    def came(found: Thumbnail | LaziError) -> None:
        if isinstance(found, LaziError):
            raise found
        all_came.release()

    for address in addresses:
        chain.ask(address, side, came)
    for _ in addresses:
        if not all_came.acquire(timeout=PATIENCE):
            raise TimeoutError("a picture did not come")


class Memory:
    """Looks now and then how much this process and its children hold, above what it was at the beginning."""

    def __init__(self) -> None:
        self._parts: dict[str, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory")
        self._base = 0.0
        self.peak = 0.0

    def __enter__(self) -> Memory:
        self._base = sum(_held().values())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def told(self) -> dict[str, Any]:
        return {"above the base": rounded(self.peak), "base": rounded(self._base), **self._parts}

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            parts = _held()
            above = sum(parts.values()) - self._base
            if above > self.peak:
                self.peak = above
                self._parts = {name: rounded(value) or 0.0 for name, value in parts.items()}


def _held() -> dict[str, float]:
    """Megabytes; of pages that several share, a share each."""
    own = psutil.Process()
    found = {"this process": _share(own)}
    for number, child in enumerate(own.children(), 1):
        found[f"decoding process {number}"] = _share(child)
    return found


def _share(process: psutil.Process) -> float:
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return 0.0  # it has just ended
    return float(getattr(full, "pss", full.uss)) / 1_000_000
