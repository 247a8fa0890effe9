"""Every test of the window starts from the light theme and gets an app made of fakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.fakes.ui_fakes import FakeApp


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme

    if chosen_scheme() != "light" or not qapp.styleSheet():
        apply_theme(qapp, "light")


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path) -> FakeApp:
    return FakeApp(tmp_path)
