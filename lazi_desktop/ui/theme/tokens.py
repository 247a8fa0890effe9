"""The colours of the window by what they mean, light and dark; and the news when they change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Tokens:
    """`soft` colours are grounds, `text` ones are read on them. Amber: changed here. Red: needs you. Green: proved."""

    is_dark: bool

    window: str
    surface: str
    surface_alt: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str

    accent: str
    accent_fill: str
    accent_fill_hover: str
    accent_soft: str
    on_accent: str

    changed: str
    changed_soft: str
    changed_text: str
    danger: str
    danger_fill: str
    danger_soft: str
    danger_text: str
    proved: str
    proved_soft: str
    proved_text: str
    neutral_soft: str

    hover: str
    pressed: str
    selection: str
    focus: str
    scrollbar: str
    scrollbar_hover: str
    shade: str
    """Over what a crop takes away; one sees through it."""
    tooltip: str
    tooltip_text: str

    group_blue: str
    group_violet: str
    group_green: str
    group_amber: str
    group_red: str
    group_teal: str
    group_grey: str

    profile_blue: str
    profile_teal: str
    profile_green: str
    profile_olive: str
    profile_brown: str
    profile_magenta: str
    profile_violet: str
    profile_slate: str
    on_profile: str
    demo: str
    """Of no other profile, with stripes of `on_demo`."""
    on_demo: str


LIGHT = Tokens(
    is_dark=False,
    window="#f4f6f8",
    surface="#ffffff",
    surface_alt="#f8f9fb",
    border="#e2e6eb",
    border_strong="#cbd2da",
    text="#1a1f28",
    text_muted="#626c7c",
    text_disabled="#a3abb8",
    accent="#1f66e0",
    accent_fill="#1f6ae8",
    accent_fill_hover="#1859cb",
    accent_soft="#e7effd",
    on_accent="#ffffff",
    changed="#c2700c",
    changed_soft="#fef0d0",
    changed_text="#95490a",
    danger="#d92d20",
    danger_fill="#cf2a1e",
    danger_soft="#fde6e4",
    danger_text="#b3261a",
    proved="#1f9254",
    proved_soft="#e0f3e7",
    proved_text="#176b3d",
    neutral_soft="#eef0f3",
    hover="#eff2f6",
    pressed="#e4e9f0",
    selection="#e4edfd",
    focus="#6ea1f5",
    scrollbar="#d3d8df",
    scrollbar_hover="#b5bdc8",
    shade="#78000000",
    tooltip="#232a35",
    tooltip_text="#f4f6f8",
    group_blue="#1f66e0",
    group_violet="#8145e6",
    group_green="#17854a",
    group_amber="#c2700c",
    group_red="#d92d20",
    group_teal="#0e8290",
    group_grey="#7d8796",
    profile_blue="#1f5fd0",
    profile_teal="#0b7480",
    profile_green="#1d7a43",
    profile_olive="#6b6f10",
    profile_brown="#8f5216",
    profile_magenta="#b02a7c",
    profile_violet="#7741d4",
    profile_slate="#566272",
    on_profile="#ffffff",
    demo="#ffd21f",
    on_demo="#1a1400",
)

DARK = Tokens(
    is_dark=True,
    window="#14171d",
    surface="#1b1f27",
    surface_alt="#1f242d",
    border="#2d343f",
    border_strong="#434c5a",
    text="#e6e9ee",
    text_muted="#9ba5b4",
    text_disabled="#646e7d",
    accent="#6ea6ff",
    accent_fill="#2f6fe0",
    accent_fill_hover="#4480ec",
    accent_soft="#1c3157",
    on_accent="#ffffff",
    changed="#d9982f",
    changed_soft="#3e3013",
    changed_text="#f7bd58",
    danger="#f0665b",
    danger_fill="#c93a30",
    danger_soft="#451f1f",
    danger_text="#ff938a",
    proved="#3fb676",
    proved_soft="#17372a",
    proved_text="#6fd69d",
    neutral_soft="#2a303a",
    hover="#252b35",
    pressed="#2d3440",
    selection="#1f3359",
    focus="#5b93f0",
    scrollbar="#39414d",
    scrollbar_hover="#4f5968",
    shade="#78000000",
    tooltip="#323a46",
    tooltip_text="#eef1f5",
    group_blue="#6ea6ff",
    group_violet="#b18cff",
    group_green="#3fb676",
    group_amber="#d9982f",
    group_red="#f0665b",
    group_teal="#3fb9c8",
    group_grey="#8b95a5",
    profile_blue="#1f5fd0",
    profile_teal="#0b7480",
    profile_green="#1d7a43",
    profile_olive="#6b6f10",
    profile_brown="#8f5216",
    profile_magenta="#b02a7c",
    profile_violet="#7741d4",
    profile_slate="#566272",
    on_profile="#ffffff",
    demo="#ffd21f",
    on_demo="#1a1400",
)

GROUP_COLOURS = ("blue", "violet", "green", "amber", "red", "teal", "grey")
"""By the names that groups of kits have them under; the token of one is `group_…`."""

NAMES = frozenset(field.name for field in fields(Tokens) if field.name != "is_dark")


class Role(StrEnum):
    """What a chip, a banner or a button says by its colour."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    CHANGED = "changed"
    DANGER = "danger"
    PROVED = "proved"

    @property
    def ground(self) -> str:
        """The token of the ground."""
        return f"{self.value}_soft"

    @property
    def ink(self) -> str:
        """The token of the text on it."""
        return {Role.NEUTRAL: "text_muted", Role.ACCENT: "accent"}.get(self, f"{self.value}_text")


class ThemeNews(QObject):
    """Tells that the tokens are others now. Icons, palette and stylesheet have followed; own painting must update."""

    theme_changed = Signal()


theme_news = ThemeNews()
_current = LIGHT


def current_tokens() -> Tokens:
    return _current


def use_tokens(tokens: Tokens) -> None:
    """Makes these the current ones. `apply_theme` calls it; it announces them when everything has followed."""
    global _current
    _current = tokens


def color(name: str) -> QColor:
    """The current colour of a token: `color("text_muted")`. Cheap enough for `paint()`."""
    return _color(_current, name)


@lru_cache(maxsize=256)
def _color(tokens: Tokens, name: str) -> QColor:
    return QColor(getattr(tokens, name))
