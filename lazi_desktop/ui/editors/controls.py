"""Which control edits which field. Whoever writes one more names it here: by its field, or else its type decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lazi_desktop.domain.fields import FieldType
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.choice_controls import ChoiceControl, FlagControl
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.summary_control import SummaryControl
from lazi_desktop.ui.editors.text_controls import LineControl, TextControl

ControlMaker = Callable[[ControlPlace], FieldControl]

BY_NAME: Mapping[str, ControlMaker] = {
    "categories": CategoryChips,
}
BY_TYPE: Mapping[FieldType, ControlMaker] = {
    FieldType.TEXT: LineControl,
    FieldType.HTML: TextControl,
    FieldType.CHOICE: ChoiceControl,
    FieldType.MONEY: LineControl,
    FieldType.NUMBER: LineControl,
    FieldType.INTEGER: LineControl,
    FieldType.FLAG: FlagControl,
    FieldType.MOMENT: SummaryControl,
    FieldType.IDS: SummaryControl,
    FieldType.ENTRIES: SummaryControl,
    FieldType.STRUCTURE: SummaryControl,
}


def control_for(place: ControlPlace) -> FieldControl:
    maker = BY_NAME.get(place.field.name) or BY_TYPE[place.field.type]
    return maker(place)
