"""The line over the grid where a new entry begins: its kind, code, name and price. All else follows in its editor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.field_tables import FIELDS, field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.links import reference_to
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import kind_title
from lazi_desktop.ui.kind_looks import glyph_of, word_of
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import read_here
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, label, set_property

_LOOK_AFTER_MS = 250
_LONGEST = 15  # letters of a choice
_D = EntityKind.DISCOUNT_FEE


class NewEntryLine(QFrame):
    """`made(key)`: it is recorded. `closed()`: the person wants none."""

    made = Signal(object)
    closed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._categories: Sequence[EntityKey] = ()
        self._place = ""
        self._looks = LatestRead(context.tasks, context.notifier, self)
        self.setProperty("surface", "inset")
        self.title = label("", "heading")
        self.kind = _combo(self.tr("Kind of entry"))
        self.code = _input(self.tr("Code"), 110)
        self.name = _input(self.tr("Name"), 140)
        self.type = _combo(self.tr("Discount or fee"))
        self.amount_type = _combo(self.tr("Amount is"))
        self.price = _input("", 80)
        self.make = button(self.tr("Create"), "primary", glyph=Glyph.ADD)
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Close (Esc)"))
        self.problem = label("", "error", wrap=True)
        for combo, name in ((self.type, "type"), (self.amount_type, "amount_type")):
            for choice in field_of(_D, name).choices:
                combo.addItem(choice, choice)
        self._lay_out()
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.setInterval(_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self._look_for_code)
        self._listen()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.kind)
        row.addWidget(self.code, 2)
        row.addWidget(self.name, 3)
        row.addWidget(self.price, 1)
        row.addWidget(self.make)
        more = QHBoxLayout()
        more.setSpacing(metrics.GAP_SMALL)
        more.addWidget(self.type)
        more.addWidget(self.amount_type)
        more.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(metrics.GAP, 4, metrics.GAP_SMALL, metrics.GAP_SMALL)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addLayout(more)
        layout.addWidget(self.problem)

    def _listen(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.code.textChanged.connect(self._on_typed)
        self.make.clicked.connect(self.record)
        self.close_button.clicked.connect(self.leave)
        for widget in (self.code, self.name, self.price):
            widget.returnPressed.connect(self.record)
        for control in (self.kind, self.code, self.name, self.type, self.amount_type, self.price):
            control.installEventFilter(self)

    # -------------------------------------------------------------------------------------------------- opening

    def open(self, tree: Tree, kind: EntityKind | None, categories: Sequence[EntityKey], place: str) -> None:
        """`place` names the categories in which it will hang. What is typed already stays."""
        self._categories, self._place = categories, place
        if [self.kind.itemData(at) for at in range(self.kind.count())] != list(tree.sku_kinds):
            self.kind.clear()
            for one in tree.sku_kinds:
                self.kind.addItem(icon(glyph_of(one), "text_muted"), word_of(one), one)
        if kind is not None:
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self.kind.setVisible(self.kind.count() > 1)
        self._on_kind()
        self.show()
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    @property
    def chosen_kind(self) -> EntityKind:
        return EntityKind(self.kind.currentData())

    def _on_kind(self) -> None:
        if self.kind.currentData() is None:
            return
        kind = self.chosen_kind
        what = kind_title(kind, 1)
        words = self.tr("New {kind} in {place}") if self._place else self.tr("New {kind} in no category")
        unit = self._unit_of(kind)
        words = words.format(kind=what, place=self._place)
        self.title.setText(self.tr("{entry}, unit {unit}").format(entry=words, unit=unit) if unit else words)
        is_discount = kind is _D
        self.type.setVisible(is_discount)
        self.amount_type.setVisible(is_discount)
        price = self.tr("Amount") if is_discount else self.tr("Price")
        self.price.setPlaceholderText(price)
        self.price.setAccessibleName(price)
        self._say("")
        self._on_typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.leave()
            return True
        return False

    # ------------------------------------------------------------------------------------------------ recording

    def record(self) -> None:
        """Makes it, if what is typed fits; the line is empty again then."""
        try:
            values = self._values()
        except InvalidValue as error:
            self._say(error.detail)
            return
        kind, categories = self.chosen_kind, list(self._categories)

        def operation(work: UnitOfWork) -> Changes:
            places = [reference_to(one) for one in work.details(categories).values()]
            hung = {"categories": places} if places else {}
            return create_entity(work, work.new_key(), kind, {**values, **hung})

        self.make.setEnabled(False)
        self._context.edits.do(operation, initiator=self, done=self._on_made, failed=self._on_failed)

    def _values(self) -> dict[str, Value]:
        kind = self.chosen_kind
        typed = {"code": self.code.text(), "display_name": self.name.text()}
        if kind is _D:
            typed |= {"type": self.type.currentData(), "amount_type": self.amount_type.currentData()}
            typed["amount"] = self.price.text()
        elif self.price.text().strip():
            typed["price"] = self.price.text()
        if unit := self._unit_of(kind):
            typed["unit_of_measure"] = unit
        values: dict[str, Value] = {}
        for name, text in typed.items():
            try:
                values[name] = read_here(field_of(kind, name), text)
            except InvalidValue:
                self._input_of(name).setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        return values

    def _unit_of(self, kind: EntityKind) -> str:
        """That such an entry starts with, by the settings."""
        return self._context.units.new_entries if "unit_of_measure" in FIELDS[kind] else ""

    def _input_of(self, name: str) -> QWidget:
        return {"code": self.code, "display_name": self.name}.get(name, self.price)

    def _on_made(self, changes: Changes) -> None:
        self.make.setEnabled(True)
        for widget in (self.code, self.name, self.price):
            widget.clear()
        self._say("")
        self.leave()
        for key in changes.keys:
            self.made.emit(key)

    def _on_failed(self, error: LaziError) -> None:
        self.make.setEnabled(True)
        self._say(error.detail or error.title)

    def _say(self, words: str, *, is_hint: bool = False) -> None:
        self.problem.setText(said(words))
        set_property(self.problem, "tone", "changed" if is_hint else "error")
        self.problem.setVisible(bool(words))

    def _on_typed(self) -> None:
        self._say("")
        self._look_soon.start()

    def _look_for_code(self) -> None:
        code, kind, queries = self.code.text().strip(), self.chosen_kind, self._context.queries
        if not code or not self.isVisible():
            return

        def take(found: str) -> None:
            if found and code == self.code.text().strip():
                words = self.tr("{name} has this code already. It can be made all the same.")
                self._say(words.format(name=found), is_hint=True)

        def read() -> str:
            rows = [row for rows in queries.rows_by_code([code]).values() for row in rows if row.kind is kind]
            return next((row.name or row.code for row in rows), "")

        self._looks.ask(read, take)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(_LONGEST)
    return combo


def _input(name: str, width: int) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    line.setMinimumWidth(width)
    return line
