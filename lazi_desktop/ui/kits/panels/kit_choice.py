"""A field that finds a kit: typed in part, chosen from what fits."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.kits.book import Kits

_SHOWN = 14


class KitChoice(QLineEdit):
    """`picked(kit_id)`. The field keeps the name, or with `clears` makes room for the next."""

    picked = Signal(object)

    def __init__(self, kits: Kits, *, clears: bool = False) -> None:
        super().__init__()
        self._kits = kits
        self._clears = clears
        self._but: Collection[KitId] = ()
        self._ids: list[KitId] = []
        self.setPlaceholderText(self.tr("Find a kit"))
        self.setAccessibleName(self.tr("Find a kit"))
        self.setClearButtonEnabled(True)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        popup = self._completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.tr("Kits that fit"))
        self.setCompleter(self._completer)
        self.returnPressed.connect(self._on_enter)
        kits.changed.connect(self._offer)
        self._offer()

    def leave_out(self, kits: Collection[KitId]) -> None:
        self._but = kits
        self._offer()

    def show_kit(self, kit: KitId | None) -> None:
        found = self._kits.book.kits.get(kit) if kit is not None else None
        self.setText(found.name if found is not None else "")

    def _offer(self) -> None:
        kits = [
            one
            for one in self._kits.book.kits.values()
            if not (one.gone or one.archived or one.key in self._but)
        ]
        kits.sort(key=lambda one: one.name.casefold())
        self._ids = [one.key for one in kits]
        self._model.setStringList(
            [" · ".join(filter(None, (one.name, " › ".join(one.path)))) for one in kits]
        )

    def _on_chosen(self, index: QModelIndex) -> None:
        source = self._completer.completionModel().mapToSource(index)  # type: ignore[attr-defined]
        self._take(self._ids[source.row()])

    def _on_enter(self) -> None:
        """What is typed must be a kit's name, or fit only one."""
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # the completer chooses it
        typed = self.text().strip().casefold()
        names = {key: self._kits.book.kits[key].name.casefold() for key in self._ids}
        fitting = [key for key, name in names.items() if name == typed]
        fitting = fitting or [key for key, name in names.items() if typed and typed in name]
        if len(fitting) == 1:
            self._take(fitting[0])
        elif fitting:
            self._completer.complete()

    def _take(self, kit: KitId) -> None:
        if popup := self._completer.popup():
            popup.hide()
        self._settle(kit)
        QTimer.singleShot(0, self, lambda: self._settle(kit))  # the completer writes its own words afterwards
        self.picked.emit(kit)

    def _settle(self, kit: KitId) -> None:
        self.show_kit(None if self._clears else kit)
