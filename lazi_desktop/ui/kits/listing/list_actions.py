"""Everything that can be done in the list of kits, declared once; its menu and its keys are made from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, Place, in_group
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.theme.icons import Glyph


class ListHandlers(Protocol):
    """What the actions call. `can` tells whether an action has something to be about."""

    def can(self, name: str) -> bool: ...
    def new(self) -> None: ...
    def open(self) -> None: ...
    def rename(self) -> None: ...
    def move(self) -> None: ...
    def duplicate(self) -> None: ...
    def archive(self) -> None: ...
    def restore(self) -> None: ...
    def remove(self) -> None: ...
    def use(self) -> None: ...
    def compare(self) -> None: ...
    def list_materials(self) -> None: ...
    def switch_view(self) -> None: ...
    def choose_category(self) -> None: ...
    def show_all(self) -> None: ...


MENU = (
    "kits_open", "kits_rename", "kits_move", "",
    "kits_use", "kits_compare", "kits_materials", "",
    "kits_duplicate", "kits_archive", "kits_restore", "",
    "kits_new", "",
    "kits_remove",
)  # fmt: skip
"""From top to bottom; "" is a line."""


def list_actions(handlers: ListHandlers) -> list[ActionSpec]:
    specs = [
        *_about_kits(handlers),
        *_putting_away(handlers),
        *_going_on(handlers),
        *_about_the_list(handlers),
    ]
    return in_group(Group.KITS, [_about(spec, handlers) for spec in specs])


def _about_kits(handlers: ListHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kits_new",
            title=_tr("New kit"),
            tip=_tr("Type its name, then Enter: it opens"),
            handler=handlers.new,
            glyph=Glyph.ADD,
            local_keys=("Ins",),
        ),
        ActionSpec(
            name="kits_open",
            title=_tr("Open the kit"),
            handler=handlers.open,
            glyph=Glyph.KIT,
        ),
        ActionSpec(
            name="kits_rename",
            title=_tr("Rename the kit"),
            handler=handlers.rename,
            glyph=Glyph.EDIT,
            local_keys=("F2",),
        ),
        ActionSpec(
            name="kits_move",
            title=_tr("Type another category"),
            tip=_tr("For all chosen kits; levels are parted by › or >"),
            handler=handlers.move,
            glyph=Glyph.CATEGORY,
            local_keys=("Shift+F2",),
        ),
        ActionSpec(
            name="kits_duplicate",
            title=_tr("Duplicate kits"),
            handler=handlers.duplicate,
            glyph=Glyph.COPY,
            local_keys=("Ctrl+D",),
        ),
    ]


def _putting_away(handlers: ListHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kits_archive",
            title=_tr("Archive kits"),
            tip=_tr("They stay where they are used, and are offered nowhere any more"),
            handler=handlers.archive,
            glyph=Glyph.SWEEP,
            local_keys=("Ctrl+Del",),
        ),
        ActionSpec(
            name="kits_restore",
            title=_tr("Restore kits"),
            tip=_tr("From the archive, or those that were removed"),
            handler=handlers.restore,
            glyph=Glyph.REVERT,
        ),
        ActionSpec(
            name="kits_remove",
            title=_tr("Remove kits"),
            handler=handlers.remove,
            glyph=Glyph.REMOVE,
            local_keys=("Del",),
        ),
    ]


def _going_on(handlers: ListHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kits_use",
            title=_tr("Use the kit in services…"),
            handler=handlers.use,
            glyph=Glyph.SHOW_IN_GRID,
        ),
        ActionSpec(
            name="kits_compare",
            title=_tr("Compare the kit…"),
            tip=_tr("With another kit, with what it was, or with a service"),
            handler=handlers.compare,
            glyph=Glyph.COMPARE,
        ),
        ActionSpec(
            name="kits_materials",
            title=_tr("List what the kits take…"),
            tip=_tr("The materials of all chosen kits, merged, to buy or to print"),
            handler=handlers.list_materials,
            glyph=Glyph.SHARE,
        ),
    ]


def _about_the_list(handlers: ListHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kits_view",
            title=_tr("Kits as a table, or as cards"),
            handler=handlers.switch_view,
            glyph=Glyph.LISTS,
            local_keys=("Ctrl+T",),
        ),
        ActionSpec(
            name="kits_category",
            title=_tr("Choose a category of kits…"),
            handler=handlers.choose_category,
            glyph=Glyph.CATEGORY,
            local_keys=("/",),
        ),
        ActionSpec(
            name="kits_all",
            title=_tr("Show all kits"),
            tip=_tr("Without category, search and filters"),
            handler=handlers.show_all,
            local_keys=("Esc",),
        ),
    ]


def _about(spec: ActionSpec, handlers: ListHandlers) -> ActionSpec:
    return replace(
        spec,
        place=Place.KIT_LIST if spec.local_keys else None,
        enabled_when=lambda _state: handlers.can(spec.name),
        why_not=_tr("Choose a kit first"),
    )


def list_hints() -> KeyHints:
    return KeyHints(
        _tr("In the list of kits"),
        [
            KeyHint(_tr("Open the kit"), ("Enter",)),
            KeyHint(_tr("Extend the selection"), ("Shift+Down",)),
            KeyHint(_tr("Choose everything"), ("Ctrl+A",)),
            KeyHint(_tr("Menu of the kits"), ("Shift+F10", "Menu")),
        ],
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitListActions", text)
