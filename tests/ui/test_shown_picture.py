"""The picture of one place in the window: late answers, wrong answers, none at all."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from lazi_desktop.domain.errors import LaziError, RemoteUnavailable, ScopeMissing
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ports.pictures import Thumbnail
from lazi_desktop.ui.editors.entity_header import Tile
from lazi_desktop.ui.shown_picture import ShownPicture
from tests.fakes.pictures import FakePictures, Wish, filled

GREEN, CLEAR = (30, 160, 60, 255), (0, 0, 0, 0)
PROBLEM = PictureProblem(PictureFlaw.DAMAGED, "The file is damaged.")


def answered(qtbot, picture: ShownPicture, wish: Wish, found: Thumbnail | LaziError) -> None:
    """From another thread, as it comes."""
    thread = threading.Thread(target=wish.answer, args=(found,))
    with qtbot.waitSignal(picture.changed):
        thread.start()
    thread.join()


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def picture(pictures: FakePictures, qapp):
    owner = QObject()
    yield ShownPicture(pictures, owner)
    owner.deleteLater()


def colour(picture: ShownPicture) -> QColor:
    assert picture.pixmap is not None
    return picture.pixmap.toImage().pixelColor(picture.pixmap.width() // 2, picture.pixmap.height() // 2)


def test_it_is_shown_when_it_has_come(picture: ShownPicture, pictures: FakePictures, qtbot) -> None:
    picture.show("Images/a.jpg", 44, 2.0)
    assert picture.pixmap is None
    (wish,) = pictures.wishes
    assert wish.side == 132
    answered(qtbot, picture, wish, filled(GREEN))
    assert colour(picture).getRgb() == GREEN
    assert picture.pixmap is not None
    assert (picture.pixmap.width(), picture.pixmap.devicePixelRatio()) == (88, 2.0)
    assert picture.pixmap.toImage().pixelColor(0, 0).alpha() == 0, "its corners are round"


def test_nobody_waits_for_what_was_asked_for_by_what_is_gone(
    picture: ShownPicture, pictures: FakePictures, qtbot
) -> None:
    picture.show("Images/a.jpg", 44, 1.0)
    (wish,) = pictures.wishes
    assert not wish.is_cancelled
    with qtbot.waitSignal(picture.destroyed):
        picture.deleteLater()
    assert wish.is_cancelled
    wish.answer(filled(GREEN))  # from where it was under way already


def test_what_is_at_hand_is_shown_at_once(picture: ShownPicture, pictures: FakePictures) -> None:
    pictures.held["Images/a.jpg"] = filled(GREEN)
    picture.show("Images/a.jpg", 44, 1.0)
    assert colour(picture).getRgb() == GREEN
    assert not pictures.wishes


def test_whoever_goes_on_to_the_next_entry_waits_for_nothing_of_the_last(
    picture: ShownPicture, pictures: FakePictures, qtbot
) -> None:
    picture.show("Images/a.jpg", 44, 1.0)
    picture.show("Images/b.jpg", 44, 1.0)
    first, second = pictures.wishes
    assert first.is_cancelled
    first.answer(PROBLEM)  # it was on its way already
    answered(qtbot, picture, second, filled(GREEN))
    assert picture.problem is None
    assert colour(picture).getRgb() == GREEN
    picture.show("", 44, 1.0)
    assert picture.pixmap is None
    assert len(pictures.wishes) == 2


def test_the_same_picture_is_asked_for_once(picture: ShownPicture, pictures: FakePictures, qtbot) -> None:
    picture.show("Images/a.jpg", 44, 1.0)
    picture.show("Images/a.jpg", 44, 1.0)
    answered(qtbot, picture, pictures.wishes[0], filled(GREEN))
    picture.show("Images/a.jpg", 44, 1.0)
    assert len(pictures.wishes) == 1


def test_what_could_not_be_fetched_is_asked_for_again_the_next_time(
    picture: ShownPicture, pictures: FakePictures, qtbot
) -> None:
    picture.show("Images/a.jpg", 44, 1.0)
    answered(qtbot, picture, pictures.wishes[0], RemoteUnavailable("No network."))
    assert picture.problem is None, "the connection is told of elsewhere"
    picture.show("Images/a.jpg", 44, 1.0)
    assert len(pictures.wishes) == 2


def test_what_the_app_may_not_read_is_said(picture: ShownPicture, pictures: FakePictures, qtbot) -> None:
    picture.show("Images/a.jpg", 44, 1.0)
    refused = ScopeMissing("Your app may not read pictures.")
    answered(qtbot, picture, pictures.wishes[0], refused)
    assert picture.problem is refused


def test_what_one_can_see_through_lies_on_white(picture: ShownPicture, pictures: FakePictures) -> None:
    pictures.held["Images/a.png"] = filled(CLEAR)
    picture.show("Images/a.png", 44, 1.0)
    assert colour(picture).getRgb() == (255, 255, 255, 255)


def test_an_answer_after_the_window_is_gone_does_no_harm(pictures: FakePictures, qapp, qtbot) -> None:
    owner = QObject()
    picture = ShownPicture(pictures, owner)
    picture.show("Images/a.jpg", 44, 1.0)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    pictures.wishes[0].answer(filled(GREEN))


def test_a_tile_says_why_there_is_no_picture(pictures: FakePictures, qtbot) -> None:
    tile = Tile(pictures)
    qtbot.addWidget(tile)
    tile.show_entity("UN-1", EntityKind.SERVICE, "Images/a.jpg")
    answered(qtbot, tile.picture, pictures.wishes[0], PROBLEM)
    assert tile.toolTip() == "This picture cannot be shown. The file is damaged."
    before = tile.grab().toImage()
    tile.show_entity("UN-1", EntityKind.SERVICE, "Images/b.jpg")
    assert tile.toolTip() == ""
    answered(qtbot, tile.picture, pictures.wishes[1], filled(GREEN))
    assert tile.accessibleName() == "Picture"
    assert tile.grab().toImage() != before
