"""Everything the Review page can do, declared once; its menu, its keys and its tips are made from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, Place, in_group
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.theme.icons import Glyph


class ReviewHandlers(Protocol):
    """What the actions call. `can` tells whether an action has something to be about and is this person's to do."""

    def can(self, name: str) -> bool: ...
    def why_not(self, name: str) -> str: ...
    def tick(self) -> None: ...
    def go_on(self) -> None: ...
    def show_in_grid(self) -> None: ...
    def decide(self) -> None: ...
    def edit_value(self) -> None: ...
    def discard(self) -> None: ...
    def move(self) -> None: ...
    def hold(self) -> None: ...
    def accept(self) -> None: ...
    def reject(self) -> None: ...
    def push_chosen(self) -> None: ...
    def push_ticked(self) -> None: ...
    def export(self) -> None: ...
    def open_groups(self) -> None: ...
    def close_groups(self) -> None: ...
    def filter_lines(self) -> None: ...
    def new_change_set(self) -> None: ...
    def choose_change_set(self) -> None: ...
    def rename_change_set(self) -> None: ...
    def close_change_set(self) -> None: ...
    def reopen_change_set(self) -> None: ...


MENU = (
    "review_accept", "review_reject", "review_decide", "review_edit", "review_show", "",
    "review_tick", "review_push_chosen", "",
    "review_move", "review_hold", "review_rename_set", "review_close_set", "",
    "review_discard",
)  # fmt: skip
"""From top to bottom; "" is a line."""


def review_actions(handlers: ReviewHandlers, *, has_keys: bool = True) -> list[ActionSpec]:
    """`has_keys`: this computer pushes; else it submits, for one that does."""
    about = [
        *_looking(handlers),
        *_changing(handlers, has_keys=has_keys),
        *_filing(handlers),
        _push_ticked(handlers, has_keys=has_keys),
        *_of_change_sets(handlers),
    ]
    return in_group(
        Group.REVIEW,
        [
            *(_about(spec, handlers) for spec in about),
            *_of_the_list(handlers),
        ],
    )


def _looking(handlers: ReviewHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="review_tick",
            title=_tr("Send it, or leave it out"),
            handler=handlers.tick,
            glyph=Glyph.ACCEPT,
            local_keys=("Space",),
        ),
        ActionSpec(
            name="review_go_on",
            title=_tr("Decide it, or show it in the grid"),
            handler=handlers.go_on,
            local_keys=("Return", "Enter"),
        ),
        ActionSpec(
            name="review_show",
            title=_tr("Show in the grid"),
            handler=handlers.show_in_grid,
            glyph=Glyph.SHOW_IN_GRID,
            local_keys=("G",),
        ),
        ActionSpec(
            name="review_decide",
            title=_tr("Decide the conflict"),
            handler=handlers.decide,
            glyph=Glyph.CONFLICT,
            local_keys=("C",),
        ),
    ]


def _changing(handlers: ReviewHandlers, *, has_keys: bool) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="review_edit",
            title=_tr("Edit our value"),
            handler=handlers.edit_value,
            glyph=Glyph.EDIT,
            local_keys=("F2",),
        ),
        ActionSpec(
            name="review_discard",
            title=_tr("Discard…"),
            tip=_tr("Take the chosen changes back: ServiceTitan's values are what counts again"),
            handler=handlers.discard,
            glyph=Glyph.REVERT,
            local_keys=("Del",),
        ),
        ActionSpec(
            name="review_push_chosen",
            title=_tr("Push what is chosen") if has_keys else _tr("Submit what is chosen for push"),
            handler=handlers.push_chosen,
            glyph=Glyph.PUSH,
        ),
    ]


def _filing(handlers: ReviewHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="review_move",
            title=_tr("Move to another change-set…"),
            handler=handlers.move,
            glyph=Glyph.FORWARD,
            local_keys=("M",),
        ),
        ActionSpec(
            name="review_hold",
            title=_tr("Hold back, or release"),
            tip=_tr("What is held back stays here when everything is pushed"),
            handler=handlers.hold,
            glyph=Glyph.SWEEP,
            local_keys=("H",),
        ),
        ActionSpec(
            name="review_accept",
            title=_tr("Accept what is proposed"),
            tip=_tr("The proposed values become your own changes"),
            handler=handlers.accept,
            glyph=Glyph.ACCEPT,
            local_keys=("A",),
        ),
        ActionSpec(
            name="review_reject",
            title=_tr("Reject what is proposed…"),
            handler=handlers.reject,
            glyph=Glyph.CLOSE,
            local_keys=("R",),
        ),
        ActionSpec(
            name="review_rename_set",
            title=_tr("Rename the change-set…"),
            handler=handlers.rename_change_set,
        ),
        ActionSpec(
            name="review_close_set",
            title=_tr("Close the change-set"),
            tip=_tr("Nothing more goes under it; what waits in it stays there"),
            handler=handlers.close_change_set,
        ),
    ]


def _push_ticked(handlers: ReviewHandlers, *, has_keys: bool) -> ActionSpec:
    return ActionSpec(
        name="review_push_ticked",
        title=_tr("Push what is ticked in Review")
        if has_keys
        else _tr("Submit what is ticked in Review for push"),
        handler=handlers.push_ticked,
        glyph=Glyph.PUSH,
    )


def _of_the_list(handlers: ReviewHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="review_export",
            title=_tr("Export the list…"),
            tip=_tr("What is shown, as a sheet or as pages to print"),
            handler=handlers.export,
            glyph=Glyph.EXTERNAL,
        ),
        ActionSpec(
            name="review_open_groups",
            title=_tr("Open all groups"),
            handler=handlers.open_groups,
            local_keys=("Shift+Right",),
            place=Place.REVIEW,
        ),
        ActionSpec(
            name="review_close_groups",
            title=_tr("Close all groups"),
            handler=handlers.close_groups,
            local_keys=("Shift+Left",),
            place=Place.REVIEW,
        ),
        ActionSpec(
            name="review_filter",
            title=_tr("Filter the changes"),
            handler=handlers.filter_lines,
            glyph=Glyph.FILTER,
            local_keys=("/",),
            place=Place.REVIEW,
        ),
    ]


def _of_change_sets(handlers: ReviewHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="new_change_set",
            title=_tr("New change-set…"),
            tip=_tr("Edits go under it from then on"),
            handler=handlers.new_change_set,
            glyph=Glyph.ADD,
        ),
        ActionSpec(
            name="choose_change_set",
            title=_tr("Choose the change-set that edits go to…"),
            handler=handlers.choose_change_set,
            glyph=Glyph.REVIEW,
        ),
        ActionSpec(
            name="reopen_change_set",
            title=_tr("Open a closed change-set again…"),
            handler=handlers.reopen_change_set,
        ),
    ]


def _about(spec: ActionSpec, handlers: ReviewHandlers) -> ActionSpec:
    return replace(
        spec,
        place=Place.REVIEW if spec.local_keys else None,
        enabled_when=lambda _state: handlers.can(spec.name),
        why_not=lambda _state: handlers.why_not(spec.name),
    )


def review_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("In Review"),
            [
                KeyHint(_tr("Open or close a group"), ("Right", "Left")),
                KeyHint(_tr("Extend the selection"), ("Shift+Down",)),
                KeyHint(_tr("Choose everything"), ("Ctrl+A",)),
                KeyHint(_tr("Menu of the changes"), ("Shift+F10", "Menu")),
            ],
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)
