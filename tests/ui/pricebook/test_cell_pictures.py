"""Pictures in the grid: those of the rows on the screen, when they have come, without the grid waiting for any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent

from lazi_desktop.domain.assets import cover_address
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ui.pricebook.sku_columns import PICTURE
from tests.fakes.pictures import FakePictures, filled
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

GREEN = (30, 160, 60, 255)


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def hand(app: FakeApp, pictures: FakePictures, make_page) -> Hand:
    """Every second material has a picture of its own, and a file that comes before it."""
    for key in app.book.skus[::2]:
        fields = app.book.mirror[key][1]
        picture = {"alias": None, "isDefault": True, "type": "Image", "url": address_of(fields["code"])}
        fields["assets"] = [{"alias": "Manual", "isDefault": False, "type": "PDF", "url": "a.pdf"}, picture]
    app.context = replace(app.context, pictures=pictures)
    return make_page(app)


def address_of(code: str) -> str:
    return f"Images/Material/{code}.jpg"


def with_pictures(hand: Hand) -> list[str]:
    """Addresses of the rows on the screen, from top to bottom."""
    first, last = hand.grid.window_rows()
    rows = [hand.model.rows.at(place) for place in range(first, min(last + 1, len(hand.model.rows)))]
    return [address for row in rows if row is not None and (address := cover_address(row.more))]


def asked(pictures: FakePictures) -> list[str]:
    return [wish.address for wish in pictures.wishes if not wish.is_cancelled]


def is_green(hand: Hand, code: str) -> bool:
    place = hand.grid.cell_rect(hand.row(code), hand.place(PICTURE)).center()
    return hand.grid.viewport().grab().toImage().pixelColor(place).getRgb() == GREEN


class PaintWatch(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.painted: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


def test_those_on_the_screen_are_asked_for_from_top_to_bottom(
    hand: Hand, pictures: FakePictures, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    assert asked(pictures) == with_pictures(hand)
    assert len(asked(pictures)) > 5


def test_one_that_comes_repaints_its_cell_and_no_other(
    hand: Hand, pictures: FakePictures, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    hand.settle()
    code = "UN-1014"
    assert not is_green(hand, code)
    watch = PaintWatch(hand.grid)
    hand.grid.viewport().installEventFilter(watch)
    next(wish for wish in pictures.wishes if wish.address == address_of(code)).answer(filled(GREEN))
    qtbot.waitUntil(lambda: bool(watch.painted))
    assert watch.painted == [hand.grid.cell_rect(hand.row(code), hand.place(PICTURE))]
    assert is_green(hand, code)
    assert not is_green(hand, "UN-1028")


def test_what_is_scrolled_away_is_given_up(hand: Hand, pictures: FakePictures, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    above = asked(pictures)
    hand.grid.scrollToBottom()
    hand.settle()
    qtbot.waitUntil(lambda: asked(pictures) == with_pictures(hand) and bool(asked(pictures)))
    assert not set(above) & set(asked(pictures))
    pictures.wishes[0].answer(filled(GREEN))  # it was on its way already
    hand.grid.scrollToTop()
    qtbot.waitUntil(lambda: asked(pictures)[: len(above) - 1] == above[1:])


def test_what_is_known_already_is_not_asked_for(hand: Hand, pictures: FakePictures, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    count = len(pictures.wishes)
    for code in hand.codes():
        pictures.held[address_of(code)] = filled(GREEN)
    hand.grid.scrollToBottom()
    hand.settle()
    last = next(code for code in reversed(hand.codes()) if address_of(code) in with_pictures(hand))
    qtbot.waitUntil(lambda: is_green(hand, last))
    assert len(pictures.wishes) == count


def test_a_picture_that_is_none_leaves_the_tile_and_is_left_alone(
    hand: Hand, pictures: FakePictures, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    count = len(pictures.wishes)
    pictures.wishes[0].answer(PictureProblem(PictureFlaw.DAMAGED, "The file is damaged."))
    pictures.wishes[1].answer(filled(GREEN))
    qtbot.waitUntil(lambda: is_green(hand, "UN-1014"))
    hand.grid.viewport().repaint()
    hand.settle()
    assert not is_green(hand, "UN-1000")
    assert len(pictures.wishes) == count


def test_an_edit_shows_the_other_picture(
    hand: Hand, pictures: FakePictures, qtbot: Any, app: FakeApp
) -> None:
    qtbot.waitUntil(lambda: bool(pictures.wishes))
    pictures.held["Images/other.jpg"] = filled(GREEN)
    key = app.book.key("UN-1000")
    new = [{"alias": None, "isDefault": True, "type": "Image", "url": "Images/other.jpg"}]
    app.book.override(key, "assets", new)
    hand.page.grid.loader.take_back({key})
    qtbot.waitUntil(lambda: is_green(hand, "UN-1000"))


def test_a_page_that_is_left_keeps_no_picture_waiting(hand: Hand, pictures: FakePictures) -> None:
    hand.qtbot.waitUntil(lambda: len(asked(pictures)) >= len(with_pictures(hand)) > 0)
    seen = set(with_pictures(hand))
    hand.page.hide()
    hand.qtbot.waitUntil(lambda: not asked(pictures))
    hand.page.show()
    hand.qtbot.waitUntil(lambda: set(asked(pictures)) == seen)
