"""What the keys and the menu of the list do: to the chosen kits."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.kits.listing.arranging import Column, Wanted
from lazi_desktop.ui.kits.listing.kit_row import KitRow
from lazi_desktop.ui.kits.listing.list_acts import ListActs
from lazi_desktop.ui.kits.listing.narrowing import Narrowing

_ALWAYS = frozenset(("kits_new", "kits_view", "kits_category"))

_CHANGING = frozenset((
    "kits_new", "kits_rename", "kits_move", "kits_duplicate", "kits_archive", "kits_restore", "kits_remove",
))  # fmt: skip


class ShownList(Protocol):
    """What of the list can be asked and told."""

    acts: ListActs
    narrowing: Narrowing
    wanted: Wanted

    def chosen(self) -> list[KitId]: ...
    def row(self, kit: KitId) -> KitRow | None: ...
    def type_over(self, column: Column) -> None: ...
    def switch_view(self) -> None: ...


class ListHandling(QObject):
    """`kit_opened(kit)`; `material_wanted(kits)`, `compare_wanted(kit)`, `use_wanted(kit)`: of what is chosen."""

    kit_opened = Signal(object)
    material_wanted = Signal(object)
    compare_wanted = Signal(object)
    use_wanted = Signal(object)

    def __init__(self, shown: ShownList, parent: QObject) -> None:
        super().__init__(parent)
        self._list = shown

    def can(self, name: str) -> bool:
        if name in _CHANGING and not self._list.acts.may_change:
            return False
        if name in _ALWAYS:
            return True
        if name == "kits_all":
            return self._list.wanted.narrows
        rows = [row for kit in self._list.chosen() if (row := self._list.row(kit)) is not None]
        if name == "kits_restore":
            return any(row.archived or row.gone for row in rows)
        alive = [row for row in rows if not row.gone]
        match name:
            case "kits_archive":
                return any(not row.archived for row in alive)
            case "kits_use" | "kits_compare":
                return len(alive) == 1
            case "kits_open":
                return bool(rows)
        return bool(alive)

    def new(self) -> None:
        self._list.acts.create(self._list.wanted.path)

    def open(self) -> None:
        kits = self._list.chosen()
        if kits:
            self.kit_opened.emit(kits[0])

    def rename(self) -> None:
        self._list.type_over(Column.NAME)

    def move(self) -> None:
        self._list.type_over(Column.CATEGORY)

    def duplicate(self) -> None:
        self._list.acts.duplicate(self._list.chosen())

    def archive(self) -> None:
        self._list.acts.archive(self._list.chosen())

    def restore(self) -> None:
        self._list.acts.restore(self._list.chosen())

    def remove(self) -> None:
        self._list.acts.remove(self._list.chosen())

    def use(self) -> None:
        self.use_wanted.emit(self._list.chosen()[0])

    def compare(self) -> None:
        self.compare_wanted.emit(self._list.chosen()[0])

    def list_materials(self) -> None:
        self.material_wanted.emit(self._list.chosen())

    def switch_view(self) -> None:
        self._list.switch_view()

    def choose_category(self) -> None:
        category = self._list.narrowing.category
        category.open(min(len(self._list.wanted.path), len(category.buttons) - 1))

    def show_all(self) -> None:
        self._list.narrowing.show_all()
