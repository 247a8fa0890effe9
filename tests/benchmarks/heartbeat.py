"""How long the window stands still while a pull runs: a timer on the UI thread, and what it did when it was late."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lazi_desktop.app.watchdog import stack_of
from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

TARGET_MS = 100
BEAT_MS = 5
LATE_MS = 40
"""From here on the stack is noted."""


def measure(options: Options) -> Outcome:
    from tests.benchmarks.stage import clean_environment, in_window, say

    runs = []
    for _ in range(1 if options.quick else 3):
        arguments = ["--demo", "--scale", f"{options.usual:g}"]
        run = in_window("heartbeat", {}, arguments=arguments, environment=clean_environment())
        say(
            f"  longest block {max(run['window']):.0f} ms, in a thread that only waits {max(run['control']):.0f} ms"
        )
        runs.append(run)
    longest = [max(run["window"]) for run in runs]
    typical = runs[longest.index(percentile(longest, 0.5))]
    return Outcome(
        figures=[
            Figure(
                name=f"longest block of the window during a pull, scale {options.usual:g}",
                value=max(typical["window"]),
                unit="ms",
                target=TARGET_MS,
                baseline=max(typical["control"]),
                note="of the demo's first pull, the median of the runs; the bare: a process that only waits, beside it",
            )
        ],
        details={
            "longest of each run, ms": [rounded(one) for one in longest],
            "seconds of each run": [rounded(run["seconds"]) for run in runs],
            "beats, ms": spread(typical["window"]),
            "beats over 16, 33, 50, 100 ms": [
                sum(beat > limit for beat in typical["window"]) for limit in (16, 33, 50, 100)
            ],
            "control, ms": spread(typical["control"]),
            "late in": typical["late"],
            "worst stack": typical["stack"],
        },
    )


class Watch(threading.Thread):
    """Looks at the UI thread's stack whenever its heart has not beaten for a while."""

    def __init__(self) -> None:
        super().__init__(name="heartbeat watch", daemon=True)
        self.beats: list[float] = []
        self.places: Counter[str] = Counter()
        self.stack: list[str] = []
        self._worst = 0.0
        self._main = threading.main_thread().ident
        self._last = time.perf_counter()
        self._over = threading.Event()

    def beat(self) -> None:
        now = time.perf_counter()
        self.beats.append(1000 * (now - self._last) - BEAT_MS)
        self._last = now

    def finish(self) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(0.01):
            late = 1000 * (time.perf_counter() - self._last)
            if late > LATE_MS and (stack := stack_of(self._main or 0)):
                self._note(late, stack.splitlines())

    def _note(self, late: float, stack: Sequence[str]) -> None:
        ours = [line for line in stack if "lazi_desktop" in line]
        self.places[_short(ours[-1] if ours else stack[-1])] += 1
        if late > self._worst:
            self._worst = late
            self.stack = [f"{late:.0f} ms", *(_short(line) for line in stack[-8:])]


def _short(line: str) -> str:
    """`grid.py:31 in paint` of a line with the whole path."""
    file, _, rest = line.partition('", line ')
    return f"{file.rpartition('/')[2]}:{rest}"


async def play(desktop: Desktop, _options: Mapping[str, Any]) -> dict[str, Any]:
    ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def end(problem: str) -> None:
        if not ended.done():
            ended.set_result(problem)

    signals = desktop.opened.signals
    signals.pull_finished.connect(lambda report: end(""))
    signals.failed.connect(lambda failed: end(str(failed.error)))
    desktop.show()
    await asyncio.sleep(0.3)  # the window stands
    async with beating() as found:
        problem = await ended
    if problem:
        raise RuntimeError(problem)
    return found


@asynccontextmanager
async def beating() -> AsyncIterator[dict[str, Any]]:
    """How the window's heart beats until the block ends; what was found is there after it."""
    from PySide6.QtCore import Qt, QTimer

    control = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", _CONTROL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    watch, timer = Watch(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(watch.beat)
    timer.start(BEAT_MS)
    watch.start()
    began, found = time.perf_counter(), dict[str, Any]()
    try:
        async with asyncio.timeout(300):
            yield found
    except BaseException:
        control.kill()
        raise
    found["seconds"] = time.perf_counter() - began
    await asyncio.sleep(0.5)  # the last rows come in
    timer.stop()
    watch.finish()
    output, _ = control.communicate()
    found["window"] = watch.beats[1:]
    found["control"] = [float(word) for word in output.split()]
    found["late"] = watch.places.most_common(12)
    found["stack"] = watch.stack


_CONTROL = f"""
import select, sys, time
gaps, last = [], time.perf_counter()
while not select.select([sys.stdin], [], [], {BEAT_MS / 1000})[0]:
    now = time.perf_counter()
    gaps.append(1000 * (now - last) - {BEAT_MS})
    last = now
print(*(round(gap, 2) for gap in gaps))
"""
