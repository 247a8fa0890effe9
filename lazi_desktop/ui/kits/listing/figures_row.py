"""What the listed kits come to at a glance; those that need somebody can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.domain.kits.book import STALE_AFTER_DAYS
from lazi_desktop.ui.formatting import NOTHING, percent
from lazi_desktop.ui.kits.listing.arranging import Figures, Only
from lazi_desktop.ui.kits.listing.words import days_words
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label, set_property


class Figure(QWidget):
    """A number with what it is below."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.caption = caption
        self.value: QLabel = label("", "stat")
        self.below = label(caption, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.value)
        column.addWidget(self.below)

    def call(self, caption: str) -> None:
        """One of a thing is called otherwise than many."""
        self.caption = caption
        self.below.setText(caption)

    def say(self, text: str, ink: str = "", tip: str = "") -> None:
        self.value.setText(text)
        set_property(self.value, "ink", ink)
        self.setToolTip(tip)
        self.setAccessibleName(f"{self.caption}: {text}")


class AskedFigure(QPushButton):
    """A number that lists its kits alone when it is clicked."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.setProperty("variant", "stat")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure = Figure(caption)
        self.figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(metrics.GAP_SMALL, 0, metrics.GAP_SMALL, 0)
        self._room.addWidget(self.figure)

    def sizeHint(self) -> QSize:
        return self._room.sizeHint()

    def say(self, count: int, tip: str) -> None:
        self.figure.say(whole(count), "changed" if count else "")
        self.setToolTip(tip)
        self.setAccessibleName(self.figure.accessibleName())
        self.setEnabled(bool(count) or self.isChecked())


class FiguresRow(QWidget):
    """`asked(only, on)`: the kits of a figure alone."""

    asked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.kits = Figure(self.tr("kits"))
        self.margin = Figure(self.tr("average margin"))
        self.oldest = Figure(self.tr("oldest cost"))
        self.incomplete = AskedFigure(self.tr("incomplete"))
        self.changed = AskedFigure(self.tr("changed since used"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_LARGE)
        for one in (self.kits, self.margin, self.oldest, self.incomplete, self.changed):
            row.addWidget(one)
        row.addStretch(1)
        for only, made in ((Only.INCOMPLETE, self.incomplete), (Only.CHANGED, self.changed)):
            made.clicked.connect(lambda on, only=only: self.asked.emit(only, on))

    def show_costs(self, shown: bool) -> None:
        self.margin.setVisible(shown)
        self.oldest.setVisible(shown)

    def show_figures(self, figures: Figures, only: frozenset[Only]) -> None:
        self.kits.call(self.tr("kit") if figures.kits == 1 else self.tr("kits"))
        self.kits.say(whole(figures.kits))
        self.margin.say(NOTHING if figures.margin is None else percent(figures.margin))
        oldest = figures.oldest
        if oldest is None or oldest.days is None:
            self.oldest.say(NOTHING)
        else:
            ink = "changed" if oldest.days > STALE_AFTER_DAYS else ""
            self.oldest.say(days_words(oldest.days), ink, self.tr("in {kit}").format(kit=oldest.name))
        self.incomplete.setChecked(Only.INCOMPLETE in only)
        self.changed.setChecked(Only.CHANGED in only)
        self.incomplete.say(figures.incomplete, self.tr("A cost is missing in them: click to see them alone"))
        self.changed.say(
            figures.changed,
            self.tr(
                "They give other quantities now than the services have from them: click to see them alone"
            ),
        )
