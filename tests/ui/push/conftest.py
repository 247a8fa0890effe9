"""A push in a window of fakes."""

from __future__ import annotations

import pytest

from tests.fakes.ui_fakes import FakeApp
from tests.ui.push.flows import Flow


@pytest.fixture
def flow(app: FakeApp, qtbot) -> Flow:
    return Flow(app, qtbot)
