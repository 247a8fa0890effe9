"""What is said where the tiles would be when nothing is listed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard


def say_filtered_out(card: EmptyCard, filters: GalleryFilters) -> None:
    """One filter alone has its own good news."""
    said = {
        SkuFlag.NO_IMAGE: _tr("Every entry here has a picture"),
        SkuFlag.LOW_IMAGE: _tr("No picture here is known to be too small"),
        SkuFlag.BROKEN_IMAGE: _tr("No picture here is known to be broken"),
        SkuFlag.SHARED_IMAGE: _tr("No picture here is known to hang on two entries"),
        SkuFlag.IMAGE_PENDING: _tr("No picture here waits to be pushed"),
        SkuFlag.IMAGE_FAILED: _tr("No picture here was refused"),
    }
    only = next(iter(filters.flags)) if len(filters.flags) == 1 and not filters.kinds else None
    title = said[only] if only is not None else _tr("No entries match these filters")
    found_later = only in (SkuFlag.LOW_IMAGE, SkuFlag.BROKEN_IMAGE, SkuFlag.SHARED_IMAGE)
    detail = _tr("It is found out when a picture is first shown.") if found_later else ""
    card.say(Glyph.FILTER, title, detail, _tr("Clear filters"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EmptyGallery", text)
