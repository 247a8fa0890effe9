"""The command palette: type what you want to do, or an entry's code or name, and press Enter."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.keyboard.entry_lines import Found, entry_lines, find_entries
from lazi_desktop.ui.keyboard.matching import best_first
from lazi_desktop.ui.keyboard.palette_lines import TITLE_HEIGHT, Line, LinePainter, Lines
from lazi_desktop.ui.keyboard.registry import ActionRegistry, Listed, group_title
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon

_RECENT = "palette/recent"
_MOST_RECENT = 6
_MOST_LINES = 12
_WIDTH = 620
_FROM_TOP = 72
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_MOST_LINES,
    Qt.Key.Key_PageDown: _MOST_LINES,
}


class Palette(QFrame):
    """`entry_chosen(key)`: a SKU or a category to go to. It lies over the window and goes with the keyboard."""

    entry_chosen = Signal(object)

    def __init__(self, registry: ActionRegistry, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._registry, self._context, self._window = registry, context, window
        self._state: QSettings = context.state
        self._actions: Sequence[Listed] = ()
        self._found: Found | None = None
        self._held: QWidget | None = None
        self._entries = LatestRead(context.tasks, context.notifier, self)
        # A single shot of Qt's own would keep all this where the window goes before it.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._on_left)
        self.setProperty("surface", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Commands"))
        self.field = QLineEdit()
        self.field.setProperty("plain", "true")
        self.field.setPlaceholderText(self.tr("What do you want to do? Or a code or name…"))
        self.field.setAccessibleName(self.tr("Find a command or an entry"))
        self.field.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.lines = Lines(self)
        self.view = QListView()
        self.view.setModel(self.lines)
        self.view.setItemDelegate(LinePainter(self.view))
        self.view.setAccessibleName(self.tr("Commands"))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(self.field)
        layout.addWidget(self.view)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Or, where it is open, away again."""
        if self.isVisible():
            self.leave()
            return
        self._held = QApplication.focusWidget()
        self._actions = self._registry.listed()
        self._found = None
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._show()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """The keyboard goes back to where it was."""
        held, self._held = self._held, None
        self._entries.drop()
        self.hide()
        if held is not None and held.isVisible():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------------------------------------ what is listed

    def _on_text(self, text: str) -> None:
        words, queries = text.strip(), self._context.queries
        if len(words) > 1:
            self._entries.ask(lambda: find_entries(queries, words), self._on_found)
        else:
            self._entries.drop()
            self._found = None
        self._show()

    def _on_found(self, found: Found) -> None:
        self._found = found
        if self.isVisible():
            current = self._current()
            self._show(held=current.name if current is not None else "")

    def _show(self, held: str = "") -> None:
        """`held` stays the chosen line; else it is the first one."""
        text = self.field.text().strip()
        recent = self._recent()
        found = best_first(self._actions, text, recent)
        lines = [_line(one) for one in found] if text else self._by_group(found, recent)
        if text and self._found is not None:
            entries = entry_lines(self._found, self.entry_chosen.emit)
            if entries:
                lines += [Line(self.tr("Entries")), *entries]
        if not lines:
            lines = [Line(self.tr("Nothing by that name"))]
        self.lines.show(lines)
        self._hold(held)
        self._place()

    def _by_group(self, actions: Sequence[Listed], recent: Sequence[str]) -> list[Line]:
        by_name = {one.name: one for one in actions}
        lately = [by_name[name] for name in recent if name in by_name]
        lines = [Line(self.tr("Used lately")), *map(_line, lately)] if lately else []
        group = None
        for one in actions:
            if one.group is not group:
                group = one.group
                lines.append(Line(group_title(group)))
            lines.append(_line(one, note=one.why_not))
        return lines

    def _hold(self, name: str) -> None:
        rows = [row for row in range(self.lines.rowCount()) if not self.lines.line(row).is_title]
        wanted = next((row for row in rows if name and self.lines.line(row).name == name), None)
        first = next((row for row in rows if self.lines.line(row).enabled), rows[0] if rows else None)
        row = first if wanted is None else wanted
        if row is not None:
            self.view.setCurrentIndex(self.lines.index(row, 0))
            if row == first:
                self.view.scrollToTop()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 2 * metrics.GAP_LARGE)
        lines = range(min(self.lines.rowCount(), _MOST_LINES))
        wanted = sum(self.view.sizeHintForRow(row) for row in lines)
        height = min(wanted, window.height() - _FROM_TOP - 4 * metrics.GAP_LARGE)
        self.view.setFixedHeight(max(height, TITLE_HEIGHT))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, _FROM_TOP)

    # ------------------------------------------------------------------------------------------------------- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._soon.start()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(Qt.Key(event.key()))
        return False

    def _on_left(self) -> None:
        """A menu of the field's own, or another window in front, is no reason to go."""
        held = QApplication.focusWidget()
        if self.isVisible() and held is not None and held is not self.field and not self.isAncestorOf(held):
            self._held = None
            self.leave()

    def _press(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _ENTERS:
            self._run(self.view.currentIndex())
        elif key in _STEPS:
            self._walk(_STEPS[key])
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _walk(self, step: int) -> None:
        """Past titles; from the end to the beginning."""
        rows = [row for row in range(self.lines.rowCount()) if not self.lines.line(row).is_title]
        if not rows:
            return
        held = self.view.currentIndex().row()
        place = rows.index(held) + step if held in rows else 0
        if abs(step) > 1:
            place = min(max(place, 0), len(rows) - 1)
        row = rows[place % len(rows)]
        self.view.setCurrentIndex(self.lines.index(row, 0))
        if row == rows[0]:
            self.view.scrollToTop()

    def _current(self) -> Line | None:
        index = self.view.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def _run(self, index: QModelIndex) -> None:
        """Once the keyboard is back where it was: many actions are about what is there."""
        line = self.lines.line(index.row()) if index.isValid() else None
        if line is None or line.run is None or not line.enabled:
            return
        run = line.run
        if any(line.name == one.name for one in self._actions):
            self._remember(line.name)
        self.leave()
        run()

    # ----------------------------------------------------------------------------------------------- remembered

    def _recent(self) -> list[str]:
        try:
            kept = json.loads(str(self._state.value(_RECENT, "[]")))
        except ValueError:  # somebody wrote into the file
            return []
        return [str(name) for name in kept] if isinstance(kept, list) else []

    def _remember(self, name: str) -> None:
        names = [name, *(one for one in self._recent() if one != name)]
        self._state.setValue(_RECENT, json.dumps(names[:_MOST_RECENT]))


def _line(action: Listed, note: str | None = None) -> Line:
    beside = (action.why_not or group_title(action.group)) if note is None else note
    return Line(
        action.title, action.run, action.name, action.glyph, beside, action.keys, enabled=action.enabled
    )
