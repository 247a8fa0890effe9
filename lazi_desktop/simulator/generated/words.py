"""The trade's vocabulary: what there is to do, who makes and sells it, and how shelves are labelled."""

from __future__ import annotations

from typing import Final

from lazi_desktop.simulator.generated.families import GALLONS, HORSES, TONS

TRADES: Final = (
    "Pool",
    "Spa",
    "Plumbing",
    "Drain & Sewer",
    "Water Treatment",
    "Electrical",
    "Lighting",
    "Heating",
    "Cooling",
    "Air Quality",
    "Gas",
    "Irrigation",
    "Automation",
)
SERVICE_DEPARTMENTS: Final = ("Repair", "Installation", "Maintenance", "Diagnostics", "Replacement")
MATERIAL_DEPARTMENTS: Final = ("Materials", "Parts", "Supplies")

SHELVES: Final = (
    ("Valves", "Fittings", "Pumps", "Filters", "Heaters", "Controls", "Sensors", "Motors", "Piping", "Kits"),
    ("Unions", "Elbows", "Tees", "Couplings", "Adapters", "Seals & O-rings", "Gaskets", "Covers", "Boards"),
    ('Up to 1"', '1-1/4" to 2"', 'Over 2"', "Slip", "Threaded", "Flanged", "Push-fit"),
    ("Residential", "Light Commercial", "Commercial", "Municipal"),
    ("Standard", "Premium", "Economy", "Legacy"),
    ("In Stock", "Special Order", "Discontinued", "Refurbished"),
)
JOBS: Final = (
    ("Leaks", "Pumps", "Filters", "Heaters", "Valves", "Controls", "Motors", "Panels", "Lines", "Seasonal"),
    ("Diagnose", "Repair", "Replace", "Clean", "Tune-up", "Upgrade", "Inspect", "Rebuild", "Winterize"),
    ("Standard Access", "Crawlspace", "Attic", "Rooftop", "Underground", "Slab", "Equipment Pad"),
    ("Residential", "Light Commercial", "Commercial", "Municipal"),
    ("Good", "Better", "Best", "Member"),
    ("Weekday", "After Hours", "Weekend", "Holiday"),
)

VERBS: Final = (
    "Replace",
    "Install",
    "Repair",
    "Rebuild",
    "Inspect",
    "Clean",
    "Diagnose",
    "Relocate",
    "Upgrade",
    "Service",
)
# fmt: off
SUBJECTS: Final = (
    ("Pool", "PL",
     ("Variable-Speed Pump", "Sand Filter", "Salt Cell", "Heat Pump", "Skimmer", "Multiport Valve", "Pool Light")),
    ("Spa", "SP", ("Spa Blower", "Spa Jet", "Spa Heater Element", "Spa Control Board")),
    ("Plumbing", "PB",
     ("Water Heater", "Kitchen Faucet", "Toilet Fill Valve", "Pressure Regulator", "Main Shut-off", "Hose Bibb")),
    ("Drain & Sewer", "DS", ("Main Line", "Kitchen Drain", "Floor Drain", "Cleanout", "Sewer Ejector")),
    ("Water Treatment", "WT", ("Water Softener", "RO System", "Whole-House Filter", "UV Lamp")),
    ("Electrical", "EL", ("Panel", "Subpanel", "GFCI Circuit", "Dedicated Circuit", "EV Charger", "Surge Protector")),
    ("Lighting", "LT", ("Recessed Light", "Landscape Light", "Ceiling Fan", "Motion Light")),
    ("Heating", "HT", ("Furnace", "Boiler", "Circulator", "Flame Sensor", "Igniter", "Thermostat")),
    ("Cooling", "AC", ("Condenser", "Evaporator Coil", "Run Capacitor", "Condensate Pump", "Mini-Split Head")),
    ("Air Quality", "AQ", ("Duct Run", "Media Filter Cabinet", "Humidifier", "Bath Fan")),
    ("Gas", "GS", ("Gas Line", "Gas Regulator", "Gas Log Set")),
    ("Irrigation", "IG", ("Zone Valve", "Rotor Head", "Controller", "Backflow Preventer")),
    ("Automation", "AT", ("Automation Panel", "Valve Actuator", "Remote Sensor")),
)
# fmt: on
TASK_NOTES: Final = (
    "",
    "Standard Access",
    "Crawlspace",
    "Attic",
    "Rooftop",
    "Under Slab",
    "Equipment Pad",
    "After Hours",
    "Second Unit",
    "With Permit",
    "Two Technicians",
    "Good",
    "Better",
    "Best",
)

EQUIPMENT: Final = (
    ("Pool", "Variable-Speed Pool Pump", "VSP", HORSES, 42000, 189000),
    ("Pool", "Gas Pool Heater", "GPH", ("200k BTU", "266k BTU", "333k BTU", "400k BTU"), 145000, 389000),
    ("Pool", "Cartridge Filter", "CFL", ("200 sq ft", "320 sq ft", "420 sq ft", "520 sq ft"), 38000, 129000),
    ("Plumbing", "Tank Water Heater", "TWH", GALLONS, 39000, 189000),
    (
        "Plumbing",
        "Tankless Water Heater",
        "TLW",
        ("140k BTU", "160k BTU", "180k BTU", "199k BTU"),
        69000,
        219000,
    ),
    ("Cooling", "Heat Pump Condenser", "HPC", TONS, 129000, 489000),
    ("Heating", "Gas Furnace", "GFU", ("60k BTU", "80k BTU", "100k BTU", "120k BTU"), 89000, 319000),
    ("Cooling", "Air Handler", "AHU", TONS, 79000, 249000),
    ("Electrical", "Load Center", "LDC", ("100A", "125A", "200A", "400A"), 12000, 89000),
    ("Electrical", "Standby Generator", "GEN", ("10 kW", "14 kW", "18 kW", "22 kW", "26 kW"), 219000, 619000),
)
MAKERS: Final = (
    "Bluewater",
    "Northfall",
    "Ironvale",
    "Cascadia",
    "Summitline",
    "Harborflow",
    "Brightwell",
    "Oakmont",
)
VENDORS: Final = (
    "Coastal Pool Supply",
    "Tri-County Plumbing Wholesale",
    "Metro Electric Distributors",
    "Valley HVAC Supply",
    "Pipeworks Direct",
    "Sunbelt Water Products",
    "Granite State Supply",
    "Lakeside Controls",
    "Pioneer Fasteners",
    "Redwood Mechanical",
)
SENTENCES: Final = (
    "Turn off the supply and drain the line before starting.",
    "Includes labor, standard fittings and cleanup of the work area.",
    "Test for leaks under operating pressure and record the reading.",
    "Price assumes clear access to the equipment pad.",
    "Explain the operation to the customer and register the warranty.",
    "Remove and dispose of the old part.",
    "Permit and inspection fees are billed apart.",
    "Check voltage and amp draw against the nameplate.",
    "Photograph the finished work for the job record.",
    "Recommend yearly maintenance to keep the warranty valid.",
    "Use thread sealant rated for potable water.",
    "Torque all lugs to the listed value and label the circuit.",
    "Flush the system until the water runs clear.",
    "Customer must be present for the final walk-through.",
)
