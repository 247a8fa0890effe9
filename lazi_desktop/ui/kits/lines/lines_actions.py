"""Everything that can be done with the lines of a kit, declared once; their menu and their keys are made from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, Place, in_group
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.theme.icons import Glyph


class LineHandlers(Protocol):
    """What the actions call. `can` tells whether an action has something to be about."""

    def can(self, name: str) -> bool: ...
    def edit(self) -> None: ...
    def details(self) -> None: ...
    def take_option(self) -> None: ...
    def swap(self) -> None: ...
    def decide(self) -> None: ...
    def group(self) -> None: ...
    def ungroup(self) -> None: ...
    def move_up(self) -> None: ...
    def move_down(self) -> None: ...
    def copy(self) -> None: ...
    def cut(self) -> None: ...
    def paste(self) -> None: ...
    def duplicate(self) -> None: ...
    def remove(self) -> None: ...
    def find_part(self) -> None: ...
    def fold_all(self) -> None: ...
    def unfold_all(self) -> None: ...


MENU = (
    "kit_edit", "kit_details", "kit_take_option", "kit_swap", "kit_decide", "",
    "kit_group", "kit_ungroup", "kit_move_up", "kit_move_down", "",
    "kit_copy", "kit_cut", "kit_paste", "kit_duplicate", "",
    "kit_remove",
)  # fmt: skip
"""From top to bottom; "" is a line."""


def lines_actions(handlers: LineHandlers) -> list[ActionSpec]:
    specs = [*_changing(handlers), *_ordering(handlers), *_copying(handlers), *_looking(handlers)]
    return in_group(Group.KITS, [_about(spec, handlers) for spec in specs])


def _changing(handlers: LineHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kit_edit",
            title=_tr("Edit the quantity, or what the cell holds"),
            handler=handlers.edit,
            glyph=Glyph.EDIT,
            local_keys=("F2", "Return", "Enter"),
        ),
        ActionSpec(
            name="kit_details",
            title=_tr("Everything about the line…"),
            tip=_tr("Waste, packs, option, substitutes, note"),
            handler=handlers.details,
            glyph=Glyph.DETAILS,
            local_keys=("Alt+Return", "Alt+Enter"),
        ),
        ActionSpec(
            name="kit_take_option",
            title=_tr("Take the option, or leave it"),
            tip=_tr("Counts the optional line in what the kit comes to, to try it"),
            handler=handlers.take_option,
            glyph=Glyph.ACCEPT,
            local_keys=("Space",),
        ),
        ActionSpec(
            name="kit_swap",
            title=_tr("Swap for a substitute…"),
            handler=handlers.swap,
            glyph=Glyph.SWAP,
            local_keys=("Alt+S",),
        ),
        ActionSpec(
            name="kit_decide",
            title=_tr("Choose one of the two values…"),
            handler=handlers.decide,
            glyph=Glyph.CONFLICT,
            local_keys=("Alt+C",),
        ),
        ActionSpec(
            name="kit_remove",
            title=_tr("Remove from the kit"),
            handler=handlers.remove,
            glyph=Glyph.REMOVE,
            local_keys=("Del",),
        ),
    ]


def _ordering(handlers: LineHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kit_group",
            title=_tr("Group the lines…"),
            handler=handlers.group,
            glyph=Glyph.CATEGORY,
            local_keys=("Ctrl+G",),
        ),
        ActionSpec(
            name="kit_ungroup",
            title=_tr("Ungroup"),
            handler=handlers.ungroup,
            local_keys=("Ctrl+Shift+G",),
        ),
        ActionSpec(
            name="kit_move_up",
            title=_tr("Move up"),
            handler=handlers.move_up,
            glyph=Glyph.UP,
            local_keys=("Ctrl+Up",),
        ),
        ActionSpec(
            name="kit_move_down",
            title=_tr("Move down"),
            handler=handlers.move_down,
            glyph=Glyph.DOWN,
            local_keys=("Ctrl+Down",),
        ),
    ]


def _copying(handlers: LineHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kit_copy",
            title=_tr("Copy the lines"),
            handler=handlers.copy,
            glyph=Glyph.COPY,
            local_keys=("Ctrl+C",),
        ),
        ActionSpec(
            name="kit_cut",
            title=_tr("Cut the lines"),
            handler=handlers.cut,
            local_keys=("Ctrl+X",),
        ),
        ActionSpec(
            name="kit_paste",
            title=_tr("Paste lines"),
            tip=_tr("Lines of a kit, or rows of a sheet with codes or names and quantities"),
            handler=handlers.paste,
            local_keys=("Ctrl+V",),
        ),
        ActionSpec(
            name="kit_duplicate",
            title=_tr("Duplicate the lines"),
            handler=handlers.duplicate,
            local_keys=("Ctrl+D",),
        ),
    ]


def _looking(handlers: LineHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="kit_find_part",
            title=_tr("Find a part to add"),
            handler=handlers.find_part,
            glyph=Glyph.SEARCH,
            local_keys=("/", "Esc"),
        ),
        ActionSpec(
            name="kit_unfold_all",
            title=_tr("Open all groups"),
            handler=handlers.unfold_all,
            local_keys=("Shift+Right",),
        ),
        ActionSpec(
            name="kit_fold_all",
            title=_tr("Close all groups"),
            handler=handlers.fold_all,
            local_keys=("Shift+Left",),
        ),
    ]


def _about(spec: ActionSpec, handlers: LineHandlers) -> ActionSpec:
    return replace(
        spec,
        place=Place.KIT_LINES,
        enabled_when=lambda _state: handlers.can(spec.name),
        why_not=_tr("Nothing is chosen that it could be about"),
    )


def lines_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("Finding parts for a kit"),
            [
                KeyHint(_tr("Go through what fits"), ("Down", "Up")),
                KeyHint(_tr("Add it, and type its quantity"), ("Enter",)),
                KeyHint(_tr("Add copies of a kit's lines"), ("Shift+Enter",)),
                KeyHint(_tr("Mark a favourite"), ("Ctrl+B",)),
                KeyHint(_tr("To the lines; what was typed stays"), ("Esc",)),
            ],
        ),
        KeyHints(
            _tr("In the lines of a kit"),
            [
                KeyHint(_tr("Find a part: type its name"), ("A", "Z")),
                KeyHint(_tr("Type a quantity or a formula"), ("0", "9", "=")),
                KeyHint(_tr("More, or less"), ("+", "-")),
                KeyHint(_tr("Open or close a group or kit"), ("Right", "Left")),
                KeyHint(_tr("Next cell while typing"), ("Tab",)),
                KeyHint(_tr("Choose everything"), ("Ctrl+A",)),
                KeyHint(_tr("Menu of the lines"), ("Shift+F10", "Menu")),
                KeyHint(_tr("Back to all kits"), ("Alt+Left", "Backspace")),
            ],
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitActions", text)
