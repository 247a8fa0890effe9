"""Shows changes of lists row by row; rows that stay are folded. Scrolls where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.ui.sync.list_changes import (
    ListChange,
    ListedRow,
    RowChange,
    amount_words,
    cost_words,
    same_words,
    what_words,
)
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role, color, theme_news
from lazi_desktop.ui.widgets.basics import button, label

_MOST, _LEAST = 11, 3  # rows
_ROLES = {
    RowChange.ADDED: Role.PROVED,
    RowChange.REMOVED: Role.DANGER,
    RowChange.CHANGED: Role.CHANGED,
    RowChange.SAME: Role.NEUTRAL,
}


class ListChangesView(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.changes: Sequence[ListChange] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.tr("Rows of the list"))
        self.rows = _words()
        self.fold = button("", "link")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._show)
        self.unchanged = _words()
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, metrics.GAP_TINY, 0)
        column.setSpacing(metrics.GAP_TINY)
        column.addWidget(self.rows)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.unchanged)
        column.addStretch(1)
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)  # it lies on the card
        theme_news.theme_changed.connect(self._show)

    def show_changes(self, changes: Sequence[ListChange]) -> None:
        """The same ones again stay as they are unfolded."""
        if changes == self.changes:
            return
        self.changes = changes
        self.fold.setChecked(False)
        self._show()
        self.verticalScrollBar().setValue(0)

    def costs(self) -> str:
        """Lists of one new entity come to the same."""
        return "\n".join(dict.fromkeys(words for one in self.changes if (words := cost_words(one))))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), min(_MOST * metrics.ROW_HEIGHT, self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(_LEAST * metrics.ROW_HEIGHT, self._height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # texts wrap at other places
            self.updateGeometry()

    def _height(self) -> int:
        layout, width = self._inside.layout(), self.viewport().width()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def _show(self) -> None:
        several = len(self.changes) > 1
        self.rows.setText("".join(_table(one.moved, one.title if several else "") for one in self.changes))
        same = [row for one in self.changes for row in one.same]
        self.fold.setVisible(bool(same))
        mark = "▾" if self.fold.isChecked() else "▸"
        self.fold.setText(f"{mark} {same_words(len(same))}")
        self.fold.setAccessibleName(same_words(len(same)))
        self.unchanged.setText(_table(same))
        self.unchanged.setVisible(bool(same) and self.fold.isChecked())
        self.updateGeometry()


def _words() -> QLabel:
    made = label("", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def _table(rows: Sequence[ListedRow], title: str = "") -> str:
    """In the colours of the theme; names stay text."""
    if not rows:
        return ""
    head = f"<p><b>{escape(title)}</b></p>" if title else ""
    lines = "".join(_line(row) for row in rows)
    return f'{head}<table width="100%" cellspacing="0" cellpadding="2">{lines}</table>'


def _line(row: ListedRow) -> str:
    muted = color("text_muted").name()
    code = f"<b>{escape(row.code)}</b>" if row.code else ""
    name = f'<span style="color:{muted}">{escape(row.name)}</span>' if row.code else escape(row.name)
    what = "&nbsp; ".join(part for part in (code, name) if part)
    amount = escape(amount_words(row)).replace(" ", "&nbsp;")
    ink = color(_ROLES[row.what].ink).name()
    return (
        f'<tr><td width="76" style="color:{ink}">{escape(what_words(row.what))}</td>'
        f'<td>{what}</td><td align="right">{amount}</td></tr>'
    )
