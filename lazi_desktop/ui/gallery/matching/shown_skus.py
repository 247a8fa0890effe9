"""The SKUs of a review as they are now: code, name, and the pictures they have."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.tiles_model import FIELDS
from lazi_desktop.ui.latest_read import LatestRead


class ShownSkus(QObject):
    """`changed(keys)`: of these there is something else to show. `gone(keys)`: these are no more."""

    changed = Signal(object)
    gone = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._wanted: set[EntityKey] = set()
        self._unread: set[EntityKey] = set()
        self._rows: dict[EntityKey, SkuRow] = {}
        context.edits.changed.connect(self._on_edited)

    def row(self, key: EntityKey | None) -> SkuRow | None:
        """None until it is read."""
        return None if key is None else self._rows.get(key)

    def put(self, row: SkuRow) -> None:
        """Known from elsewhere; its pictures are read."""
        if row.key not in self._rows:
            self._rows[row.key] = row
        self.know([row.key])

    def only(self, keys: Collection[EntityKey]) -> None:
        """A new review, with these."""
        self._rows.clear()
        self._wanted = set(keys)
        self._read(self._wanted)

    def know(self, keys: Collection[EntityKey]) -> None:
        self._wanted.update(keys)
        self._read(set(keys))

    def _read(self, keys: set[EntityKey]) -> None:
        self._unread |= keys
        if not self._unread:
            return
        asked, queries = sorted(self._unread), self._context.queries

        def arrived(rows: Collection[SkuRow]) -> None:
            self._unread.difference_update(asked)
            found = {row.key: row for row in rows}
            self._rows |= found
            missing = [key for key in asked if key not in found]
            for key in missing:
                self._rows.pop(key, None)
            self.changed.emit(asked)
            if missing:
                self.gone.emit(missing)

        self._reads.ask(lambda: queries.rows_of(asked, FIELDS), arrived)

    def _on_edited(self, changes: Changes, _initiator: object) -> None:
        everything = Aspect.EVERYTHING in changes.aspects
        concerned = self._wanted if everything else self._wanted.intersection(changes.keys)
        if concerned:
            self._read(set(concerned))
