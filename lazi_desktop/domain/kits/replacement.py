"""What a replacement of one thing by another comes to, place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.kit import Line, Quantity
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.values import Value


class Spot(StrEnum):
    LINE = "line"
    SUBSTITUTE = "substitute"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the old one is: a line of a kit, or a field of a SKU."""

    owner: UUID
    spot: Spot
    line: PartId | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of one place; without a `ratio` that of the whole replacement."""

    ticked: bool = True
    ratio: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedRow:
    """`before` and `after` are quantities, None where there are none; `joins` where the new one is there already and
    gets more. `refused` says why nothing can be done, "" where it can. `cost_before` and `cost_after` are of what the
    place held and adds, None where either is not known.
    """

    place: Place
    name: str
    ticked: bool
    code: str = ""
    kind: EntityKind | None = None
    ratio: Decimal | None = None
    before: Quantity | None = None
    after: Quantity | None = None
    joins: bool = False
    refused: str = ""
    cost_before: Decimal | None = None
    cost_after: Decimal | None = None

    @property
    def counts(self) -> bool:
        return self.ticked and not self.refused

    @property
    def cost(self) -> Decimal | None:
        """How much more it costs."""
        if self.cost_before is None or self.cost_after is None:
            return None
        return self.cost_after - self.cost_before


@dataclass(frozen=True, slots=True)
class LineChange:
    """`after` is None where the line is gone: joined to another one, `into`. `ratio` of it take the place of one."""

    kit: KitId
    before: Line
    after: Line | None
    into: PartId | None = None
    ratio: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class LinkChange:
    key: EntityKey
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePlan:
    """`moves` are, for services whose links change, by which factor what their kits gave of the old one is now of the
    new one."""

    old: Thing
    new: Thing
    rows: Sequence[ReplacedRow]
    lines: Sequence[LineChange]
    links: Sequence[LinkChange]
    moves: Mapping[EntityKey, Decimal] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(row.counts for row in self.rows)

    @property
    def cost(self) -> Decimal | None:
        """How much more all of it costs; None where one of them is not known."""
        known = [row.cost for row in self.rows if row.counts and row.before is not None]
        return None if any(one is None for one in known) else sum((one for one in known if one), Decimal(0))

    def kits_left(self) -> set[UUID]:
        """Kits that go on naming the old one in a line."""
        return {row.place.owner for row in self.rows if row.place.spot is Spot.LINE and not row.counts}
