"""A push opened as its ledger, and taken back: what is read, what is offered, what is staged; what a pull found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.revert import Standing, plan_revert
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.engine import RunsRead
from lazi_desktop.ports.hub_runs import Pulled, PulledRow, PushRow
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.ui.activity.entries import RunKind
from lazi_desktop.ui.activity.push_words import left_out_title, left_out_words
from lazi_desktop.ui.activity.results_model import ResultColumn
from tests.domain.test_revert import pushed as a_result
from tests.fakes.ui_fakes import FakeBook
from tests.ui.activity.runs import a_pull, a_run
from tests.ui.activity.watching import Watcher

PUSH = a_run(
    "push", 200, took=42, counts={"verified": 3, "failed": 1, "requests": 5}, by="Luis", device="TRUCK-4"
)


def line(book: FakeBook, place: int, before: Any, **more: Any) -> Pushed:
    """What stands there now was sent by the push, over `before`."""
    row = book.row(place)
    sent = row.price
    given: dict[str, Any] = {
        "entity_key": row.key,
        "entity_kind": row.kind,
        "code": row.code,
        "name": row.name,
    }
    return a_result("price", before, sent, **(given | {"found": sent} | more))


def refused(book: FakeBook, place: int) -> Pushed:
    words = "The price must be lower than 100,000."
    return line(book, place, 1, result=Result.REJECTED, found=None, detail=words, status=400)


def opened(watcher: Watcher, *results: Pushed) -> Any:
    watcher.tell(RunsRead([PUSH]))
    watcher.page.open_chosen()
    ledger = watcher.page.pages.ledger
    watcher.tell(PushResultsRead(PUSH.run_id, results))
    watcher.qtbot.waitUntil(lambda: len(ledger.results) == len(results))
    return ledger


def texts(table: Any) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_push_opens_as_a_ledger(watcher: Watcher, qtmodeltester) -> None:
    book = watcher.app.book
    ledger = opened(watcher, line(book, 3, Decimal("10.5")), refused(book, 4))
    assert watcher.app.engine.asked("read_push_results") == [PUSH.run_id]
    assert "Luis on TRUCK-4" in ledger.facts.text()
    assert "5 requests" in ledger.facts.text()
    assert ledger.counts.text() == "2 entries, 2 fields: 1 proved · 1 refused"
    row = book.row(3)
    price = f"{row.price:,.2f}"
    assert texts(ledger.table)[0] == [f"{row.code} {row.name}", "Price", "10.50", price, price, "Proved"]
    assert texts(ledger.table)[1][ResultColumn.RESULT] == "Refused"
    qtmodeltester.check(ledger.model)


def test_the_first_problem_is_chosen_and_servicetitans_words_stand_below(watcher: Watcher) -> None:
    book = watcher.app.book
    ledger = opened(watcher, line(book, 3, 10), refused(book, 4))
    assert [one.code for one in ledger.chosen()] == [book.row(4).code]
    assert ledger.said.text() == "ServiceTitan said: The price must be lower than 100,000."
    ledger.table.selectRow(0)
    assert not ledger.said.isVisible()
    assert ledger.edited.text() == "Edited by Ann"
    with watcher.qtbot.waitSignal(watcher.page.show_wanted) as shown:
        ledger.show_button.click()
    assert shown.args == [book.row(3).key]


def test_it_can_be_filtered(watcher: Watcher) -> None:
    book = watcher.app.book
    ledger = opened(watcher, *(line(book, place, 10) for place in range(3)), refused(book, 4))
    ledger.search.setText(book.row(1).code)
    assert len(texts(ledger.table)) == 1
    ledger.search.clear()
    ledger.which.setCurrentIndex(ledger.which.findData(Result.REJECTED.value))
    assert [line[ResultColumn.RESULT] for line in texts(ledger.table)] == ["Refused"]


def test_what_cannot_be_read_is_said_and_escape_leads_back(watcher: Watcher) -> None:
    watcher.tell(RunsRead([PUSH]))
    watcher.page.open_chosen()
    watcher.tell(PushResultsRead(PUSH.run_id, (), HubUnavailable("No answer.")))
    assert "No answer." in watcher.page.pages.ledger.counts.text()
    watcher.page.activateWindow()
    watcher.page.pages.ledger.search.setFocus()
    QTest.keyClick(watcher.page.pages.ledger.search, Qt.Key.Key_Escape)
    assert watcher.page.table.isVisible()


def test_a_push_that_goes_on_is_read_again(watcher: Watcher) -> None:
    running = replace(PUSH, finished=None, state="running")
    watcher.tell(RunsRead([running]))
    watcher.page.open_chosen()
    watcher.tell(RunsRead([PUSH]))
    watcher.tell(RunsRead([PUSH]))
    assert len(watcher.app.engine.asked("read_push_results")) == 2


def test_what_came_otherwise_says_what_stands_there_now() -> None:
    raised = a_result(result=Result.REJECTED, found=None)
    for there, words in ((12, "Before the push: 10.00 · now: 12.00"), (10, "Before the push: 10.00")):
        [left] = plan_revert([raised], {raised.entity_key: Standing({"price": there}, {})}).left_out
        assert left.left_out is not None
        assert left_out_title(left.left_out) == "Not by this push, so there is nothing to take back"
        assert left_out_words(left, "10.00", f"{there}.00") == words


def test_a_push_is_taken_back_as_a_change_set(watcher: Watcher) -> None:
    app, book = watcher.app, watcher.app.book
    since, mine = book.row(6), book.row(7)
    edit_fields(book, [FieldEdit(mine.key, "price", 99, mine.price)])
    ledger = opened(
        watcher,
        line(book, 3, Decimal("10.5")), line(book, 5, 12), line(book, 6, 10, found=1), line(book, 7, 10),
        refused(book, 4),
    )  # fmt: skip
    ledger.revert_all.click()
    panel = ledger.revert
    watcher.qtbot.waitUntil(lambda: panel.plan is not None)
    assert "2 fields of 2 entries" in panel.says.text()
    assert panel.message.text().startswith("Revert of push of 4 Mar 2026")
    told = [panel.left_out.model().index(row, 0).data() for row in range(panel.left_out.model().rowCount())]
    assert [one.left_out.value for one in panel.plan.left_out] == [
        "changed_there",
        "changed_here",
        "never_arrived",
    ]
    assert told[0] == "Changed in ServiceTitan since"
    assert since.code in told[1]
    before = len(book.ledger)
    with watcher.qtbot.waitSignal(watcher.page.review_wanted) as wanted:
        panel.stage.click()
    made = book.ledger[before:]
    assert [(op.kind, op.value) for op in made] == [
        (OpKind.CHANGE_SET, panel.message.text()), (OpKind.SET, Decimal("10.5")), (OpKind.SET, 12),
    ]  # fmt: skip
    assert {op.change_set for op in made[1:]} == {wanted.args[0]} == {made[0].entity_key}
    assert app.engine.asked("push") == [], "nothing is sent by it"
    assert not panel.isVisible()


def test_single_entries_are_taken_back_with_all_their_fields(watcher: Watcher) -> None:
    book = watcher.app.book
    name = replace(line(book, 3, 10), field="display_name", before="Old", found=book.row(3).name)
    ledger = opened(watcher, line(book, 3, 10), name, line(book, 5, 10))
    ledger.table.selectRow(0)
    assert ledger.revert_some.text() == "Revert this entry…"
    ledger.revert_some.click()
    watcher.qtbot.waitUntil(lambda: ledger.revert.plan is not None)
    assert {(one.key, one.field) for one in ledger.revert.plan.put_back} == {
        (book.row(3).key, "price"), (book.row(3).key, "display_name"),
    }  # fmt: skip
    ledger.revert.close_button.click()
    assert not ledger.revert.isVisible()


def test_only_managers_take_back(watcher: Watcher) -> None:
    watcher.app.edits.use_level("estimator")
    ledger = opened(watcher, line(watcher.app.book, 3, 10))
    assert not ledger.revert_all.isEnabled()
    assert not ledger.revert_some.isEnabled()
    assert "managers" in ledger.revert_all.toolTip()


def test_where_nothing_can_be_put_back_nothing_is_staged(watcher: Watcher) -> None:
    ledger = opened(watcher, refused(watcher.app.book, 4))
    ledger.revert_all.click()
    watcher.qtbot.waitUntil(lambda: ledger.revert.plan is not None)
    assert ledger.revert.says.text() == "There is nothing to put back."
    assert not ledger.revert.stage.isEnabled()


def test_pushes_alone_are_read_as_far_back_as_there_are_any(watcher: Watcher) -> None:
    page, engine = watcher.page, watcher.app.engine
    watcher.tell(RunsRead([PUSH, *a_pull(600)]))
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(RunKind.PUSH.value))
    assert engine.asked("read_pushes") == [None]
    old = a_run("push", 9_000_000, by="Dana")
    row = PushRow(run=old, skus=4, fields=9, requests=7, results={"verified": 9}, change_sets=())
    watcher.tell(PushesRead([replace(row, run=PUSH), row]))
    assert [entry.main.run_id for entry in page.model.entries] == [PUSH.run_id, old.run_id]
    page.filters.kind.setCurrentIndex(0)
    assert old.run_id not in [entry.main.run_id for entry in page.model.entries]


# ---------------------------------------------------------------------------------------------------------------- pulls


def found(book: FakeBook, place: int, **more: Any) -> PulledRow:
    row = book.row(place)
    given: dict[str, Any] = {
        "entity_key": row.key, "entity_kind": row.kind, "code": row.code, "name": row.name,
        "before": {"price": 1, "active": True}, "after": {"price": 2, "active": False},
    }  # fmt: skip
    return PulledRow(**(given | more))


def pull_opened(watcher: Watcher, counts: dict[Pulled, int], **more: Any) -> tuple[Any, tuple[UUID, ...]]:
    runs = a_pull(300, **more)
    watcher.tell(RunsRead(runs))
    watcher.page.open_chosen()
    [asked] = watcher.app.engine.asked("count_pulled")
    assert set(asked) == {run.run_id for run in runs}
    watcher.tell(PulledCounted(asked, dict.fromkeys(Pulled, 0) | counts))
    return watcher.page.pages.pull_report, asked


def test_a_pull_opens_with_what_it_found_down_to_the_field(watcher: Watcher) -> None:
    book = watcher.app.book
    report, runs = pull_opened(watcher, {Pulled.CHANGED: 2, Pulled.DEACTIVATED: 1, Pulled.ADDED: 3})
    labels = [one.text() for one in report.sections.values()]
    assert labels == ["New 3", "Changed 2", "Switched off 1", "Vanished 0", "Conflicts 0", "Set back 0"]
    assert watcher.app.engine.asked("read_pulled") == [(runs, Pulled.DEACTIVATED, 0)]
    watcher.tell(PulledRead(runs, Pulled.DEACTIVATED, 0, [found(book, 2)]))
    watcher.qtbot.waitUntil(lambda: report.model.rowCount() == 2)
    row = book.row(2)
    assert texts(report.table) == [
        [f"{row.code} {row.name}", "Price", "1.00", "2.00"], [f"{row.code} {row.name}", "Active", "yes", "no"],
    ]  # fmt: skip
    with watcher.qtbot.waitSignal(watcher.page.show_wanted) as shown:
        report.show_button.click()
    assert shown.args == [row.key]
    report.sections[Pulled.CHANGED].click()
    page = [found(book, place) for place in range(2)]
    watcher.tell(PulledRead(runs, Pulled.CHANGED, 0, page, more=True))
    watcher.qtbot.waitUntil(lambda: (runs, Pulled.CHANGED, 2) in watcher.app.engine.asked("read_pulled"))
    watcher.tell(PulledRead(runs, Pulled.CHANGED, 2, [found(book, 9)]))
    watcher.qtbot.waitUntil(lambda: report.model.rowCount() == 6)


def test_a_pull_that_found_nothing_says_so(watcher: Watcher) -> None:
    report, _ = pull_opened(watcher, {})
    assert report.nothing.isVisible()
    assert report.nothing.title.text() == "Nothing new"


def test_the_tripwires_question_is_asked_with_its_numbers_and_stopping_is_the_default(
    watcher: Watcher,
) -> None:
    figures = "ServiceTitan now reports 212 materials, we have 6,011: 5,799 are missing."
    report, _ = pull_opened(
        watcher, {}, state="stopped", detail=f"{figures} If that is right, accept it and pull again."
    )
    assert report.asked.text() == f"{figures} Stop, or accept?"
    with watcher.qtbot.waitSignal(watcher.page.accept_wanted):
        report.accept.click()
    report.stop.click()
    assert watcher.page.table.isVisible()
    assert watcher.app.engine.asked("pull") == []


def test_what_is_new_is_told_by_its_kind(watcher: Watcher) -> None:
    report, runs = pull_opened(watcher, {Pulled.ADDED: 1})
    row = found(watcher.app.book, 1, before={}, after={})
    watcher.tell(PulledRead(runs, Pulled.ADDED, 0, [row]))
    watcher.qtbot.waitUntil(lambda: report.model.rowCount() == 1)
    assert texts(report.table)[0][1:] == ["Material", "", ""]
