"""A label of one line that is cut with … instead of making its panel wide; the whole text is its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    def __init__(
        self,
        tone: str = "",
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self._shorter: tuple[str, ...] = ()
        if tone:
            self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self.say(text)

    def say(self, text: str, *shorter: str) -> None:
        """Where there is no room for `text`, the first of the `shorter` ways to say it that fits is shown."""
        self._shorter = tuple(" ".join(one.split()) for one in shorter)
        super().setText(" ".join(text.split()))
        self.setToolTip(text)
        self.update()

    def shown_text(self) -> str:
        """With … only where not even the shortest way fits."""
        letters, room = self.fontMetrics(), self.contentsRect().width()
        ways = (self.text(), *self._shorter)
        fitting = next((one for one in ways if letters.horizontalAdvance(one) <= room), ways[-1])
        return letters.elidedText(fitting, self._elide, room)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def natural_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )
        painter.end()
