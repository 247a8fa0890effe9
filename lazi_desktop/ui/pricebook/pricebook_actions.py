"""All that the Pricebook page can do, under their headings; what each needs, and whose tips follow which."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu

from lazi_desktop.ui.actions import Actions, ActionSpec, Group, Place, WindowState, in_group, with_local_keys
from lazi_desktop.ui.editors.editor_area import EditorArea
from lazi_desktop.ui.pricebook.bulk.actions import bulk_actions
from lazi_desktop.ui.pricebook.category_actions import TREE_KEYS, category_actions
from lazi_desktop.ui.pricebook.category_life import CategoryLife
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.entry_actions import entry_actions
from lazi_desktop.ui.pricebook.entry_life import EntryLife
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.page_actions import PageHandlers, page_actions
from lazi_desktop.ui.pricebook.sku_placing import SkuPlacing
from lazi_desktop.ui.theme.icons import Glyph

_PLACINGS = {"put_in_category", "move_to_category", "take_out_of_category"}


def pricebook_actions(
    handlers: PageHandlers,
    grid: GridPanel,
    life: EntryLife,
    categories: CategoryLife,
    tree: CategoryPanel,
    placing: SkuPlacing,
) -> list[ActionSpec]:
    entries = entry_actions(life)
    new = {spec.name for spec in entries if spec.name.startswith("new_")}
    of_trees = category_actions(categories, tree, placing)
    placings = [spec for spec in of_trees if spec.name in _PLACINGS]
    of_trees = [spec for spec in of_trees if spec.name not in _PLACINGS]
    return [
        *page_actions(handlers),
        *in_group(
            Group.CELLS,
            bulk_actions(grid.bulk, grid.sheets),
            enabled_when=_rows_are_selected,
            why_not=_tr("No cell is selected"),
            unless={"paste_by_code", "find_and_replace"},
        ),
        *in_group(
            Group.ENTRIES,
            [*entries, *placings, _add_to_kit(handlers)],
            enabled_when=lambda state: state.has_targets,
            why_not=_tr("Nothing is selected"),
            unless=new,
        ),
        *in_group(Group.CATEGORIES, with_local_keys(Place.TREE, of_trees, TREE_KEYS)),
    ]


def _add_to_kit(handlers: PageHandlers) -> ActionSpec:
    return ActionSpec(
        name="add_to_kit",
        title=_tr("Add to a kit…"),
        tip=_tr("Puts the selected entries into a kit, as lines"),
        handler=handlers.add_to_kit,
        glyph=Glyph.KIT,
    )


def offer_new(actions: Actions, grid: GridPanel) -> None:
    """What can be made in the tree that is shown."""
    button = grid.head.new_button
    menu = QMenu(button)

    def fill() -> None:
        menu.clear()
        for kind in grid.tree.sku_kinds:
            actions.put_into(menu, f"new_{kind.value}")
        menu.addSeparator()
        actions.put_into(menu, "new_category")

    menu.aboutToShow.connect(fill)
    fill()
    button.setMenu(menu)


def say_tips(actions: Actions, grid: GridPanel, editors: EditorArea) -> None:
    """Buttons say the keys of their actions, whatever these are by now."""
    head = grid.head
    _follow(actions["toggle_filters"], head.filter_button)
    _follow(actions["choose_columns"], head.columns_button)
    _follow(actions["open_views"], head.views_button)
    _follow(actions["reprice"], head.reprice_button)
    _follow(actions["new_entry"], head.new_button)
    _follow(actions["toggle_details"], head.details_button)
    _follow(actions["clear_filters"], head.pills.clear_button)
    close = actions["close_editor"]
    close.changed.connect(lambda: editors.say_close_tip(close.toolTip()))
    editors.say_close_tip(close.toolTip())


def _follow(action: QAction, button: QAbstractButton) -> None:
    def follow() -> None:
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    follow()


def _rows_are_selected(state: WindowState) -> bool:
    return state.entries > 0


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
