"""A pricebook as the hub's feed tells it: realistic names, categories, vendors; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey, TenantId, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow

TENANT = TenantId(UUID(int=7))
EPOCH = UUID(int=77)

_THINGS = (
    "Elbow", "Tee", "Coupling", "Ball Valve", "Gate Valve", "Adapter", "Bushing", "Nipple", "Union", "Flange", "Gasket",
    "Water Heater", "Furnace", "Boiler", "Condenser", "Evaporator Coil", "Thermostat", "Flame Sensor", "Relay", "Motor",
    "Capacitor", "Blower Wheel", "Duct", "Register", "Grille", "Damper", "Filter", "Pipe Hanger", "Strap", "Faucet",
    "Sink", "Toilet", "Breaker", "Receptacle", "Conduit", "Wire Nut", "Panel", "Dimmer", "Drain Pan", "Sump Pump",
)  # fmt: skip
_STUFFS = ("Copper", "PVC", "CPVC", "PEX", "Brass", "Galvanized", "Cast Iron", "Stainless", "ABS", "Aluminum")
_MAKERS = ("Rheem", "Carrier", "Trane", "Goodman", "Moen", "Kohler", "Honeywell", "Watts", "Eaton", "Leviton")
_SIZES = (
    '1/4"',
    '3/8"',
    '1/2"',
    '3/4"',
    '1"',
    '1-1/4"',
    '1 1/2"',
    '2"',
    '2-1/2"',
    '0.75"',
    '1.5"',
    "3/4 x 1/2",
)
_WORDS = (
    "install includes labor and materials replace existing unit with new standard efficiency per code permit not "
    "included warranty one year parts call for pricing residential commercial grade heavy duty lead free low profile "
    "supply return line kit complete system test pressure leak check clean flush refill drain insulate secure mount"
).split()
_SYLLABLES = "ka ro min ta vel dor sta qui lex pra nu fil gar hob jet zim wex yor".split()


def category(
    remote_id: int, name: str, *, parent_id: int | None = None, tree: str = "Materials", **more: Any
) -> dict:
    fields = {
        "name": name,
        "active": True,
        "position": remote_id,
        "category_type": tree,
        "parent_id": parent_id,
    }
    return {"kind": "category", "remote_id": remote_id, "modified_on": "2026-01-02T03:04:05.1234567Z",
            "fields": {**fields, **more}}  # fmt: skip


def sku(remote_id: int, code: str, name: str, *, kind: str = "material", **more: Any) -> dict:
    fields = {"code": code, "display_name": name, "active": True, "price": 10, "cost": 4, "categories": []}
    return {"kind": kind, "remote_id": remote_id, "modified_on": "2026-01-02T03:04:05.1234567Z",
            "fields": {**fields, **more}}  # fmt: skip


def key_of(payload: Mapping[str, Any]) -> EntityKey:
    return pulled_key(TENANT, EntityKind(payload["kind"]), payload["remote_id"])


class FeedMaker:
    """Numbers rows on and on, as the hub does. `group` says how many rows of a list share one group."""

    def __init__(self, after: int = 0) -> None:
        self.seq = after
        self._groups = 0

    def mirrors(self, payloads: Sequence[Mapping[str, Any]], *, group: int = 500) -> list[FeedRow]:
        rows: list[FeedRow] = []
        for start in range(0, len(payloads), group):
            lot = payloads[start : start + group]
            rows += self.rows([(FeedKind.MIRROR, key_of(payload), "", payload) for payload in lot])
        return rows

    def rows(
        self, contents: Sequence[tuple[Any, EntityKey, str, Any]], op_id: UUID | None = None
    ) -> list[FeedRow]:
        """One group."""
        self._groups += 1
        rows = []
        for place, (kind, key, name, payload) in enumerate(contents):
            self.seq += 1
            last = place == len(contents) - 1
            rows.append(FeedRow(self.seq, UUID(int=self._groups), last, kind, key, name, payload, op_id))
        return rows

    def mirror(self, payload: Mapping[str, Any]) -> list[FeedRow]:
        return self.mirrors([payload])

    def override(
        self, key: EntityKey, name: str, value: Any, *, base: Any = None, state: str = "pending",
        op_id: UUID | None = None, by: str = "Ann", detail: str = "",
    ) -> list[FeedRow]:  # fmt: skip
        payload = {"value": value, "base": base, "by": by, "at": "2026-02-03T04:05:06Z",
                   "op_id": str(op_id or UUID(int=1)), "state": state, "detail": detail}  # fmt: skip
        return self.rows([(FeedKind.OVERRIDE, key, name, payload)], op_id)

    def cleared(self, key: EntityKey, name: str) -> list[FeedRow]:
        return self.rows([(FeedKind.OVERRIDE, key, name, None)])

    def conflict(
        self, key: EntityKey, name: str, conflict_id: UUID, *, base: Any, ours: Any, theirs: Any, state: str = "open",
        kind: str = "op_vs_override", entity_kind: str = "material",
    ) -> list[FeedRow]:  # fmt: skip
        payload = {"conflict_id": conflict_id, "entity_key": key, "entity_kind": entity_kind, "field": name,
                   "kind": kind, "base": base, "ours": ours, "theirs": theirs, "state": state, "by": "Ann",
                   "at": "2026-02-03T04:05:06Z"}  # fmt: skip
        return self.rows([(FeedKind.CONFLICT, key, name, payload)])

    def tombstone(
        self, key: EntityKey, *, kind: str = "material", reason: str = "gone", replaced_by: EntityKey | None = None
    ) -> list[FeedRow]:  # fmt: skip
        payload = {"kind": kind, "reason": reason, "replaced_by": replaced_by and str(replaced_by)}
        return self.rows([(FeedKind.TOMBSTONE, key, "", payload)])

    def created(self, key: EntityKey, *, kind: str = "material") -> list[FeedRow]:
        return self.rows([(FeedKind.CREATED, key, "", {"kind": kind})])


def pricebook(skus: int, *, categories: int | None = None, seed: int = 1) -> Iterator[dict]:
    """Payloads of mirrors: categories first, then SKUs, at about the mix and size (1.5 KB) of a real tenant."""
    dice = random.Random(seed)
    if categories is None:
        categories = min(1543, max(10, skus // 6))
    trees: dict[int, str] = {}
    for remote_id in range(1, categories + 1):
        parent = dice.randrange(1, remote_id) if remote_id > max(6, categories // 14) else None
        tree = trees[parent] if parent else dice.choice(("Materials", "Services"))
        trees[remote_id] = tree
        name = f"{dice.choice(_STUFFS)} {dice.choice(_THINGS)}s"
        yield category(remote_id, name, parent_id=parent, tree=tree, description="Null", image=None)
    by_tree = {tree: [one for one in trees if trees[one] == tree] for tree in ("Materials", "Services")}
    vocabulary = [*_WORDS, *("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(3000))]
    for place in range(skus):
        draw = dice.random()
        kind = (
            "material"
            if draw < 0.71
            else "service"
            if draw < 0.966
            else "equipment"
            if draw < 0.998
            else "discount_fee"
        )
        yield _sku(
            dice,
            1_000_000 + place,
            kind,
            by_tree["Materials" if kind == "material" else "Services"],
            vocabulary,
        )


def _sku(
    dice: random.Random, remote_id: int, kind: str, categories: Sequence[int], vocabulary: Sequence[str]
) -> dict:
    thing, stuff, size = dice.choice(_THINGS), dice.choice(_STUFFS), dice.choice(_SIZES)
    initials = "".join(word[0] for word in (stuff + " " + thing).split())
    code = (
        f"{initials}{thing[:3].upper()}-{remote_id % 1_000_000:06}"
        if dice.random() < 0.8
        else f"{remote_id:07}"
    )
    cost = Decimal(dice.randint(50, 90000)) / 100
    price = Decimal(0) if kind == "service" and dice.random() < 0.21 else cost * 2 + Decimal("0.49")
    words = " ".join(dice.choices(vocabulary, k=min(160, int(dice.expovariate(1 / 14)) + 2)))
    fields: dict[str, Any] = {
        "description": f"<p>{words} {size}</p>" if dice.random() < 0.05 else words,
        "member_price": price, "add_on_price": price, "add_on_member_price": price, "taxable": dice.random() < 0.5,
        "hours": Decimal(dice.randint(0, 40)) / 4, "bonus": 0, "commission_bonus": 0, "pays_commission": True,
        "account": "4000 Sales Income", "assets": [], "is_price_locked": False, "budget_cost_code": None,
        "categories": _some(dice, categories),
        "modified_on": "2026-01-02T03:04:05.1234567Z", "created_on": "2025-01-02T03:04:05.1234567Z",
    }  # fmt: skip
    if kind in ("material", "equipment"):
        vendor = {"id": remote_id, "vendorName": "Ferguson Supply", "vendorId": 12, "memo": None, "active": True,
                  "vendorPart": f"{stuff[:2].upper()}{dice.randint(1000, 99999)}-{dice.randint(1, 9)}", "cost": cost,
                  "primarySubAccount": None, "otherSubAccounts": []}  # fmt: skip
        fields |= {"primary_vendor": vendor, "other_vendors": [vendor],
                   "unit_of_measure": dice.choice(("Each", "Ft", "Null")),
                   "is_inventory": False, "cost_of_sale_account": "5000 Materials", "asset_account": None}  # fmt: skip
    if kind == "equipment":
        fields |= {"manufacturer": dice.choice(_MAKERS), "model": f"M{dice.randint(100, 999)}XL"}
    if kind == "service":
        links = [
            {"skuId": 1_000_000 + dice.randint(0, 5000), "quantity": Decimal("0.25")}
            for _ in range(dice.randint(0, 6))
        ]
        fields["service_materials"] = links
    return sku(remote_id, code, f"{stuff} {thing} {size}", kind=kind, cost=cost, price=price, **fields)


def _some(dice: random.Random, categories: Sequence[int]) -> list[int]:
    """A third of real SKUs hang nowhere, most in one category, a few in six."""
    if dice.random() < 0.33:
        return []
    return sorted(set(dice.choices(categories, k=dice.choice((1, 1, 1, 2, 6)))))
