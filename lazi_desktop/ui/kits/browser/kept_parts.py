"""What a person put into kits lately, and what they marked as a favourite; remembered between two starts."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QSettings, Signal

from lazi_desktop.ui.kits.browser.found_part import identity_in

RECENT, FAVOURITES = "kits/recent", "kits/favourites"
MOST_RECENT = 12
MOST_FAVOURITES = 60


class KeptParts(QObject):
    """By what `FoundPart.identity` says; the latest first."""

    changed = Signal()

    def __init__(self, state: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self.recent = _kept(state, RECENT)
        self.favourites = _kept(state, FAVOURITES)

    def note(self, identity: str) -> None:
        self.recent = [identity, *(one for one in self.recent if one != identity)][:MOST_RECENT]
        self._keep(RECENT, self.recent)

    def is_favourite(self, identity: str) -> bool:
        return identity in self.favourites

    def toggle(self, identity: str) -> None:
        if identity in self.favourites:
            self.favourites = [one for one in self.favourites if one != identity]
        else:
            self.favourites = [identity, *self.favourites][:MOST_FAVOURITES]
        self._keep(FAVOURITES, self.favourites)

    def _keep(self, name: str, kept: list[str]) -> None:
        self._state.setValue(name, json.dumps(kept))
        self.changed.emit()


def _kept(state: QSettings, name: str) -> list[str]:
    """None where nothing is remembered, or nothing that can be read."""
    try:
        found = json.loads(str(state.value(name, "[]")))
    except ValueError:
        return []
    if not isinstance(found, list):
        return []
    return [one for one in found if isinstance(one, str) and identity_in(one) is not None]
