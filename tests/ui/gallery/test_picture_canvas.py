"""A picture in full: how near, which part of it, and what is said where there is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ui.gallery.picture_canvas import PictureCanvas, Stand
from tests.ui.gallery.hand import FakePictures, thumbnail


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def canvas(pictures: FakePictures, qtbot) -> PictureCanvas:
    canvas = PictureCanvas(pictures)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    return canvas


def show(canvas: PictureCanvas, pictures: FakePictures, full: tuple[int, int] = (1200, 800)) -> None:
    pictures.held["a"] = thumbnail(full=full)
    canvas.show_picture("a", "UN-1", EntityKind.MATERIAL)


def test_the_whole_of_it_fits(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures)
    assert canvas.percent == 50
    assert canvas.full_size == QSize(1200, 800)


def test_a_small_one_is_shown_in_its_own_size(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures, (120, 80))
    assert canvas.percent == 100
    canvas.zoom(2)
    assert canvas.percent > 100
    canvas.fit()
    assert canvas.percent == 100


def test_what_is_below_the_pointer_stays_there(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures)
    canvas.zoom(4)
    at = QPointF(150, 90)

    def below() -> tuple[float, float]:
        scale, stand = canvas.percent / 100, canvas.stand
        return (
            stand.x * 1200 + (at.x() - 300) / scale,
            stand.y * 800 + (at.y() - 200) / scale,
        )

    before = below()
    canvas.zoom(2, at)
    assert below() == pytest.approx(before, abs=4)


def test_it_cannot_be_lost_from_sight(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures)
    canvas.own_size()
    for _ in range(40):
        canvas.pan(1, 1)
    assert canvas.stand.x == pytest.approx(0.75)
    assert canvas.stand.y == pytest.approx(0.75)
    canvas.zoom(-30)
    assert canvas.stand.x == canvas.stand.y == 0.5
    assert canvas.percent >= 25


def test_a_double_click_goes_between_whole_and_own_size(
    canvas: PictureCanvas, pictures: FakePictures, qtbot
) -> None:
    show(canvas, pictures)
    with qtbot.waitSignal(canvas.stood_elsewhere):
        QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.percent == 100
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.stand == Stand()


def test_the_mouse_moves_it(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures)
    canvas.own_size()
    before = canvas.stand
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    QTest.mouseMove(canvas, canvas.rect().center() / 2)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert canvas.stand.x > before.x
    assert canvas.stand.y > before.y


def test_another_picture_is_seen_as_a_whole_again(canvas: PictureCanvas, pictures: FakePictures) -> None:
    show(canvas, pictures)
    canvas.own_size()
    pictures.held["b"] = thumbnail()
    canvas.show_picture("b", "UN-2", EntityKind.MATERIAL)
    assert canvas.stand == Stand()


def test_why_there_is_none_is_known(canvas: PictureCanvas, pictures: FakePictures, qtbot) -> None:
    canvas.show_picture("a", "UN-1", EntityKind.MATERIAL)
    problem = PictureProblem(PictureFlaw.CUT_OFF, "The file ends in the middle.")
    with qtbot.waitSignal(canvas.learned):
        pictures.wishes[-1].answer(problem)
    assert canvas.problem is problem
    assert canvas.percent == 0
    canvas.zoom(3)
    assert canvas.stand == Stand()


def test_a_late_answer_is_not_for_the_next_picture(
    canvas: PictureCanvas, pictures: FakePictures, qtbot
) -> None:
    canvas.show_picture("a", "UN-1", EntityKind.MATERIAL)
    canvas.show_picture("b", "UN-2", EntityKind.MATERIAL)
    assert pictures.wishes[0].is_cancelled
    pictures.wishes[0].answer(thumbnail(full=(10, 10)))
    with qtbot.waitSignal(canvas.learned):
        pictures.wishes[1].answer(thumbnail(full=(900, 600)))
    assert canvas.full_size == QSize(900, 600)
