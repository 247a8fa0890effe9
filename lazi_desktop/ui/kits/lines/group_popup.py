"""Names a group and chooses its colour: Enter takes it, Esc leaves things as they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import GROUP_COLOURS, color
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.popping_up import pop_up

_DOT = 22
_WIDTH = 300


class ColourDot(QAbstractButton):
    def __init__(self, colour: str, title: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFixedSize(_DOT, _DOT)

    def sizeHint(self) -> QSize:
        return QSize(_DOT, _DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(f"group_{self.colour}"))
        painter.drawEllipse(room.adjusted(5, 5, -5, -5))
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus" if self.hasFocus() else "text_muted"), 1.6))
            painter.drawEllipse(room.adjusted(1.5, 1.5, -1.5, -1.5))
        painter.end()


class GroupPopup(QFrame):
    """`taken(name, colour)`."""

    taken = Signal(str, str)

    def __init__(self, parent: QWidget, *, name: str, colour: str, is_new: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        title = self.tr("Group the lines") if is_new else self.tr("Name and colour of the group")
        self.setAccessibleName(title)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(self.tr("Name of the group"))
        self.name.setMaxLength(400)
        self.name.textEdited.connect(lambda _: self._judge())
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.dots = [ColourDot(one, _colour_name(one)) for one in GROUP_COLOURS]
        self._chosen = QButtonGroup(self)
        self.take = button(self.tr("Group") if is_new else self.tr("Take it"), "primary")
        self.take.clicked.connect(self._take)
        self._lay_out(title)
        for dot in self.dots:
            self._chosen.addButton(dot)
            dot.setChecked(dot.colour == (colour or GROUP_COLOURS[0]))
        self.name.selectAll()

    def _lay_out(self, title: str) -> None:
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP, metrics.GAP, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.name)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(2)
        for dot in self.dots:
            row.addWidget(dot)
        row.addStretch(1)
        row.addWidget(self.take)
        column.addLayout(row)

    def open_at(self, at: QPoint) -> None:
        self.adjustSize()
        pop_up(self, at)
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> bool:
        try:
            check_part_field(KitPart.GROUP, "name", self.name.text())
        except InvalidValue as error:
            self.problem.setText(said(error.detail))
            self.problem.show()
            self.adjustSize()
            return False
        self.problem.hide()
        return True

    def _take(self) -> None:
        if self._judge():
            colour = next((dot.colour for dot in self.dots if dot.isChecked()), "")
            self.taken.emit(self.name.text(), colour)
            self.close()


def _colour_name(colour: str) -> str:
    names = {
        "blue": QCoreApplication.translate("Colours", "Blue"),
        "violet": QCoreApplication.translate("Colours", "Violet"),
        "green": QCoreApplication.translate("Colours", "Green"),
        "amber": QCoreApplication.translate("Colours", "Amber"),
        "red": QCoreApplication.translate("Colours", "Red"),
        "teal": QCoreApplication.translate("Colours", "Teal"),
        "grey": QCoreApplication.translate("Colours", "Grey"),
    }
    return names[colour]
