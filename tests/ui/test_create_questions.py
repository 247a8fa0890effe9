"""A create that nobody can tell about: Review leads to the question, an answer to a push."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import QuestionsRead
from lazi_desktop.ports.hub_push import Candidate, CreateQuestion
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.review.review_page import ReviewPage
from lazi_desktop.ui.sync.create_questions import CreateQuestions
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.which_one import WhichOneDialog
from tests.fakes.ui_fakes import FakeApp

DETAIL = "It was sent and its answer was lost. ServiceTitan has some that could be it: #5, #6."


class Desk:
    """A category that failed, in Review, and the question about it."""

    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.key = app.book.make_new(EntityKind.CATEGORY, name="Brass tees")
        app.book.override(self.key, "name", "Brass tees", OverrideState.FAILED, DETAIL)
        self.question = CreateQuestion(
            question_id=UUID(int=1),
            entity_key=self.key,
            entity_kind=EntityKind.CATEGORY,
            code="",
            name="Brass tees",
            found=[
                Candidate(remote_id=5, code="", name="Brass tees", active=True),
                Candidate(remote_id=6, code="", name="BRASS TEES", active=False),
            ],
            detail=DETAIL,
            asked=datetime(2026, 3, 4, 12, tzinfo=UTC),
        )
        signals = self.signals = EngineSignals(app.engine, app.edits)
        self.page = ReviewPage(app.context, signals)
        qtbot.addWidget(self.page)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.questions = CreateQuestions(app.context, signals, self.window)
        self.page.questions_wanted.connect(self.questions.look)
        self.page.which_wanted.connect(self.questions.ask)
        self.questions.known_changed.connect(self.page.take_questions)
        self.page.resize(1200, 600)
        self.page.show()
        self.page.refresh()
        app.settle(qtbot)

    def hear(self, *questions: CreateQuestion, **more) -> None:
        with self.qtbot.waitSignal(self.signals.questions_read):
            self.app.engine.tell(QuestionsRead(questions, **more))

    def open(self) -> WhichOneDialog:
        self.hear(self.question)
        self.page.table.go_to(1)
        self.page.head.which.click()
        assert self.questions.dialog is not None
        return self.questions.dialog


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Desk:
    return Desk(app, qtbot)


def cells(dialog: WhichOneDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_review_asks_which_questions_there_are_and_offers_to_answer(desk: Desk) -> None:
    assert desk.app.engine.asked("read_questions")
    desk.page.table.go_to(1)
    assert not desk.page.head.which.isVisible()
    desk.hear(desk.question)
    assert desk.page.head.which.isVisible()
    assert desk.page.side.card.words.text() == f"{DETAIL} Look at them there, then choose “Which one is it?”."
    desk.hear()
    assert not desk.page.head.which.isVisible()


def test_the_question_shows_what_servicetitan_has(desk: Desk) -> None:
    dialog = desk.open()
    assert dialog.title.text() == "Which one is the new category Brass tees?"
    assert dialog.text.text() == f"{DETAIL} Look at them there, then say which one it is."
    assert cells(dialog) == [
        ["5", "Brass tees", "Active"],
        ["6", "BRASS TEES", "Inactive"],
    ]  # nobody has a code
    assert not dialog.this.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.this.isEnabled()


def test_enter_opens_it_too(desk: Desk, qtbot) -> None:
    desk.hear(desk.question)
    desk.page.activateWindow()
    qtbot.waitUntil(desk.page.isActiveWindow)
    desk.page.table.setFocus()
    desk.page.table.go_to(1)
    with qtbot.waitSignal(desk.page.which_wanted) as wanted:
        qtbot.keyClick(desk.page.table, Qt.Key.Key_Return)
    assert wanted.args == [desk.key]


def choose_the_second(dialog: WhichOneDialog) -> None:
    dialog.table.selectRow(1)
    dialog.this.click()


ANSWERS: dict[str, tuple[Callable[[WhichOneDialog], None], int | None]] = {
    "this one": (choose_the_second, 6),
    "none": (lambda dialog: dialog.none.click(), None),
}


@pytest.mark.parametrize(("act", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_given_once_and_leads_to_a_push(desk: Desk, qtbot, act, answer) -> None:
    dialog = desk.open()
    act(dialog)
    assert desk.app.engine.asked("answer_create") == [(desk.question.question_id, answer)]
    assert not dialog.none.isEnabled()
    assert not dialog.this.isEnabled()
    with qtbot.waitSignals([desk.questions.answered, dialog.accepted]):
        desk.app.engine.tell(QuestionsRead((), answered=desk.question.question_id))
    assert desk.app.notifier.told[-1] == "Answered. LAZI goes on with it."


def test_who_comes_too_late_is_told_and_nothing_is_pushed(desk: Desk, qtbot) -> None:
    dialog = desk.open()
    dialog.none.click()
    with qtbot.assertNotEmitted(desk.questions.answered), qtbot.waitSignal(dialog.accepted):
        desk.app.engine.tell(QuestionsRead((), answered=desk.question.question_id, counts=False))
    [problem] = desk.app.notifier.problems
    assert problem.title == "Your answer does not count"
    assert "Somebody else answered first" in problem.detail


def test_without_the_database_it_can_be_tried_again(desk: Desk) -> None:
    dialog = desk.open()
    dialog.table.selectRow(0)
    dialog.this.click()
    desk.hear(error=HubUnavailable("It is away."), answered=desk.question.question_id, counts=False)
    assert dialog.isVisible()
    assert "It is away." in dialog.problem.text()
    assert dialog.this.isEnabled()
    dialog.this.click()
    assert len(desk.app.engine.asked("answer_create")) == 2


def test_an_answer_after_the_question_was_closed_is_told_all_the_same(desk: Desk) -> None:
    dialog = desk.open()
    dialog.none.click()
    dialog.reject()
    desk.app.settle(desk.qtbot)
    desk.hear(error=HubUnavailable("It is away."), answered=desk.question.question_id, counts=False)
    assert len(desk.app.notifier.problems) == 1


def test_deciding_later_answers_nothing(desk: Desk) -> None:
    desk.open().later.click()
    assert desk.app.engine.asked("answer_create") == []
