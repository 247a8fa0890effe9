"""The audit log in the Activity page: what is looked for, what is told, what is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPerson, AuditPlace, AuditRow
from lazi_desktop.ui.activity.audit_model import AuditColumn
from lazi_desktop.ui.activity.audit_page import AuditPage
from lazi_desktop.ui.activity.audit_paper import audit_paper
from tests.ui.activity.watching import Watcher

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ALL = AuditFilter()


def a_row(
    number: int, action: str = "set", field: str = "price", before: Any = 10, after: Any = 12, **more: Any
):
    by, about = more.pop("by", "Dana"), {"code": "A-1", "name": "Filter", "kind": EntityKind.MATERIAL} | more
    return AuditRow(
        recorded=Recorded(
            number=number, at=NOON + timedelta(minutes=number), by=by, device="OFFICE-PC", action=action,
            field=field, before=before, after=after,
        ),
        number=number,
        link=number,
        entity_key=EntityKey(UUID(int=number)),
        **about,
    )  # fmt: skip


@pytest.fixture
def page(watcher: Watcher) -> AuditPage:
    watcher.page.audit_button.click()
    return watcher.page.pages.audit


def told(watcher: Watcher, *rows: AuditRow, wanted: AuditFilter = ALL, **more: Any) -> None:
    page = watcher.page.pages.audit
    watcher.tell(AuditRead(wanted, more.pop("after", None), rows, **more))
    watcher.qtbot.waitUntil(lambda: len(page.reader.rows) == 0 or bool(page.model.lines))


def texts(page: AuditPage) -> list[list[str]]:
    model = page.model
    return [[model.index(row, column).data() for column in AuditColumn] for row in range(model.rowCount())]


def searches(watcher: Watcher) -> list[Any]:
    return watcher.app.engine.asked("read_audit")


def test_everything_is_read_as_it_opens(watcher: Watcher, page: AuditPage, qtmodeltester) -> None:
    assert searches(watcher) == [(ALL, None)]
    told(watcher, a_row(2, "failed", after="Too much"), a_row(1))
    assert [line[1:] for line in texts(page)] == [
        ["ServiceTitan · Dana · OFFICE-PC", "A-1 Filter", "Price", "—", "10.00", "Too much"],
        ["Dana · OFFICE-PC", "A-1 Filter", "Price", "10.00", "12.00", "Changed it here"],
    ]
    assert page.facts.text() == "2 lines"
    qtmodeltester.check(page.model)


def test_what_a_pull_changed_is_a_line_for_each_field(watcher: Watcher, page: AuditPage) -> None:
    pulled = a_row(1, "pull", "", {"price": 10, "cost": 5}, {"price": 11, "cost": 6})
    told(watcher, pulled)
    assert [line[3:6] for line in texts(page)] == [["Price", "10.00", "11.00"], ["Cost", "5.00", "6.00"]]
    page.filters.field.setCurrentIndex(page.filters.field.findData("cost"))
    wanted = AuditFilter(field="cost")
    watcher.qtbot.waitUntil(lambda: searches(watcher)[-1] == (wanted, None))
    told(watcher, pulled, wanted=wanted)
    watcher.qtbot.waitUntil(lambda: [line[3] for line in texts(page)] == ["Cost"])


def test_what_a_pull_brought_nobody_here_has_done(watcher: Watcher, page: AuditPage) -> None:
    told(
        watcher,
        a_row(5, "pull", "", {"price": 10}, {"price": 11}),
        a_row(4, "bury", "", None, None),
        a_row(3, "revive", "", None, None),
        a_row(2, "pull", "", {"price": 10}, {"price": 11}, by=""),
        a_row(1, "pushed", by=""),
    )
    assert [line[AuditColumn.WHO] for line in texts(page)] == [
        "ServiceTitan, pulled by Dana · OFFICE-PC",
        "ServiceTitan, pulled by Dana · OFFICE-PC",
        "ServiceTitan, pulled by Dana · OFFICE-PC",
        "ServiceTitan, pulled by OFFICE-PC",
        "ServiceTitan · OFFICE-PC",
    ]


def test_what_is_about_no_entry_is_told_too(watcher: Watcher, page: AuditPage) -> None:
    nobody = {"code": "", "name": "", "kind": None}
    told(
        watcher,
        replace(a_row(2, "rule", "price", None, {"winner": "ours"}, **nobody), entity_key=None),
        replace(a_row(1, "of a newer program", "", None, None, **nobody), entity_key=None),
    )
    assert [line[2:] for line in texts(page)] == [
        ["—", "Price", "", "winner: ours", "Rule for conflicts"],
        ["—", "", "", "", "of a newer program"],
    ]
    assert not page.show_button.isEnabled()


def test_it_is_looked_for_by_everything_at_once(watcher: Watcher, page: AuditPage) -> None:
    watcher.tell(AuditPeopleRead([AuditPerson("dana", "Dana"), AuditPerson("luis", "Luis")]))
    filters = page.filters
    QTest.keyClicks(filters.code, " A-1")
    filters.person.setCurrentIndex(filters.person.findData("luis"))
    filters.origin.setCurrentIndex(filters.origin.findData(AuditOrigin.PUSH))
    filters.field.setCurrentIndex(filters.field.findData("price"))
    filters.since.setText("2026-01-31")
    filters.until.setText("2026-02-01")
    wanted = AuditFilter(
        person="luis", code="A-1", field="price", origin=AuditOrigin.PUSH,
        since=datetime(2026, 1, 31).astimezone(), until=datetime(2026, 2, 2).astimezone(),
    )  # fmt: skip
    watcher.qtbot.waitUntil(lambda: searches(watcher)[-1] == (wanted, None))
    assert len(searches(watcher)) == 2  # not for each letter
    assert filters.words() == "A-1 · Luis · Pushes · Price · from 2026-01-31 · to 2026-02-01"


def test_a_day_that_is_none_is_said_and_not_looked_for(watcher: Watcher, page: AuditPage) -> None:
    page.filters.since.setText("31.1.")
    watcher.qtbot.waitUntil(lambda: "“31.1.” is no day" in page.note.text())
    assert len(searches(watcher)) == 1


def test_who_sees_nobody_else_has_nobody_to_choose(watcher: Watcher, page: AuditPage) -> None:
    watcher.tell(AuditPeopleRead([AuditPerson("ed", "Ed")]))
    assert not page.filters.person.isVisible()


def test_more_is_read_as_one_scrolls(watcher: Watcher, page: AuditPage) -> None:
    told(watcher, *(a_row(number) for number in range(200, 100, -1)), more=True)
    assert page.facts.text() == "100+ lines"
    assert len(searches(watcher)) == 1
    page.table.scrollToBottom()
    after = AuditPlace(NOON + timedelta(minutes=101), 101)
    assert searches(watcher)[1:] == [(ALL, after)]
    told(watcher, a_row(100), after=after)
    watcher.qtbot.waitUntil(lambda: page.facts.text() == "101 lines")


def test_an_answer_to_another_question_is_dropped(watcher: Watcher, page: AuditPage) -> None:
    told(watcher, a_row(1), wanted=ALL)
    watcher.tell(AuditRead(AuditFilter(code="B"), None, [a_row(2), a_row(3)]))
    assert page.facts.text() == "1 line"


def test_an_empty_log_and_a_search_without_an_answer(watcher: Watcher, page: AuditPage) -> None:
    told(watcher)
    watcher.qtbot.waitUntil(lambda: page.nothing.isVisible())
    assert page.nothing.title.text() == "Nothing has been changed yet"
    page.filters.code.setText("none")
    wanted = AuditFilter(code="none")
    watcher.qtbot.waitUntil(lambda: searches(watcher)[-1] == (wanted, None))
    told(watcher, wanted=wanted)
    watcher.qtbot.waitUntil(lambda: page.nothing.title.text() == "No line fits")
    page.nothing.button.click()
    watcher.qtbot.waitUntil(lambda: searches(watcher)[-1] == (ALL, None))
    assert page.filters.code.text() == ""


def test_offline_is_said_and_what_was_read_stays(watcher: Watcher, page: AuditPage) -> None:
    told(watcher, a_row(1))
    page.filters.code.setText("B")
    wanted = AuditFilter(code="B")
    watcher.qtbot.waitUntil(lambda: searches(watcher)[-1] == (wanted, None))
    watcher.tell(AuditRead(wanted, None, (), error=HubUnavailable("No answer.")))
    assert "No answer." in page.note.text()
    assert len(texts(page)) == 1
    page.again.click()
    assert searches(watcher)[-2:] == [(wanted, None)] * 2


def test_an_entry_is_shown_in_the_grid_and_escape_leads_back(watcher: Watcher, page: AuditPage) -> None:
    told(watcher, a_row(1))
    with watcher.qtbot.waitSignal(watcher.page.show_wanted) as shown:
        page.show_button.click()
    assert shown.args == [UUID(int=1)]
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert watcher.page.pages.currentWidget() is watcher.page.pages.list


def test_what_is_shown_is_saved_at_full_length(watcher: Watcher, page: AuditPage) -> None:
    long = "a very long text " * 20
    told(watcher, a_row(1, "set", "description", "short", long), more=True)
    paper = audit_paper(page.model.lines, "A-1", more=True, place="production", now=NOON)
    assert paper.rows[0][AuditColumn.AFTER].split() == long.split()
    assert ("Looked for", "A-1") in paper.facts
    assert paper.notes == ["Only what was shown: there is more."]
    assert paper.exact[(0, AuditColumn.WHEN)].value == NOON + timedelta(minutes=1)
    page.save_button.click()
    assert page.exporting is not None
    dialog = page.exporting.dialog
    assert dialog is not None
    assert "audit" in dialog.selectedFiles()[0]
    dialog.reject()
