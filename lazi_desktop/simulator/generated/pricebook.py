"""A whole made-up pricebook."""

from __future__ import annotations

from lazi_desktop.simulator.generated.categories import make_categories
from lazi_desktop.simulator.generated.chance import Chance, Ids
from lazi_desktop.simulator.generated.equipment import EquipmentMaker, make_discounts
from lazi_desktop.simulator.generated.lists import make_lists
from lazi_desktop.simulator.generated.materials import COST_TYPES, MaterialMaker
from lazi_desktop.simulator.generated.services import ServiceMaker
from lazi_desktop.simulator.generated.shelves import Shelves
from lazi_desktop.simulator.pricebook import Pricebook
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.wire import Json

MATERIALS, SERVICES, EQUIPMENT, DISCOUNTS_AND_FEES = 6_011, 2_164, 278, 12
"""SKUs at scale 1."""

_MARKUP = ((0, 10, 100), (10.01, 50, 85), (50.01, 200, 65), (200.01, 1000, 45), (1000.01, 10000, 30))


def make_pricebook(*, seed: int, scale: float, clean: bool) -> Pricebook:
    ids = Ids(Chance(seed, "ids"))
    categories = make_categories(seed=seed, scale=scale, clean=clean, ids=ids)
    service_shelves = Shelves(categories, "Services")
    materials = MaterialMaker(
        seed=seed,
        count=_scaled(MATERIALS, scale, 40),
        clean=clean,
        ids=ids,
        shelves=Shelves(categories, "Materials"),
    ).rows()
    material_ids = [row.id for row in materials]
    equipment = EquipmentMaker(
        seed=seed,
        count=_scaled(EQUIPMENT, scale, 6),
        clean=clean,
        ids=ids,
        shelves=service_shelves,
        materials=material_ids,
    ).rows()
    services = ServiceMaker(
        seed=seed,
        count=_scaled(SERVICES, scale, 24),
        clean=clean,
        ids=ids,
        shelves=service_shelves,
        materials=material_ids,
        equipment=[row.id for row in equipment],
    ).rows()
    discounts = make_discounts(
        seed=seed,
        count=_scaled(DISCOUNTS_AND_FEES, scale, 4),
        clean=clean,
        ids=ids,
        shelves=service_shelves.all,
    )
    return Pricebook(
        lists=make_lists(seed=seed, clean=clean),
        categories=[row_of(node) for node in categories],
        skus={
            "material": materials,
            "service": services,
            "equipment": equipment,
            "discount_fee": discounts,
        },
        markup=[
            {"id": number, "from": low, "to": high, "percent": percent}
            for number, (low, high, percent) in enumerate(_MARKUP, 1)
        ],
        rate_sheets=_rate_sheets(services, materials),
        cost_types=[
            {"id": number, "name": name}
            for number, name in zip(COST_TYPES, ("Subcontractor", "Rental", "Freight"), strict=True)
        ],
    )


def _scaled(count: int, scale: float, at_least: int) -> int:
    return max(at_least, round(count * scale))


def _rate_sheets(services: list[Row], materials: list[Row]) -> list[Json]:
    kinds = ("Percent", "Dollar", "Multiplier", "FlatPrice", "DiscountPercent")
    return [
        {
            "id": 901 + number,
            "active": number < 2,
            "name": f"Account {number + 1}",
            "exceptions": [
                {"skuId": services[number].id, "skuType": "Service", "value": 10, "valueType": kinds[number]},
                {
                    "skuId": materials[number].id,
                    "skuType": "Material",
                    "value": 2.5,
                    "valueType": kinds[number + 2],
                },
            ],
        }
        for number in range(3)
    ]
