"""The pricebook as a person sees it: frozen rows of the workspace, offline too."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.overrides import OverrideState


class SkuState(StrEnum):
    """The chip on a row, the most urgent one first."""

    GONE = "gone"  # ServiceTitan deleted it; it is shown while something of ours hangs on it
    CONFLICT = "conflict"
    FAILED = "failed"
    DIFFERS = "differs"
    SUBMITTED = "submitted"
    PENDING = "pending"
    PUSHED = "pushed"  # verified by the last push
    NEW = "new"
    NONE = ""


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category of a tree. `sku_count` counts distinct SKUs in it and below."""

    key: EntityKey
    remote_id: int | None
    parent_key: EntityKey | None
    tree: Tree
    name: str
    position: int
    active: bool
    sku_count: int
    state: SkuState
    image: str = ""
    """Where ServiceTitan keeps its picture; "" without one."""


@dataclass(frozen=True, slots=True)
class SkuRow:
    """One line of the grid: effective values. `changed` names the fields that differ from ServiceTitan here.

    `number` is the row's number in the workspace: stable, and what an index (`PricebookQueries.find`) lists.
    """

    number: int
    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    code: str
    name: str
    cost: Decimal | None
    price: Decimal | None
    member_price: Decimal | None
    add_on_price: Decimal | None
    unit: str
    vendor_part: str
    hours: Decimal | None
    taxable: bool | None
    active: bool
    state: SkuState
    changed: frozenset[str]
    more: Fields = field(default_factory=dict, compare=False)
    """Effective values of the other fields that were asked for, those that its kind has. What is linked in it comes to
    the `column_values.LINKED_COLUMNS`, where they were."""

    @property
    def margin(self) -> Decimal | None:
        """Share of the price that is not cost, 0.375 for 37.5 %; None without both. ServiceTitan writes 0 for none."""
        if not self.price or not self.cost:
            return None
        return (self.price - self.cost) / self.price


@dataclass(frozen=True, slots=True)
class OverriddenField:
    """Our value of a field, whether the hub has it already or not."""

    value: Value
    base: Value
    by: str
    at: str
    state: OverrideState
    detail: str = ""
    op_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """Everything about one entity. `mirror` and `effective` hold canonical values by field name."""

    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    mirror: Fields
    effective: Fields
    overrides: Mapping[str, OverriddenField]
    conflicts: Mapping[str, UUID]
    categories: Sequence[CategoryRef]
    gone: bool = False
    """ServiceTitan deleted it; it is shown while something of ours hangs on it."""
    kept: Mapping[str, OverriddenField] = field(default_factory=dict)
    """Fields of our own that say something. They wait for nothing and are none of the `overrides`."""

    def has_ours(self, name: str) -> bool:
        """Whether a value of ours stands there, of whichever kind of field."""
        return name in self.overrides or name in self.kept


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """A category that a SKU hangs in; `path` from the root, without the tree's name."""

    key: EntityKey
    remote_id: int | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingChange:
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    theirs: Value
    ours: Value
    by: str
    at: str
    op_id: UUID
    state: OverrideState
    detail: str = ""
    creates: bool = False
    """ServiceTitan does not have the entity yet: sending this makes it."""
    change_set: UUID | None = None
    order: str = dataclasses.field(default="", compare=False)
    """By which changes are listed: the entity's code, or a category's name, as people sort it."""

    @property
    def place(self) -> tuple[str, bytes, str]:
        """Where it stands in the list of all."""
        return self.order, self.entity_key.bytes, self.field


@dataclass(frozen=True, slots=True)
class ConflictView:
    """An open conflict. `base` is the value we started from, `theirs` what is there now."""

    conflict_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    kind: str
    base: Value
    ours: Value
    theirs: Value
    by: str
    at: str
    theirs_exists: bool = True
    mine: bool = False
    """`ours` was edited on this desktop."""
    standing: bool = False
    """`ours` is in effect, over a value of ServiceTitan's that nobody here saw."""


@dataclass(frozen=True, slots=True)
class WorkspaceCounts:
    skus: Mapping[EntityKind, int]
    categories: int
    pending_fields: int
    pending_entities: int
    conflicts: int
    unsent_ops: int
    """Edits that the hub does not have yet."""
    proposals: int = 0
    """That wait for an answer."""
    uncategorised: Mapping[Tree, int] = field(default_factory=dict)
    """SKUs that hang in no category."""


@dataclass(frozen=True, slots=True)
class ColumnSums:
    """`rows` have been summed up, `filled` of them have a number in the column. `margin` is of all prices and costs
    together, not of what is missing; `changed` cells of any column differ from ServiceTitan here."""

    rows: int
    filled: int
    total: Decimal | None
    margin: Decimal | None
    changed: int

    @property
    def average(self) -> Decimal | None:
        return None if self.total is None or not self.filled else self.total / self.filled


@dataclass(frozen=True, slots=True)
class Usage:
    """`user` names the entity in `field`; with `quantity` where it is a link that has one."""

    user: EntityKey
    kind: EntityKind
    code: str
    name: str
    active: bool
    field: str
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A row of a reference list. `payload` is ServiceTitan's, canonical."""

    remote_id: int
    name: str
    active: bool
    payload: Fields
