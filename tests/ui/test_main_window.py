"""The frame: what each button starts, what is shown when, what is remembered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from lazi_desktop.domain.errors import LaziError, RemoteUnavailable
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.undo import NotTheNewest
from lazi_desktop.ports.engine import ActivityFailed, Connection, ConnectionChanged, Progress
from lazi_desktop.ui.keyboard.shortcuts_sheet import ShortcutsSheet
from lazi_desktop.ui.main_window import MainWindow
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.page import Page
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.undone import undone_words
from tests.fakes.ui_fakes import FakeApp, FakeBook


class Frame:
    """A window with two plain pages, the first of which can be searched."""

    def __init__(self, tmp_path, qtbot, book: FakeBook | None = None) -> None:
        self.qtbot = qtbot
        self.messages = Messages()
        self.app = FakeApp(tmp_path, book, notifier=self.messages)
        self.searched: list[str] = []
        self.entered = 0
        self.lost = ""
        signals = EngineSignals(self.app.engine, self.app.edits)
        self.status = SyncStatus(signals, self.app.state)
        self.window = MainWindow(self.app.context, self.pages(), status=self.status, messages=self.messages)
        self.flows = SyncFlows(self.app.context, signals, self.status, self.window)
        self.window.use_flows(self.flows)
        self.signals = signals
        qtbot.addWidget(self.window)
        self.window.show()
        self.app.settle(qtbot)

    def pages(self) -> list[Page]:
        self.grid, self.review, self.settings = QLabel("grid"), QLabel("review"), QLabel("settings")
        return [
            Page(
                name="pricebook",
                title="Pricebook",
                glyph=Glyph.PRICEBOOK,
                widget=self.grid,
                set_search=self.searched.append,
                enter_results=self._enter,
                needs_rows=True,
            ),
            Page(
                name="review", title="Review", glyph=Glyph.REVIEW, widget=self.review, lost=lambda: self.lost
            ),
            Page(
                name="settings", title="Settings", glyph=Glyph.SETTINGS, widget=self.settings, at_bottom=True
            ),
        ]

    def _enter(self) -> None:
        self.entered += 1

    def tell(self, event) -> None:
        with self.qtbot.waitSignal(self.status.changed):
            self.app.engine.tell(event)

    def edit(self, *codes: str, initiator=None) -> None:
        book = self.app.book
        edits = [
            FieldEdit(book.key(code), "price", Decimal(99), book.effective(book.key(code), "price"))
            for code in codes
        ]
        self.app.edits.edit(edits, initiator=initiator or self.grid)
        self.app.settle(self.qtbot)
        self.until_enabled("undo")

    def until_enabled(self, action: str) -> None:
        """What was edited is painted first; the counts follow."""
        self.qtbot.waitUntil(lambda: self.actions[action].isEnabled())

    @property
    def actions(self):
        return self.window.actions_by_name


@pytest.fixture
def frame(tmp_path, qtbot) -> Frame:
    return Frame(tmp_path, qtbot)


def test_at_first_there_is_room_for_the_windows_frame_on_the_screen(frame: Frame) -> None:
    room = frame.window.screen().availableGeometry().height()
    assert frame.window.minimumSizeHint().height() < frame.window.height() <= min(900, room - 40)


def test_the_status_bar_counts_and_the_buttons_follow(frame: Frame) -> None:
    bar = frame.window.status_bar
    assert bar.counts.text() == "240 materials · 60 services · 12 equipment · 3 discounts and fees"
    assert bar.place.text() == "ServiceTitan: demo"
    assert not bar.pending.isVisible()
    assert not frame.actions["push"].isEnabled()
    frame.edit("UN-1000")
    frame.qtbot.waitUntil(lambda: bar.pending.text() == "1 change in 1 entry")
    assert frame.actions["review"].text() == "Review 1 change"
    assert frame.actions["push"].isEnabled()
    assert frame.actions["undo"].toolTip() == "Undo: Change price (Ctrl+Z)"


def test_what_waits_for_the_shared_database_is_counted_while_it_is_away(frame: Frame) -> None:
    frame.app.book.unsent_ops = 3  # of a kit, say: no change of a SKU
    frame.window.refresh_counts()
    frame.app.settle(frame.qtbot)
    unsent = frame.window.status_bar.unsent
    frame.app.engine.tell(ConnectionChanged(Connection.ONLINE))
    frame.qtbot.waitUntil(lambda: not unsent.isVisible())
    frame.app.engine.tell(ConnectionChanged(Connection.OFFLINE))
    frame.qtbot.waitUntil(unsent.isVisible)
    assert unsent.text() == "3 edits to be shared"
    frame.app.book.unsent_ops = 0
    frame.window.refresh_counts()
    frame.app.settle(frame.qtbot)
    assert not unsent.isVisible()


def test_a_conflict_is_counted_and_leads_to_the_desk(frame: Frame) -> None:
    book = frame.app.book
    led: list[object] = []
    frame.flows.desk_wanted.connect(led.append)
    book.conflict_on(book.key("UN-1000"), "price", ours=Decimal(3), theirs=Decimal(4))
    frame.window.refresh_counts()
    frame.app.settle(frame.qtbot)
    assert frame.window.status_bar.conflicts.text() == "1 conflict needs you"
    frame.qtbot.mouseClick(frame.window.status_bar.conflicts, Qt.MouseButton.LeftButton)
    frame.app.settle(frame.qtbot)
    assert led == [None]


def test_undo_and_redo_by_key_say_what_they_did(frame: Frame) -> None:
    frame.edit("UN-1000")
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    frame.app.settle(frame.qtbot)
    assert frame.app.book.overrides == {}
    assert frame.window.toast.words.text() == "Undone: price of UN-1000, back to 1.68."
    frame.until_enabled("redo")
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    frame.app.settle(frame.qtbot)
    assert len(frame.app.book.overrides) == 1


def test_undo_of_several_counts_them_and_shows_no_row(frame: Frame) -> None:
    frame.edit("UN-1000", "UN-1007")
    frame.window.undo()
    frame.app.settle(frame.qtbot)
    assert frame.window.toast.words.text() == "Undone: price of 2 entries."
    assert not frame.window.toast.action.isVisible()


def test_undo_offers_to_show_the_row_and_takes_nobody_there(frame: Frame) -> None:
    frame.edit("UN-1000")
    with frame.qtbot.assertNotEmitted(frame.window.entry_wanted):
        frame.window.undo()
        frame.app.settle(frame.qtbot)
    assert frame.window.toast.action.text() == "Show"
    with frame.qtbot.waitSignal(frame.window.entry_wanted) as shown:
        frame.window.toast.action.click()
    assert shown.args == [frame.app.book.key("UN-1000")]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Undo: Change price", "Undone: price of UN-1000, back to 1.68."),
        ("Redo: Change price", "Done again: price of UN-1000, now 1.68."),
        ("Undo: Revert price", "Undone: price of UN-1000, back to 1.68."),
        ("Undo: Change 2 fields", "Undone: 2 fields of UN-1000."),
        ("Undo: Change categories", "Undone: categories of UN-1000."),
        ("Undo: Restore price of UN-1000", "Undone: Restore price of UN-1000."),
        ("Something else", "Something else."),
    ],
)
def test_what_was_undone_is_named(frame: Frame, label: str, words: str) -> None:
    book = frame.app.book
    assert undone_words(Changes(label=label), book.detail(book.key("UN-1000"))) == words


def test_the_keys_are_on_a_sheet(frame: Frame) -> None:
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_F1)
    sheet = frame.window.question
    assert isinstance(sheet, ShortcutsSheet)
    listed = {hint.what: hint.keys for section in sheet.sections for hint in section.hints}
    assert listed["Search the pricebook"] == ("Ctrl+F",)
    assert listed["Push"] == ("Ctrl+Shift+Enter",)
    assert all(hint.keys for section in sheet.sections for hint in section.hints)
    sheet.search.setText("ctrl+f")
    assert "Search the pricebook" in sheet.shown()
    assert "Push" not in sheet.shown()
    sheet.reject()


def test_a_question_mark_opens_the_sheet_except_where_one_types(frame: Frame) -> None:
    frame.window.search()
    frame.qtbot.keyClicks(frame.window.toolbar.search, "1/2?")
    assert frame.window.question is None
    assert frame.window.toolbar.search.text() == "1/2?"
    frame.window.toolbar.push.setFocus()
    frame.window.toolbar.pull.setFocus()
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_Question)
    assert isinstance(frame.window.question, ShortcutsSheet)


def test_ctrl_q_closes_the_window(frame: Frame) -> None:
    with frame.qtbot.waitSignal(frame.window.closed):
        frame.qtbot.keyClick(frame.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_undo_asks_where_somebody_else_was_meanwhile(frame: Frame) -> None:
    frame.edit("UN-1000")
    key = frame.app.book.key("UN-1000")
    frame.app.book.override(key, "price", Decimal(77))
    frame.window.undo()
    frame.app.settle(frame.qtbot)
    question = frame.window.undoing.question
    assert question is not None
    assert "UN-1000" in question.text.text()
    question.accept()
    frame.app.settle(frame.qtbot)
    assert frame.app.book.overrides == {}


def test_an_edit_of_several_offers_undo_in_a_message(frame: Frame) -> None:
    frame.edit("UN-1000")
    assert not frame.window.toast.isVisible()  # one cell is its own answer
    frame.edit("UN-1007", "UN-1014")
    toast = frame.window.toast
    assert toast.isVisible()
    assert "2 entries" in toast.words.text()
    frame.qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    frame.app.settle(frame.qtbot)
    assert len(frame.app.book.overrides) == 1


def test_a_message_brings_its_own_undo(frame: Frame) -> None:
    undone = []
    frame.messages.done("Reverted.", undo=lambda: undone.append(True))
    assert frame.window.toast.action.text() == "Undo"
    frame.qtbot.mouseClick(frame.window.toast.action, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not frame.window.toast.isVisible()
    frame.messages.done("Copied.")
    assert not frame.window.toast.action.isVisible()


def test_a_message_takes_back_no_step_but_its_own(frame: Frame) -> None:
    edits, toast = frame.app.edits, frame.window.toast
    frame.edit("UN-1000", "UN-1007")
    assert toast.action.isVisible()
    frame.edit("UN-1014")
    assert toast.isVisible()
    assert not toast.action.isVisible()  # the newest step is another one
    told: list[LaziError] = []
    first = frame.app.book.undo_list[0]
    edits.undo(initiator=frame.grid, only=first.txn_id, failed=told.append)
    frame.app.settle(frame.qtbot)
    assert [type(error) for error in told] == [NotTheNewest]
    assert len(frame.app.book.overrides) == 3
    edits.undo(initiator=frame.grid, only=frame.app.book.undo_list[-1].txn_id)
    frame.app.settle(frame.qtbot)
    assert len(frame.app.book.overrides) == 2


def test_undo_by_the_window_takes_the_button_of_a_message_away(frame: Frame) -> None:
    frame.edit("UN-1000", "UN-1007")
    frame.window.undo()
    frame.app.settle(frame.qtbot)
    assert frame.app.book.overrides == {}
    frame.qtbot.waitUntil(lambda: frame.window.toast.words.text() == "Undone: price of 2 entries.")


def test_what_cannot_be_undone_brings_no_undo(frame: Frame) -> None:
    assert frame.app.edits.undoing(Changes(label="Proposed"), initiator=frame.grid) is None


def test_a_problem_is_told_in_its_own_words(frame: Frame) -> None:
    frame.messages.problem(RemoteUnavailable("It answered 500."))
    assert frame.window.toast.words.text() == "ServiceTitan cannot be reached. It answered 500."


# ------------------------------------------------------------------------------------------------------------- syncing


@pytest.mark.parametrize(("action", "full"), [("pull", False), ("pull_changes", False), ("pull_all", True)])
def test_pull_starts_shows_progress_and_can_be_stopped(frame: Frame, action: str, full: bool) -> None:
    frame.actions[action].trigger()
    assert frame.app.engine.calls == [("pull", {"full": full, "accept": False})]
    chip = frame.window.toolbar.chip
    assert chip.bar.isVisible()
    assert not frame.actions["pull"].isEnabled()
    frame.tell(Progress("pull", "materials", 3000, 6011))
    assert chip.words.text() == "Pulling 3,000 of 6,011 materials…"
    assert (chip.bar.value(), chip.bar.maximum()) == (3000, 6011)
    frame.qtbot.mouseClick(chip.stop, Qt.MouseButton.LeftButton)
    assert frame.app.engine.calls[-1] == ("cancel", "pull")
    frame.tell(ActivityFailed("pull", RemoteUnavailable(), cancelled=True))
    assert not chip.bar.isVisible()
    assert frame.actions["pull"].isEnabled()
    assert frame.window.toast.words.text() == "Pull stopped. What came in before is kept."


def test_f5_pulls(frame: Frame) -> None:
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_F5)
    assert frame.app.engine.calls == [("pull", {"full": False, "accept": False})]


def test_the_chip_wears_its_role(frame: Frame) -> None:
    chip = frame.window.toolbar.chip
    frame.tell(ConnectionChanged(Connection.ONLINE))
    assert chip.property("statechip") == "proved"
    frame.tell(ConnectionChanged(Connection.OFFLINE))
    assert chip.property("statechip") == "changed"
    assert chip.words.text() == "Offline: edits are kept here"
    assert frame.window.status_bar.hub.text() == "Shared database: offline"


def test_the_offline_banner_tries_again_and_goes(frame: Frame) -> None:
    banner = frame.window.banner
    assert not banner.isVisible()
    frame.tell(ConnectionChanged(Connection.OFFLINE))
    assert banner.isVisible()
    assert banner.property("tone") == "changed"
    frame.qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)
    assert frame.app.engine.wakes == 1
    frame.qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_a_banner_that_is_closed_gives_the_keys_back_to_the_page(frame: Frame) -> None:
    frame.grid.setFocus()
    frame.tell(ConnectionChanged(Connection.OFFLINE))
    frame.window.banner.close_button.setFocus()
    frame.qtbot.keyClick(frame.window.banner.close_button, Qt.Key.Key_Space)
    assert not frame.window.banner.isVisible()
    assert frame.grid.hasFocus()


def test_a_pull_that_comes_by_itself_is_not_asked_for(frame: Frame) -> None:
    fill, tell = frame.window.first_fill, frame.tell
    fill.expect_pull()
    assert not fill.card.button.isVisibleTo(fill)
    assert fill.card.title.text() == "Pulling your pricebook…"
    tell(ActivityFailed("pull", RemoteUnavailable("It answered 500.")))
    assert fill.card.button.isVisibleTo(fill)


def test_a_notice_moves_nothing_under_the_mouse(frame: Frame) -> None:
    before = frame.grid.mapTo(frame.window, QPoint(0, 0))
    frame.tell(ConnectionChanged(Connection.OFFLINE))
    frame.qtbot.waitUntil(lambda: frame.window.banner.isVisible())
    QApplication.processEvents()
    assert frame.grid.mapTo(frame.window, QPoint(0, 0)) == before
    frame.window.toast.say("Confirmed.")
    toast, banner = frame.window.toast, frame.window.banner
    assert not toast.geometry().intersects(QRect(banner.mapTo(frame.window, QPoint(0, 0)), banner.size()))


def test_a_failed_pull_is_tried_again_from_the_banner(frame: Frame) -> None:
    frame.tell(ActivityFailed("pull", RemoteUnavailable("It answered 500.")))
    assert frame.window.banner.action.text() == "Pull again"
    frame.qtbot.mouseClick(frame.window.banner.action, Qt.MouseButton.LeftButton)
    assert frame.app.engine.calls == [("pull", {"full": False, "accept": False})]
    assert not frame.window.banner.isVisible()


def test_what_replication_brings_renews_the_counts(frame: Frame) -> None:
    frame.app.book.override(frame.app.book.key("UN-1000"), "price", Decimal(5))
    frame.app.edits.announce(Changes(aspects=frozenset({Aspect.EVERYTHING})))
    frame.qtbot.waitUntil(lambda: frame.window.status_bar.pending.text() == "1 change in 1 entry")


# --------------------------------------------------------------------------------------------------------------- pages


def test_an_empty_workspace_says_what_would_fill_it(tmp_path, qtbot) -> None:
    frame = Frame(tmp_path, qtbot, FakeBook(0, 0, 0, 0))
    fill = frame.window.first_fill
    assert fill.isVisible()
    assert fill.card.title.text() == "No pricebook here yet"
    qtbot.mouseClick(fill.card.button, Qt.MouseButton.LeftButton)
    assert frame.app.engine.calls == [("pull", {"full": False, "accept": False})]
    assert fill.card.text.text() == "Connecting…"
    frame.tell(Progress("pull", "materials", 3000, 6011))
    assert fill.card.text.text() == "3,000 of 6,011 materials"
    assert fill.bar.isVisible()

    frame.app.book._grow_sku(*_one_material())
    frame.app.edits.announce(Changes(aspects=frozenset({Aspect.EVERYTHING})))
    qtbot.waitUntil(lambda: frame.grid.isVisible())  # the first rows show while the pull goes on


def _one_material():
    from lazi_desktop.domain.kinds import EntityKind

    return EntityKind.MATERIAL, "UN", 1


def test_typing_searches_and_leads_to_the_pricebook(frame: Frame) -> None:
    frame.window.open_page("review")
    frame.qtbot.keyClick(frame.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = frame.window.toolbar.search
    assert frame.window.focusWidget() is search
    frame.qtbot.keyClicks(search, " un")
    assert frame.searched == ["u", "un"]
    assert frame.window.page_name == "pricebook"
    frame.qtbot.keyClick(search, Qt.Key.Key_Down)
    assert frame.entered == 1
    frame.qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert frame.searched == ["u", "un", ""]


class TwoSearched(Frame):
    """With a page more that can be searched."""

    def pages(self) -> list[Page]:
        self.kits, self.of_kits, self.kept_keys = QLabel("kits"), list[str](), 0
        more = Page(
            name="kits",
            title="Kits",
            glyph=Glyph.KIT,
            widget=self.kits,
            set_search=self.of_kits.append,
            search_hint="Search kits…",
            take_keys=self._take_keys,
        )
        return [*super().pages(), more]

    def _take_keys(self) -> None:
        self.kept_keys += 1


def test_each_page_that_can_be_searched_has_words_of_its_own(tmp_path, qtbot) -> None:
    frame = TwoSearched(tmp_path, qtbot)
    search = frame.window.toolbar.search
    qtbot.keyClicks(search, "un")
    frame.window.open_page("kits")
    assert (search.text(), search.placeholderText()) == ("", "Search kits…")
    search.setFocus()
    qtbot.keyClicks(search, "pad")
    assert frame.of_kits == ["p", "pa", "pad"]
    assert frame.kept_keys == 1, "the field keeps the keyboard while one types"
    frame.window.open_page("review")
    assert search.text() == "un", "from elsewhere it searches the pricebook"
    frame.window.open_page("kits")
    assert search.text() == "pad"
    assert frame.searched == ["u", "un"]
    assert frame.of_kits == ["p", "pa", "pad"]


def test_the_rail_opens_pages(frame: Frame) -> None:
    for button in frame.window.rail.findChildren(type(frame.window.toolbar.undo)):
        if button.text() == "Settings":
            frame.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert frame.settings.isVisible()
    frame.window.open_page("no such page")
    assert frame.window.page_name == "settings"


def test_the_layout_is_remembered(tmp_path, qtbot) -> None:
    first = Frame(tmp_path, qtbot)
    first.window.resize(first.window.minimumSizeHint().width(), 640)
    first.window.open_page("review")
    with qtbot.waitSignal(first.window.closed):
        first.window.close()
    again = Frame(tmp_path, qtbot)
    assert again.window.page_name == "review"
    assert again.window.size() == first.window.size()


def pressed(frame: Frame, words: str) -> None:
    question = frame.window.leaving.question
    assert question is not None
    (button,) = [one for one in question.findChildren(QAbstractButton) if one.text() == words]
    frame.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_window_asks_before_it_closes_on_what_would_be_lost(frame: Frame) -> None:
    frame.lost = "3 pictures were accepted and are not added yet."
    closed = []
    frame.window.closed.connect(lambda: closed.append(True))
    frame.window.close()
    question = frame.window.leaving.question
    assert question is not None
    assert frame.lost in [one.text() for one in question.findChildren(QLabel)]
    pressed(frame, "Cancel")
    assert frame.window.isVisible()
    assert not closed
    frame.window.close()
    pressed(frame, "Close and lose it")
    assert not frame.window.isVisible()
    assert closed == [True]


def test_who_stays_is_not_taken_elsewhere(frame: Frame) -> None:
    frame.lost = "3 pictures were accepted and are not added yet."
    gone: list[str] = []
    frame.window.leaving.leave(lambda: gone.append("elsewhere"))
    pressed(frame, "Cancel")
    assert (gone, frame.window.isVisible()) == ([], True)
    frame.window.leaving.leave(lambda: gone.append("elsewhere"))
    pressed(frame, "Close and lose it")
    assert (gone, frame.window.isVisible()) == (["elsewhere"], False)


def test_a_computer_that_goes_down_is_not_asked(frame: Frame) -> None:
    frame.lost = "3 pictures were accepted and are not added yet."
    with frame.qtbot.waitSignal(frame.window.closed):
        frame.window.leaving.leave_unasked()
    assert frame.window.leaving.question is None


def test_every_control_can_be_reached_and_read_aloud(frame: Frame) -> None:
    from PySide6.QtWidgets import QLineEdit

    controls = [*frame.window.findChildren(QAbstractButton), *frame.window.findChildren(QLineEdit)]
    own = [
        control for control in controls if control.isVisible() and not control.objectName().startswith("qt_")
    ]
    nameless = [
        control
        for control in own
        if not (control.accessibleName() or getattr(control, "text", str)())
        and control.parent() is not frame.window.toolbar.search
    ]
    unreachable = [
        control
        for control in own
        if not control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.parent() is not frame.window.toolbar.search
    ]
    assert not nameless
    assert not unreachable
