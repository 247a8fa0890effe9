"""Equipment and discounts and fees: few, but with shapes of their own."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.simulator.generated.chance import Chance, Ids, money
from lazi_desktop.simulator.generated.descriptions import lengths, make_description
from lazi_desktop.simulator.generated.pictures import pictures
from lazi_desktop.simulator.generated.shelves import Shelves
from lazi_desktop.simulator.generated.vendors import Links
from lazi_desktop.simulator.generated.words import EQUIPMENT, MAKERS
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.wire import Json

_MODIFIERS = (
    ("Discount", "Percentage", "DISC-MIL", "Military Discount", 0.1),
    ("Discount", "Percentage", "DISC-SEN", "Senior Discount", 0.05),
    ("Discount", "Fixed", "DISC-50", "$50 Off Any Repair", 50),
    ("Discount", "Percentage", "DISC-EMP", "Employee Discount", 0.25),
    ("Discount", "Fixed", "DISC-REF", "Referral Credit", 25),
    ("Discount", "Percentage", "DISC-BDL", "Bundle Discount", 0.075),
    ("Fee", "Fixed", "FEE-TRIP", "Trip Charge", 49.95),
    ("Fee", "Percentage", "FEE-CC", "Card Processing Fee", 0.03),
    ("Fee", "Fixed", "FEE-PERMIT", "Permit Filing Fee", 125),
    ("Fee", "Fixed", "FEE-DISP", "Disposal Fee", 35.5),
    ("Fee", "Fixed", "FEE-AH", "After Hours Fee", 99),
    ("Fee", "Percentage", "FEE-FUEL", "Fuel Surcharge", 0.02),
)


class EquipmentMaker:
    def __init__(
        self, *, seed: int, count: int, clean: bool, ids: Ids, shelves: Shelves, materials: Sequence[int]
    ) -> None:
        self._chance = chance = Chance(seed, "equipment")
        self._links = Links(chance)
        self._clean = clean
        self._ids = ids
        self._count = count
        self._shelves = shelves
        self._materials = materials
        self._lengths = lengths(count, chance)
        self._pictured = chance.chosen(count, 0.8)
        self._spaced = chance.chosen(count, 1 / 500)

    def rows(self) -> list[Row]:
        """Every tenth item is configurable and lists the next two as its variations, as they list it."""
        items = [self._make(index) for index in range(self._count)]
        for first in range(0, self._count - 2, 10):
            configurable, variations = items[first], items[first + 1 : first + 3]
            configurable["isConfigurableEquipment"] = True
            configurable["variationsOrConfigurableEquipment"] = [item["id"] for item in variations]
            for item in variations:
                item["variationsOrConfigurableEquipment"] = [configurable["id"]]
        return [row_of(item) for item in items]

    def _make(self, index: int) -> Json:
        chance = self._chance
        trade, noun, prefix, sizes, cheapest, dearest = EQUIPMENT[index % len(EQUIPMENT)]
        serial = index // len(EQUIPMENT)
        rest, size = divmod(serial, len(sizes))
        maker = MAKERS[rest % len(MAKERS)]
        edition = f" Mk {rest // len(MAKERS) + 1}" if rest >= len(MAKERS) else ""
        name = f"{maker} {sizes[size]} {noun}{edition}"
        code = f"{prefix}-{2001 + serial}"
        cents = chance.between(cheapest, dearest)
        price = cents * chance.between(140, 220) // 100
        created, modified = chance.stamps(clean=self._clean)
        assets = pictures("Equipment", chance) if index in self._pictured else []
        vendors = self._links.make(chance.between(1, 5), cents, code)
        return new("equipment") | {
            "id": self._ids.next(),
            "code": code if self._clean or index not in self._spaced else f"{code} ",
            "displayName": name,
            "description": make_description(name, self._lengths[index], chance),
            "active": not chance.happens(0.05),
            "price": money(price),
            "memberPrice": money(price * 95 // 100),
            "addOnPrice": money(price),
            "addOnMemberPrice": money(price * 95 // 100),
            "manufacturer": maker,
            "model": f"{prefix}{chance.between(100, 999)}",
            "manufacturerWarranty": {"duration": chance.pick((12, 60, 120)), "description": "Parts"},
            "serviceProviderWarranty": {"duration": chance.pick((0, 12, 24)), "description": None},
            "categories": [chance.pick(self._shelves.of(trade))["id"]],
            "assets": assets,
            "defaultAssetUrl": assets[0]["url"] if assets else None,
            "recommendations": [{"skuId": chance.pick(self._materials), "type": "Material"}]
            if chance.happens(0.2)
            else [],
            "equipmentMaterials": [
                {"skuId": sku, "quantity": chance.pick((1, 2, 0.5))}
                for sku in (chance.random.sample(self._materials, 3) if chance.happens(0.5) else [])
            ],
            "primaryVendor": vendors[0],
            "otherVendors": vendors,
            "account": "Equipment Income",
            "costOfSaleAccount": "Cost of Goods Sold",
            "commissionBonus": chance.pick((0, 0, 0.05, 0.1)),
            "hours": chance.pick((0, 2, 4, 6.5)),
            "cost": money(cents),
            "unitOfMeasure": "EA" if self._clean or not chance.happens(0.3) else "Null",
            "isInventory": chance.happens(0.3),
            "createdOn": created,
            "modifiedOn": modified,
            "typeId": chance.between(400, 420),
            "generalLedgerAccountId": 5002,
        }


def make_discounts(*, seed: int, count: int, clean: bool, ids: Ids, shelves: Sequence[Json]) -> list[Row]:
    chance = Chance(seed, "discounts and fees")
    rows = []
    for index in range(count):
        series, which = index // 12, index * 5 % 12
        modifier, amount_type, code, name, amount = _MODIFIERS[which]
        suffix = f" {series + 1}" if series else ""
        created, modified = chance.stamps(clean=clean)
        row = new("discount_fee") | {
            "id": ids.next(),
            "type": modifier,
            "code": f"{code}{suffix.replace(' ', '-')}",
            "displayName": f"{name}{suffix}",
            "description": f"{name}{suffix}.",
            "amountType": amount_type,
            "amount": amount,
            "limit": 250 if amount_type == "Percentage" and chance.happens(0.5) else 0,
            "categories": [chance.pick(shelves)["id"]],
            "assets": pictures("PriceModifier", chance, default=False) if index % 3 == 0 else [],
            "account": "Discounts" if modifier == "Discount" else "Fee Income",
            "active": index % 12 != 11,
            "createdOn": created,
            "modifiedOn": modified,
        }
        rows.append(row_of(row))
    return rows
