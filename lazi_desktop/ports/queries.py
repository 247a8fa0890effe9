"""Reads of the workspace, from any thread."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.habits import KnownHabit
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.parts import KitId, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.matching.photos import NamedSku
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ports.picture_queries import (
    BrokenPicture,
    KnownLook,
    PictureCoverage,
    SharedPicture,
    UnusedPicture,
)
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.pricebook import (
    CategoryNode,
    ColumnSums,
    ConflictView,
    EntityDetail,
    PendingChange,
    ReferenceEntry,
    SkuRow,
    Usage,
    WorkspaceCounts,
)
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery
from lazi_desktop.ports.workspace import EntityValues


class FindInterrupted(Exception):
    """`PricebookQueries.interrupt` ended a search that may be ended; a newer one is under way."""


class PricebookQueries(Protocol):
    """Reads of the workspace. Each call sees one committed state; safe from any thread; answers in milliseconds."""

    @property
    def tells_costs(self) -> bool:
        """Whether costs are among what it tells. Where not, there are none: of no SKU, and of nothing with SKUs."""

    def categories(self, tree: Tree) -> Sequence[CategoryNode]:
        """In tree order: parents before children, siblings by position, then name."""

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        """Row numbers of all SKUs that match, in order. With `limit`, only the first so many, and faster.

        Raises:
            FindInterrupted: by `interrupt`, only where it is `interruptible`.
        """

    def interrupt(self) -> None:
        """Ends what is running now and is interruptible; their threads raise FindInterrupted."""

    def rows(self, numbers: Sequence[int], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        """In the order asked; numbers that no longer exist are left out. `fields` come along in `SkuRow.more`."""

    def rows_of(self, keys: Sequence[EntityKey], fields: Sequence[str] = ()) -> Sequence[SkuRow]: ...

    def rows_by_code(self, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
        """Of both trees, active or not, by the codes as given; case and spaces around them do not count."""

    def rows_by_reference(
        self, kind: EntityKind, references: Sequence[int | str]
    ) -> Mapping[int | str, SkuRow]:
        """SKUs of a kind as values name them: by ServiceTitan's number or by our key."""

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        """As `UnitOfWork.values`: some fields of many entities, categories among them."""

    def gone(self, keys: Collection[EntityKey]) -> frozenset[EntityKey]:
        """Those of them that ServiceTitan deleted."""

    def facets(self, query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        """The values of a column among the rows that match all but the filters on that very column; most rows first."""

    def flag_counts(self, query: SkuQuery) -> Mapping[SkuFlag, int]:
        """How many rows each flag would leave of those that match all but the flags. Always interruptible."""

    def sums(self, numbers: Sequence[int], column: str) -> ColumnSums:
        """What the rows come to, however many they are."""

    def where_used(self, key: EntityKey) -> Sequence[Usage]:
        """What names this entity: SKUs that link it, SKUs and categories below a category."""

    def reference_rows(self, name: str) -> Sequence[ReferenceEntry]:
        """A reference list of ServiceTitan's (`domain.list_titles`), as far as the team's database has it."""

    def listed_names(self) -> ListedNames:
        """What the rows of those lists are called that fields hold the numbers of."""

    def detail(self, key: EntityKey) -> EntityDetail | None: ...

    def own_history(self, key: EntityKey) -> Sequence[Recorded]:
        """What was done to the entity at this desktop, as far as its ledger goes back; the newest first."""

    def pending(
        self, *, limit: int | None = None, keys: Collection[EntityKey] | None = None
    ) -> Sequence[PendingChange]:
        """In the order of their places; with `keys` of these entities only."""

    def conflicts(self) -> Sequence[ConflictView]: ...

    def change_sets(self) -> Sequence[ChangeSet]:
        """In the order of their founding, closed ones too."""

    def current_change_set(self) -> UUID | None:
        """The one that edits of this desktop go under; None where they go under none."""

    def proposals(self) -> Sequence[Proposal]:
        """The oldest first, answered ones too."""

    def kit_parts(self, kits: Collection[KitId] | None = None) -> Sequence[Part]:
        """Of these kits or of all, removed parts too; versions without their content (`kit_version` reads that)."""

    def kit_version(self, version: PartId) -> Value:
        """The content of a version; None where it is not known."""

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        """What kits need to know of these SKUs; what is not known here is left out."""

    def kit_history(self, kit: KitId) -> Sequence[Recorded]:
        """What was done to any part of the kit at this desktop; the newest first."""

    def picture_facts(self, addresses: Collection[str]) -> Mapping[str, PictureFact]:
        """What is known of these pictures. Of those that nobody has looked at there is nothing."""

    def picture_addresses(self) -> Sequence[str]:
        """Of all pictures that SKUs and categories show, each once: what there is to keep for offline use."""

    def picture_coverage(self, tree: Tree, *, include_inactive: bool = False) -> Sequence[PictureCoverage]:
        """By category and kind, those without SKUs left out; then the whole tree by kind, and what hangs nowhere."""

    def broken_pictures(self) -> Sequence[BrokenPicture]:
        """Those that entries show and that cannot be shown; by flaw, the most used first."""

    def shared_pictures(self) -> Sequence[SharedPicture]:
        """The same picture, by address or by look, on more than one SKU; the most used first."""

    def unused_pictures(self) -> Sequence[UnusedPicture]:
        """By address."""

    def known_looks(self) -> Sequence[KnownLook]: ...

    def named_skus(self) -> Iterator[Sequence[NamedSku]]:
        """All that are there, of both trees, lot by lot. It takes a while, and is to be gone through on one thread."""

    def named_pictures(self, digests: Collection[str]) -> frozenset[str]:
        """Which of these pictures that were added here anything names still: what is shown, what was ever done at this
        desktop as far as its ledger goes back, what waits for an answer."""

    def habits(self) -> Sequence[KnownHabit]:
        """What ServiceTitan is known to do to what it is sent, in this tenant."""

    def counts(self) -> WorkspaceCounts: ...

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do, "" where there is nothing."""

    def close(self) -> None: ...
