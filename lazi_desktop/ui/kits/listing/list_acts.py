"""What a person does to kits from the list: each is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitId, KitPart
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.free_names import free_names
from lazi_desktop.operations.kits.whole_kits import (
    KitCopy,
    archive,
    create_kit,
    duplicate_kit,
    remove_kit,
    restore,
    set_kit_field,
)
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.book import Kits


class ListActs(QObject):
    """`made(kits, is_new)`: on their way into the list; `is_new` where their name is still to be typed."""

    made = Signal(object, bool)

    def __init__(self, context: UiContext, kits: Kits, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kits = kits
        self._just_made: set[KitId] = set()
        """The list may not show them yet when the next is named. Touched where edits are recorded, and nowhere else."""

    @property
    def may_change(self) -> bool:
        return self._context.edits.may_record

    def create(self, path: Sequence[str]) -> None:
        wanted, known = self.tr("New kit"), frozenset(self._kits.book.kits)

        def record(work: UnitOfWork) -> Changes:
            (name,) = free_names(work, [wanted], known | self._just_made)
            return self._remember(create_kit(work, name, path=path))

        self._run(record, self._tell_made(is_new=True))

    def duplicate(self, kits: Sequence[KitId]) -> None:
        book, known = self._kits.book.kits, frozenset(self._kits.book.kits)
        wanted = [self.tr("{name} copy").format(name=book[kit].name) for kit in kits]

        def record(work: UnitOfWork) -> Changes:
            names = free_names(work, wanted, known | self._just_made)
            copies = [KitCopy(kit, name) for kit, name in zip(kits, names, strict=True)]
            return self._remember(duplicate_kit(work, copies))

        self._run(record, self._tell_made(is_new=False))

    def _remember(self, changes: Changes) -> Changes:
        self._just_made.update(KitId(key) for key in changes.keys)
        return changes

    def type_field(self, kits: Sequence[KitId], field: str, text: str) -> None:
        """A name or a category, as it was typed."""
        try:
            value = check_part_field(KitPart.KIT, field, text)
        except InvalidValue as error:
            self._context.notifier.problem(error)
            return
        if field == "name":
            self._tell_of_namesakes(kits, str(value))
        self._run(lambda work: set_kit_field(work, kits, field, value))

    def archive(self, kits: Sequence[KitId]) -> None:
        self._run(lambda work: archive(work, kits), self._tell(self.tr("Archived: {kits}."), kits))

    def restore(self, kits: Sequence[KitId]) -> None:
        self._run(lambda work: restore(work, kits), self._tell(self.tr("Restored: {kits}."), kits))

    def remove(self, kits: Sequence[KitId]) -> None:
        users = {one for kit in kits for one in self._kits.book.users_of(kit)} - set(kits)
        words = self.tr("Removed: {kits}.")
        if users:
            missing = self.tr("Something is missing now in {kits} that held it.")
            words += " " + missing.format(kits=self._counted(users))
        services = self._services_of(kits)
        if services:
            used = self.tr("Used in {services}: what was put there stays.")
            words += " " + used.format(services=counted(services, self.tr("service"), self.tr("services")))
        self._run(lambda work: remove_kit(work, kits), self._tell(words, kits))

    def _services_of(self, kits: Sequence[KitId]) -> int:
        """How many services these are used in."""
        known = [kit for one in kits if (kit := self._kits.book.kits.get(one)) is not None]
        return len({use.service for kit in known for use in kit.uses})

    # ----------------------------------------------------------------------------------------------------- afterwards

    def _run(
        self, operation: Callable[[UnitOfWork], Changes], done: Callable[[Changes], None] | None = None
    ) -> None:
        self._context.edits.do(operation, initiator=self, done=done)

    def _tell_made(self, *, is_new: bool) -> Callable[[Changes], None]:
        return lambda changes: self.made.emit([KitId(key) for key in changes.keys], is_new)

    def _tell(self, words: str, kits: Sequence[KitId]) -> Callable[[Changes], None]:
        said = words.format(kits=self._name(kits))

        def tell(changes: Changes) -> None:
            self._context.notifier.done(said, undo=self._context.edits.undoing(changes, initiator=self))

        return tell

    def _tell_of_namesakes(self, kits: Sequence[KitId], name: str) -> None:
        others = [
            one
            for one in self._kits.book.kits.values()
            if one.key not in kits and not one.gone and one.name.casefold() == name.casefold()
        ]
        if others:
            words = self.tr("{kits} with the name “{name}” is there already.")
            found = counted(len(others), self.tr("Another kit"), self.tr("other kits")).removeprefix("1 ")
            self._context.notifier.done(words.format(kits=found, name=name))

    def _name(self, kits: Sequence[KitId]) -> str:
        if len(kits) == 1 and (kit := self._kits.book.kits.get(kits[0])) is not None:
            return kit.name
        return self._counted(kits)

    def _counted(self, kits: Sequence[KitId] | set[KitId]) -> str:
        return counted(len(kits), self.tr("kit"), self.tr("kits"))
