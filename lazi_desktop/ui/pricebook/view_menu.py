"""The menu of saved views: go to one, keep what is shown now, rename, delete, choose the one to begin with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button

LONGEST_NAME = 60


class ViewMenu(QMenu):
    """`chosen(view)`, None for how it was in the beginning; the others are about the current view."""

    chosen = Signal(object)
    save_wanted = Signal()
    save_as_wanted = Signal()
    rename_wanted = Signal()
    drop_wanted = Signal()
    default_wanted = Signal(bool)
    share_wanted = Signal(bool)

    def __init__(
        self,
        views: Sequence[SavedView],
        current: SavedView | None,
        *,
        modified: bool,
        default: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in views:
            mark = self.tr("{name} (to begin with)") if view.name == default else "{name}"
            name = self.tr("{name} · team").format(name=view.name) if view.shared else view.name
            action = self._add(mark.format(name=name), partial(self.chosen.emit, view))
            action.setCheckable(True)
            action.setChecked(view == current)
        if views:
            self.addSeparator()
        self._add(self.tr("All columns as in the beginning"), lambda: self.chosen.emit(None))
        self.addSeparator()
        if current is not None:
            save = self._add(self.tr("Save “{name}”").format(name=current.name), self.save_wanted.emit)
            save.setEnabled(modified)
        self._add(self.tr("Save as…"), self.save_as_wanted.emit)
        if current is not None:
            self._add(self.tr("Rename…"), self.rename_wanted.emit)
            begins = current.name == default
            title = self.tr("Do not begin with it") if begins else self.tr("Begin with it")
            self._add(title, lambda: self.default_wanted.emit(not begins))
            share = self.tr("Share no longer") if current.shared else self.tr("Share with the team")
            self._add(share, lambda: self.share_wanted.emit(not current.shared))
            self._add(self.tr("Delete “{name}”").format(name=current.name), self.drop_wanted.emit)

    def _add(self, title: str, handler: Callable[[], None]) -> QAction:
        action = self.addAction(title.replace("&", "&&"))
        action.triggered.connect(lambda _checked=False: handler())
        return action


class NamePopup(QFrame):
    """Asks for a view's name where its button is. `named(text)`; Esc asks no more. One of `taken` has to be said
    twice: the first time the button says what it would do."""

    named = Signal(str)

    def __init__(self, name: str, taken: Collection[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._taken = taken
        self._asked = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setAccessibleName(self.tr("Name of the view"))
        self.field = QLineEdit(name)
        self.field.setPlaceholderText(self.tr("Name of the view"))
        self.field.setAccessibleName(self.tr("Name of the view"))
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setMinimumWidth(220)
        self.field.returnPressed.connect(self._on_named)
        self.field.textEdited.connect(lambda _: self._ask(""))
        self.save = button(self.tr("Save"), "primary")
        self.save.clicked.connect(self._on_named)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        row.addWidget(self.field)
        row.addWidget(self.save)

    def open_at(self, at: QPoint) -> None:
        self.adjustSize()
        self.move(at)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _on_named(self) -> None:
        name = " ".join(self.field.text().split())
        if name in self._taken and name != self._asked:
            self._ask(name)
        elif name:
            self.named.emit(name)
            self.close()

    def _ask(self, name: str) -> None:
        """Whether the view of this name shall be replaced; "" for no such question."""
        self._asked = name
        self.save.setText(self.tr("Replace “{name}”").format(name=name) if name else self.tr("Save"))
        self.save.setAccessibleName(self.save.text())
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
