"""Tags as chips, with a line for more of them. Typing offers tags that are known; Enter or a comma adds one, Backspace
in the empty line takes the last one away, the arrows go to the others, Tab leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.chip import Chip
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.editors.text_controls import watch
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_BETWEEN = re.compile(r"[,;\n]")
_LINE_WIDTH = 150
_AROUND_TEXT = 30


class TagChips(FieldControl):
    """What is typed and not added yet counts as one more tag, so that leaving the field loses nothing."""

    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._lists = place.lists
        self._tags: list[str] = []
        self._is_fixed = False
        self.widget = marked = MarkedField(place.parent)
        self._flow = FlowLayout(self.widget)
        self.line = QLineEdit(self.widget)
        self.line.setAccessibleName(self.tr("Add to {title}").format(title=place.title))
        self.line.setPlaceholderText(self._invitation())
        words = self.line.fontMetrics().horizontalAdvance(self._invitation())
        self.line.setMinimumWidth(max(_LINE_WIDTH, words + _AROUND_TEXT))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(place.title)
        # Later: the line is filled with what was picked only after this signal.
        completer.activated.connect(self._on_picked, Qt.ConnectionType.QueuedConnection)
        self.line.setCompleter(completer)
        self._completer = completer
        self._flow.addWidget(self.line)
        marked.mark_on(self.line)
        self.widget.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_enter)
        self.line.installEventFilter(self)

    # -------------------------------------------------------------------------------------------------- showing

    def show_value(self, value: Value) -> None:
        self.line.setPlaceholderText("" if self._is_fixed else self._invitation())
        self._show(value)

    def _invitation(self) -> str:
        return self.tr("Add a tag")

    def show_different(self, words: str, common: Value = None) -> None:
        self.line.setPlaceholderText(words)
        self._show(common)

    def restore(self, typed: Value) -> None:
        self._show(_BETWEEN.split(typed) if isinstance(typed, str) else typed)

    def _show(self, value: Value) -> None:
        self.line.clear()
        self._put_chips([word.strip() for word in value or () if word.strip()])

    def _put_chips(self, tags: list[str]) -> None:
        self._tags = tags
        held = self.chips()
        if [chip.label.text() for chip in held] == tags:
            return
        for chip in held:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, tag in enumerate(tags):
            name = self.tr("Take away {tag}").format(tag=tag)
            chip = Chip(tag, self.widget, name=name, tip=name)
            chip.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab leaves; the arrows come here
            chip.button.setVisible(not self._is_fixed)
            chip.button.installEventFilter(self)
            chip.removed.connect(lambda tag=tag: self._take_away(tag))
            self._flow.insert(place, chip)
            chip.show()
        self.widget.updateGeometry()

    def chips(self) -> list[Chip]:
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [chip for item in items if item and isinstance(chip := item.widget(), Chip)]

    # ------------------------------------------------------------------------------------------------- changing

    def _on_edited(self, text: str) -> None:
        if _BETWEEN.search(text):
            self._add(text)
            return
        self.typed.emit(self._with(text))
        self._lists.texts_of_sets(self._field.name, self._offer, owner=self)

    def _offer(self, known: Sequence[str]) -> None:
        held = {tag.casefold() for tag in self._tags}
        offered = [tag for tag in known if tag.casefold() not in held]
        if offered != self._known.stringList():
            self._known.setStringList(offered)
        if self.line.hasFocus() and self.line.text():
            self._completer.setCompletionPrefix(self.line.text())
            self._completer.complete()

    def _with(self, text: str) -> list[str]:
        return [*self._tags, *(word for part in _BETWEEN.split(text) if (word := " ".join(part.split())))]

    def _on_enter(self) -> None:
        if self.line.text().strip():
            self._add(self.line.text())
        else:
            self.entered.emit()

    def _on_picked(self, tag: str) -> None:
        self.line.clear()
        if tag.casefold() not in {one.casefold() for one in self._tags}:  # Enter was there before
            self._add(tag)

    def _add(self, text: str) -> None:
        """What cannot be a tag stays in the line, where it is said why."""
        wanted = self._with(text)
        self.typed.emit(wanted)
        try:
            tags = list(check_value(self._field, wanted) or ())
        except InvalidValue:
            return
        self.line.clear()
        self._put_chips(tags)
        self.left.emit()

    def _take_away(self, tag: str) -> None:
        self._put_chips([one for one in self._tags if one != tag])
        self.typed.emit(self._with(self.line.text()))
        self.left.emit()
        self.line.setFocus()

    # ---------------------------------------------------------------------------------------------------- other

    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self._fix(True)

    def allow(self) -> None:
        super().allow()
        self._fix(False)

    def _fix(self, fixed: bool) -> None:
        self._is_fixed = fixed
        self.line.setReadOnly(fixed)
        for chip in self.chips():
            chip.button.setVisible(not fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            focus = QApplication.focusWidget()
            if focus is not None and self.widget.isAncestorOf(focus):
                return False  # from the line to a chip
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._is_fixed:
            handled = (
                self._on_key_in_line(event) if watched is self.line else self._on_key_at_chip(watched, event)
            )
            if handled:
                return True
        return watch(self, watched, event)

    def _on_key_in_line(self, event: QKeyEvent) -> bool:
        at_start = self.line.cursorPosition() == 0 and not self.line.hasSelectedText()
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._tags:
            self._take_away(self._tags[-1])
            return True
        if event.key() == Qt.Key.Key_Left and at_start and self._tags:
            self.chips()[-1].button.setFocus()
            return True
        return False

    def _on_key_at_chip(self, watched: QObject, event: QKeyEvent) -> bool:
        chips = self.chips()
        at = next((place for place, chip in enumerate(chips) if chip.button is watched), -1)
        if at < 0:
            return False
        match event.key():
            case Qt.Key.Key_Left:
                chips[max(at - 1, 0)].button.setFocus()
            case Qt.Key.Key_Right:
                (chips[at + 1].button if at + 1 < len(chips) else self.line).setFocus()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take_away(self._tags[at])
            case _:
                return False
        return True
