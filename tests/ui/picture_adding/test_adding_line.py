"""The line that tells of pictures being added: soon enough, stoppable, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.picture_adding.adding import Target
from lazi_desktop.ui.picture_adding.adding_line import AddingLine
from lazi_desktop.ui.picture_adding.details_dialog import DetailsDialog
from lazi_desktop.ui.picture_adding.drop_place import DropPlace
from lazi_desktop.ui.picture_adding.sources import FromFile, Source
from tests.fakes.pictures import BAD, LARGE
from tests.ui.picture_adding.conftest import Adder

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def line(adder: Adder, qtbot) -> Iterator[AddingLine]:
    window = QWidget()
    qtbot.addWidget(window)
    line = AddingLine(adder.adding, window)
    window.resize(400, 60)
    window.show()
    yield line
    window.close()


def add(adder: Adder, *paths) -> None:
    adder.adding.add_to([Target(adder.book.key("UN-1000"))], [FromFile(path) for path in paths])


def test_what_takes_a_while_shows_how_far_it_is(adder: Adder, line: AddingLine, file, qtbot) -> None:
    adder.tools.held = True
    add(adder, *(file(f"{number}.jpg") for number in range(8)))
    qtbot.waitUntil(lambda: line.progress.isVisible())
    assert line.words.text() == "Reading pictures …"
    adder.tools.release(3)
    qtbot.waitUntil(lambda: (line.progress.value(), line.progress.maximum()) == (3, 8))
    adder.tools.held = False
    adder.tools.release()
    adder.ended()
    assert not line.progress.isVisible()
    assert line.words.text() == "Added 8 pictures."


def test_it_can_be_stopped(adder: Adder, line: AddingLine, file, qtbot) -> None:
    adder.tools.held = True
    add(adder, *(file(f"{number}.jpg") for number in range(8)))
    qtbot.waitUntil(lambda: line.cancel_button.isVisible())
    line.cancel_button.click()
    adder.ended()
    assert line.words.text() == "Cancelled: nothing was changed."
    assert not line.cancel_button.isVisible()
    assert not adder.book.ledger


def test_a_quick_one_shows_no_progress(adder: Adder, line: AddingLine, file, qtbot) -> None:
    shown: list[bool] = []
    line.told.connect(lambda _: shown.append(line.progress.isVisible()))
    add(adder, file("a.jpg"))
    adder.ended()
    assert not any(shown)


def test_of_several_the_details_are_told_file_by_file(adder: Adder, line: AddingLine, file, qtbot) -> None:
    add(adder, file("x.jpg", BAD), file("y.jpg", BAD + b"2"), file("z.jpg", LARGE))
    adder.ended()
    assert line.words.text() == "Added 1 picture. 2 could not be added."
    line.show_button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, DetailsDialog)]
    model = dialog.table.model()
    cells = [[model.index(row, column).data() for column in range(2)] for row in range(3)]
    assert cells == [
        ["x.jpg", "This is no picture."],
        ["y.jpg", "This is no picture."],
        ["z.jpg", "It was made smaller."],
    ]
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[2] == "z.jpg\tIt was made smaller."
    dialog.reject()


def test_one_remark_is_said_at_once(adder: Adder, line: AddingLine, file, qtbot) -> None:
    add(adder, file("z.jpg", LARGE))
    adder.ended()
    assert line.words.text() == "Added 1 picture. It was made smaller."
    assert not line.show_button.isVisible()
    line.rest()
    assert not line.isVisible()


def test_a_widget_that_takes_pictures(qtbot, tmp_path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    allowed = [True]
    place = DropPlace(widget, lambda: allowed[0])
    found: list[Source] = []
    place.dropped.connect(found.extend)
    data, text = QMimeData(), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    text.setText("words")

    def over(dragged: QMimeData) -> bool:
        event = QDragEnterEvent(QPoint(3, 3), COPY, dragged, LEFT, NONE)
        event.ignore()
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    assert not over(text)
    assert over(data)
    assert widget.property("dropping") == "true"
    QApplication.sendEvent(widget, QDragLeaveEvent())
    assert widget.property("dropping") is None
    over(data)
    QApplication.sendEvent(
        widget, QDropEvent(QPointF(3, 3), COPY | Qt.DropAction.MoveAction, data, LEFT, NONE)
    )
    assert found == [FromFile(tmp_path / "a.jpg")]
    assert widget.property("dropping") is None
    allowed[0] = False
    assert not over(data)
