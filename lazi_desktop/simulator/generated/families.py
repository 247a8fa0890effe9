"""What there is to buy: sorts of material with their nouns, sizes and costs."""

from __future__ import annotations

from typing import Final, NamedTuple


class Family(NamedTuple):
    """A sort of material: its shelf, its nouns, its sizes, its unit and its usual cost in cents."""

    trade: str
    shelf: str
    prefix: str
    nouns: tuple[str, ...]
    sizes: tuple[str, ...]
    unit: str
    cheapest: int
    dearest: int


PIPE: Final = ('1/2"', '3/4"', '1"', '1-1/4"', '1-1/2"', '2"', '2-1/2"', '3"', '4"', '6"')
TUBE: Final = ('1/4"', '3/8"', '1/2"', '5/8"', '3/4"', '7/8"', '1-1/8"')
DUCT: Final = ('4"', '5"', '6"', '7"', '8"', '10"', '12"', '14"', '16"')
AMPS: Final = ("15A", "20A", "30A", "40A", "50A", "60A", "100A", "200A")
GAUGE: Final = ("14 AWG", "12 AWG", "10 AWG", "8 AWG", "6 AWG", "4 AWG", "2 AWG")
WATTS: Final = ("9W", "12W", "15W", "30W", "45W", "70W", "100W")
TONS: Final = ("1.5 Ton", "2 Ton", "2.5 Ton", "3 Ton", "3.5 Ton", "4 Ton", "5 Ton")
HORSES: Final = ("1/2 HP", "3/4 HP", "1 HP", "1-1/2 HP", "2 HP", "2.7 HP", "3 HP")
GALLONS: Final = ("30 Gal", "40 Gal", "50 Gal", "66 Gal", "75 Gal", "80 Gal", "100 Gal")
POUNDS: Final = ("1 lb", "5 lb", "10 lb", "25 lb", "50 lb")

# fmt: off
FAMILIES: Final = (
    Family("Pool", "Unions", "UN", ("Pump Union w/ O-ring", "Heater Union", "Filter Union"),
           PIPE, "EA", 450, 6200),
    Family("Pool", "Pump Parts", "PP", ("Pump Seal Kit", "Impeller", "Pump Lid O-ring", "Strainer Basket"),
           HORSES, "EA", 900, 18900),
    Family("Pool", "Filter Parts", "FP", ("Cartridge Element", "Filter Grid Set", "Multiport Valve"),
           PIPE[4:8], "EA", 2400, 48900),
    Family("Pool", "Chemicals", "CH",
           ("Cal-Hypo Shock", "Cyanuric Acid", "Soda Ash", "Alkalinity Increaser"),
           POUNDS, "LB", 600, 21900),
    Family("Pool", "Returns & Drains", "RD", ("Return Fitting", "Main Drain Cover", "Skimmer Throat"),
           PIPE[4:8], "EA", 700, 9900),
    Family("Spa", "Jets", "JT", ("Rotating Jet", "Directional Jet Insert", "Jet Body"),
           PIPE[2:7], "EA", 800, 7400),
    Family("Spa", "Blowers", "BL", ("Air Blower", "Blower Check Valve"),
           HORSES[:4], "EA", 3200, 32900),
    Family("Plumbing", "PVC Schedule 40", "PV",
           ("90° Elbow", "45° Elbow", "Tee", "Coupling", "Cap", "Union"),
           PIPE, "EA", 40, 2900),
    Family("Plumbing", "PVC Schedule 80", "P8", ("90° Elbow", "Tee", "Union", "Ball Valve", "Flange"),
           PIPE, "EA", 190, 12900),
    Family("Plumbing", "Copper", "CU", ("Copper Elbow", "Copper Tee", "Press Coupling", "Ball Valve"),
           TUBE, "EA", 110, 6900),
    Family("Plumbing", "PEX", "PX", ("PEX-A Elbow", "PEX Tee", "Expansion Ring", "PEX Manifold"),
           TUBE, "EA", 60, 8900),
    Family("Plumbing", "Faucets & Trim", "FT", ("Kitchen Faucet", "Lavatory Faucet", "Shower Cartridge"),
           ("Chrome", "Nickel", "Matte Black", "Bronze"), "EA", 2900, 42900),
    Family("Plumbing", "Water Heater Parts", "WH", ("Anode Rod", "T&P Valve", "Dip Tube", "Expansion Tank"),
           GALLONS, "EA", 900, 15900),
    Family("Drain & Sewer", "DWV Fittings", "DW", ("Sanitary Tee", "Wye", "P-Trap", "Cleanout Plug"),
           PIPE[4:], "EA", 150, 7900),
    Family("Drain & Sewer", "Cables & Blades", "CB", ("Drain Cable", "Root Cutter Blade", "Cable Coupling"),
           TUBE, "EA", 1900, 45900),
    Family("Water Treatment", "Softener Parts", "SO",
           ("Softener Resin", "Brine Tank", "Control Valve", "Bypass Valve"),
           PIPE[1:5], "EA", 1900, 62900),
    Family("Water Treatment", "Filters", "WF", ("Sediment Filter", "Carbon Block", "RO Membrane"),
           ("10 Micron", "5 Micron", "1 Micron", "0.5 Micron"), "EA", 700, 16900),
    Family("Electrical", "Breakers", "BR",
           ("Single-Pole Breaker", "Double-Pole Breaker", "GFCI Breaker", "AFCI Breaker"),
           AMPS, "EA", 600, 28900),
    Family("Electrical", "Wire", "WI", ("THHN Wire, Black", "THHN Wire, Green", "NM-B Cable", "UF-B Cable"),
           GAUGE, "FT", 35, 990),
    Family("Electrical", "Conduit", "CO",
           ("EMT Connector", "PVC Conduit Elbow", "Liquid-Tight Connector", "Conduit Strap"),
           PIPE[:7], "EA", 45, 3900),
    Family("Electrical", "Devices", "DV",
           ("GFCI Receptacle", "Dimmer Switch", "Weatherproof Cover", "Motion Switch"),
           AMPS[:5], "EA", 350, 8900),
    Family("Lighting", "Lamps", "LA", ("LED Lamp", "LED Flood", "Pool Light Lamp", "Retrofit Kit"),
           WATTS, "EA", 600, 39900),
    Family("Lighting", "Fixtures", "FX", ("Path Light", "Recessed Can", "Wall Pack", "Niche Light"),
           WATTS, "EA", 2200, 64900),
    Family("Heating", "Furnace Parts", "FU",
           ("Flame Sensor", "Hot Surface Igniter", "Inducer Motor", "Pressure Switch"),
           ("60k BTU", "80k BTU", "100k BTU", "120k BTU"), "EA", 1200, 38900),
    Family("Heating", "Boiler Parts", "BO", ("Circulator", "Zone Valve", "Aquastat", "Air Separator"),
           PIPE[1:6], "EA", 3900, 49900),
    Family("Cooling", "Refrigeration", "RF", ("Filter Drier", "TXV", "Service Valve", "Line Set"),
           TUBE, "EA", 1400, 29900),
    Family("Cooling", "Motors & Capacitors", "MC",
           ("Run Capacitor", "Condenser Fan Motor", "Contactor", "Start Kit"),
           TONS, "EA", 900, 34900),
    Family("Air Quality", "Duct", "DU",
           ("Round Duct Elbow", "Flex Duct", "Take-off Collar", "Balancing Damper"),
           DUCT, "EA", 420, 8900),
    Family("Air Quality", "Air Filters", "AF",
           ("Pleated Filter, MERV 8", "Pleated Filter, MERV 13", "Media Filter"),
           ("16x20x1", "16x25x1", "20x20x1", "20x25x4"), "EA", 500, 8900),
    Family("Gas", "Gas Fittings", "GA",
           ("Gas Cock", "Flex Connector", "Black Iron Elbow", "Drip Tee", "Regulator"),
           PIPE[:6], "EA", 250, 14900),
    Family("Irrigation", "Valves & Heads", "IR",
           ("Rotor Head", "Spray Nozzle", "Anti-Siphon Valve", "Drip Emitter"),
           PIPE[:6], "EA", 90, 8900),
    Family("Automation", "Controls", "AU",
           ("Actuator", "Temperature Sensor", "Relay", "Interface Board", "Flow Switch"),
           ("24 VAC", "120 V", "240 V"), "EA", 1900, 74900),
)
# fmt: on

JOINTS: Final = (
    "",
    "Slip x Slip",
    "Slip x FIP",
    "MIP x FIP",
    "Heavy Duty",
    "Long Sweep",
    "Low Lead",
    "w/ Gasket",
    "UV Resistant",
    "Reinforced",
)
MAKES: Final = (
    "",
    "Heavy Duty",
    "Extended Life",
    "Universal",
    "OEM",
    "Contractor Pack",
    "Quick Connect",
    "High Temp",
    "Stainless",
    "Compact",
)
GRADES: Final = (
    "Series A",
    "Series B",
    "Series C",
    "Series D",
    "Series E",
    "Gen 2",
    "Gen 3",
    "Rev 4",
    "Type L",
    "Type M",
    "Mark II",
    "Mark IV",
)


def variants(family: Family) -> tuple[str, ...]:
    """What is measured in inches of pipe is joined; everything else comes in makes."""
    return JOINTS if family.sizes[-1].endswith('"') else MAKES


def shelves_within(shelf: str) -> tuple[str, ...]:
    """Names for the categories below a shelf; none if it is no family's."""
    nouns = [noun for family in FAMILIES if family.shelf == shelf for noun in family.nouns]
    return tuple(f"{noun.partition(' w/')[0].partition(',')[0]}s" for noun in nouns)
