"""An app that can add pictures, and files to add."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.picture_adding.adding import Outcome, PictureAdding
from tests.fakes.pictures import FakeAdded, FakeTools
from tests.fakes.ui_fakes import FakeApp, FakeBook


class Adder:
    """Adds pictures, and sees what became of it."""

    def __init__(self, app: FakeApp, parent: QObject, qtbot) -> None:
        self.app, self.qtbot = app, qtbot
        self.book: FakeBook = app.book
        self.tools, self.kept = FakeTools(), FakeAdded()
        self.context: UiContext = replace(app.context, picture_tools=self.tools, added_pictures=self.kept)
        self.adding = PictureAdding(self.context, parent)
        self.outcomes: list[Outcome] = []
        self.adding.ended.connect(self.outcomes.append)

    def ended(self, count: int = 1) -> Outcome:
        self.qtbot.waitUntil(lambda: len(self.outcomes) >= count)
        return self.outcomes[-1]

    def pictures(self, code: str, field: str = "assets") -> list[tuple[str, str | None]]:
        """The addresses of an entry's pictures, with their aliases."""
        value = self.book.effective(self.book.key(code), field)
        return [(one["url"], one["alias"]) for one in value or ()]


@pytest.fixture
def adder(app: FakeApp, qtbot):
    parent = QObject()
    yield Adder(app, parent, qtbot)
    parent.deleteLater()


@pytest.fixture
def file(tmp_path: Path):
    def make(name: str, content: bytes = b"") -> Path:
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())
        return path

    return make
