"""A line of text that offers what the pricebook knows already; anything else can be typed too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.text_controls import LineControl
from lazi_desktop.ui.theme.icons import Glyph, icon

_SHOWN = 12


class SuggestControl(LineControl):
    """Typing narrows what is offered; the arrow at its end, or Alt+Down, shows all of it."""

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place)
        self._column = place.field.name
        self._lists = place.lists
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self.line)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._title = place.title
        self._completer.activated.connect(self._on_picked)
        self.line.setCompleter(self._completer)
        self._all = QAction(icon(Glyph.DOWN, "text_muted"), self.tr("Show what is in use"), self.line)
        self._all.triggered.connect(self.offer_all)
        self.line.addAction(self._all, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textEdited.connect(lambda _text: self._fill(self._complete))

    def offer_all(self) -> None:
        self.line.setFocus()
        self._fill(self._show_all)

    def known(self) -> list[str]:
        """What is offered."""
        return self._model.stringList()

    def _fix(self, fixed: bool) -> None:
        super()._fix(fixed)
        self._all.setVisible(not fixed)

    def _fill(self, then: Callable[[], None]) -> None:
        def filled(texts: Sequence[str]) -> None:
            if self._model.stringList() != list(texts):
                self._model.setStringList(list(texts))
            popup = self._completer.popup()
            if popup is not None:
                popup.setAccessibleName(self._title)
            if self.line.hasFocus():
                then()

        self._lists.texts(self._column, filled, owner=self)

    def _complete(self) -> None:
        if self.line.text():
            self._completer.setCompletionPrefix(self.line.text())
            self._completer.complete()

    def _show_all(self) -> None:
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def _on_picked(self, text: str) -> None:
        self.typed.emit(text)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and not self.line.isReadOnly()
        ):
            self.offer_all()
            return True
        return super().eventFilter(watched, event)
