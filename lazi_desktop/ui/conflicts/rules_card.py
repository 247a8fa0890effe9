"""The conflict rules as a part of the settings: what they answer, who made them, and how they go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.ports.engine import RulesRead
from lazi_desktop.ui.conflicts.rule_words import scope_words, subject_words, winner_words
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, line


class RulesCard(QFrame):
    """Reads the rules when it is shown; what somebody else adds or removes is there the next time."""

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self._rules: Sequence[ConflictRule] | None = None
        self._categories: CategoryPaths = {}
        self.lines: list[RuleLine] = []
        self.setProperty("surface", "card")
        self.words = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(metrics.GAP_SMALL)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        inner.setSpacing(metrics.GAP)
        inner.addWidget(label(self.tr("Conflict rules"), "heading"))
        inner.addWidget(self.words)
        inner.addWidget(self.problem)
        inner.addLayout(self._column)
        signals.rules_read.connect(self._on_rules_read)
        self._show_rules()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._context.engine.read_rules()
        queries = self._context.queries
        self._context.tasks.read(lambda: category_paths(queries), self._on_categories, owner=self)

    def _on_categories(self, categories: CategoryPaths) -> None:
        self._categories = categories
        self._show_rules()

    def _on_rules_read(self, event: RulesRead) -> None:
        if event.error is None or event.rules:
            self._rules = event.rules
        self.problem.setText("" if event.error is None else str(event.error))
        self._show_rules()

    def _show_rules(self) -> None:
        self.words.setText(self._words())
        self.problem.setVisible(bool(self.problem.text()))
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.lines = []
        for rule in self._rules or ():
            shown = RuleLine(rule, self._context, self._categories)
            self.lines.append(shown)
            self._column.addWidget(line())
            self._column.addWidget(shown)

    def _words(self) -> str:
        if self._rules is None:
            return self.tr("The rules are kept in the shared database.")
        if not self._rules:
            return self.tr(
                "No rule answers a conflict: every one waits for a person. A rule is made where a conflict is decided."
            )
        return self.tr(
            "These conflicts are answered without asking, on every desktop. Theirs is what ServiceTitan or somebody "
            "else of the team has by then. What concerns money is always asked."
        )


class RuleLine(QWidget):
    def __init__(self, rule: ConflictRule, context: UiContext, categories: CategoryPaths) -> None:
        super().__init__()
        self._rule = rule
        self._context = context
        what = subject_words(rule.entity_kind, rule.field)
        self.what = label(what, "heading")
        self.answer = label(
            f"{_capital(winner_words(rule.winner))}, {scope_words(rule.category_id, categories)}.", wrap=True
        )
        by = person(rule.by, context.me)
        self.made = label(" · ".join(part for part in (by, moment(rule.at)) if part), "small")
        self.remove = button(
            "", "icon", glyph=Glyph.REMOVE, name=self.tr("Remove the rule for {what}").format(what=what)
        )
        self.remove.setToolTip(self.tr("Remove this rule; the conflicts are asked again"))
        self.remove.clicked.connect(self._on_remove)
        words = QVBoxLayout()
        words.setSpacing(2)
        for shown in (self.what, self.answer, self.made):
            words.addWidget(shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def _on_remove(self) -> None:
        self.remove.setEnabled(False)
        self._context.engine.drop_rule(self._rule.rule_id)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
