"""The rows of an entry's list of pictures, videos and files."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from lazi_desktop.domain.assets import Asset
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.editors.assets.asset_words import facts_words, name_words, spoken
from lazi_desktop.ui.picture_adding.carried import carry
from lazi_desktop.ui.picture_adding.sources import FromEntry
from lazi_desktop.ui.shown_picture import ShownPicture

Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = 44


class AssetRole(IntEnum):
    ASSET = Qt.ItemDataRole.UserRole + 1
    FACTS = Qt.ItemDataRole.UserRole + 2
    """The second line and the token of its colour."""
    SHOWN = Qt.ItemDataRole.UserRole + 3
    """A ShownPicture, None of what is no picture."""


class AssetsModel(QAbstractListModel):
    """`named(address, alias)`: a person called it so."""

    named = Signal(str, str)

    def __init__(self, pictures: Pictures | None, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._shown: list[ShownPicture | None] = []
        self.assets: list[Asset] = []
        self.may_name = False

    def show(self, assets: Sequence[Asset], ratio: float) -> None:
        if list(assets) == self.assets and len(self._shown) == len(self.assets):
            return
        self.beginResetModel()
        for shown in self._shown:
            if shown is not None:
                shown.show("", THUMBNAIL, ratio)  # nobody waits for it any more
                shown.deleteLater()
        self.assets = list(assets)
        self._shown = [self._ask(asset, ratio) for asset in assets]
        self.endResetModel()

    def _ask(self, asset: Asset, ratio: float) -> ShownPicture | None:
        if not asset.is_picture:
            return None
        shown = ShownPicture(self._pictures, self)
        shown.changed.connect(lambda: self._on_changed(shown))
        shown.show(asset.address, THUMBNAIL, ratio)
        return shown

    def _on_changed(self, shown: ShownPicture) -> None:
        if shown in self._shown:
            index = self.index(self._shown.index(shown))
            self.dataChanged.emit(index, index)

    @property
    def addresses(self) -> set[str]:
        return {asset.address for asset in self.assets}

    def row_of(self, address: str) -> int:
        """-1 where it is not there."""
        return next((row for row, asset in enumerate(self.assets) if asset.address == address), -1)

    # --------------------------------------------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.assets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        asset, shown = self.assets[index.row()], self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_words(asset)
            case Qt.ItemDataRole.EditRole:
                return "" if name_words(asset) != asset.name else asset.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{name_words(asset)}\n{facts_words(asset, shown)[0]}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(asset, shown, index.row(), len(self.assets))
            case AssetRole.ASSET:
                return asset
            case AssetRole.FACTS:
                return facts_words(asset, shown)
            case AssetRole.SHOWN:
                return shown
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The name is shown once it is recorded."""
        asset = self.assets[index.row()]
        words = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or words == self.data(index, role):
            return False
        self.named.emit(asset.address, words)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if self.may_name:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        carry(data, self.carried([index.row() for index in indexes]))
        return data

    def carried(self, rows: Sequence[int]) -> list[FromEntry]:
        """Of these, what can be put onto another entry."""
        assets = [self.assets[row] for row in sorted(rows)]
        return [FromEntry(one.address, one.name) for one in assets if one.is_picture]
