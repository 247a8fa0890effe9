"""Which entries show a picture, in few words and in all of them; and where the gallery shows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import tree_of
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ports.picture_queries import PictureUse
from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.numerals import whole

_NAMED = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def uses_words(uses: Sequence[PictureUse], used: int) -> str:
    named = ", ".join(one.code or one.name for one in uses[:_NAMED])
    more = used - min(len(uses), _NAMED)
    return _tr("{named} and {n} more").format(named=named, n=whole(more)) if more > 0 else named


def all_uses(uses: Sequence[PictureUse]) -> str:
    return "\n".join(f"{one.code}  {one.name}".strip() for one in uses[:40])


def wish_of(uses: Sequence[PictureUse], addresses: Collection[str]) -> GalleryWish | None:
    """The SKUs that show them, in the tree of the first; None where only categories do."""
    first = next((one for one in uses if one.kind.is_sku), None)
    if first is None:
        return None
    return GalleryWish(tree=tree_of(first.kind), pictures=frozenset(addresses))


def file_words(address: str) -> str:
    """The name of the file; of what was added here there is none."""
    if not address:
        return _tr("no address")
    if local_digest(address) is not None:
        return _tr("added here")
    return address.rstrip("/").rpartition("/")[2]
