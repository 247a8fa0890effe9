"""The sides of a conflict in columns: where both began, what is there now, ours, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QTextEdit, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.conflicts.conflict_fields import ValueEditor
from lazi_desktop.ui.conflicts.lines import ConflictLine
from lazi_desktop.ui.conflicts.text_diff import diff_html
from lazi_desktop.ui.formatting import NOTHING, field_title, is_right_aligned, plain_text
from lazi_desktop.ui.sync.difference import CategoryPaths, whole_value
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.widgets.basics import frame, label

_LONG = (FieldType.HTML, FieldType.NOTE)
_TALL = 130
_WIDTH = 360  # as narrow as the desk gets: a text is given the height that it needs there
_RESULT = 4


@dataclass(frozen=True, slots=True)
class SideHeading:
    title: str
    small: str
    """When and by whom, "" where nobody knows."""


class ValueTable(QWidget):
    """A row per field. `entered()`: Enter in the last result. `problem_changed(sentence)`."""

    entered = Signal()
    problem_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(metrics.GAP_SMALL)
        self._cells.setVerticalSpacing(metrics.GAP_TINY)
        self._line: ConflictLine | None = None
        self.editors: dict[str, ValueEditor] = {}

    def show_line(
        self, line: ConflictLine, headings: Sequence[SideHeading], categories: CategoryPaths
    ) -> None:
        """`headings` of base, theirs, ours and the result, which is ours until something else is chosen."""
        self.clear()
        self._line = line
        stacked = any(_is_long(one) for one in line.conflicts)
        self._cells.setColumnStretch(0, 0 if not stacked else 1)
        for column in range(1, 5):
            self._cells.setColumnStretch(column, 0 if stacked else 1)
        if stacked:
            self._show_stacked(line, headings)
            return
        for column, heading in enumerate(headings, 1):
            self._cells.addWidget(
                label(heading.title, "heading", wrap=True), 0, column, Qt.AlignmentFlag.AlignBottom
            )
            self._cells.addWidget(
                label(heading.small, "small", wrap=True), 1, column, Qt.AlignmentFlag.AlignTop
            )
        for row, conflict in enumerate(line.conflicts, 2):
            if len(line.conflicts) > 1:
                name = field_title(conflict.entity_kind, conflict.field)
                self._cells.addWidget(label(name, wrap=True), row, 0)
            sides = (
                (conflict.base, "neutral"),
                (conflict.theirs, "accent"),
                (conflict.ours, "changed"),
                (conflict.ours, "proved"),
            )
            for column, (value, role) in enumerate(sides, 1):
                self._cells.addWidget(_cell(conflict, value, role, categories), row, column)

    def _show_stacked(self, line: ConflictLine, headings: Sequence[SideHeading]) -> None:
        """Long texts need the width: one below the other, each with what it made of the base."""
        row = 0
        for conflict in line.conflicts:
            base = plain_text(conflict.base)
            sides = (
                (headings[0], conflict.base, base, "neutral"),
                (headings[1], conflict.theirs, base, "accent"),
                (headings[2], conflict.ours, base, "changed"),
                (headings[3], conflict.ours, plain_text(conflict.ours), "proved"),
            )
            for heading, value, before, role in sides:
                head = " · ".join(part for part in (heading.title, heading.small) if part)
                self._cells.addWidget(label(head, "heading", wrap=True), row, 0, 1, 5)
                self._cells.addWidget(_text_cell(before, value, role, head), row + 1, 0, 1, 5)
                row += 2

    def clear(self) -> None:
        self.editors = {}
        while (item := self._cells.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # without a parent it would take the keyboard along
                widget.deleteLater()

    # ---------------------------------------------------------------------------------------------------- the result

    def begin_editing(self) -> None:
        """The results can be typed; each begins with ours."""
        if self._line is None or self.editors:
            return
        for place, conflict in enumerate(self._line.conflicts):
            row, column, span = self._place_of_result(place)
            old = self._cells.itemAtPosition(row, column)
            if old is not None and (shown := old.widget()) is not None:
                self._cells.removeWidget(shown)
                shown.deleteLater()
            editor = ValueEditor(FIELDS[conflict.entity_kind][conflict.field], conflict.ours)
            editor.problem_changed.connect(self.problem_changed)
            editor.entered.connect(lambda place=place: self._on_entered(place))
            self.editors[conflict.field] = editor
            self._cells.addWidget(editor, row, column, 1, span)
        self._first().select_all()

    def _place_of_result(self, place: int) -> tuple[int, int, int]:
        assert self._line is not None
        if any(_is_long(one) for one in self._line.conflicts):
            return place * 8 + 7, 0, 5
        return place + 2, _RESULT, 1

    def _first(self) -> ValueEditor:
        return next(iter(self.editors.values()))

    def _on_entered(self, place: int) -> None:
        editors = list(self.editors.values())
        if place + 1 < len(editors):
            editors[place + 1].select_all()
        else:
            self.entered.emit()

    def values(self) -> Mapping[str, Value]:
        """What was typed, by field. Raises InvalidValue; the field that is wrong says so and takes the keyboard."""
        found: dict[str, Value] = {}
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except InvalidValue as wrong:
                editor.show_problem(wrong.detail)
                editor.setFocus()
                raise
        return found


def _is_long(conflict: ConflictView) -> bool:
    field = FIELDS[conflict.entity_kind].get(conflict.field)
    return field is not None and field.type in _LONG


def _text_cell(before: str, value: Value, role: str, name: str) -> QTextEdit:
    shown = QTextEdit()
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName(name)
    shown.setHtml(diff_html(before, plain_text(value)) or NOTHING)
    shown.document().setTextWidth(_WIDTH)
    high = int(shown.document().size().height()) + metrics.GAP
    shown.setFixedHeight(min(max(high, metrics.CONTROL_HEIGHT), _TALL))
    shown.setProperty("value", role)
    return shown


def _cell(conflict: ConflictView, value: Value, role: str, categories: CategoryPaths) -> QWidget:
    kind, name = conflict.entity_kind, conflict.field
    box = frame("value")
    box.setProperty("value", role)
    shown: QLabel = label(whole_value(kind, name, value, categories), wrap=True)
    shown.setProperty("value", role)
    shown.setFont(number_font())
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    side = Qt.AlignmentFlag.AlignRight if is_right_aligned(kind, name) else Qt.AlignmentFlag.AlignLeft
    shown.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    inner = QHBoxLayout(box)
    inner.setContentsMargins(metrics.CELL_PADDING, 5, metrics.CELL_PADDING, 5)
    inner.addWidget(shown)
    return box
