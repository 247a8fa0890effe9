"""What a form shows: one entity with all its details, or several as one. Without Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.field_tables import FIELDS, field_at_creation
from lazi_desktop.domain.fields import Field, Strategy
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ports.pricebook import EntityDetail, SkuRow

_ATTRIBUTES = {"display_name": "name", "unit_of_measure": "unit"}
"""Fields that a row has under another name."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of a field that several entities do not share: the commonest first, with how many have each."""

    values: Sequence[tuple[Value, int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """`values` holds what all of them share, `spreads` what they do not; `changed` counts the overrides of a field.

    Of a set that differs, `values` has the entries that all share.
    """

    keys: tuple[EntityKey, ...]
    kinds: frozenset[EntityKind]
    values: Fields
    detail: EntityDetail | None = None
    """Of one entity."""
    rows: Sequence[SkuRow] = ()
    """Of several."""
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    """Of one entity: what waits for an answer."""

    @property
    def is_one(self) -> bool:
        return self.detail is not None

    def field(self, name: str) -> Field:
        """As it is for all of them: one that any of them cannot change is not writable."""
        fields = [FIELDS[kind][name] for kind in sorted(self.kinds)]
        if self.detail is not None and self.detail.remote_id is None:
            return field_at_creation(self.detail.kind, name)
        return next((one for one in fields if not one.writable), fields[0])

    def seen(self, name: str) -> list[tuple[EntityKey, Value]]:
        """What each of them has."""
        if self.detail is not None:
            return [(self.detail.key, self.detail.effective.get(name))]
        return [(row.key, value_in(row, name)) for row in self.rows]


def of_one(detail: EntityDetail, proposals: Mapping[str, Proposal]) -> Subject:
    kinds = frozenset((detail.kind,))
    return Subject((detail.key,), kinds, detail.effective, detail, proposals=proposals)


def of_many(rows: Sequence[SkuRow], fields: Collection[str]) -> Subject:
    """The rows have been read with these fields."""
    kinds = frozenset(row.kind for row in rows)
    values: dict[str, Value] = {}
    spreads: dict[str, Spread] = {}
    for name in shared_fields(kinds):
        if name not in fields:
            continue
        spread = _spread([value_in(row, name) for row in rows])
        if len(spread.values) == 1:
            values[name] = spread.values[0][0]
        else:
            spreads[name] = spread
            values[name] = _common(FIELDS[rows[0].kind][name], spread)
    return Subject(
        tuple(row.key for row in rows),
        kinds,
        values,
        rows=rows,
        spreads=spreads,
        changed=Counter(name for row in rows for name in row.changed),
    )


def shared_fields(kinds: frozenset[EntityKind]) -> list[str]:
    """Fields that all these kinds have, and that mean the same in each."""
    first, *others = sorted(kinds)
    return [
        name
        for name, one in FIELDS[first].items()
        if all(name in FIELDS[kind] and FIELDS[kind][name].type is one.type for kind in others)
    ]


def value_in(row: SkuRow, name: str) -> Value:
    """A field of a row that was read together with its fields."""
    return row.more[name] if name in row.more else getattr(row, _ATTRIBUTES.get(name, name), None)


def _common(field: Field, spread: Spread) -> Value:
    if field.strategy is not Strategy.SET:
        return None
    first, *others = (list(value or ()) for value, _ in spread.values)
    return [entry for entry in first if all(any(same(entry, one) for one in other) for other in others)]


def _spread(values: Sequence[Value]) -> Spread:
    """Of thousands at a time: equal values are found by hash. True and 1 are two values, "" and [] are none."""
    counts: dict[Hashable, int] = {}
    firsts: dict[Hashable, Value] = {}
    for value in values:
        key = _hashed(value)
        counts[key] = counts.get(key, 0) + 1
        firsts.setdefault(key, value)
    return Spread([(firsts[key], counts[key]) for key in sorted(counts, key=lambda key: -counts[key])])


def _hashed(value: Value) -> Hashable:
    if value.__class__ is bool:
        return (value,)
    if isinstance(value, list | dict):
        return repr(value) if value else None
    return None if value == "" else value
