"""Beside the answers of a conflict: the same answer from now on. Never ticked beforehand, never about money."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QSizePolicy, QVBoxLayout

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, check_rule
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.conflicts.conflict_words import can_be_ruled, is_about_money
from lazi_desktop.ui.conflicts.rule_words import Scope, subject_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label


class RuleOffer(QFrame):
    """`changed()`: the box was ticked or taken back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._conflict: ConflictView | None = None
        self.setProperty("surface", "inset")
        self.box = QCheckBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Where the rule holds"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason = label("", "small", wrap=True)
        row = QVBoxLayout(self)  # beside each other they would be wider than the desk
        row.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.box)
        row.addWidget(self.scope)
        row.addWidget(self.reason)
        self.box.toggled.connect(self._on_toggled)

    def show_conflict(self, conflict: ConflictView) -> None:
        """The box is empty for each conflict anew; where no rule is possible, one line says why or nothing is shown."""
        self._conflict = conflict
        possible = can_be_ruled(conflict)
        self.box.setChecked(False)
        self.box.setText(
            self.tr("Always answer {what} like this").format(
                what=subject_words(conflict.entity_kind, conflict.field)
            )
        )
        self.box.setToolTip(self.box.text())
        self.reason.setText(self.tr("What concerns money is always asked: no rule can answer it."))
        self.offer_scopes(())
        self.box.setVisible(possible)
        self.reason.setVisible(is_about_money(conflict))
        self.setVisible(possible or is_about_money(conflict))
        self._on_toggled()

    def offer_scopes(self, scopes: Sequence[Scope]) -> None:
        self.scope.clear()
        self.scope.addItem(self.tr("everywhere"), None)
        for scope in scopes:
            self.scope.addItem(
                self.tr("in {category}").format(category=" › ".join(scope.path)), scope.category_id
            )

    def use_editing(self, editing: bool) -> None:
        """A value of one's own is no rule."""
        if editing:
            self.box.setChecked(False)
        self.box.setEnabled(not editing)

    @property
    def is_wanted(self) -> bool:
        return self.box.isChecked()

    def rule(self, winner: Winner) -> ConflictRule | None:
        """The rule that was asked for with this answer; None where none was."""
        if not self.is_wanted or self._conflict is None:
            return None
        return check_rule(
            ConflictRule(
                rule_id=uuid4(),
                entity_kind=self._conflict.entity_kind,
                field=self._conflict.field,
                winner=winner,
                category_id=self.scope.currentData(),
            )
        )

    def _on_toggled(self) -> None:
        self.scope.setVisible(self.is_wanted)
        self.changed.emit()
