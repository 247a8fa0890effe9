"""The Activity page on fakes."""

from __future__ import annotations

import pytest

from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.watching import Watcher


@pytest.fixture
def watcher(app: FakeApp, qtbot) -> Watcher:
    watcher = Watcher(app, qtbot)
    watcher.open()
    return watcher
