"""The buttons of the picture editor: what can be done to a picture, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.domain.picture_edits import mirrored, turned
from lazi_desktop.domain.pictures import PictureEdit
from lazi_desktop.ui.picture_editor.draft import EditDraft
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout


class ToolsRow(QWidget):
    """`changed()`: the draft is another now."""

    changed = Signal()

    def __init__(self, draft: EditDraft, window: QWidget) -> None:
        super().__init__()
        self._draft = draft
        row = FlowLayout(self, gap=metrics.GAP_TINY)
        self.turn_left = self._act(
            self.tr("Turn left"), Glyph.REVERT, "Ctrl+L", lambda edit: turned(edit, -1)
        )
        self.turn_right = self._act(self.tr("Turn right"), Glyph.TURN, "Ctrl+R", turned)
        self.mirror = self._act(self.tr("Mirror"), Glyph.COMPARE, "Ctrl+M", mirrored)
        self.trim = self._switch(
            self.tr("Trim"),
            Glyph.TRIM,
            "Ctrl+T",
            self.tr("Cuts off borders of one colour"),
            lambda edit, on: replace(edit, trims=on),
        )
        self.whiten = self._switch(
            self.tr("White background"),
            Glyph.WHITEN,
            "Ctrl+B",
            self.tr("A light background of one colour becomes white"),
            lambda edit, on: replace(edit, whitens=on),
        )
        self.square = self._switch(
            self.tr("Square"),
            Glyph.SQUARE,
            "Ctrl+E",
            self.tr("Adds white where the picture is narrow"),
            lambda edit, on: replace(edit, squares=on),
        )
        self.undo = self._step(self.tr("Undo"), Glyph.UNDO, "Ctrl+Z", draft.undo)
        self.redo = self._step(self.tr("Redo"), Glyph.REDO, "Ctrl+Shift+Z", draft.redo)
        self.reset = button(self.tr("As it was"), "link")
        self.reset.clicked.connect(lambda: self._apply(PictureEdit()))
        self._buttons = (
            *(self.turn_left, self.turn_right, self.mirror),
            *(self.trim, self.whiten, self.square),
            *(self.undo, self.redo, self.reset),
        )
        for one in self._buttons:
            row.addWidget(one)
            keys = one.property("keys")
            if keys:
                QShortcut(QKeySequence(keys), window, one.click)
        QShortcut(QKeySequence("Ctrl+Y"), window, self.redo.click)
        self.show_draft(False)

    def show_draft(self, is_there: bool) -> None:
        """`is_there`: there is a picture to work on."""
        draft, edit = self._draft, self._draft.edit
        for one in self._buttons:
            one.setEnabled(is_there)
        self.undo.setEnabled(is_there and draft.can_undo)
        self.redo.setEnabled(is_there and draft.can_redo)
        self.reset.setEnabled(is_there and draft.is_changed)
        for one, on in ((self.trim, edit.trims), (self.whiten, edit.whitens), (self.square, edit.squares)):
            one.setChecked(on)

    def _act(
        self, title: str, glyph: Glyph, keys: str, change: Callable[[PictureEdit], PictureEdit]
    ) -> QPushButton:
        made = self._made("", title, title, glyph, keys)
        made.clicked.connect(lambda: self._apply(change(self._draft.edit)))
        return made

    def _switch(
        self,
        title: str,
        glyph: Glyph,
        keys: str,
        tip: str,
        change: Callable[[PictureEdit, bool], PictureEdit],
    ) -> QPushButton:
        made = self._made(title, title, tip, glyph, keys)
        made.setCheckable(True)
        made.clicked.connect(lambda on: self._apply(change(self._draft.edit, on)))
        return made

    def _step(self, title: str, glyph: Glyph, keys: str, step: Callable[[], bool]) -> QPushButton:
        made = self._made("", title, title, glyph, keys)
        made.clicked.connect(lambda: self.changed.emit() if step() else None)
        return made

    def _made(self, text: str, name: str, tip: str, glyph: Glyph, keys: str) -> QPushButton:
        made = button(text, "quiet" if text else "icon", glyph=glyph, name=name)
        made.setToolTip(f"{tip} ({keys})" if keys else tip)
        made.setProperty("keys", keys)
        return made

    def _apply(self, edit: PictureEdit) -> None:
        if self._draft.change(edit):
            self.changed.emit()
        else:
            self.show_draft(True)
