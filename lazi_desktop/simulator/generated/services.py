"""Services: tasks with prices, sold hours, linked materials and equipment, and most of the dirt."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.simulator.generated.chance import Chance, Ids, money
from lazi_desktop.simulator.generated.descriptions import lengths, make_description
from lazi_desktop.simulator.generated.pictures import attachment, pictures
from lazi_desktop.simulator.generated.shelves import Shelves
from lazi_desktop.simulator.generated.words import SUBJECTS, TASK_NOTES, VERBS
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.wire import Json

MOST_MATERIALS = 22
MOST_CATEGORIES = 6

_QUANTITIES = (1, 1, 1, 2, 2, 3, 4, 0.25, 0.5, 1.5, 10, 0.33)
_HOURS = (0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 0.33333, 1.16667)


class ServiceMaker:
    def __init__(
        self,
        *,
        seed: int,
        count: int,
        clean: bool,
        ids: Ids,
        shelves: Shelves,
        materials: Sequence[int],
        equipment: Sequence[int],
    ) -> None:
        self._chance = chance = Chance(seed, "services")
        self._clean = clean
        self._ids = [ids.next() for _ in range(count)]
        self._materials = materials
        self._equipment = equipment
        self._shelves = shelves
        self._template = new("service")
        self._lengths = lengths(count, chance)
        self._free = chance.chosen(count, 0.21)
        self._costed = chance.chosen(count, 0.02)
        self._pictured = chance.chosen(count, 0.78)
        self._linked = sorted(chance.chosen(count, 0.43, at_least=2))
        self._material_counts = self._counts_of_materials()
        self._uncategorised = chance.chosen(count, 0.33)
        self._inactive = chance.chosen(count, 0.04)
        self._spaced = chance.chosen(count, 1 / 500)
        self._odd = chance.chosen(count, 0.002)
        roomy = [index for index in range(count) if self._lengths[index] >= 60]
        self._tagged = set(chance.random.sample(roomy, max(1, round(count * 0.05))))
        self._escaped = set(chance.random.sample(roomy, max(1, round(count * 0.04))))
        priced = [index for index in range(count) if index not in self._free]
        self._negative = chance.pick(priced)
        categorised = [index for index in range(count) if index not in self._uncategorised]
        self._most_categories = chance.pick(categorised)

    def _counts_of_materials(self) -> dict[int, int]:
        chance = self._chance
        counts = {index: 1 + int(chance.random.random() ** 3 * 12) for index in self._linked}
        counts[self._linked[0]] = min(MOST_MATERIALS, len(self._materials))
        return counts

    def rows(self) -> list[Row]:
        return [row_of(self._make(index)) for index in range(len(self._ids))]

    def _make(self, index: int) -> Json:
        chance = self._chance
        name, code = _name(index)
        cents = 0 if index in self._free else chance.between(39, 2400) * 100 + chance.pick((0, 0, 50, 95, 99))
        created, modified = chance.stamps(clean=self._clean)
        assets = pictures("Service", chance) if index in self._pictured else []
        if chance.happens(0.03):
            assets.append(attachment(chance))
        service = self._template | {
            "id": self._ids[index],
            "code": code,
            "displayName": name,
            "description": make_description(
                name,
                self._lengths[index],
                chance,
                tags=not self._clean and index in self._tagged,
                entity=not self._clean and index in self._escaped,
            ),
            "categories": self._categories(index),
            "price": money(cents),
            "memberPrice": money(cents * 9 // 10),
            "addOnPrice": money(cents * 95 // 100),
            "addOnMemberPrice": money(cents * 85 // 100),
            "taxable": chance.happens(0.3),
            "account": chance.pick(("Service Income", "Installation Income", "")),
            "hours": chance.pick(_HOURS),
            "isLabor": chance.happens(0.1),
            "assets": assets,
            "defaultAssetUrl": assets[0]["url"] if assets and assets[0]["isDefault"] else None,
            "serviceMaterials": self._links(self._material_counts.get(index, 0)),
            "serviceEquipment": self._equipment_links(),
            "recommendations": self._others(index, 0.06),
            "upgrades": self._others(index, 0.03),
            "active": index not in self._inactive,
            "bonus": chance.pick((0, 0, 0, 0, 25, 12.5)),
            "cost": money(chance.between(500, 90000)) if index in self._costed else 0,
            "createdOn": created,
            "modifiedOn": modified,
        }
        if not self._clean:
            self._make_dirty(index, service)
        return service

    def _categories(self, index: int) -> list[Json]:
        chance = self._chance
        if index in self._uncategorised:
            return []
        count = 1 if chance.happens(0.85) else chance.between(2, 4)
        if index == self._most_categories:
            count = MOST_CATEGORIES
        shelves = self._shelves.of(SUBJECTS[index % len(SUBJECTS)][0])
        chosen = chance.random.sample(shelves, min(count, len(shelves)))
        return [{name: node[name] for name in ("id", "name", "active")} for node in chosen]

    def _links(self, count: int) -> list[Json]:
        chosen = self._chance.random.sample(self._materials, count) if count else []
        return [{"skuId": sku, "quantity": self._chance.pick(_QUANTITIES)} for sku in chosen]

    def _equipment_links(self) -> list[Json]:
        if not self._chance.happens(0.06):
            return []
        return [{"skuId": self._chance.pick(self._equipment), "quantity": 1}]

    def _others(self, index: int, share: float) -> list[int]:
        if index == 0 or not self._chance.happens(share):
            return []
        return [self._ids[self._chance.below(index)]]

    def _make_dirty(self, index: int, service: Json) -> None:
        if index == self._negative:
            service["price"] = -service["price"]
        if index in self._spaced:
            service["code"] = f"{service['code']} " if index % 2 else f" {service['code']}"
        if index in self._odd:
            service["legacyTaskId"] = 900_000 + index


def _name(index: int) -> tuple[str, str]:
    trade, prefix, subjects = SUBJECTS[index % len(SUBJECTS)]
    serial = index // len(SUBJECTS)
    rest, verb = divmod(serial, len(VERBS))
    rest, subject = divmod(rest, len(subjects))
    rest, note = divmod(rest, len(TASK_NOTES))
    name = f"{VERBS[verb]} {subjects[subject]}"
    name += f" ({TASK_NOTES[note]})" if TASK_NOTES[note] else ""
    name += f", {trade} Zone {rest + 1}" if rest else ""
    return name, f"{prefix}{100 + serial}-{VERBS[verb][:3].upper()}"
