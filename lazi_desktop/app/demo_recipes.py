"""What is in the demo's kits: materials by their names in the demo's pricebook, other kits by theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.kits.kit import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A line: of a material, or with `values` of another kit. `quantity` as a person types it."""

    name: str
    quantity: str = "1"
    values: Mapping[str, str] | None = None
    waste: Decimal = Decimal(0)
    pack: Decimal | None = None
    optional: bool = False
    note: str = ""
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedParameter:
    name: str
    unit: str
    default: int
    least: int | None = None
    most: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`groups`: name, colour and lines. `samples`: name, values of parameters, quantities by the names of lines."""

    name: str
    path: tuple[str, ...]
    groups: tuple[tuple[str, str, tuple[Wanted, ...]], ...]
    hours: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    parameters: tuple[WantedParameter, ...] = ()
    samples: tuple[tuple[str, Mapping[str, int], Mapping[str, int]], ...] = ()
    version: str = ""


_RUN = WantedParameter(name="run_ft", unit="ft", default=20, least=0, most=300)
_OUTDOORS = (Choice("Indoors", Decimal(0)), Choice("Outdoors", Decimal(1)))

_UNION_SET = Recipe(
    name='Union set, 2"',
    path=("Pool", "Equipment pad"),
    hours="0.25",
    tags=("plumbing",),
    note="Both sides of whatever has to come off again: pump, filter, heater.",
    groups=(
        ("", "", (
            Wanted(name='2" Pump Union w/ O-ring', quantity="2"),
            Wanted(name='2" Coupling', quantity="2"),
            Wanted(name='2" Ball Valve', substitutes=('2" Union',)),
        )),
    ),
    version="As we build it",
)  # fmt: skip
_HOME_RUN = Recipe(
    name="20 A home run",
    path=("Electrical", "Circuits"),
    hours="1.5",
    tags=("electrical",),
    parameters=(
        WantedParameter(name="run_ft", unit="ft", default=50, least=1, most=300),
        WantedParameter(name="outlets", unit="", default=1, least=0, most=10),
        WantedParameter(name="place", unit="", default=0, choices=_OUTDOORS),
    ),
    groups=(
        ("At the panel", "amber", (
            Wanted(name="20A Single-Pole Breaker", substitutes=("20A AFCI Breaker", "20A GFCI Breaker")),
            Wanted(name='1/2" EMT Connector', quantity="2"),
        )),
        ("The run", "blue", (
            Wanted(name="12 AWG NM-B Cable", quantity="=[run_ft]", waste=Decimal("0.1"), pack=Decimal(25),
                   note="Sold by 25 ft; 10 % for the corners"),
            Wanted(name='1/2" Conduit Strap', quantity="=ROUNDUP([run_ft] / 4.5, 0)"),
        )),
        ("Outlets", "green", (
            Wanted(name="20A GFCI Receptacle", quantity="=[outlets]"),
            Wanted(name="20A Weatherproof Cover", quantity="=IF([place] = 1, [outlets], 0)"),
        )),
    ),
    samples=(
        ("50 ft, one outlet indoors", {"run_ft": 50, "outlets": 1, "place": 0},
         {"12 AWG NM-B Cable": 75, '1/2" Conduit Strap': 12, "20A Weatherproof Cover": 0}),
        ("80 ft, two outlets outdoors", {"run_ft": 80, "outlets": 2, "place": 1},
         {"12 AWG NM-B Cable": 100, '1/2" Conduit Strap': 18, "20A Weatherproof Cover": 2}),
    ),
    version="Checked with the electricians",
)  # fmt: skip
_PUMP_PAD = Recipe(
    name="Pump pad, 1-1/2 HP",
    path=("Pool", "Equipment pad"),
    hours="3.5",
    tags=("pool", "plumbing"),
    note="Pad, plumbing to it and the circuit. The pump itself is chosen with the customer.",
    parameters=(_RUN, WantedParameter(name="bends", unit="", default=4, least=0, most=20)),
    groups=(
        ("Pump", "blue", (
            Wanted(name='Union set, 2"', quantity="2", values={}),
            Wanted(name="1-1/2 HP Pump Seal Kit", substitutes=("2 HP Pump Seal Kit",)),
            Wanted(name="1-1/2 HP Strainer Basket", optional=True, note="Where there is a lot of foliage"),
        )),
        ("Pipe run", "green", (
            Wanted(name='2" 90° Elbow', quantity="=[bends] + 2"),
            Wanted(name='2" Coupling', quantity="=ROUNDUP([run_ft] * 1.1 / 10, 0)", note="One for each 10 ft stick"),
            Wanted(name='2" Tee'),
        )),
        ("Power", "amber", (
            Wanted(name="20 A home run", values={"run_ft": "=[run_ft] + 15", "outlets": "0"}),
            Wanted(name='3/4" Liquid-Tight Connector', quantity="2"),
        )),
    ),
    samples=(
        ("47 ft", {"run_ft": 47, "bends": 4}, {'2" Coupling': 6, '2" 90° Elbow': 6}),
        ("Right beside the pool", {"run_ft": 8, "bends": 2}, {'2" Coupling': 1, '2" 90° Elbow': 4}),
    ),
    version="As we build it in 2026",
)  # fmt: skip
_HEATER = Recipe(
    name="Heater hook-up, gas",
    path=("Pool", "Heaters"),
    hours="4",
    tags=("pool", "gas"),
    parameters=(WantedParameter(name="gas_ft", unit="ft", default=15, least=1, most=120), _RUN),
    groups=(
        ("Water", "blue", (
            Wanted(name='Union set, 2"', values={}),
            Wanted(name='2" Heater Union Slip x Slip', quantity="2"),
            Wanted(name='2" 90° Elbow', quantity="4"),
        )),
        ("Gas", "red", (
            Wanted(name='3/4" Gas Cock'),
            Wanted(name='3/4" Flex Connector'),
            Wanted(name='3/4" Drip Tee'),
            Wanted(name='3/4" Black Iron Elbow', quantity="=2 + ROUNDUP([gas_ft] / 10, 0)"),
            Wanted(name='3/4" Regulator', optional=True, note="Where the meter delivers 2 psi"),
        )),
        ("Power", "amber", (Wanted(name="20 A home run", values={"run_ft": "=[run_ft]", "outlets": "0"}),)),
    ),
    samples=(("30 ft of gas pipe", {"gas_ft": 30}, {'3/4" Black Iron Elbow': 5}),),
)  # fmt: skip
_WATER_HEATER = Recipe(
    name="Water heater, 40 gal",
    path=("Plumbing", "Water heaters"),
    hours="2.5",
    tags=("plumbing",),
    groups=(
        ("Tank", "teal", (
            Wanted(name="40 Gal T&P Valve"),
            Wanted(name="40 Gal Expansion Tank"),
            Wanted(name="40 Gal Anode Rod", optional=True, note="For hard water"),
        )),
        ("Connections", "blue", (
            Wanted(name='3/4" Flex Connector', quantity="2"),
            Wanted(name='3/4" Copper Elbow', quantity="4", waste=Decimal("0.1")),
            Wanted(name='3/4" Press Coupling', quantity="6", pack=Decimal(5), note="Bags of 5"),
            Wanted(name='3/4" Gas Cock'),
        )),
    ),
    version="",
)  # fmt: skip
_CONDENSER = Recipe(
    name="Condenser tune-up, 3 ton",
    path=("Cooling", "Maintenance"),
    hours="1.5",
    groups=(
        ("", "", (
            Wanted(name="3 Ton Run Capacitor"),
            Wanted(name="3 Ton Contactor"),
            Wanted(name='3/8" Filter Drier', optional=True),
            Wanted(name="20x25x4 Pleated Filter, MERV 8", quantity="2",
                   substitutes=("20x25x4 Pleated Filter, MERV 13",)),
        )),
    ),
)  # fmt: skip

RECIPES = (_UNION_SET, _HOME_RUN, _PUMP_PAD, _HEATER, _WATER_HEATER, _CONDENSER)
"""What is in another comes before it."""
