"""A kit, put together from its parts: lines, groups, parameters, samples, versions, and the services it is used in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import Clash, KitId, PartId
from lazi_desktop.domain.values import Value

Quantity = Decimal | str
"""A number, or a formula: text with a leading `=`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A SKU or another kit in a kit: exactly one of `sku` and `includes` is there.

    `waste` is a share (0.1 for 10 %); `pack` the size it is bought in, up to whose multiples the quantity is rounded.
    `values` are of the included kit's parameters, by their names: numbers, or formulas over this kit's parameters.
    `unit` is "" where the SKU's own counts. `place` orders the lines of a kit, as text.
    """

    key: PartId
    sku: EntityKey | None = None
    includes: KitId | None = None
    quantity: Quantity = Decimal(1)
    unit: str = ""
    waste: Decimal = Decimal(0)
    pack: Decimal | None = None
    optional: bool = False
    substitutes: Sequence[EntityKey] = ()
    values: Mapping[str, Quantity] = field(default_factory=dict)
    note: str = ""
    group: PartId | None = None
    place: str = ""
    clashes: Mapping[str, Sequence[Clash]] = field(default_factory=dict)

    @property
    def is_include(self) -> bool:
        return self.includes is not None

    @property
    def formula(self) -> str | None:
        return self.quantity if isinstance(self.quantity, str) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`colour` is a name of the theme's group colours, "" for none."""

    key: PartId
    name: str
    colour: str = ""
    collapsed: bool = False
    place: str = ""
    clashes: Mapping[str, Sequence[Clash]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a parameter can have, as people call it."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """`name` as people type it; formulas find it by `formula.parser.plain_name`. With `choices` only these are values
    that it can have."""

    key: PartId
    name: str
    unit: str = ""
    default: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    choices: Sequence[Choice] = ()
    place: str = ""
    clashes: Mapping[str, Sequence[Clash]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A test that a kit keeps of itself: with these parameter values, these quantities of lines are expected; and where
    they are given, these hours. Money is not in it: costs change."""

    key: PartId
    name: str
    values: Mapping[str, Decimal]
    quantities: Mapping[PartId, Decimal]
    hours: Decimal | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What the kit was at a time. `content` is what `content_of` gave, and `kit_of_content` reads."""

    key: PartId
    number: int
    note: str
    by: str
    at: str
    content: Value


class Merge(StrEnum):
    """How what a kit gives meets what a service has of the same SKU. The values are stored in both databases."""

    ADD = "add"
    REPLACE = "replace"  # the kit's quantity takes its place
    LARGER = "larger"  # the larger quantity stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """That a service holds what this kit gave it. `applied` are the quantities by SKU that it gave then, `left` those
    that it would have given later and a person did not want (None: nobody was asked).

    What stood there then is, SKU by SKU, `beside` + the greater of `least` and `applied`: so with `beside` it is added
    to what there was, with `least` it is no less than that, and without either it took its place (`merge`: how the next
    SKU that the kit gives comes in).
    """

    key: PartId
    service: EntityKey
    version: PartId | None
    multiplier: Decimal = Decimal(1)
    values: Mapping[str, Decimal] = field(default_factory=dict)
    options: frozenset[PartId] = frozenset()
    merge: Merge = Merge.ADD
    applied: Mapping[EntityKey, Decimal] = field(default_factory=dict)
    beside: Mapping[EntityKey, Decimal] = field(default_factory=dict)
    least: Mapping[EntityKey, Decimal] = field(default_factory=dict)
    left: Mapping[EntityKey, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """`lines`, `groups`, `parameters` and `samples` in order; removed ones are left out. `path` is the category path,
    `labour_hours` what building it takes beside the hours of its lines. `changed_at` is of the newest change of a part.
    """

    key: KitId
    name: str
    path: Sequence[str] = ()
    labour_hours: Decimal = Decimal(0)
    tags: Sequence[str] = ()
    note: str = ""
    archived: bool = False
    gone: bool = False
    lines: Sequence[Line] = ()
    groups: Sequence[Group] = ()
    parameters: Sequence[Parameter] = ()
    samples: Sequence[Sample] = ()
    versions: Sequence[Version] = ()
    uses: Sequence[Use] = ()
    changed_by: str = ""
    changed_at: str = ""
    clashes: Mapping[str, Sequence[Clash]] = field(default_factory=dict)

    def line(self, key: PartId) -> Line | None:
        return next((one for one in self.lines if one.key == key), None)

    def lines_of(self, group: PartId | None) -> Sequence[Line]:
        """Of a group, or with None those in none; a line whose group was removed is in none."""
        known = {one.key for one in self.groups}
        return [one for one in self.lines if (one.group if one.group in known else None) == group]
