"""Thumbnails: how many a core makes in the decoding process, and a bare Pillow loop over the same files beside it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median

import psutil
from PIL import Image

from lazi_desktop.images.decoder import Decoder
from tests.benchmarks.figures import Figure, Options, Outcome
from tests.images.samples import photo, saved

SIDE = 128
USUAL_MS = 6.6  # 150 in a second
LARGE_MS = 100.0  # 400 photos in 20 seconds on two cores
KINDS = {
    "typical": (1280, 960, USUAL_MS),
    "small": (480, 360, USUAL_MS),
    "of 12 megapixels": (4000, 3000, LARGE_MS),
}


def measure(options: Options) -> Outcome:
    outcome = Outcome()
    rounds, pictures = (1, 8) if options.quick else (5, 60)
    decoder = Decoder()
    try:
        for kind, (width, height, target) in KINDS.items():
            content = saved(photo(width, height), quality=85)
            decoder.thumbnail(content, SIDE)
            ours, bare = [], []
            for _ in range(rounds):  # in turn, so that what else the machine does concerns both
                ours.append(_ms(lambda: decoder.thumbnail(content, SIDE), pictures, decoder.process_id))  # noqa: B023
                bare.append(_ms(lambda: _bare(content), pictures, None))  # noqa: B023
            outcome.figures.append(
                Figure(
                    name=f"a thumbnail of {SIDE} pixels, {kind} picture ({width} × {height})",
                    value=median(ours),
                    unit="ms of a core",
                    target=target,
                    baseline=median(bare),
                    note="the bare: Pillow in a loop, without limits, packing or another process",
                )
            )
            outcome.details[f"{kind}: per second and core"] = {
                "here": round(1000 / median(ours)),
                "bare": round(1000 / median(bare)),
                "bytes of the file": len(content),
            }
    finally:
        decoder.close()
    return outcome


def _bare(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        return picture.convert("RGBA").tobytes()


def _ms(work: Callable[[], object], times: int, beside: int | None) -> float:
    """Of the processor, in this process and the one beside it, each."""
    before = _worked(beside)
    for _ in range(times):
        work()
    return 1000 * (_worked(beside) - before) / times


def _worked(beside: int | None) -> float:
    own = time.process_time()
    if beside is None:
        return own
    times = psutil.Process(beside).cpu_times()
    return own + times.user + times.system
