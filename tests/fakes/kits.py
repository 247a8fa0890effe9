"""Parts of kits in memory: what was told of them, under what was done here, merged as the store merges it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.linked_cost import COSTED, linked_cost
from lazi_desktop.domain.links import LINKED, linked_sku
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.store.workspace.kit_merging import CONTENT, Said, kit_of, part_now

_AT = "2026-03-03T09:05:00Z"


class FakeKitParts:
    def __init__(self) -> None:
        self.now: dict[PartId, Part] = {}

    def tell(self, *parts: Part) -> None:
        """As if the hub had."""
        self.now |= {part.key: part for part in parts}

    def say(self, ops: Iterable[Op]) -> set[EntityKey]:
        """Returns the kits that they are of."""
        kits = set()
        for op in ops:
            if op.kind is not OpKind.KIT:
                continue
            key = PartId(op.entity_key)
            said = Said(KitPart(op.entity_kind), key, op.field, op.value, op.seen, op.base, op.wall)
            part = part_now(self.now.get(key), [said])
            if part is not None:
                self.now[key] = part
                kits.add(EntityKey(part.kit))
        return kits

    def of_kits(self, kits: Collection[KitId] | None) -> list[Part]:
        return [_listed(part) for part in self.now.values() if kits is None or part.kit in kits]

    def parts(self, keys: Collection[PartId]) -> list[Part]:
        return [_listed(self.now[key]) for key in dict.fromkeys(keys) if key in self.now]

    def version(self, key: PartId) -> Value:
        part = self.now.get(key)
        return part.fields.get(CONTENT) if part is not None and part.kind is KitPart.VERSION else None

    def history(self, kit: KitId, ledger: Sequence[Op]) -> list[Recorded]:
        return [
            Recorded(
                number=None, at=parse_moment(op.wall or _AT), by="", action=op.kind.value, field=op.field,
                before=op.seen, after=op.value, op_id=op.op_id, txn_id=op.txn_id, shared=False,
                part=PartId(op.entity_key), part_kind=KitPart(op.entity_kind),
            )
            for op in reversed(ledger)
            if op.kind is OpKind.KIT and self._kit_of(op) == kit
        ]  # fmt: skip

    def _kit_of(self, op: Op) -> KitId | None:
        part = self.now.get(PartId(op.entity_key))
        return part.kit if part is not None else kit_of(KitPart(op.entity_kind), op.entity_key, op.value)


def kit_sku(
    detail: EntityDetail,
    others: Mapping[tuple[EntityKind, str], EntityDetail],
    times: Mapping[EntityKey, datetime],
) -> KitSku:
    """`others` are found as links name them."""
    now = detail.effective
    vendor = now.get("primary_vendor") or {}
    cost, cost_at = _decimal(now.get("cost")) or None, times.get(detail.key)
    if detail.kind is EntityKind.SERVICE:
        cost, cost_at = _linked(detail, others, times)
    return KitSku(
        key=detail.key,
        kind=detail.kind,
        code=now.get("code") or "",
        name=now.get("display_name") or now.get("name") or "",
        unit=now.get("unit_of_measure") or "",
        cost=cost,
        price=_decimal(now.get("price")),
        hours=_decimal(now.get("hours")),
        active=now.get("active") is not False,
        gone=detail.gone,
        cost_at=cost_at,
        vendor=vendor.get("vendorName") or "",
        vendor_part=vendor.get("vendorPart") or "",
        reference=str(detail.key) if detail.remote_id is None else detail.remote_id,
    )


def _linked(
    detail: EntityDetail,
    others: Mapping[tuple[EntityKind, str], EntityDetail],
    times: Mapping[EntityKey, datetime],
) -> tuple[Decimal | None, datetime | None]:
    links = [
        (link["quantity"], others.get((LINKED[detail.kind, name][0], str(linked_sku(link)))))
        for name in COSTED
        if (detail.kind, name) in LINKED
        for link in detail.effective.get(name) or ()
    ]
    found = linked_cost(
        (quantity, None if one is None else _decimal(one.effective.get("cost"))) for quantity, one in links
    )
    at = [times[one.key] for _, one in links if one is not None and one.key in times]
    return found.total if found.lines and found.is_complete else None, min(at, default=None)


def _listed(part: Part) -> Part:
    """Versions without their content."""
    if part.kind is not KitPart.VERSION or CONTENT not in part.fields:
        return part
    return replace(part, fields={name: value for name, value in part.fields.items() if name != CONTENT})


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
