"""A profile in one small mark of its colour: for the status bar, where it says where changes go."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lazi_desktop.domain.profile import Profile
from lazi_desktop.ui.profiles.looks import (
    ProfileLook,
    environment_glyph,
    paint_ground,
    place_words,
    short_words,
)
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

_HEIGHT = 20
_PAD = 6
_SIGN = 13
_EDGE = 12
"""Where the environment's pattern shows."""
_WIDEST = 260


class ProfileTag(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the band leads to the same place
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_news.theme_changed.connect(self.update)

    def show_profile(self, profile: Profile) -> None:
        self._profile = profile
        words = f"{profile.name}. ServiceTitan: {place_words(profile)}"
        self.setText(short_words(profile))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(_font()).horizontalAdvance(self.text())
        return QSize(min(_WIDEST, width + _SIGN + _EDGE + 3 * _PAD + 4), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._profile is None:
            return
        look, box = ProfileLook.of(self._profile), self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), 5, 5)
        painter.setClipPath(shape)
        painter.fillRect(box, color(look.ground))
        paint_ground(painter, QRect(box.right() - _EDGE + 1, 0, _EDGE, box.height()), self._profile)
        painter.setClipPath(shape)
        sign = QRect(_PAD, 0, _SIGN, box.height())
        paint_icon(painter, sign, environment_glyph(self._profile.environment), look.ink)
        painter.setFont(_font())
        painter.setPen(QPen(color(look.ink)))
        room = QRect(sign.right() + _PAD, 0, box.width() - sign.right() - 2 * _PAD - _EDGE + 2, box.height())
        shown = QFontMetrics(_font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


def _font() -> QFont:
    return ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)
