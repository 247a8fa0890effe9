"""What a parameter is: its name, unit, bounds and choices. Stands in the pane, where the parameters are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Choice, Parameter
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import edit_number
from lazi_desktop.ui.numerals import understood
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label

_CHOICES_HEIGHT = 66


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed about a parameter, as it stands in the form."""

    parameter: Parameter | None
    texts: Mapping[str, str]
    choices: str


class ParameterForm(QFrame):
    """`kept(values)`: by field, as `set_parameter` takes them. `left()`: nothing is to change."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, units: Sequence[str] = ()) -> None:
        """`units` are offered; any other can be typed."""
        super().__init__()
        self.setProperty("surface", "inset")
        self.title = label("", "heading")
        self.name, self.unit = self._line(self.tr("Name")), self._line(self.tr("Unit"))
        self.units = QComboBox()
        self.units.setLineEdit(self.unit)
        self.units.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.units.setAccessibleName(self.tr("Unit"))
        self.units.addItems([*units])
        if completer := self.units.completer():
            completer.setCompletionMode(
                QCompleter.CompletionMode.PopupCompletion
            )  # what is typed stands as it is
        self.units.setCurrentIndex(-1)
        self.default = self._line(self.tr("Default"))
        self.least, self.most = self._line(self.tr("Least")), self._line(self.tr("Most"))
        self.choices = QPlainTextEdit()
        self.choices.setAccessibleName(self.tr("Choices"))
        self.choices.setPlaceholderText(
            self.tr('One a line, as they are called = their number\n1-1/2" = 1.5')
        )
        self.choices.setFixedHeight(_CHOICES_HEIGHT)
        self.choices.setTabChangesFocus(True)
        self.problem = label("", "error", wrap=True)
        self.keep = button(self.tr("Keep"), "primary")
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.parameter: Parameter | None = None
        """The one that is changed; None for a new one."""
        self._opened = _as_it_is(None)
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setMaxLength(200)
        made.returnPressed.connect(self._keep)
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(metrics.GAP_SMALL)
        grid.setVerticalSpacing(metrics.GAP_TINY)
        rows: Sequence[tuple[str, Sequence[QWidget]]] = (
            (self.tr("Name"), [self.name, self.units]),
            (self.tr("Default"), [self.default]),
            (self.tr("From, to"), [self.least, self.most]),
        )
        for row, (text, lines) in enumerate(rows):
            grid.addWidget(label(text, "small"), row, 0)
            for place, line in enumerate(lines, start=1):
                grid.addWidget(line, row, place, 1, 1 if len(lines) > 1 else 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.unit.setPlaceholderText(self.tr("Unit"))
        self.least.setPlaceholderText(self.tr("any"))
        self.most.setPlaceholderText(self.tr("any"))
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.GAP_SMALL)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(self.title)
        column.addLayout(grid)
        column.addWidget(label(self.tr("Choices, where only some numbers are possible"), "small", wrap=True))
        column.addWidget(self.choices)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    # ------------------------------------------------------------------------------------------------------- showing

    def open(self, parameter: Parameter | None) -> None:
        """None: for a new one. What is typed already stays, until it is kept or left."""
        if self.is_typed:
            if parameter is None or self.parameter is None or parameter.key != self.parameter.key:
                self.tell(self.tr("Keep or cancel what is typed here before you open another."))
        else:
            self.resume(_as_it_is(parameter))
        self.name.setFocus()
        self.name.selectAll()

    @property
    def is_typed(self) -> bool:
        """Something that would be lost."""
        return not self.isHidden() and self.draft() != self._opened

    def draft(self) -> Draft:
        texts = {name: line.text() for name, line in self._lines().items()}
        return Draft(self.parameter, texts, self.choices.toPlainText())

    def resume(self, draft: Draft) -> None:
        """As it was left to look at something else."""
        shown = self.parameter = draft.parameter
        title = self.tr("Parameter {name}").format(name=shown.name) if shown else self.tr("New parameter")
        self.title.setText(title)
        self._opened = _as_it_is(shown)
        for name, line in self._lines().items():
            line.setText(draft.texts[name])
        self.choices.setPlainText(draft.choices)
        self.tell("")
        self.show()

    def tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    # ---------------------------------------------------------------------------------------------------- reading

    def _keep(self) -> None:
        try:
            values = self._values()
        except InvalidValue as error:
            self.tell(said(error.detail))
        else:
            self.tell("")
            self.kept.emit(values)

    def _values(self) -> dict[str, Value]:
        """Numbers as they were typed: the operation reads them."""
        typed = {name: line.text().strip() for name, line in self._lines().items()}
        return {**_read(typed), "choices": _choices(self.choices.toPlainText())}

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "name": self.name,
            "unit": self.unit,
            "default": self.default,
            "least": self.least,
            "most": self.most,
        }


def values_of(parameter: Parameter) -> dict[str, Value]:
    """As the form gives them where nothing is typed anew."""
    return {**_read(_texts(parameter)), "choices": list(parameter.choices)}


def _as_it_is(parameter: Parameter | None) -> Draft:
    """Nothing where it is to be a new one."""
    if parameter is None:
        return Draft(None, dict.fromkeys(("name", "unit", "default", "least", "most"), ""), "")
    choices = (f"{one.label} = {edit_number(one.value)}" for one in parameter.choices)
    return Draft(parameter, _texts(parameter), "\n".join(choices))


def _texts(parameter: Parameter) -> dict[str, str]:
    numbers = {"default": parameter.default, "least": parameter.least, "most": parameter.most}
    return {
        "name": parameter.name,
        "unit": parameter.unit,
        **{name: edit_number(one) for name, one in numbers.items()},
    }


def _read(texts: Mapping[str, str]) -> dict[str, Value]:
    return {name: text if name in ("name", "unit") else understood(text) for name, text in texts.items()}


def _choices(text: str) -> list[Choice]:
    """A line each: `1-1/2" = 1.5`, or only a number, which is its own name."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, sign, value = (part.strip() for part in line.rpartition("="))
        amount = parse_number(understood(value))
        if amount is None:
            raise InvalidValue(f"“{line.strip()}” has no number: a choice is written as name = number.")
        found.append(Choice(name if sign else value, amount))
    return found
