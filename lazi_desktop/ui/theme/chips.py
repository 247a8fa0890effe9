"""Chips: a word on a soft ground that tells a state. Painted by delegates, worn by labels through the stylesheet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import Role, color

_PADDING = 8


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    role: Role


def state_chip(state: SkuState | OverrideState) -> Chip | None:
    """What a row's chip says; None where it says nothing."""
    words = {
        "gone": (QCoreApplication.translate("Chip", "Deleted"), Role.DANGER),
        "conflict": (QCoreApplication.translate("Chip", "Conflict"), Role.DANGER),
        "failed": (QCoreApplication.translate("Chip", "Failed"), Role.DANGER),
        "differs": (QCoreApplication.translate("Chip", "Differs"), Role.DANGER),
        "submitted": (QCoreApplication.translate("Chip", "Submitted"), Role.ACCENT),
        "pending": (QCoreApplication.translate("Chip", "Pending"), Role.CHANGED),
        "pushed": (QCoreApplication.translate("Chip", "Pushed"), Role.PROVED),
        "new": (QCoreApplication.translate("Chip", "New"), Role.ACCENT),
    }
    found = words.get(state.value)
    return None if found is None else Chip(*found)


def entity_state(state: SkuState, remote_id: int | None) -> SkuState:
    """What is said of an entry: one that ServiceTitan does not have is new, not changed."""
    return SkuState.NEW if remote_id is None and state is SkuState.PENDING else state


def entry_chip(state: SkuState, remote_id: int | None, *, is_proposed: bool) -> Chip | None:
    """Of an entry; that something is proposed for it is said where nothing has been done to it."""
    shown = entity_state(state, remote_id)
    if is_proposed and shown in (SkuState.NONE, SkuState.PUSHED):
        return Chip(QCoreApplication.translate("Chip", "Proposed"), Role.ACCENT)
    return state_chip(shown)


def chip_font() -> QFont:
    return ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)


def chip_size(text: str) -> QSize:
    width = QFontMetrics(chip_font()).horizontalAdvance(text)
    return QSize(width + 2 * _PADDING, metrics.CHIP_HEIGHT)


def paint_chip(painter: QPainter, rect: QRect, text: str, role: Role | str) -> None:
    """Draws a chip at the left edge of `rect`, centred in its height, cut with … where it is too wide."""
    role = Role(role)
    font = chip_font()
    width = min(chip_size(text).width(), rect.width())
    if width <= 2 * _PADDING:
        return
    height = metrics.CHIP_HEIGHT
    box = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, width, height)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width - 2 * _PADDING + 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(role.ground))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(color(role.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def paint_dot(painter: QPainter, centre: QPointF, role: Role | str, radius: float = 4) -> None:
    """A small round mark in a role's strong colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(Role(role).ink))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()
