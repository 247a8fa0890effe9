"""The kit's own tests: whether its saved samples still come to what they came to, and saving one more."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.kit import Kit, Sample
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.samples import SampleFailure, failed_samples
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.samples import add_sample, remove_sample, set_sample
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import number
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, label, set_property


class SamplesLine(QWidget):
    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self.state = button("")
        self.state.setCheckable(True)
        self.add = button(self.tr("Save as a sample"), "link")
        self.add.setToolTip(self.tr("What the kit comes to with these values is kept as its test"))
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.name.setPlaceholderText(self.tr("What to call it, then Enter"))
        self.name.setAccessibleName(self.tr("Name of the sample"))
        self.name.hide()
        self._named: dict[KitId, str] = {}
        """Typed, and neither kept nor left, when another kit was opened."""
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.cards: list[SampleCard] = []
        self._failures: dict[PartId, list[SampleFailure]] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(metrics.GAP_TINY)
        self._lay_out()
        self.state.toggled.connect(self._show_cards)
        self.add.clicked.connect(self._ask_name)
        self.name.returnPressed.connect(self._add)
        self.name.editingFinished.connect(self._leave_name)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.name)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._leave)
        shown.leaving.connect(self._lay_by)
        shown.kit_changed.connect(self._resume)
        shown.changed.connect(self._show)
        context.edits.level_changed.connect(self._show)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_TINY)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_TINY)
        column.addLayout(top)
        column.addWidget(self.name)
        column.addWidget(self.problem)
        column.addLayout(self._place)

    # ------------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        kit = self._shown.kit
        self._failures = {}
        if kit is not None:
            for one in failed_samples(kit, self._shown.kits.book):
                self._failures.setdefault(one.sample, []).append(one)
        edits = self._context.edits
        self.add.setEnabled(bool(kit and kit.lines) and edits.may_record)
        self._say(kit)
        self._show_cards()

    def _say(self, kit: Kit | None) -> None:
        count = len(kit.samples) if kit is not None else 0
        failed = len(self._failures)
        self.state.setVisible(bool(count))
        if failed:
            words = self.tr("{n} of {all} saved samples fail").format(n=whole(failed), all=whole(count))
        elif count == 1:
            words = "✓ " + self.tr("1 saved sample passes")
        else:
            words = "✓ " + self.tr("{n} saved samples pass").format(n=whole(count))
        self.state.setText(words)
        self.state.setAccessibleName(words)
        set_property(self.state, "chip", (Role.DANGER if failed else Role.PROVED).value)

    def _show_cards(self) -> None:
        """All of them where they are asked for, else those that fail."""
        kit = self._shown.kit
        for card in self.cards:
            card.hide()
            card.deleteLater()
        shown = (
            [one for one in kit.samples if self.state.isChecked() or one.key in self._failures] if kit else []
        )
        self.cards = [self._card(kit, one) for one in shown] if kit is not None else []
        for card in self.cards:
            self._place.addWidget(card)

    def _card(self, kit: Kit, sample: Sample) -> SampleCard:
        failures = self._failures.get(sample.key, [])
        card = SampleCard(sample, [said(one.reason) for one in failures])
        edits = self._context.edits
        for control in (card.accept, card.remove):
            control.setEnabled(edits.may_record)
        key = kit.key
        card.look.clicked.connect(lambda: self._shown.try_values(self._known(sample)))
        card.remove.clicked.connect(
            lambda: edits.do(lambda work: remove_sample(work, key, [sample.key]), initiator=self)
        )
        card.accept.clicked.connect(lambda: self._accept(kit, sample))
        return card

    # -------------------------------------------------------------------------------------------------------- acting

    def _known(self, sample: Sample) -> dict[str, Decimal]:
        """Those that are not the kit's own, by plain names."""
        kit = self._shown.kit
        own = {plain_name(one.name): one.default for one in kit.parameters} if kit is not None else {}
        values = {plain_name(name): value for name, value in sample.values.items()}
        return {name: value for name, value in values.items() if name in own and own[name] != value}

    def _ask_name(self) -> None:
        if not self._is_typed:
            values = self._shown.roll.values if self._shown.roll is not None else {}
            self.name.setText(", ".join(f"{name} {number(value)}" for name, value in values.items()))
        self.name.show()
        self.name.setFocus()
        self.name.selectAll()

    @property
    def _is_typed(self) -> bool:
        """A name of the person's own, that would be lost."""
        return not self.name.isHidden() and self.name.isModified() and bool(self.name.text().strip())

    def _leave_name(self) -> None:
        if not (self.name.hasFocus() or self._is_typed):
            self._leave()

    def _leave(self) -> None:
        self.name.setModified(False)
        self.name.hide()
        self._tell("")

    def _lay_by(self) -> None:
        key = self._shown.key
        if key is not None and self._is_typed:
            self._named[key] = self.name.text()

    def _resume(self) -> None:
        self._leave()
        name = self._named.pop(self._shown.key, "") if self._shown.key is not None else ""
        if name:
            self.name.setText(name)
            self.name.setModified(True)
            self.name.show()

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _add(self) -> None:
        kit, roll = self._shown.kit, self._shown.roll
        name = " ".join(self.name.text().split())
        if kit is None or roll is None or not name:
            return
        key, values, (quantities, hours) = kit.key, dict(roll.values), _comes_to(roll)

        def failed(error: LaziError) -> None:
            if self._shown.key == key:
                self._tell(said(error.detail or error.title))
            else:
                self._context.notifier.problem(error)

        def done(_: Changes) -> None:
            self._named.pop(key, None)
            if self._shown.key == key:
                self._leave()

        self._context.edits.do(
            lambda work: add_sample(work, key, name, values, quantities, hours=hours),
            initiator=self,
            failed=failed,
            done=done,
        )

    def _accept(self, kit: Kit, sample: Sample) -> None:
        """What it comes to now is what is expected from here on."""
        roll = self._shown.kits.book.roll(kit.key, {plain_name(n): v for n, v in sample.values.items()})
        quantities, hours = _comes_to(roll)
        key = kit.key
        self._context.edits.do(
            lambda work: set_sample(work, key, sample.key, quantities=quantities, hours=hours), initiator=self
        )


def _comes_to(roll: RollUp) -> tuple[dict[PartId, Decimal], Decimal | None]:
    """Quantities of the lines that can be worked out; the hours where they are complete."""
    quantities = {one.key: one.quantity for one in roll.lines if one.quantity is not None}
    return quantities, roll.hours.amount if roll.hours.is_complete else None


class SampleCard(QFrame):
    """`look`: to try its values. `accept`: what the kit comes to now is right."""

    def __init__(self, sample: Sample, failures: list[str]) -> None:
        super().__init__()
        self.setProperty("surface", "inset")
        self.look = button(
            sample.name, "row", name=self.tr("Try the values of {name}").format(name=sample.name)
        )
        self.look.setToolTip(self.look.accessibleName())
        self.words = label("\n".join(failures), "error", wrap=True)
        self.words.setVisible(bool(failures))
        self.accept = button(self.tr("Expect this"), "link")
        self.accept.setToolTip(self.tr("What it comes to now is right, and expected from here on"))
        self.accept.setVisible(bool(failures))
        self.remove = button(
            "", "icon", glyph=Glyph.CLOSE, name=self.tr("Remove sample {name}").format(name=sample.name)
        )
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.look, 1)
        top.addWidget(self.accept)
        top.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP_TINY, 0, metrics.GAP_TINY, metrics.GAP_TINY if failures else 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.words)
