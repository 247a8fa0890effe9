"""Creates that wait for a person to say what became of them: which there are, and the way from question to answer."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.engine import QuestionsRead
from lazi_desktop.ports.hub_push import CreateQuestion
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.which_one import WhichOneDialog


class CreateQuestions(QObject):
    """`known_changed(words by key)`: what is asked about now, with what is known of it. `answered()`: what was
    submitted of it can go on."""

    known_changed = Signal(object)
    answered = Signal()

    def __init__(self, context: UiContext, signals: EngineSignals, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._known: dict[EntityKey, CreateQuestion] = {}
        self.dialog: WhichOneDialog | None = None
        signals.questions_read.connect(self._on_read)

    def look(self) -> None:
        self._context.engine.read_questions()

    def ask(self, key: EntityKey) -> None:
        question = self._known.get(key)
        if question is None:
            return
        dialog = self.dialog = WhichOneDialog(self._window, question)
        dialog.answered.connect(
            lambda remote_id: self._context.engine.answer_create(question.question_id, remote_id)
        )
        dialog.open()

    def _on_read(self, event: QuestionsRead) -> None:
        if event.error is None or event.questions:
            self._known = {one.entity_key: one for one in event.questions}
            self.known_changed.emit({key: one.detail for key, one in self._known.items()})
        if event.answered is not None:
            self._on_answered(event, event.answered)

    def _on_answered(self, event: QuestionsRead, question_id: UUID) -> None:
        dialog = self.dialog
        is_open = dialog is not None and isValid(dialog) and dialog.question.question_id == question_id
        if event.error is not None:
            if is_open and dialog is not None:
                dialog.show_problem(str(event.error))
            else:
                self._context.notifier.problem(event.error)
            return
        if is_open and dialog is not None:
            dialog.accept()
        if event.counts:
            self._context.notifier.done(self.tr("Answered. LAZI goes on with it."))
            self.answered.emit()
        else:
            self._context.notifier.problem(
                LaziError(
                    self.tr("Somebody else answered first, or it was settled another way."),
                    title=self.tr("Your answer does not count"),
                )
            )
