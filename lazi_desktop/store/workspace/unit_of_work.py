"""One transaction of a person's edits, and the list that undo goes by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Aspect, Changes, OpDraft, OpKind
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.ports.workspace import (
    ConflictView,
    EntityDetail,
    EntityValues,
    PendingChange,
    Step,
    UndoStep,
)
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import key_list
from lazi_desktop.store.workspace.lean_reading import read_values
from lazi_desktop.store.workspace.ledger import CATEGORY_FIELDS, Ledger, keys_of
from lazi_desktop.store.workspace.projection import Projection
from lazi_desktop.store.workspace.reading import (
    read_conflicts,
    read_details,
    read_pending,
    successors,
)


class SqliteUnitOfWork:
    """The port's UnitOfWork, valid inside the transaction that opened it."""

    def __init__(
        self, database: Database, ledger: Ledger, projection: Projection, *, ids: Ids, clock: Clock
    ) -> None:
        self._db = database
        self._ledger = ledger
        self._projection = projection
        self._ids = ids
        self._clock = clock

    def detail(self, key: EntityKey) -> EntityDetail:
        return self.details((key,))[key]

    def details(self, keys: Sequence[EntityKey]) -> Mapping[EntityKey, EntityDetail]:
        return read_details(self._db, keys)

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        return read_values(self._db, keys, names)

    def conflict(self, conflict_id: UUID) -> ConflictView:
        found = read_conflicts(self._db, conflict_id)
        if not found:
            raise KeyError(conflict_id)
        return found[0]

    def pending(self) -> Sequence[PendingChange]:
        return read_pending(self._db)

    def new_key(self) -> EntityKey:
        return EntityKey(self._ids.ordered())

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        if not drafts:
            return Changes()
        txn_id = self._ids.ordered()
        op_ids = tuple(self._ids.ordered() for _ in drafts)
        replaced = successors(self._db, keys_of(drafts))
        if replaced:
            drafts = [replace(one, entity_key=replaced.get(one.entity_key, one.entity_key)) for one in drafts]
        self._ledger.append(
            drafts, txn_id=txn_id, op_ids=op_ids, wall=format_moment(self._clock.now()), label=label[:200]
        )
        keys = keys_of(drafts)
        edited = [draft.entity_key.bytes for draft in drafts if draft.kind is not OpKind.SUBMIT]
        changed = [
            draft.entity_key.bytes
            for draft in drafts
            if draft.kind is not OpKind.SUBMIT and draft.field not in OWN_FIELDS
        ]
        self._db.run(
            "DELETE FROM pushed WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
            (key_list(changed),),
        )
        plain = all(draft.kind in (OpKind.SET, OpKind.UNSET) for draft in drafts)
        touched = {draft.field for draft in drafts} if plain else None
        self._projection.renew([key.bytes for key in keys], touched=touched, step=step)
        if undoable:
            self._db.run("DELETE FROM undo_step WHERE undone")
            self._db.run(
                "INSERT INTO undo_step (txn_id, label, undone) VALUES (?, ?, 0)", (txn_id.bytes, label)
            )
        aspects = {Aspect.STATE}
        if edited:
            aspects.add(Aspect.FIELDS)
        if any(
            draft.entity_kind is EntityKind.CATEGORY or draft.field in CATEGORY_FIELDS for draft in drafts
        ):
            aspects.add(Aspect.CATEGORIES)
        return Changes(
            keys, frozenset(aspects), label=label, txn_id=txn_id if undoable else None, op_ids=op_ids
        )

    def next_undo(self) -> UndoStep | None:
        return self._step(
            "SELECT txn_id, label FROM undo_step WHERE NOT undone ORDER BY position DESC LIMIT 1"
        )

    def next_redo(self) -> UndoStep | None:
        return self._step("SELECT txn_id, label FROM undo_step WHERE undone ORDER BY position LIMIT 1")

    def mark_undone(self, step: UndoStep) -> None:
        self._db.run("UPDATE undo_step SET undone = 1 WHERE txn_id = ?", (step.txn_id.bytes,))

    def mark_redone(self, step: UndoStep) -> None:
        self._db.run("UPDATE undo_step SET undone = 0 WHERE txn_id = ?", (step.txn_id.bytes,))

    def _step(self, statement: str) -> UndoStep | None:
        row = self._db.one(statement)
        if row is None:
            return None
        return UndoStep(UUID(bytes=row[0]), row[1], tuple(self._ledger.of_txn(row[0])))


class SqliteWorkspace:
    """The port's Workspace. Belongs to the store's thread."""

    def __init__(
        self, database: Database, ledger: Ledger, projection: Projection, *, ids: Ids, clock: Clock
    ) -> None:
        self._db = database
        self._projection = projection
        self._work = SqliteUnitOfWork(database, ledger, projection, ids=ids, clock=clock)

    @contextmanager
    def unit_of_work(self) -> Iterator[SqliteUnitOfWork]:
        try:
            with self._db.writing():
                yield self._work
        except BaseException:
            self._projection.forget()
            raise
