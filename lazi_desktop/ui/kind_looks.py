"""How a kind of SKU is called and which icon stands for it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class KindLook:
    glyph: Glyph
    one: str
    badge: str = ""
    """What tells it from services, where both are listed."""


_LOOKS = {
    EntityKind.CATEGORY: KindLook(Glyph.CATEGORY, QT_TRANSLATE_NOOP("Kind", "Category")),
    EntityKind.MATERIAL: KindLook(Glyph.MATERIAL, QT_TRANSLATE_NOOP("Kind", "Material")),
    EntityKind.SERVICE: KindLook(Glyph.SERVICE, QT_TRANSLATE_NOOP("Kind", "Service")),
    EntityKind.EQUIPMENT: KindLook(
        Glyph.EQUIPMENT, QT_TRANSLATE_NOOP("Kind", "Equipment"), QT_TRANSLATE_NOOP("Kind", "Equipment")
    ),
    EntityKind.DISCOUNT_FEE: KindLook(
        Glyph.DISCOUNT,
        QT_TRANSLATE_NOOP("Kind", "Discount or fee"),
        QT_TRANSLATE_NOOP("Kind", "Discount / fee"),
    ),
}


def glyph_of(kind: EntityKind) -> Glyph:
    return _LOOKS[kind].glyph


def word_of(kind: EntityKind) -> str:
    return QCoreApplication.translate("Kind", _LOOKS[kind].one)


def badge_of(kind: EntityKind) -> str:
    return QCoreApplication.translate("Kind", _LOOKS[kind].badge) if _LOOKS[kind].badge else ""


def tree_name(tree: Tree) -> str:
    if tree is Tree.MATERIALS:
        return QCoreApplication.translate("Kind", "Materials")
    return QCoreApplication.translate("Kind", "Services")


def all_of(tree: Tree) -> str:
    if tree is Tree.MATERIALS:
        return QCoreApplication.translate("Kind", "All materials")
    return QCoreApplication.translate("Kind", "All services")


def hue_of(code: str) -> int:
    """A hue from 0 to 359 for the picture that an entry does not have: the same for the same code, always."""
    return zlib.crc32(code.encode()) * 137 % 360
