"""The keys of the window on one sheet: those of the actions, and those of single places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.dialog import Dialog

Keys = tuple[str, Sequence[str]]
Section = tuple[str, Sequence[Keys]]


class ShortcutsSheet(Dialog):
    def __init__(self, parent: QWidget | None, actions: Actions) -> None:
        super().__init__(parent, "", width=680)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.title.setText(self.tr("Keyboard shortcuts"))
        self.sections: list[Section] = [(self.tr("Everywhere"), actions.keys()), *_places()]
        columns = QHBoxLayout()
        columns.setSpacing(metrics.GAP_LARGE * 2)
        columns.addLayout(_column(self.sections[:1]), 1)
        columns.addLayout(_column(self.sections[1:]), 1)
        self.content.addLayout(columns)
        self.content.addStretch(1)
        self.add_button(self.tr("Close"), "primary", accepts=True, default=True)


def _places() -> list[Section]:
    """Keys that belong to one view, which hears them itself."""
    return [
        (
            _tr("Pricebook"),
            [
                (_tr("Next or previous panel"), ("F6", "Shift+F6")),
                (_tr("Edit the cell"), ("F2",)),
                (_tr("Copy, paste"), ("Ctrl+C", "Ctrl+V")),
                (_tr("Fill the selected cells"), ("Ctrl+Enter",)),
            ],
        ),
        (_tr("Review"), [(_tr("Revert the selected changes"), ("Del",))]),
        (
            _tr("Conflicts"),
            [
                (_tr("Take ServiceTitan's"), ("Left",)),
                (_tr("Keep ours"), ("Right",)),
                (_tr("Edit result"), ("E",)),
                (_tr("Previous, next"), ("PgUp", "PgDown")),
            ],
        ),
    ]


def _column(sections: Sequence[Section]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(metrics.GAP_SMALL)
    for title, rows in sections:
        column.addWidget(label(title, "heading"))
        column.addLayout(_rows(rows))
        column.addSpacing(metrics.GAP_SMALL)
    column.addStretch(1)
    return column


def _rows(rows: Sequence[Keys]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(metrics.GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for number, (what, keys) in enumerate(rows):
        grid.addWidget(label(what), number, 0)
        shown = QHBoxLayout()
        shown.setSpacing(metrics.GAP_TINY)
        for one in keys:
            cap = label(QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText))
            cap.setProperty("key", "true")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.addWidget(cap)
        shown.insertStretch(0, 1)
        grid.addLayout(shown, number, 1)
    return grid


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)
