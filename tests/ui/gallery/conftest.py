"""A gallery that was opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.gallery.hand import Hand


@pytest.fixture
def hand(qapp: QApplication, tmp_path: Path, qtbot) -> Hand:
    hand = Hand(tmp_path, qtbot)
    hand.show()
    return hand
