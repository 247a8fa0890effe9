"""The choices of a bulk price change as controls, which break lines like text where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.pricing.derived import DERIVED_FIELDS, Follow
from lazi_desktop.domain.pricing.priced import NAMES
from lazi_desktop.domain.pricing.rounding import Toward
from lazi_desktop.ui.pricebook.reprice.choices import Choices, Ends, How
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label, set_property
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_SHORT, _LONG = 76, 300


class SettingsForm(QWidget):
    """`changed()`: something was chosen or typed. `leading` are controls of somebody else's that stand first."""

    changed = Signal()

    def __init__(self, leading: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = {}
        self._how = ""
        self.how = _combo(self._ways(), self.tr("New price"))
        self.value = TypedField(self.tr("Value"))
        self.unit = label("%", "muted")
        self.ends = _combo(self._endings(), self.tr("Rounding"))
        self.multiple = TypedField(self.tr("Multiple of"))
        self.toward = _combo(self._directions(), self.tr("Rounding direction"))
        self.floor = TypedField(self.tr("Margin floor in percent"))
        self.rounds_derived = QCheckBox(self.tr("Rounded the same way"))
        self.rounds_derived.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.follows = {name: _combo(self._ways_to_follow(), title) for name, title in self._derived_titles()}
        self.percents = {
            name: TypedField(self.tr("{price}: percent off").format(price=title))
            for name, title in self._derived_titles()
        }
        self._off = {name: label("%", "muted") for name in DERIVED_FIELDS}
        self.more = QToolButton()
        self.more.setProperty("variant", "default")
        self.more.setCheckable(True)
        self.more.setIcon(icon(Glyph.DOWN, "text_muted"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lay_out(leading)
        self._listen()
        self.load(Choices())

    def _ways(self) -> list[tuple[str, str]]:
        return [
            (How.PERCENT, self.tr("Raise or lower by percent")),
            (How.AMOUNT, self.tr("Raise or lower by an amount")),
            (How.MARKUP, self.tr("Cost plus a markup")),
            (How.MARGIN, self.tr("Reach a margin")),
            (How.FORMULA, self.tr("By a formula")),
            (How.LADDER, self.tr("By ServiceTitan's markup ladder")),
        ]

    def _endings(self) -> list[tuple[str, str]]:
        return [
            (Ends.CENT, self.tr("To the cent")),
            (Ends.NINETY_NINE, self.tr("To .99")),
            (Ends.NINETY_FIVE, self.tr("To .95")),
            (Ends.WHOLE, self.tr("To whole dollars")),
            (Ends.MULTIPLE, self.tr("To a multiple of")),
        ]

    def _directions(self) -> list[tuple[str, str]]:
        return [
            (Toward.UP, self.tr("Up")),
            (Toward.NEAREST, self.tr("To the nearest")),
            (Toward.DOWN, self.tr("Down")),
        ]

    def _ways_to_follow(self) -> list[tuple[str, str]]:
        return [
            (Follow.KEEP_RATIO, self.tr("Keep the ratio")),
            (Follow.PERCENT_OFF, self.tr("Percent off")),
            (Follow.LEAVE, self.tr("Leave")),
        ]

    def _derived_titles(self) -> list[tuple[str, str]]:
        titles = (self.tr("Member price"), self.tr("Add-on price"), self.tr("Add-on member price"))
        return list(zip(DERIVED_FIELDS, titles, strict=True))

    # ------------------------------------------------------------------------------------------------------ building

    def _lay_out(self, leading: Sequence[QWidget]) -> None:
        layout = FlowLayout(self, gap=metrics.GAP)
        for widget in leading:
            layout.addWidget(widget)
        layout.addWidget(titled(self.tr("New price"), self.how, self.value, self.unit))
        layout.addWidget(titled(self.tr("Rounding"), self.ends, self.multiple, self.toward))
        layout.addWidget(titled(self.tr("Margin floor"), self.floor, label("%", "muted")))
        layout.addWidget(titled(self.tr("Member and add-on prices"), self.more))
        self._derived = [
            titled(title, self.follows[name], self.percents[name], self._off[name])
            for name, title in self._derived_titles()
        ]
        self._derived.append(titled(self.tr("Member and add-on prices"), self.rounds_derived))
        for group in self._derived:
            layout.addWidget(group)
            group.hide()

    def _listen(self) -> None:
        self.how.currentIndexChanged.connect(self._on_how)
        self.value.textEdited.connect(self._on_value)
        for combo in (self.ends, self.toward, *self.follows.values()):
            combo.currentIndexChanged.connect(self._on_chosen)
        for field in (self.multiple, self.floor, *self.percents.values()):
            field.textEdited.connect(self.changed)
        self.rounds_derived.toggled.connect(self.changed)
        self.more.toggled.connect(self._show_derived)

    def _on_how(self) -> None:
        self._show_value()
        self._on_chosen()

    def _on_value(self, text: str) -> None:
        self._values[self.how.currentData()] = text
        self.changed.emit()

    def _show_derived(self, shown: bool) -> None:
        for group in self._derived:
            group.setVisible(shown)
        self.updateGeometry()

    def _on_chosen(self) -> None:
        self._show_what_matters()
        self.changed.emit()

    # ------------------------------------------------------------------------------------------------------- choices

    def load(self, choices: Choices) -> None:
        self._values = dict(choices.values)
        with QSignalBlocker(self):
            _choose(self.how, choices.how)
            _choose(self.ends, choices.ends)
            _choose(self.toward, choices.toward)
            for name, combo in self.follows.items():
                _choose(combo, choices.follows[name])
                self.percents[name].setText(choices.percents[name])
            self.multiple.setText(choices.multiple)
            self.floor.setText(choices.floor)
            self.rounds_derived.setChecked(choices.rounds_derived)
            self._show_value()
            self._show_what_matters()

    def choices(self) -> Choices:
        return Choices(
            how=self.how.currentData(),
            values=dict(self._values),
            ends=self.ends.currentData(),
            multiple=self.multiple.text(),
            toward=self.toward.currentData(),
            follows={name: combo.currentData() for name, combo in self.follows.items()},
            percents={name: field.text() for name, field in self.percents.items()},
            rounds_derived=self.rounds_derived.isChecked(),
            floor=self.floor.text(),
        )

    def focus_first(self) -> None:
        """Where typing begins."""
        first = self.value if self.how.currentData() != How.LADDER else self.how
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.value.selectAll()

    def mark(self, about: str) -> None:
        """The field that cannot be used; "" for none."""
        fields = {"value": self.value, "multiple": self.multiple, "floor": self.floor, **self.percents}
        for name, field in fields.items():
            set_property(field, "invalid", "true" if name == about else "false")

    def _show_value(self) -> None:
        how = self.how.currentData()
        self.value.setText(self._values.get(how, ""))
        is_formula = how == How.FORMULA
        self.value.want(_LONG if is_formula else _SHORT)
        self.value.setToolTip(
            self.tr("Names: {names}. Functions as in a spreadsheet.").format(names=", ".join(NAMES))
            if is_formula
            else ""
        )

    def _show_what_matters(self) -> None:
        how, ends = self.how.currentData(), self.ends.currentData()
        self.value.setVisible(how != How.LADDER)
        self.unit.setVisible(how in (How.PERCENT, How.MARKUP, How.MARGIN))
        self.multiple.setVisible(ends == Ends.MULTIPLE)
        self.toward.setVisible(ends != Ends.CENT)
        off = {name: combo.currentData() == Follow.PERCENT_OFF for name, combo in self.follows.items()}
        for name, is_off in off.items():
            self.percents[name].setVisible(is_off)
            self._off[name].setVisible(is_off)
        ways = {combo.currentText() for combo in self.follows.values()}
        self.more.setText(ways.pop() if len(ways) == 1 else self.tr("Each its own way"))
        self.more.setAccessibleName(self.tr("Member and add-on prices: {way}").format(way=self.more.text()))
        follows = any(combo.currentData() != Follow.LEAVE for combo in self.follows.values())
        self.rounds_derived.setEnabled(ends != Ends.CENT and follows)
        self.updateGeometry()


class TypedField(QLineEdit):
    """As wide as it wants to be, or narrower where there is no room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._width = _SHORT
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def want(self, width: int) -> None:
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_SHORT, super().minimumSizeHint().height())


def titled(title: str, *controls: QWidget) -> QWidget:
    """Controls beside each other below what they are about."""
    group = QWidget()
    words: QLabel = label(title, "small")
    words.setBuddy(controls[0])
    row = QHBoxLayout()
    row.setSpacing(metrics.GAP_TINY)
    for control in controls:
        row.addWidget(control)
    row.addStretch(1)
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    column.addLayout(row)
    return group


def _combo(entries: Sequence[tuple[str, str]], name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, title in entries:
        combo.addItem(title, str(value))
    return combo


def _choose(combo: QComboBox, value: str) -> None:
    combo.setCurrentIndex(max(combo.findData(str(value)), 0))
