"""The whole window: pages, flows and frame joined as the program joins them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.domain.errors import LaziError, PullStopped
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.ports.engine import (
    ActivityFailed,
    OpsRefused,
    PushedField,
    PushFinished,
    PushReport,
    PushResult,
    RefusedOp,
    ScheduleChanged,
    ScheduledJob,
)
from lazi_desktop.ports.push import PreviewRead, PushPreview
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.settings.cards import Fact
from lazi_desktop.ui.settings.controls import ChoiceControl, SwitchControl
from tests.fakes.settings_book import FakeBook
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def messages(qapp) -> Messages:
    return Messages()


@pytest.fixture
def app(tmp_path, messages: Messages) -> FakeApp:
    return FakeApp(tmp_path, notifier=messages, place="demo")


@pytest.fixture
def opened(app: FakeApp, messages: Messages, qtbot) -> Opened:
    opened = open_window(app.context, messages, facts=[Fact("Shared database", "built in")], version="0.1.0")
    qtbot.addWidget(opened.window)
    opened.window.show()
    app.settle(qtbot)
    return opened


class ShownAsWindows(QObject):
    """Widgets that are shown before anything holds them flash up as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_no_part_of_the_window_flashes_up_by_itself(app: FakeApp, messages: Messages, qapp, qtbot) -> None:
    shown = ShownAsWindows()
    qapp.installEventFilter(shown)
    opened = open_window(app.context, messages, facts=[], version="0.1.0")
    qtbot.addWidget(opened.window)
    opened.window.show()
    app.settle(qtbot)
    with qtbot.waitSignal(opened.signals.schedule_changed):
        app.engine.tell(ScheduleChanged([ScheduledJob("pull", "Pull of changes", "*/5 * * * *", None)]))
    for page in ("gallery", "review", "activity", "team", "settings", "pricebook"):
        opened.window.open_page(page)
    app.settle(qtbot)
    qapp.removeEventFilter(shown)
    assert shown.names == [type(opened.window).__name__]


def test_edit_review_push_and_proof(app: FakeApp, opened: Opened, qtbot) -> None:
    app.book.override(app.book.skus[3], "price", Decimal("9.99"))
    opened.window.refresh_counts()
    opened.review.refresh()
    app.settle(qtbot)

    qtbot.mouseClick(opened.window.toolbar.review, Qt.MouseButton.LeftButton)
    assert opened.review.isVisible()
    qtbot.mouseClick(opened.review.head.push, Qt.MouseButton.LeftButton)
    app.settle(qtbot)
    preview = opened.push.preview
    assert preview is not None
    ids = frozenset(preview.planned.plan.op_ids)
    with qtbot.waitSignal(opened.signals.preview_read):
        app.engine.tell(PreviewRead(ids, PushPreview(ids, [], 3, 0.1, datetime.now(UTC))))
    qtbot.mouseClick(preview.push, Qt.MouseButton.LeftButton)
    app.settle(qtbot)
    assert app.engine.asked("push") == [None]
    assert opened.push.panel.isVisible()

    row = app.book.row(3)
    field = PushedField(
        row.key, row.kind, row.code, row.name, "price", PushResult.VERIFIED, Decimal("9.99"), Decimal("9.99")
    )
    with qtbot.waitSignal(opened.signals.push_finished):
        app.engine.tell(PushFinished(PushReport([field], 2, 0.5)))
    app.settle(qtbot)
    panel = opened.push.panel
    assert panel.title.text() == "1 change pushed and proved"
    qtbot.mouseClick(panel.report.show_button, Qt.MouseButton.LeftButton)
    app.settle(qtbot)
    assert opened.window.page_name == "pricebook"
    assert not panel.isVisible()


def test_a_refused_edit_leads_to_its_row(app: FakeApp, opened: Opened, qtbot) -> None:
    row = app.book.row(3)
    refused = RefusedOp(
        OpKind.SET, row.key, row.kind, row.code, "price", Decimal("9.99"), OpOutcome.REJECTED, "Not you."
    )
    opened.window.open_page("review")
    with qtbot.waitSignal(opened.signals.refused):
        app.engine.tell(OpsRefused([refused]))
    assert opened.refusals.dialog is not None
    opened.refusals.dialog.accept()
    app.settle(qtbot)
    assert opened.window.page_name == "pricebook"


def test_activity_leads_to_the_pull_the_push_and_the_entry(app: FakeApp, opened: Opened, qtbot) -> None:
    opened.window.open_page("activity")
    assert app.engine.asked("read_runs") == [None]
    opened.activity.pull_wanted.emit(True)
    assert app.engine.calls[-1] == ("pull", {"full": True, "accept": False})
    opened.activity.accept_wanted.emit("130 of 6,011 would be gone.", True)
    question = opened.flows.dialog
    assert question is not None
    assert "130 of 6,011" in question.text.text()
    question.accept()
    assert app.engine.calls[-1] == ("pull", {"full": True, "accept": True})
    opened.activity.show_wanted.emit(app.book.row(3).key)
    app.settle(qtbot)
    assert opened.window.page_name == "pricebook"


def test_a_banner_about_a_stopped_pull_leads_to_activity(app: FakeApp, opened: Opened, qtbot) -> None:
    with qtbot.waitSignal(opened.status.changed):
        app.engine.tell(ActivityFailed("pull", PullStopped("130 of 6,011 would be gone.")))
    opened.window.banner.action.click()
    assert opened.window.page_name == "activity"


def test_what_is_to_be_read_stays_in_the_banner(messages: Messages, opened: Opened) -> None:
    messages.to_be_read.emit(LaziError("Nothing was lost.", title="About your local workspace"))
    assert opened.window.banner.isVisible()
    assert opened.window.banner.words.text() == "About your local workspace. Nothing was lost."


def test_what_is_kept_is_handed_on(app: FakeApp, messages: Messages, qtbot) -> None:
    book = FakeBook()
    asked: list[str] = []
    opened = open_window(
        app.context,
        messages,
        book=book,
        reopen=lambda: asked.append("reopen"),
        change_connection=lambda: asked.append("connection"),
    )
    qtbot.addWidget(opened.window)
    page = opened.settings
    theme, switch = page.rows["theme"].control, page.rows["sync.pause_on_battery"].control
    assert isinstance(theme, ChoiceControl)
    assert isinstance(switch, SwitchControl)
    theme.choices["light"].click()
    switch.box.click()
    page.reopen.button.click()
    page.change_connection_wanted.emit()
    app.settle(qtbot)
    assert book.kept == {"theme": "light", "sync.pause_on_battery": True}
    assert asked == ["reopen", "connection"]


def test_the_window_imports_nothing_heavy() -> None:
    """Start-up time is the sum of such lines."""
    heavy = ("sqlalchemy", "httpx", "pydantic", "qtawesome", "psycopg", "keyring", "PIL", "asyncio")
    code = (
        f"import sys, lazi_desktop.ui.open_window; print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("width", [1_000, 1_280, 1_920])
def test_a_message_hides_nothing_that_is_read(app: FakeApp, opened: Opened, qtbot, width: int) -> None:
    window, line, bar = opened.window, opened.pricebook.grid.bulk.line, opened.window.status_bar
    app.book.override(app.book.skus[3], "price", Decimal("9.99"))
    window.refresh_counts()
    app.settle(qtbot)
    window.resize(width, 800)
    line.say(850, 0, 40)
    window.toast.say("Reprice 850 services +5 %.", action="Undo", run=window.undo)
    QApplication.processEvents()
    toast = window.toast.geometry()
    assert window.toast.isVisible()
    assert window.rect().contains(toast)
    for shown in (line, bar.pending, bar.hub, bar.place):
        assert shown.isVisible()
        assert not toast.intersects(QRect(shown.mapTo(window, QPoint(0, 0)), shown.size()))


def test_a_long_message_is_read_to_its_end(opened: Opened) -> None:
    toast = opened.window.toast
    opened.window.resize(1_000, 800)
    toast.say("What somebody reads in passing may be a good deal longer than that, and then some more. " * 3)
    assert opened.window.rect().contains(toast.geometry())
    assert toast.words.height() >= toast.words.heightForWidth(toast.words.width())
    toast.say("Copied.")
    assert toast.words.width() < 200
