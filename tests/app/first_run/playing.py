"""The first run played by a person: the real window in Qt's own loop, over what it really talks to."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path

import qasync
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, SignalInstance
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_start import first_start
from lazi_desktop.config.settings import load_settings
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.first_run.window import FirstRunWindow

PATIENCE = 60.0
Person = Callable[[FirstRunWindow], Awaitable[None]]


def play(
    qapp: QApplication,
    config: Path,
    person: Person,
    *,
    invitation: str = "",
    started_again: SignalInstance | None = None,
) -> Choice:
    """Until the person has come through, or has closed the window."""

    async def both() -> Choice:
        settings = load_settings(config)
        running = asyncio.ensure_future(
            first_start(settings, config, invitation=invitation, started_again=started_again)
        )
        try:
            async with asyncio.timeout(PATIENCE):
                await until(lambda: bool(_windows()))
                (window,) = _windows()
                await person(window)
                return await running
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)  # as the program does: leaving is a coroutine
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            return runner.run(both())
    finally:
        qapp.setQuitOnLastWindowClosed(quits)
        gc.collect()  # the loop has timers of Qt, which no other thread may take away


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - of widgets, which wake nobody
        await asyncio.sleep(0.005)


async def shown(window: FirstRunWindow, page: StepPage) -> None:
    await until(lambda: window.page is page)


async def answered(page: StepPage) -> dict[str, str]:
    """What the page finds wrong, by field, once nothing is under way; what stands at the bottom is ""."""
    await until(lambda: not page.is_busy)
    found = {name: one.problem.text() for name, one in page.fields.items() if one.problem.text()}
    return {**found, **({"": page.outcome.text()} if page.outcome.text() else {})}


def fill(page: StepPage, **values: str) -> None:
    for name, value in values.items():
        page.fields[name].input.setText(value)


def drop(window: FirstRunWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )


def _windows() -> list[FirstRunWindow]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FirstRunWindow) and one.isVisible()
    ]
