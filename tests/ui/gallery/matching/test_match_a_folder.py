"""A folder of pictures is matched with SKUs: reviewed with mouse or keyboard, and added when a person says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QTableView,
)

from lazi_desktop.domain.matching.review import Part, Verdict
from lazi_desktop.domain.pictures import PictureEdit, PictureFlaw, PictureProblem
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ui.gallery.matching.matches_model import Column
from lazi_desktop.ui.gallery.matching.sku_popup import SkuPopup
from lazi_desktop.ui.gallery.matching.taking_in import Existing
from tests.fakes.pictures import address_of, prepared
from tests.ui.gallery.matching.conftest import Matcher

OLD: dict[str, Any] = {"alias": None, "isDefault": True, "type": "Image", "url": "Images/old.jpg"}
NAMES = (
    "UN-1000.jpg", "un 1007 (2).JPG", "UN-1014 front.png", "UN-1070/IMG_1.jpg", "IMG_77.jpg", "IMG_78.jpg",
    "IMG_79.jpg", "UN-1021 and UN-1028.jpg", "bad one.jpg", "prices.xlsx",
)  # fmt: skip


@pytest.fixture
def reviewed(matcher: Matcher, folder) -> Matcher:
    matcher.open(folder(NAMES))
    return matcher


def key(widget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


# ------------------------------------------------------------------------------------------------------------- reading


def test_what_is_found_is_sorted_into_what_is_known_and_what_is_not(reviewed: Matcher):
    assert reviewed.names(Part.PROPOSED) == [
        "un 1007 (2).JPG", "UN-1000.jpg", "UN-1014 front.png", "IMG_1.jpg", "UN-1021 and UN-1028.jpg",
    ]  # fmt: skip
    assert reviewed.names(Part.REST) == ["IMG_77.jpg", "IMG_78.jpg", "IMG_79.jpg"]
    assert reviewed.names(Part.UNREADABLE) == ["bad one.jpg"]
    assert reviewed.line("bad one.jpg").problem == "This is no picture."
    assert "1 other file" in reviewed.panel.subject.text()
    assert reviewed.code("IMG_1.jpg") == "UN-1070"
    assert reviewed.line("UN-1021 and UN-1028.jpg").proposal.is_ambiguous


def test_reading_shows_how_far_it_is_and_can_be_cancelled(matcher: Matcher, folder, qtbot):
    held = []
    look = matcher.tools.look

    def wait(source):
        future = look(source)
        held.append(future)
        return future if len(held) < 4 else type(future)()  # the fourth is never answered

    matcher.tools.look = wait  # type: ignore[method-assign]
    matcher.panel.open_folder(folder(NAMES))
    qtbot.waitUntil(lambda: matcher.panel.waiting.progress.value() == 3)
    assert matcher.panel.waiting.progress.maximum() == 9
    assert matcher.panel.waiting.how_far.text() == "3 of 9"
    matcher.panel.waiting.stop.click()
    assert matcher.panel.start.isVisible()
    assert matcher.review.files is None
    matcher.app.settle(qtbot)


def test_a_folder_without_pictures_says_so(matcher: Matcher, folder, qtbot):
    matcher.panel.open_folder(folder(["notes.txt"], "Notes"))
    qtbot.waitUntil(lambda: "Notes" in matcher.panel.start.title.text())
    assert matcher.panel.start.isVisible()


def test_a_folder_that_cannot_be_read_is_told(matcher: Matcher, tmp_path: Path, qtbot):
    matcher.panel.open_folder(tmp_path / "gone")
    qtbot.waitUntil(lambda: bool(matcher.app.notifier.problems))
    assert "gone" in matcher.app.notifier.problems[0].detail
    assert matcher.panel.start.isVisible()


def test_a_folder_can_be_dropped(matcher: Matcher, folder, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder(NAMES)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    matcher.panel.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: matcher.review.files is not None)
    matcher.app.settle(qtbot)


def test_a_picture_that_a_sku_has_is_known_again(matcher: Matcher, folder):
    look = prepared(b"IMG_5.jpg", PictureEdit()).look
    matcher.book.mirror[matcher.book.key("UN-1000")][1]["assets"] = [OLD]
    matcher.book.found(PictureFact(OLD["url"], look))
    matcher.open(folder(["IMG_5.jpg", "IMG_6.jpg"]))
    assert matcher.code("IMG_5.jpg") == "UN-1000"
    assert matcher.names(Part.REST) == ["IMG_6.jpg"]
    model = matcher.review.model
    assert model.text(0, Column.WHY) == "it has this very picture"
    assert model.text(0, Column.STATE) == "Has it"
    assert not matcher.review.accept_all.isEnabled()


# ----------------------------------------------------------------------------------------------------------- deciding


def test_nothing_changes_before_it_is_said_and_then_it_is_one_step(reviewed: Matcher):
    reviewed.review.accept_all.click()
    assert len(reviewed.review.decisions.review.accepted) == 4
    assert not reviewed.book.overrides
    assert not reviewed.kept.held
    assert reviewed.panel.bar.add.text() == "Add 4 pictures to 4 SKUs"
    reviewed.add()
    assert reviewed.pictures("UN-1000") == [address_of(b"UN-1000.jpg")]
    assert reviewed.pictures("UN-1070") == [address_of(b"IMG_1.jpg")]
    assert reviewed.names(Part.ADDED) == [
        "un 1007 (2).JPG", "UN-1000.jpg", "UN-1014 front.png", "IMG_1.jpg",
    ]  # fmt: skip
    assert reviewed.app.notifier.told == ["Added 4 pictures to 4 SKUs."]
    assert not reviewed.panel.bar.add.isEnabled()
    undo(reviewed.book)
    assert reviewed.pictures("UN-1000") == reviewed.pictures("UN-1070") == []


def test_only_what_is_sure_enough_is_accepted_at_once(reviewed: Matcher):
    review = reviewed.review
    review.threshold.setCurrentIndex(review.threshold.findText("95 %"))
    assert review.accept_all.text() == "Accept 3"
    review.accept_all.click()
    assert "IMG_1.jpg" not in {one.proposal.photo.name for one in review.decisions.review.accepted}
    review.threshold.setCurrentIndex(review.threshold.findText("30 %"))
    review.accept_all.click()
    assert reviewed.line("UN-1021 and UN-1028.jpg").verdict is Verdict.OPEN


def test_what_is_selected_is_accepted_with_enter_and_again_with_enter_not(reviewed: Matcher):
    reviewed.choose("UN-1000.jpg", "UN-1014 front.png")
    key(reviewed.review.table, Qt.Key.Key_Return)
    assert {one.proposal.photo.name for one in reviewed.review.decisions.review.accepted} == {
        "UN-1000.jpg", "UN-1014 front.png",
    }  # fmt: skip
    reviewed.choose("UN-1000.jpg")
    key(reviewed.review.table, Qt.Key.Key_Return)
    assert not reviewed.line("UN-1000.jpg").is_accepted


def test_what_is_left_out_can_be_taken_back_in(reviewed: Matcher):
    table = reviewed.review.table
    reviewed.choose("UN-1000.jpg")
    key(table, Qt.Key.Key_Delete)
    assert reviewed.names(Part.REJECTED) == ["UN-1000.jpg"]
    assert table.chosen() == [reviewed.line("UN-1014 front.png").place]
    reviewed.review.pills[Part.REJECTED].click()
    key(table, Qt.Key.Key_Return)
    assert reviewed.names(Part.REJECTED) == []
    assert "UN-1000.jpg" in reviewed.names(Part.PROPOSED)


def test_each_decision_can_be_taken_back(reviewed: Matcher):
    table = reviewed.review.table
    reviewed.review.accept_all.click()
    reviewed.choose("UN-1000.jpg")
    key(table, Qt.Key.Key_Backspace)
    assert "UN-1000.jpg" in reviewed.names(Part.REST)
    key(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reviewed.line("UN-1000.jpg").is_accepted
    key(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reviewed.review.decisions.review.accepted == []


def test_after_a_decision_was_taken_back_one_row_is_selected(reviewed: Matcher):
    table, ctrl = reviewed.review.table, Qt.KeyboardModifier.ControlModifier
    reviewed.choose("UN-1000.jpg")
    key(table, Qt.Key.Key_Return)
    key(table, Qt.Key.Key_Return)
    assert len(reviewed.review.decisions.review.accepted) == 2
    for name in ("UN-1014 front.png", "UN-1000.jpg"):
        key(table, Qt.Key.Key_Z, ctrl)
        assert table.chosen() == [reviewed.line(name).place]
    key(table, Qt.Key.Key_Return)
    accepted = reviewed.review.decisions.review.accepted
    assert [one.proposal.photo.name for one in accepted] == ["UN-1000.jpg"]


def test_after_pictures_came_back_to_be_assigned_one_is_selected(reviewed: Matcher):
    reviewed.review.pills[Part.REST].click()
    sheet = reviewed.sheet
    key(sheet, Qt.Key.Key_Delete)
    sheet.selectAll()
    key(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.chosen() == [reviewed.line("IMG_77.jpg").place]


def test_typing_finds_another_sku(reviewed: Matcher, qtbot):
    reviewed.choose("UN-1000.jpg")
    QTest.keyClicks(reviewed.review.table, "u")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SkuPopup)
    QTest.keyClicks(popup.finder.field, "n-1035")
    reviewed.app.settle(qtbot)
    assert [row.code for row in popup.finder.rows()] == ["UN-1035"]
    key(popup.finder.field, Qt.Key.Key_Return)
    assert reviewed.code("UN-1000.jpg") == "UN-1035"
    assert reviewed.line("UN-1000.jpg").is_accepted
    assert QApplication.activePopupWidget() is None


def test_the_others_that_fit_are_offered_first(reviewed: Matcher, qtbot):
    name = "UN-1021 and UN-1028.jpg"
    reviewed.choose(name)
    other = {"UN-1021": "UN-1028", "UN-1028": "UN-1021"}[reviewed.code(name)]
    key(reviewed.review.table, Qt.Key.Key_F2)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, SkuPopup)
    assert [row.code for row in popup.finder.rows()] == [other]
    key(popup.finder.field, Qt.Key.Key_Return)
    assert reviewed.code(name) == other


def test_both_pictures_are_shown_large(reviewed: Matcher):
    reviewed.choose("UN-1000.jpg")
    enlarged = reviewed.review.enlarged
    key(reviewed.review.table, Qt.Key.Key_Space)
    assert enlarged.isVisible()
    key(enlarged, Qt.Key.Key_Right)
    assert reviewed.review.table.chosen() == [reviewed.line("UN-1014 front.png").place]
    assert "UN-1014 front.png" in enlarged.accessibleDescription()
    key(enlarged, Qt.Key.Key_Escape)
    assert not enlarged.isVisible()


def test_what_is_covered_by_a_large_picture_gets_no_keys(reviewed: Matcher, qtbot):
    with qtbot.waitActive(reviewed.panel):
        reviewed.panel.activateWindow()
    reviewed.choose("UN-1000.jpg")
    key(reviewed.review.table, Qt.Key.Key_Space)
    for way in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        key(reviewed.review.enlarged, way)
        assert reviewed.review.enlarged.hasFocus()
    key(reviewed.review.enlarged, Qt.Key.Key_Escape)
    assert reviewed.review.table.hasFocus()


def test_all_of_it_can_be_done_with_the_mouse(reviewed: Matcher):
    buttons = reviewed.review.acts.buttons
    reviewed.choose("UN-1000.jpg", "UN-1014 front.png")
    buttons["accept"].click()
    assert len(reviewed.review.decisions.review.accepted) == 2
    reviewed.choose("UN-1000.jpg")
    buttons["reject"].click()
    reviewed.choose("UN-1014 front.png")
    buttons["detach"].click()
    assert reviewed.names(Part.REJECTED) == ["UN-1000.jpg"]
    assert "UN-1014 front.png" in reviewed.names(Part.REST)
    reviewed.review.pills[Part.REJECTED].click()
    assert not buttons["accept"].isVisible()
    buttons["reopen"].click()
    assert reviewed.names(Part.REJECTED) == []
    reviewed.review.pills[Part.REST].click()
    buttons["assign"].click()
    assert reviewed.review.sheet.finder.field.hasFocus()
    buttons["enlarge"].click()
    assert reviewed.review.enlarged.isVisible()
    QTest.mouseClick(reviewed.review.enlarged, Qt.MouseButton.LeftButton)
    assert not reviewed.review.enlarged.isVisible()


def test_buttons_tell_their_keys(reviewed: Matcher):
    tips = {name: one.toolTip() for name, one in reviewed.review.acts.buttons.items()}
    assert tips["accept"] == "Accept (Enter)"
    assert tips["assign"] == "Another SKU (F2)"
    assert tips["reject"] == "Leave out (Del)"
    reviewed.review.accept_all.click()
    assert reviewed.panel.bar.add.toolTip() == "Add 4 pictures to 4 SKUs (Ctrl+Enter)"
    reviewed.review.pills[Part.REST].click()
    assert reviewed.review.acts.buttons["assign"].toolTip() == "Find its SKU (Enter)"


def test_the_ends_of_the_list_are_a_key_away(reviewed: Matcher):
    table, places = reviewed.review.table, reviewed.review.model.places
    reviewed.choose("UN-1000.jpg")
    key(table, Qt.Key.Key_End)
    assert table.chosen() == [places[-1]]
    key(table, Qt.Key.Key_Home)
    assert table.chosen() == [places[0]]


def test_enter_on_the_button_chooses_a_folder(matcher: Matcher, qtbot):
    with qtbot.waitActive(matcher.panel):
        matcher.panel.activateWindow()
    matcher.panel.take_keys()
    assert matcher.panel.start.button.hasFocus()
    key(matcher.panel.start.button, Qt.Key.Key_Return)
    dialog = next(one for one in matcher.panel.findChildren(QDialog) if one.isVisible())
    dialog.reject()


def test_the_menu_does_what_the_buttons_do(reviewed: Matcher, qtbot):
    table = reviewed.review.table
    reviewed.choose("UN-1000.jpg")
    table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Leave out").trigger()
    menu.close()
    assert reviewed.names(Part.REJECTED) == ["UN-1000.jpg"]


# ------------------------------------------------------------------------------------------------------ contact sheet


def test_the_rest_is_assigned_from_the_keyboard(reviewed: Matcher, qtbot):
    reviewed.review.pills[Part.REST].click()
    sheet, finder = reviewed.sheet, reviewed.review.sheet.finder
    assert sheet.chosen() == [reviewed.line("IMG_77.jpg").place]
    QTest.keyClicks(sheet, "u")
    QTest.keyClicks(finder.field, "n-1042")
    key(finder.field, Qt.Key.Key_Return)
    reviewed.app.settle(qtbot)
    qtbot.waitUntil(lambda: reviewed.code("IMG_77.jpg") == "UN-1042")
    assert reviewed.line("IMG_77.jpg").is_accepted
    assert sheet.chosen() == [reviewed.line("IMG_78.jpg").place]
    key(sheet, Qt.Key.Key_Delete)
    assert reviewed.names(Part.REJECTED) == ["IMG_78.jpg"]
    assert sheet.chosen() == [reviewed.line("IMG_79.jpg").place]
    key(sheet, Qt.Key.Key_Space)
    assert reviewed.review.enlarged.isVisible()
    key(reviewed.review.enlarged, Qt.Key.Key_Space)
    key(sheet, Qt.Key.Key_Delete)
    assert reviewed.review.part is Part.PROPOSED  # none is left


def test_several_are_given_to_one_sku(reviewed: Matcher, qtbot):
    reviewed.review.pills[Part.REST].click()
    sheet, finder = reviewed.sheet, reviewed.review.sheet.finder
    sheet.selectAll()
    finder.take("UN-1042")
    reviewed.app.settle(qtbot)
    key(finder.field, Qt.Key.Key_Return)
    assert [reviewed.code(f"IMG_{number}.jpg") for number in (77, 78, 79)] == ["UN-1042"] * 3
    reviewed.add()
    assert len(reviewed.pictures("UN-1042")) == 3


def test_escape_leaves_the_field_and_nothing_is_given(reviewed: Matcher, qtbot):
    reviewed.review.pills[Part.REST].click()
    finder = reviewed.review.sheet.finder
    QTest.keyClicks(reviewed.sheet, "zzz")
    reviewed.app.settle(qtbot)
    assert finder.rows() == []
    key(finder.field, Qt.Key.Key_Return)
    key(finder.field, Qt.Key.Key_Escape)
    assert finder.field.text() == ""
    assert len(reviewed.names(Part.REST)) == 3


# -------------------------------------------------------------------------------------------------------------- adding


@pytest.mark.parametrize(
    "existing, expected",
    [
        (Existing.AFTER, ["Images/old.jpg", "new"]),
        (Existing.BEFORE, ["new", "Images/old.jpg"]),
        (Existing.REPLACED, ["new"]),
    ],
)
def test_what_becomes_of_pictures_that_are_there_is_a_choice(
    matcher: Matcher, folder, existing: Existing, expected: list[str]
):
    matcher.book.mirror[matcher.book.key("UN-1000")][1]["assets"] = [OLD]
    matcher.open(folder(NAMES))
    matcher.choose("UN-1000.jpg")
    key(matcher.review.table, Qt.Key.Key_Return)
    matcher.panel.bar.existing.setCurrentIndex(matcher.panel.bar.existing.findData(existing))
    matcher.add()
    new = address_of(b"UN-1000.jpg")
    assert ["new" if one == new else one for one in matcher.pictures("UN-1000")] == expected


def test_a_file_that_vanished_is_told_and_the_others_are_added(reviewed: Matcher):
    reviewed.review.accept_all.click()
    files = reviewed.review.files
    assert files is not None
    next(path for path in files.paths if path.name == "UN-1000.jpg").unlink()
    reviewed.add()
    assert reviewed.pictures("UN-1000") == []
    assert len(reviewed.pictures("UN-1014")) == 1
    assert "UN-1000.jpg" in reviewed.names(Part.UNREADABLE)
    assert reviewed.line("UN-1000.jpg").problem == "The file is not there any more."
    assert reviewed.panel.bar.status.text() == "Added 3 pictures to 3 SKUs. 1 could not be read."


def test_a_full_disk_adds_nothing_and_says_why(reviewed: Matcher):
    reviewed.review.accept_all.click()
    reviewed.kept.refuse = PictureProblem(PictureFlaw.DISK_FULL, "The disk is full.")
    reviewed.add()
    assert not reviewed.book.overrides
    assert reviewed.panel.bar.status.text() == "The disk is full."
    assert reviewed.names(Part.UNREADABLE) == ["bad one.jpg"]
    assert len(reviewed.review.decisions.review.accepted) == 4, "that is not decided all over again"
    reviewed.kept.refuse = None
    reviewed.add()
    assert len(reviewed.names(Part.ADDED)) == 4


def test_adding_can_be_cancelled(reviewed: Matcher, qtbot):
    reviewed.tools.held = True
    reviewed.review.accept_all.click()
    reviewed.panel.bar.add.click()
    assert reviewed.panel.bar.stop.isVisible()
    reviewed.tools.release(2)
    qtbot.waitUntil(lambda: reviewed.panel.bar.progress.value() == 2)
    reviewed.panel.bar.stop.click()
    qtbot.waitUntil(lambda: not reviewed.panel.taking.is_busy)
    assert not reviewed.book.overrides
    assert len(reviewed.review.decisions.review.accepted) == 4
    assert reviewed.panel.bar.status.text() == "Cancelled: nothing was changed."
    reviewed.tools.held = False
    reviewed.add()
    assert len(reviewed.names(Part.ADDED)) == 4


def test_adding_can_be_cancelled_while_it_is_recorded(reviewed: Matcher, qtbot):
    reviewed.review.accept_all.click()
    reviewed.app.writer.held = True
    reviewed.panel.bar.add.click()
    qtbot.waitUntil(lambda: reviewed.panel.bar.status.text() == "Add 4 pictures from a folder …")
    reviewed.panel.bar.stop.click()
    reviewed.app.writer.release()
    qtbot.waitUntil(lambda: not reviewed.panel.taking.is_busy)
    assert not reviewed.book.overrides
    assert reviewed.panel.bar.status.text() == "Cancelled: nothing was changed."


def test_what_was_decided_can_be_taken_back_after_adding_was_cancelled(reviewed: Matcher, qtbot):
    reviewed.tools.held = True
    reviewed.review.accept_all.click()
    reviewed.panel.bar.add.click()
    qtbot.waitUntil(lambda: reviewed.tools.waiting > 0)
    reviewed.panel.bar.stop.click()
    qtbot.waitUntil(lambda: not reviewed.panel.taking.is_busy)
    key(reviewed.review.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not reviewed.review.decisions.review.accepted


def test_the_review_follows_the_undo_of_what_it_added(reviewed: Matcher, qtbot):
    reviewed.review.accept_all.click()
    reviewed.add()
    again = reviewed.app.notifier.undos[0]
    assert again is not None
    again()
    reviewed.app.settle(qtbot)
    assert reviewed.names(Part.ADDED) == []
    assert len(reviewed.review.decisions.review.accepted) == 4
    assert reviewed.panel.bar.add.isEnabled()
    reviewed.context.edits.redo(initiator=reviewed.panel)
    reviewed.app.settle(qtbot)
    assert len(reviewed.names(Part.ADDED)) == 4


def test_ctrl_z_in_the_list_right_after_adding_takes_that_back(reviewed: Matcher, qtbot):
    table, ctrl = reviewed.review.table, Qt.KeyboardModifier.ControlModifier
    reviewed.choose("UN-1000.jpg")
    key(table, Qt.Key.Key_Return)
    reviewed.add()
    reviewed.choose("UN-1014 front.png")
    key(table, Qt.Key.Key_Return)
    key(table, Qt.Key.Key_Z, ctrl)
    assert len(reviewed.pictures("UN-1000")) == 1, "that was the decision after it"
    key(table, Qt.Key.Key_Z, ctrl)
    reviewed.app.settle(qtbot)
    assert reviewed.pictures("UN-1000") == []
    assert reviewed.line("UN-1000.jpg").is_accepted


def test_ctrl_z_in_the_list_leaves_alone_what_was_edited_elsewhere_since(reviewed: Matcher, qtbot):
    reviewed.choose("UN-1000.jpg")
    key(reviewed.review.table, Qt.Key.Key_Return)
    reviewed.add()
    sku = reviewed.book.key("UN-1014")
    before = reviewed.book.effective(sku, "display_name")
    edit = FieldEdit(sku, "display_name", "Other", before)
    reviewed.context.edits.edit([edit], initiator=reviewed.review)
    reviewed.app.settle(qtbot)
    key(reviewed.review.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    reviewed.app.settle(qtbot)
    assert reviewed.book.effective(sku, "display_name") == "Other"
    assert len(reviewed.pictures("UN-1000")) == 1


def test_after_adding_what_is_left_to_assign_is_shown_and_has_the_keys(reviewed: Matcher, qtbot):
    with qtbot.waitActive(reviewed.panel):
        reviewed.panel.activateWindow()
    reviewed.review.decisions.accept(reviewed.review.decisions.review.of(Part.PROPOSED))
    reviewed.panel.bar.add.setFocus()
    reviewed.add()
    assert reviewed.review.part is Part.REST
    assert reviewed.sheet.hasFocus()


def test_where_nothing_was_to_be_added_there_is_nothing_to_undo(reviewed: Matcher):
    there = [OLD | {"url": address_of(b"UN-1000.jpg")}]
    reviewed.book.mirror[reviewed.book.key("UN-1000")][1]["assets"] = there
    reviewed.review.decisions.accept([reviewed.line("UN-1000.jpg").place])
    reviewed.add()
    assert reviewed.panel.bar.status.text() == "They are there already."
    assert reviewed.app.notifier.told == []
    assert reviewed.names(Part.ADDED) == ["UN-1000.jpg"]


def test_what_is_proposed_is_not_said_to_be_added(reviewed: Matcher):
    reviewed.context.edits.use_level("estimator")
    reviewed.review.decisions.accept([reviewed.line("UN-1000.jpg").place])
    reviewed.add()
    assert reviewed.panel.bar.status.text() == "Proposed: 1 picture for 1 SKU. A manager decides."
    assert reviewed.app.notifier.told == ["Proposed: 1 change. A manager decides."]
    assert reviewed.pictures("UN-1000") == []


def test_who_may_only_look_adds_nothing(reviewed: Matcher):
    reviewed.review.accept_all.click()
    reviewed.context.edits.use_level("viewer")
    assert not reviewed.panel.bar.add.isEnabled()
    assert "not change" in reviewed.panel.bar.status.text()


# ------------------------------------------------------------------------------------------------------------ meanwhile


def test_another_folder_asks_before_decisions_are_lost(reviewed: Matcher, folder, qtbot):
    reviewed.review.accept_all.click()
    other = folder(["UN-1049.jpg"], "Other")
    reviewed.panel.open_folder(other)
    dialog = next(one for one in reviewed.panel.findChildren(QDialog) if one.isVisible())
    dialog.reject()
    assert reviewed.review.files is not None
    assert reviewed.review.files.folder.name == "Photos"
    assert len(reviewed.review.decisions.review.accepted) == 4
    reviewed.panel.open_folder(other)
    next(one for one in reviewed.panel.findChildren(QDialog) if one.isVisible()).accept()
    qtbot.waitUntil(lambda: reviewed.names(Part.PROPOSED) == ["UN-1049.jpg"])
    reviewed.app.settle(qtbot)


def test_nothing_is_added_while_another_folder_is_read(reviewed: Matcher, folder, qtbot):
    reviewed.review.accept_all.click()
    reviewed.app.readers.held = True
    reviewed.panel.open_folder(folder(["UN-1049.jpg"], "Other"))
    next(one for one in reviewed.panel.findChildren(QDialog) if one.isVisible()).accept()
    qtbot.waitUntil(reviewed.panel.waiting.isVisible)
    reviewed.panel.bar.add.click()  # as Ctrl+Enter does
    assert not reviewed.panel.taking.is_busy
    reviewed.app.readers.held = False
    reviewed.app.readers.release()
    qtbot.waitUntil(lambda: reviewed.names(Part.PROPOSED) == ["UN-1049.jpg"])
    reviewed.app.settle(qtbot)


def test_the_pictures_of_a_sku_are_followed(reviewed: Matcher, qtbot):
    row = reviewed.review.model.places.index(reviewed.line("UN-1000.jpg").place)
    assert reviewed.review.model.cover(row) == ""
    book_key = reviewed.book.key("UN-1000")
    reviewed.review.decisions.accept([reviewed.line("UN-1000.jpg").place])
    reviewed.add()
    undone = reviewed.review.skus.row(book_key)
    assert undone is not None
    qtbot.waitUntil(
        lambda: reviewed.review.skus.row(book_key).more["assets"][0]["url"] == address_of(b"UN-1000.jpg")
    )


def test_every_control_has_a_name(reviewed: Matcher):
    reviewed.review.pills[Part.REST].click()
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView, QMenu, QTableView)
    nameless = [
        one
        for kind in kinds
        for one in reviewed.panel.findChildren(kind)
        if one.isVisible() and not one.accessibleName()
    ]
    assert nameless == []


def test_a_row_is_read_aloud_whole(reviewed: Matcher):
    model = reviewed.review.model
    row = model.places.index(reviewed.line("UN-1000.jpg").place)
    words = model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("UN-1000.jpg", "98 %", "named after the code UN-1000", "To decide"):
        assert part in words
