"""The Activity page as somebody uses it: live, offline, searched, scrolled, and what its buttons ask for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    AttemptsRead,
    Connection,
    ConnectionChanged,
    Progress,
    RunsRead,
    ScheduleChanged,
)
from lazi_desktop.ui.activity.activity_model import Column
from lazi_desktop.ui.activity.run_filters import NEWS, PROBLEMS
from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.runs import a_pull, a_run, an_attempt
from tests.ui.activity.watching import JOBS, Watcher, pushed


def test_what_ran_is_listed_in_words(watcher: Watcher) -> None:
    counts = {"material": {"changed": 12, "added": 3, "conflicts": 1}}
    watcher.tell(RunsRead([pushed(), *a_pull(330, counts)]))
    assert watcher.lines() == [
        ("Push", "3 min ago", "36 proved · 1 failed", "Partly done", "42 s", "Luis on TRUCK-4"),
        (
            "Pull of changes",
            "5 min ago",
            "12 changed · 3 new · 1 conflict",
            "Done",
            "9.0 s",
            "Dana on OFFICE-PC",
        ),
    ]


def test_the_full_time_is_the_tool_tip(watcher: Watcher) -> None:
    watcher.tell(RunsRead([a_run("push", 200)]))
    tip = watcher.page.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "2026" in tip
    assert tip.count(":") == 2


def test_the_model_is_sound_while_runs_come_grow_and_go(watcher: Watcher, qtmodeltester) -> None:
    qtmodeltester.check(watcher.page.model)
    watcher.tell(RunsRead([pushed(), *a_pull(600)]))
    watcher.tell(RunsRead([a_run("push", 5, took=None), pushed(), *a_pull(600), *a_pull(900)]))
    watcher.page.filters.show_what.setCurrentIndex(watcher.page.filters.show_what.findData(PROBLEMS))
    watcher.page.filters.show_what.setCurrentIndex(0)
    qtmodeltester.check(watcher.page.model)


def test_nothing_is_asked_for_while_nobody_looks(app: FakeApp, qtbot) -> None:
    hidden = Watcher(app, qtbot)
    hidden.tell(ConnectionChanged(Connection.ONLINE))
    hidden.page.reader.refresh()
    assert app.engine.asked("read_runs") == []
    hidden.open()
    assert app.engine.asked("read_runs") == [None]
    hidden.tell(RunsRead([]))
    hidden.page.hide()
    hidden.page.reader.refresh()
    hidden.tell(Progress("pull", "materials", 1, 2))
    assert app.engine.asked("read_runs") == [None]


def test_it_reads_again_after_news_and_never_twice_at_once(watcher: Watcher, qtbot) -> None:
    asked = watcher.app.engine.asked
    watcher.page.reader.refresh()
    assert asked("read_runs") == [None]  # the first answer is still awaited
    watcher.tell(RunsRead([]))
    watcher.tell(Progress("pull", "materials", 1, 2))
    qtbot.waitUntil(lambda: asked("read_runs") == [None, None])


def test_a_refresh_keeps_what_is_chosen_and_tells_what_became_of_it(watcher: Watcher) -> None:
    running = a_run("push", 30, took=None)
    watcher.tell(RunsRead([running, *a_pull(600)]))
    watcher.choose(0)
    done = a_run("push", 30, took=20, counts={"verified": 3})
    watcher.tell(RunsRead([*a_pull(9), done, *a_pull(600)]))
    chosen = watcher.page.chosen()
    assert chosen is not None
    assert chosen.key == done.run_id
    assert watcher.page.details.chip.text() == "Done"
    assert watcher.page.details.news.text() == "3 proved"


def test_offline_the_last_read_stays_and_says_so(watcher: Watcher) -> None:
    watcher.tell(RunsRead([pushed()]))
    assert watcher.page.stale.isHidden()
    watcher.tell(RunsRead([], error=HubUnavailable("No answer.")))
    assert watcher.titles() == ["Push"]
    assert watcher.page.stale.isVisible()
    assert "No answer. This was read just now." in watcher.page.stale_words.text()
    wakes = watcher.app.engine.wakes
    watcher.page.try_again.click()
    assert watcher.app.engine.wakes == wakes + 1
    watcher.tell(RunsRead([pushed()]))
    assert watcher.page.stale.isHidden()


def test_offline_one_notice_is_enough(watcher: Watcher) -> None:
    """The window's own notice says why and has the button."""
    watcher.tell(RunsRead([pushed()]))
    watcher.tell(RunsRead([], error=HubUnavailable("No answer.")))
    watcher.tell(ConnectionChanged(Connection.OFFLINE))
    assert watcher.page.stale.isHidden()
    assert watcher.page.summary.text().endswith("read just now")


def test_offline_from_the_start_it_says_where_it_is_written_down(watcher: Watcher) -> None:
    watcher.tell(RunsRead([], error=HubUnavailable("No answer.")))
    assert watcher.page.unread.isVisible()
    assert "No answer." in watcher.page.unread.text.text()
    assert watcher.page.unread.button.isVisible()


def test_an_empty_log_offers_the_pull_that_fills_it(watcher: Watcher, qtbot) -> None:
    watcher.tell(RunsRead([]))
    assert watcher.page.empty.isVisible()
    with qtbot.waitSignal(watcher.page.pull_wanted) as wanted:
        watcher.page.empty.button.click()
    assert wanted.args == [False]


def test_filters_narrow_and_a_button_takes_them_back(watcher: Watcher) -> None:
    failed = a_run("material", 900, state="failed", detail="ServiceTitan answered 503.", device="ALWAYS-ON")
    watcher.tell(RunsRead([pushed(), *a_pull(600), failed, a_run("lists vendors", 700)]))
    page = watcher.page
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("push"))
    assert watcher.titles() == ["Push"]
    page.filters.kind.setCurrentIndex(0)
    page.filters.show_what.setCurrentIndex(page.filters.show_what.findData(PROBLEMS))
    assert watcher.titles() == ["Push", "Pull of changes"]
    page.filters.show_what.setCurrentIndex(page.filters.show_what.findData(NEWS))
    assert len(watcher.titles()) == 2
    page.filters.search.setText("always 503")
    assert [line[3] for line in watcher.lines()] == ["Failed"]
    page.filters.search.setText("no such thing")
    assert page.no_match.isVisible()
    page.no_match.button.click()
    assert len(watcher.titles()) == 4


def test_older_runs_come_when_one_scrolls_to_the_end(watcher: Watcher) -> None:
    asked = watcher.app.engine.asked
    newest = [run for number in range(60) for run in a_pull(300 * number + 20)]
    watcher.tell(RunsRead(newest))
    assert asked("read_runs") == [None]
    bar = watcher.page.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    oldest = min(run.started for run in newest)
    assert asked("read_runs") == [None, oldest]
    watcher.tell(RunsRead(a_pull(90_000), older=True))
    assert len(watcher.titles()) == 61
    bar.setValue(bar.maximum())
    watcher.tell(RunsRead([], older=True))
    asked_so_far = len(asked("read_runs"))
    bar.setValue(0)
    bar.setValue(bar.maximum())
    assert len(asked("read_runs")) == asked_so_far  # there are no more


def test_tab_goes_through_the_page_as_it_is_read(watcher: Watcher) -> None:
    watcher.tell(RunsRead(a_pull(60)))
    watcher.tell(ScheduleChanged(JOBS))
    page = watcher.page
    passed: list[QWidget] = []
    widget: QWidget | None = page.filters.search
    while len(passed) < 7:
        assert widget is not None
        widget = widget.nextInFocusChain()
        assert widget is not None
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            passed.append(widget)
    runs = [card.run for card in page.strip.cards.values()]
    assert passed == [page.filters.kind, page.filters.show_what, page.audit_button, *runs, page.table]
    page.activateWindow()
    page.table.setFocus()
    frame = page.table.parentWidget()
    assert frame is not None
    watcher.qtbot.waitUntil(lambda: frame.property("focused") == "true")
    page.filters.search.setFocus()
    assert frame.property("focused") == "false"


def test_nothing_is_wider_than_the_details(watcher: Watcher) -> None:
    every = ("received", "added", "changed", "conflicts", "missing", "buried", "unreadable")
    counts = {"material": dict.fromkeys(every, 12345)}
    watcher.tell(RunsRead([a_run("service", 50, state="stopped"), *a_pull(60, counts)]))
    watcher.page.splitter.setSizes([2000, 1])
    for row in range(2):
        watcher.choose(row)
        table = watcher.page.details.table
        assert table is not None
        assert table.horizontalScrollBar().maximum() == 0
        last = table.item(1, 0)
    assert last is not None
    assert "Unreadable: 12,345" in last.toolTip()


def test_how_long_it_took_is_not_cut_while_there_is_room(watcher: Watcher) -> None:
    watcher.page.resize(1400, 700)
    watcher.open()
    watcher.tell(RunsRead([a_run("push", 9_000, took=59 * 60 + 58), a_run("upkeep", 99_000, took=86_340)]))
    table = watcher.page.table
    assert [table.model().index(row, Column.TOOK).data() for row in range(2)] == [
        "59 min 58 s",
        "23 h 59 min",
    ]
    assert table.columnWidth(Column.TOOK) >= table.sizeHintForColumn(Column.TOOK)
    assert table.horizontalScrollBar().maximum() == 0


def test_the_keyboard_goes_from_the_list_to_the_ledger_and_out_of_the_search(watcher: Watcher) -> None:
    push = pushed()
    watcher.tell(RunsRead([push, *a_pull(600)]))
    watcher.tell(AttemptsRead(push.run_id, [an_attempt(watcher.app.book, 3)]))
    page = watcher.page
    page.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.kind == "pull"
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.pages.currentWidget() is page.pages.ledger
    assert page.pages.ledger.table.hasFocus()
    QTest.keyClick(page.pages.ledger.table, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    page.filters.search.setFocus()
    QTest.keyClicks(page.filters.search, "push")
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.filters.search.text() == ""
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_layout_and_filters_are_remembered(app: FakeApp, qtbot, tmp_path: Path) -> None:
    first = Watcher(app, qtbot)
    first.open()
    first.tell(RunsRead([pushed()]))
    first.page.splitter.setSizes([600, 560])
    sizes = first.page.splitter.sizes()
    first.page.filters.kind.setCurrentIndex(first.page.filters.kind.findData("push"))
    first.page.hide()
    app.state.sync()
    again = Watcher(FakeApp(tmp_path, app.book), qtbot)
    again.open()
    again.tell(RunsRead([pushed()]))
    assert again.page.filters.kind.currentData() == "push"
    assert again.page.splitter.sizes() == sizes


def test_a_category_that_was_sent_is_named(watcher: Watcher) -> None:
    push = pushed()
    watcher.tell(RunsRead([push]))
    sent = an_attempt(
        watcher.app.book, 3, entity_kind=EntityKind.CATEGORY, code="", fields={"name": "Unions"}
    )
    watcher.tell(AttemptsRead(push.run_id, [sent]))
    assert watcher.page.details.attempts.model.index(0).data() == sent.name
