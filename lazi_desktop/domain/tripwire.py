"""The tripwire: stops a pull that would empty, switch off or reprice a large share of the mirror.

Sources: SYNC §3.9, "Breakers".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields

LOST_SHARE = Decimal("0.02")
LOST_AT_LEAST = 5
BLANKED_SHARE = Decimal("0.05")
REPRICED_SHARE = Decimal("0.10")
REPRICED_BY = Decimal("0.5")

_REQUIRED_TEXT = {EntityKind.CATEGORY: "name"}


@dataclass(slots=True)
class Tripwire:
    """Counts, over one run of one kind, what the pages so far would do to a mirror of `mirrored` entities."""

    kind: EntityKind
    mirrored: int
    deactivated: int = 0
    blanked: int = 0
    repriced: int = 0
    vanished: int = 0

    @property
    def watched(self) -> tuple[str, ...]:
        """The fields it looks at, of the mirror and of what was received."""
        return ("active", _REQUIRED_TEXT.get(self.kind, "code"), "price")

    def is_suspicious(self, mirror: Fields, received: Fields) -> bool:
        """Whether this entity would count."""
        return any(self._looks(mirror, received))

    def look_at(self, pairs: Sequence[tuple[Fields, Fields]]) -> None:
        """Counts one page: (mirror's fields, received fields) of entities that the mirror has."""
        for mirror, received in pairs:
            deactivated, blanked, repriced = self._looks(mirror, received)
            self.deactivated += deactivated
            self.blanked += blanked
            self.repriced += repriced

    def _looks(self, mirror: Fields, received: Fields) -> tuple[bool, bool, bool]:
        name = _REQUIRED_TEXT.get(self.kind, "code")
        return (
            bool(mirror.get("active")) and received.get("active") is False,
            bool(mirror.get(name)) and name in received and not received[name],
            _moved_far(mirror.get("price"), received.get("price")),
        )

    def reason(self) -> str:
        """Why to stop, as a sentence with numbers; empty while all is well."""
        lost_limit = max(LOST_AT_LEAST, int(self.mirrored * LOST_SHARE))
        if self.vanished > lost_limit:
            there = self.mirrored - self.vanished
            return (
                f"ServiceTitan now reports {there:,} {self._entries}, we have {self.mirrored:,}: "
                f"{self.vanished:,} are missing."
            )
        if self.deactivated > lost_limit:
            return f"ServiceTitan reports {self.deactivated:,} of {self.mirrored:,} {self._entries} as switched off."
        if self.blanked > max(LOST_AT_LEAST, int(self.mirrored * BLANKED_SHARE)):
            return f"{self.blanked:,} of {self.mirrored:,} {self._entries} have lost their code or name."
        if self.repriced > max(LOST_AT_LEAST, int(self.mirrored * REPRICED_SHARE)):
            return f"{self.repriced:,} of {self.mirrored:,} {self._entries} changed their price by more than half."
        return ""

    @property
    def _entries(self) -> str:
        return {
            EntityKind.CATEGORY: "categories",
            EntityKind.MATERIAL: "materials",
            EntityKind.SERVICE: "services",
            EntityKind.EQUIPMENT: "pieces of equipment",
            EntityKind.DISCOUNT_FEE: "discounts and fees",
        }[self.kind]


def _moved_far(before: Decimal | int | None, after: Decimal | int | None) -> bool:
    if not before or after is None:
        return False
    return abs(Decimal(after) - before) > abs(Decimal(before)) * REPRICED_BY
