"""Everything about a line on a card beside it: what the table has no room for. With several lines, what they share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Kit, Line, Quantity
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitPart, PartId
from lazi_desktop.domain.kits.quantity import quantity_text
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.linked.sku_search import SkuSearch
from lazi_desktop.ui.formatting import edit_number
from lazi_desktop.ui.kits.kit_words import name_of
from lazi_desktop.ui.kits.lines.acting import LineActs
from lazi_desktop.ui.kits.lines.cell_reading import read_cell, text_to_edit
from lazi_desktop.ui.kits.lines.columns import FIELD_OF, Column, title_of
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_WIDTH = 360
_FIELDS = (Column.QUANTITY, Column.UNIT, Column.WASTE, Column.PACK, Column.NOTE)
_ONLY_ITEMS = frozenset((Column.UNIT, Column.WASTE, Column.PACK))


class LineCard(QFrame):
    """What is typed is taken with Enter, or when the card is left; what does not fit is said beneath, and stays."""

    closed = Signal()

    def __init__(
        self, context: UiContext, shown: ShownKit, acts: LineActs, lines: Sequence[PartId], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setFixedWidth(_WIDTH)
        self._context, self._shown, self._acts = context, shown, acts
        self._keys = list(lines)
        self.fields: dict[Column, QLineEdit] = {}
        self.values: dict[str, QLineEdit] = {}
        self._loaded: dict[QLineEdit, str] = {}
        self._problems: dict[QLineEdit, QLabel] = {}
        self.optional = QCheckBox(self.tr("Optional: counts only where it is taken"))
        self.substitutes = QVBoxLayout()
        self.search = SkuSearch(
            context, [EntityKind.MATERIAL, EntityKind.EQUIPMENT, EntityKind.SERVICE], self
        )
        found = self._lines()
        self._lay_out(found)
        shown.changed.connect(self._follow)

    def _lines(self) -> list[Line]:
        kit = self._shown.kit
        return [line for key in self._keys if kit is not None and (line := kit.line(key)) is not None]

    def _lay_out(self, lines: Sequence[Line]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        title = ElidedLabel("heading")
        title.setText(self._title(lines))
        self.setAccessibleName(title.text())
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(metrics.GAP)
        grid.setVerticalSpacing(metrics.GAP_TINY)
        grid.setColumnStretch(1, 1)
        items = [one for one in lines if not one.is_include]
        for one in _FIELDS:
            if items or one not in _ONLY_ITEMS:
                self.fields[one] = self._field(grid, title_of(one), _shared(lines, one))
        self._say_own_unit(lines)
        self._add_values(grid, lines)
        column.addLayout(grid)
        self.optional.setTristate(len({one.optional for one in lines}) > 1)
        self.optional.setCheckState(_shared_check(lines))
        self.optional.clicked.connect(self._set_optional)
        column.addWidget(self.optional)
        if len(lines) == 1 and items:
            self._add_substitutes(column)

    def _title(self, lines: Sequence[Line]) -> str:
        if len(lines) == 1:
            roll = self._shown.roll
            rolled = roll.line(lines[0].key) if roll is not None else None
            return rolled.name if rolled is not None else ""
        return self.tr("{n} lines").format(n=len(lines))

    def _say_own_unit(self, lines: Sequence[Line]) -> None:
        """What counts where the line names no unit."""
        roll, field = self._shown.roll, self.fields.get(Column.UNIT)
        rolled = roll.line(lines[0].key) if roll is not None and len(lines) == 1 else None
        if field is not None and rolled is not None:
            field.setPlaceholderText(rolled.unit)

    def _field(self, grid: QGridLayout, title: str, text: str | None) -> QLineEdit:
        field = QLineEdit(text or "")
        field.setAccessibleName(title)
        if text is None:
            field.setPlaceholderText(self.tr("different values"))
        problem = label("", "error", wrap=True)
        problem.hide()
        row = grid.rowCount()
        words = label(title, "muted")
        words.setBuddy(field)
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(problem, row + 1, 1)
        self._loaded[field], self._problems[field] = field.text(), problem
        field.editingFinished.connect(lambda: self._take(field))
        return field

    # ------------------------------------------------------------------------------------- values of an included kit

    def _add_values(self, grid: QGridLayout, lines: Sequence[Line]) -> None:
        inner = self._included(lines)
        if inner is None:
            return
        for parameter in inner.parameters:
            given = lines[0].values.get(parameter.name)
            field = self._field(grid, parameter.name, "" if given is None else quantity_text(given))
            default = "" if parameter.default is None else edit_number(parameter.default)
            field.setPlaceholderText(self.tr("as the kit has it: {value}").format(value=default or "—"))
            self.values[parameter.name] = field

    def _included(self, lines: Sequence[Line]) -> Kit | None:
        if len(lines) != 1 or lines[0].includes is None:
            return None
        return self._shown.kits.book.kits.get(lines[0].includes)

    # --------------------------------------------------------------------------------------------------------- typing

    def _take(self, field: QLineEdit) -> None:
        """What is typed there, if it is something else and fits."""
        lines, kit = self._lines(), self._shown.kit
        if not lines or kit is None or field.text() == self._loaded[field]:
            self._say(field, "")
            return
        try:
            values = self._read(field, lines, kit)
        except InvalidValue as error:
            self._say(field, error.detail)
            return
        self._say(field, "")
        self._loaded[field] = field.text()
        self._acts.set([one.key for one in lines], values)

    def _read(self, field: QLineEdit, lines: Sequence[Line], kit: Kit) -> dict[str, Value]:
        for column, one in self.fields.items():
            if one is field:
                return {FIELD_OF[column]: read_cell(lines[0], column, field.text(), kit)}
        name = next(name for name, one in self.values.items() if one is field)
        values: dict[str, Quantity] = {key: value for key, value in lines[0].values.items() if key != name}
        if field.text().strip():
            values[name] = field.text().strip()
        return {"values": check_part_field(KitPart.INCLUDE, "values", values)}

    def _say(self, field: QLineEdit, problem: str) -> None:
        words = self._problems[field]
        words.setText(said(problem))
        words.setVisible(bool(problem))
        set_property(field, "invalid", "true" if problem else "false")
        self.adjustSize()

    def _set_optional(self) -> None:
        self.optional.setTristate(False)
        wanted = self.optional.isChecked()
        self._acts.set(self._keys, {"optional": wanted})

    # ---------------------------------------------------------------------------------------------------- substitutes

    def _add_substitutes(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("Substitutes"), "heading"))
        self.substitutes.setSpacing(0)
        column.addLayout(self.substitutes)
        self.search.setPlaceholderText(self.tr("Add a substitute: code or name"))
        self.search.setAccessibleName(self.tr("Add a substitute"))
        self.search.picked.connect(self._add_substitute)
        column.addWidget(self.search)
        self._show_substitutes()

    def _show_substitutes(self) -> None:
        while (item := self.substitutes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        lines = self._lines()
        for key in lines[0].substitutes if len(lines) == 1 else ():
            name = name_of(str(key), self._shown.kits.book)
            one = button(name, "quiet", glyph=Glyph.CLOSE, name=self.tr("Take {name} out").format(name=name))
            one.setToolTip(one.accessibleName())
            one.setProperty("picker", "true")
            one.clicked.connect(lambda _checked=False, gone=key: self._remove_substitute(gone))
            self.substitutes.addWidget(one)
        self.adjustSize()

    def _add_substitute(self, row: SkuRow) -> None:
        line = next(iter(self._lines()), None)
        if line is not None and row.key != line.sku and row.key not in line.substitutes:
            self._set_substitutes([*line.substitutes, row.key])

    def _remove_substitute(self, key: EntityKey) -> None:
        line = next(iter(self._lines()), None)
        if line is not None:
            self._set_substitutes([one for one in line.substitutes if one != key])

    def _set_substitutes(self, keys: Sequence[EntityKey]) -> None:
        self._acts.set(self._keys, {"substitutes": [str(one) for one in keys]})

    # ------------------------------------------------------------------------------------------------- being a card

    def _follow(self) -> None:
        lines = self._lines()
        if not lines:
            self.close()
        elif len(lines) == 1 and not lines[0].is_include:
            self._show_substitutes()

    def open_at(self, at: QPoint) -> None:
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or self.screen()
        room = screen.availableGeometry()
        x = min(max(at.x(), room.left()), room.right() - self.width())
        y = min(max(at.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        first = next(iter(self.fields.values()))
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        first.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        for field in [*self.fields.values(), *self.values.values()]:
            self._take(field)
        super().hideEvent(event)
        self.closed.emit()


def _shared(lines: Sequence[Line], column: Column) -> str | None:
    """None where they differ."""
    texts = {text_to_edit(one, column) for one in lines}
    return texts.pop() if len(texts) == 1 else None


def _shared_check(lines: Sequence[Line]) -> Qt.CheckState:
    found = {one.optional for one in lines}
    if len(found) > 1:
        return Qt.CheckState.PartiallyChecked
    return Qt.CheckState.Checked if True in found else Qt.CheckState.Unchecked
