"""What a person sees while one window is closed and the next one is not there yet."""

from __future__ import annotations

import asyncio
import contextlib

from lazi_desktop.ui.preparing import PreparingWindow

_PATIENCE, _LOOK_EVERY = 0.5, 0.01


class Between:
    def __init__(self) -> None:
        self._window: PreparingWindow | None = None

    def begin(self, words: str) -> None:
        self.end()
        self._window = PreparingWindow()
        self._window.show_step(words)
        self._window.show()

    async def begin_in_sight(self, words: str) -> None:
        """What comes next may keep the window's thread for a while: it is painted before."""
        self.begin(words)
        window = self._window
        with contextlib.suppress(TimeoutError):  # it is behind others: then nobody looks
            async with asyncio.timeout(_PATIENCE):
                while window is not None and not _is_exposed(window):  # noqa: ASYNC110 - a widget, which wakes nobody
                    await asyncio.sleep(_LOOK_EVERY)
        if window is not None:
            window.repaint()

    def end(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.hide()
            window.deleteLater()

    def close(self) -> None:
        self.end()


def _is_exposed(window: PreparingWindow) -> bool:
    handle = window.windowHandle()
    return bool(handle) and handle.isExposed()
