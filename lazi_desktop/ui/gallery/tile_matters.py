"""What is the matter with a picture: as a chip on its tile, and in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pictures import LOW_RESOLUTION, local_digest
from lazi_desktop.ui.gallery.tile_pictures import Known
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role


def matter_chip(address: str, known: Known | None) -> Chip | None:
    if known is not None and known.problem is not None:
        return Chip(_tr("Cannot be shown"), Role.DANGER)
    if local_digest(address) is not None:
        return Chip(_tr("Added here"), Role.CHANGED)
    if known is not None and min(known.width, known.height) < LOW_RESOLUTION:
        return Chip(_size(known), Role.CHANGED)
    return None


def matter_words(address: str, known: Known | None) -> str:
    if known is not None and known.problem is not None:
        return said(str(known.problem))
    words = []
    if local_digest(address) is not None:
        words.append(_tr("added here, not in ServiceTitan yet"))
    if known is not None and min(known.width, known.height) < LOW_RESOLUTION:
        words.append(_tr("low resolution: {size} pixels").format(size=_size(known)))
    return ", ".join(words)


def _size(known: Known) -> str:
    return f"{whole(known.width)} × {whole(known.height)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tiles", text)
