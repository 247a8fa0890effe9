"""Which control edits which field. Whoever writes one more names it here: by its field, or else its type decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lazi_desktop.domain.checks import LINKS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.ui.editors.assets.control import AssetsControl
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.choice_controls import ChoiceControl, FlagControl
from lazi_desktop.ui.editors.description.control import DescriptionControl
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.linked.control import LinkedControl
from lazi_desktop.ui.editors.linked.variations import VariationsControl
from lazi_desktop.ui.editors.listed_chips import ListedChips
from lazi_desktop.ui.editors.parent_control import ParentControl
from lazi_desktop.ui.editors.reference_control import ReferenceControl
from lazi_desktop.ui.editors.structure_controls import DimensionsControl, WarrantyControl
from lazi_desktop.ui.editors.suggest_control import SuggestControl
from lazi_desktop.ui.editors.summary_control import SummaryControl
from lazi_desktop.ui.editors.tag_chips import TagChips
from lazi_desktop.ui.editors.text_controls import LineControl, TextControl
from lazi_desktop.ui.editors.vendors.control import VendorsControl
from lazi_desktop.ui.editors.vendors.primary import PrimaryVendorControl

ControlMaker = Callable[[ControlPlace], FieldControl]

BY_NAME: Mapping[str, ControlMaker] = {
    "categories": CategoryChips,
    "account": SuggestControl,
    "cost_of_sale_account": SuggestControl,
    "asset_account": SuggestControl,
    "unit_of_measure": SuggestControl,
    "cross_sale_group": SuggestControl,
    "manufacturer": SuggestControl,
    "budget_cost_code": SuggestControl,
    "budget_cost_type": SuggestControl,
    "cost_type_id": ReferenceControl,
    "business_unit_id": ReferenceControl,
    "type_id": ReferenceControl,
    "created_by_id": ReferenceControl,
    "general_ledger_account_id": ReferenceControl,
    "business_unit_ids": ListedChips,
    "parent_id": ParentControl,
    **dict.fromkeys(LINKS, LinkedControl),
    "variations_or_configurable_materials": VariationsControl,
    "variations_or_configurable_equipment": VariationsControl,
    **dict.fromkeys(("assets", "image", "sku_images", "sku_videos"), AssetsControl),
    "primary_vendor": PrimaryVendorControl,
    "other_vendors": VendorsControl,
    "warranty": WarrantyControl,
    "manufacturer_warranty": WarrantyControl,
    "service_provider_warranty": WarrantyControl,
    "dimensions": DimensionsControl,
}
BY_TYPE: Mapping[FieldType, ControlMaker] = {
    FieldType.TEXT: LineControl,
    FieldType.HTML: DescriptionControl,
    FieldType.CHOICE: ChoiceControl,
    FieldType.MONEY: LineControl,
    FieldType.NUMBER: LineControl,
    FieldType.INTEGER: LineControl,
    FieldType.FLAG: FlagControl,
    FieldType.NOTE: TextControl,
    FieldType.TAGS: TagChips,
    FieldType.MOMENT: SummaryControl,
    FieldType.IDS: SummaryControl,
    FieldType.ENTRIES: SummaryControl,
    FieldType.STRUCTURE: SummaryControl,
}


def control_for(place: ControlPlace) -> FieldControl:
    maker = BY_NAME.get(place.field.name) or BY_TYPE[place.field.type]
    return maker(place)
