"""How a kit is to be used: how many of it, with which values of its parameters, with which of its options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ui.formatting import edit_number
from lazi_desktop.ui.kits.pane.parameter_row import NAME_WIDTH, ParameterRow
from lazi_desktop.ui.numerals import understood
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label, set_property


class HowOften(QWidget):
    """`changed()`: something else is wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.multiplier = QLineEdit("1")
        self.multiplier.setAccessibleName(self.tr("How many of the kit"))
        self.rows: list[ParameterRow] = []
        self.options: list[tuple[PartId, QCheckBox]] = []
        self._values: dict[str, Decimal] = {}
        self._asked: object = None
        times = QHBoxLayout()
        times.setSpacing(metrics.GAP_SMALL)
        title = label(self.tr("Kits"))
        title.setFixedWidth(NAME_WIDTH)
        times.addWidget(title)
        times.addWidget(self.multiplier, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.GAP_TINY + 2)
        self._column.addLayout(times)
        self.multiplier.textEdited.connect(self._on_typed)

    def show_kit(
        self,
        kit: Kit,
        book: KitBook,
        *,
        count: Decimal = Decimal(1),
        values: Mapping[str, Decimal] | None = None,
        options: frozenset[PartId] = frozenset(),
    ) -> None:
        """`values` are by plain names."""
        self.multiplier.setText(edit_number(count))
        set_property(self.multiplier, "invalid", "false")
        self._values = dict(values or {})
        self._show_choices(kit, book, options)

    def follow(self, kit: Kit, book: KitBook) -> None:
        """The kit may have other parameters and options by now; what was typed and ticked stays where it still fits."""
        if self._asks_for(kit, book) != self._asked:
            names = {plain_name(one.name) for one in kit.parameters}
            self._values = {name: value for name, value in self._values.items() if name in names}
            self._show_choices(kit, book, self.taken)

    def _show_choices(self, kit: Kit, book: KitBook, options: frozenset[PartId]) -> None:
        self._asked = self._asks_for(kit, book)
        for widget in (*self.rows, *(box for _, box in self.options)):
            widget.hide()
            widget.deleteLater()
        self.rows = [self._row(kit, place) for place in range(len(kit.parameters))]
        self.options = [(key, self._box(name, key in options)) for key, name in _options(kit, book)]
        for widget in (*self.rows, *(box for _, box in self.options)):
            self._column.addWidget(widget)

    @staticmethod
    def _asks_for(kit: Kit, book: KitBook) -> object:
        return tuple(kit.parameters), _options(kit, book)

    def _row(self, kit: Kit, place: int) -> ParameterRow:
        one = kit.parameters[place]
        name = plain_name(one.name)
        row = ParameterRow(one, may_edit=False)
        row.more.hide()
        row.show_parameter(one, self._values.get(name, one.default))
        row.tried.connect(lambda value: self._try(name, value))
        row.line.textEdited.connect(lambda: self.changed.emit())  # refused values are not tried
        return row

    def _box(self, name: str, taken: bool) -> QCheckBox:
        box = QCheckBox(self.tr("with {name}").format(name=name))
        box.setChecked(taken)
        box.toggled.connect(self.changed)
        return box

    def _try(self, name: str, value: Decimal | None) -> None:
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self.changed.emit()

    def _on_typed(self) -> None:
        set_property(self.multiplier, "invalid", "false" if self.count is not None else "true")
        self.changed.emit()

    # ------------------------------------------------------------------------------------------------------- reading

    @property
    def count(self) -> Decimal | None:
        """None where what is typed is no number of kits."""
        found = parse_number(understood(self.multiplier.text().strip() or "0"))
        return found if found is not None and found > 0 else None

    @property
    def problem(self) -> str:
        """Why a value that stands there is none; "" where all are."""
        return next((row.problem.text() for row in self.rows if row.problem.text()), "")

    @property
    def values(self) -> Mapping[str, Decimal]:
        return dict(self._values)

    @property
    def taken(self) -> frozenset[PartId]:
        return frozenset(key for key, box in self.options if box.isChecked())


def _options(kit: Kit, book: KitBook) -> Sequence[tuple[PartId, str]]:
    roll = book.roll(kit.key)
    return [
        (one.key, rolled.name)
        for one in kit.lines
        if one.optional and (rolled := roll.line(one.key)) is not None
    ]
