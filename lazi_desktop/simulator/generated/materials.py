"""Materials: fittings, parts and supplies with vendors, costs and marked-up prices."""

from __future__ import annotations

from lazi_desktop.simulator.generated.chance import Chance, Ids, money
from lazi_desktop.simulator.generated.descriptions import lengths, make_description
from lazi_desktop.simulator.generated.families import FAMILIES, GRADES, Family, variants
from lazi_desktop.simulator.generated.pictures import pictures
from lazi_desktop.simulator.generated.shelves import Shelves
from lazi_desktop.simulator.generated.vendors import MOST_OTHERS, Links
from lazi_desktop.simulator.generated.words import MAKERS
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.wire import Json

COST_TYPES = (301, 302, 303)


class MaterialMaker:
    def __init__(self, *, seed: int, count: int, clean: bool, ids: Ids, shelves: Shelves) -> None:
        self._chance = chance = Chance(seed, "materials")
        self._links = Links(chance)
        self._clean = clean
        self._ids = ids
        self._count = count
        self._shelves = shelves
        self._template = new("material")
        self._lengths = lengths(count, chance)
        self._pictured = chance.chosen(count, 0.6)
        self._without_vendor = chance.chosen(count, 0.04)
        self._inactive = chance.chosen(count, 0.05)
        self._null_unit = chance.chosen(count, 0.3)
        self._spaced = chance.chosen(count, 1 / 500)
        self._odd = chance.chosen(count, 0.002)
        self._most_vendors = chance.below(count - 2) + 1
        self._without_vendor -= {0, self._most_vendors}

    def rows(self) -> list[Row]:
        return [row_of(self._make(index)) for index in range(self._count)]

    def _make(self, index: int) -> Json:
        chance = self._chance
        family = FAMILIES[index % len(FAMILIES)]
        serial = index // len(FAMILIES)
        name = _name(family, serial)
        code = f"{family.prefix}-{1001 + serial}"
        cents = family.cheapest + int((family.dearest - family.cheapest) * chance.random.random() ** 3)
        price = cents * chance.between(130, 420) // 100
        created, modified = chance.stamps(clean=self._clean)
        assets = pictures("Material", chance) if index in self._pictured else []
        vendors = [] if index in self._without_vendor else self._vendors(index, cents, code)
        material = self._template | {
            "id": self._ids.next(),
            "code": code,
            "displayName": name,
            "description": make_description(name, self._lengths[index], chance),
            "cost": money(cents),
            "active": index not in self._inactive,
            "price": money(price),
            "memberPrice": money(price * 9 // 10),
            "addOnPrice": money(price * 95 // 100),
            "addOnMemberPrice": money(price * 85 // 100),
            "hours": chance.pick((0, 0, 0, 0.25, 0.5, 1)),
            "unitOfMeasure": family.unit,
            "isInventory": chance.happens(0.4),
            "account": "Material Income",
            "costOfSaleAccount": "Cost of Goods Sold",
            "taxable": chance.pick((True, True, True, False, None)),
            "primaryVendor": vendors[0] if vendors else None,
            "otherVendors": vendors,
            "categories": self._categories(family),
            "assets": assets,
            "defaultAssetUrl": assets[0]["url"] if assets else None,
            "createdOn": created,
            "modifiedOn": modified,
            "generalLedgerAccountId": 5001,
        }
        if index % 40 == 7:
            material |= {"isOtherDirectCost": True, "costTypeId": chance.pick(COST_TYPES)}
        if not self._clean:
            self._make_dirty(index, material)
        return material

    def _vendors(self, index: int, cents: int, code: str) -> list[Json]:
        chance = self._chance
        others = MOST_OTHERS if index == self._most_vendors else int(chance.random.random() ** 4 * 9)
        return self._links.make(others + 1, cents, code)

    def _categories(self, family: Family) -> list[int]:
        chance = self._chance
        if chance.happens(0.04):
            return []
        shelves = self._shelves.of(family.trade, family.shelf)
        first, second = chance.pick(shelves)["id"], chance.pick(shelves)["id"]
        return [first, second] if second != first and chance.happens(0.08) else [first]

    def _make_dirty(self, index: int, material: Json) -> None:
        if index in self._null_unit:
            material["unitOfMeasure"] = "Null"
        if index in self._spaced:
            material["code"] = f"{material['code']} " if index % 2 else f" {material['code']}"
        if index in self._odd:
            material["legacyBin"] = f"B{index:05d}"


def _name(family: Family, serial: int) -> str:
    """Counts through size, noun, variant, maker and grade, so that names repeat as late as possible."""
    rest, size = divmod(serial, len(family.sizes))
    rest, noun = divmod(rest, len(family.nouns))
    choices = variants(family)
    rest, variant = divmod(rest, len(choices))
    rest, maker = divmod(rest, len(MAKERS) + 1)
    words = [family.sizes[size], family.nouns[noun], choices[variant]]
    words += [MAKERS[maker - 1]] if maker else []
    words += [GRADES[rest % len(GRADES)]] if rest else []
    return " ".join(word for word in words if word)
