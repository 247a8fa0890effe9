"""How large the tiles are: a slider between two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from lazi_desktop.ui.gallery.tile_places import LARGEST, SMALLEST, STEP
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button

_WIDTH = 120


class ZoomBar(QWidget):
    """`side_wanted(side)`: of the pictures; `stepped(steps)`."""

    side_wanted = Signal(int)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.smaller = button("", "icon", glyph=Glyph.LESS, name=self.tr("Smaller pictures"))
        self.larger = button("", "icon", glyph=Glyph.ADD, name=self.tr("Larger pictures"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(SMALLEST, LARGEST)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(4 * STEP)
        self.slider.setFixedWidth(_WIDTH)
        self.slider.setAccessibleName(self.tr("Size of the pictures"))
        self.slider.setToolTip(self.tr("Size of the pictures; also with Ctrl and the wheel"))
        self.slider.valueChanged.connect(self.side_wanted)
        for one, steps in ((self.smaller, -1), (self.larger, 1)):
            one.setToolTip(one.accessibleName())
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            one.clicked.connect(lambda _=False, steps=steps: self.stepped.emit(steps))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(self.smaller)
        line.addWidget(self.slider)
        line.addWidget(self.larger)

    def show_side(self, side: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(side)
        self.slider.blockSignals(False)
        self.smaller.setEnabled(side > SMALLEST)
        self.larger.setEnabled(side < LARGEST)
