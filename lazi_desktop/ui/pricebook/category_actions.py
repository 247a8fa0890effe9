"""What can be done with categories, and with entries and categories together, declared once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec
from lazi_desktop.ui.pricebook.category_life import CategoryLife
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.sku_placing import SkuPlacing
from lazi_desktop.ui.theme.icons import Glyph

MENU = (
    "new_category", "new_category_beside", "rename_category", "",
    "category_up", "category_down", "category_out", "category_in", "move_category", "",
    "category_picture", "paste_category_picture", "remove_category_picture", "",
    "category_units", "deactivate_categories", "activate_categories", "delete_categories", "",
    "hide_inactive_categories",
)  # fmt: skip
"""Of the tree, from top to bottom; "" is a line."""

TREE_KEYS = {
    "new_category": ("Ins",),
    "new_category_beside": ("Shift+Ins",),
    "rename_category": ("F2",),
    "category_up": ("Alt+Up",),
    "category_down": ("Alt+Down",),
    "category_out": ("Alt+Left",),
    "category_in": ("Alt+Right",),
    "delete_categories": ("Del",),
    "paste_category_picture": ("Ctrl+V",),
}
"""While the keyboard is in the tree: elsewhere they mean something else."""


def category_actions(life: CategoryLife, panel: CategoryPanel, placing: SkuPlacing) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="find_category",
            title=_tr("Find a category"),
            handler=panel.find_category,
            glyph=Glyph.SEARCH,
            keys=("Ctrl+G",),
        ),
        ActionSpec(
            name="new_category",
            title=_tr("New category"),
            tip=_tr("New category below the current one"),
            handler=life.new_category,
            glyph=Glyph.ADD,
            keys=("Ctrl+Shift+N",),
        ),
        ActionSpec(
            name="new_category_beside",
            title=_tr("New category beside"),
            tip=_tr("New category beside the current one"),
            handler=life.new_beside,
        ),
        ActionSpec(
            name="rename_category",
            title=_tr("Rename category"),
            tip=_tr("Rename the current category"),
            handler=life.rename,
            glyph=Glyph.EDIT,
        ),
        *_moves(life),
        *_states(life),
        *_pictures(panel),
        ActionSpec(
            name="hide_inactive_categories",
            title=_tr("Hide or show inactive categories"),
            handler=lambda: panel.hide_inactive(not panel.hides_inactive),
        ),
        *_placings(placing),
    ]


def _states(life: CategoryLife) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="category_units",
            title=_tr("Business units…"),
            tip=_tr("In which business units the chosen categories are offered"),
            handler=life.business_units,
            glyph=Glyph.LISTS,
        ),
        ActionSpec(
            name="deactivate_categories",
            title=_tr("Deactivate category"),
            handler=life.deactivate,
            glyph=Glyph.SWEEP,
        ),
        ActionSpec(
            name="activate_categories",
            title=_tr("Activate category"),
            handler=life.activate,
            glyph=Glyph.ACCEPT,
        ),
        ActionSpec(
            name="delete_categories",
            title=_tr("Delete category…"),
            tip=_tr("Throws away what ServiceTitan never had, and makes all else inactive"),
            handler=life.delete,
            glyph=Glyph.REMOVE,
        ),
    ]


def _pictures(panel: CategoryPanel) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="category_picture",
            title=_tr("Picture of category…"),
            tip=_tr("Choose a file; pictures can also be dropped onto a category"),
            handler=panel.pictures.choose,
            glyph=Glyph.PICTURE,
        ),
        ActionSpec(
            name="paste_category_picture",
            title=_tr("Paste picture of category"),
            handler=panel.pictures.paste,
            glyph=Glyph.PASTE,
        ),
        ActionSpec(
            name="remove_category_picture",
            title=_tr("Remove picture of category"),
            handler=panel.pictures.remove,
        ),
    ]


def _moves(life: CategoryLife) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="category_up",
            title=_tr("Move category up"),
            handler=life.move_up,
        ),
        ActionSpec(
            name="category_down",
            title=_tr("Move category down"),
            handler=life.move_down,
        ),
        ActionSpec(
            name="category_out",
            title=_tr("Move category out"),
            tip=_tr("Beside the category it hangs in"),
            handler=life.move_out,
        ),
        ActionSpec(
            name="category_in",
            title=_tr("Move category in"),
            tip=_tr("Into the category above it"),
            handler=life.move_in,
        ),
        ActionSpec(
            name="move_category",
            title=_tr("Move category to…"),
            tip=_tr("Choose the category it will hang in"),
            handler=life.move_to,
            glyph=Glyph.CATEGORY,
        ),
    ]


def _placings(placing: SkuPlacing) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="put_in_category",
            title=_tr("Put in category…"),
            tip=_tr("The selected entries into one more category"),
            handler=placing.put_in,
            glyph=Glyph.CATEGORY,
            keys=("Ctrl+Alt+M",),
        ),
        ActionSpec(
            name="move_to_category",
            title=_tr("Move to category…"),
            tip=_tr("The selected entries out of the chosen categories, or of all, into another one"),
            handler=placing.move_to,
            keys=("Ctrl+Shift+M",),
        ),
        ActionSpec(
            name="take_out_of_category",
            title=_tr("Take out of category"),
            tip=_tr("The selected entries out of the chosen categories, or of all"),
            handler=placing.take_out,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("CategoryActions", text)
