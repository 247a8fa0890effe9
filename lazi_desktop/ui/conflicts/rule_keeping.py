"""A rule that was asked for beside an answer, on its way to the team's database, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.engine import RulesRead
from lazi_desktop.ui.conflicts.rule_words import rule_words
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.sync.engine_signals import EngineSignals


class RuleKeeping(QObject):
    def __init__(self, context: UiContext, signals: EngineSignals, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._rule: ConflictRule | None = None
        signals.rules_read.connect(self._on_rules_read)

    def keep(self, rule: ConflictRule) -> None:
        self._rule = rule
        self._context.engine.put_rule(rule)

    def _on_rules_read(self, event: RulesRead) -> None:
        """Other reads of the rules are nothing to it."""
        rule = self._rule
        if rule is None:
            return
        if any(one.rule_id == rule.rule_id for one in event.rules):
            self._rule = None
            kept = self.tr("From now on {rule}. Settings lists it.").format(rule=rule_words(rule))
            self._context.notifier.done(kept)
        elif event.error is not None:
            self._rule = None
            self._context.notifier.problem(
                LaziError(str(event.error), title=self.tr("The rule was not kept"))
            )
