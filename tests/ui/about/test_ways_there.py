"""About LAZI Desktop opens from the commands and from the settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton

from lazi_desktop.domain.parts import Composition, Part, PartKind
from lazi_desktop.ui.about.about_dialog import AboutDialog
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp

OWN = Part(name="LAZI Desktop", version="9.9", kind=PartKind.PROGRAM, licence="Apache-2.0", text="Ours")


@pytest.fixture
def app(qtbot, tmp_path) -> FakeApp:
    return FakeApp(tmp_path)


@pytest.fixture
def opened(app: FakeApp, qtbot) -> Iterator[Opened]:
    context = replace(app.context, composition=lambda: Composition(OWN, ()))
    opened = open_window(context, Messages(), version="9.9")
    opened.window.show()
    app.settle(qtbot)
    yield opened
    opened.window.close()
    opened.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shown(opened: Opened, app: FakeApp, qtbot) -> AboutDialog:
    app.settle(qtbot)
    dialog = opened.window.question
    assert isinstance(dialog, AboutDialog)
    assert dialog.isVisible()
    assert "9.9" in dialog.text.text()
    return dialog


def test_it_is_among_the_commands(opened: Opened, app: FakeApp, qtbot) -> None:
    listed = {one.title: one for one in opened.window.registry.listed(everything=True)}
    assert "About LAZI Desktop" in listed
    opened.window.actions_by_name["about"].trigger()
    shown(opened, app, qtbot).close()


def test_it_is_below_the_versions_in_the_settings(opened: Opened, app: FakeApp, qtbot) -> None:
    opened.window.open_page("settings")
    [found] = [
        one for one in opened.settings.findChildren(QPushButton) if one.text() == "About LAZI Desktop…"
    ]
    found.click()
    shown(opened, app, qtbot).close()
