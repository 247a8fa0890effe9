"""What a SKU links, with one SKU in the place of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.service_links import link_quantity
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.links import LINKED, has_quantities, linked_sku, new_link, read_quantity
from lazi_desktop.domain.values import Value, canonical_decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHolder:
    """A service or equipment. `links` are the effective values of those of its fields that name the old one."""

    key: EntityKey
    kind: EntityKind
    code: str
    name: str
    links: Mapping[str, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Relinked:
    """Without quantities where the field has none. `added` is what came of the old one, `after` with what was there."""

    value: Sequence[Value]
    before: Decimal | None = None
    added: Decimal | None = None
    after: Decimal | None = None
    joins: bool = False


def names(links: Sequence[Value] | None, sku: KitSku) -> bool:
    return any(_is_of(one, sku) for one in links or ())


def why_not_there(holder: LinkHolder, name: str, new: KitSku | None) -> str:
    """Why the field cannot link it; "" where it can."""
    if new is None:
        return "A kit cannot be linked: use it in the service instead."
    if new.kind not in LINKED.get((holder.kind, name), ()):
        return f"{new.code} cannot be one of the {field_of(holder.kind, name).title.lower()}."
    if new.key == holder.key:
        return f"{new.code} cannot be linked to itself."
    if not new.active and not names(holder.links[name], new):
        return f"{new.code} is inactive."
    return ""


def relinked(holder: LinkHolder, name: str, old: KitSku, new: KitSku, ratio: Decimal) -> Relinked:
    """
    Raises:
        InvalidValue: the quantity becomes more than a link can hold.
    """
    field, value = field_of(holder.kind, name), holder.links[name]
    going = [one for one in value if _is_of(one, old)]
    there = [one for one in value if _is_of(one, new)]
    stay = [one for one in value if one not in going and one not in there]
    kept = there[0] if there else new_link(field, new.kind, new.reference)
    if not has_quantities(name):
        return Relinked([*stay, kept], joins=bool(there))
    before = _quantity(going)
    added = link_quantity(before * ratio)
    after = Decimal(read_quantity(added + _quantity(there)))
    return Relinked(
        [*stay, {**kept, "quantity": canonical_decimal(after)}], before, added, after, bool(there)
    )


def _quantity(links: Sequence[Value]) -> Decimal:
    return sum((Decimal(one.get("quantity") or 0) for one in links), Decimal(0))


def _is_of(link: Value, sku: KitSku) -> bool:
    return linked_sku(link) in (sku.reference, str(sku.key))
