"""On a small screen, in both languages, no text of ours is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.settings.cards import Fact
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.fitting_hint import show_fitting_hint
from tests.fakes.settings_book import FakeBook
from tests.fakes.ui_fakes import FakeApp

PAGES = ("pricebook", "kits", "gallery", "review", "activity", "team", "settings")
SIZES = ((1440, 900), (1280, 800))


@pytest.fixture(params=["en", "es"])
def language(request: Any) -> Iterator[Literal["en", "es"]]:
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.fixture
def opened(language: Literal["en", "es"], tmp_path: Path, qtbot: Any) -> tuple[FakeApp, Opened]:
    messages = Messages()
    app = FakeApp(tmp_path, notifier=messages, place="demo")
    made = open_window(
        app.context, messages, book=FakeBook(), facts=[Fact("Shared database", "built in")], version="0.1.0"
    )
    qtbot.addWidget(made.window)
    made.window.show()
    app.settle(qtbot)
    return app, made


@pytest.mark.parametrize("size", SIZES)
def test_no_text_of_ours_is_cut(opened: tuple[FakeApp, Opened], size: tuple[int, int], qtbot: Any) -> None:
    app, made = opened
    made.window.resize(*size)
    for page in PAGES:
        made.window.open_page(page)
        app.settle(qtbot)
        qtbot.waitUntil(partial(_nothing_is_cut, made.window))  # layouts come to rest in the loop


def _nothing_is_cut(window: QWidget) -> None:
    assert _cut(window) == []


def _cut(window: QWidget) -> list[tuple[str, str]]:
    seen = [one for one in window.findChildren(QWidget) if _is_seen(one)]
    return [(type(one).__name__, text) for one in seen if (text := _cut_text(one))]


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _cut_text(widget: QWidget) -> str:
    """What cannot be read to its end, "" for nothing."""
    letters = widget.fontMetrics()
    match widget:
        case ElidedLabel():
            shown = widget.shown_text()
            return shown if shown.endswith("…") and not widget.text().endswith("…") else ""
        case QLabel() if widget.wordWrap():
            return widget.text() if widget.heightForWidth(widget.width()) > widget.height() + 2 else ""
        case QLabel():
            wide = max((letters.horizontalAdvance(line) for line in widget.text().split("\n")), default=0)
            return widget.text() if wide > widget.contentsRect().width() + 1 else ""
        case QLineEdit():
            margins = widget.textMargins()
            room = widget.width() - margins.left() - margins.right() - 12
            hint = "" if widget.text() else widget.placeholderText()
            return hint if letters.horizontalAdvance(hint) > room else ""
        case QToolButton() if widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
        case QAbstractButton():
            return widget.text() if letters.horizontalAdvance(widget.text()) > widget.width() else ""
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            return _cut_heading(widget)
    return ""


def _cut_heading(header: QHeaderView) -> str:
    for section in range(header.count()):
        text = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if header.fontMetrics().horizontalAdvance(text) > header.sectionSize(section) > 0:
            return text
    return ""


def test_a_label_says_it_shorter_where_there_is_no_room(qtbot: Any) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.say("2,164 services · 278 equipment · 2,442 entries", "2,442 entries")
    letters = shown.fontMetrics()
    shown.resize(letters.horizontalAdvance(shown.text()) + 4, 20)
    assert shown.shown_text() == "2,164 services · 278 equipment · 2,442 entries"
    shown.resize(letters.horizontalAdvance("2,442 entries") + 4, 20)
    assert shown.shown_text() == "2,442 entries"
    assert shown.toolTip() == shown.text() == "2,164 services · 278 equipment · 2,442 entries"
    shown.resize(letters.horizontalAdvance("2,442"), 20)
    assert shown.shown_text().endswith("…")
    shown.setText("short")
    shown.resize(letters.horizontalAdvance("short") + 4, 20)
    assert shown.shown_text() == "short", "ways of what was said before are forgotten"


def test_a_search_field_leaves_out_what_it_has_no_room_for(qtbot: Any) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    hint = "Search code, name, vendor part…"
    letters = field.fontMetrics()
    field.resize(letters.horizontalAdvance(hint) + 60, 30)
    show_fitting_hint(field, hint)
    assert field.placeholderText() == hint
    field.resize(letters.horizontalAdvance("Search code, name…") + 50, 30)
    show_fitting_hint(field, hint)
    assert field.placeholderText() == "Search code, name…"
    show_fitting_hint(field, hint, taken=1000)
    assert field.placeholderText() == "Search code…"
