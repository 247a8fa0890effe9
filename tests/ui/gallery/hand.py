"""The gallery over a pricebook in memory, pictures that come when they are told to, and a hand on mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pictures import Thumbnail
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.taking import Onto
from tests.fakes.ui_fakes import FakeApp, FakeBook

SIZE = (1100, 760)
GREEN = (30, 160, 60, 255)


def thumbnail(
    colour: Sequence[int] = GREEN, *, width: int = 60, height: int = 40, full: tuple[int, int] = (1200, 800)
) -> Thumbnail:
    return Thumbnail(width, height, bytes(colour) * (width * height), *full)


class Wish:
    def __init__(
        self, address: str, side: int, answer: Callable[[Thumbnail | LaziError], None], *, visible: bool
    ) -> None:
        self.address, self.side, self.answer, self.visible = address, side, answer, visible
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class FakePictures:
    """`held` is what is in memory, whatever the size."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.held: dict[str, Thumbnail] = {}

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        return self.held.get(address)

    def ask(
        self,
        address: str,
        side: int,
        answer: Callable[[Thumbnail | LaziError], None],
        *,
        visible: bool = True,
    ) -> Wish:
        self.wishes.append(Wish(address, side, answer, visible=visible))
        return self.wishes[-1]

    def waited_for(self) -> list[str]:
        return [wish.address for wish in self.wishes if not wish.is_cancelled]


class Taker:
    """Takes files; keeps onto which entries they went."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], list[EntityKey]]] = []

    def can_take(self, data: QMimeData) -> bool:
        return data.hasUrls()

    def take(self, data: QMimeData) -> Onto:
        names = [url.fileName() for url in data.urls()]
        return lambda keys: self.taken.append((names, list(keys)))


def image(address: str, *, is_default: bool = True) -> dict[str, Any]:
    return {"alias": None, "isDefault": is_default, "type": "Image", "url": address}


def with_pictures(book: FakeBook) -> FakeBook:
    """Every fifth entry has none, every seventh has two."""
    for place, key in enumerate(book.skus):
        assets = [] if place % 5 == 3 else [image(f"Images/{place}.jpg")]
        if assets and place % 7 == 0:
            assets.append(image(f"Images/{place}-side.jpg", is_default=False))
        book.mirror[key][1]["assets"] = assets
    return book


class Hand:
    def __init__(self, folder: Path, qtbot: Any, book: FakeBook | None = None) -> None:
        self.qtbot = qtbot
        self.app = FakeApp(folder, with_pictures(book or FakeBook()))
        self.pictures = FakePictures()
        self.app.context = replace(self.app.context, pictures=self.pictures)
        self.page = self.new_page()

    def new_page(self) -> GalleryPage:
        page = GalleryPage(self.app.context)
        self.qtbot.addWidget(page)
        page.resize(*SIZE)
        return page

    def show(self) -> None:
        self.page.show()
        with self.qtbot.waitActive(self.page):
            self.page.activateWindow()
        self.settle()
        self.page.take_keys()

    def settle(self) -> None:
        self.app.settle(self.qtbot)
        self.qtbot.waitUntil(lambda: self.page.sheet.loader.is_complete)
        self.app.settle(self.qtbot)

    @property
    def view(self) -> Any:
        return self.page.sheet.view

    @property
    def codes(self) -> list[str]:
        """Of all that is listed."""
        rows = self.app.queries.rows(list(self.page.sheet.model.rows.numbers))
        return [row.code for row in rows]

    @property
    def chosen(self) -> list[str]:
        return [row.code for row in self.app.queries.rows(list(self.view.chosen.numbers()))]

    def key(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, held)

    def middle(self, position: int) -> QPoint:
        middle: QPoint = self.view.visualRect(self.view.index_at(position)).center()
        return middle

    def click(self, position: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, held, self.middle(position))

    def drop(self, at: QPoint, *files: str, on: QWidget | None = None) -> bool:
        """Whether it was taken."""
        target = on or self.view.viewport()
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/photos/{name}") for name in files])
        buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, held)
        QApplication.sendEvent(target, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, held)
        QApplication.sendEvent(target, drop)
        self.settle()
        return drop.isAccepted()

    def kinds(self) -> set[EntityKind]:
        rows = self.app.queries.rows(list(self.page.sheet.model.rows.numbers))
        return {row.kind for row in rows}
