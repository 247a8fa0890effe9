"""What a person does to the lines of the shown kit: every action is one step that undo takes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.copying import copy_from_kit
from lazi_desktop.operations.kits.groups import group_lines, set_group, ungroup
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, step_quantity
from lazi_desktop.operations.kits.moving import move_groups, move_lines, shift_lines
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.kits.lines.cell_editor import Typed
from lazi_desktop.ui.kits.lines.columns import FIELD_OF
from lazi_desktop.ui.kits.lines.on_the_way import Then, Ticket
from lazi_desktop.ui.kits.shown_kit import ShownKit

Place = tuple[PartId | None, PartId | None]
"""A group, and a line to stand behind."""


class LineActs(QObject):
    """`began(ticket)`: lines are on their way; `made(ticket)`: they are recorded; `failed(ticket)`: they are not.
    `refused(key, column, text, error)`: what was typed there could not be recorded."""

    began = Signal(object)
    made = Signal(object)
    failed = Signal(object)
    refused = Signal(object, object, str, object)

    def __init__(self, context: UiContext, shown: ShownKit, parent: QObject) -> None:
        super().__init__(parent)
        self._edits = context.edits
        self._notifier = context.notifier
        self._shown = shown
        self._changing: Counter[PartId] = Counter()
        """What this person's own edits are about that are not recorded yet."""
        self._unshown: set[PartId] = set()
        """What they were about, until it is shown."""
        shown.changed.connect(self._unshown.clear)

    def is_changing(self, part: PartId) -> bool:
        """What is shown of it may be older than what the person just did."""
        return part in self._changing or part in self._unshown

    # ---------------------------------------------------------------------------------------------------------- adding

    def add_part(self, part: FoundPart, place: Place, then: Then | None = None) -> None:
        group, after = place
        if part.kit is not None:
            included = part.kit

            def include(work: UnitOfWork, kit: KitId, key: PartId) -> Changes:
                return include_kit(work, kit, included, group=group, after=after, key=key)

            self._make(include, then)
        else:
            self.add([NewLine(sku=part.sku)], place, then)

    def add_with_quantity(self, sku: EntityKey, quantity: Quantity, place: Place, then: Then) -> None:
        self.add([NewLine(sku=sku, quantity=quantity)], place, then)

    def add_parts(
        self,
        parts: Sequence[FoundPart],
        place: Place,
        before: PartId | None = None,
        then: Then | None = None,
    ) -> None:
        """One of each, as one step; in front of a line that is named."""
        self.add([NewLine(sku=one.sku, includes=one.kit) for one in parts], place, then, before=before)

    def add(
        self,
        lines: Sequence[NewLine],
        place: Place,
        then: Then | None = None,
        *,
        before: PartId | None = None,
        label: str = "",
    ) -> None:
        """One step, however many."""
        kit, (group, after), keys = self._shown.key, place, list[PartId]()
        if kit is None or not lines:
            return

        def record(work: UnitOfWork) -> Changes:
            keys[:] = [PartId(work.new_key()) for _ in lines]
            named = [replace(line, key=key) for line, key in zip(lines, keys, strict=True)]
            return add_lines(work, kit, named, group=group, after=after, before=before, label=label)

        self._run(record, keys, then)

    def copy(
        self, source: KitId, lines: Collection[PartId] | None, place: Place, then: Then | None = None
    ) -> None:
        """Of another kit, or of this one; None for all of its lines."""
        kit, (group, after), keys = self._shown.key, place, list[PartId]()
        if kit is None:
            return

        def record(work: UnitOfWork) -> Changes:
            fresh = {key: PartId(work.new_key()) for key in lines or ()}
            keys[:] = fresh.values()
            return copy_from_kit(work, kit, source, lines, group=group, after=after, keys=fresh)

        self._run(record, keys, then)

    def _make(self, operation: Callable[[UnitOfWork, KitId, PartId], Changes], then: Then | None) -> None:
        kit, keys = self._shown.key, list[PartId]()
        if kit is None:
            return

        def record(work: UnitOfWork) -> Changes:
            keys[:] = [PartId(work.new_key())]
            return operation(work, kit, keys[0])

        self._run(record, keys, then)

    def _run(self, record: Callable[[UnitOfWork], Changes], keys: list[PartId], then: Then | None) -> None:
        ticket = Ticket(then=then)

        def done(changes: Changes) -> None:
            if changes:
                ticket.keys = tuple(keys)
                self.made.emit(ticket)
            else:
                self.failed.emit(ticket)

        def failed(error: LaziError) -> None:
            self.failed.emit(ticket)
            self._notifier.problem(error)

        self.began.emit(ticket)
        self._edits.do(record, initiator=self, failed=failed, done=done)

    # -------------------------------------------------------------------------------------------------------- changing

    def type(self, key: PartId, typed: Typed, *, of_group: bool) -> None:
        """Into one cell; where it cannot be recorded, what was typed is not lost."""

        def failed(error: LaziError) -> None:
            self.refused.emit(key, typed.column, typed.text, error)

        field = "name" if of_group else FIELD_OF[typed.column]
        values = {field: typed.value}
        seen = None if typed.seen is None else {field: typed.seen.value}

        def record(work: UnitOfWork, kit: KitId) -> Changes:
            write = set_group if of_group else set_line
            return write(work, kit, [key], values, seen=seen)

        self._do(record, [key], failed)

    def set(
        self,
        lines: Collection[PartId],
        values: Mapping[str, Value],
        *,
        seen: Mapping[str, Value] | None = None,
        failed: Callable[[LaziError], None] | None = None,
    ) -> None:
        self._do(lambda work, kit: set_line(work, kit, lines, values, seen=seen), lines, failed)

    def step(self, lines: Collection[PartId], by: int) -> None:
        self._do(lambda work, kit: step_quantity(work, kit, lines, Decimal(by)), lines)

    def swap(self, line: PartId, substitute: EntityKey, others: Sequence[EntityKey]) -> None:
        """The part becomes one of its own substitutes; the old one stays as one of them."""
        values = {"sku": substitute, "substitutes": [str(one) for one in others]}
        self._do(lambda work, kit: set_line(work, kit, [line], values), [line])

    def choose_clash(self, part: PartId, field: str, value: Value) -> None:
        self._do(lambda work, _kit: choose_clash(work, part, field, value), [part])

    # ------------------------------------------------------------------------------------------------ order and groups

    def shift(self, lines: Collection[PartId], by: int) -> None:
        self._do(lambda work, kit: shift_lines(work, kit, lines, by), lines)

    def move(
        self,
        lines: Collection[PartId],
        *,
        group: PartId | None = None,
        before: PartId | None = None,
        after: PartId | None = None,
    ) -> None:
        self._do(
            lambda work, kit: move_lines(work, kit, lines, group=group, before=before, after=after), lines
        )

    def move_groups(self, groups: Collection[PartId], *, before: PartId | None, after: PartId | None) -> None:
        self._do(lambda work, kit: move_groups(work, kit, groups, before=before, after=after), groups)

    def group(self, lines: Collection[PartId], name: str, colour: str, then: Then | None = None) -> None:
        def make(work: UnitOfWork, kit: KitId, key: PartId) -> Changes:
            return group_lines(work, kit, lines, name, colour=colour, group=key)

        self._make(make, then)

    def set_group(self, groups: Collection[PartId], values: Mapping[str, Value]) -> None:
        self._do(lambda work, kit: set_group(work, kit, groups, values), groups)

    def ungroup(self, groups: Collection[PartId]) -> None:
        self._do(lambda work, kit: ungroup(work, kit, groups), groups)

    def remove(self, parts: Collection[PartId]) -> None:
        self._do(lambda work, kit: remove_parts(work, kit, parts), parts)

    def _do(
        self,
        operation: Callable[[UnitOfWork, KitId], Changes],
        about: Collection[PartId],
        refused: Callable[[LaziError], None] | None = None,
    ) -> None:
        kit = self._shown.key
        if kit is None or not about:
            return
        self._changing.update(about)

        def done(changes: Changes) -> None:
            self._changing -= Counter(about)
            self._unshown.update(about if changes else ())

        def failed(error: LaziError) -> None:
            self._changing -= Counter(about)
            (refused or self._notifier.problem)(error)

        self._edits.do(lambda work: operation(work, kit), initiator=self, done=done, failed=failed)
