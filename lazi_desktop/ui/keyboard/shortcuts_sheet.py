"""All keys of the program on one sheet: those of the actions as they are now, and those of single views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.ui.actions import Group, distinct, native
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.keyboard.registry import ActionRegistry, group_title
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.dialog import Dialog

_WIDTH = 860
_HEIGHT = 640
_STEPS = {
    Qt.Key.Key_Up: -40,
    Qt.Key.Key_Down: 40,
    Qt.Key.Key_PageUp: -400,
    Qt.Key.Key_PageDown: 400,
}


class ShortcutsSheet(Dialog):
    def __init__(self, parent: QWidget | None, registry: ActionRegistry) -> None:
        super().__init__(parent, "", width=_WIDTH)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.title.setText(self.tr("Keyboard shortcuts"))
        self.sections = [*_of_actions(registry), *registry.hints]
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a shortcut"))
        self.search.setAccessibleName(self.tr("Find a shortcut"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.content.addWidget(self.search)
        self._parts = [_Part(section) for section in self.sections]
        self._nothing = label(self.tr("Nothing by that name"), "muted")
        self._nothing.hide()
        self.content.addWidget(self._nothing)
        self._area = self._scrolling()
        self.content.addWidget(self._area, 1)
        self.add_button(self.tr("Close"), "primary", accepts=True, default=True)
        self.resize(_WIDTH, min(_HEIGHT, parent.height() - 40) if parent is not None else _HEIGHT)
        self.search.setFocus()

    def _scrolling(self) -> QScrollArea:
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, metrics.GAP, 0)
        columns.setSpacing(metrics.GAP_LARGE * 2)
        for parts in _halves(self._parts):
            column = QVBoxLayout()
            column.setSpacing(metrics.GAP_LARGE)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            columns.addLayout(column, 1)
        inner = QWidget()
        inner.setProperty("surface", "plain")
        inner.setLayout(columns)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def shown(self) -> list[str]:
        """What is listed now, as it is read."""
        return [what for part in self._parts for what in part.shown()]

    def _on_searched(self, text: str) -> None:
        words = text.casefold().split()
        found = [part.narrow(words) for part in self._parts]
        self._nothing.setVisible(not any(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the keyboard while the arrows scroll."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                bar = self._area.verticalScrollBar()
                bar.setValue(bar.value() + step)
                return True
        return super().eventFilter(watched, event)


class _Part(QWidget):
    """A view's or a group's keys under its title."""

    def __init__(self, section: KeyHints) -> None:
        super().__init__()
        self._title = section.title
        self._rows = [(hint, _Row(hint)) for hint in section.hints]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(section.title, "heading"))
        for _, row in self._rows:
            layout.addWidget(row)

    @property
    def height_in_lines(self) -> int:
        return len(self._rows) + 2

    def shown(self) -> list[str]:
        return [hint.what for hint, row in self._rows if not row.isHidden()]

    def narrow(self, words: Sequence[str]) -> bool:
        for hint, row in self._rows:
            text = f"{hint.what} {self._title} {' '.join(map(native, hint.keys))}".casefold()
            row.setVisible(all(word in text for word in words))
        self.setVisible(any(not row.isHidden() for _, row in self._rows))
        return not self.isHidden()


class _Row(QWidget):
    def __init__(self, hint: KeyHint) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_TINY)
        what = label(hint.what, wrap=True)
        row.addWidget(what, 1)
        for keys in hint.keys:
            cap = label(native(keys))
            cap.setProperty("key", "true")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)


def _of_actions(registry: ActionRegistry) -> list[KeyHints]:
    listed = registry.listed(everything=True)
    return [
        KeyHints(group_title(group), hints)
        for group in Group
        if (
            hints := [
                KeyHint(one.title, distinct(one.keys)) for one in listed if one.group is group and one.keys
            ]
        )
    ]


def _halves(parts: Sequence[_Part]) -> tuple[list[_Part], list[_Part]]:
    """Two columns of about the same height, in order."""
    left: list[_Part] = []
    right: list[_Part] = []
    whole, filled = sum(part.height_in_lines for part in parts), 0
    for part in parts:
        (left if filled * 2 < whole else right).append(part)
        filled += part.height_in_lines
    return left, right
