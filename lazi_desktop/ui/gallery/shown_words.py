"""What is said beside a picture that is shown in full."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import Asset
from lazi_desktop.domain.pictures import LOW_RESOLUTION, local_digest
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.gallery.picture_canvas import PictureCanvas
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.numerals import whole


def facts(row: SkuRow, assets: list[Asset], place: int, canvas: PictureCanvas) -> str:
    """Of the entry, and of that one of its pictures."""
    words = [row.code, word_of(row.kind)]
    if len(assets) > 1:
        which = _tr("picture {number} of {count}")
        words.append(which.format(number=whole(place + 1), count=whole(len(assets))))
    if assets:
        if not assets[place].address.endswith(assets[place].name):
            words.append(assets[place].name)  # one that somebody gave it
        if local_digest(assets[place].address) is not None:
            words.append(_tr("added here"))
    size = canvas.full_size
    if not size.isEmpty():
        words.append(f"{whole(size.width())} × {whole(size.height())}")
        if min(size.width(), size.height()) < LOW_RESOLUTION:
            words.append(_tr("low resolution"))
    return "  ·  ".join(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FullView", text)
