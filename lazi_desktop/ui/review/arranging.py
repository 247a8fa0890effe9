"""Which lines are shown, in which groups and order: chosen by a person, worked out away from the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.review_rules import Rule
from lazi_desktop.ports.change_sets import ChangeSet, SetState
from lazi_desktop.ui.review.review_row import URGENCY, ReviewRow, RowState


class Grouping(StrEnum):
    CHANGE_SET = "change_set"
    SKU = "sku"
    PERSON = "person"
    KIND = "kind"
    CATEGORY = "category"
    NONE = "none"


class Sorting(StrEnum):
    MONEY = "money"
    CODE = "code"
    TIME = "time"
    STATE = "state"


class Sort(StrEnum):
    """What a chip picks besides broken rules."""

    CONFLICT = "conflict"
    REFUSED = "refused"  # failed or differs: the last push did not get through
    PROPOSED = "proposed"
    NEW = "new"
    READY = "ready"
    CONFIRMED = "confirmed"
    SUBMITTED = "submitted"
    HELD = "held"


Chip = Sort | Rule
_CALM = URGENCY[RowState.WAITS]

SORTS: Mapping[RowState, Sort] = {
    RowState.CONFLICT: Sort.CONFLICT,
    RowState.WAITS: Sort.CONFLICT,
    RowState.FAILED: Sort.REFUSED,
    RowState.DIFFERS: Sort.REFUSED,
    RowState.PROPOSED: Sort.PROPOSED,
    RowState.NEW: Sort.NEW,
    RowState.READY: Sort.READY,
    RowState.CONFIRMED: Sort.CONFIRMED,
    RowState.SUBMITTED: Sort.SUBMITTED,
    RowState.HELD: Sort.HELD,
}


@dataclass(frozen=True, slots=True)
class Picking:
    """All of these must hold; of the chips any."""

    text: str = ""
    person: str = ""
    change_set: UUID | None = None
    chips: frozenset[Chip] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.person or self.change_set or self.chips)


@dataclass(frozen=True, slots=True)
class GroupKey:
    """`value` tells groups of one grouping apart; `proposed`: what waits for an answer never mixes with the rest."""

    value: str = ""
    proposed: bool = False


@dataclass(slots=True)
class Group:
    """What its lines come to is reckoned once, where they are arranged."""

    key: GroupKey
    rows: list[ReviewRow] = field(default_factory=list)
    change_set: ChangeSet | None = None
    entities: int = 0
    fields: int = 0
    has_categories: bool = False
    urgency: int = 0
    """Of what in it needs a person most; all that does not is alike."""
    effect: Decimal | None = None
    """By how much its list prices rise; None where none moves."""

    def reckon(self) -> None:
        self.entities = len({row.entity for row in self.rows})
        self.fields = sum(len(row.changes) for row in self.rows)
        self.urgency = min(min(URGENCY[row.state], _CALM) for row in self.rows)
        self.has_categories = any(not row.changes[0].entity_kind.is_sku for row in self.rows)
        moved = [row.effect for row in self.rows if row.effect is not None and _is_list_price(row)]
        self.effect = sum(moved, Decimal(0)) if moved else None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person chose."""

    grouping: Grouping = Grouping.CHANGE_SET
    sorting: Sorting = Sorting.STATE
    picking: Picking = Picking()


@dataclass(frozen=True, slots=True)
class Known:
    """What groups need to know besides the lines: the change-sets, and where SKUs hang (asked for only then)."""

    sets: Mapping[UUID, ChangeSet] = field(default_factory=dict)
    hangs_in: Mapping[EntityKey, str] = field(default_factory=dict)


def picked(rows: Iterable[ReviewRow], picking: Picking) -> list[ReviewRow]:
    if not picking:
        return list(rows)
    words = picking.text.casefold().split()
    return [
        row
        for row in rows
        if (not picking.person or row.by == picking.person)
        and (picking.change_set is None or row.set_id == picking.change_set)
        and (not picking.chips or not picking.chips.isdisjoint(chips_of(row)))
        and (not words or _tells_all(row, words))
    ]


def chips_of(row: ReviewRow) -> list[Chip]:
    """Under which chips a line is counted: rules only where it would be sent as it is."""
    chips: list[Chip] = [SORTS[row.state]]
    if row.violations and row.can_be_sent:
        chips += {one.rule: None for one in row.violations}
        if chips[0] is Sort.READY:
            del chips[0]  # somebody should look first
    return chips


def arranged(rows: Iterable[ReviewRow], chosen: Arrangement, known: Known) -> list[Group]:
    """Without grouping everything is one group."""
    groups: dict[GroupKey, Group] = {}
    key_of = _KEYS[chosen.grouping]
    for row in _sorted(picked(rows, chosen.picking), chosen.sorting):
        key = GroupKey(key_of(row, known), row.state is RowState.PROPOSED)
        group = groups.get(key)
        if group is None:
            change_set = known.sets.get(row.set_id) if row.set_id is not None else None
            group = groups[key] = Group(key, change_set=change_set)
        group.rows.append(row)
    for group in groups.values():
        group.reckon()
    return _in_order(groups.values(), chosen)


def _sorted(rows: list[ReviewRow], sorting: Sorting) -> list[ReviewRow]:
    """What belongs to one SKU stays together, where the foremost of its lines stands."""
    if sorting is Sorting.CODE:
        return rows  # as they were read
    if sorting is Sorting.TIME:
        newest: dict[int, str] = {}
        for row in rows:
            newest[row.entity] = max(row.at, newest.get(row.entity, ""))
        return sorted(rows, key=lambda row: newest[row.entity], reverse=True)
    weigh = _by_money if sorting is Sorting.MONEY else _by_state
    foremost: dict[int, Any] = {}
    for row in rows:
        weight = weigh(row)
        known = foremost.get(row.entity)
        if known is None or weight < known:
            foremost[row.entity] = weight
    return sorted(rows, key=lambda row: foremost[row.entity])


def _by_money(row: ReviewRow) -> Decimal:
    return -abs(row.effect or Decimal(0))


def _by_state(row: ReviewRow) -> tuple[int, bool, bool]:
    return URGENCY[row.state], not row.is_serious, not row.violations


def _in_order(groups: Iterable[Group], chosen: Arrangement) -> list[Group]:
    """Proposals first: they wait for a person. What has no name comes last, held back after all that is sent."""

    def place(group: Group) -> tuple[bool, bool, bool]:
        is_held = group.change_set is not None and group.change_set.state is SetState.HELD
        return not group.key.proposed, is_held, not group.key.value

    ordered = list(groups)
    match chosen.sorting:
        case Sorting.MONEY:
            ordered.sort(key=lambda group: -abs(group.effect or Decimal(0)))
        case Sorting.CODE if chosen.grouping is not Grouping.SKU:
            ordered.sort(key=lambda group: _title_order(group, chosen.grouping))
        case Sorting.STATE if chosen.grouping is not Grouping.SKU:
            ordered.sort(key=lambda group: -group.entities)
    ordered.sort(key=place)
    if chosen.sorting is Sorting.STATE:
        ordered.sort(key=lambda group: group.urgency)
    return ordered


def _title_order(group: Group, grouping: Grouping) -> str:
    if grouping is Grouping.CHANGE_SET and group.change_set is not None:
        return group.change_set.message.casefold()
    return group.key.value.casefold()


def _is_list_price(row: ReviewRow) -> bool:
    return row.is_new or row.changes[0].field == "price"


def _tells_all(row: ReviewRow, words: Sequence[str]) -> bool:
    text = f"{row.code}\n{row.name}\n{row.field_words}\n{row.by}".casefold()
    return all(word in text for word in words)


_KEYS: Mapping[Grouping, Callable[[ReviewRow, Known], str]] = {
    Grouping.CHANGE_SET: lambda row, known: str(row.set_id) if row.set_id is not None else "",
    Grouping.SKU: lambda row, known: str(row.key),
    Grouping.PERSON: lambda row, known: row.by,
    Grouping.KIND: lambda row, known: row.changes[0].entity_kind.value,
    Grouping.CATEGORY: lambda row, known: known.hangs_in.get(row.key, ""),
    Grouping.NONE: lambda row, known: "",
}
