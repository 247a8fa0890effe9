"""The workspace's writing side: what this person edits, offline too. Writes happen on one thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitId, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.ops import Changes, OpDraft
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, PendingChange

T = TypeVar("T")

Step = Callable[[int, int], None]
"""Told now and then how much of something long is done, of how much; raises Cancelled where a person wants no more."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One action that can be undone. `ops` are what it recorded, in order."""

    txn_id: UUID
    label: str
    ops: Sequence[OpDraft]


@dataclass(frozen=True, slots=True)
class EntityValues:
    """Some fields of an entity: ServiceTitan's, what people see, and in which of them a value of ours stands."""

    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    mirror: Fields
    effective: Fields
    ours: frozenset[str]

    def has_ours(self, name: str) -> bool:
        return name in self.ours


class UnitOfWork(Protocol):
    """One transaction on the workspace, open inside `Workspace.unit_of_work()`; it commits when the block ends well."""

    @property
    def tenant_id(self) -> TenantId: ...

    def detail(self, key: EntityKey) -> EntityDetail:
        """Raises NoLongerThere for an unknown entity."""

    def details(self, keys: Sequence[EntityKey]) -> Mapping[EntityKey, EntityDetail]: ...

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        """These fields of those entities that exist: for many at once, where `details` would read far more."""

    def conflict(self, conflict_id: UUID) -> ConflictView:
        """Raises KeyError when it is not open."""

    def pending(self) -> Sequence[PendingChange]: ...

    def change_sets(self) -> Sequence[ChangeSet]: ...

    def proposals(self) -> Sequence[Proposal]: ...

    def kit_parts(self, kits: Collection[KitId] | None = None) -> Sequence[Part]:
        """As `PricebookQueries.kit_parts`."""

    def parts(self, keys: Collection[PartId]) -> Sequence[Part]:
        """These parts of kits, removed ones too."""

    def kit_version(self, version: PartId) -> Value:
        """As `PricebookQueries.kit_version`."""

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        """As `PricebookQueries.kit_skus`."""

    def current_change_set(self) -> UUID | None:
        """The one that what is recorded here goes under, unless it says otherwise or is held back."""

    def choose_change_set(self, set_id: UUID | None) -> None:
        """From now on edits of this desktop go under it."""

    def new_key(self) -> EntityKey:
        """For an entity that is about to be made."""

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        """Appends the drafts to the ledger as one txn, renews the rows they touch and, if `undoable`, the undo list."""

    def next_undo(self) -> UndoStep | None: ...

    def next_redo(self) -> UndoStep | None: ...

    def mark_undone(self, step: UndoStep) -> None:
        """The step moves to the redo list. Called with the undoing ops recorded as not undoable."""

    def mark_redone(self, step: UndoStep) -> None: ...


class Workspace(Protocol):
    """The one writer. All methods run on the store's thread; callers elsewhere hand them to it."""

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]: ...

    @property
    def level(self) -> str:
        """What the hub lets this person do, as it was when the workspace was opened; "" where it has never told. May be
        asked for from anywhere."""

    def keep_level(self, level: str) -> None:
        """For the next start, which may be offline."""

    @property
    def team_settings(self) -> TeamSettings:
        """As `level`."""

    def keep_team_settings(self, settings: TeamSettings) -> None:
        """As `keep_level`."""


class WriterThread(Protocol):
    """Runs work on the store's thread, one after the other; `submit` may be called from anywhere."""

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """The future is done when the work returned, committed or raised."""
