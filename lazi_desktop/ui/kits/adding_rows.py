"""Selected rows of the pricebook put into a kit: which one is chosen from a list, and all of them go in as one step."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.lines import IN_KITS, NewLine, add_lines
from lazi_desktop.operations.kits.part_edits import MAX_LINES
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList


class AddingRows(QObject):
    def __init__(self, context: UiContext, kits: Kits, room: QWidget) -> None:
        super().__init__(room)
        self._context, self._kits, self._room = context, kits, room
        self.popup: PopupList | None = None
        kits.changed.connect(self._on_kits)

    def ask(self, numbers: array[int], at: QPoint) -> None:
        """Which kit; as soon as the kits are known."""
        self._kits.ensure()
        popup = PopupList(self.tr("Add to a kit"), self._room)
        popup.ticked.connect(lambda key, _on: self._take(popup, numbers, key))
        popup.destroyed.connect(lambda: self._forget(popup))
        self.popup = popup
        popup.offer(self._choices())
        popup.open_at(at)

    def _on_kits(self) -> None:
        if self.popup is not None:
            self.popup.offer(self._choices())

    def _choices(self) -> Sequence[Choice]:
        kits = [kit for kit in self._kits.book.kits.values() if not (kit.gone or kit.archived)]
        kits.sort(key=lambda kit: kit.name.casefold())
        return [Choice(str(kit.key), kit.name, note=" › ".join(kit.path)) for kit in kits]

    def _forget(self, gone: PopupList) -> None:
        if self.popup is gone:
            self.popup = None

    def _take(self, popup: PopupList, numbers: array[int], key: str) -> None:
        popup.close()
        kit, queries = KitId(UUID(key)), self._context.queries

        def read() -> Sequence[EntityKey]:
            if len(numbers) > MAX_LINES:
                raise InvalidValue(f"{whole(len(numbers))} rows are more than a kit can hold.")
            return [row.key for row in queries.rows(numbers) if row.kind in IN_KITS]

        self._context.tasks.read(read, lambda keys: self._add(kit, keys), owner=self)

    def _add(self, kit: KitId, keys: Sequence[EntityKey]) -> None:
        if not keys:
            self._context.notifier.done(self.tr("Materials, equipment and services can be put into a kit."))
            return
        known = self._kits.book.kits.get(kit)
        name = known.name if known is not None else ""

        def tell(changes: Changes) -> None:
            lines = counted(len(keys), self.tr("line"), self.tr("lines"))
            self._context.notifier.done(
                self.tr("{lines} added to {name}.").format(lines=lines, name=name),
                undo=self._context.edits.undoing(changes, initiator=self),
            )

        self._context.edits.do(
            lambda work: add_lines(work, kit, [NewLine(sku=key) for key in keys]), initiator=self, done=tell
        )
