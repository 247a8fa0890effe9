"""What can be done with an entry's pictures and files: under which name, by which key, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import IMAGE, Asset
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.theme.icons import Glyph


@dataclass(frozen=True, slots=True)
class Act:
    title: str
    glyph: Glyph
    keys: str = ""
    """As they are written for a person."""


def acts() -> Mapping[str, Act]:
    """In the order of the menu; "" in `MENU` parts them."""
    return {
        "add": Act(_tr("Add…"), Glyph.ADD, "Ins"),
        "paste": Act(_tr("Paste"), Glyph.PASTE, "Ctrl+V"),
        "edit": Act(_tr("Edit picture…"), Glyph.CROP, "Enter"),
        "replace": Act(_tr("Replace…"), Glyph.SWAP),
        "open": Act(_tr("Open in the browser"), Glyph.EXTERNAL, "Enter"),
        "rename": Act(_tr("Rename"), Glyph.EDIT, "F2"),
        "default": Act(_tr("Make default"), Glyph.STAR, "Space"),
        "up": Act(_tr("Move up"), Glyph.UP, "Alt+Up"),
        "down": Act(_tr("Move down"), Glyph.DOWN, "Alt+Down"),
        "copy": Act(_tr("Copy picture"), Glyph.COPY, "Ctrl+C"),
        "remove": Act(_tr("Remove"), Glyph.REMOVE, "Del"),
    }


MENU = (
    "add",
    "paste",
    "",
    "edit",
    "replace",
    "open",
    "",
    "rename",
    "default",
    "up",
    "down",
    "",
    "copy",
    "remove",
)
CHANGING = frozenset(("add", "paste", "edit", "replace", "rename", "default", "up", "down", "remove"))
_ADDING = frozenset(("add", "paste"))
_OF_ONE = frozenset(("edit", "replace", "open", "rename", "default"))
_OF_PICTURES = frozenset(("edit", "replace", "default", "copy"))


@dataclass(frozen=True, slots=True)
class Situation:
    """`locked`: why nothing can be changed, "" where it can. `no_tools`: why no pictures can be added."""

    field: str
    chosen: Sequence[Asset]
    count: int
    entries: int = 1
    locked: str = ""
    no_tools: str = ""

    def why_not(self, name: str) -> str:
        """As a sentence; "" where it can be done."""
        if name in CHANGING and self.locked:
            return self.locked
        if name in ("add", "paste", "edit", "replace") and self.no_tools:
            return self.no_tools
        if name in _ADDING:
            return "" if self.field != "sku_videos" else _tr("Videos are added in ServiceTitan.")
        if self.entries > 1 and name in CHANGING:
            return _tr("Select a single entry for this; onto several, pictures are only added.")
        if not self.chosen:
            return _tr("Choose a picture first.")
        return self._of_chosen(name)

    def _of_chosen(self, name: str) -> str:
        one = self.chosen[0]
        if name in _OF_ONE and len(self.chosen) > 1:
            return _tr("Choose a single one for this.")
        if name in _OF_PICTURES and not all(self._is_picture(asset) for asset in self.chosen):
            return _tr("This is no picture.")
        match name:
            case "open" if not one.is_on_the_web:
                return _tr("It lies in ServiceTitan's own storage, which no browser opens.")
            case "rename" if self.field != "assets":
                return _tr("ServiceTitan gives pictures of categories no names.")
            case "default" if self.field == "image" or one.is_default:
                return _tr("It is the default.")
            case "up" | "down" if self.count < 2:
                return _tr("There is only one.")
        return ""

    def _is_picture(self, asset: Asset) -> bool:
        return self.field != "sku_videos" and asset.type in (IMAGE, "")


def assets_hints() -> KeyHints:
    titles = [(act.title.removesuffix("…"), act.keys) for act in acts().values() if act.keys]
    return KeyHints(
        _tr("In an entry's pictures and files"),
        [
            *(KeyHint(title, (keys,)) for title, keys in titles),
            KeyHint(_tr("Choose several"), ("Shift+Down",)),
            KeyHint(_tr("Menu"), ("Shift+F10", "Menu")),
        ],
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("AssetsControl", text)
