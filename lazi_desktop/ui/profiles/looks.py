"""How a profile is told from the others: its colour and name, and its environment by word, sign and pattern."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from lazi_desktop.domain.profile import DEMO, PRODUCTION, Profile
from lazi_desktop.ports.profiles import ProfileState
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, app_icon, paint_icon
from lazi_desktop.ui.theme.tokens import color

APP = "LAZI Desktop"
_STEP = 14
"""Between two stripes."""


@dataclass(frozen=True, slots=True)
class ProfileLook:
    """Tokens of its ground and of what is read on it."""

    ground: str
    ink: str

    @classmethod
    def of(cls, profile: Profile) -> ProfileLook:
        """What is made up looks like no other, whatever somebody chose."""
        if profile.environment == DEMO:
            return cls("demo", "on_demo")
        return cls(f"profile_{profile.colour}", "on_profile")


def colour_words(colour: str) -> str:
    words = {
        "blue": _tr("Blue"),
        "teal": _tr("Teal"),
        "green": _tr("Green"),
        "olive": _tr("Olive"),
        "brown": _tr("Brown"),
        "magenta": _tr("Magenta"),
        "violet": _tr("Violet"),
        "slate": _tr("Slate"),
    }
    return words[colour]


def environment_words(environment: str) -> str:
    words = {
        "production": _tr("production"),
        "integration": _tr("integration"),
        "custom": _tr("another address"),
        "demo": _tr("demo"),
    }
    return words.get(environment, environment)


def environment_glyph(environment: str) -> Glyph:
    return {
        "production": Glyph.PRODUCTION,
        "integration": Glyph.INTEGRATION,
        "demo": Glyph.DEMO,
    }.get(environment, Glyph.SETTINGS)


def short_words(profile: Profile) -> str:
    """`Blue Reef · production`."""
    if not profile.environment or not profile.is_configured:
        return profile.name
    words = environment_words(profile.environment)
    return profile.name if words == profile.name.lower() else f"{profile.name} · {words}"


def window_title(profile: Profile | None) -> str:
    return f"{APP} – {short_words(profile)}" if profile is not None else APP


def place_words(profile: Profile) -> str:
    """`Tenant 123 · production`."""
    if not profile.tenant:
        return environment_words(profile.environment)
    tenant = _tr("Tenant {number}").format(number=profile.tenant)
    return f"{tenant} · {environment_words(profile.environment)}"


def state_words(state: ProfileState) -> str:
    return {
        ProfileState.HERE: _tr("open here"),
        ProfileState.ELSEWHERE: _tr("open in another window"),
        ProfileState.READY: _tr("ready"),
        ProfileState.NOT_SET_UP: _tr("not set up"),
        ProfileState.BROKEN: _tr("its settings cannot be read"),
    }[state]


# ---------------------------------------------------------------------------------------------------------- painting


def paint_ground(painter: QPainter, rect: QRect, profile: Profile) -> None:
    """The colour, with the environment's pattern: production none, the demo bold stripes, all others fine ones."""
    look = ProfileLook.of(profile)
    painter.fillRect(rect, color(look.ground))
    if profile.environment == PRODUCTION or not profile.environment:
        return
    is_demo = profile.environment == DEMO
    ink = QColor(color(look.ink))
    ink.setAlphaF(0.85 if is_demo else 0.22)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, _STEP / 2 if is_demo else 1.5))
    step = _STEP if is_demo else _STEP // 2
    across = rect.left() - rect.height()
    while across < rect.right() + rect.height():
        painter.drawLine(
            QPointF(across, rect.bottom() + 2), QPointF(across + rect.height() + 3, rect.top() - 2)
        )
        across += step
    painter.restore()


def swatch(profile: Profile) -> QIcon:
    """For lists: its ground with the sign of its environment on it."""
    side = metrics.ICON + 4
    pixmap = _canvas(side)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = ProfileLook.of(profile)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(look.ground))
    painter.drawRoundedRect(QRectF(0, 0, side, side), 5, 5)
    paint_icon(painter, QRect(3, 3, side - 6, side - 6), environment_glyph(profile.environment), look.ink)
    painter.end()
    return QIcon(pixmap)


def window_icon(profile: Profile | None) -> QIcon:
    """The program's own with a mark in the profile's colour, for the task bar."""
    if profile is None:
        return app_icon()
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        pixmap = app_icon().pixmap(QSize(side, side), 1.0)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, mark = ProfileLook.of(profile), side * 0.56
        box = QRectF(side - mark, side - mark, mark, mark)
        painter.setPen(QPen(color(look.ink), max(1.0, side / 24)))
        painter.setBrush(color(look.ground))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if side >= 32:
            inner = box.adjusted(mark * 0.24, mark * 0.24, -mark * 0.24, -mark * 0.24).toAlignedRect()
            paint_icon(painter, inner, environment_glyph(profile.environment), look.ink)
        painter.end()
        made.addPixmap(pixmap)
    return made


def _canvas(side: int) -> QPixmap:
    pixmap = QPixmap(QSize(side, side) * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _tr(text: str) -> str:
    return QCoreApplication.translate("Profiles", text)
