"""The band over the window: whose pricebook this is. It is one large button that leads to the other profiles."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lazi_desktop.domain.profile import DEMO, PRODUCTION, Profile
from lazi_desktop.ui.profiles.looks import (
    ProfileLook,
    environment_glyph,
    environment_words,
    paint_ground,
    place_words,
    short_words,
)
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

HEIGHT = 30
_PAD = 8
_LEAST_NAME = 60
_GROUND_ROOM = 14


class ProfileBand(QAbstractButton):
    """What can be clicked has an arrow; `offer(keys)` makes it so."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._keys: str | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme_news.theme_changed.connect(self.update)
        self.show_profile(profile)

    @property
    def profile(self) -> Profile:
        return self._profile

    def show_profile(self, profile: Profile) -> None:
        self._profile = profile
        self._say()

    def offer(self, keys: str) -> None:
        """From now on it leads to other profiles; `keys` do, too."""
        self._keys = keys
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def _say(self) -> None:
        words = f"{self._profile.name}. {place_words(self._profile)}"
        if self._profile.environment == DEMO:
            words = f"{words}. {self._place()}"
        self.setText(short_words(self._profile))
        if self._keys is None:
            self.setAccessibleName(words)
            self.setToolTip(words)
        else:
            offer = self.tr("Switch to another profile")
            self.setAccessibleName(self.tr("Profile {words}. {offer}").format(words=words, offer=offer))
            self.setToolTip(f"{words}\n{offer}" + (f" ({self._keys})" if self._keys else ""))
        self.update()

    # ------------------------------------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self.rect(), self._profile)
        look = ProfileLook.of(self._profile)
        left = self._paint_words(painter, look)
        if self._keys is not None:
            self._paint_offer(painter, look, left)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(look.ink), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, 4)
        painter.end()

    def _paint_words(self, painter: QPainter, look: ProfileLook) -> int:
        """On plain ground: stripes make words hard to read. Returns where the ground ends."""
        tag = environment_words(self._profile.environment).upper() if self._profile.is_configured else ""
        place = self._place()
        name_font, tag_font = _font(metrics.TEXT, QFont.Weight.Bold), _font(11, QFont.Weight.Bold)
        place_font = _font(metrics.TEXT_SMALL, QFont.Weight.Medium)
        tag_width = QFontMetrics(tag_font).horizontalAdvance(tag) + 2 * _PAD if tag else 0
        place_width = QFontMetrics(place_font).horizontalAdvance(place) if place else 0
        fixed = _GROUND_ROOM + metrics.ICON + _PAD + tag_width + 2 * metrics.GAP
        room = self.width() - fixed - 120
        if room - place_width - metrics.GAP < _LEAST_NAME:
            place, place_width = "", 0
        name = QFontMetrics(name_font).elidedText(
            self._profile.name,
            Qt.TextElideMode.ElideRight,
            max(_LEAST_NAME, room - place_width - metrics.GAP),
        )
        name_width = QFontMetrics(name_font).horizontalAdvance(name)
        end = fixed + name_width + place_width + (metrics.GAP if place else 0)
        painter.fillRect(QRect(0, 0, end, HEIGHT), color(look.ground))
        at = _GROUND_ROOM
        glyph = environment_glyph(self._profile.environment)
        paint_icon(painter, QRect(at, 0, metrics.ICON, HEIGHT), glyph, look.ink)
        at += metrics.ICON + _PAD
        painter.setPen(color(look.ink))
        painter.setFont(name_font)
        painter.drawText(QRect(at, 0, name_width + 4, HEIGHT), _LEFT, name)
        at += name_width + metrics.GAP
        if tag:
            self._paint_tag(painter, look, QRect(at, 6, tag_width, HEIGHT - 12), tag, tag_font)
            at += tag_width + metrics.GAP
        painter.setPen(color(look.ink))
        painter.setFont(place_font)
        painter.drawText(QRect(at, 0, place_width + 4, HEIGHT), _LEFT, place)
        return end

    def _place(self) -> str:
        if self._profile.environment == DEMO:
            return self.tr("Made up. Nothing leaves this computer.")
        if not self._profile.is_configured:
            return self.tr("Not set up")
        return self.tr("Tenant {number}").format(number=self._profile.tenant)

    def _paint_tag(self, painter: QPainter, look: ProfileLook, box: QRect, tag: str, font: QFont) -> None:
        """Production is filled, what is none has an outline."""
        is_production = self._profile.environment == PRODUCTION
        painter.setPen(QPen(color(look.ink), 1.5))
        painter.setBrush(color(look.ink) if is_production else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.setPen(color(look.ground if is_production else look.ink))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)

    def _paint_offer(self, painter: QPainter, look: ProfileLook, left: int) -> None:
        words, font = self.tr("Switch profile"), _font(metrics.TEXT_SMALL, QFont.Weight.Medium)
        width = QFontMetrics(font).horizontalAdvance(words)
        room = QRect(self.width() - width - 52, 0, width + 52, HEIGHT)
        if room.left() < left:
            room.setLeft(self.width() - 36)
            words = ""
        painter.fillRect(room, color(look.ground))
        painter.setPen(color(look.ink))
        painter.setFont(font)
        painter.drawText(room.adjusted(metrics.GAP, 0, 0, 0), _LEFT, words)
        paint_icon(painter, QRect(self.width() - 26, 0, 14, HEIGHT), Glyph.DOWN, look.ink)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def _font(size: int, weight: QFont.Weight) -> QFont:
    return ui_font(size, weight=weight)
