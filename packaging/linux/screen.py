"""A screen that nobody looks at, and hands on its keyboard."""

from __future__ import annotations

import os
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from source import run, stop

SIZE = (1440, 900)
_PATIENCE = 90.0


class Screen:
    def __enter__(self) -> Self:
        read, write = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        # Not to begin anew when nobody is there: who comes while it does is turned away.
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-ac", "-noreset"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            self._server.wait()
            stop("Xvfb does not start.")
        self.name = f":{number}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait()

    def window(self, title: str, *, meanwhile: Callable[[], None] = lambda: None) -> str:
        """Waits until one with this in its title can be seen. `meanwhile` may stop it all."""
        until = time.monotonic() + _PATIENCE
        while not (found := self._asks("search", "--onlyvisible", "--name", title).split()):
            meanwhile()
            if time.monotonic() > until:
                stop(f"No window called “{title}” came up.")
            time.sleep(0.01)
        return found[-1]

    def fill(self, window: str) -> None:
        """There is no window manager here: the window takes the whole screen and the keyboard."""
        self._asks(
            "windowmove", window, "0", "0", "windowsize", window, *map(str, SIZE), "windowfocus", window
        )

    def press(self, *keys: str) -> None:
        self._asks("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self._asks("type", "--delay", "60", text)

    def save(self, file: Path) -> None:
        run(["import", "-window", "root", file], environment={**os.environ, "DISPLAY": self.name})

    @property
    def shows_something(self) -> bool:
        """A window that has not been painted yet is one colour, which packs well."""
        picture = subprocess.run(
            ["import", "-window", "root", "ppm:-"],
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            check=True,
        )
        return len(zlib.compress(picture.stdout, 1)) > 50_000

    def _asks(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env={**os.environ, "DISPLAY": self.name}, capture_output=True, text=True
        )
        return done.stdout
