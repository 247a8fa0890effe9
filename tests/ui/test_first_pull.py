"""What is said where nothing is listed, while the pricebook was never read as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.engine import (
    Connection,
    ConnectionChanged,
    PullFinished,
    PullReport,
    RunsRead,
    ScheduleChanged,
    ScheduledJob,
)
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from tests.fakes.ui_fakes import FakeApp, FakeBook


def a_run(what: str, state: str, ago: int) -> RunRow:
    started = datetime.now(UTC) - timedelta(seconds=ago)
    return RunRow(
        run_id=uuid4(),
        what=what,
        full=True,
        by="Ann",
        device="OFFICE-PC",
        started=started,
        finished=started if state == "done" else None,
        state=state,
        counts={},
        detail="",
    )


class Reopened:
    """The window after a first pull that brought materials and no services."""

    def __init__(self, tmp_path, qtbot) -> None:
        messages = Messages()
        self.qtbot = qtbot
        self.app = FakeApp(tmp_path, FakeBook(services=0, equipment=0, fees=0), notifier=messages)
        self.opened: Opened = open_window(self.app.context, messages, facts=[], version="0.1.0")
        qtbot.addWidget(self.opened.window)
        self.opened.window.show()
        self.app.settle(qtbot)
        self.hear(ConnectionChanged(Connection.ONLINE))

    def hear(self, event) -> None:
        with self.qtbot.waitSignal(self.opened.status.changed):
            self.app.engine.tell(event)
        self.app.settle(self.qtbot)

    def cut_short(self) -> None:
        self.hear(RunsRead([a_run("material", "interrupted", 60), a_run("category", "done", 70)]))

    def card(self, page: str = "pricebook", tree: Tree = Tree.SERVICES) -> EmptyCard:
        self.opened.window.open_page(page)
        (self.opened.pricebook if page == "pricebook" else self.opened.gallery).tree.show_tree(tree)
        self.app.settle(self.qtbot)
        opened = self.opened
        empty = opened.pricebook.grid.empty if page == "pricebook" else opened.gallery.sheet.empty
        self.qtbot.waitUntil(empty.isVisible)
        return empty


@pytest.fixture
def reopened(tmp_path, qtbot) -> Reopened:
    return Reopened(tmp_path, qtbot)


def test_what_was_not_pulled_yet_is_no_empty_category(reopened: Reopened) -> None:
    reopened.cut_short()
    empty = reopened.card()
    assert empty.title.text() == "No services pulled yet"
    assert empty.detail.text() == "The first pull was cut short. The next pull goes on."
    due = datetime.now(UTC) + timedelta(minutes=4)
    reopened.hear(ScheduleChanged([ScheduledJob("pull", "Changes", "*/5 * * * *", due)]))
    goes_on = f"It goes on by itself at {due.astimezone():%H:%M}."
    assert empty.detail.text() == f"The first pull was cut short. {goes_on}"
    reopened.hear(RunsRead([a_run("material", "running", 60), a_run("category", "done", 70)]))
    assert empty.detail.text() == "The first pull is under way and brings more."


def test_after_a_whole_pull_an_empty_category_is_one(reopened: Reopened) -> None:
    reopened.cut_short()
    empty = reopened.card()
    reopened.hear(PullFinished(PullReport([], 1.0)))
    assert (empty.title.text(), empty.detail.text()) == ("No entries in this category", "")


def test_a_category_may_be_empty_because_the_first_pull_did_not_come_so_far(reopened: Reopened) -> None:
    reopened.cut_short()
    book, tree = reopened.app.book, reopened.opened.pricebook.tree
    model = tree.trees[Tree.MATERIALS].tree_model
    key = next(key for key in model.known_keys() if model.path(key)[-1] == "Chemicals")
    for homes in book.hangs_in.values():
        homes[:] = [home for home in homes if home != key]
    tree.trees[Tree.MATERIALS].choose([key])
    empty = reopened.card(tree=Tree.MATERIALS)
    assert empty.title.text() == "No entries in this category"
    assert empty.detail.text() == "The first pull was cut short. The next pull goes on."


def test_the_gallery_says_so_too(reopened: Reopened) -> None:
    reopened.cut_short()
    assert reopened.card("gallery").title.text() == "No services pulled yet"
