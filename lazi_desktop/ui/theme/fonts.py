"""The typeface: Inter as shipped, else what the system has; figures of one width for numbers."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from lazi_desktop.config.places import resources_folder
from lazi_desktop.ui.theme import metrics

FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "DejaVu Sans"]


@cache
def install_fonts() -> None:
    """Makes the shipped font known to this process."""
    for file in sorted((resources_folder() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def ui_font(size: int = metrics.TEXT, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    install_fonts()
    font = QFont(FAMILIES)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def number_font(size: int = metrics.TEXT, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """All figures are equally wide, so that columns of prices line up."""
    font = ui_font(size, weight=weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mono_font(size: int = metrics.TEXT_SMALL) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(size)
    return font
