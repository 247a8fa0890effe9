"""One transaction of a person's edits, and the list that undo goes by."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.errors import NoLongerThere
from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitId, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import ASIDE, EDITS, Aspect, Changes, OpDraft, OpKind
from lazi_desktop.domain.team import TeamSettings, team_settings_of
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, PendingChange
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.ports.workspace import EntityValues, Step, UndoStep
from lazi_desktop.store.workspace.change_sets import (
    read_change_sets,
    read_current,
    read_held,
    read_proposals,
)
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import key_list
from lazi_desktop.store.workspace.filing import filed_under
from lazi_desktop.store.workspace.kit_parts import KitParts, read_kit_parts, read_kit_version, read_parts
from lazi_desktop.store.workspace.kit_skus import read_kit_skus
from lazi_desktop.store.workspace.lean_reading import read_mirrors, read_values
from lazi_desktop.store.workspace.ledger import CATEGORY_FIELDS, Ledger, keys_of
from lazi_desktop.store.workspace.meta import Meta
from lazi_desktop.store.workspace.plain_edits import PlainEdits, plain_among
from lazi_desktop.store.workspace.projection import Projection
from lazi_desktop.store.workspace.reading import (
    read_conflicts,
    read_details,
    read_pending,
    successors,
)

_SEEN_BESIDE = ASIDE | {OpKind.FILE}
"""What changes nothing of what an entity looks like."""
_FILE = "UPDATE overridden SET change_set = ? WHERE entity_key = ? AND op_id = ?"
_NO_EDITS = ASIDE | {OpKind.SUBMIT, OpKind.RECALL, OpKind.FILE}
_NOTHING_READ: tuple[Mapping[bytes, Fields], frozenset[str]] = {}, frozenset()


class SqliteUnitOfWork:
    """The port's UnitOfWork, valid inside the transaction that opened it."""

    def __init__(
        self,
        database: Database,
        meta: Meta,
        ledger: Ledger,
        projection: Projection,
        *,
        tenant_id: TenantId,
        ids: Ids,
        clock: Clock,
    ) -> None:
        self.tenant_id = tenant_id
        self._db = database
        self._meta = meta
        self._ledger = ledger
        self._projection = projection
        self._kits = KitParts(database)
        self._ids = ids
        self._clock = clock
        self._mirrors: tuple[Mapping[bytes, Fields], frozenset[str]] = _NOTHING_READ

    def forget(self) -> None:
        """At the end of the transaction: the next one may find another mirror."""
        self._mirrors = _NOTHING_READ

    def detail(self, key: EntityKey) -> EntityDetail:
        found = self.details((key,)).get(key)
        if found is None:
            raise NoLongerThere
        return found

    def details(self, keys: Sequence[EntityKey]) -> Mapping[EntityKey, EntityDetail]:
        return read_details(self._db, keys)

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        found = read_values(self._db, keys, names)
        self._mirrors = {one.key.bytes: one.mirror for one in found.values()}, frozenset(names)
        return found

    def conflict(self, conflict_id: UUID) -> ConflictView:
        found = read_conflicts(self._db, conflict_id)
        if not found:
            raise KeyError(conflict_id)
        return found[0]

    def pending(self) -> Sequence[PendingChange]:
        return read_pending(self._db)

    def change_sets(self) -> Sequence[ChangeSet]:
        return read_change_sets(self._db)

    def proposals(self) -> Sequence[Proposal]:
        return read_proposals(self._db)

    def kit_parts(self, kits: Collection[KitId] | None = None) -> Sequence[Part]:
        return read_kit_parts(self._db, kits)

    def parts(self, keys: Collection[PartId]) -> Sequence[Part]:
        return read_parts(self._db, keys)

    def kit_version(self, version: PartId) -> Value:
        return read_kit_version(self._db, version)

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        return read_kit_skus(self._db, keys)

    def current_change_set(self) -> UUID | None:
        return read_current(self._db)

    def choose_change_set(self, set_id: UUID | None) -> None:
        self._meta.set("current_set", set_id)

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
        first = self._ledger.append(
            drafts,
            txn_id=txn_id,
            op_ids=op_ids,
            change_sets=self._filed(drafts),
            wall=format_moment(self._clock.now()),
            label=label[:200],
        )
        keys = keys_of(drafts)
        changed = {
            draft.entity_key
            for draft in drafts
            if draft.kind not in _NO_EDITS and draft.field not in OWN_FIELDS
        }
        self._db.run(
            "DELETE FROM pushed WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
            (key_list(key.bytes for key in changed),),
        )
        # A kit's use changes SKUs and the kit at once; of edits alone much less is renewed.
        of_entities = [draft for draft in drafts if draft.kind is not OpKind.KIT]
        plain = all(draft.kind in EDITS for draft in of_entities)
        touched = {draft.field for draft in of_entities} if plain else None
        looks = keys_of(draft for draft in drafts if draft.kind not in _SEEN_BESIDE) if not plain else keys
        self._projection.renew(
            [key.bytes for key in looks],
            touched=touched,
            plain=self._plain(drafts, first) if plain else None,
            step=step,
        )
        self._db.run_many(_FILE, [
            (draft.change_set and draft.change_set.bytes, draft.entity_key.bytes, UUID(op_id).bytes)
            for draft in drafts if draft.kind is OpKind.FILE for op_id in draft.value
        ])  # fmt: skip
        kits = self._kits.renew({draft.entity_key.bytes for draft in drafts if draft.kind is OpKind.KIT})
        if undoable:
            self._db.run("DELETE FROM undo_step WHERE undone")
            self._db.run(
                "INSERT INTO undo_step (txn_id, label, undone) VALUES (?, ?, 0)", (txn_id.bytes, label)
            )
        keys |= {EntityKey(UUID(bytes=kit)) for kit in kits}
        return Changes(
            keys, _aspects_of(drafts), label=label, txn_id=txn_id if undoable else None, op_ids=op_ids
        )

    def _filed(self, drafts: Sequence[OpDraft]) -> list[bytes | None]:
        filed = filed_under(drafts, self.current_change_set(), read_held(self._db))
        return [one.bytes if one is not None else None for one in filed]

    def _plain(self, drafts: Sequence[OpDraft], first_op_no: int) -> PlainEdits | None:
        edits = plain_among(drafts, first_op_no)
        if not edits:
            return None
        touched = frozenset(name for one in edits.values() for name in one)
        mirrors, read = self._mirrors
        if not (touched <= read and edits.keys() <= mirrors.keys()):
            mirrors = read_mirrors(self._db, edits.keys(), touched)
        return PlainEdits(edits, mirrors, touched)

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
        return UndoStep(UUID(bytes=row[0]), row[1], self._ledger.of_txn(row[0]))


def _aspects_of(drafts: Sequence[OpDraft]) -> frozenset[Aspect]:
    kinds = {draft.kind for draft in drafts}
    aspects = set()
    if kinds - ASIDE:
        aspects.add(Aspect.STATE)
    if kinds - _NO_EDITS:
        aspects.add(Aspect.FIELDS)
        if any(
            draft.kind not in _NO_EDITS
            and (draft.entity_kind is EntityKind.CATEGORY or draft.field in CATEGORY_FIELDS)
            for draft in drafts
        ):
            aspects.add(Aspect.CATEGORIES)
    if OpKind.KIT in kinds:
        aspects.add(Aspect.KITS)
    if kinds & (ASIDE | {OpKind.FILE}) - {OpKind.KIT}:
        aspects.add(Aspect.CHANGE_SETS)
    return frozenset(aspects)


class SqliteWorkspace:
    """The port's Workspace. Made and used on the store's thread."""

    def __init__(
        self,
        database: Database,
        meta: Meta,
        ledger: Ledger,
        projection: Projection,
        *,
        tenant_id: TenantId,
        ids: Ids,
        clock: Clock,
    ) -> None:
        self.level = meta.get("level") or ""
        self.team_settings = team_settings_of(json.loads(meta.get("team_settings") or "{}"))
        self._db = database
        self._meta = meta
        self._projection = projection
        self._work = SqliteUnitOfWork(
            database, meta, ledger, projection, tenant_id=tenant_id, ids=ids, clock=clock
        )

    def keep_level(self, level: str) -> None:
        with self._db.writing():
            self._meta.set("level", level)

    def keep_team_settings(self, settings: TeamSettings) -> None:
        with self._db.writing():
            self._meta.set("team_settings", json.dumps(settings.as_values()))

    @contextmanager
    def unit_of_work(self) -> Iterator[SqliteUnitOfWork]:
        try:
            with self._db.writing():
                yield self._work
        except BaseException:
            self._projection.forget()
            raise
        finally:
            self._work.forget()
