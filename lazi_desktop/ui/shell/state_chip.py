"""The chip in the toolbar that says how things stand, with the progress and a button to stop while something runs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import paint_dot
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role, theme_news
from lazi_desktop.ui.widgets.basics import button, label, set_property

_REFRESH_MS = 20_000  # "2 min ago" grows older by itself


class StateChip(QFrame):
    """`stop_wanted` carries the activity to cancel."""

    stop_wanted = Signal(str)

    def __init__(self, status: SyncStatus) -> None:
        super().__init__()
        self._status = status
        self._dot = _Dot()
        self.words = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(170)
        self.stop = button(
            "", "icon", glyph=Glyph.CLOSE, name=self.tr("Stop what is running; what is done stays done")
        )
        self.stop.setToolTip(self.stop.accessibleName())
        self.stop.clicked.connect(lambda: self.stop_wanted.emit(self._status.activity))

        column = QVBoxLayout()
        column.setSpacing(3)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 0, metrics.GAP, 0)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self._dot)
        row.addLayout(column)
        row.addWidget(self.stop)
        self.setFixedHeight(metrics.CONTROL_HEIGHT + 4)
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self._show)
        self._clock.start()
        status.changed.connect(self._show)
        theme_news.theme_changed.connect(self.update)
        self._show()

    def _show(self) -> None:
        chip, progress = self._status.chip(), self._status.progress
        self.words.setText(chip.text)
        self.setAccessibleName(chip.text)
        self._dot.show_role(chip.role)
        for widget in (self, self.words):
            set_property(widget, "statechip", chip.role.value)
        self.bar.setVisible(progress is not None)
        self.stop.setVisible(progress is not None)
        self._dot.setVisible(progress is None)
        if progress is not None:
            self.bar.setRange(0, progress.total or 0)
            self.bar.setValue(progress.done)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._role = Role.NEUTRAL
        self.setFixedSize(QSize(10, 10))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_role(self, role: Role) -> None:
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dot(painter, QPointF(self.rect().center()) + QPointF(0.5, 0.5), self._role)
        painter.end()
