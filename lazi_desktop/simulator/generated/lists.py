"""Lists of other modules. Numbers that generated SKUs name are all there; some rows are switched off."""

from __future__ import annotations

from collections.abc import Iterable

from lazi_desktop.simulator.generated.chance import Chance
from lazi_desktop.simulator.generated.vendors import MOST_OTHERS
from lazi_desktop.simulator.generated.words import JOBS, TRADES, VENDORS
from lazi_desktop.simulator.wire import Json

CREATOR = 4_100
"""The user who made what was imported."""
_UNITS, _TYPES, _VENDORS, _ACCOUNTS = 200, 400, 700, 5_001
_DEPARTMENTS = ("Install", "Service", "Maintenance", "Sales")
_EQUIPMENT = (
    "Water Heater", "Tankless Heater", "Heat Pump", "Furnace", "Air Handler", "Condenser", "Boiler", "Pool Pump",
    "Pool Heater", "Filter", "Salt System", "Sump Pump", "Well Pump", "Softener", "Generator", "Panel", "Thermostat",
    "Mini Split", "Humidifier", "Air Cleaner", "Charger",
)  # fmt: skip
_INCOME = (
    "Material Income", "Equipment Income", "Service Income", "Installation Income", "Fee Income", "Discounts",
    "Maintenance Income", "Rental Income",
)  # fmt: skip
_COST = ("Material Cost", "Equipment Cost", "Subcontractor Cost", "Freight", "Permits", "Warranty Cost")
_PEOPLE = (
    "Office Import",
    "Dana Whitfield",
    "Marcus Oyelaran",
    "Priya Raman",
    "Luis Ortega",
    "Erin Kowalski",
)
_ZONES = ("City", "County", "State", "Out of State", "Exempt")
_PLACES = ("Main Warehouse", "North Yard", "South Yard", "Returns", "Old Depot")
_TAGS = (
    "Warranty",
    "Callback",
    "Member",
    "Financing",
    "Commercial",
    "Do Not Service",
    "Upsell",
    "Permit Needed",
)


def make_lists(*, seed: int, clean: bool) -> dict[str, list[Json]]:
    chance = Chance(seed, "lists")

    def rows(first: int, named: Iterable[Json], *, off: frozenset[int] = frozenset()) -> list[Json]:
        made = []
        for place, members in enumerate(named):
            created, modified = chance.stamps(clean=clean)
            row = {"id": first + place, "active": place not in off}
            made.append(row | members | {"createdOn": created, "modifiedOn": modified})
        return made

    return {
        "business-units": rows(_UNITS, _units(), off=frozenset((3, 17))),
        "vendors": rows(_VENDORS, _vendors(), off=frozenset((6, 12, 30))),
        "gl-accounts": rows(_ACCOUNTS, _accounts(), off=frozenset((7,))),
        "equipment-types": rows(_TYPES, ({"name": name} for name in _EQUIPMENT), off=frozenset((20,))),
        "employees": rows(310, _employees(), off=frozenset((5,))),
        "tax-zones": rows(
            610, ({"name": f"{zone} Tax", "color": place, "rates": []} for place, zone in enumerate(_ZONES))
        ),
        "warehouses": rows(
            810, ({"name": place, "inventoryTemplateId": None} for place in _PLACES), off=frozenset((4,))
        ),
        "tag-types": rows(910, ({"name": tag, "color": "#3366AA", "code": tag[:3].upper()} for tag in _TAGS)),
        "job-types": rows(1_110, _jobs(), off=frozenset((9,))),
    }


def _units() -> Iterable[Json]:
    names = [f"{trade} {department}" for trade in TRADES for department in _DEPARTMENTS]
    for place in range(21):
        name = names[place % len(names)]
        branch = place // len(names)
        yield {
            "name": f"{name} {branch + 1}" if branch else name,
            "officialName": name,
            "currency": "USD",
            "tagTypeIds": [],
        }


def _vendors() -> Iterable[Json]:
    """Called as the links to them say."""
    for number in range(len(VENDORS) + MOST_OTHERS):
        name, branch = VENDORS[number % len(VENDORS)], number // len(VENDORS)
        yield {
            "name": f"{name} #{branch + 1}" if branch else name,
            "isTruckReplenishment": branch == 0,
            "memo": "",
            "defaultTaxRate": 0,
        }


def _accounts() -> Iterable[Json]:
    for place, name in enumerate((*_INCOME, *_COST)):
        income = name in _INCOME
        yield {
            "name": name,
            "number": str((4_000 if income else 4_900) + 10 * place),
            "type": "Income" if income else "Cost of Goods Sold",
            "source": "Undefined",
        }


def _employees() -> Iterable[Json]:
    for place, name in enumerate(_PEOPLE):
        login = name.lower().replace(" ", ".")
        yield {"userId": CREATOR + place, "name": name, "email": f"{login}@example.test", "loginName": login}


def _jobs() -> Iterable[Json]:
    for trade in TRADES:
        for job in JOBS[0][:4]:
            yield {
                "name": f"{trade} {job}",
                "businessUnitIds": [_UNITS],
                "duration": 7_200,
                "noCharge": False,
            }
