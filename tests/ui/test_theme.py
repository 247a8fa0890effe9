"""Tokens, icons, chips and fonts: the same names in light and dark, readable, and following a switch."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton

from lazi_desktop.config.places import resources_folder
from lazi_desktop.domain.profile import COLOURS
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme
from lazi_desktop.ui.theme.chips import chip_size, paint_chip, state_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, app_icon, icon
from lazi_desktop.ui.theme.stylesheet import stylesheet
from lazi_desktop.ui.theme.tokens import DARK, LIGHT, Role, Tokens, color, current_tokens, theme_news


def luminance(text: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    shade = QColor(text)
    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_its_ground(tokens: Tokens) -> None:
    pairs = [(role.ink, role.ground) for role in Role]
    pairs += [("text", ground) for ground in ("window", "surface", "surface_alt", "selection", "hover")]
    pairs += [("text_muted", ground) for ground in ("window", "surface", "surface_alt")]
    pairs += [("on_accent", "accent_fill"), ("on_accent", "danger_fill"), ("tooltip_text", "tooltip")]
    pairs += [("on_profile", f"profile_{colour}") for colour in COLOURS] + [("on_demo", "demo")]
    weak = {
        (ink, ground): contrast(getattr(tokens, ink), getattr(tokens, ground))
        for ink, ground in pairs
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_a_colour_and_the_stylesheet_takes_them_all(tokens: Tokens) -> None:
    names = [name for name, value in asdict(tokens).items() if isinstance(value, str)]
    assert all(QColor(getattr(tokens, name)).isValid() for name in names)
    assert "$" not in stylesheet(tokens)


def test_switching_tells_everybody_and_changes_what_is_drawn(qapp: QApplication, qtbot) -> None:
    button = QPushButton("Pull")
    button.setIcon(icon(Glyph.PULL))
    qtbot.addWidget(button)
    button.show()
    before = button.grab().toImage()
    with qtbot.waitSignal(theme_news.theme_changed):
        apply_theme(qapp, "dark")
    try:
        assert (current_tokens(), chosen_scheme()) == (DARK, "dark")
        assert color("surface") == QColor(DARK.surface)
        assert button.grab().toImage() != before
    finally:
        apply_theme(qapp, "light")
    assert button.grab().toImage() == before


def test_every_icon_is_in_the_font(qapp: QApplication) -> None:
    blank = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    blank.fill(0)
    for glyph in Glyph:
        drawn = icon(glyph).pixmap(QSize(20, 20)).toImage()
        assert drawn.convertToFormat(blank.format()) != blank, glyph


def test_an_icon_is_greyed_where_it_is_disabled(qapp: QApplication) -> None:
    from PySide6.QtGui import QIcon

    made = icon(Glyph.PUSH, "danger_text")
    normal = made.pixmap(QSize(20, 20), QIcon.Mode.Normal).toImage()
    disabled = made.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    assert normal != disabled


def test_the_shipped_font_is_used_and_its_figures_are_equally_wide(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontInfo, QFontMetricsF

    assert QFontInfo(ui_font()).family() == "Inter"
    widths = {QFontMetricsF(number_font()).horizontalAdvance(figure * 10) for figure in "0123456789"}
    assert len(widths) == 1
    assert (resources_folder() / "fonts" / "LICENSE.txt").is_file()


def test_the_app_has_an_icon(qapp: QApplication) -> None:
    assert not app_icon().pixmap(QSize(64, 64)).isNull()


@pytest.mark.parametrize("state", list(SkuState))
def test_every_state_has_a_chip_or_none(state: SkuState) -> None:
    chip = state_chip(state)
    assert (chip is None) == (state is SkuState.NONE)


def test_a_chip_is_painted_in_its_colours_and_cut_where_there_is_no_room(qapp: QApplication) -> None:
    image = QImage(120, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_chip(painter, QRect(0, 0, 50, 32), "A very long state", Role.CHANGED)
    paint_chip(painter, QRect(60, 0, 10, 32), "No room", Role.DANGER)
    painter.end()
    assert image.pixelColor(5, 16) == color("changed_soft")
    assert image.pixelColor(64, 16).alpha() == 0
    assert chip_size("A very long state").width() > 50
