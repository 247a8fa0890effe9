"""Puts the theme on: Fusion, a palette and one stylesheet, all from the tokens; follows the system where told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import app_icon
from lazi_desktop.ui.theme.stylesheet import stylesheet
from lazi_desktop.ui.theme.tokens import DARK, LIGHT, Tokens, color, theme_news, use_tokens

Scheme = Literal["system", "light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark")

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_chosen: Scheme = "system"


def apply_theme(app: QApplication, scheme: Scheme = "system") -> None:
    """Callable at any time; views that paint by themselves hear of it through `theme_news.theme_changed`."""
    global _chosen
    _chosen = scheme
    _follow_system(app)
    QGuiApplication.styleHints().setColorScheme(_QT_SCHEMES[scheme])  # title bars follow
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(ui_font())
    app.setWindowIcon(app_icon())
    _put_on(app, _tokens_for(scheme))


def chosen_scheme() -> Scheme:
    return _chosen


@contextmanager
def dressed_at_the_end() -> Iterator[None]:
    """To build a window of many parts in less than half the time: with a stylesheet on, Qt dresses all that stands in
    a widget anew whenever that is put into another one."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _tokens_for(scheme: Scheme) -> Tokens:
    if scheme == "system":
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if scheme == "dark" else LIGHT


def _follow_system(app: QApplication) -> None:
    if not app.property("follows_color_scheme"):
        app.setProperty("follows_color_scheme", True)
        QGuiApplication.styleHints().colorSchemeChanged.connect(_on_system_scheme_changed)


def _on_system_scheme_changed(_scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if _chosen == "system" and isinstance(app, QApplication):
        _put_on(app, _tokens_for("system"))


def _put_on(app: QApplication, tokens: Tokens) -> None:
    """Without the old stylesheet first: to replace one by another takes Qt ten times as long, seconds in all."""
    use_tokens(tokens)
    app.setStyleSheet("")
    app.setPalette(_palette())
    app.setStyleSheet(stylesheet(tokens))
    theme_news.theme_changed.emit()


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, token in {
        roles.Window: "window",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "surface_alt",
        roles.Text: "text",
        roles.PlaceholderText: "text_muted",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "danger_text",
        roles.Highlight: "selection",
        roles.HighlightedText: "text",
        roles.Accent: "accent",
        roles.Link: "accent",
        roles.LinkVisited: "accent",
        roles.ToolTipBase: "tooltip",
        roles.ToolTipText: "tooltip_text",
        roles.Light: "surface",
        roles.Midlight: "surface_alt",
        roles.Mid: "border",
        roles.Dark: "border_strong",
        roles.Shadow: "border_strong",
    }.items():
        palette.setColor(role, color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("text_disabled"))
    return palette
