"""The gallery's model: rows of the workspace, each with its pictures."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from lazi_desktop.domain.assets import Asset, cover_address, read_assets
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.pricebook.listed_rows import ListedRows
from lazi_desktop.ui.theme.chips import state_chip

Index = QModelIndex | QPersistentModelIndex

FIELDS = ("assets",)
"""What rows are read with."""


class TileRole(IntEnum):
    KEY = Qt.ItemDataRole.UserRole + 1
    COVER = Qt.ItemDataRole.UserRole + 2  # the address of the picture that stands for it, "" for none


class TilesModel(ListedRows):
    """One column: the entry."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told_of: Callable[[str], str] = lambda _address: ""
        """What is the matter with the picture of this address, in words; "" for nothing."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.sku(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{row.code} {row.name}"
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(word for word in (row.name, row.code, self._matter(row)) if word)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case TileRole.KEY:
                return row.key
            case TileRole.COVER:
                return cover_of(row)
        return None

    def _spoken(self, row: SkuRow) -> str:
        count = len(pictures_of(row))
        pictures = counted(count, self.tr("picture"), self.tr("pictures")) if count else self.tr("no picture")
        chip = state_chip(row.state)
        state = chip.text if chip else ""
        words = (row.name, row.code, word_of(row.kind), state, pictures, self._matter(row))
        return ", ".join(word for word in words if word)

    def _matter(self, row: SkuRow) -> str:
        cover = cover_of(row)
        return self.told_of(cover) if cover else ""


def cover_of(row: SkuRow) -> str:
    """The address of the picture that stands for the entry; "" for none."""
    return cover_address(row.more)


def pictures_of(row: SkuRow) -> list[Asset]:
    """What there is to see, the one that stands for the entry first."""
    found = [one for one in read_assets(row.more.get("assets")) if one.is_picture and one.address]
    return sorted(found, key=lambda one: not one.is_default)
