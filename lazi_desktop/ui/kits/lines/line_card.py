"""Everything about a line on a card beside it: what the table has no room for. With several lines, what they share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import fields_of_line
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
from lazi_desktop.ui.widgets.popping_up import pop_up

_WIDTH = 360
_FIELDS = (Column.QUANTITY, Column.UNIT, Column.WASTE, Column.PACK, Column.NOTE)
_ONLY_ITEMS = frozenset((Column.UNIT, Column.WASTE, Column.PACK))
Kept = dict[tuple[tuple[PartId, ...], str], str]
"""What was typed on a card and refused, by the lines it was about and the field."""


class LineCard(QFrame):
    """What is typed is taken with Enter, or when the card is left, and not with Esc; what does not fit is said beneath,
    and is there again when the card is opened again. `kept` is where it waits, by line and field."""

    closed = Signal()

    def __init__(
        self,
        context: UiContext,
        shown: ShownKit,
        acts: LineActs,
        lines: Sequence[PartId],
        parent: QWidget,
        kept: Kept,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setFixedWidth(_WIDTH)
        self._context, self._shown, self._acts = context, shown, acts
        self._keys = list(lines)
        self._kept = kept
        self.fields: dict[Column, QLineEdit] = {}
        self.values: dict[str, QLineEdit] = {}
        self._loaded: dict[QLineEdit, str] = {}
        self._problems: dict[QLineEdit, QLabel] = {}
        self._offered: dict[QLineEdit, str] = {}
        """What was not taken the last time: Enter takes it."""
        self.title = ElidedLabel("heading")
        self.optional = QCheckBox(self.tr("Optional: counts only where it is taken"))
        self.substitutes = QVBoxLayout()
        self.search = SkuSearch(
            context, [EntityKind.MATERIAL, EntityKind.EQUIPMENT, EntityKind.SERVICE], self
        )
        found = self._lines()
        self._seen: dict[str, Value] = {}
        """What a single line held when it was shown here last."""
        self._see(found)
        self._lay_out(found)
        self._offer_kept()
        shown.changed.connect(self._follow)

    def _lines(self) -> list[Line]:
        kit = self._shown.kit
        return [line for key in self._keys if kit is not None and (line := kit.line(key)) is not None]

    def _see(self, lines: Sequence[Line]) -> None:
        if len(lines) == 1:
            now = fields_of_line(lines[0])
            self._seen = {name: now.get(name) for name in (*FIELD_OF.values(), "values")}

    def _lay_out(self, lines: Sequence[Line]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        self.title.setText(self._title(lines))
        self.setAccessibleName(self.title.text())
        column.addWidget(self.title)
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
        self._show_optional(lines)
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
        field.setReadOnly(not self._context.edits.may_record)
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
        field.returnPressed.connect(lambda: self._offered.pop(field, None))
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
        values = None if self._is_offered(field) else self._judge(field)
        if values is None:
            return
        was, text = self._loaded[field], field.text()
        seen = {name: self._seen[name] for name in values if name in self._seen}
        self._loaded[field] = text
        keys, kept = tuple(self._keys), self._kept
        name = next(name for name, one in self._names().items() if one is field)

        def failed(error: LaziError) -> None:
            """What was typed is offered again, here or when the card is opened again."""
            self._context.notifier.problem(error)
            if not isValid(self) or self.isHidden():
                kept[keys, name] = text
            elif field.text() == text:
                self._loaded[field] = was
                self._see(self._lines())

        self._acts.set([one.key for one in self._lines()], values, seen=seen, failed=failed)
        self._seen.update(values)

    def _judge(self, field: QLineEdit) -> dict[str, Value] | None:
        """None where nothing else is typed, or it does not fit, which is said."""
        lines, kit = self._lines(), self._shown.kit
        values, problem = None, ""
        if lines and kit is not None and field.text() != self._loaded[field]:
            try:
                values = self._read(field, lines, kit)
            except InvalidValue as error:
                problem = error.detail
        self._say(field, problem)
        return values

    def _read(self, field: QLineEdit, lines: Sequence[Line], kit: Kit) -> dict[str, Value]:
        for column, one in self.fields.items():
            if one is field:
                return {FIELD_OF[column]: read_cell(_those_with(lines, column)[0], column, field.text(), kit)}
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

    # ------------------------------------------------------------------------------------ what waits for the next time

    def _names(self) -> dict[str, QLineEdit]:
        return {column.name: field for column, field in self.fields.items()} | self.values

    def _offer_kept(self) -> None:
        for name, field in self._names().items():
            text = self._kept.pop((tuple(self._keys), name), None)
            if text is not None:
                field.setText(text)
                self._offered[field] = text
                self._judge(field)

    def _is_offered(self, field: QLineEdit) -> bool:
        return self._offered.get(field) == field.text()

    def _keep_refused(self) -> None:
        for name, field in self._names().items():
            if self._is_offered(field) or not self._problems[field].isHidden():
                self._kept[tuple(self._keys), name] = field.text()

    def _drop_typed(self) -> None:
        self._offered.clear()
        for field, text in self._loaded.items():
            field.setText(text)
            self._say(field, "")

    def _show_optional(self, lines: Sequence[Line]) -> None:
        self.optional.setTristate(len({one.optional for one in lines}) > 1)
        self.optional.setCheckState(_shared_check(lines))
        self.optional.setEnabled(self._context.edits.may_record)

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
        self.search.setEnabled(self._context.edits.may_record)
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
            one.setEnabled(self._context.edits.may_record)
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
        """What others do, and undo, is shown where nobody types."""
        lines = self._lines()
        if not lines:
            self.close()
            return
        self.title.setText(self._title(lines))
        for column, field in self.fields.items():
            self._renew(field, _shared(lines, column) or "")
        for name, field in self.values.items():
            given = lines[0].values.get(name)
            self._renew(field, "" if given is None else quantity_text(given))
        self._show_optional(lines)
        if len(lines) == 1 and not lines[0].is_include:
            self._show_substitutes()

    def _renew(self, field: QLineEdit, text: str) -> None:
        if field.text() != self._loaded[field]:
            return
        name = next((FIELD_OF[column] for column, one in self.fields.items() if one is field), "values")
        lines = self._lines()
        if len(lines) == 1:
            self._seen[name] = fields_of_line(lines[0]).get(name)
        if text != field.text():
            self._loaded[field] = text
            field.setText(text)

    def open_at(self, at: QPoint) -> None:
        self.adjustSize()
        pop_up(self, at)
        first = next(iter(self.fields.values()))
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drop_typed()
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        for field in [*self.fields.values(), *self.values.values()]:
            self._take(field)
        self._keep_refused()
        super().hideEvent(event)
        self.closed.emit()


def _those_with(lines: Sequence[Line], column: Column) -> list[Line]:
    """A kit in a kit has no unit, waste or pack."""
    return [one for one in lines if not (one.is_include and column in _ONLY_ITEMS)]


def _shared(lines: Sequence[Line], column: Column) -> str | None:
    """None where they differ."""
    texts = {text_to_edit(one, column) for one in _those_with(lines, column)}
    return texts.pop() if len(texts) == 1 else None


def _shared_check(lines: Sequence[Line]) -> Qt.CheckState:
    found = {one.optional for one in lines}
    if len(found) > 1:
        return Qt.CheckState.PartiallyChecked
    return Qt.CheckState.Checked if True in found else Qt.CheckState.Unchecked
