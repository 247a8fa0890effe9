"""Draws the program's icon in any size, for the installers of every platform. Runs where the program is installed."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from lazi_desktop.config.places import resources_folder


def drawing() -> Path:
    return resources_folder() / "icons" / "app.svg"


def drawn(side: int) -> Image.Image:
    """Anew for each size: what is made smaller is not as clear."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing())).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))
