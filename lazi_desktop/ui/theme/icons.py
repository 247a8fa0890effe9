"""The icons of the window: one set (Phosphor, regular weight), drawn in a token's colour at the moment of painting.

The font comes with qtawesome. Its Python part is not imported: it costs 0.15 s at start and loads eleven fonts to draw
from one. An icon follows the theme by itself; nobody has to set it anew.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from lazi_desktop.config.places import resources_folder
from lazi_desktop.ui.theme.tokens import color


class Glyph(StrEnum):
    """Every icon in use, by what it stands for."""

    ACCEPT = "check"
    ACTIVITY = "clock-counter-clockwise"
    ADD = "plus"
    BACK = "arrow-left"
    BOLD = "text-bolder"
    CARDS = "squares-four"
    CATEGORY = "folder-simple"
    CLOSE = "x"
    COLUMNS = "columns"
    COMPARE = "arrows-left-right"
    CONFLICT = "warning-circle"
    CONNECT = "link"
    CROP = "crop"
    COPY = "copy"
    DETAILS = "square-half"
    DEMO = "play-circle"
    DISCOUNT = "percent"
    DOWN = "caret-down"
    UP = "caret-up"
    EDIT = "pencil-simple"
    EMPTY = "tray"
    EQUIPMENT = "package"
    EXTERNAL = "arrow-square-out"
    FILE = "file"
    FILTER = "funnel-simple"
    FORWARD = "arrow-right"
    INFO = "info"
    INTEGRATION = "flask"
    INVITE = "user-plus"
    ITALIC = "text-italic"
    KEY = "key"
    KIT = "stack"
    LEFT = "caret-left"
    LESS = "minus"
    LISTS = "list-bullets"
    LOCK = "lock-simple"
    MAIL = "envelope-simple"
    MATERIAL = "cube"
    MORE = "dots-three-vertical"
    NUMBERS = "list-numbers"
    PASTE = "clipboard-text"
    PLAIN = "eraser"
    PRICEBOOK = "book-open"
    PRODUCTION = "storefront"
    PROFILES = "swatches"
    PICTURE = "image"
    PULL = "cloud-arrow-down"
    PUSH = "cloud-arrow-up"
    REDO = "arrow-arc-right"
    REMOVE = "trash"
    REVERT = "arrow-counter-clockwise"
    REVIEW = "git-diff"
    RIGHT = "caret-right"
    RULES = "scales"
    RUN = "play"
    SEARCH = "magnifying-glass"
    SERVICE = "wrench"
    SETTINGS = "gear-six"
    SHARE = "export"
    SHOW_IN_GRID = "arrow-square-in"
    SOURCE = "code"
    SQUARE = "square"
    STAR = "star"
    SWAP = "swap"
    SWEEP = "moon"
    SYNC = "arrows-clockwise"
    TEAM = "users"
    TEND = "shield-check"
    TRIM = "scissors"
    TURN = "arrow-clockwise"
    UNDERLINE = "text-underline"
    UNDO = "arrow-arc-left"
    VIDEO = "video-camera"
    VIEWS = "bookmark-simple"
    WHITEN = "sun"


def icon(name: str, role: str = "text", *, checked: str = "") -> QIcon:
    """An icon in the colour of the token `role`; greyed where its control is disabled.

    `checked` is the token for a control that is switched on.
    """
    return _icon(str(name), role, checked or role)


def paint_icon(painter: QPainter, rect: QRect, name: str, role: str = "text") -> None:
    """Draws the icon into the middle of `rect`, as large as fits; for delegates."""
    _draw(painter, rect, str(name), color(role))


def app_icon() -> QIcon:
    return QIcon(str(resources_folder() / "icons" / "app.svg"))


@lru_cache(maxsize=256)
def _icon(name: str, role: str, checked: str) -> QIcon:
    return QIcon(_Engine(name, role, checked))


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str, checked: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._checked = checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._checked if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = "text_disabled"
        if rect.width() > rect.height():  # room to the text beside it
            rect = QRect(rect.left(), rect.top(), rect.height(), rect.height())
        _draw(painter, rect, self._name, color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def _draw(painter: QPainter, rect: QRect, name: str, ink: QColor) -> None:
    family, letters = _set()
    side = min(rect.width(), rect.height())
    font = QFont(family)
    font.setPixelSize(max(1, side))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, letters[name])
    painter.restore()


@cache
def _set() -> tuple[str, dict[str, str]]:
    """The font's family and its letters by name."""
    fonts = _fonts_folder()
    loaded = QFontDatabase.addApplicationFont(str(next(fonts.glob("phosphor-[0-9]*.ttf"))))
    charmap = json.loads(next(fonts.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    letters = {name: chr(int(point, 16)) for name, point in charmap.items()}
    return QFontDatabase.applicationFontFamilies(loaded)[0], letters


def _fonts_folder() -> Path:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise RuntimeError("qtawesome, which carries the icons, is not installed")
    return Path(found.origin).parent / "fonts"
