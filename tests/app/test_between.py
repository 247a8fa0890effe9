"""What a person sees while the next window is being made."""

from __future__ import annotations

import asyncio

import qasync

from lazi_desktop.app.profiles.between import Between
from lazi_desktop.ui.preparing import PreparingWindow


def test_it_is_painted_before_the_window_keeps_the_thread(qapp, qtbot) -> None:
    async def look() -> list[bool]:
        between = Between()
        await between.begin_in_sight("")
        windows = [one for one in qapp.topLevelWidgets() if isinstance(one, PreparingWindow)]
        seen = [one.isVisible() and one.windowHandle().isExposed() for one in windows]
        between.close()
        return [*seen, *(one.isVisible() for one in windows)]

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        assert runner.run(look()) == [True, False]
