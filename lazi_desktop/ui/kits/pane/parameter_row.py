"""A parameter's value, to be tried: typed within its bounds, or chosen."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Parameter
from lazi_desktop.domain.kits.parameter_values import check_value, choice_of
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ui.formatting import edit_number, number
from lazi_desktop.ui.kits.pane.words import bounds_words
from lazi_desktop.ui.numerals import understood
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

NAME_WIDTH, UNIT_WIDTH = 86, 44


class ParameterRow(QWidget):
    """`tried(value)`: a value, None for the kit's own. `edit_wanted()`, `remove_wanted()`: of the parameter itself."""

    tried = Signal(object)
    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parameter: Parameter, *, may_edit: bool) -> None:
        super().__init__()
        self.parameter = parameter
        self.name = ElidedLabel()
        self.name.setFixedWidth(NAME_WIDTH)
        self.unit = ElidedLabel("small")
        self.unit.setFixedWidth(UNIT_WIDTH)
        for words in (self.name, self.unit):
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line = QLineEdit()
        self.choices = QComboBox()
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.more = button("", "icon", glyph=Glyph.MORE)
        self.more.setEnabled(may_edit)
        self._lay_out()
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_left)
        self.choices.activated.connect(self._on_chosen)
        self.choices.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choices.installEventFilter(self)
        self.line.installEventFilter(self)
        self.more.clicked.connect(self._open_menu)
        self.show_parameter(parameter, parameter.default)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.name)
        row.addWidget(self.line, 1)
        row.addWidget(self.choices, 1)
        row.addWidget(self.unit)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.problem)

    @property
    def control(self) -> QWidget:
        return self.choices if self.parameter.choices else self.line

    # --------------------------------------------------------------------------------------------------- showing

    def show_parameter(self, parameter: Parameter, value: Decimal | None) -> None:
        """`value` is what it is taken to have now."""
        self.parameter = parameter
        chosen = bool(parameter.choices)
        self.name.setText(parameter.name)
        self.unit.setText(parameter.unit or (self.tr("choice") if chosen else ""))
        self.line.setHidden(chosen)
        self.choices.setVisible(chosen)
        self.more.setAccessibleName(self.tr("Change or remove {name}").format(name=parameter.name))
        self.more.setToolTip(self.more.accessibleName())
        for control in (self.line, self.choices):
            control.setAccessibleName(parameter.name)
            control.setToolTip(bounds_words(parameter))
            set_property(control, "changed", "true" if value != parameter.default else "false")
        if chosen:
            self._show_choice(value)
        elif not (self.line.hasFocus() and self._stays(value)):
            self.line.setText(edit_number(value))
        if not self.line.hasFocus():
            self._tell("")

    def _show_choice(self, value: Decimal | None) -> None:
        texts = [one.label for one in self.parameter.choices]
        if [self.choices.itemText(n) for n in range(self.choices.count())] != texts:
            self.choices.clear()
            self.choices.addItems(texts)
        found = choice_of(self.parameter, value)
        self.choices.setCurrentIndex(texts.index(found.label) if found is not None else -1)
        self.choices.setPlaceholderText("" if value is None else number(value))

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_property(self.line, "invalid", "true" if words else "false")

    # ---------------------------------------------------------------------------------------------------- typing

    def _read(self) -> Decimal | None:
        """None where nothing is typed.

        Raises:
            InvalidValue: it is no value of the parameter.
        """
        text = self.line.text().strip()
        if not text:
            return None
        found = parse_number(understood(text))
        if found is None:
            raise InvalidValue(f"“{text}” is not a number.")
        return check_value(self.parameter, found)

    def _stays(self, value: Decimal | None) -> bool:
        """Whether what is typed says so already, or is refused and still being typed."""
        try:
            return self._read() == value
        except InvalidValue:
            return True

    def _on_typed(self) -> None:
        try:
            value = self._read()
        except InvalidValue as error:
            self._tell(said(error.detail))
        else:
            self._tell("")
            self.tried.emit(value)

    def _on_left(self) -> None:
        """What does not fit goes; the sentence said why while it stood there."""
        if self.problem.text():
            self.line.setText(edit_number(self.parameter.default))
            self._tell("")
            self.tried.emit(None)

    def _on_chosen(self, place: int) -> None:
        self.tried.emit(self.parameter.choices[place].value)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in ((self.tr("Edit…"), self.edit_wanted), (self.tr("Remove"), self.remove_wanted)):
            action = QAction(text, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.choices and event.type() == QEvent.Type.Wheel and not self.choices.hasFocus():
            event.ignore()  # scrolling past does not choose
            return True
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.line and is_escape and event.type() == QEvent.Type.KeyPress:
            return self._put_back()
        return False

    def _put_back(self) -> bool:
        """The kit's own value; whether another one stood there."""
        own = edit_number(self.parameter.default)
        if self.line.text() == own:
            return False
        self.line.setText(own)
        self._tell("")
        self.tried.emit(None)
        return True
