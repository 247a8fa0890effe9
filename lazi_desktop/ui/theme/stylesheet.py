"""The window's one stylesheet: `resources/window.qss` with the tokens filled in."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from string import Template

from lazi_desktop.config.places import resources_folder
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role, Tokens


def stylesheet(tokens: Tokens) -> str:
    colors = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    return _sheet().substitute(
        colors,
        chips="\n".join(_chip_rule(role, colors) for role in Role),
        icons=(resources_folder() / "icons").as_posix(),
        small_size=metrics.TEXT_SMALL,
        title_size=metrics.TEXT_TITLE,
        welcome_size=metrics.TEXT_WELCOME,
        radius=metrics.RADIUS,
        radius_small=metrics.RADIUS_SMALL,
        cell_padding=metrics.CELL_PADDING,
        inner_height=metrics.CONTROL_HEIGHT - 2,
        focus_height=metrics.CONTROL_HEIGHT - 4,
    )


def _chip_rule(role: Role, colors: dict[str, str]) -> str:
    ground, ink = colors[role.ground], colors[role.ink]
    pressed = f'QPushButton[chip="{role}"]'
    return "\n".join((
        f'QLabel[chip="{role}"] {{ background: {ground}; color: {ink}; }}',
        f"{pressed} {{ background: {ground}; color: {ink}; border-color: {ground}; }}",
        f"{pressed}:hover, {pressed}:checked {{ background: {ground}; border-color: {ink}; }}",
    ))  # fmt: skip


@cache
def _sheet() -> Template:
    return Template((resources_folder() / "window.qss").read_text(encoding="utf-8"))
