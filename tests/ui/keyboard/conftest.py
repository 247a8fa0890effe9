"""The whole window on fakes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def opened(app: FakeApp, qtbot) -> Iterator[Opened]:
    opened = open_window(app.context, Messages(), version="1.0")
    opened.window.resize(1440, 900)
    opened.window.show()
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    app.settle(qtbot)
    yield opened
    opened.window.close()
    opened.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
