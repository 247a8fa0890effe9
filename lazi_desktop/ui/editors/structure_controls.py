"""Small structures in one line of fields: how long a warranty is and what it says; height, width and depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.structures import DIMENSIONS, WARRANTY
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.editors.text_controls import watch
from lazi_desktop.ui.editors.typing_undone import forget_typing
from lazi_desktop.ui.formatting import edit_text
from lazi_desktop.ui.numerals import typed_again, understood_for
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

_AROUND_TEXT = 26


class StructureControl(FieldControl):
    """`members` in their order, each with its words and the share of the line. Members that are not shown are kept."""

    is_wide = True
    members: Sequence[Field] = ()
    shares: Mapping[str, int] = {}

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._value: dict[str, Value] = {}
        self.widget = self._marked = MarkedField(place.parent)
        self.lines: dict[str, QLineEdit] = {}
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        for member in self.members:
            line = self.lines[member.name] = QLineEdit(self.widget)
            line.setAccessibleName(f"{place.title}: {self.words()[member.name]}")
            line.setPlaceholderText(self.words()[member.name])
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance(line.placeholderText()) + _AROUND_TEXT)
            line.textEdited.connect(lambda _text, member=member: self._on_typed(member))
            line.returnPressed.connect(self.entered)
            line.installEventFilter(self)
            layout.addWidget(line, self.shares.get(member.name, 1))
            if unit := self.unit(member.name):
                layout.addWidget(label(unit, "small"))
        self._marked.mark_on(*self.lines.values())
        self.widget.setFocusProxy(self.lines[self.members[0].name])

    def words(self) -> Mapping[str, str]:
        raise NotImplementedError

    def unit(self, name: str) -> str:
        return ""

    def show_value(self, value: Value) -> None:
        self._value = dict(value or {})
        for member in self.members:
            line, held = self.lines[member.name], self._value.get(member.name)
            line.setPlaceholderText(self.words()[member.name])
            text = typed_again(member, edit_text(member, held)) if held else ""
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
            forget_typing(line)
        self._blame()

    def show_different(self, words: str, common: Value = None) -> None:
        self.show_value(None)
        for line in self.lines.values():
            line.setPlaceholderText(words)

    def _on_typed(self, member: Field) -> None:
        """A number that does not fit stays as it is typed: the field refuses it in words, and it is kept."""
        text = understood_for(member, self.lines[member.name].text().strip())
        empty = {one.name: 0 if one.is_number else "" for one in self.members}
        self._value = {**empty, **self._value, member.name: text or empty[member.name]}
        self._blame()
        self.typed.emit(dict(self._value))

    def _blame(self) -> None:
        """Of what the field refuses, the line that it is about."""
        refused = []
        for member in self.members:
            try:
                check_value(self._field, {member.name: self._value.get(member.name)})
            except InvalidValue:
                refused.append(self.lines[member.name])
        self._marked.blame(refused)

    def _fix(self, fixed: bool) -> None:
        for line in self.lines.values():
            line.setReadOnly(fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        focus = QApplication.focusWidget()
        if event.type() == QEvent.Type.FocusOut and focus is not None and self.widget.isAncestorOf(focus):
            return False  # it goes on in the next field
        return watch(self, watched, event)


class WarrantyControl(StructureControl):
    members = WARRANTY
    shares: Mapping[str, int] = {"duration": 1, "description": 4}

    def words(self) -> Mapping[str, str]:
        return {"duration": self.tr("Duration"), "description": self.tr("What it covers")}

    def unit(self, name: str) -> str:
        return self.tr("months") if name == "duration" else ""


class DimensionsControl(StructureControl):
    members = DIMENSIONS

    def words(self) -> Mapping[str, str]:
        return {"height": self.tr("Height"), "width": self.tr("Width"), "depth": self.tr("Depth")}
