"""Everything that can be done in the gallery, declared once; its menu and its keys are made from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, Place, in_group
from lazi_desktop.ui.theme.icons import Glyph


class GalleryHandlers(Protocol):
    """What the actions call. `can` tells whether an action has something to be about."""

    def can(self, name: str) -> bool: ...
    def open(self) -> None: ...
    def compare(self) -> None: ...
    def show_in_pricebook(self) -> None: ...
    def edit(self) -> None: ...
    def paste(self) -> None: ...
    def match_folder(self) -> None: ...
    def copy_codes(self) -> None: ...
    def larger(self) -> None: ...
    def smaller(self) -> None: ...
    def usual_size(self) -> None: ...
    def show_all(self) -> None: ...


MENU = (
    "gallery_open", "gallery_compare", "",
    "gallery_paste", "gallery_edit", "",
    "gallery_show", "gallery_copy",
)  # fmt: skip
"""From top to bottom; "" is a line."""


def gallery_actions(handlers: GalleryHandlers) -> list[ActionSpec]:
    specs = [*_about_pictures(handlers), *_about_entries(handlers), *_about_the_sheet(handlers)]
    return in_group(Group.GALLERY, [_about(spec, handlers) for spec in specs])


def _about_pictures(handlers: GalleryHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="gallery_open",
            title=_tr("Show the picture in full"),
            handler=handlers.open,
            glyph=Glyph.PICTURE,
        ),
        ActionSpec(
            name="gallery_compare",
            title=_tr("Compare two pictures"),
            tip=_tr("Those of the two chosen entries, side by side"),
            handler=handlers.compare,
            glyph=Glyph.COMPARE,
            local_keys=("C",),
            why_not=_tr("Choose two entries with pictures first"),
        ),
        ActionSpec(
            name="gallery_paste",
            title=_tr("Paste pictures"),
            tip=_tr("From the clipboard, onto the chosen entries"),
            handler=handlers.paste,
            glyph=Glyph.ADD,
            local_keys=("Ctrl+V", "Shift+Ins"),
        ),
        ActionSpec(
            name="gallery_match",
            title=_tr("Match a folder of pictures with SKUs"),
            tip=_tr("By codes, vendor parts and names in the files' names, and by their looks"),
            handler=handlers.match_folder,
            glyph=Glyph.CATEGORY,
            local_keys=("Ctrl+M",),
            why_not=_tr("This window is not set up for adding pictures"),
        ),
    ]


def _about_entries(handlers: GalleryHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="gallery_edit",
            title=_tr("Edit the entry's pictures"),
            tip=_tr("In its editor"),
            handler=handlers.edit,
            glyph=Glyph.EDIT,
            local_keys=("F2",),
        ),
        ActionSpec(
            name="gallery_show",
            title=_tr("Show in the pricebook"),
            handler=handlers.show_in_pricebook,
            glyph=Glyph.SHOW_IN_GRID,
            local_keys=("Ctrl+Return", "Ctrl+Enter"),
        ),
        ActionSpec(
            name="gallery_copy",
            title=_tr("Copy codes"),
            handler=handlers.copy_codes,
            glyph=Glyph.COPY,
            local_keys=("Ctrl+C",),
        ),
    ]


def _about_the_sheet(handlers: GalleryHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="gallery_larger",
            title=_tr("Larger pictures"),
            handler=handlers.larger,
            local_keys=("Ctrl++", "Ctrl+="),
        ),
        ActionSpec(
            name="gallery_smaller",
            title=_tr("Smaller pictures"),
            handler=handlers.smaller,
            local_keys=("Ctrl+-",),
        ),
        ActionSpec(
            name="gallery_usual_size",
            title=_tr("Pictures of the usual size"),
            handler=handlers.usual_size,
            local_keys=("Ctrl+0",),
        ),
        ActionSpec(
            name="gallery_all",
            title=_tr("Show all pictures"),
            tip=_tr("Without search and filters"),
            handler=handlers.show_all,
            local_keys=("Esc",),
        ),
    ]


def _about(spec: ActionSpec, handlers: GalleryHandlers) -> ActionSpec:
    return replace(
        spec,
        place=Place.GALLERY if spec.local_keys else None,
        enabled_when=lambda _state: handlers.can(spec.name),
        why_not=spec.why_not or _tr("Choose an entry first"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("GalleryActions", text)
