"""Every test of the window starts from the light theme and gets an app made of fakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.listed_fields import NO_NAMES
from lazi_desktop.ui.theme.metrics import use_density
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme

    if chosen_scheme() != "light" or not qapp.styleSheet():
        apply_theme(qapp, "light")


@pytest.fixture(autouse=True)
def comfortable() -> Iterator[None]:
    yield
    use_density("comfortable")


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    """What the lists of one test call their rows is nothing to the next."""
    yield
    from lazi_desktop.ui.listed import use_listed_names

    use_listed_names(NO_NAMES)


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path) -> FakeApp:
    return FakeApp(tmp_path)
