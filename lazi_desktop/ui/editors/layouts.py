"""Which fields a form shows, and how they stand together. One tuple of names is one line.

The inspector shows the few that people look at all day. An editor tab shows every field: those that no section here
names stand in one of their own, so that a field cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import LISTED_FIELDS
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

MARGIN = "margin"  # not a field: the line that tells margin and markup

LINKED_COST = "linked_cost"  # nor this: what all that is linked costs
_NO_FIELDS = frozenset((MARGIN, LINKED_COST))

Lines = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """`title` is marked for translation in the context "Section"; "" for none. The sections of one `tab` stand
    together, those of "" under Details. `words` are said below the fields."""

    title: str
    lines: Lines
    tab: str = ""
    words: tuple[str, ...] = ()
    is_wide: bool = False
    """Below the others, over the whole width."""

    @property
    def names(self) -> list[str]:
        return [name for line in self.lines for name in line if name not in _NO_FIELDS]


_PRICES: Lines = (
    ("cost", "price"),
    ("member_price", "add_on_price"),
    ("add_on_member_price", "hours"),
    (MARGIN,),
)
VENDORS_TAB = QT_TRANSLATE_NOOP("Section", "Vendors")
_VENDORS = Section(VENDORS_TAB, (("primary_vendor",), ("other_vendors",)), VENDORS_TAB, is_wide=True)
_LINKED_TAB = QT_TRANSLATE_NOOP("Section", "Linked")
_NO_ORDER = QT_TRANSLATE_NOOP("Section", "ServiceTitan keeps no order of links. They stand by code here.")
_LINKED = (
    Section(
        QT_TRANSLATE_NOOP("Section", "Materials and equipment in it"),
        (("service_materials",), ("service_equipment",), ("equipment_materials",), (LINKED_COST,)),
        _LINKED_TAB,
        words=(_NO_ORDER,),
        is_wide=True,
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Recommendations and upgrades"),
        (("recommendations",), ("upgrades",)),
        _LINKED_TAB,
        words=(_NO_ORDER,),
        is_wide=True,
    ),
)
IMAGES_TAB = QT_TRANSLATE_NOOP("Section", "Images")
_IMAGES = Section(
    IMAGES_TAB, (("assets",), ("image",), ("sku_images",), ("sku_videos",)), IMAGES_TAB, is_wide=True
)
_FLAGS: Lines = (("active", "taxable"), ("categories",))

INSPECTOR: Mapping[EntityKind, Lines] = {
    EntityKind.MATERIAL: (
        ("display_name",),
        ("code", "unit_of_measure"),
        *_PRICES,
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.EQUIPMENT: (
        ("display_name",),
        ("code", "unit_of_measure"),
        *_PRICES,
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.SERVICE: (
        ("display_name",),
        ("code", "account"),
        *_PRICES,
        ("description",),
        *_FLAGS,
    ),
    EntityKind.DISCOUNT_FEE: (
        ("display_name",),
        ("code", "type"),
        ("amount_type", "amount"),
        ("limit", "hours"),
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.CATEGORY: (
        ("name",),
        ("description",),
        ("parent_id",),
        ("position", "category_type"),
        ("business_unit_ids",),
        ("active",),
    ),
}

_EVERYTHING: Sequence[Section] = (
    Section(
        QT_TRANSLATE_NOOP("Section", "Identity"),
        (
            ("display_name",),
            ("name",),
            ("code", "unit_of_measure"),
            ("type", "cross_sale_group"),
            ("manufacturer", "model"),
            ("parent_id",),
            ("position", "category_type"),
            ("active", "hide_in_mobile"),
            ("categories",),
            ("business_unit_ids",),
        ),
    ),
    Section(QT_TRANSLATE_NOOP("Section", "Description"), (("description",),)),
    Section(
        QT_TRANSLATE_NOOP("Section", "Prices"),
        (
            ("cost", "price"),
            (MARGIN,),
            ("amount_type", "amount"),
            ("limit",),
            ("member_price", "add_on_price"),
            ("add_on_member_price", "calculated_price"),
            ("taxable", "is_price_locked"),
            ("is_cost_locked", "use_static_prices"),
            ("chargeable_by_default", "display_in_amount"),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Our own, never sent"),
        (("tags",), ("review_mark",), ("note",)),
    ),
    _VENDORS,
    *_LINKED,
    _IMAGES,
    Section(
        QT_TRANSLATE_NOOP("Section", "Variations"),
        (
            ("is_configurable_material", "is_configurable_equipment"),
            ("variations_or_configurable_materials", "variations_or_configurable_equipment"),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Accounts"),
        (
            ("account",),
            ("cost_of_sale_account", "asset_account"),
            ("cost_type_id",),
            ("budget_cost_code", "budget_cost_type"),
            ("is_inventory", "deduct_as_job_cost"),
            ("is_other_direct_cost",),
            ("general_ledger_account_id",),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Labor and commission"),
        (
            ("hours", "sold_by_commission"),
            ("bonus", "commission_bonus"),
            ("pays_commission", "is_labor"),
            ("exclude_from_payroll",),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Chemicals"),
        (("is_chemical",), ("epa_number",), ("active_ingredients",)),
    ),
    Section(
        QT_TRANSLATE_NOOP("Section", "Warranty and size"),
        (
            ("warranty",),
            ("manufacturer_warranty",),
            ("service_provider_warranty",),
            ("dimensions",),
        ),
    ),
)
_MORE = QT_TRANSLATE_NOOP("Section", "More")
_FROM_SERVICETITAN = QT_TRANSLATE_NOOP("Section", "From ServiceTitan, only shown")

_NOT_HERE = QT_TRANSLATE_NOOP("Section", "Only in ServiceTitan")

NOT_HERE: Mapping[str, str] = {
    "externalData": QT_TRANSLATE_NOOP(
        "Section",
        "External data: ServiceTitan shows it only to the program that wrote it. LAZI Desktop keeps its own mark "
        "there, by which it knows again what it created; what other programs wrote is neither seen nor touched.",
    ),
    "intacctGlGroupAccount": QT_TRANSLATE_NOOP(
        "Section",
        "Intacct GL group account: ServiceTitan takes it and never shows it, so nobody could tell whether it arrived.",
    ),
    "variationMaterials": QT_TRANSLATE_NOOP(
        "Section",
        "Variations of a configurable material are shown, and are changed in ServiceTitan: it takes them under another "
        "name than it shows them.",
    ),
    "variationEquipment": QT_TRANSLATE_NOOP(
        "Section",
        "Variations of configurable equipment are shown, and are changed in ServiceTitan: it takes them under another "
        "name than it shows them.",
    ),
}
"""Members of ServiceTitan's requests that are no fields here, each with the reason that the editor gives."""

_LACKS: Mapping[EntityKind, Sequence[str]] = {
    EntityKind.MATERIAL: ("externalData", "intacctGlGroupAccount", "variationMaterials"),
    EntityKind.EQUIPMENT: ("externalData", "intacctGlGroupAccount", "variationEquipment"),
    EntityKind.SERVICE: ("externalData", "intacctGlGroupAccount"),
    EntityKind.DISCOUNT_FEE: ("externalData", "intacctGlGroupAccount"),
    EntityKind.CATEGORY: (),
}


def not_here(kinds: Collection[EntityKind]) -> list[str]:
    """Members of the requests of these kinds that no control edits."""
    return list(dict.fromkeys(name for kind in sorted(kinds) for name in _LACKS[kind]))


def inspector_sections(kinds: Collection[EntityKind], shared: Collection[str]) -> list[Section]:
    """Of one kind, or what several have in common."""
    return _kept([Section("", INSPECTOR[min(kinds)]), _VENDORS, *_LINKED, _IMAGES], shared)


def editor_sections(kinds: Collection[EntityKind], shared: Collection[str]) -> list[Section]:
    """Every field of `shared`, each once."""
    sections = _kept(_EVERYTHING, shared)
    placed = {name for section in sections for name in section.names}
    left = [FIELDS[min(kinds)][name] for name in shared if name not in placed]
    more = [one.name for one in left if one.writable]
    shown = [one.name for one in left if not one.writable]
    lacking = not_here(kinds)
    return [
        *sections,
        *([Section(_MORE, _pairs(more))] if more else []),
        *([Section(_FROM_SERVICETITAN, _pairs(shown))] if shown else []),
        *([Section(_NOT_HERE, (), words=tuple(NOT_HERE[name] for name in lacking))] if lacking else []),
    ]


def _kept(sections: Sequence[Section], shared: Collection[str]) -> list[Section]:
    """Without what these do not have, or what is not to be seen of them."""
    both = {"cost", "price"} <= set(shared)
    there = {*shared, *([LINKED_COST] if "cost" in shared else []), *([MARGIN] if both else [])}
    kept = []
    for section in sections:
        lines = [[name for name in line if name in there] for line in section.lines]
        lines = [line for line in lines if line]
        if any(name not in _NO_FIELDS for line in lines for name in line):
            kept.append(replace(section, lines=lines))
    return kept


def _pairs(names: Sequence[str]) -> Lines:
    """What stands for a row of a list alone: it is as long as that row's name."""
    short = [name for name in names if name not in LISTED_FIELDS]
    pairs = [short[at : at + 2] for at in range(0, len(short), 2)]
    return [*pairs, *([name] for name in names if name in LISTED_FIELDS)]
