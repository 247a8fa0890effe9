"""The last look before a push: how many changes of how many entries go where, and which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QTableWidget, QWidget

from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, PendingChange
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.sync.difference import CategoryPaths
from lazi_desktop.ui.sync.new_entries import difference_of, grouped, new_words
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import (
    Heading,
    align_headings,
    align_right,
    in_card,
    plain_table,
    set_tip,
)

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToPush:
    """What would be pushed. `held_back` are changes that wait for a conflict to be decided."""

    changes: tuple[PendingChange, ...]
    held_back: int = 0
    under_way: int = 0
    """Submitted earlier, not answered yet: the push goes on with those whose turn it is."""

    @property
    def op_ids(self) -> tuple[UUID, ...]:
        return tuple(change.op_id for change in self.changes)

    @property
    def entities(self) -> int:
        return len({change.entity_key for change in self.changes})

    @property
    def created(self) -> int:
        """How many of the entities ServiceTitan does not have yet."""
        return len({change.entity_key for change in self.changes if change.creates})

    @property
    def tried_before(self) -> int:
        again = (OverrideState.FAILED, OverrideState.DIFFERS)
        return sum(change.state in again for change in self.changes)


def select_to_push(
    pending: Sequence[PendingChange], conflicts: Sequence[ConflictView], chosen: Collection[UUID] | None
) -> ToPush:
    """`chosen` names ops, None means all. A change never goes while a field decided with it has an open conflict, nor
    a new entry while any of its fields has one."""
    ids = None if chosen is None else set(chosen)
    wanted = [change for change in pending if ids is None or change.op_id in ids]
    held = {
        (conflict.entity_key, field)
        for conflict in conflicts
        for field in group_of(conflict.entity_kind, conflict.field)
    }
    disputed = {conflict.entity_key for conflict in conflicts}
    free = [
        change
        for change in wanted
        if (
            change.entity_key not in disputed
            if change.creates
            else (change.entity_key, change.field) not in held
        )
    ]
    return ToPush(
        changes=tuple(change for change in free if change.state is not OverrideState.SUBMITTED),
        held_back=len(wanted) - len(free),
        under_way=sum(change.state is OverrideState.SUBMITTED for change in free),
    )


class PushConfirmation(Dialog):
    """Cancel is the default where something is odd: a conflict, or a change that did not go through before."""

    def __init__(
        self, parent: QWidget | None, plan: ToPush, place: str, categories: CategoryPaths | None = None
    ) -> None:
        super().__init__(parent, "", width=640)
        self.plan = plan
        self._categories = categories or {}
        where = f"ServiceTitan ({place})" if place else "ServiceTitan"
        self.title.setText(self.tr("Push {what} to {where}?").format(what=self._what(plan), where=where))
        self.setWindowTitle(self.tr("Push to ServiceTitan"))
        words = self.tr("Only these fields are sent. Each is read back afterwards to prove that it arrived.")
        if plan.created:
            words += " " + self.tr("What is new is looked for first, so that nothing is made twice.")
        self.text.setText(words)
        self.text.setProperty("tone", "muted")
        self.text.show()
        self.notes = [label(note, "changed", wrap=True) for note in self._notes()]
        for note in self.notes:
            self.content.addWidget(note)
        groups = sorted(grouped(plan.changes), key=lambda changes: not changes[0].creates)
        self.table = self._table(groups[:_SHOWN])
        self.content.addWidget(in_card(self.table), 1)
        if len(groups) > _SHOWN:
            more = self.tr("… and {n} more").format(n=f"{len(groups) - _SHOWN:,}")
            self.content.addWidget(label(more, "small"))
        careful = bool(plan.held_back or plan.tried_before)
        self.cancel = self.add_button(self.tr("Cancel"), rejects=True, default=careful)
        self.push = self.add_button(
            self.tr("Push {what}").format(what=self._changes(plan)),
            "primary",
            accepts=True,
            default=not careful,
        )
        self.resize(900, min(640, 320 + 30 * len(groups)))

    def _what(self, plan: ToPush) -> str:
        """`8 changes in 3 entries (1 of them new)`"""
        entities = counted(plan.entities, self.tr("entry"), self.tr("entries"))
        what = self.tr("{changes} in {entities}").format(changes=self._changes(plan), entities=entities)
        if plan.created:
            what += " " + self.tr("({n} of them new)").format(n=f"{plan.created:,}")
        return what

    def _changes(self, plan: ToPush) -> str:
        return counted(len(plan.changes), self.tr("change"), self.tr("changes"))

    def _notes(self) -> list[str]:
        plan, notes = self.plan, []
        if plan.held_back:
            waits = counted(plan.held_back, self.tr("change waits"), self.tr("changes wait"))
            notes.append(self.tr("{n} for you to decide a conflict and will not be sent.").format(n=waits))
        if plan.tried_before:
            tried = counted(plan.tried_before, self.tr("change"), self.tr("changes"))
            notes.append(self.tr("{n} did not go through last time and will be tried again.").format(n=tried))
        if plan.under_way:
            many = plan.under_way > 1
            notes.append(
                self.tr("{n} changes sent earlier still wait for ServiceTitan's answer.").format(
                    n=f"{plan.under_way:,}"
                )
                if many
                else self.tr("1 change sent earlier still waits for ServiceTitan's answer.")
            )
        return notes

    def _table(self, groups: Sequence[Sequence[PendingChange]]) -> QTableWidget:
        headings = [
            Heading(self.tr("Code"), 100),
            Heading(self.tr("Name"), 120, share=4),
            Heading(self.tr("Field"), 118),
            Heading(self.tr("ServiceTitan"), 120, share=2),
            Heading(self.tr("Ours"), 130, share=3),
        ]
        found = [difference_of(changes, self._categories) for changes in groups]
        texts = [
            (changes[0].code, changes[0].name, _field_words(changes[0]), shown.theirs, shown.ours)
            for changes, shown in zip(groups, found, strict=True)
        ]
        table = plain_table(headings, texts)
        for row, shown in enumerate(found):
            set_tip(table, row, 3, shown.all_theirs)
            set_tip(table, row, 4, shown.all_ours)
            if shown.is_number:
                align_right(table, row, (3, 4))
        align_headings(table)
        table.setAccessibleName(self.tr("Changes to push"))
        return table


def _field_words(change: PendingChange) -> str:
    return new_words(change.entity_kind) if change.creates else field_title(change.entity_kind, change.field)
