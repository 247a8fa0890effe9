"""The model workspace's change-sets and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import ASIDE, OpKind
from lazi_desktop.ports.change_sets import ChangeSet, Proposal, ProposalState, SetState
from lazi_desktop.ports.pricebook import EntityDetail, PendingChange
from lazi_desktop.store.workspace.filing import (
    Aside,
    HeldBack,
    Proposed,
    change_sets_now,
    proposals_now,
    taken_back,
)

if TYPE_CHECKING:
    from tests.simulation.model_workspace import Entry, Row

_BESIDE = (ASIDE | {OpKind.FILE}) - {OpKind.KIT}


class WorkspaceSets:
    ledger: list[Entry]
    overrides: dict[EntityKey, dict[str, Row]]
    sets: dict[EntityKey, Row]
    proposed: dict[UUID, tuple[EntityKey, str, Row]]
    chosen: UUID | None

    if TYPE_CHECKING:

        @property
        def laid_over(self) -> list[Entry]: ...

        def pending(self) -> list[PendingChange]: ...

        def details(self, keys: Sequence[EntityKey]) -> dict[EntityKey, EntityDetail]: ...

    def asides(self) -> list[Aside]:
        return [
            Aside(
                op.kind, op.op_id, op.entity_kind, op.entity_key, op.field, op.value, op.seen, op.change_set, op.wall
            )
            for op in (entry.op for entry in self.laid_over)
            if op.kind in _BESIDE
        ]  # fmt: skip

    def change_sets(self) -> list[ChangeSet]:
        told: dict[UUID, ChangeSet] = {
            set_id: ChangeSet(
                set_id=set_id, message=row.payload["message"], state=SetState(row.payload["state"]),
                by=row.payload["by"], at=str(row.payload["at"]),
            )
            for set_id, row in self.sets.items()
        }  # fmt: skip
        return list(change_sets_now(told, self.asides()).values())

    def held_back(self) -> HeldBack:
        held = {one.set_id for one in self.change_sets() if one.state is SetState.HELD}
        if not held:
            return HeldBack()
        pending = self.pending()
        filed = [
            (one, one.change_set) for one in pending if one.change_set is not None and one.change_set in held
        ]
        there = {key for one in pending for key in ((one.entity_key, one.field), (one.entity_key, ""))}
        before = taken_back(
            [(op.kind, op.entity_key, op.field, op.change_set) for op in (entry.op for entry in self.ledger)],
            held,
        )
        return HeldBack(
            {(one.entity_key, one.field): set_id for one, set_id in filed},
            {one.entity_key: set_id for one, set_id in filed if one.creates},
            {place: set_id for place, set_id in before.items() if place not in there},
        )

    def current_change_set(self) -> UUID | None:
        found = [one for one in self.change_sets() if one.set_id == self.chosen]
        return None if found and found[0].state is not SetState.OPEN else self.chosen

    def choose_change_set(self, set_id: UUID | None) -> None:
        self.chosen = set_id

    def proposals(self) -> list[Proposal]:
        here = {entry.op.op_id for entry in self.ledger}
        told = {}
        for op_id, (key, field, row) in self.proposed.items():
            payload = row.payload
            told[op_id] = Proposed(
                op_id=op_id, key=key, subject=EntityKind(payload["entity_kind"]), field=field, seen=payload["seen"],
                value=payload["value"], change_set=payload["change_set"], by=payload["by"], at=str(payload["at"]),
                state=ProposalState(payload["state"]), reason=payload["reason"], answered_by=payload["answered_by"],
                mine=op_id in here,
            )  # fmt: skip
        found = []
        for one in proposals_now(told, self.asides()).values():
            seen = self.details((one.key,)).get(one.key)
            found.append(
                Proposal(
                    op_id=one.op_id, entity_key=one.key, entity_kind=EntityKind(one.subject), code="", name="",
                    field=one.field, seen=one.seen, now=seen.effective.get(one.field) if seen is not None else None,
                    value=one.value, change_set=one.change_set, by=one.by, at=one.at, state=one.state,
                    reason=one.reason, answered_by=one.answered_by, mine=one.mine,
                )
            )  # fmt: skip
        return found

    def file_by_now(self) -> None:
        """What was filed elsewhere since goes along when it is offered again."""
        by_op = {row.payload["op_id"]: row for held in self.overrides.values() for row in held.values()}
        by_op |= {op_id: row for op_id, (_, _, row) in self.proposed.items()}
        for entry in self.ledger:
            if entry.op.op_id in by_op:
                entry.op = replace(entry.op, change_set=by_op[entry.op.op_id].payload["change_set"])

    def is_open_proposal(self, op_id: UUID) -> bool:
        return op_id in self.proposed and self.proposed[op_id][2].payload["state"] == "open"
