"""An entry's list of pictures and files: everything a person does there, with the mouse and without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ui.editors.assets.control import AssetsControl
from lazi_desktop.ui.editors.assets.list_view import AssetsView
from lazi_desktop.ui.editors.assets.model import AssetRole
from lazi_desktop.ui.picture_adding.carried import carried_in
from lazi_desktop.ui.picture_adding.sources import FromEntry
from lazi_desktop.ui.picture_editor.editor import PictureEditor
from tests.fakes.pictures import BAD, FakeAdded, FakePictures, FakeTools, address_of, filled
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

A, B, C = (f"Images/Service/{name}.jpg" for name in "abc")
MANUAL = "https://example.org/m.pdf"
NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
GREEN = (30, 160, 60, 255)


def entry(
    address: str, alias: str | None = None, kind: str = "Image", *, default: bool = False
) -> dict[str, Any]:
    return {"alias": alias, "isDefault": default, "type": kind, "url": address}


class Desk:
    """The Images tab of the inspector, and who works there."""

    def __init__(self, hand: Hand, tools: FakeTools, kept: FakeAdded, pictures: FakePictures) -> None:
        self.hand, self.tools, self.kept, self.pictures = hand, tools, kept, pictures
        self.book = hand.book
        self.key: EntityKey = hand.book.key("UN-1014")

    def go_to(self, code: str) -> None:
        self.key = self.book.key(code)
        self.hand.go_to(code)
        self.hand.page.inspector.panel.go_to_tab("Images")
        self.hand.settle()

    def go_to_category(self, name: str) -> None:
        self.key = self.hand.category(name)
        self.hand.page.inspector.show_entity(self.key)
        self.hand.settle()
        self.hand.page.inspector.panel.go_to_tab("Images")

    def control(self, field: str = "assets") -> AssetsControl:
        control = self.hand.field(field).control
        assert isinstance(control, AssetsControl)
        return control

    @property
    def view(self) -> AssetsView:
        return self.control().view

    def choose(self, *addresses: str) -> None:
        self.view.setFocus()
        self.view.choose(addresses)

    def key_press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.hand.key(key, modifier, on=self.view)

    def urls(self, field: str = "assets", key: EntityKey | None = None) -> list[str]:
        value = self.book.effective(key or self.key, field)
        entries = [value] if isinstance(value, str) else value or ()
        return [one if isinstance(one, str) else one["url"] for one in entries]

    def wait_for(self, urls: Sequence[str], field: str = "assets", key: EntityKey | None = None) -> None:
        self.hand.qtbot.waitUntil(lambda: self.urls(field, key) == list(urls))
        self.hand.settle()

    def said(self, field: str = "assets") -> str:
        line = self.control(field).line
        return "" if line.isHidden() else line.words.text()

    def drop(self, data: QMimeData, *, at: QPoint | None = None, field: str = "assets") -> bool:
        """From another program. Whether it was taken."""
        view = self.control(field).view
        place = QPointF(at or view.viewport().rect().center())
        event = QDropEvent(
            place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        event.ignore()
        view.dropEvent(event)
        return event.isAccepted()


@pytest.fixture
def desk(app: FakeApp, make_page) -> Desk:
    tools, kept, pictures = FakeTools(), FakeAdded(), FakePictures()
    for address in (A, B, C):
        pictures.held[address] = filled(GREEN)
    app.context = replace(app.context, picture_tools=tools, added_pictures=kept, pictures=pictures)
    app.book.mirror[app.book.key("UN-1014")][1]["assets"] = [
        entry(A, "Front", default=True),
        entry(B),
        entry(C, "Side"),
        entry(MANUAL, kind="Attachment"),
    ]
    desk = Desk(make_page(app), tools, kept, pictures)
    desk.go_to("UN-1014")
    return desk


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], QMimeData]:
    def make(*names: str) -> QMimeData:
        data = QMimeData()
        for name in names:
            (tmp_path / name).write_bytes(BAD if "bad" in name else name.encode())
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        return data

    return make


# ----------------------------------------------------------------------------------------------- what is seen


def test_each_is_shown_small_with_what_is_known_of_it(desk: Desk) -> None:
    model = desk.control().model
    rows = [model.index(row) for row in range(model.rowCount())]
    assert [(row.data(), row.data(AssetRole.FACTS)[0]) for row in rows] == [
        ("Front", "600 × 400"),
        ("b.jpg", "600 × 400"),
        ("Side", "600 × 400"),
        ("m.pdf", f"File  ·  {MANUAL}"),
    ]
    assert rows[0].data(Qt.ItemDataRole.AccessibleTextRole) == "Front, Picture, default, 600 × 400, 1 of 4"
    image = desk.view.grab().toImage()
    ratio = image.devicePixelRatio()
    assert image.pixelColor(round(30 * ratio), round(28 * ratio)).getRgb() == GREEN


def test_a_low_a_broken_and_a_new_one_say_so(desk: Desk, qtbot) -> None:
    small, gone, new = "Images/Service/s.jpg", "Images/Service/g.jpg", address_of(b"new")
    thumbnail = replace(filled(GREEN), full_width=320, full_height=200)
    desk.pictures.held |= {small: thumbnail, new: filled(GREEN)}
    desk.book.mirror[desk.book.key("UN-1021")][1]["assets"] = [entry(small), entry(gone), entry(new)]
    desk.go_to("UN-1021")
    (wish,) = [wish for wish in desk.pictures.wishes if wish.address == gone and wish.side == 66]
    model = desk.control().model
    with qtbot.waitSignal(model.dataChanged):
        wish.answer(PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more."))
    facts = [model.index(row).data(AssetRole.FACTS) for row in range(3)]
    assert facts == [
        ("320 × 200  ·  low resolution", "changed_text"),
        ("ServiceTitan does not have it any more.", "danger_text"),
        ("600 × 400  ·  not in ServiceTitan yet", "changed_text"),
    ]
    assert model.index(2).data() == "Picture", "nobody reads a digest"


# ----------------------------------------------------------------------------------------------- adding


def test_dropped_files_are_added_and_what_is_none_is_said(desk: Desk, file) -> None:
    assert desk.drop(file("pump.jpg", "bad.jpg", "valve.jpg"))
    desk.wait_for([A, B, C, MANUAL, address_of(b"pump.jpg"), address_of(b"valve.jpg")])
    assert desk.said() == "Added 2 pictures. bad.jpg: This is no picture."
    assert len(desk.book.undo_list) == 1
    assert desk.hand.note("assets") == "2 added"


def drop_on_head(desk: Desk, data: QMimeData) -> None:
    header = desk.hand.page.inspector.panel.header
    place, button = header.rect().center(), Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, button, NONE)
    QApplication.sendEvent(header, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(header, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, button, NONE))


def test_dropped_on_the_head_whichever_tab_is_open(desk: Desk, file) -> None:
    panel = desk.hand.page.inspector.panel
    panel.go_to_tab("")
    drop_on_head(desk, file("head.jpg"))
    desk.wait_for([A, B, C, MANUAL, address_of(b"head.jpg")])
    desk.hand.qtbot.waitUntil(panel.line.isVisible)
    assert panel.line.words.text() == "Added 1 picture."
    desk.go_to("UN-1021")
    assert not panel.line.isVisible(), "that was about another entry"


@pytest.mark.parametrize("on_head", [True, False])
def test_what_came_of_it_is_not_said_of_another_entry(desk: Desk, file, on_head) -> None:
    desk.tools.held = True
    if on_head:
        drop_on_head(desk, file("a.jpg"))
    else:
        desk.drop(file("a.jpg"))
    desk.hand.qtbot.waitUntil(lambda: desk.tools.waiting == 1)
    first = desk.key
    desk.go_to("UN-1021")
    desk.tools.release()
    desk.wait_for([A, B, C, MANUAL, address_of(b"a.jpg")], key=first)
    desk.hand.qtbot.waitUntil(lambda: desk.hand.app.notifier.told == ["Added 1 picture."])
    assert desk.said() == ""
    assert not desk.hand.page.inspector.panel.line.isVisible()


def test_what_is_no_picture_is_not_taken(desk: Desk) -> None:
    text = QMimeData()
    text.setText("just words")
    assert not desk.drop(text)
    assert not desk.tools.asked


def test_pasting_with_the_keyboard(desk: Desk, file) -> None:
    QGuiApplication.clipboard().setMimeData(file("pasted.png"))
    desk.view.setFocus()
    desk.key_press(Qt.Key.Key_V, CTRL)
    desk.wait_for([A, B, C, MANUAL, address_of(b"pasted.png")])
    QGuiApplication.clipboard().setText("words")
    desk.key_press(Qt.Key.Key_V, CTRL)
    assert desk.said() == "There is no picture on the clipboard."


def test_adding_by_choosing_files(desk: Desk, file, tmp_path: Path, qtbot) -> None:
    file("chosen.jpg")
    desk.view.setFocus()
    desk.key_press(Qt.Key.Key_Insert)
    (dialog,) = desk.control().widget.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText("chosen.jpg")
    dialog.accept()
    desk.wait_for([A, B, C, MANUAL, address_of(b"chosen.jpg")])
    assert Path(str(desk.hand.app.state.value("pictures/folder"))) == tmp_path


def test_a_copied_picture_goes_onto_another_entry_and_into_another_program(desk: Desk, qtbot) -> None:
    desk.choose(A, B)
    desk.key_press(Qt.Key.Key_C, CTRL)
    board = QGuiApplication.clipboard()
    assert list(carried_in(board.mimeData())) == [FromEntry(A, "Front"), FromEntry(B, "b.jpg")]
    wish = desk.pictures.wishes[-1]
    assert (wish.address, wish.side) == (A, 2560)
    wish.answer(filled(GREEN))
    qtbot.waitUntil(lambda: board.mimeData().hasImage())
    assert board.image().pixelColor(3, 3).getRgb() == GREEN
    desk.go_to("UN-1021")
    desk.key_press(Qt.Key.Key_V, CTRL)
    desk.wait_for([A, B])


# ----------------------------------------------------------------------------------------------- putting in order


def test_alt_and_an_arrow_move_what_is_chosen(desk: Desk) -> None:
    desk.choose(C)
    desk.key_press(Qt.Key.Key_Up, ALT)
    desk.wait_for([A, C, B, MANUAL])
    desk.key_press(Qt.Key.Key_Up, ALT)
    desk.wait_for([C, A, B, MANUAL])
    assert desk.control().model.assets[0].is_default, "what comes first stands for the entry"
    assert desk.view.current_address() == C, "the keyboard stays with it"
    desk.key_press(Qt.Key.Key_Down, ALT)
    desk.wait_for([A, C, B, MANUAL])
    assert len(desk.book.undo_list) == 3


def test_rows_are_dragged_between_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.choose(A)
    view = desk.view
    data = view.assets.mimeData([view.assets.index(0)])
    monkeypatch.setattr(QDropEvent, "source", lambda _event: view)
    below = view.visualRect(view.assets.index(2)).bottomLeft() + QPoint(9, -3)
    assert desk.drop(data, at=below)
    desk.wait_for([B, C, A, MANUAL])


def test_space_chooses_the_default(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_Space)
    desk.wait_for([B, A, C, MANUAL])
    desk.choose(MANUAL)
    desk.key_press(Qt.Key.Key_Space)
    assert desk.said() == "This is no picture."


def test_who_comes_by_the_keyboard_has_one_in_hand(desk: Desk) -> None:
    desk.hand.grid.setFocus()
    desk.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.view.addresses() == [A]
    card = desk.view.parentWidget()
    assert card is not None
    assert card.property("focused") == "true", "it is seen where the keys go"
    desk.hand.grid.setFocus()
    assert card.property("focused") == "false"


def test_a_name_is_typed_in_place(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_F2)
    (line,) = desk.view.findChildren(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "  From the  left ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    wanted = ["Front", "From the left", "Side", None]
    desk.hand.qtbot.waitUntil(
        lambda: [one["alias"] for one in desk.book.effective(desk.key, "assets")] == wanted
    )
    assert not desk.tools.asked, "that Enter opened nothing"


def pull(desk: Desk, assets: Sequence[Any]) -> None:
    desk.book.mirror[desk.key][1]["assets"] = list(assets)
    changes = Changes(keys=frozenset({desk.key}), aspects=frozenset({Aspect.FIELDS}))
    desk.hand.app.edits.changed.emit(changes, None)
    desk.hand.settle()


def test_a_name_is_typed_on_when_others_change_the_list_meanwhile(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_F2)
    (line,) = desk.view.findChildren(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "From the")
    there = desk.book.effective(desk.key, "assets")
    pull(desk, [*there[:1], entry("Images/Service/new.jpg"), *there[1:]])
    assert len(desk.view.assets.assets) == 5
    (line,) = [one for one in desk.view.findChildren(QLineEdit) if one.isVisible()]
    QTest.keyClicks(line, " left")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.hand.qtbot.waitUntil(
        lambda: (
            [one["alias"] for one in desk.book.effective(desk.key, "assets")][:3]
            == ["Front", None, "From the left"]
        )
    )
    desk.hand.settle()


def test_the_name_of_a_picture_that_others_took_away_is_not_typed_on(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_F2)
    pull(desk, [one for one in desk.book.effective(desk.key, "assets") if one["url"] != B])
    assert not desk.view.is_naming()
    assert not desk.book.ledger


def test_escape_leaves_the_name_as_it_was(desk: Desk) -> None:
    desk.choose(A)
    desk.key_press(Qt.Key.Key_F2)
    (line,) = desk.view.findChildren(QLineEdit)
    QTest.keyClicks(line, "other")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    desk.hand.settle()
    assert not desk.book.ledger


def test_files_and_pictures_are_removed_and_the_next_is_chosen(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_Delete)
    desk.wait_for([A, C, MANUAL])
    assert desk.view.current_address() == C
    desk.choose(A, MANUAL)
    desk.key_press(Qt.Key.Key_Delete)
    desk.wait_for([C])
    assert len(desk.book.undo_list) == 2
    desk.hand.app.edits.undo(initiator=desk.hand.page)
    desk.wait_for([A, C, MANUAL])


def test_a_picture_is_replaced_in_its_place(desk: Desk, file, tmp_path: Path) -> None:
    file("better.jpg")
    desk.choose(A)
    desk.control().do("replace")
    (dialog,) = desk.control().widget.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "better.jpg"))
    dialog.accept()
    desk.wait_for([address_of(b"better.jpg"), B, C, MANUAL])
    first = desk.book.effective(desk.key, "assets")[0]
    assert (first["alias"], first["isDefault"]) == ("Front", True)


def test_enter_opens_the_editor_for_a_picture(desk: Desk) -> None:
    desk.choose(A)
    desk.key_press(Qt.Key.Key_Return)
    (editor,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureEditor)]
    assert editor.title.text() == "Edit picture: Front"
    editor.reject()


def test_the_menu_offers_what_can_be_done_and_says_why_not(desk: Desk) -> None:
    desk.choose(MANUAL)
    desk.control()._open_menu(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert offered["Open in the browser"].isEnabled()
    assert not offered["Edit picture…"].isEnabled()
    assert offered["Edit picture…"].toolTip() == "This is no picture."
    offered["Remove"].trigger()
    menu.close()
    desk.wait_for([A, B, C])


# ----------------------------------------------------------------------------------------------- several, categories


def test_onto_several_entries_pictures_are_added_in_one_step(desk: Desk, file) -> None:
    first, last = desk.hand.row("UN-1014"), desk.hand.row("UN-1028")
    desk.hand.grid.select_position(first, 1)
    for _ in range(last - first):
        desk.hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.hand.page.inspector.panel.go_to_tab("Images")
    desk.hand.settle()
    control = desk.control()
    assert control.buttons["add"].text() == "Add to all 3…"
    assert not control.buttons["remove"].isEnabled()
    assert desk.drop(file("same.jpg"))
    new = address_of(b"same.jpg")
    desk.wait_for([new], key=desk.book.key("UN-1021"))
    assert desk.urls(key=desk.book.key("UN-1028")) == [new]
    assert desk.urls(key=desk.book.key("UN-1014")) == [A, B, C, MANUAL, new]
    assert desk.said() == "Added 1 picture to 3 entries."
    assert len(desk.book.undo_list) == 1


def test_a_category_has_its_own_picture_and_those_for_its_skus(desk: Desk, file) -> None:
    desk.go_to_category("Unions")
    assert desk.drop(file("own.jpg"), field="image")
    desk.wait_for([address_of(b"own.jpg")], "image")
    assert desk.drop(file("one.jpg", "two.jpg"), field="sku_images")
    desk.wait_for([address_of(b"one.jpg"), address_of(b"two.jpg")], "sku_images")
    control = desk.control("sku_images")
    control.view.choose([address_of(b"two.jpg")])
    control.do("up")
    desk.wait_for([address_of(b"two.jpg"), address_of(b"one.jpg")], "sku_images")
    assert desk.drop(file("better.jpg"), field="image")
    desk.wait_for([address_of(b"better.jpg")], "image")
    desk.control("image").view.choose([address_of(b"better.jpg")])
    desk.control("image").do("remove")
    desk.wait_for([], "image")


def test_of_several_none_becomes_the_only_picture_of_a_category(desk: Desk, file) -> None:
    desk.go_to_category("Unions")
    assert desk.drop(file("own.jpg", "two.jpg"), field="image")
    desk.hand.qtbot.waitUntil(lambda: "Take one of them" in desk.said("image"))
    assert not desk.tools.asked
    assert desk.urls("image") == []


def test_several_dropped_on_the_head_of_a_category_are_for_its_skus(desk: Desk, file) -> None:
    desk.go_to_category("Unions")
    drop_on_head(desk, file("one.jpg", "two.jpg"))
    desk.wait_for([address_of(b"one.jpg"), address_of(b"two.jpg")], "sku_images")
    assert desk.urls("image") == []


def test_videos_of_a_category_can_be_taken_away_and_nothing_be_dropped_there(desk: Desk, file) -> None:
    key = desk.hand.category("Unions")
    desk.book.mirror[key][1]["sku_videos"] = ["https://video.example/1", "https://video.example/2"]
    desk.go_to_category("Unions")
    assert not desk.drop(file("a.jpg"), field="sku_videos")
    control = desk.control("sku_videos")
    control.view.choose(["https://video.example/1"])
    control.do("remove")
    desk.wait_for(["https://video.example/2"], "sku_videos")


# ----------------------------------------------------------------------------------------------- rights


def test_whoever_may_only_look_sees_why(desk: Desk, file) -> None:
    desk.hand.app.edits.use_level("viewer")
    desk.hand.settle()
    control = desk.control()
    assert control.said.text() == "Your role can look at pictures but not change them."
    assert control.said.isVisible()
    assert not control.buttons["add"].isVisible()
    assert not desk.drop(file("a.jpg"))
    desk.choose(B)
    for key, modifier in (
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_F2, NONE),
        (Qt.Key.Key_Space, NONE),
    ):
        desk.key_press(key, modifier)
    assert not desk.book.ledger
    desk.hand.app.edits.use_level("manager")
    desk.hand.settle()
    assert control.buttons["add"].isVisible()
    desk.key_press(Qt.Key.Key_Delete)
    desk.wait_for([A, C, MANUAL])


def test_who_may_propose_proposes(desk: Desk, file) -> None:
    desk.hand.app.edits.use_level("estimator")
    desk.hand.settle()
    assert desk.drop(file("a.jpg"))
    desk.hand.qtbot.waitUntil(lambda: bool(desk.hand.app.notifier.told))
    assert desk.hand.app.notifier.told == ["Proposed: 1 change. A manager decides."]
    assert desk.urls() == [A, B, C, MANUAL]
    desk.hand.settle()
    assert desk.said() == "Proposed. A manager decides."


def test_what_an_undo_brings_back_is_chosen(desk: Desk) -> None:
    desk.choose(B)
    desk.key_press(Qt.Key.Key_Delete)
    desk.wait_for([A, C, MANUAL])
    assert desk.view.addresses() == [C]
    desk.hand.app.edits.undo(initiator=desk.hand.page)
    desk.wait_for([A, B, C, MANUAL])
    assert desk.view.addresses() == [B]
    desk.key_press(Qt.Key.Key_Delete)
    desk.wait_for([A, C, MANUAL])


# ---------------------------------------------------------------------------------------- whose pictures are meant


@pytest.fixture
def two(desk: Desk) -> Desk:
    """UN-1014 stands in a tab with its list in hand; UN-1021 has a picture too."""
    desk.book.mirror[desk.book.key("UN-1021")][1]["assets"] = [entry(C, "Other", default=True)]
    editors = desk.hand.page.editors
    desk.hand.page.activateWindow()
    editors.open(desk.key, "assets")
    desk.hand.settle()
    return desk


def list_in_tab(desk: Desk) -> AssetsView:
    form = desk.hand.page.editors.form
    assert form is not None
    view = form.editors["assets"].control.widget.focusProxy()
    assert isinstance(view, AssetsView)
    return view


def type_anywhere(desk: Desk, *keys: Qt.Key) -> None:
    for key in keys:
        held = QApplication.focusWidget()
        assert held is not None
        QTest.keyClick(held, key)


@pytest.mark.parametrize("is_open", [True, False], ids=["its tab is open", "no tab yet"])
def test_keys_do_not_reach_the_entry_that_was_shown_before(two: Desk, is_open: bool) -> None:
    editors, other = two.hand.page.editors, two.book.key("UN-1021")
    if is_open:
        editors.open(other)
        editors.open(two.key, "assets")
        two.hand.settle()
    list_in_tab(two).choose([B])
    two.hand.app.readers.held = True
    editors.open(other, "assets")
    type_anywhere(two, Qt.Key.Key_Return, Qt.Key.Key_Delete)
    assert two.hand.page.window().findChildren(PictureEditor) == []
    two.hand.app.readers.held = False
    two.hand.app.readers.release()
    two.hand.settle()
    assert two.urls() == [A, B, C, MANUAL]
    assert list_in_tab(two).hasFocus()
    assert list_in_tab(two).addresses() == [C], "of the entry that was asked for"
    type_anywhere(two, Qt.Key.Key_Delete)
    two.wait_for([], key=other)


def test_who_goes_on_to_the_next_tab_keeps_the_field(two: Desk) -> None:
    editors, other = two.hand.page.editors, two.book.key("UN-1021")
    list_in_tab(two).choose([B])
    two.hand.app.readers.held = True
    editors.open(other)
    type_anywhere(two, Qt.Key.Key_Delete)
    two.hand.app.readers.held = False
    two.hand.app.readers.release()
    two.hand.settle()
    assert two.urls() == [A, B, C, MANUAL]
    assert list_in_tab(two).hasFocus()
