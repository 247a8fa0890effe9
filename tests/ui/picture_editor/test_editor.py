"""The picture editor: what is done to a picture is seen, can be undone, and takes the old one's place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from lazi_desktop.domain.assets import Asset
from lazi_desktop.domain.errors import RemoteUnavailable
from lazi_desktop.domain.pictures import Crop, PictureEdit, PictureFlaw, PictureProblem
from lazi_desktop.ui.picture_adding.adding import PictureAdding, Target
from lazi_desktop.ui.picture_adding.sources import FromBytes
from lazi_desktop.ui.picture_editor.editor import PictureEditor
from lazi_desktop.ui.picture_editor.opening import edit_picture
from tests.fakes.pictures import BAD, FakeAdded, FakeTools, address_of, prepared
from tests.fakes.ui_fakes import FakeApp

THERE = "Images/Service/a.jpg"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Desk:
    def __init__(self, app: FakeApp, qtbot, window: QWidget) -> None:
        self.app, self.qtbot, self.window = app, qtbot, window
        self.tools, self.kept = FakeTools(), FakeAdded()
        self.context = replace(app.context, picture_tools=self.tools, added_pictures=self.kept)
        self.adding = PictureAdding(self.context, window)
        self.key = app.book.key("UN-1000")

    def has(self, address: str) -> None:
        """The entry has this picture, and another one behind it."""
        self.app.book.mirror[self.key][1]["assets"] = [
            {"alias": "Front", "isDefault": True, "type": "Image", "url": address},
            {"alias": None, "isDefault": False, "type": "Image", "url": "Images/Service/z.jpg"},
        ]

    def open(self, address: str = THERE) -> PictureEditor:
        self.has(address)
        target = Target(self.key, "assets")
        editor = edit_picture(
            self.window, self.context, self.adding, target, Asset("Front", address, "Image", True)
        )
        assert editor is not None
        return editor

    def opened(self, content: bytes = b"there") -> PictureEditor:
        """With its picture."""
        editor = self.open()
        self.qtbot.waitUntil(lambda: THERE in self.app.engine.fetched)
        self.app.engine.fetched[THERE].set_result(content)
        self.qtbot.waitUntil(lambda: editor.tools.turn_right.isEnabled())
        return editor

    def urls(self) -> list[str]:
        return [one["url"] for one in self.app.book.effective(self.key, "assets")]


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    return Desk(app, qtbot, window)


@pytest.fixture
def editor(desk: Desk):
    editor = desk.opened()
    yield editor
    if isValid(editor):
        editor.done(0)


def answered(editor: PictureEditor, words: str) -> None:
    question = editor.question
    assert question is not None
    (button,) = [one for one in question.findChildren(QPushButton) if one.text() == words]
    button.click()


def test_what_was_done_is_not_dropped_unasked(desk: Desk) -> None:
    editor = desk.opened()
    editor.tools.mirror.click()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    answered(editor, "Keep editing")
    assert editor.isVisible()
    assert editor.draft.is_changed
    editor.close()
    assert editor.isVisible()
    with desk.qtbot.waitSignal(editor.finished):
        answered(editor, "Discard")
    assert desk.urls()[0] == THERE


def test_where_nothing_is_to_be_lost_escape_leaves(desk: Desk) -> None:
    editor = desk.opened()
    editor.tools.mirror.click()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert not editor.draft.is_changed
    with desk.qtbot.waitSignal(editor.finished):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.question is None


def test_what_comes_of_it_takes_the_old_ones_place_in_one_step(desk: Desk) -> None:
    editor = desk.opened()
    assert not editor.save.isEnabled(), "nothing was done yet"
    editor.tools.turn_right.click()
    editor.tools.square.click()
    with desk.qtbot.waitSignal(editor.finished):
        editor.save.click()
    edit = PictureEdit(turns=1, squares=True)
    assert desk.tools.asked == [(b"there", edit)]
    assert desk.urls() == [address_of(b"there", edit), "Images/Service/z.jpg"]
    first = desk.app.book.effective(desk.key, "assets")[0]
    assert (first["alias"], first["isDefault"]) == ("Front", True)
    assert len(desk.app.book.undo_list) == 1


def test_a_picture_that_was_added_here_is_read_here(desk: Desk) -> None:
    kept = prepared(b"kept", PictureEdit())
    desk.kept.keep(kept)
    editor = desk.open(kept.address)
    desk.qtbot.waitUntil(lambda: editor.tools.mirror.isEnabled())
    assert not desk.app.engine.fetched
    editor.reject()


def test_one_added_elsewhere_comes_through_the_engine(desk: Desk) -> None:
    address = address_of(b"elsewhere")
    editor = desk.open(address)
    desk.qtbot.waitUntil(lambda: address in desk.app.engine.fetched)
    editor.reject()
    assert desk.app.engine.fetched[address].cancelled()


@pytest.mark.parametrize(
    "error",
    [
        RemoteUnavailable("There is no connection."),
        PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more."),
    ],
)
def test_where_it_cannot_be_had_that_is_said(desk: Desk, error) -> None:
    editor = desk.open()
    desk.qtbot.waitUntil(lambda: THERE in desk.app.engine.fetched)
    desk.app.engine.fetched[THERE].set_exception(error)
    desk.qtbot.waitUntil(lambda: editor.canvas.accessibleDescription() == error.detail)
    assert not editor.save.isEnabled()
    assert not editor.tools.turn_left.isEnabled()
    editor.reject()


def test_what_is_no_picture_is_said(desk: Desk) -> None:
    editor = desk.open()
    desk.qtbot.waitUntil(lambda: THERE in desk.app.engine.fetched)
    desk.app.engine.fetched[THERE].set_result(BAD)
    desk.qtbot.waitUntil(lambda: editor.canvas.accessibleDescription() == "This is no picture.")
    editor.reject()


def test_each_tool_by_its_key_and_undo_and_redo_by_theirs(desk: Desk, editor: PictureEditor) -> None:
    editor.activateWindow()
    desk.qtbot.waitUntil(editor.isActiveWindow)
    for key in (Qt.Key.Key_R, Qt.Key.Key_M, Qt.Key.Key_T, Qt.Key.Key_B):
        QTest.keyClick(editor, key, CTRL)
    done = PictureEdit(turns=1, is_mirrored=True, trims=True, whitens=True)
    assert editor.draft.edit == done
    assert editor.tools.trim.isChecked()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.draft.edit == PictureEdit(turns=1, is_mirrored=True)
    assert not editor.tools.trim.isChecked()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_Y, CTRL)
    assert editor.draft.edit == done
    editor.tools.reset.click()
    assert editor.draft.edit == PictureEdit()
    assert not editor.save.isEnabled()
    editor.tools.undo.click()
    assert editor.draft.edit == done


def test_the_frame_from_the_keyboard(editor: PictureEditor) -> None:
    canvas = editor.canvas
    assert "From 0, 0 to 1,200, 600 of 1,200 × 600 pixels." in canvas.accessibleDescription()
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Down, ALT)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT | CTRL)
    crop = editor.draft.edit.crop
    assert (crop.left, crop.top, crop.right, crop.bottom) == pytest.approx((0.02, 0.02, 0.92, 0.998))
    assert "From 24, 12 to 1,104, 599" in canvas.accessibleDescription()
    editor.tools.undo.click()
    editor.tools.undo.click()
    editor.tools.undo.click()
    assert editor.draft.edit.crop.right == pytest.approx(0.9), "five presses are one step"
    editor.tools.undo.click()
    assert not editor.draft.is_changed


def test_the_frame_by_its_handles(editor: PictureEditor) -> None:
    canvas = editor.canvas
    frame = canvas.frame_rect()
    drag(canvas, frame.bottomRight(), QPointF(-frame.width() / 2, -frame.height() / 4))
    crop = editor.draft.edit.crop
    assert (crop.left, crop.top) == (0, 0)
    assert (crop.right, crop.bottom) == pytest.approx((0.5, 0.75), abs=0.01)
    drag(canvas, canvas.frame_rect().center(), QPointF(5000, 0))
    assert editor.draft.edit.crop.right == pytest.approx(1)
    assert editor.draft.edit.crop.left == pytest.approx(0.5, abs=0.01)
    editor.tools.undo.click()
    editor.tools.undo.click()
    assert editor.draft.edit.crop == Crop()


def drag(canvas: QWidget, start: QPointF, way: QPointF) -> None:
    at, button = start.toPoint() - QPoint(2, 2), Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, button, Qt.KeyboardModifier.NoModifier, at)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(canvas, at + (way * share).toPoint())
    QTest.mouseRelease(canvas, button, Qt.KeyboardModifier.NoModifier, at + way.toPoint())


def test_sizes_are_told_and_what_gets_too_small(editor: PictureEditor) -> None:
    assert editor.before_words.text() == "Before: 1,200 × 600"
    assert editor.after_words.text() == "After: 1,200 × 600"
    editor.tools.turn_right.click()
    assert editor.after_words.text() == "After: 600 × 1,200"
    editor.canvas.framed.emit(Crop(0, 0, 0.5, 0.5), "drag")
    assert editor.after_words.text() == "After: 300 × 600, low resolution"
    editor.tools.trim.click()
    assert editor.after_words.text() == "After: without its borders"


def test_the_result_is_shown_as_the_decoder_makes_it(desk: Desk, editor: PictureEditor) -> None:
    before = editor.after.grab().toImage()
    editor.tools.whiten.click()
    desk.qtbot.waitUntil(lambda: PictureEdit(whitens=True) in desk.tools.shown)
    desk.qtbot.waitUntil(lambda: editor.after.grab().toImage() != before)


def test_a_full_disk_leaves_the_editor_as_it_is(desk: Desk, editor: PictureEditor) -> None:
    desk.kept.refuse = PictureProblem(PictureFlaw.DISK_FULL, "The disk is full.")
    editor.tools.mirror.click()
    editor.save.click()
    desk.qtbot.waitUntil(lambda: "The disk is full." in editor.said.text())
    assert editor.isVisible()
    assert editor.save.isEnabled()
    assert desk.urls()[0] == THERE
    desk.kept.refuse = None
    with desk.qtbot.waitSignal(editor.finished):
        editor.save.click()
    assert desk.urls()[0] == address_of(b"there", PictureEdit(is_mirrored=True))


def test_closing_while_it_saves_gives_up(desk: Desk) -> None:
    editor = desk.opened()
    desk.tools.held = True
    editor.tools.mirror.click()
    editor.save.click()
    desk.qtbot.waitUntil(lambda: desk.tools.waiting == 1)
    editor.reject()
    answered(editor, "Discard")
    desk.qtbot.waitUntil(lambda: not desk.adding.is_busy)
    desk.tools.release()
    desk.app.settle(desk.qtbot)
    assert desk.urls()[0] == THERE


def test_closing_while_it_saves_leaves_what_else_is_added(desk: Desk) -> None:
    editor = desk.opened()
    desk.tools.held = True
    desk.adding.add_to([Target(desk.key, "assets")], [FromBytes(b"other", "other.jpg")])
    editor.tools.mirror.click()
    editor.save.click()
    desk.qtbot.waitUntil(lambda: desk.tools.waiting == 1)
    editor.reject()
    answered(editor, "Discard")
    desk.tools.held = False
    desk.tools.release()
    desk.qtbot.waitUntil(lambda: not desk.adding.is_busy)
    desk.app.settle(desk.qtbot)
    assert desk.urls() == [THERE, "Images/Service/z.jpg", address_of(b"other")]


def test_a_picture_that_is_gone_meanwhile_is_told_and_the_editor_stays(desk: Desk) -> None:
    editor = desk.opened()
    editor.tools.turn_right.click()
    desk.app.book.mirror[desk.key][1]["assets"] = []
    editor.save.click()
    desk.qtbot.waitUntil(lambda: "not there any more" in editor.said.text())
    assert editor.isVisible()
    assert editor.draft.is_changed
    assert desk.urls() == []
    editor.done(0)


def test_whoever_may_only_look_gets_no_editor(desk: Desk) -> None:
    desk.context.edits.use_level("viewer")
    target = Target(desk.key, "assets")
    assert (
        edit_picture(desk.window, desk.context, desk.adding, target, Asset("Front", THERE, "Image")) is None
    )


def test_every_tool_has_a_name(editor: PictureEditor) -> None:
    assert all(one.accessibleName() for one in editor.findChildren(QPushButton))
